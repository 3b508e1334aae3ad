"""Clauses and party roles of languages like English: prepositions before the noun phrase, the verb after its subject."""

from __future__ import annotations

from karar.frames.parties import is_head, party_mentions, party_of, strength_of
from karar.frames.types import Clause, Role, VerbGroup
from karar.frames.verbgroups import VerbToken, group_modality
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.reference.load import Pack
from karar.text.sentences import Sentence

_AUXILIARIES = frozenset({"will", "would", "may", "can", "should", "have", "do", "be-pres", "be-past", "be", "been", "being", "to"})
_MAIN = frozenset({"base", "pres", "past", "ing"})
_NAMES = frozenset({"party", "person", "office", "organisation", "ministry", "metonym", "demonym", "reference", "bloc"})
_SIGNS = ";:()[]\u2026"


class _Reader:
    """One sentence's tokens with what the lexicon says of each."""

    def __init__(self, sent: Sentence, taken: list[Mention]) -> None:
        self.sent, self.tokens = sent, sent.tokens
        self.index = {start: place for place, (start, _) in enumerate(self.tokens)}
        self.at: dict[int, list[Hit]] = {}
        for hit in sent.hits:
            if hit.entry.kind in ("verb", "particle", "light"):
                self.at.setdefault(hit.start, []).append(hit)
        self.names = [m for m in taken if m.kind in _NAMES]
        self.covered = {start for start, _ in self.tokens for m in self.names if m.start <= start < m.end}
        self.ends = {m.end for m in self.names}

    def verb(self, place: int) -> tuple[VerbToken, bool] | None:
        """Return the verb at token ``place`` (the longest reading) and whether it may as well be a noun."""
        start, _ = self.tokens[place]
        if start in self.covered:
            return None
        hits = [hit for hit in self.at.get(start, ()) if hit.entry.kind == "verb"]
        if not hits:
            return None
        hit = max(hits, key=lambda hit: hit.end)
        entry = hit.entry
        token = VerbToken(hit.start, hit.end, entry.value, entry.attrs.get("form", "base"))
        return token, bool(entry.attrs.get("noun"))

    def particle(self, place: int) -> str | None:
        start, end = self.tokens[place]
        return next((h.entry.value for h in self.at.get(start, ()) if h.entry.kind == "particle" and h.end == end), None)

    def light(self, place: int) -> bool:
        return any(hit.entry.kind == "light" for hit in self.at.get(self.tokens[place][0], ()))

    def word(self, place: int) -> str:
        start, end = self.tokens[place]
        return self.sent.text[start:end]


def verb_groups(sent: Sentence, taken: list[Mention], pack: Pack) -> list[VerbGroup]:
    """Return the sentence's verb groups in order: auxiliaries, adverbs between them, and the main verb."""
    reader = _Reader(sent, taken)
    groups: list[VerbGroup] = []
    run: list[VerbToken] = []
    negated = False
    place = 0
    while place < len(reader.tokens):
        found = reader.verb(place)
        token = found[0] if found else None
        if token is None:
            if run and (reader.particle(place) == "negation" or reader.light(place)):
                negated |= reader.particle(place) == "negation"
            elif run:
                _close(groups, run, pack, negated)
                run, negated = [], False
            place += 1
            continue
        if token.tag in _AUXILIARIES:
            if run and run[-1].tag in _MAIN:
                _close(groups, run, pack, negated)
                run, negated = [], False
            run.append(token)
        elif _is_verb(reader, place, token, bool(found and found[1]), run):
            if run and run[-1].tag in _MAIN:
                _close(groups, run, pack, negated)
                run, negated = [], False
            run.append(token)
        elif run:
            _close(groups, run, pack, negated)
            run, negated = [], False
        while place < len(reader.tokens) and reader.tokens[place][0] < token.end:
            place += 1
    if run:
        _close(groups, run, pack, negated)
    return groups


def _is_verb(reader: _Reader, place: int, token: VerbToken, nounlike: bool, run: list[VerbToken]) -> bool:
    """Whether the form is a verb here, and not a noun or an adjective of the same spelling."""
    if run and run[-1].tag in _AUXILIARIES:
        return True
    if not place:
        return token.tag == "ing" or not nounlike
    before = reader.particle(place - 1)
    subject = reader.tokens[place - 1][1] in reader.ends or reader.word(place - 1) in ("and", ",")
    if before in ("determiner", "boundary") and reader.word(place - 1) not in ("that", "which", "who", "while", "as"):
        return False
    if token.tag == "base":
        return subject and not reader.word(place - 1).endswith("'s")
    if nounlike and token.tag == "pres":
        return subject
    return True


def _close(groups: list[VerbGroup], run: list[VerbToken], pack: Pack, negated: bool) -> None:
    main = [verb for verb in run if verb.tag in _MAIN]
    tags = tuple(verb.tag for verb in run)
    if not main and not any(tag in ("be-pres", "be-past", "have", "be", "been") for tag in tags):
        return
    modality, _ = group_modality(pack, run)
    lead = tags[0]
    finite = lead not in ("to", "ing", "being", "been") and not (lead == "base" and len(tags) > 1 and tags[1] == "to")
    passive = bool(main) and main[-1].tag == "past" and any(t in ("be-pres", "be-past", "be", "been", "being") for t in tags)
    lemmas = tuple(verb.lemma for verb in run if verb.tag in _MAIN or not main)
    groups.append(VerbGroup(run[0].start, run[-1].end, lemmas, tags, finite, modality, negated, passive))


def find_clauses(sent: Sentence, mentions: list[Mention], pack: Pack) -> list[Clause]:
    """Return the clauses of ``sent``: around each finite verb group, from the boundary before it to the next clause.

    "India, Japan to sign …": a headline whose only group is an infinitive is a clause that it governs.
    """
    groups = verb_groups(sent, mentions, pack)
    heads = [group for group in groups if group.finite]
    if not heads and groups and groups[0].tags[0] == "to" and mentions and mentions[0].end <= groups[0].start:
        heads = [groups[0]]
    if not heads:
        whole = Clause(sent, 0, len(sent.text), None, nested=tuple(groups))
        whole.mentions = list(mentions)
        return [whole] if mentions else []
    marks = _boundaries(sent)
    starts = [0]
    for left, right in zip(heads, heads[1:], strict=False):
        starts.append(_cut(sent, mentions, marks, left.end, right.start))
    clauses: list[Clause] = []
    for place, head in enumerate(heads):
        end = starts[place + 1] if place + 1 < len(heads) else len(sent.text)
        nested = tuple(g for g in groups if g is not head and starts[place] <= g.start < end and g not in heads)
        clause = Clause(sent, starts[place], end, head, clauses[-1] if clauses else None, nested)
        clause.mentions = [m for m in mentions if clause.start <= m.start < clause.end]
        clauses.append(clause)
    return clauses


def _boundaries(sent: Sentence) -> list[int]:
    marks = [hit.start for hit in sent.hits if hit.entry.kind == "particle" and hit.entry.value == "boundary"]
    marks += [start for start, end in sent.tokens if sent.text[start:end] in _SIGNS]
    return sorted(marks)


def _cut(sent: Sentence, mentions: list[Mention], marks: list[int], left: int, right: int) -> int:
    """Return where the clause of the verb at ``right`` begins: at a boundary word, an "and", a comma, or at the verb."""
    inside = [mark for mark in marks if left <= mark < right]
    if inside:
        return inside[-1] if len(inside) == 1 else inside[0]
    for joint in (" and ", ", ", " - "):
        place = sent.text.rfind(joint, left, right)
        while place >= 0 and _joins_names(mentions, place, place + len(joint)):
            place = sent.text.rfind(joint, left, place)
        if place >= 0:
            return place
    return right


def _joins_names(mentions: list[Mention], start: int, end: int) -> bool:
    """Whether the joint at ``[start, end)`` stands between two names ("India and Japan"), not between two clauses."""
    before = any(m.kind in _NAMES and m.end == start for m in mentions)
    after = any(m.kind in _NAMES and 0 <= m.start - end <= 4 for m in mentions)
    return before and after


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
_OBJECT_OF_GIVING = frozenset({"provide", "give", "lend", "send", "offer", "invite", "request", "sell", "assure", "promise"})


def find_roles(clause: Clause, *, talk: bool = False) -> list[Role]:
    """Return the parties of ``clause`` with the roles that prepositions and word order give them.

    ``talk``: the clause is about a talk, so that what follows "on", "over", "discussed" is its topic.
    """
    sent = clause.sent
    named = party_mentions(clause.mentions)
    roles: list[Role] = []
    for place, mention in enumerate(named):
        code = party_of(mention)
        if code is None:
            continue
        strength = strength_of(mention)
        if mention.kind in ("demonym", "metonym") and any(
            is_head(other) and 0 <= other.start - mention.end <= 3 for other in clause.mentions
        ):
            strength = 2
        if roles and _coordinated(sent.text[named[place - 1].end : mention.start]):
            role = roles[-1].role
            strength = max(strength, 2) if roles[-1].strength > 1 and role in ("agent", "partner") else strength
        else:
            role = _role(clause, mention, talk)
        roles.append(Role(code, sent.span(mention.start, mention.end), role, strength))
    if clause.follows is not None and clause.verbs is not None and not _has_subject(clause):
        shared = [role for role in find_roles(clause.follows) if role.role == "agent"]
        codes = {role.code for role in roles}
        roles = [role for role in shared if role.code not in codes] + roles
    return roles


def _has_subject(clause: Clause) -> bool:
    verbs = clause.verbs
    return verbs is not None and any(m.start < verbs.start and m.kind in _NAMES for m in clause.mentions)


def _coordinated(between: str) -> bool:
    return between.strip(" '") in ("", "-", ",", "/", "and", "&", ", and", "s and", "as well as", "and the", ", the", "and its")


def _role(clause: Clause, mention: Mention, talk: bool) -> str:
    """Return the role that the nearest preposition to the left gives, or the side of the verb that the name stands on."""
    verbs = clause.verbs
    floor = clause.start
    if verbs is not None and mention.start >= verbs.end:
        floor = verbs.end
    preposition = _preposition(clause, mention, floor)
    if preposition == "place-under-topic":
        return "topic" if talk else "place"
    if preposition == "topic":
        return "topic"
    if preposition is not None and preposition in _ROLE_OF_PREPOSITION:
        return _ROLE_OF_PREPOSITION[preposition]
    if verbs is None:
        return "plain"
    if mention.start < verbs.start:
        return "plain" if verbs.passive else "agent"
    if set(verbs.lemmas) & _OBJECT_OF_GIVING:
        return "receiver"
    return "partner"


def _preposition(clause: Clause, mention: Mention, floor: int) -> str | None:
    """Return the preposition that governs ``mention``: the nearest to its left, seen through "of" and what it modifies."""
    best: Hit | None = None
    topic = False
    stop = max((m.end for m in clause.mentions if m.kind == "party" and m.end <= mention.start), default=floor)
    for hit in clause.sent.hits:
        if hit.entry.kind != "case" or hit.start < floor:
            continue
        if hit.end > mention.start:
            break
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
