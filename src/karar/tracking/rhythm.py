"""How often talks are held: as their words say, else as their meetings show; and when the next round is due."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

import msgspec

_EVERY = re.compile(r"P(\d+)([YMWD])")
_MONTHS = {"Y": 12, "M": 1}
_DAYS = {"W": 7, "D": 1}
_DAYS_OF_MONTH = 30.4375
FEWEST = 3
"""Meetings from which a rhythm can be computed."""
UNEVEN = 2.0
"""A longest gap this many times the shortest is no rhythm: what once lay a year apart and once five is not yearly."""


class Rhythm(msgspec.Struct, frozen=True):
    """How often talks are held.

    Attributes:
        every: an ISO 8601 duration; of computed ones in months, the median gap.
        how: ``stated`` in words of a page, ``named`` by the mechanism's own name, ``added`` by a person, ``computed``.
        shortest: the shortest gap between meetings in days; None where it was not computed.
        longest: the longest one.
        claim: the claim (or what a person added) whose words say so.
    """

    every: str
    how: Literal["stated", "named", "added", "computed"]
    shortest: int | None = None
    longest: int | None = None
    claim: str | None = None


class Due(msgspec.Struct, frozen=True):
    """When the next round is due: some day from ``first`` to ``last`` (ISO days), by plan or by rhythm.

    ``overdue`` is how many days have passed since ``last``; 0 where it is yet to come.
    """

    first: str
    last: str
    how: Literal["planned", "rhythm"]
    overdue: int = 0
    claim: str | None = None


def compute_rhythm(days: Sequence[date]) -> Rhythm | None:
    """Return the rhythm that meetings show; None where there are too few, or the gaps differ too much.

    >>> compute_rhythm([date(2022, 3, 19), date(2023, 3, 20), date(2024, 3, 7)]).every
    'P12M'
    >>> compute_rhythm([date(2010, 1, 1), date(2011, 1, 1), date(2024, 1, 1)]) is None
    True
    """
    gaps = gaps_of(days)
    if len(gaps) < FEWEST - 1 or max(gaps) > UNEVEN * min(gaps):
        return None
    months = max(1, round(median(gaps) / _DAYS_OF_MONTH))
    return Rhythm(f"P{months}M", "computed", min(gaps), max(gaps))


def gaps_of(days: Sequence[date]) -> list[int]:
    """Return the days between meetings, in their order."""
    ordered = sorted(set(days))
    return [(after - before).days for before, after in pairwise(ordered)]


def next_due(last: date, rhythm: Rhythm, today: date) -> Due:
    """Return when the next round is due after the last: the month that a stated rhythm leads to, or the stretch between
    the shortest and the longest gap so far.

    >>> next_due(date(2024, 8, 20), Rhythm("P1Y", "named"), date(2025, 10, 10)).overdue
    40
    """
    if rhythm.shortest is not None and rhythm.longest is not None:
        first, end = last + timedelta(days=rhythm.shortest), last + timedelta(days=rhythm.longest)
    else:
        first, end = _month_of(later(last, rhythm.every))
    return Due(first.isoformat(), end.isoformat(), "rhythm", max(0, (today - end).days), rhythm.claim)


def is_rhythm(every: str) -> bool:
    """Whether it is an ISO 8601 duration of one unit: ``P1Y``, ``P6M``."""
    match = _EVERY.fullmatch(every)
    return match is not None and int(match[1]) > 0


def later(day: date, every: str) -> date:
    """Return the day a rhythm later; one that its month does not have becomes the month's last.

    Raises:
        ValueError: it is no rhythm, or the day lies beyond the calendar.

    >>> later(date(2024, 2, 29), "P1Y")
    datetime.date(2025, 2, 28)
    """
    match = _EVERY.fullmatch(every)
    if match is None:
        raise ValueError(f"not a rhythm: {every!r}")
    count, unit = int(match[1]), match[2]
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS[unit], 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
