"""The states that a promise goes through, kept apart: the paper's, the delivery's, and how good the evidence is."""

from __future__ import annotations

from typing import Literal, get_args

from karar.model.additions import Track

InstrumentState = Literal["announced", "signed", "in-force", "superseded", "suspended", "terminated"]
INSTRUMENT_STATES: tuple[InstrumentState, ...] = get_args(InstrumentState)

DeliveryState = Literal["not-started", "implementing", "partly-delivered", "delivered", "lapsed", "withdrawn"]
DELIVERY_STATES: tuple[DeliveryState, ...] = get_args(DeliveryState)

Grade = Literal["none", "claimed", "one-party", "both-parties", "independent"]
"""How good the evidence is: none at all; somebody says so; the official word of one party; of two; or of somebody who
stands on neither side. No evidence is an answer of its own, and never the same as not delivered."""
GRADES: tuple[Grade, ...] = get_args(Grade)

MEETING = "meeting"


def track_of(subject: str, what: str) -> Track | None:
    """Return what an event moves, by the state or stage that it names and by what it is about.

    None where it names no state of a commitment or an instrument, which have these states alone.

    >>> track_of("commitment:a", "in-force"), track_of("project:a", "operating"), track_of("dialogue:a", "meeting")
    ('instrument', 'stage', 'meeting')
    >>> track_of("commitment:a", "finished") is None
    True
    """
    kind = subject.partition(":")[0]
    if what == MEETING or kind == "dialogue":
        return "meeting"
    if kind not in ("commitment", "instrument"):
        return "stage"
    if what in DELIVERY_STATES:
        return "delivery"
    return "instrument" if what in INSTRUMENT_STATES else None
