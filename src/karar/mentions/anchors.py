"""Resolve what is written short of a full date – a month, a weekday, "yesterday" – by the day of publication.

The rule, where the words give no year: with a cue for the future (next, by, तक, a verb in the future) the first such
day or month on or after the publication; with a cue for the past the last one on or before it; with neither the one
nearest to it, the earlier of two equally near. Weekdays without a cue are read as past: news tells what happened.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from karar.mentions.numbers import longest
from karar.model.lexicon import Hit
from karar.text.sentences import Sentence

Direction = Literal[-1, 0, 1]

_NEXT_WORD = 12  # characters: the verb behind a participle
_CLAUSE = "clause"
_PARTS = re.compile(r"[,;:\"]|\b(?:that|who|which|as|after|before|but|while|when|and)\b")


def verb_direction(sent: Sentence, start: int, end: int) -> Direction:
    """Return 1 where the verb by ``[start, end)`` speaks of the future, -1 of the past, 0 where none tells.

    Verbs that end their clause (place ``clause``, as in Hindi) tell it by the first behind it; others by the nearest
    before it in its own clause, where one is, else by the nearest on either side.
    """
    # The longest at a place: "रहे" is past, "रहे हैं" is not.
    cues = longest(hit for hit in sent.of("time-word") if hit.entry.value in ("past", "future"))
    after = [hit for hit in cues if hit.start >= end and hit.entry.attrs.get("place") == _CLAUSE]
    if after:
        cue = min(after, key=lambda hit: (hit.start, hit.end, _way(hit)))
        # "किया जाएगा": the participle is past, the verb group is not.
        group = any(_way(hit) > 0 and cue.end <= hit.start and hit.end <= cue.end + _NEXT_WORD for hit in after)
        return 1 if _way(cue) > 0 or group else -1
    own = [hit for hit in cues if hit.end <= start and not _PARTS.search(sent.text, hit.end, start)]
    if own:
        return _way(own[-1])
    near = min(cues, key=lambda hit: start - hit.end if hit.end <= start else hit.start - end, default=None)
    return 0 if near is None else _way(near)


def _way(hit: Hit) -> Direction:
    return 1 if hit.entry.value == "future" else -1


def year_of(month: int, day: int | None, published: date, direction: Direction) -> int | None:
    """Return the year that a month, or a day of a month, without one belongs to; None where no year has that day."""
    found = [(year, _distance(year, month, day, published)) for year in range(published.year - 1, published.year + 2)]
    places = [(year, days) for year, days in found if days is not None]
    if direction > 0:
        return next((year for year, days in places if days >= 0), None)
    if direction < 0:
        return next((year for year, days in reversed(places) if days <= 0), None)
    return min(places, key=lambda place: (abs(place[1]), place[1]))[0] if places else None


def _distance(year: int, month: int, day: int | None, published: date) -> int | None:
    if day is None:  # a month: 0 for the month of publication itself
        months = (year - published.year) * 12 + month - published.month
        return months * 30
    try:
        return (date(year, month, day) - published).days
    except ValueError:
        return None


def weekday_of(weekday: int, published: date, direction: Direction) -> date:
    """Return the day of an ISO weekday: the last on or before ``published``; with direction 1 the first on or after."""
    if direction > 0:
        return published + timedelta((weekday - published.isoweekday()) % 7)
    return published - timedelta((published.isoweekday() - weekday) % 7)


def relative_of(unit: str, step: int, published: date) -> str:
    """Return the value of ``step`` units from ``published``: a day, an ISO week, a month, a year, a fiscal year.

    Fiscal years run from April, as in India and Japan, and go by the year they start in.
    """
    if unit == "day":
        return (published + timedelta(step)).isoformat()
    if unit == "week":
        year, week, _ = (published + timedelta(7 * step)).isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    fiscal = unit == "fiscal-year" and published.month < 4
    return str(published.year + step - (1 if fiscal else 0))
