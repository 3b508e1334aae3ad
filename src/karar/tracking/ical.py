"""Dialogues as iCalendar (RFC 5545): rounds held and planned, and the next one due, as events of whole days.

A calendar knows days alone: what is known to the month or week fills it, and says so; what is known to the year alone
is left out, and counted. A round that is due by its rhythm is TENTATIVE: nobody has promised that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

from karar.model.days import stretch_of
from karar.model.identity import digest
from karar.tracking.dialogues import Dialogue
from karar.tracking.rounds import Held, Meeting

PRODUCT = "-//Karar//Dialogues//EN"
_LONGEST = 31
_STATUS: Mapping[Held, str] = {
    "held": "CONFIRMED",
    "planned": "CONFIRMED",
    "possible": "TENTATIVE",
    "called-off": "CANCELLED",
}


class Summaries(NamedTuple):
    """The words of a calendar in one language; ``{0}`` is the parties, ``{1}`` the talks, ``{2}`` what is known."""

    held: str
    due: str
    not_exact: str
    known: str


ENGLISH = Summaries("{0}: {1}", "{0}: {1} (due)", "The day is not known; some time in {0}.", "Commitments: {0}")


class Exported(NamedTuple):
    """A calendar as bytes, how many events it has, and how many rounds have no day to stand on."""

    content: bytes
    events: int
    left_out: int


def to_ical(
    dialogues: Sequence[Dialogue],
    names: Mapping[str, str],
    made: datetime,
    *,
    lang: str = "en",
    words: Summaries = ENGLISH,
) -> Exported:
    """Return a calendar of dialogues.

    Args:
        dialogues: their rounds, and when the next is due.
        names: what a party's code is called.
        made: when the calendar was made (DTSTAMP): the same dialogues and moment give the same bytes.
        lang: the language of the mechanisms' names.
        words: the other words.

    An event's UID depends on the talks and the first commitment that tells of the round, so that a calendar that is
    loaded again changes what stands there and adds nothing twice.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    events = left_out = 0
    for dialogue in dialogues:
        title = (", ".join(names.get(code, code) for code in dialogue.parties), _label(dialogue, lang))
        for meeting in dialogue.meetings:
            span = _span(meeting)
            if span is None:
                left_out += 1
                continue
            calendar.add_component(_round(dialogue, meeting, span, title, made, words))
            events += 1
        for event in _due(dialogue, title, made, words):
            calendar.add_component(event)
            events += 1
    return Exported(calendar.to_ical(), events, left_out)


def _label(dialogue: Dialogue, lang: str) -> str:
    return dialogue.labels.get(lang) or next(iter(dialogue.labels.values()), dialogue.mechanism)


def _span(meeting: Meeting) -> tuple[date, date] | None:
    first, last = stretch_of(meeting.day or ""), stretch_of(meeting.until or "")
    if first is None:
        return None
    end = last[1] if last else first[1]
    return (first[0], end) if (end - first[0]).days < _LONGEST else None


def _event(uid: str, summary: str, span: tuple[date, date], made: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@karar")
    event.add("dtstamp", made)
    event.add("dtstart", span[0])
    event.add("dtend", span[1] + timedelta(days=1))  # the first day after it, RFC 5545 section 3.6.1
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event


def _round(
    dialogue: Dialogue,
    meeting: Meeting,
    span: tuple[date, date],
    title: tuple[str, str],
    made: datetime,
    words: Summaries,
) -> Event:
    number = f" ({meeting.number})" if meeting.number else ""
    uid = digest([dialogue.key, meeting.commitments[0]])
    event = _event(uid, words.held.format(*title) + number, span, made)
    event.add("status", _STATUS[meeting.held])
    told = [words.known.format(", ".join(meeting.commitments))]
    if len(meeting.day or "") < len("2025-08-29"):
        told.insert(0, words.not_exact.format(meeting.day))
    if meeting.people:
        told.insert(0, ", ".join(meeting.people))
    event.add("description", "\n".join(told))
    if meeting.places:
        event.add("location", ", ".join(meeting.places))
    event.add("categories", [dialogue.mechanism, *dialogue.sectors])
    return event


def _due(dialogue: Dialogue, title: tuple[str, str], made: datetime, words: Summaries) -> Iterator[Event]:
    due = dialogue.due
    if due is None or due.how == "planned":  # a planned round stands among the meetings
        return
    span = date.fromisoformat(due.first), date.fromisoformat(due.last)
    event = _event(digest([dialogue.key, "due"]), words.due.format(*title), span, made)
    event.add("status", "TENTATIVE")
    event.add("categories", [dialogue.mechanism, *dialogue.sectors])
    yield event
