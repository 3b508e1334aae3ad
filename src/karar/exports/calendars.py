"""Talks as iCalendar (RFC 5545), see `karar.tracking.ical`. All are held at once: many commitments make one series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time

from babel import Locale

from karar.exports.view import View
from karar.reference.dialogues import load_dialogues
from karar.tracking.dialogues import find_dialogues
from karar.tracking.ical import to_ical


def write(view: View) -> Iterator[bytes]:
    """Yield the calendar of the talks of all parties asked for, on any of the fields."""
    added = view.ledger.additions(view.moment, subjects=("dialogue:",))
    every = find_dialogues(view.known(), load_dialogues(), view.on, added)
    parties, sectors = set(view.query.parties), set(view.query.sectors)
    found = [
        one for one in every if parties <= set(one.parties) and (not sectors or not sectors.isdisjoint(one.sectors))
    ]
    names = {str(code): str(name) for code, name in Locale.parse("en").territories.items()}
    yield to_ical(found, names, datetime.combine(view.on, time(), UTC)).content
