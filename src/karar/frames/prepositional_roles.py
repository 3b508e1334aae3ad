"""Party roles in languages like English: by the preposition to the left, else by the side of the verb."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from karar.frames.parties import is_head, party_mentions, party_of, strength_of
from karar.frames.prepositional_names import coordinated, public_mentions
from karar.frames.prepositional_verbs import NAMES
from karar.frames.types import Clause, Role, VerbGroup
from karar.model.lexicon import Hit
from karar.model.mentions import Mention

_ROLE_OF_PREPOSITION = {
    "by": "agent",
    "dat": "receiver",
    "for": "receiver",
    "ins": "source",
    "com": "partner",
    "between": "partner",
    "in": "place",
    "topic": "topic",
}
_GIVING = frozenset(
    {"provide", "extend", "give", "lend", "send", "donate", "supply", "fund", "sell", "pledge", "promise", "commit"}
)
_OBJECT_OF_GIVING = _GIVING | {"offer", "invite", "request", "assure", "tell", "forgive", "award"}
_ABOUT = frozenset({"discuss"})
_TALKS = ("talks on ", "talks about ", "discuss", "consultations on ", "dialogue on ")
_TIMES = frozenset({"date", "period", "duration"})
_SIDES = (" side", " authorities", " government", " delegation", " people")
_NEXT_NOUN = re.compile(r"^ (?:this|that|the|these|their|its) (?!of\b)[\w-]+ the $")  # "for this purpose the …"
_DATELINE = re.compile(
    r"[\w .'\u2019-]{2,30}?(?:/[\w .'-]{2,25}?)?(?:,\s*[\w .'-]{3,20}?)?(?:,?\s*[a-z]{3,9}\.?\s*\d{1,2}(?:,? \d{4})?)?"
    r"(?:,?\s*\([^)]{2,40}\))?\s*(?:\s-{1,2}\s|:\s)"
    # An agency's: the day, its name in brackets or none, and no dash: "NAIROBI Aug 19 Kenya signed …".
    r"|[\w .'\u2019-]{2,30}?,?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}(?:,? \d{4})?"
    r"\s?(?:\([^)]{2,20}\)\s?)?(?=[a-z])"
)
_LINKED = re.compile(r"\b(?:connecting|linking|connects?|links?) (?:(?!\b(?:to|with|in|for)\b)[\w'.\u2019-]+,? ){0,6}$")
_LINKED_REACH = 80
_FRONTED = re.compile(r"^[\W\d]*\w+ing (?:the )?$")  # "Embracing India, Japan agreed …"
_TIES = frozenset("-\u2013\u2010\u2011")
_IN_OFFICE = frozenset({"office", "person", "ministry", "bloc", "instrument"})
_OTHERS = frozenset({"private", "people"})
_OTHER_KINDS = frozenset({"light", "organisation"})
_JOINTS = (" and", " but", " or", ",")
_FUNCTION = frozenset({"particle", "light", "case", "verb"})


def find_roles(clause: Clause, *, talk: bool = False) -> list[Role]:
    """Return the parties of ``clause`` with the roles that prepositions and word order give them.

    ``talk``: the clause is about a talk, so that what follows "on", "over", "discussed" is its topic.
    """
    if talk:
        return _find_roles(clause, talk=True)
    if clause.parties is None:
        # Each clause asks for those of the one before; a run without a full stop has a hundred.
        clause.parties = tuple(_find_roles(clause, talk=False))
    return list(clause.parties)


def _find_roles(clause: Clause, *, talk: bool) -> list[Role]:
    sent = clause.sent
    named = public_mentions(clause, talk=talk)
    roles: list[Role] = []
    dateline = _dateline(clause)
    for place, mention in enumerate(named):
        code = party_of(mention)
        if code is None:
            continue
        strength = strength_of(mention)
        if mention.kind == "demonym" and (
            sent.text.startswith(_SIDES, mention.end) or (clause.is_alone and _is_firm(clause, mention))
        ):
            strength = 2
        if mention.kind in ("demonym", "metonym") and any(
            is_head(other) and 0 <= other.start - mention.end <= 3 for other in clause.mentions
        ):
            strength = 2
        if mention.end <= dateline:
            roles.append(Role(code, sent.span(mention.start, mention.end), "aside", 1))
            continue
        if _is_linked(sent.text, mention.start):
            roles.append(Role(code, sent.span(mention.start, mention.end), "aside", 1))
            continue
        if roles and roles[-1].role != "aside" and _joins_on(clause, named[place - 1], roles[-1].role, mention):
            role = roles[-1].role
            strength = max(strength, 2) if roles[-1].strength > 1 and role in ("agent", "partner") else strength
        else:
            role = _role(clause, mention, talk)
        if mention.kind == "metonym" and role == "agent" and _acts(clause, mention):
            strength = 2  # "Delhi has agreed": the capital is its government
        roles.append(Role(code, sent.span(mention.start, mention.end), role, strength))
    roles = _without_namesakes(clause, named, roles)
    shared = _shared(clause, roles)
    known = {role.code: role.strength for role in roles}
    return [role for role in shared if role.strength >= known.get(role.code, 0)] + roles


def _is_firm(clause: Clause, mention: Mention) -> bool:
    """Whether a firm stands behind the adjective: in a title it gives for its state ("Danish companies donate")."""
    verbs = clause.verbs
    last = verbs.start if verbs is not None and mention.end <= verbs.start else mention.end
    return any(hit.entry.value == "private" and mention.end < hit.start < last for hit in clause.sent.of("particle"))


def _acts(clause: Clause, mention: Mention) -> bool:
    """Whether the mention stands right before the clause's verb."""
    verbs = clause.verbs
    return verbs is not None and not clause.sent.text[mention.end : max(mention.end, verbs.start)].strip()


def _joins_on(clause: Clause, before: Mention, role: str, mention: Mention) -> bool:
    """Whether the mention is coordinated with the name before it, and so has its role.

    It is not where only a comma stands between a phrase and the subject: "After talks with India, Peru gave".
    """
    verbs, text = clause.verbs, clause.sent.text
    between = text[before.end : mention.start]
    if verbs is not None and role != "agent" and between.strip() == "," and mention.end <= verbs.start:
        return len(text[mention.end : verbs.start].split()) > 1
    return coordinated(between)


def _is_linked(text: str, start: int) -> bool:
    """Whether the name at ``start`` is an end of a road or a line: "a railway linking Kenya's port and Kampala"."""
    return _LINKED.search(text, max(0, start - _LINKED_REACH), start) is not None


def _without_namesakes(clause: Clause, named: list[Mention], roles: list[Role]) -> list[Role]:
    """Return the roles without a giver's second naming: "the Laos-China Railway", its own bodies abroad.

    Who acts is named before; the other state of a name that a hyphen ties is where the thing stands. Of two ends tied
    so ("the Addis Ababa-Djibouti line") one is named as strongly as the other.
    """
    text = clause.sent.doc.text
    bodies = {clause.sent.span(m.start, m.end) for m in named if m.kind == "organisation"}
    acting = {role.code for role in roles if role.role == "agent"}
    if clause.verbs is None and roles and roles[0].role == "plain":
        acting.add(roles[0].code)
    kept: list[Role] = []
    for role in roles:
        tied = text[role.span.start - 1 : role.span.start] in _TIES or text[role.span.end : role.span.end + 1] in _TIES
        again = role.code in acting and role.role not in ("agent", "aside", "plain")
        if again and (tied or role.span in bodies):
            continue
        if tied and kept and text[kept[-1].span.end : role.span.start] in _TIES and kept[-1].role == role.role:
            strength = max(kept[-1].strength, role.strength)
            kept[-1], role = replace(kept[-1], strength=strength), replace(role, strength=strength)
        kept.append(role)
    return kept


def _dateline(clause: Clause) -> int:
    """Return where the dateline ends with which the clause begins ("TOKYO, May 3 (Kyodo) - "), 0 where none does."""
    if clause.start or clause.sent.block.kind == "item":
        return 0
    first = next((m for m in clause.mentions if m.kind in ("metonym", "place") and m.start == 0), None)
    match = _DATELINE.match(clause.sent.text) if first is not None else None
    if match is None or first is None or match.end() < first.end:
        return 0
    verbs = clause.verbs
    return match.end() if verbs is None or match.end() <= verbs.start else 0


def _shared(clause: Clause, own: list[Role]) -> list[Role]:
    """Return what the clause takes over from the one it hangs on: its subject, or the noun that "which" stands for."""
    before = clause.follows
    if before is None or clause.verbs is None:
        return []
    codes = {role.code for role in own}
    roles = find_roles(before) if len(codes) < 2 or not _has_subject(clause) else []
    if _opens(clause, "relative"):
        antecedent = [m for m in party_mentions(before.mentions) if m.end <= clause.start]
        if antecedent and clause.start - antecedent[-1].end <= 2:
            return [role for role in roles if role.span.start == before.sent.span(antecedent[-1].start).start]
    if _has_subject(clause):
        said = before.verbs is not None and "say" in before.verbs.lemmas
        alone = len(codes) == 1 and all(role.role != "agent" for role in own)
        return [role for role in roles if role.role == "agent"] if said and alone else []
    if not codes and clause.sent.text.startswith("where ", clause.start):
        host = [replace(role, role="partner", strength=2) for role in roles if role.role in ("place", "receiver")]
        return [role for role in roles if role.role == "agent"] + host  # "flew to Ankara, where he signed"
    if not codes and clause.verbs.passive and clause.verbs.lead is not None:
        return roles  # "a pact was signed between Laos and Peru and a hotline set up"
    addressed = before.verbs is not None and "tell" in before.verbs.lemmas
    return [role for role in roles if role.role == "agent" or (addressed and role.role == "receiver")]


def _opens(clause: Clause, value: str) -> bool:
    """Whether a particle of this value opens the clause."""
    return any(hit.entry.value == value and 0 <= hit.start - clause.start <= 2 for hit in clause.sent.of("particle"))


def _has_subject(clause: Clause) -> bool:
    """Whether a name or a noun of its own stands before the clause's verb; a pronoun is none."""
    verbs = clause.verbs
    if verbs is None:
        return False
    if any(m.start < verbs.start and m.kind in NAMES and m.kind != "reference" for m in clause.mentions):
        return True
    if _has_noun(clause, verbs.start):
        return True
    pronoun = any(m.kind == "reference" and m.value in ("they",) and m.end + 1 == verbs.start for m in clause.mentions)
    return not pronoun and any(m.start < verbs.start and m.kind == "reference" for m in clause.mentions)


def names_others(clause: Clause, officials: Set[str] = frozenset()) -> bool | None:
    """Return whether the subject is neither a state nor somebody in office; None where it is a pronoun or none.

    A sentence without a verb says nothing of it. ``officials`` are words of names that the page has put beside an
    office: "Vučić said".
    """
    verbs = clause.verbs
    if verbs is None:
        return None
    before = [m for m in clause.mentions if clause.start <= m.start and m.end <= verbs.start]
    if any(m.kind in _IN_OFFICE or (m.kind == "reference" and m.value != "they") for m in before):
        return False
    if any(
        role.role in ("agent", "plain") and role.span.end <= clause.sent.span(verbs.start).start
        for role in find_roles(clause)
    ):
        return False
    if clause.follows is not None and clause.sent.text[clause.start : verbs.start].rstrip().endswith(_JOINTS):
        return None  # "reiterated its interest and offered": the subject stands before
    return True if _has_name(clause, verbs.start, officials) else None


def _has_name(clause: Clause, end: int, officials: Set[str]) -> bool:
    """Whether a firm, people or an unlisted name stands before ``end``: "Kestrel acquired", "the carmaker sold"."""
    sent = clause.sent
    before = [hit for hit in sent.within(clause.start, end) if hit.end <= end]
    if any(hit.entry.kind == "particle" and hit.entry.value in _OTHERS for hit in before):
        return True
    known = {place for hit in before if hit.entry.kind not in _OTHER_KINDS for place in range(hit.start, hit.end)}
    return any(
        sent.stored(left, left + 1).isupper() and sent.text[left:right] not in officials
        for left, right in sent.words(clause.start, end)
        if right <= end and left not in known and left > _first_letter(sent.text)
    )


def _first_letter(text: str) -> int:
    return next((place for place, sign in enumerate(text) if sign.isalpha()), 0)


def _has_noun(clause: Clause, end: int) -> bool:
    """Whether a word that no table knows as particle or adverb is before ``end``: a noun, so a subject."""
    sent = clause.sent
    known = bytearray(len(sent.text) + 1)
    for hit in sent.within(clause.start, end):
        if hit.entry.kind in _FUNCTION:
            known[hit.start : hit.end] = b"1" * (hit.end - hit.start)
    for m in clause.mentions:
        if m.kind in _TIMES or m.kind == "reference":
            known[m.start : m.end] = b"1" * (m.end - m.start)
    return any(
        sent.text[left].isalpha() and not sent.text.endswith("ly", left, right)
        for left, right in sent.words(clause.start, end)
        if right <= end and not known[left]
    )


def _role(clause: Clause, mention: Mention, talk: bool) -> str:
    """Return the role that the nearest preposition to the left gives, else the side of the verb it stands on."""
    verbs = clause.verbs
    floor = clause.start
    if verbs is not None and mention.start >= verbs.end:
        floor = verbs.end
    lemmas = set(verbs.lemmas) if verbs is not None else set()
    preposition = _preposition(clause, mention, floor)
    if preposition == "place-under-topic":
        return "topic" if talk or _talked_about(clause, mention) else "place"
    if preposition == "topic":
        return "topic"
    if preposition == "ins" and verbs is not None and mention.end <= verbs.start and _comes_with_head(clause, mention):
        return "plain" if verbs.passive else "agent"  # "officials from Thailand"
    if preposition == "ins" and lemmas & _GIVING and verbs is not None and not verbs.passive:
        return "receiver"  # "scholarships to students from Niger"
    if preposition is not None and preposition in _ROLE_OF_PREPOSITION:
        if preposition == "by" and _is_of_noun(clause, mention):
            return "partner"  # "loans owed by Zimbabwe"
        if preposition in ("in", "for") and talk and lemmas & _ABOUT:
            return "topic"
        return _ROLE_OF_PREPOSITION[preposition]
    if verbs is None:
        return "plain"
    if mention.start < verbs.start or clause.gapped:
        return _subject_role(clause, verbs, mention)
    if lemmas & _ABOUT or any(set(g.lemmas) & _ABOUT and g.end <= mention.start for g in clause.nested):
        return "topic"
    return "receiver" if lemmas & _OBJECT_OF_GIVING or _nested_giving(clause, mention) else "partner"


def _is_of_noun(clause: Clause, mention: Mention) -> bool:
    """Whether "by" belongs to a noun behind an active verb, and not to the verb or its subject."""
    verbs = clause.verbs
    if verbs is None or verbs.passive or mention.end <= verbs.start:
        return False
    return not any(g.stated for g in clause.nested)


def _subject_role(clause: Clause, verbs: VerbGroup, mention: Mention) -> str:
    """Return the role of a name before its verb that no preposition governs."""
    if mention.start < verbs.start and _is_fronted_object(clause, mention):
        return "partner"
    return "plain" if verbs.passive else "agent"


def _is_fronted_object(clause: Clause, mention: Mention) -> bool:
    """Whether a participle before the subject governs the name: "While supporting India, Japan agreed …"."""
    if any(g.tags[0] == "ing" and 0 <= mention.start - g.end <= 5 for g in clause.nested):
        return True
    text = clause.sent.text
    return text.startswith(",", mention.end) and _FRONTED.match(text[clause.start : mention.start]) is not None


def _comes_with_head(clause: Clause, mention: Mention) -> bool:
    """Whether officials stand before the state that they come from."""
    return any(
        is_head(m) and clause.sent.text[m.end : mention.start].strip() in ("from", "from the") for m in clause.mentions
    )


def _talked_about(clause: Clause, mention: Mention) -> bool:
    """Whether the clause tells of talks before it names what they are about: "arrived for talks on Ukraine"."""
    before = clause.sent.text[clause.start : mention.start]
    return any(word in before for word in _TALKS)


def _nested_giving(clause: Clause, mention: Mention) -> bool:
    """Whether the name stands right behind an infinitive of giving: "agreed to give Laos …"."""
    return any(set(g.lemmas) & _OBJECT_OF_GIVING and 0 <= mention.start - g.end <= 5 for g in clause.nested)


def _preposition(clause: Clause, mention: Mention, floor: int) -> str | None:
    """Return the preposition that governs ``mention``: the nearest to its left, seen through "of"."""
    best: Hit | None = None
    topic = False
    stop = max((m.end for m in clause.mentions if m.kind == "party" and m.end <= mention.start), default=floor)
    times = [m for m in clause.mentions if m.kind in _TIMES and m.end <= mention.start]
    for hit in clause.sent.of("case"):
        if hit.start < floor or not clause.covers(hit.start):
            continue
        if hit.end > mention.start:
            break
        if best is not None and best.start < hit.start and hit.end <= best.end:
            continue  # "by" in "mediated by"
        if _is_closed(clause, hit, mention, times) or any(
            hit.start <= g.start and g.end <= mention.start for g in clause.nested
        ):
            continue
        if hit.entry.value == "topic":
            topic = True
        elif hit.entry.value in ("com", "between", "by"):
            topic = False
        if hit.entry.value in ("gen", "during"):
            continue
        if hit.start >= stop or best is None:
            best = hit if best is None or hit.start > best.start or hit.end > best.end else best
    if best is None:
        return None
    if best.entry.value in ("in", "topic") and topic:
        return "topic" if best.entry.value == "topic" else "place-under-topic"
    return best.entry.value


def _is_closed(clause: Clause, hit: Hit, mention: Mention, times: list[Mention]) -> bool:
    """Whether the preposition has its noun before ``mention``: "on 8 March Turkey agreed", "in Tokyo, India signed"."""
    if any(0 <= m.start - hit.end <= 5 for m in times):
        return True
    verbs = clause.verbs
    if verbs is None or mention.end > verbs.start:
        return False
    between = clause.sent.text[hit.end : mention.start]
    return "," in between or _NEXT_NOUN.search(between) is not None
