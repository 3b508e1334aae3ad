"""Clauses and party roles of languages like Hindi: case markers behind the noun phrase, the verb group at the end."""

from __future__ import annotations

from collections.abc import Mapping

from karar.frames.parties import is_head, party_mentions, party_of, strength_of
from karar.frames.types import Clause, Role, VerbGroup
from karar.frames.verbgroups import VerbToken, group_modality
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.reference.load import Pack
from karar.text.sentences import Sentence

_FINITE = frozenset({"fut", "aux-pres", "aux-past", "should", "prog"})
_MAYBE_FINITE = frozenset({"perf", "subj", "imperf"})
_AND = "and"


def _is_sign(word: str) -> bool:
    return not (word[0].isalnum() or "\u0900" <= word[0] <= "\u0963")


class _Reader:
    """One sentence's tokens with what the lexicon says of each."""

    def __init__(self, sent: Sentence, taken: list[Mention], pack: Pack) -> None:
        self.sent = sent
        self.endings: Mapping[str, list[str]] = pack.settings.get("verb_endings", {})
        self.tokens = sent.tokens
        self.at: dict[int, list[Hit]] = {}
        for hit in sent.hits:
            if hit.entry.kind in ("verb", "particle", "case"):
                self.at.setdefault(hit.start, []).append(hit)
        names = [m for m in taken if m.kind not in ("sector", "stage", "instrument", "hedge", "attribution")]
        self.covered = {start for start, _ in self.tokens for m in names if m.start <= start < m.end}
        # "के लिए" is one postposition; its second word is no form of लेना.
        self.covered |= {
            start
            for hit in sent.hits
            if hit.entry.kind == "case"
            for start, end in self.tokens
            if hit.start < start and end <= hit.end
        }

    def verb(self, index: int) -> VerbToken | None:
        """Return the verb token at token ``index``, None where it is no verb here."""
        start, end = self.tokens[index]
        if start in self.covered:
            return None
        for hit in self.at.get(start, ()):
            if hit.entry.kind == "verb" and hit.end == end:
                if self._genitive(start, end) and not self._closes(index):
                    return None
                return VerbToken(start, end, hit.entry.value, hit.entry.attrs.get("form", "root"))
        return self._unlisted(start, end)

    def _genitive(self, start: int, end: int) -> bool:
        return any(
            hit.entry.kind == "case" and hit.entry.value == "gen" and hit.end == end for hit in self.at.get(start, ())
        )

    def _unlisted(self, start: int, end: int) -> VerbToken | None:
        """Return a verb that no table has, known by an ending that only verbs carry ("निपटेंगे")."""
        word = self.sent.text[start:end]
        for tag, endings in self.endings.items():
            for ending in endings:
                if word.endswith(ending) and len(word) > len(ending) + 1:
                    return VerbToken(start, end, word, tag)
        return None

    def particle(self, index: int) -> str | None:
        start, end = self.tokens[index]
        return next(
            (hit.entry.value for hit in self.at.get(start, ()) if hit.entry.kind == "particle" and hit.end == end), None
        )

    def _closes(self, index: int) -> bool:
        """Whether the clause could end behind token ``index``: ``की`` is "did" there, and a genitive elsewhere."""
        if index + 1 >= len(self.tokens):
            return True
        start, end = self.tokens[index + 1]
        word = self.sent.text[start:end]
        if _is_sign(word):
            return word not in "'\"-("
        if self.particle(index + 1) in ("and", "boundary"):
            return self.particle(index + 1) == "boundary" or self._verb_like_and(index + 1)
        return any(
            hit.entry.kind == "verb" and hit.entry.attrs.get("form") in ("aux-pres", "aux-past", "perf", "fut", "prog")
            for hit in self.at.get(start, ())
        )

    def _verb_like_and(self, index: int) -> bool:
        # "मुलाकात की और …": the genitive would need a noun, and "और" is none.
        return index + 1 < len(self.tokens)

    def boundary_after(self, index: int) -> bool:
        """Whether nothing, a sign, a conjunction or a relative word follows token ``index``."""
        if index + 1 >= len(self.tokens):
            return True
        start, end = self.tokens[index + 1]
        word = self.sent.text[start:end]
        if _is_sign(word):
            return word not in "-'\"("
        return self.particle(index + 1) in ("and", "boundary")


def verb_groups(sent: Sentence, taken: list[Mention], pack: Pack) -> list[VerbGroup]:
    """Return the sentence's verb groups in order, finite and not."""
    reader = _Reader(sent, taken, pack)
    groups: list[VerbGroup] = []
    run: list[VerbToken] = []
    last = -1
    negated = False
    for index in range(len(reader.tokens)):
        verb = reader.verb(index)
        if verb is not None:
            run.append(verb)
            last = index
            continue
        particle = reader.particle(index)
        if run and particle in ("negation", "focus"):
            negated |= particle == "negation"
            continue
        if run:
            groups.append(_group(reader, run, last, pack, negated))
            run = []
            negated = False
        if particle == "negation":
            negated = _negates_next(reader, index)
    if run:
        groups.append(_group(reader, run, last, pack, negated))
    return groups


def _negates_next(reader: _Reader, index: int) -> bool:
    return any(reader.verb(place) is not None for place in range(index + 1, min(index + 4, len(reader.tokens))))


def _group(reader: _Reader, run: list[VerbToken], last: int, pack: Pack, negated: bool) -> VerbGroup:
    tags = tuple(verb.tag for verb in run)
    finite = any(tag in _FINITE for tag in tags) or (tags[-1] in _MAYBE_FINITE and reader.boundary_after(last))
    modality, _ = group_modality(pack, run)
    auxiliary = pack.settings.get("passive_auxiliary")
    passive = any(verb.lemma == auxiliary and place and run[place - 1].tag == "perf" for place, verb in enumerate(run))
    return VerbGroup(
        run[0].start,
        run[-1].end,
        tuple(verb.lemma for verb in run),
        tags,
        finite,
        modality,
        negated,
        passive,
    )


def find_clauses(sent: Sentence, mentions: list[Mention], pack: Pack) -> list[Clause]:
    """Return the clauses of ``sent``: each ends with a finite verb group; what is left over is a clause without one.

    A relative clause ("जिसमें …") stays its own; the words between two finite groups belong to the second.
    """
    groups = verb_groups(sent, mentions, pack)
    clauses: list[Clause] = []
    start = 0
    nested: list[VerbGroup] = []
    for group in groups:
        if not group.finite:
            nested.append(group)
            continue
        clause = Clause(sent, start, group.end, group, clauses[-1] if clauses else None, nested=tuple(nested))
        clauses.append(clause)
        start, nested = group.end, []
    if sent.text[start:].strip(" ।?!.,-'\")") and (not clauses or len(sent.text) - start > 12):
        clauses.append(
            Clause(sent, start, len(sent.text), None, clauses[-1] if clauses else None, nested=tuple(nested))
        )
    elif clauses:
        clauses[-1].end = len(sent.text)
    if len(clauses) > 1 and clauses[-1].verbs is None and sent.block.kind in ("title", "heading"):
        # Headlines put the verb first: "करेंगे कई समझौतों पर दस्तखत".
        last = clauses.pop()
        clauses[-1].end = last.end
    for clause in clauses:
        clause.mentions = [m for m in mentions if clause.start <= m.start < clause.end]
    return clauses


def case_after(sent: Sentence, end: int, limit: int) -> tuple[str | None, int]:
    """Return the case marker right behind ``end`` (the longest one) and where it ends; (None, end) where none."""
    start = end
    while start < limit and sent.text[start] in " ,":
        start += 1
    best: Hit | None = None
    for hit in sent.hits:
        if hit.start == start and hit.entry.kind == "case" and (best is None or hit.end > best.end):
            best = hit
        elif hit.start > start:
            break
    return (best.entry.value, best.end) if best else (None, end)


def next_case(sent: Sentence, start: int, limit: int) -> tuple[str | None, int]:
    """Return the next non-genitive case marker in ``[start, limit)``: what the head of a noun phrase carries."""
    best: Hit | None = None
    for hit in sent.hits:
        if hit.start < start or hit.entry.kind != "case" or hit.end > limit:
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
        if following is not None and _coordinated(sent, mention, named[place + 1]):
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
    return roles


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
_COMPOUND_REACH = 30  # characters: one or two words behind a state's name, and a case marker


def _coordinated(sent: Sentence, left: Mention, right: Mention) -> bool:
    """Whether two party mentions stand side by side: "भारत और जापान", "भारत, जापान", "भारत-रूस-चीन"."""
    between = sent.text[left.end : right.start].strip()
    if between in ("-", ",", "/"):
        return True
    word = between.removeprefix(",").lstrip()
    start = sent.text.find(word, left.end) if word else -1
    return any(
        hit.entry.kind == "particle" and hit.entry.value == _AND and hit.start == start and hit.end - start == len(word)
        for hit in sent.hits
    )


def _role(clause: Clause, mention: Mention, limit: int, talk: bool) -> tuple[str, int]:
    sent = clause.sent
    strength = strength_of(mention)
    case, end = case_after(sent, mention.end, clause.end)
    if case == "gen" or (case is None and _modifies(clause, mention)):
        strength = max(strength, 2) if _head_follows(clause, end) else strength
        case, _ = next_case(sent, end, limit)
        if case == "on" and not talk:
            case = None
        if case in ("in", "ins") and mention.kind != "party":
            case = None
    elif case in ("erg", "com", "between", "by", "dat"):
        strength = max(strength, 2)
    elif case is None:
        case = _compound_case(clause, mention, limit)
    if case == "on" and talk:
        return "topic", strength
    return _ROLE_OF_CASE.get(case or "", "plain"), strength


def _compound_case(clause: Clause, mention: Mention, limit: int) -> str | None:
    """Return the case of a compound that a state's name opens: "यूक्रेन युद्ध पर", "ताइवान जलडमरूमध्य में"."""
    case, start = next_case(clause.sent, mention.end, min(limit, mention.end + _COMPOUND_REACH))
    if case not in ("in", "on", "topic"):
        return None
    between = clause.sent.text[mention.end : start].split()
    inside = any(m is not mention and mention.end <= m.start < start for m in clause.mentions)
    return case if len(between) in (1, 2) and not inside else None


def _modifies(clause: Clause, mention: Mention) -> bool:
    """Whether the mention stands before a head without a marker: "जापानी प्रधानमंत्री", "भारत यात्रा"."""
    return mention.kind == "demonym" or _head_follows(clause, mention.end)


def _head_follows(clause: Clause, end: int) -> bool:
    return any(is_head(other) and 0 <= other.start - end <= 2 for other in clause.mentions)
