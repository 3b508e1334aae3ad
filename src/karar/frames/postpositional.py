"""Clauses of languages like Hindi: the verb group stands at the end of its clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from karar.frames.postpositional_content import take_content
from karar.frames.postpositional_roles import find_roles, leave_out_participles
from karar.frames.types import Clause, VerbGroup
from karar.frames.verbgroups import VerbToken, group_modality
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.reference.load import Pack
from karar.text.sentences import Sentence

__all__ = ["find_clauses", "find_roles", "leave_out_participles", "verb_groups"]

_FINITE = frozenset({"fut", "aux-pres", "aux-past", "should", "prog"})
_MAYBE_FINITE = frozenset({"perf", "subj", "imperf"})


_CLOSING = frozenset({"aux-pres", "aux-past", "perf", "fut", "prog"})
_SUBJECT = 4  # words of a headline's subject behind its verb
_NO_NAMES = frozenset({"sector", "stage", "instrument", "hedge", "attribution"})


def _by_start(hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.start, []).append(hit)
    return found


def _is_sign(word: str) -> bool:
    return not (word[0].isalnum() or "\u0900" <= word[0] <= "\u0963")


class _Reader:
    """One sentence's tokens with what the lexicon says of each."""

    def __init__(self, sent: Sentence, taken: list[Mention], pack: Pack) -> None:
        self.sent = sent
        self.endings: Mapping[str, list[str]] = pack.settings.get("verb_endings", {})
        self.any_ending = tuple(ending for endings in self.endings.values() for ending in endings)
        self.tokens = sent.tokens
        self.verbs, self.particles, self.cases = (_by_start(sent.of(kind)) for kind in ("verb", "particle", "case"))
        self.at = self.verbs.keys() | self.particles.keys()
        self.covered = bytearray(len(sent.text) + 1)
        for m in taken:
            if m.kind not in _NO_NAMES:
                self.covered[m.start : m.end] = b"1" * (m.end - m.start)
        for hit in sent.of("case"):
            # "के लिए" is one postposition; its second word is no form of लेना.
            self.covered[hit.start + 1 : hit.end] = b"1" * (hit.end - hit.start - 1)

    def verb(self, index: int) -> VerbToken | None:
        """Return the verb token at token ``index``, None where it is no verb here."""
        start, end = self.tokens[index]
        known = self.verbs.get(start)
        if (known is None and not self.sent.text.endswith(self.any_ending, start, end)) or self.covered[start]:
            return None
        for hit in known or ():
            if hit.end == end:
                if self._genitive(start, end) and not self._closes(index):
                    return None
                return VerbToken(start, end, hit.entry.value, hit.entry.attrs.get("form", "root"))
        return self._unlisted(start, end)

    def _genitive(self, start: int, end: int) -> bool:
        return any(hit.entry.value == "gen" and hit.end == end for hit in self.cases.get(start, ()))

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
        known = self.particles.get(start)
        return next((hit.entry.value for hit in known if hit.end == end), None) if known else None

    def _closes(self, index: int) -> bool:
        """Whether the clause could end behind token ``index``: ``की`` is "did" there, and a genitive elsewhere."""
        if index + 1 >= len(self.tokens):
            return True
        start, end = self.tokens[index + 1]
        word = self.sent.text[start:end]
        if _is_sign(word):
            return word not in "'\"-("
        particle = self.particle(index + 1)
        if particle in ("and", "boundary"):
            # "मुलाकात की और …": a genitive would need a noun, and "और" is none.
            return particle == "boundary" or index + 2 < len(self.tokens)
        return any(hit.entry.attrs.get("form") in _CLOSING for hit in self.verbs.get(start, ()))

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
    for index, (start, end) in enumerate(reader.tokens):
        if start not in reader.at and not sent.text.endswith(reader.any_ending, start, end):  # most words
            if run:
                groups.append(_group(reader, run, last, pack, negated))
                run = []
                negated = False
            continue
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
        # Headlines put the verb first: "करेंगे कई समझौतों पर दस्तखत". What follows a comma is news of its own.
        comma = sent.text.find(", ", clauses[-1].start)
        if comma >= 0:
            clauses[-2].end = clauses[-1].start = comma
        else:
            last = clauses.pop()
            clauses[-1].end = last.end
    if sent.block.kind in ("title", "heading"):
        _take_subjects(sent, clauses)
    for clause in clauses:
        clause.mentions = [m for m in mentions if clause.start <= m.start < clause.end]
    return take_content(clauses, mentions, pack) if len(clauses) > 1 else clauses


def _take_subjects(sent: Sentence, clauses: list[Clause]) -> None:
    """Give each clause of a headline the subject behind its verb: "देगा रूस, …" up to the next sign."""
    for clause, behind in pairwise(clauses):
        signs = [place for sign in ",;" if (place := sent.text.find(sign, clause.end, behind.end)) >= 0]
        place = min(signs, default=-1)
        words = sent.text[clause.end : place].split() if place > 0 else []
        if not 0 < len(words) <= _SUBJECT or any(clause.end <= hit.start < place for hit in sent.of("case")):
            continue
        if behind.verbs is None or behind.verbs.start > place:
            clause.end = behind.start = place
