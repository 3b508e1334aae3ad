"""What an article is about, as a bag of word beginnings: enough to tell its own lines from another story's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from karar.pages.lines import Unit
from karar.pages.resources import load

_STEM = 5


class Topic:
    """The content words met so far. Words count by their first five letters, which joins most inflected forms."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self._seen: set[str] = set()
        for unit in units:
            self.add(unit)

    def add(self, unit: Unit) -> None:
        """Take in a unit's words."""
        self._seen.update(stems(unit))

    def share(self, unit: Unit) -> float:
        """Return which part of the unit's content words has been met; 0 where it has none."""
        own = set(stems(unit))
        return sum(stem in self._seen for stem in own) / len(own) if own else 0.0

    def knows(self, unit: Unit, least: float) -> bool:
        """Whether at least ``least`` of its content words, and at least two of them, have been met."""
        own = set(stems(unit))
        met = sum(stem in self._seen for stem in own)
        return met >= min(2, len(own)) and met >= least * len(own) and met > 0


def stems(unit: Unit) -> tuple[str, ...]:
    """Return the unit's content words, cut to their first letters, in order."""
    return _stems(unit.words)


@lru_cache(maxsize=2_000)
def _stems(words: tuple[str, ...]) -> tuple[str, ...]:
    small = _small_words()
    return tuple(word[:_STEM] for word in words if len(word) > 2 and word not in small and not word.isdigit())


@cache
def _small_words() -> frozenset[str]:
    words = load("languages")["words"]
    return frozenset(word for lang in words.values() for word in lang)
