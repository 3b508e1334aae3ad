"""Days as exactly as they are known: what stretch a date stands for, and what lies a rhythm later."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2}))?")
_EVERY = re.compile(r"P(\d+)([YMWD])")
_MONTHS = {"Y": 12, "M": 1}
_DAYS = {"W": 7, "D": 1}
DAYS_OF_MONTH = 30.4375


def stretch(written: str | None) -> tuple[date, date] | None:
    """Return the first and the last day that a date may stand for; None where it is none.

    >>> stretch("2025-02")
    (datetime.date(2025, 2, 1), datetime.date(2025, 2, 28))
    >>> stretch("2025-W35"), stretch("2025-02-30")
    ((datetime.date(2025, 8, 25), datetime.date(2025, 8, 31)), None)
    """
    match = _DAY.fullmatch(written or "")
    if match is None:
        return None
    year, month, day, week = (int(part) if part else None for part in match.groups())
    try:
        if week:
            first = date.fromisocalendar(year or 0, week, 1)
            return first, first + timedelta(days=6)
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    until = month or 12
    return first, first.replace(month=until, day=calendar.monthrange(first.year, until)[1])


def later(day: date, every: str) -> date:
    """Return the day a rhythm later; one that its month does not have becomes the month's last.

    Args:
        day: a day.
        every: an ISO 8601 duration of one unit.

    Raises:
        ValueError: it is none.

    >>> later(date(2024, 2, 29), "P1Y")
    datetime.date(2025, 2, 28)
    """
    match = _EVERY.fullmatch(every)
    if match is None:
        raise ValueError(f"not a rhythm: {every!r}")
    count, unit = int(match[1]), match[2]
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
