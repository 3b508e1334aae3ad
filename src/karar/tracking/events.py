"""The event: a dated change in the life of a commitment, or of another thing that is tracked, with what says so.

What a claim says and what a person added come as the same record, so that states, rungs and stages are told from one
list. An event is of one track; an event of no track is not made of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from karar.model.additions import Addition, Held, Standing
from karar.model.claims import Claim
from karar.model.days import DayPrecision, last_day, precision_of
from karar.tracking.fields import announced
from karar.tracking.publishers import party_of, standing_of

EventTrack = Literal["instrument", "delivery", "stage", "meeting", "due", "money", "number", "unit", "place", "fact"]
"""What changed: the paper's state, the delivery's, a stage; that people met; what is due; money on a rung; a number of
things; or what is known of a unit, a place or any other field."""

_UNDATED = date.min
_TRACK_OF: dict[str, EventTrack] = {
    "milestone": "due",
    "amount": "money",
    "number": "number",
    "unit": "unit",
    "place": "place",
    "fact": "fact",
}


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """That something changed, by one source.

    Attributes:
        track: what changed.
        what: the state, stage, rung or thing that it is now.
        day: when, as exactly as it is known; None where nobody says.
        precision: how exact that is.
        until: the last day, where it took several.
        rule: by which rule it was read: ``act-sign``, ``deadline`` …; ``added`` where a person says so.
        claim: id of the claim that says so.
        addition: id of the addition that says so.
        standing: whose word it is.
        word: the party whose official word it is, where it is one's.
        publisher: who published it.
        published: when.
        where: its address or title.
        value: a number, or words.
        unit: of the number; a currency's code for money.
        note: what came of it.
        place: where.
    """

    track: EventTrack
    what: str
    rule: str
    day: str | None = None
    precision: DayPrecision | None = None
    until: str | None = None
    claim: str | None = None
    addition: str | None = None
    standing: Standing | None = None
    word: str | None = None
    publisher: str | None = None
    published: str | None = None
    where: str | None = None
    value: str | None = None
    unit: str | None = None
    note: str | None = None
    place: str | None = None

    @property
    def id(self) -> str:
        """What says so: a claim's or an addition's id; empty for what was computed."""
        return self.claim or self.addition or ""

    @property
    def placed(self) -> date:
        """The day by which it had happened, so that events stand in an order: its own last day, else its source's.

        Of an event that nobody dates it is the first day of the calendar: whatever is dated comes after it.
        """
        return last_day(self.day or "") or last_day(self.published or "") or _UNDATED


def event_of_claim(claim: Claim, track: EventTrack, what: str, rule: str) -> Event:
    """Return what a claim says as an event of a track."""
    day, source = announced(claim), claim.source
    return Event(
        track=track,
        what=what,
        rule=rule,
        day=day,
        precision=precision_of(day) if day else None,
        claim=claim.id,
        standing=standing_of(source),
        word=party_of(source),
        publisher=source.publisher,
        published=source.published,
        where=source.uri,
    )


def event_of_addition(addition: Addition) -> Event | None:
    """Return what a person added as an event; None for a take-back."""
    track = addition.track or _TRACK_OF.get(addition.kind)
    if track is None or addition.source is None:
        return None
    source = addition.source
    standing = source.standing or standing_of(source.as_page())
    word = (addition.party or party_of(source.as_page())) if standing == "official" else None
    return Event(
        track=track,
        what=addition.what,
        rule="added",
        day=addition.day,
        precision=precision_of(addition.day) if addition.day else None,
        until=addition.until,
        addition=addition.id,
        standing=standing,
        word=word,
        publisher=source.publisher,
        published=source.published,
        where=source.where,
        value=addition.value,
        unit=addition.unit,
        note=addition.note,
        place=addition.place,
    )


def events_added(held: Iterable[Held]) -> list[Event]:
    """Return what people added and what counts of it, as events in their order."""
    found = (event_of_addition(one.addition) for one in held if one.counts)
    return in_order(one for one in found if one is not None)


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events by day; of one day by what they say, so that the order of their arrival does not matter."""
    return sorted(events, key=lambda one: (one.placed, one.track, one.what, one.rule, one.id))
