"""The day a page was published, as pages write it. Only full days count; an ambiguous one is never guessed."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from karar.pages.resources import load

_DIGIT, _YEAR = re.compile(r"\d"), re.compile(r"\d{4}")

Role = Literal["published", "updated", "bare"]


@dataclass(frozen=True, slots=True)
class Day:
    """A full date in a text: ``[start, end)``, its ISO day, and whether a label said what it is the date of."""

    start: int
    end: int
    iso: str
    role: Role


def iso_day(value: str) -> str | None:
    """Return the ISO day that a machine-readable stamp begins with, as it is written there; None where it has none.

    >>> iso_day("2025-08-30T01:15:00+05:30")
    '2025-08-30'
    """
    match = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)", value)
    return _valid(*match.groups()) if match else None


def find_days(text: str) -> list[Day]:
    """Return every full date in ``text``, in order.

    >>> [day.iso for day in find_days("नई दिल्ली, 29 अगस्त 2025 (भाषा)")]
    ['2025-08-29']
    """
    days: list[Day] = []
    if not _YEAR.search(text):
        return days
    for match in _pattern().finditer(text):
        iso = _read(match)
        if iso:
            days.append(Day(match.start(), match.end(), iso, _role(text[max(0, match.start() - 40) : match.start()])))
    return days


def first_day(text: str) -> Day | None:
    """Return the date of a line that is only a date (with label, weekday, time); None for any other line.

    A line with both days gives the day of publication.
    """
    if len(text) > 160 or not _DIGIT.search(text):
        return None
    days = find_days(text)
    if not days or not _only_date(text, days):
        return None
    return min(days, key=lambda day: ("published", "bare", "updated").index(day.role))


def is_date_line(text: str) -> bool:
    """Whether a line holds nothing but a date, whole or not (``Saturday, 30 August``; ``05/08/2025``)."""
    if len(text) > 160 or not _DIGIT.search(text):
        return False
    if first_day(text):
        return True
    rest, numeric = re.subn(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?!\d)", " ", text)
    words = re.findall(r"[^\W\d_][^\s,.:;|/()\[\]–—•·-]*", rest.casefold())
    months = sum(word in _months() for word in words)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", rest)
    return bool(numeric or (months == 1 and day)) and _only_date(_month_names().sub(" ", rest.casefold()), [])


def dateline(text: str) -> Day | None:
    """Return the full date in the dateline that a paragraph opens with (``TOKYO, Aug 29, 2025 (Reuters) -``)."""
    head = text[:110]
    for day in find_days(head):
        before, after = head[: day.start], head[day.end :]
        place = re.fullmatch(
            r"[(\[]?(?:[^\W\d_][\w.'’\u0900-\u0903\u093a-\u094f\u200c\u200d-]*[\s,/:|–-]*){0,6}", before
        )
        if place and re.match(r"\s*(?:[/,]?\s*[(\[][^()\[\]\n]{0,40}[)\]]|[)\]]?\s*(?:[-–—:।|]|$))", after):
            return day
    return None


def _only_date(text: str, days: list[Day]) -> bool:
    rest = text
    for day in reversed(days):
        rest = rest[: day.start] + " " + rest[day.end :]
    rest = re.sub(r"\d{1,2}\s*[:.]\s*\d{2}(?:\s*[:.]\s*\d{2})?", " ", rest.casefold())
    labels, fillers = _not_of_the_day()
    for label in labels:
        rest = rest.replace(label, " ")
    words = [word for word in re.findall(r"[^\s,.:;|/()\[\]–—•·-]+", rest) if not word.isdigit()]
    strange = sum(word not in fillers and not re.fullmatch(r"\d*(?:am|pm)", word) for word in words)
    return strange <= (1 if days else 0)


def _role(before: str) -> Role:
    labels = load("dates")["labels"]
    folded = before.casefold()
    best: tuple[int, int, Role] = (-1, 0, "bare")
    for role in ("published", "updated"):
        for label in labels[role]:
            at = folded.rfind(label)
            # The label that stands nearest wins; of two that end together, the longer.
            if at >= 0 and _whole_word(folded, at, label):
                best = max(best, (at + len(label), len(label), role))
    return best[2]


def _whole_word(text: str, at: int, label: str) -> bool:
    end = at + len(label)
    return not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


@cache
def _not_of_the_day() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the labels of days, the longest first ("last updated on" leaves no "last" behind), and other fillers."""
    data = load("dates")
    labels = sorted((*data["labels"]["published"], *data["labels"]["updated"]), key=len, reverse=True)
    return tuple(labels), frozenset(data["filler"]["words"])


@cache
def _month_names() -> re.Pattern[str]:
    return re.compile("|".join(_months()))


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in load("dates")["months"].items() for name in names}


@cache
def _pattern() -> re.Pattern[str]:
    data = load("dates")
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    year, moon, sun = ("|".join(data["marks"][mark]) for mark in ("year", "month", "day"))
    gap = r"[\s,.'’/-]{1,3}"
    return re.compile(
        rf"(?<![\w])(?:"
        rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:{gap}|\s+of\s+)(?P<m1>{month}){gap}(?P<y1>\d{{4}})"
        rf"|(?P<m2>{month}){gap}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?{gap}(?P<y2>\d{{4}})"
        rf"|(?P<y3>\d{{4}})-(?P<m3>\d{{1,2}})-(?P<d3>\d{{1,2}})"
        rf"|(?P<y4>\d{{4}})\s?(?:{year})\s?(?P<m4>\d{{1,2}})\s?(?:{moon})\s?(?P<d4>\d{{1,2}})\s?(?:{sun})"
        rf"|(?P<d5>\d{{1,2}})[/.-](?P<m5>\d{{1,2}})[/.-](?P<y5>\d{{4}})"
        rf")(?!\d)",
        re.IGNORECASE,
    )


def _read(match: re.Match[str]) -> str | None:
    for n in "12345":
        if match[f"y{n}"]:
            day, month, year = match[f"d{n}"], match[f"m{n}"], match[f"y{n}"]
            if n in "12":
                month = str(_months()[month.casefold()])
            if n == "5":
                return _numeric(int(day), int(month), year)
            return _valid(year, month, day)
    return None


def _numeric(first: int, second: int, year: str) -> str | None:
    # 05/08/2025 is May in one country and August in another: only what has one reading is read.
    if first > 12 or first == second:
        return _valid(year, str(second), str(first))
    if second > 12:
        return _valid(year, str(first), str(second))
    return None


def _valid(year: str, month: str, day: str) -> str | None:
    try:
        found = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if 1900 <= found.year <= 2100 else None
