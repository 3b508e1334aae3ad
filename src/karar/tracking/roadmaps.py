"""The roadmap of a commitment: the paper's state, the delivery's and the evidence's kept apart, each with its events.

Everything is worked out anew from claims, relations and additions: the same facts give the same roadmap, in whatever
order they arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from karar.model.additions import Held
from karar.model.claims import Claim, InstrumentType
from karar.model.commitments import Commitment, Relation
from karar.model.days import last_day
from karar.model.problems import Problem
from karar.tracking.compliance import Compliance, compliance_of
from karar.tracking.courses import Course
from karar.tracking.delivery import (
    DEADLINE,
    Deadline,
    deadlines_of,
    delivered_by,
    delivery_course,
    delivery_events,
    events_of_sums,
    excesses,
    in_force,
    number_of,
    promised_of,
)
from karar.tracking.events import Event, events_added, in_order
from karar.tracking.fields import announced
from karar.tracking.history import Known
from karar.tracking.instruments import instrument_course, instrument_events, superseded_by
from karar.tracking.ladder import step_of

_WITH_PARTS = frozenset({"roadmap", "joint-statement"})
_BROUGHT = frozenset({"agree", "pledge", "launch", "target"})
_BEHIND = 300
"""Characters: some two sentences."""


class FieldEvidence(msgspec.Struct, frozen=True):
    """A field (``defence``) with the ids of the claims that name it."""

    name: str
    claims: tuple[str, ...]


class Milestone(msgspec.Struct, frozen=True):
    """Something due on the way.

    Attributes:
        what: what is due.
        day: by when, as exactly as it is written; as written where it is no day.
        last: the last day that is meant, None where it is none.
        addition: id of the addition that says so.
        met: id of the later addition that says that it was reached.
    """

    what: str
    day: str | None
    last: str | None
    addition: str
    met: str | None = None


class Roadmap(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment with its three states.

    Attributes:
        commitment: its id.
        claims: ids of its claims.
        parties: who takes part.
        fields: the fields that it is about, the most named first, each with the claims that say so.
        parts: commitments that the same page tells of right behind it, as what it is to bring.
        title: the paper's title, else the project's name, as the first claim with one has it; else None.
        kind: the paper's type.
        quote: the words of its first claim.
        announced: the day of its first claim.
        instrument: the paper's course.
        delivery: the delivery's course; its grade is the evidence's.
        deadline: by when all of it is to be kept.
        milestones: what is due on the way.
        compliance: how far it was kept, as others score it.
        share: delivered by promised, where both are known.
        denied: ids of claims that deny it.
        heard: the last day that anything was heard of it.
        problems: what is wrong with what was added, and with the events beside each other.
    """

    commitment: str
    claims: tuple[str, ...]
    parties: tuple[str, ...]
    fields: tuple[FieldEvidence, ...]
    parts: tuple[str, ...] = ()
    title: str | None
    kind: InstrumentType
    quote: str
    announced: str | None
    instrument: Course
    delivery: Course
    deadline: Deadline | None
    milestones: tuple[Milestone, ...]
    compliance: Compliance
    share: Decimal | None
    denied: tuple[str, ...]
    heard: str | None
    problems: tuple[Problem, ...]

    @property
    def sectors(self) -> tuple[str, ...]:
        """The fields by name."""
        return tuple(one.name for one in self.fields)

    @property
    def contested(self) -> bool:
        """Whether sources disagree on whether it goes on."""
        return bool(self.denied or self.instrument.contested or self.delivery.contested)

    @property
    def ended(self) -> bool:
        """Whether nothing more is due: delivered, withdrawn, or its paper is no more."""
        return self.delivery.state in ("delivered", "withdrawn") or self.instrument.state in (
            "terminated",
            "superseded",
        )


def roadmaps_of(known: Known, on: date) -> tuple[Roadmap, ...]:
    """Return the roadmaps of all that is known, in the order of its commitments; of commitments without claims none.

    ``on``: the day to be told of; events of later days are left out, and terms that ran out by then have lapsed.
    """
    borne = known.borne_on()
    added: dict[str, list[Held]] = {}
    for held in known.additions:
        if held.counts and held.claim is not None:
            added.setdefault(held.claim, []).append(held)
    found = []
    for one in known.linking.commitments:
        own = [held for name in one.claims for held in added.get(name, ())]
        roadmap = roadmap_of(known, one, on, borne=borne.get(one.id, ()), held=own)
        if roadmap is not None:
            found.append(roadmap)
    return with_parts(found, known)


def roadmap_of(
    known: Known, commitment: Commitment, on: date, *, borne: Sequence[Relation] = (), held: Sequence[Held] = ()
) -> Roadmap | None:
    """Return the roadmap of one commitment, None where none of its claims is left.

    Args:
        known: where its claims are.
        commitment: the commitment.
        on: the day to be told of.
        borne: how others bear on it.
        held: what people added to it.
    """
    claims = known.claims_of(commitment)
    if not claims:
        return None
    added = in_order(events_added(held))
    parties = commitment.parties or claims[0].parties
    promised = promised_of(claims)
    deadlines = deadlines_of(claims, added)
    papers = [*(event for claim in claims for event in instrument_events(claim)), *superseded_by(borne, known.claims)]
    delivered = [
        *(event for claim in claims for event in delivery_events(claim, promised)),
        *delivered_by(borne, known.claims, promised),
        *events_of_sums(added, promised),
    ]
    instrument = instrument_course([*papers, *added], parties, on)
    delivery = delivery_course([*delivered, *added], deadlines, parties, on)
    deadline = in_force(deadlines, on)
    share = _share(claims, added, promised.sums, on)
    problems = [
        *(problem for one in held for problem in one.problems),
        *excesses(claims, added, promised),
        *instrument.problems,
        *delivery.problems,
    ]
    titled = next((claim for claim in claims if claim.instrument.title or claim.project), None)
    overdue = deadline is not None and deadline.last < on
    return Roadmap(
        commitment=commitment.id,
        claims=tuple(claim.id for claim in claims),
        parties=parties,
        fields=fields_of(claims),
        title=(titled.instrument.title or titled.project) if titled else None,
        kind=next((claim.instrument.type for claim in claims if claim.instrument.type != "none"), "none"),
        quote=claims[0].quote.text,
        announced=announced(claims[0]),
        instrument=instrument,
        delivery=delivery,
        deadline=deadline,
        milestones=milestones_of(added),
        compliance=compliance_of(delivery, share, overdue=overdue),
        share=share,
        denied=tuple(claim.id for claim in claims if step_of(claim) == "denied"),
        heard=_heard(claims, [*delivered, *papers, *added], on),
        problems=tuple(problems),
    )


def fields_of(claims: Iterable[Claim]) -> tuple[FieldEvidence, ...]:
    """Return the fields that claims name, the most named first."""
    found: dict[str, list[str]] = {}
    for claim in claims:
        for name in claim.sectors:
            found.setdefault(name, []).append(claim.id)
    return tuple(
        FieldEvidence(name, tuple(found[name])) for name in sorted(found, key=lambda one: (-len(found[one]), one))
    )


def with_parts(roadmaps: Sequence[Roadmap], known: Known) -> tuple[Roadmap, ...]:
    """Give each roadmap by name and each joint statement what its page tells of right behind it, as its parts.

    A page says "a roadmap for security cooperation" and goes on "it will strengthen cyber security, …": what follows
    within two sentences or so, between the same parties and in a field that both share, is what the paper is to bring.
    """
    on_page: dict[str, list[tuple[Claim, str]]] = {}
    for roadmap in roadmaps:
        for name in roadmap.claims:
            claim = known.claims[name]
            on_page.setdefault(claim.reading.document, []).append((claim, roadmap.commitment))
    found = []
    for roadmap in roadmaps:
        parts = _parts(roadmap, known, on_page) if roadmap.kind in _WITH_PARTS else []
        if parts:
            claims = [known.claims[name] for name in roadmap.claims]
            fields = fields_of([*claims, *(claim for claim, _ in parts)])
            names = tuple(dict.fromkeys(name for _, name in parts))
            roadmap = msgspec.structs.replace(roadmap, fields=fields, parts=names)
        found.append(roadmap)
    return tuple(found)


def _parts(
    roadmap: Roadmap, known: Known, on_page: Mapping[str, Sequence[tuple[Claim, str]]]
) -> list[tuple[Claim, str]]:
    own = [known.claims[name] for name in roadmap.claims]
    sectors = {one.name for one in roadmap.fields}
    found = []
    for claim, commitment in [pair for one in own for pair in on_page[one.reading.document]]:
        behind = (claim.quote.start - one.quote.end for one in own if one.reading.document == claim.reading.document)
        if (
            commitment != roadmap.commitment
            and set(claim.parties) == set(roadmap.parties)
            and not sectors.isdisjoint(claim.sectors)
            and claim.act in _BROUGHT
            and any(0 <= gap <= _BEHIND for gap in behind)
        ):
            found.append((claim, commitment))
    return found


def _share(
    claims: Sequence[Claim], added: Iterable[Event], sums: Mapping[str, tuple[Decimal, str]], on: date
) -> Decimal | None:
    """Return the greatest share of a promised sum that was delivered by a day, in the sum's own currency."""
    told = [
        (amount.currency, Decimal(amount.value))
        for claim in claims
        for amount in claim.amounts
        if amount.value and step_of(claim, amount) == "delivered" and amount.role == "promise"
    ]
    paid = (one for one in added if one.track == "money" and one.what == "delivered" and one.placed <= on)
    told += [(one.unit or None, number) for one in paid if (number := number_of(one)) is not None]
    wanted = {currency: value for currency, (value, _) in sums.items() if value > 0}
    shares = [value / wanted[currency] for currency, value in told if currency is not None and currency in wanted]
    return max(shares).quantize(Decimal("0.0001")) if shares else None


def milestones_of(added: Iterable[Event]) -> tuple[Milestone, ...]:
    """Return what people said is due on the way; one is met by a later event of the same name."""
    events = list(added)
    reached = {one.what.casefold(): one for one in reversed(events) if one.track in ("stage", "instrument", "delivery")}
    found = []
    for one in events:
        if one.track == "due" and one.what.casefold() != DEADLINE and one.addition:
            last, met = last_day(one.day or ""), reached.get(one.what.casefold())
            day = last.isoformat() if last else None
            found.append(Milestone(one.what, one.day, day, one.addition, met.addition if met else None))
    return tuple(sorted(found, key=lambda one: (one.last or "9", one.what, one.addition)))


def _heard(claims: Iterable[Claim], events: Iterable[Event], on: date) -> str | None:
    """Return the last day on which any page or any event tells of it."""
    days = [last_day(claim.source.published or "") for claim in claims]
    days += [one.placed for one in events if one.track != "due" and one.placed > date.min]
    last = max((day for day in days if day is not None and day <= on), default=None)
    return last.isoformat() if last else None
