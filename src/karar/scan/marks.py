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
from karar.reference.load import Reference
from karar.scan.scanner import is_word
from karar.text.normalise import fold

_NAMES = frozenset({"party", "demonym", "metonym"})
_BELONG = frozenset({"person", "office", "organisation", "place"})
_STRETCH = 16_384  # characters of a page looked at in one go: most pages that tell of states do so in the first
_SEAM = 512  # characters that two stretches share, so that no surface is cut in two, be it written in entities


@dataclass(frozen=True, slots=True)
class Marks:
    """What a stretch shows: the states it may name, whether an act may be told, whether something refers back."""

    states: frozenset[str]
    acts: bool
    refers: bool

    @property
    def claims(self) -> bool:
        """Whether a claim can stand in the stretch: two states and an act."""
        return self.acts and len(self.states) > 1

    @classmethod
    def of(cls, parts: Iterable[Marks]) -> Marks:
        """Return what several stretches show together."""
        known = list(parts)
        states = frozenset().union(*(marks.states for marks in known))
        return cls(states, any(marks.acts for marks in known), any(marks.refers for marks in known))


_NOTHING = Marks(frozenset(), acts=False, refers=False)


class Marker:
    """Marks by one automaton, for all languages at once."""

    __slots__ = ("_automaton", "_marks", "_open")

    def __init__(self, reference: Reference) -> None:
        verbs = {lang: frozenset(pack.verb_acts) for lang, pack in reference.packs.items()}
        marks = {surface: _marks_of(entries, verbs) for surface, entries in reference.surfaces.items()}
        kept = {surface: mark for surface, mark in marks.items() if mark is not None}
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


def _marks_of(entries: Iterable[Entry], verbs: dict[str, frozenset[str]]) -> Marks | None:
    """Return what a surface shows, None where it shows nothing."""
    states: set[str] = set()
    acts = refers = False
    for entry in entries:
        if entry.kind in _NAMES:
            states.add(entry.value)
        elif entry.kind in _BELONG and entry.attrs.get("party"):
            states.add(entry.attrs["party"])
        acts = acts or entry.kind == "act" or (entry.kind == "verb" and entry.value in verbs.get(entry.lang, ()))
        refers = refers or entry.kind == "reference"
    return Marks(frozenset(states), acts, refers) if states or acts or refers else None


@lru_cache(maxsize=2)
def marker_for(reference: Reference) -> Marker:
    """Return the marker for ``reference``, built once."""
    return Marker(reference)
