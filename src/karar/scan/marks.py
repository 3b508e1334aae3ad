"""Marks: what a stretch shows before anything is read of it, by a small automaton: states, act cues, references.

Most of what is printed promises nothing between states. A claim needs two states and an act cue, so a page, a document
or a sentence without them can be let go after one fast look, and only what is marked is scanned whole and read. A mark
may be wrong (``बार`` is a town too), never missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from ahocorasick_rs import AhoCorasick, Implementation

from karar.model.lexicon import Entry
from karar.reference.load import FIRM, Pack, Reference
from karar.scan.scanner import is_word
from karar.text.normalise import fold

_NAMES = frozenset({"party", "demonym", "metonym"})
_BELONG = frozenset({"person", "office", "organisation", "place"})
_PAIRS = frozenset({"both", "all"})
_ELSEWHERE = frozenset({"home"})  # "across the country" is no party to an act
_STRETCH = 16_384  # characters of a page looked at in one go: most pages that tell of states do so in the first
_SEAM = 512  # characters that two stretches share, so that no surface is cut in two, be it written in entities


@dataclass(frozen=True, slots=True)
class Marks:
    """What a stretch shows.

    Attributes:
        states: the codes of the states it may name.
        acts: it may tell an act; ``firm``: by a cue that states an act of its own.
        pairs: it refers to two sides, or to all ("दोनों देश").
        refers: it refers to somebody or something named before ("the agreement", "उन्होंने").
    """

    states: frozenset[str] = frozenset()
    acts: bool = False
    firm: bool = False
    pairs: bool = False
    refers: bool = False

    @property
    def claims(self) -> bool:
        """Whether the stretch can hold a claim by itself: two states and an act."""
        return self.acts and len(self.states) > 1

    @property
    def joins(self) -> bool:
        """Whether a claim can stand here with no more from around it than parties: an act, and two sides to it."""
        if not self.acts:
            return False
        return len(self.states) > 1 or self.pairs or (bool(self.states) and (self.refers or self.firm))

    @classmethod
    def of(cls, parts: Iterable[Marks]) -> Marks:
        """Return what several stretches show together."""
        states: set[str] = set()
        acts = firm = pairs = refers = False
        for marks in parts:
            states |= marks.states
            acts, firm = acts or marks.acts, firm or marks.firm
            pairs, refers = pairs or marks.pairs, refers or marks.refers
        return cls(frozenset(states), acts, firm, pairs, refers)


_NOTHING = Marks()


class Marker:
    """Marks by one automaton, for all languages at once."""

    __slots__ = ("_automaton", "_marks", "_open")

    def __init__(self, reference: Reference) -> None:
        marks = {surface: _marks_of(entries, reference) for surface, entries in reference.surfaces.items()}
        kept = {surface: mark for surface, mark in marks.items() if mark != _NOTHING}
        self._automaton = AhoCorasick(list(kept), implementation=Implementation.ContiguousNFA)
        self._marks = tuple(kept.values())
        self._open = tuple((is_word(surface[0]), is_word(surface[-1])) for surface in kept)

    def look(self, text: str) -> Marks:
        """Return what normalised ``text`` shows."""
        found = [self._marks[pattern] for pattern in self._found(text)]
        return Marks.of(found) if found else _NOTHING

    def _found(self, text: str) -> Iterator[int]:
        limit = len(text)
        known: set[int] = set()
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if pattern in known:
                continue
            opens, closes = self._open[pattern]
            if opens and start > 0 and text[start - 1] != " " and is_word(text[start - 1]):
                continue
            if closes and end < limit and text[end] != " " and is_word(text[end]):
                continue
            known.add(pattern)
            yield pattern

    def worth_reading(self, text: str) -> bool:
        """Whether a page with this decoded text, markup and all, may hold a claim: the gate before its DOM is built."""
        states: set[str] = set()
        acts = False
        for marks in map(self.look, _stretches(text)):
            states |= marks.states
            acts = acts or marks.acts
            if acts and len(states) > 1:
                return True
        return False


def _stretches(text: str) -> Iterator[str]:
    for start in range(0, len(text), _STRETCH):
        part = text[max(0, start - _SEAM) : start + _STRETCH]
        yield fold(unescape(part) if "&" in part else part)


def _marks_of(entries: Iterable[Entry], reference: Reference) -> Marks:
    """Return what a surface shows."""
    return Marks.of(_mark_of(entry, reference) for entry in entries)


def _mark_of(entry: Entry, reference: Reference) -> Marks:
    if entry.kind in _NAMES:
        return Marks(frozenset({entry.value}))
    if entry.kind in _BELONG and entry.attrs.get("party"):
        return Marks(frozenset({entry.attrs["party"]}))
    if entry.kind == "reference":
        return Marks(pairs=entry.value in _PAIRS, refers=entry.value not in _PAIRS | _ELSEWHERE)
    ranks = _ranks(entry, reference.packs.get(entry.lang))
    return Marks(acts=bool(ranks), firm=max(ranks, default=0) >= FIRM)


def _ranks(entry: Entry, pack: Pack | None) -> list[int]:
    """Return the ranks of the act cues that a surface may be, by its noun or as a verb that needs no noun."""
    if pack is None:
        return []
    if entry.kind == "act":
        return [int(pack.acts[int(entry.value.partition(".")[2])]["rank"])]
    numbers = pack.verb_acts.get(entry.value, ()) if entry.kind == "verb" else ()
    return [int(pack.acts[number]["rank"]) for number in numbers]


@lru_cache(maxsize=2)
def marker_for(reference: Reference) -> Marker:
    """Return the marker for ``reference``, built once."""
    return Marker(reference)
