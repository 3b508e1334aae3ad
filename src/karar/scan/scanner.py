"""One Aho–Corasick automaton over every surface of the packs and gazetteers; a text is scanned once."""

from __future__ import annotations

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from karar.model.lexicon import Hit
from karar.reference.load import Reference


def _is_word(char: str) -> bool:
    # str.isalnum() is False for vowel signs and virama, which are inside Devanagari words.
    return char.isalnum() or "\u0900" <= char <= "\u0963"


class Scanner:
    """All surfaces as one automaton. Building takes about 0.3 s for 50,000 surfaces; scanning is linear in the text."""

    __slots__ = ("_automaton", "_entries")

    def __init__(self, reference: Reference) -> None:
        # The contiguous NFA: a DFA of this size takes seconds and gigabytes to build.
        self._automaton = AhoCorasick(list(reference.surfaces), implementation=Implementation.ContiguousNFA)
        self._entries = tuple(reference.surfaces.values())

    def scan(self, text: str) -> list[Hit]:
        """Return the hits on token boundaries in normalised ``text``, overlapping ones included, in order of start.

        A surface beginning or ending with a sign (``$``, ``₹``) needs no boundary on that side.
        """
        hits: list[Hit] = []
        limit = len(text)
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and _is_word(text[start - 1]) and _is_word(text[start]):
                continue
            if end < limit and _is_word(text[end]) and _is_word(text[end - 1]):
                continue
            hits.extend(Hit(start, end, entry) for entry in self._entries[pattern])
        hits.sort(key=_by_place)
        return hits


def _by_place(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


@lru_cache(maxsize=2)
def scanner_for(reference: Reference) -> Scanner:
    """Return the scanner for ``reference``, built once."""
    return Scanner(reference)
