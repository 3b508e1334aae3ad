"""Rounds of talks: what a commitment tells of one, and which commitments tell of the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Literal

import msgspec

from karar.model.additions import Addition
from karar.model.claims import Claim
from karar.model.commitments import Commitment
from karar.model.days import stretch_of
from karar.model.spans import Span
from karar.model.values import Modality
from karar.tracking.dialogue_names import Naming

Held = Literal["held", "planned", "possible", "called-off"]
"""How firm a round is: it took place; it is decided or planned; it was proposed or may be; it was denied or put off."""

_HELD: Mapping[Modality, Held] = {
    "done": "held",
    "decided": "planned",
    "planned": "planned",
    "proposed": "possible",
    "possible": "possible",
    "denied": "called-off",
}
_FIRMEST: tuple[Held, ...] = ("held", "called-off", "planned", "possible")
_REPORTED_WITHIN = 7
"""A page without the day of a meeting tells of one held so many days before it at most."""
_EXACT = timedelta(days=31)
"""What is dated less exactly than to the month ("in 2019") is told as history, not as what came of a meeting."""
_VISIT = 3
"""Rounds of one level so many days apart are one visit."""


class WordsOf(msgspec.Struct, frozen=True):
    """Which words of which claim say so; the spans are of its document's text."""

    claim: str
    spans: tuple[Span, ...]


class Meeting(msgspec.Struct, frozen=True):
    """One round.

    Attributes:
        held: how firm it is, by the firmest of its reports.
        day: when, as exactly as it is told: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``YYYY-Www``; None where no
            page says.
        until: its last day, where pages tell of several (an arrival, the talks on the next day).
        told: the first day on which a page told of it.
        number: which round, where the words say so.
        places: where, as named.
        people: who took part, as named.
        commitments: the commitments that tell of it.
        outcome: the commitments that the same pages say were made by the same parties.
        evidence: the words that name the talks.
        additions: what people added of it.
        notes: what they say came of it.
    """

    held: Held
    day: str | None
    until: str | None
    told: str | None
    number: int | None
    places: tuple[str, ...]
    people: tuple[str, ...]
    commitments: tuple[str, ...]
    outcome: tuple[str, ...]
    evidence: tuple[WordsOf, ...] = ()
    additions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def order(self) -> str:
        """What rounds are ordered by: the day, else the day it was told of."""
        return self.day or self.told or ""


class Telling(msgspec.Struct, frozen=True):
    """A commitment that tells of talks, with the claim that tells best."""

    commitment: Commitment
    claims: tuple[Claim, ...]
    naming: Naming
    claim: Claim


def meeting_of(one: Telling, pages: Mapping[str, Sequence[tuple[str, Claim]]]) -> Meeting:
    """Return the round that a commitment tells of; ``pages``: what each page says, and of which commitments."""
    firmest = min((_HELD[claim.modality] for claim in one.claims), key=_FIRMEST.index)
    parties = set(one.claim.parties)
    # A roadmap of 2019 that a report of talks was linked to gives those talks no day, and did not come of them.
    of_talks = [claim for claim in one.claims if (claim.act == "consult") == (one.claim.act == "consult")]
    outcome = {
        commitment
        for claim in of_talks
        for commitment, other in pages.get(claim.reading.document, ())
        if parties <= set(other.parties) and other.act != "consult" and _came_of(claim, other)
    }
    first, last = _from_to(claim.when.value for claim in of_talks if claim.when)
    return Meeting(
        held=firmest,
        day=first,
        until=last,
        told=min((claim.source.published for claim in one.claims if claim.source.published), default=None),
        number=one.naming.number,
        places=_named(place.name for claim in one.claims for place in claim.places),
        people=_people(actor.name for claim in one.claims for actor in claim.actors if actor.kind == "person"),
        commitments=(one.commitment.id,),
        outcome=tuple(sorted(outcome)) if firmest == "held" else (),
        evidence=(WordsOf(one.claim.id, one.naming.evidence),),
    )


def _from_to(days: Iterable[str | None]) -> tuple[str | None, str | None]:
    """Return the first of the days that are told most exactly, and the last where that is another."""
    known = {day for day in days if day}
    exact = sorted(day for day in known if len(day) == max(map(len, known)))
    if not exact:
        return None, None
    return exact[0], exact[-1] if exact[-1] != exact[0] else None


def _came_of(claim: Claim, other: Claim) -> bool:
    """Whether what a page tells beside a meeting may have come of it: it has no day of its own, or the meeting's.

    A meeting whose day is not told lies within the week before its page.
    """
    its = stretch_of((other.when and other.when.value) or "")
    if its is None:
        return True
    first = last = None
    if mine := stretch_of((claim.when and claim.when.value) or ""):
        first, last = mine
    elif told := stretch_of(claim.source.published or ""):
        first, last = told.first - timedelta(days=_REPORTED_WITHIN), told.last
    if first is None or last is None:
        return True
    return first <= its.last and its.first <= last and its.last - its.first <= _EXACT


def _people(names: Iterable[str]) -> tuple[str, ...]:
    """Return names, each once; a surname that another's full name ends with is no further person."""
    found = dict.fromkeys(names)
    return tuple(one for one in found if not any(other != one and other.endswith(f" {one}") for other in found))


def _named(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def put_together(meetings: Sequence[Meeting]) -> Iterator[Meeting]:
    """Yield rounds, those told apart in several commitments put together."""
    groups: list[Meeting] = []
    for one in sorted(meetings, key=lambda one: (one.day is None, one.order, one.commitments, one.additions)):
        same = next((place for place, other in enumerate(groups) if is_same(other, one)), None)
        if same is None:
            groups.append(one)
        else:
            groups[same] = joined(groups[same], one)
    yield from groups


def is_same(a: Meeting, b: Meeting) -> bool:
    """Whether two tell of one round: by its number, by days that lie close, or by a page soon after the day."""
    if a.number and b.number:
        return a.number == b.number
    if a.day and b.day:
        mine, its = stretch_of(a.day or ""), stretch_of(b.day or "")
        if mine is None or its is None:
            return a.day == b.day
        apart = max((mine[0] - its[1]).days, (its[0] - mine[1]).days)
        return apart <= _VISIT
    dated, undated = (a, b) if a.day else (b, a)
    mine, its = stretch_of(dated.day or dated.told or ""), stretch_of(undated.told or "")
    if mine is None or its is None:
        return False
    return -_VISIT <= (its[0] - mine[1]).days <= _REPORTED_WITHIN


def joined(a: Meeting, b: Meeting) -> Meeting:
    """Put two tellings of one round together."""
    held = min((a.held, b.held), key=_FIRMEST.index)
    first, last = _from_to((a.day, a.until, b.day, b.until))
    commitments = {*a.commitments, *b.commitments}
    return Meeting(
        held=held,
        day=first,
        until=last,
        told=min((day for day in (a.told, b.told) if day), default=None),
        number=a.number or b.number,
        places=_named((*a.places, *b.places)),
        people=_people((*a.people, *b.people)),
        commitments=tuple(sorted(commitments)),
        outcome=tuple(sorted({*a.outcome, *b.outcome})),
        evidence=(*a.evidence, *b.evidence),
        additions=(*a.additions, *b.additions),
        notes=(*a.notes, *b.notes),
    )


def meeting_added(one: Addition) -> Meeting:
    """Return the round that a person added, held or, as a milestone, to come."""
    return Meeting(
        held="planned" if one.kind == "milestone" else "held",
        day=one.day,
        until=one.until,
        told=one.source.published if one.source else None,
        number=None,
        places=(one.place,) if one.place else (),
        people=(),
        commitments=(),
        outcome=(),
        additions=(one.id,),
        notes=(one.note,) if one.note else (),
    )
