"""The point in time, the period and the length of time that a promise states."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from karar.frames.types import Frame
from karar.model.mentions import Mention
from karar.model.values import When

_PAST = frozenset({"done", "decided", "denied"})
_NAMED = frozenset({"month", "weekday"})
_DAYS_IN_WEEK = 7


def time_of(mentions: list[Mention], kind: str) -> Mention | None:
    """Return the clause's first mention of ``kind`` (date, period, duration) that the promise itself can carry.

    A past stretch and a loan's tenor are none of it; "2030" in "by 2030" is how far the promise reaches, not when the
    act was.
    """
    found = [m for m in mentions if m.kind == kind and not m.attrs.get("past") and not m.attrs.get("tenor")]
    if kind == "date":
        periods = [m for m in mentions if m.kind == "period"]
        found = [m for m in found if not any(p.start <= m.start < p.end for p in periods)]
    return found[0] if found else None


def settle(mention: Mention, frame: Frame, published: str | None) -> When:
    """Return the day of the act, moved to the side of the publication day that the act's firmness asks for.

    A weekday or a month without a year is resolved by the verb nearest to it; where another clause's verb stood nearer,
    the governing clause has the last word: what was done lies behind the publication, what is planned before it.
    """
    when: When = mention.value
    if not mention.attrs.get("anchored") or when.value is None or published is None or not _by_name(mention, frame):
        return when
    past = frame.modality in _PAST
    known = published[: len(when.value)]
    if (past and when.value <= known) or (not past and when.value >= known):
        return when
    return msgspec.structs.replace(when, value=_moved(when.value, mention, frame, -1 if past else 1))


def _by_name(mention: Mention, frame: Frame) -> bool:
    """Whether the words are a month's or a weekday's name, with nothing that already says which one."""
    kinds = _kinds(mention, frame)
    return bool(kinds & _NAMED) and not kinds & {"relative-date", "time-word"}


def _kinds(mention: Mention, frame: Frame) -> set[str]:
    return {h.entry.kind for h in frame.clause.sent.hits if mention.start <= h.start and h.end <= mention.end}


def _moved(value: str, mention: Mention, frame: Frame, way: int) -> str:
    if "weekday" in _kinds(mention, frame) and "month" not in _kinds(mention, frame):
        return (date.fromisoformat(value) + timedelta(way * _DAYS_IN_WEEK)).isoformat()
    return f"{int(value[:4]) + way}{value[4:]}"
