"""A partnership: everything that two or more parties promised each other, by pillar and field, newest first.

Meetings stand apart from promises. Each commitment stands in one pillar and is listed in every field that a claim of it
names; its sums count once. Of each is told how firm it is, what is due, how long nothing was heard, and what sources
dispute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import msgspec

from karar.ledger import Ledger
from karar.model.claims import Act, Claim, InstrumentType, Stage
from karar.model.commitments import Linking
from karar.model.days import last_day
from karar.model.states import Grade
from karar.model.values import Amount, Modality
from karar.tracking.amounts import RateTable
from karar.tracking.fields import announced
from karar.tracking.history import Known, State, states_of
from karar.tracking.knowing import know
from karar.tracking.ladder import STEPS, Step, step_of
from karar.tracking.partners import How, Partners
from karar.tracking.pillars import OTHER, load_pillars, pillar_of, sectors_of
from karar.tracking.pledge_groups import group_pledges
from karar.tracking.pledge_types import GroupSum
from karar.tracking.pledges import Pledges, find_pledges
from karar.tracking.prices import AS_TOLD, Pricing
from karar.tracking.publishers import STANDINGS, standing_of
from karar.tracking.roadmaps import Roadmap, roadmaps_of

SILENCE = 180
"""Days without a word from which on an open promise is silent."""
_UNTIL_DUE = 90
_OF_DAYS = frozenset({"when", "until", "duration"})
"""What reports of a meeting may tell of its several days without disputing."""


class Words(msgspec.Struct, frozen=True):
    """What a claim was read from, and the day that it tells of."""

    claim: str
    day: str | None
    text: str


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """One commitment of a partnership.

    Attributes:
        commitment: its id.
        claim: id of the claim that is told: of the furthest step, the most official, the earliest.
        day: when it was first announced.
        how: how it is of those asked for, see `karar.tracking.partners`.
        parties: who takes part.
        strangers: those of them that were no members on its day of a group asked for.
        giver: who gives.
        receiver: who gets.
        act: what the claim tells of.
        modality: how firmly.
        instrument: the paper's type.
        sectors: its fields, those that most claims name first.
        pillar: where it stands.
        step: the furthest step reached.
        amount: its sum on the furthest rung.
        paper: the paper's state; None where there is no evidence of any.
        delivery: the delivery's state, None likewise.
        grade: how good the evidence of the delivery is, or of the paper where nothing is told of a delivery.
        due: by when it is to be kept, as exactly as that is known; None once nothing more is due.
        days: days until then; below zero where it is overdue.
        heard: the last day that anything was heard of it.
        silent: days since then.
        ended: whether nothing more is to come.
        contested: what sources dispute: fields, and ``course`` where they disagree on whether it goes on.
        reports: how many claims tell of it.
        words: the words of the claim, then those of others that bring a project, an initiative, a sum or a day of a
            meeting of their own.
        initiatives: what its claims name, the told one's first.
        stages: how far it goes (``research``, ``production``), as any of its claims says.
        projects: names of projects.
        places: names of places.
    """

    commitment: str
    claim: str
    day: str | None
    how: How
    parties: tuple[str, ...]
    strangers: tuple[str, ...] = ()
    giver: str | None = None
    receiver: str | None = None
    act: Act
    modality: Modality
    instrument: InstrumentType
    sectors: tuple[str, ...]
    pillar: str
    step: Step
    amount: Amount | None = None
    paper: str | None = None
    delivery: str | None = None
    grade: Grade
    due: str | None = None
    days: int | None = None
    heard: str | None = None
    silent: int | None = None
    ended: bool = False
    contested: tuple[str, ...] = ()
    reports: int = 1
    words: tuple[Words, ...] = ()
    initiatives: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    projects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def meets(self) -> bool:
        """Whether it is a meeting, and no promise."""
        return self.act == "consult"

    @property
    def quiet(self) -> bool:
        """Whether it is open and nothing was heard of it for half a year."""
        return not self.meets and not self.ended and self.silent is not None and self.silent >= SILENCE


class Part(msgspec.Struct, frozen=True):
    """What stands in one pillar.

    Attributes:
        pillar: its name, ``other`` for what names no field.
        fields: by field the commitments of the partnership that name it, wherever they stand.
        promises: those that stand here, newest first.
        sums: what they come to, rung by rung.
    """

    pillar: str
    fields: dict[str, tuple[str, ...]]
    promises: tuple[Promise, ...]
    sums: tuple[GroupSum, ...] = ()


class Partnership(msgspec.Struct, frozen=True):
    """Everything that those asked for promised each other.

    Attributes:
        partners: who was asked for.
        members: by group who belonged to it on the day.
        on: the day it is looked at.
        parts: by pillar, in their own order; a pillar that nothing stands in or names is left out.
        meetings: talks and visits, newest first.
        due: commitments due within 90 days, the nearest first.
        overdue: those whose day has passed and that are not known to be kept, the latest first.
        silent: open promises without a word for half a year, the longest first.
        contested: commitments whose sources disagree.
        pledges: their money.
    """

    partners: Partners
    members: dict[str, tuple[str, ...]]
    on: str
    parts: tuple[Part, ...]
    meetings: tuple[Promise, ...]
    due: tuple[str, ...]
    overdue: tuple[str, ...]
    silent: tuple[str, ...]
    contested: tuple[str, ...]
    pledges: Pledges

    def promises(self) -> tuple[Promise, ...]:
        """Return all promises, pillar by pillar."""
        return tuple(one for part in self.parts for one in part.promises)


def know_partners(ledger: Ledger, partners: Partners, as_of: datetime | None = None) -> Known:
    """Return what a ledger knew of the commitments of those asked for, found through its indexes."""
    found = [know(ledger, query, as_of) for query in partners.queries() if query.limit != 0]
    commitments = {one.id: one for known in found for one in known.linking.commitments}
    claims = {name: claim for known in found for name, claim in known.claims.items()}
    judgements = {one.judgement.id: one for known in found for one in known.judgements}
    additions = {one.addition.id: one for known in found for one in known.additions}
    linking = Linking(tuple(commitments[name] for name in sorted(commitments)))
    in_order = sorted(judgements.values(), key=lambda one: one.judgement.at)
    return Known(linking, claims, tuple(in_order), tuple(additions.values()))


def find_partnership(
    known: Known,
    partners: Partners,
    rates: RateTable,
    on: date,
    *,
    since: date | None = None,
    pricing: Pricing = AS_TOLD,
) -> Partnership:
    """Return what those asked for promised each other.

    Args:
        known: commitments, more than are asked for may be among them.
        partners: who is asked for.
        rates: where exchange rates come from.
        on: the day to be told of: terms, silence, membership.
        since: only what was told of on this day or later.
        pricing: in which currency and prices sums are counted.
    """
    roadmaps = {one.commitment: one for one in roadmaps_of(known, on)}
    states: list[State] = []
    found: list[Promise] = []
    for state in states_of(known, rates):
        claims = known.claims_of(state.commitment)
        how = partners.how(claims) if claims else None
        if how is None or (since is not None and not _told_since(claims, since)):
            continue
        states.append(state)
        found.append(_promise(state, claims, roadmaps[state.commitment.id], how, partners, on))
    found.sort(key=lambda one: one.commitment)
    found.sort(key=lambda one: one.day or "", reverse=True)
    pledges = find_pledges(known, rates, on, pricing=pricing, states=states)
    promises = [one for one in found if not one.meets]
    dated = sorted((one for one in promises if one.days is not None), key=lambda one: one.days or 0)
    quiet = sorted((one for one in promises if one.quiet), key=lambda one: -(one.silent or 0))
    return Partnership(
        partners=partners,
        members={group.id: group.members(on) for group in partners.groups},
        on=on.isoformat(),
        parts=_parts(promises, pledges),
        meetings=tuple(one for one in found if one.meets),
        due=tuple(one.commitment for one in dated if 0 <= (one.days or 0) <= _UNTIL_DUE),
        overdue=tuple(one.commitment for one in reversed(dated) if (one.days or 0) < 0),
        silent=tuple(one.commitment for one in quiet),
        contested=tuple(one.commitment for one in found if one.contested),
        pledges=pledges,
    )


def _told_since(claims: Iterable[Claim], since: date) -> bool:
    days = (last_day(announced(claim) or "") for claim in claims)
    return any(day is not None and day >= since for day in days)


def _promise(
    state: State, claims: Sequence[Claim], roadmap: Roadmap, how: How, partners: Partners, on: date
) -> Promise:
    amount = state.sum()
    headed = {one.claim for one in amount.headline.reports[:1]} if amount else set()
    told = next((claim for claim in claims if claim.id in headed), None) or told_by(claims)
    claims = [told, *(claim for claim in claims if claim is not told)]
    sectors = sectors_of(claims)
    disputed = dict.fromkeys(field.name for field in state.disputed)
    if told.act == "consult":
        disputed = {name: None for name in disputed if name not in _OF_DAYS}
    course = ("course",) if roadmap.contested else ()
    due = roadmap.deadline if roadmap.deadline is not None and not roadmap.ended else None
    heard = date.fromisoformat(roadmap.heard) if roadmap.heard else None
    evidence = roadmap.delivery if roadmap.delivery.state else roadmap.instrument
    giver = next((claim for claim in (told, *claims) if claim.giver), told)
    return Promise(
        commitment=state.commitment.id,
        claim=told.id,
        day=min((day for claim in claims if (day := announced(claim))), default=None),
        how=how,
        parties=state.commitment.parties or told.parties,
        strangers=partners.strangers(claims),
        giver=giver.giver,
        receiver=giver.receiver,
        act=told.act,
        modality=told.modality,
        instrument=roadmap.kind,
        sectors=sectors,
        pillar=pillar_of(sectors[0] if sectors else None),
        step=state.step,
        amount=amount.headline.value if amount else None,
        paper=roadmap.instrument.state,
        delivery=roadmap.delivery.state,
        grade=evidence.grade,
        due=due.day if due else None,
        days=(due.last - on).days if due else None,
        heard=roadmap.heard,
        silent=(on - heard).days if heard else None,
        ended=roadmap.ended,
        contested=(*disputed, *course),
        reports=len(claims),
        words=_words(claims),
        initiatives=tuple(dict.fromkeys(name for claim in claims for name in claim.initiatives)),
        stages=tuple(dict.fromkeys(stage for claim in claims for stage in claim.stages)),
        projects=tuple(dict.fromkeys(claim.project for claim in claims if claim.project)),
        places=tuple(dict.fromkeys(place.name for claim in claims for place in claim.places)),
    )


def _words(claims: Sequence[Claim]) -> tuple[Words, ...]:
    """Return the words of the first claim, and of others that bring what none before them has."""
    brought: set[object] = set()
    found: list[Words] = []
    for claim in claims:
        sums = {(one.value, one.currency) for one in claim.amounts}
        own = {*claim.initiatives, *sums, *((claim.project,) if claim.project else ())}
        if claim.act == "consult" and claim.when is not None:
            own.add(claim.when.value)  # a visit and its talks are reported as one; each day is told
        if not found or own - brought:
            found.append(Words(claim.id, announced(claim), claim.quote.text))
        brought |= own
    return tuple(found)


def told_by(claims: Sequence[Claim]) -> Claim:
    """Return the claim by which a commitment is told: of the furthest step, then the most official, then one that
    names the paper, then the earliest.

    A promise with meetings among its reports is told as a promise.
    """
    return min(
        claims,
        key=lambda claim: (
            claim.modality == "denied",
            -STEPS.index(step_of(claim)),
            STANDINGS.index(standing_of(claim.source)),
            claim.instrument.type == "none",
            announced(claim) or "9",
            claim.id,
        ),
    )


def _parts(promises: Sequence[Promise], pledges: Pledges) -> tuple[Part, ...]:
    sums = {group.key: group.sums for group in group_pledges(pledges, "pillar")}
    fields: dict[str, list[str]] = {}
    for one in promises:
        for sector in one.sectors:
            fields.setdefault(sector, []).append(one.commitment)
    standing: Mapping[str, list[Promise]] = {name: [] for name in (*load_pillars(), OTHER)}
    for one in promises:
        standing[one.pillar].append(one)
    found = []
    for name, here in standing.items():
        pillar = load_pillars().get(name)
        own = {sector: tuple(fields[sector]) for sector in (pillar.sectors if pillar else ()) if sector in fields}
        if here or own:
            found.append(Part(name, own, tuple(here), sums.get(name, ())))
    return tuple(found)
