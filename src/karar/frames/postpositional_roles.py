"""Which part each state plays, by the case markers behind the noun phrase: "भारत ने", "जापान को", "रूस के साथ"."""

from __future__ import annotations

from dataclasses import replace

from karar.frames.parties import is_head, party_mentions, party_of, strength_of
from karar.frames.types import Clause, CueMatch, Role, VerbGroup
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.text.sentences import Sentence


def case_after(sent: Sentence, end: int, limit: int) -> tuple[str | None, int]:
    """Return the case marker right behind ``end`` (the longest one) and where it ends; (None, end) where none."""
    start = end
    while start < limit and sent.text[start] in " ,":
        start += 1
    best: Hit | None = None
    for hit in sent.of("case"):
        if hit.start == start and (best is None or hit.end > best.end):
            best = hit
        elif hit.start > start:
            break
    return (best.entry.value, best.end) if best else (None, end)


def next_case(sent: Sentence, start: int, limit: int) -> tuple[str | None, int]:
    """Return the next non-genitive case marker in ``[start, limit)``: what the head of a noun phrase carries."""
    best: Hit | None = None
    for hit in sent.of("case"):
        if hit.start < start or hit.end > limit:
            continue
        if best is not None and hit.start > best.start:
            break
        if hit.entry.value != "gen" or hit.end - hit.start > 3:
            best = hit if best is None or hit.end > best.end else best
    return (best.entry.value, best.start) if best else (None, limit)


_ROLE_OF_CASE = {
    "erg": "agent",
    "by": "agent",
    "dat": "receiver",
    "for": "receiver",
    "in": "place",
    "on": "place",
    "ins": "source",
    "com": "partner",
    "between": "partner",
    "topic": "topic",
    "during": "aside",
    "despite": "aside",
    "via": "aside",
    "origin": "aside",
    "near": "aside",
}


def find_roles(clause: Clause, *, talk: bool = False) -> list[Role]:
    """Return the parties of ``clause`` with the roles that their case markers give them.

    ``talk``: the clause is about a talk, so that what stands "पर" is its topic ("यूक्रेन की स्थिति पर चर्चा").
    """
    sent, limit = clause.sent, clause.verbs.start if clause.verbs else clause.end
    named = [m for m in party_mentions(clause.mentions) if not _owned(clause, m)]
    roles: list[Role] = []
    following: Role | None = None
    for place in range(len(named) - 1, -1, -1):
        mention = named[place]
        if (
            following is not None
            and _coordinated(sent, mention, named[place + 1])
            and not _apart(clause, named, place, following)
        ):
            role, strength = (
                following.role,
                max(strength_of(mention), following.strength if following.role in _STRONG else 0),
            )
        else:
            role, strength = _role(clause, mention, limit, talk)
        code = party_of(mention)
        if code is None:
            continue
        following = Role(code, sent.span(mention.start, mention.end), role, strength)
        roles.append(following)
    roles.reverse()
    return _without_circumstance(clause, roles)


def _without_circumstance(clause: Clause, roles: list[Role]) -> list[Role]:
    """Return ``roles`` with the state of "चीन से तनाव के बीच", "रूसी हमलों के बीच" aside: "between" takes two."""
    if len({role.code for role in roles if role.role == "partner"}) != 1:
        return roles
    return [
        replace(role, role="aside") if role.role == "partner" and _in_circumstance(clause, role) else role
        for role in roles
    ]


def _in_circumstance(clause: Clause, role: Role) -> bool:
    start, end = _place_of(clause, role)
    case, behind = case_after(clause.sent, end, clause.end)
    if any(hit.entry.value == "and" and 0 < start - hit.end <= 1 for hit in clause.sent.of("particle")):
        return False  # "पेट्रोलियम मंत्रालय तथा गुयाना के मंत्रालय के बीच"
    return case in (None, "gen") and next_case(clause.sent, behind, clause.end)[0] == "between"


def leave_out_participles(clause: Clause, match: CueMatch, roles: list[Role]) -> list[Role]:
    """Return ``roles`` without those that only a participle has: "अमेरिका की ओर से दी जा रही धमकियां".

    A participle that names the act itself keeps its own ("भारत द्वारा दी गई सहायता").
    """
    bare = [group for group in clause.nested if group is not match.verb and _is_attributive(group, match)]
    if not bare:
        return roles
    kept = []
    for role in roles:
        place = _place_of(clause, role)
        case, end = case_after(clause.sent, place[1], clause.end)
        if case in ("by", "erg") and any(0 <= group.start - end <= _PARTICIPLE_REACH for group in bare):
            continue
        kept.append(role)
    return kept


def _place_of(clause: Clause, role: Role) -> tuple[int, int]:
    """Return where in the sentence the mention behind a role stands."""
    return next(
        ((m.start, m.end) for m in clause.mentions if clause.sent.span(m.start, m.end) == role.span),
        (clause.end, clause.end),
    )


def _is_attributive(group: VerbGroup, match: CueMatch) -> bool:
    """Whether a group stands before a noun that it says something of: "दी गई", "लगाए जा रहे"."""
    return group.tags[-1] in ("perf", "prog") and not match.start <= group.start < match.end


def _owned(clause: Clause, mention: Mention) -> bool:
    """Whether a body stands as another state's own: "स्पेन की एयरबस" is Spain's here, wherever it has its seat."""
    if mention.kind != "organisation":
        return False
    return any(
        other.kind == "party"
        and 0 < mention.start - other.end <= 4
        and case_after(clause.sent, other.end, mention.start)[0] == "gen"
        for other in clause.mentions
    )


_STRONG = frozenset({"agent", "partner"})
_PARTICIPLE_REACH = 24  # characters from "द्वारा" to its participle: room for "हाल में"
_COMPOUND_REACH = 30  # characters: one or two words behind a state's name, and a case marker


def _coordinated(sent: Sentence, left: Mention, right: Mention) -> bool:
    """Whether two party mentions stand side by side: "भारत और जापान", "भारत, जापान", "भारत-रूस-चीन"."""
    between = sent.text[left.end : right.start].strip()
    if between in ("-", ",", "/"):
        return True
    word = between.removeprefix(",").lstrip()
    start = sent.text.find(word, left.end) if word else -1
    return any(
        hit.entry.value == "and" and hit.start == start and hit.end - start == len(word) for hit in sent.of("particle")
    )


def _shares_case(clause: Clause, named: list[Mention], place: int, following: Role) -> bool:
    """Whether a mention stands in one list with the next one, whose case marker is theirs both."""
    listed = _coordinated(clause.sent, named[place], named[place + 1])
    return listed and not _apart(clause, named, place, following)


def _apart(clause: Clause, named: list[Mention], place: int, following: Role) -> bool:
    """Whether a comma sets off the subject from who gets: "नेपाल, बांग्लादेश को बिजली देगा" lists no two receivers."""
    if following.role not in ("receiver", "source"):
        return False
    sent = clause.sent
    if sent.text[named[place].end : named[place + 1].start].strip() != ",":
        return False
    longer = place + 2 < len(named) and _coordinated(sent, named[place + 1], named[place + 2])
    return not longer and not (place and _coordinated(sent, named[place - 1], named[place]))


def _role(clause: Clause, mention: Mention, limit: int, talk: bool) -> tuple[str, int]:
    sent = clause.sent
    strength = strength_of(mention)
    case, end = case_after(sent, mention.end, clause.end)
    if case == "gen" or (case is None and _modifies(clause, mention)):
        strength = max(strength, 2) if _head_follows(clause, end) else strength
        case, start = next_case(sent, end, limit)
        if case is not None and _another_begins(clause, end, start):
            case = None
        if case == "on" and not talk:
            case = None
        if case in ("in", "ins") and mention.kind != "party":
            case = None
    elif case in ("erg", "com", "between", "by", "dat"):
        strength = max(strength, 2)
    elif case is None:
        case = _compound_case(clause, mention, limit, talk=talk)
    if case == "on" and talk:
        return "topic", strength
    return _ROLE_OF_CASE.get(case or "", "plain"), strength


def _another_begins(clause: Clause, end: int, case: int) -> bool:
    """Whether the case belongs to another state's phrase: in "चीन के पुलिसकर्मी फिजी की पुलिस को" China has none."""
    begins = [m.start for m in clause.mentions if m.kind == "party" and end < m.start < case]
    if not begins or "," in clause.sent.text[end : begins[0]]:
        return False
    return not any(hit.entry.value == "and" and end <= hit.start < begins[0] for hit in clause.sent.of("particle"))


def _compound_case(clause: Clause, mention: Mention, limit: int, *, talk: bool) -> str | None:
    """Return the case of a compound that a state's name opens: "यूक्रेन युद्ध पर", "ताइवान जलडमरूमध्य में"."""
    case, start = next_case(clause.sent, mention.end, min(limit, mention.end + _COMPOUND_REACH))
    if case not in (("in", "on", "topic") if talk else ("in", "topic")):
        return None
    between = clause.sent.text[mention.end : start].split()
    inside = any(m is not mention and mention.end <= m.start < start for m in clause.mentions)
    return case if len(between) in (1, 2) and not inside else None


def _modifies(clause: Clause, mention: Mention) -> bool:
    """Whether the mention stands before a head without a marker: "जापानी प्रधानमंत्री", "भारत यात्रा"."""
    return mention.kind == "demonym" or _head_follows(clause, mention.end)


def _head_follows(clause: Clause, end: int) -> bool:
    return any(is_head(other) and 0 <= other.start - end <= 2 for other in clause.mentions)
