"""Resolve what is written short of a full date – a month, a weekday, "yesterday" – by the day of publication.

The rule, where the words give no year: with a cue for the future (next, by, तक, a verb in the future) the first such
day or month on or after the publication; with a cue for the past the last one on or before it; with neither the one
nearest to it, the earlier of two equally near. Weekdays without a cue are read as past: news tells what happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from karar.model.lexicon import Hit
from karar.text.sentences import Sentence

Direction = Literal[-1, 0, 1]

_NEXT_WORD = 12  # characters: the verb behind a participle
_CLAUSE = "clause"
# What the forms of verbs tell, by the names the packs give them; some stand only where a clause ends.
_FORMS: dict[str, Direction] = {"past": -1, "perf": -1, "aux-past": -1, "fut": 1, "subj": 1, "will": 1}
_LAST_FORMS = frozenset({"perf", "aux-past", "fut", "subj"})
_WAYS: dict[str, Direction] = {"past": -1, "future": 1, "ongoing": 1}
_SINCE = re.compile(" से(?![\u0900-\u0963])")
# Behind these another clause begins, or a day belongs to a participle that looks ahead ("होने वाली बैठक").
_ENDS_CLAUSE = re.compile(" (?:कि|वाल[ाेी]) ")
_PARTS = re.compile(r"[,;:\"]|\b(?:that|who|which|as|after|before|but|while|when|and)\b")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    way: Direction
    ends_clause: bool
    weak: bool = False


def verb_direction(sent: Sentence, start: int, end: int, *, weak: Direction = 0) -> Direction:
    """Return 1 where the verb by ``[start, end)`` speaks of the future, -1 of the past, 0 where none tells.

    ``weak`` is what the present ("कर रहे हैं") and the subjunctive ("रहें") tell: with "कल" it is to come, of a weekday or
    a month it says nothing.

    Verbs that end their clause (as in Hindi) tell it by the first behind it; others by the nearest before it in its own
    clause, where one is, else by the nearest on either side.
    """
    cues = _cues(sent)
    after = [cue for cue in cues if cue.start >= end and cue.ends_clause]
    if after:
        first = after[0]
        if _has_agent(sent, end, first.start):
            return -1
        # "किया जाएगा", "बढ़ा रहा है": the participle is past, the verb group is not.
        group = (cue for cue in after if cue.way > 0 and first.end <= cue.start and cue.end <= first.end + _NEXT_WORD)
        first = next(group, first)
        if first.weak:
            return -1 if _SINCE.match(sent.text, end) else weak
        return first.way
    own = [cue for cue in cues if cue.end <= start and not _PARTS.search(sent.text, cue.end, start)]
    if own:
        # "will set": one form is past and bare.
        bare = len(own) > 1 and own[-2].way > 0 and own[-1].start <= own[-2].end + 1
        return 1 if bare else own[-1].way
    near = min(cues, key=lambda cue: start - cue.end if cue.end <= start else cue.start - end, default=None)
    return 0 if near is None else near.way


def _has_agent(sent: Sentence, start: int, end: int) -> bool:
    """Whether an agent in the ergative stands in ``[start, end)``, in the clause that begins it: its verb is past."""
    agent = next((hit for hit in sent.of("case") if hit.entry.value == "erg" and start < hit.start < end), None)
    return agent is not None and not _ENDS_CLAUSE.search(sent.text, start, agent.start)


def _cues(sent: Sentence) -> list[_Cue]:
    """Return the words that tell past or future, in order; of several at a place the longest."""
    found = [
        _Cue(hit.start, hit.end, _WAYS[value], hit.entry.attrs.get("place") == _CLAUSE, value == "ongoing")
        for hit in sent.of("time-word")
        if (value := hit.entry.value) in _WAYS
    ]
    found += [
        _Cue(hit.start, hit.end, _FORMS[form], form in _LAST_FORMS, form == "subj")
        for hit in sent.of("verb")
        if (form := hit.entry.attrs.get("form")) in _FORMS and not _is_case(sent, hit)
    ]
    found.sort(key=lambda cue: (cue.start, -cue.end, cue.way))
    kept: list[_Cue] = []
    for cue in found:
        if not kept or cue.end > kept[-1].end:
            kept.append(cue)
    return kept


def _is_case(sent: Sentence, hit: Hit) -> bool:
    """Whether the verb's form stands in a case marker: "की", "के लिए"."""
    return any(case.start <= hit.start and hit.end <= case.end for case in sent.of("case"))


def year_of(
    month: int, day: int | None, published: date, direction: Direction, *, falls_on: int | None = None
) -> int | None:
    """Return the year that a month, or a day of a month, without one belongs to; None where no year has that day.

    ``falls_on`` is the ISO weekday written beside the day: of the three years around the publication no two have
    the same one, so it is surer than any verb. One that none of them has is a slip, and tells nothing.
    """
    found = [(year, _distance(year, month, day, published)) for year in range(published.year - 1, published.year + 2)]
    places = [(year, days) for year, days in found if days is not None]
    if falls_on is not None:
        for year, days in places:
            if (published + timedelta(days)).isoweekday() == falls_on:
                return year
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
