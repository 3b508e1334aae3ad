"""A date as it is written: what parts it has, before the publication day settles the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from karar.mentions import anchors
from karar.mentions.anchors import Direction
from karar.model.values import Precision


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@dataclass(slots=True)
class Written:
    """A date at ``[start, end)`` of normalised text.

    Attributes:
        precision: what was written; a month with a day is ``day``.
        year, month, day: the parts that are told.
        last_day: the later day of "29-30 August".
        weekday: 1 for Monday.
        falls_on: the weekday written beside a full date, which tells its year.
        step: units of ``precision`` from the publication day; None where it is open (कल).
        year_step, month_step: "last year", "पिछले महीने" beside a month or a day.
        direction: 1 or -1 where a word beside it says so, None to ask the verbs.
        doubtful: a fiscal year named by one year.
    """

    start: int
    end: int
    precision: Precision
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    falls_on: int | None = None
    step: int | None = None
    year_step: int | None = None
    month_step: int | None = None
    direction: int | None = None
    doubtful: bool = False

    def resolve(self, published: date | None, direction: int) -> tuple[str | None, Precision, bool]:
        """Return the value, its precision, and whether the publication day went into it."""
        way: Direction = 1 if direction > 0 else -1 if direction < 0 else 0
        if self.precision in ("year", "fiscal-year") and self.year is not None:
            return str(self.year), self.precision, False
        if self.month is not None and self.year is not None:
            return self._calendar(self.year, self.month), self.precision, False
        if published is None:
            return None, self.precision, True
        return self._anchored(published, way)

    def _anchored(self, published: date, way: Direction) -> tuple[str | None, Precision, bool]:
        if self.weekday is not None:
            day = anchors.weekday_of(self.weekday, published, way)
            if self.direction and day == published:
                day = date.fromordinal(published.toordinal() + 7 * self.direction)
            return day.isoformat(), "day", True
        if self.month is not None:
            if self.year_step is not None:
                year: int | None = published.year + self.year_step
            else:
                year = anchors.year_of(self.month, self.day, published, way, falls_on=self.falls_on)
            return (None if year is None else self._calendar(year, self.month)), self.precision, True
        if self.day is not None:
            return self._day_of_month(published, way), "day", True
        if self.step is None:
            return None, self.precision, True
        return anchors.relative_of(self.precision, self.step, published), self.precision, True

    def _calendar(self, year: int, month: int) -> str | None:
        if self.day is None:
            return f"{year}-{month:02}"
        return f"{year}-{month:02}-{self.day:02}" if is_day(year, month, self.day) else None

    def _day_of_month(self, published: date, way: Direction) -> str | None:
        step = self.month_step
        if step is None:
            later = (self.day or 0) > published.day
            step = -1 if later and way <= 0 else 1 if not later and way > 0 and self.day != published.day else 0
        year, month = map(int, anchors.relative_of("month", step, published).split("-"))
        return self._calendar(year, month)
