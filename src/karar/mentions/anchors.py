"""Resolve what is written short of a full date – a month, a weekday, "yesterday" – by the day of publication.

The rule, where the words give no year: with a cue for the future (next, by, तक, a verb in the future) the first such
day or month on or after the publication; with a cue for the past the last one on or before it; with neither the one
nearest to it, the earlier of two equally near. Weekdays without a cue are read as past: news tells what happened.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from karar.text.sentences import Sentence

Direction = Literal[-1, 0, 1]

# Hindi builds its future with -गा, -गे, -गी behind a vowel: करेगा, होंगे, जाएंगी.
_HINDI_FUTURE = re.compile(r"[ेाोएऊं]ं?ग[ाेी](?![\u0900-\u0963])")
_ENGLISH_FUTURE = re.compile(r"\b(?:will|shall|to be|scheduled to|due to|is to|are to|set to|plans to)\b")


def verb_direction(sent: Sentence, start: int, end: int) -> Direction:
    """Return 1 where the verb by ``[start, end)`` speaks of the future, -1 of the past, 0 where none tells.

    In Hindi that is the first verb after it, for the verb ends its clause; in English the nearest on either side.
    """
    cues = [
        (hit.start, hit.end, 1 if hit.entry.value == "future" else -1, hit.entry.lang)
        for hit in sent.hits
        if hit.entry.kind == "time-word" and hit.entry.value in ("past", "future")
    ]
    cues += [(match.start(), match.end(), 1, "hi") for match in _HINDI_FUTURE.finditer(sent.text)]
    cues += [(match.start(), match.end(), 1, "en") for match in _ENGLISH_FUTURE.finditer(sent.text)]
    after = [cue for cue in cues if cue[0] >= end and cue[3] == "hi"]
    if after:
        cue = min(after)
        # "किया जाएगा": the participle is past, the verb group is not.
        group = _HINDI_FUTURE.search(sent.text, cue[1], min(len(sent.text), cue[1] + 12))
        return 1 if cue[2] > 0 or group else -1
    near = sorted(cues, key=lambda cue: start - cue[1] if cue[1] <= start else cue[0] - end)
    if not near:
        return 0
    return 1 if near[0][2] > 0 else -1


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
