"""What a measure on outside data tells: rows of counts and figures by part, and a list of misses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PARTS = ("all", "seen", "held-out")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a report.

    Attributes:
        name: what was counted: a kind of mention, a group of pages.
        figures: part (of `PARTS`) → name of a figure → its value from 0 to 1.
        counts: part → name of a count → its value.
    """

    name: str
    figures: Mapping[str, Mapping[str, float]]
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one measure found on one set of data.

    Attributes:
        measure: the measure's option.
        name: the set's name, from its path.
        rows: the counts, those of all together last.
        misses: one line each, of the part that may be looked into.
        hidden: how many more there are in the part that may not.
    """

    measure: str
    name: str
    rows: tuple[Row, ...]
    misses: tuple[str, ...] = ()
    hidden: int = 0
