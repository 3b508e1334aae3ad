"""Days as they are written: a day, a week, a month or a year, each for the stretch of days that it may mean."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from karar.model.claims import Claim
from karar.model.values import Duration, When

DayPrecision = Literal["day", "week", "month", "year"]

_FORM = re.compile(r"(\d{4})(?:-W(\d{2})|-(\d{2})(?:-(\d{2}))?)?")
_FISCAL_MONTH = 4
"""The month in which the fiscal years of India and Japan begin; a fiscal year is named by the year it starts in."""
_NO_TERM = frozenset({"consult", "withdraw"})
_AHEAD = frozenset({"decided", "planned", "proposed", "possible"})


class Stretch(NamedTuple):
    """The first and the last day that a written day may mean."""

    first: date
    last: date


@lru_cache(maxsize=1 << 14)
def stretch_of(written: str) -> Stretch | None:
    """Return what ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``YYYY-Www`` may mean; None where there is no such day.

    >>> [day.isoformat() for day in stretch_of("2024-02")]
    ['2024-02-01', '2024-02-29']
    >>> stretch_of("2024-02-30") is None
    True
    """
    found = _FORM.fullmatch(written)
    if found is None:
        return None
    year, week, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is None or week is not None:
            first = date.fromisocalendar(year or 0, week or 0, 1)
            return Stretch(first, first + timedelta(days=6))
        if month is None:
            return Stretch(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return Stretch(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Stretch(date(year, month, day), date(year, month, day))
    except (ValueError, OverflowError):  # no such day; calendar has no month of its own error
        return None


def precision_of(written: str) -> DayPrecision | None:
    """Return how exactly a day is written; None where there is no such day.

    >>> precision_of("2024-02"), precision_of("2024-13")
    ('month', None)
    """
    if stretch_of(written) is None:
        return None
    names: dict[int, DayPrecision] = {4: "year", 7: "month", 8: "week", 10: "day"}
    return names[len(written)]


def last_day(written: str) -> date | None:
    """Return the last day that a written day may mean, None where there is no such day.

    >>> last_day("2024-02"), last_day("2024-02-30")
    (datetime.date(2024, 2, 29), None)
    """
    found = stretch_of(written)
    return found.last if found else None


def later(written: str, duration: Duration) -> str | None:
    """Return the day that lies a length of time after a written day, no more exactly than the two are.

    Years and months are counted from the month, or from the year where no month is known.

    >>> later("2025-08-29", Duration(n=10, unit="year")), later("2025", Duration(n=5, unit="year"))
    ('2035-08', '2030')
    """
    start = stretch_of(written)
    if start is None:
        return None
    try:
        if duration.unit in ("day", "week"):
            days = duration.n * (7 if duration.unit == "week" else 1)
            return (start.last + timedelta(days=days)).isoformat()
        months = duration.n * (12 if duration.unit == "year" else 1)
        if precision_of(written) == "year":
            return f"{start.first.year + -(-months // 12):04}"
        year, month = divmod(start.last.year * 12 + start.last.month - 1 + months, 12)
        return date(year, month + 1, 1).isoformat()[:7]
    except (ValueError, OverflowError):  # beyond the calendar
        return None


def end_of(when: When) -> date | None:
    """Return the last day that a point in time may mean; a fiscal year ends with March.

    >>> end_of(When(value="2025", precision="fiscal-year", text="2025-26"))
    datetime.date(2026, 3, 31)
    """
    found = stretch_of(when.value) if when.value else None
    if found is not None and when.precision == "fiscal-year" and found.last.year < date.max.year:
        return date(found.last.year + 1, _FISCAL_MONTH, 1) - timedelta(days=1)
    return found.last if found else None


def _is_past(written: str, published: str | None) -> bool:
    """Whether a day was over when its page was published: "in March 2022 it set the goal", told in 2025."""
    day, told = stretch_of(written), stretch_of(published or "")
    return day is not None and told is not None and day.last < told.first


def deadline_of(claim: Claim) -> str | None:
    """Return by when what a claim promises is to be done, as exactly as it says; None where it says nothing.

    That is the end of its period; else the day of an act that is still to come; else its day and its length. Talks,
    withdrawals and what is denied have none.
    """
    if claim.act in _NO_TERM or claim.modality == "denied":
        return None
    if claim.period is not None and claim.period.end is not None:
        return claim.period.end
    when = claim.when.value if claim.when else None
    if when is not None and claim.modality in _AHEAD and not _is_past(when, claim.source.published):
        day = end_of(claim.when) if claim.when and claim.when.precision == "fiscal-year" else None
        return day.isoformat() if day else when
    start = when or claim.source.published
    if start is None or claim.duration is None or (claim.act == "deliver" and claim.modality == "done"):
        return None
    return later(start, claim.duration)
