"""Marks: what a stretch shows before anything is read of it, by a small automaton: states, act cues, references.

Most of what is printed promises nothing between states. A claim needs two states and an act cue, so a page, a document
or a sentence without them can be let go after one fast look, and only what is marked is scanned whole and read. A mark
may be wrong (``बार`` is a town too), never missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape

from ahocorasick_rs import BytesAhoCorasick, Implementation

from karar.model.lexicon import Entry
from karar.reference.load import FIRM, Pack, Reference
from karar.scan.scanner import is_word
from karar.text.markup import between_tags
from karar.text.normalise import fold

_NAMES = frozenset({"party", "demonym", "metonym"})
_BELONG = frozenset({"person", "office", "organisation", "place"})
_PAIRS = frozenset({"both", "all"})
_ELSEWHERE = frozenset({"home"})  # "across the country" is no party to an act
_ASCII_SIGNS = bytes(code if chr(code).isalnum() or code > 127 else 32 for code in range(256))
_ENTITY = re.compile(r"&(?!(?:amp|quot|lt|gt);)#?\w{1,32};")
_NARRATOR = "we"
_FIRST, _LONGEST = 1_024, 16_384  # characters of a page looked at in one go
_LINE = 600  # characters that a title may have which is the whole page
_SEAM = 512  # characters that two stretches share, so that no surface is cut in two, be it written in entities


@dataclass(frozen=True, slots=True)
class Marks:
    """What a stretch shows.

    Attributes:
        states: the codes of the states it may name.
        acts: it may tell an act; ``firm``: by a cue that states an act of its own.
        pairs: it refers to two sides, or to all ("दोनों देश").
        refers: it refers to somebody or something named before ("the agreement", "उन्होंने").
        speaks: its narrator says "we".
    """

    states: frozenset[str] = frozenset()
    acts: bool = False
    firm: bool = False
    pairs: bool = False
    refers: bool = False
    speaks: bool = False

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

    @property
    def gives(self) -> bool:
        """Whether a page of one line can tell that one state gives, and not to whom, as titles of projects do."""
        return self.acts and bool(self.states)

    @classmethod
    def of(cls, parts: Iterable[Marks]) -> Marks:
        """Return what several stretches show together."""
        states: set[str] = set()
        acts = firm = pairs = refers = speaks = False
        for marks in parts:
            states |= marks.states
            acts, firm = acts or marks.acts, firm or marks.firm
            pairs, refers = pairs or marks.pairs, refers or marks.refers
            speaks = speaks or marks.speaks
        return cls(frozenset(states), acts, firm, pairs, refers, speaks)


_NOTHING = Marks()


class Marker:
    """Marks by one automaton, for all languages at once.

    Words are set between spaces, in the surfaces and in the text, so that the automaton sees whole words only and what
    it finds needs no second look. Any sign is a space then: "U.S." and "u s" are one, which marks rather too much.
    """

    __slots__ = ("_automaton", "_marks")

    def __init__(self, reference: Reference) -> None:
        marks: dict[bytes, Marks] = {}
        for surface, entries in reference.surfaces.items():
            found = _marks_of(entries, reference)
            if found != _NOTHING:
                spaced = b" " * is_word(surface[0]) + _spaced(surface) + b" " * is_word(surface[-1])
                marks[spaced] = Marks.of((marks.get(spaced, _NOTHING), found))
        self._automaton = BytesAhoCorasick(list(marks), implementation=Implementation.ContiguousNFA)
        self._marks = tuple(marks.values())

    def look(self, text: str) -> Marks:
        """Return what normalised ``text`` shows."""
        spaced = b" %b " % _spaced(text)
        matches = self._automaton.find_matches_as_indexes(spaced, overlapping=True)
        return Marks.of(self._marks[pattern] for pattern in {match[0] for match in matches}) if matches else _NOTHING

    def worth_reading(self, text: str) -> bool:
        """Whether a page with this decoded text may hold a claim: the gate before its DOM is built.

        Of markup only what stands between tags is looked at. A page of one line may name but one state, who gives.
        """
        states: set[str] = set()
        acts = False
        for marks in map(self.look, _stretches(between_tags(text) if "</" in text else iter([[text]]))):
            states |= marks.states
            acts = acts or marks.acts
            if acts and len(states) > 1:
                return True
        return acts and bool(states) and len(text) <= _LINE and "\n" not in text.strip()


def _spaced(text: str) -> bytes:
    """Return ``text`` with a space for every sign."""
    return (text if text.isascii() else _signs().sub(" ", text)).encode().translate(_ASCII_SIGNS)


@cache
def _signs() -> re.Pattern[str]:
    signs = (chr(code) for code in range(0x80, 0x10000) if not is_word(chr(code)) and not 0xD800 <= code < 0xE000)
    return re.compile(f"[{re.escape(''.join(signs))}\ud800-\udfff\U00010000-\U0010ffff]")


def _stretches(batches: Iterator[list[str]]) -> Iterator[str]:
    """Yield the text of ``batches`` normalised, in stretches that grow: most pages say at once what they hold."""
    size, gathered, rest = _FIRST, 0, list[str]()
    for parts in batches:
        text = " ".join(parts)
        rest.append(text)
        gathered += len(text)
        if gathered >= size:
            text = " ".join(rest)
            yield from _slices(text, size)
            size, rest, gathered = min(2 * size, _LONGEST), [text[-_SEAM:]], 0
    if gathered:
        yield from _slices(" ".join(rest), size)


def _slices(text: str, size: int) -> Iterator[str]:
    start = 0
    while start < len(text):
        part = text[max(0, start - _SEAM) : start + size]
        start, size = start + size, min(2 * size, _LONGEST)
        if "&" in part:
            part = part.replace("&nbsp;", " ")
            part = unescape(part) if _ENTITY.search(part) else part
        yield fold(part)


def _marks_of(entries: Iterable[Entry], reference: Reference) -> Marks:
    """Return what a surface shows."""
    return Marks.of(_mark_of(entry, reference) for entry in entries)


def _mark_of(entry: Entry, reference: Reference) -> Marks:
    if entry.kind in _NAMES:
        return Marks(frozenset({entry.value}))
    if entry.kind in _BELONG and entry.attrs.get("party"):
        return Marks(frozenset({entry.attrs["party"]}))
    if entry.kind == "reference":
        refers = entry.value not in _PAIRS | _ELSEWHERE
        return Marks(pairs=entry.value in _PAIRS, refers=refers, speaks=entry.value == _NARRATOR)
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
