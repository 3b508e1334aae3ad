"""Joint programmes: from a concept over research, trials, orders and production to export and delivery.

A programme is what some states develop, make or buy together: a named system (K9, BrahMos), or, where none is named,
what they agreed to research, make and export in one field. For each stage stands how firm it is (agreed, or reached),
with the events that say so. Numbers stand as their sources give them, those that are no exact count in brackets, as
SIPRI writes estimates. What is made together may be exported only with the word of every party.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from karar.model.additions import Addition, Held, find_problems
from karar.model.claims import Claim
from karar.model.days import stretch_of
from karar.model.problems import Problem
from karar.model.spans import Span
from karar.reference.programmes import STAGES, ProgrammeStage, ProgrammeTables
from karar.tracking.events import Event, event_of_claim, events_added, in_order
from karar.tracking.history import Known
from karar.tracking.programme_names import Telling, key_of, stage_named, tell

Firmness = Literal["open", "agreed", "reached"]
"""How firm a stage is: proposed or possible; decided or planned; done."""

Counted = Literal["ordered", "produced", "delivered"]
COUNTED: tuple[Counted, ...] = ("ordered", "produced", "delivered")

_COUNTED_BY: Mapping[str, Counted] = {"order": "ordered", "production": "produced", "delivery": "delivered"}
_NO_THINGS = frozenset({"person", "student", "seat", "year", "day", "month", "country", "percent"})
_FEWEST = 2
"""Stages in one field that make a programme where no system is named."""


class StageState(msgspec.Struct, frozen=True):
    """One stage: how firm it is, and what says so."""

    stage: ProgrammeStage
    firmness: Firmness
    events: tuple[Event, ...]


class Number(msgspec.Struct, frozen=True):
    """How many were ordered, produced or delivered, by one source.

    Attributes:
        what: which of the three.
        value: decimal string.
        unit: what is counted.
        estimate: whether it is no exact count ("about", "over"), or no count of the party's own.
        day: when, as exactly as it is known.
        says: the claim's or addition's id.
    """

    what: Counted
    value: str
    unit: str
    estimate: bool
    day: str | None
    says: str

    def __str__(self) -> str:
        """The number as SIPRI writes it: an estimate in brackets.

        >>> str(Number("ordered", "100", "gun", estimate=True, day=None, says="x"))
        '(100)'
        """
        return f"({self.value})" if self.estimate else self.value


class Approval(msgspec.Struct, frozen=True):
    """The word of one party on joint export: the event that says so, None where none does."""

    party: str
    event: str | None = None


class Naming(msgspec.Struct, frozen=True):
    """Where a claim names the system or the stages."""

    claim: str
    spans: tuple[Span, ...]


class Programme(msgspec.Struct, frozen=True):
    """What is known of a joint programme.

    Attributes:
        key: ``programme:IN-KR:k9-vajra``, or with the field where no system is named (``programme:IN-KR:defence``).
        labels: what the system is called, by language; empty for a field.
        sector: its field.
        parties: between whom.
        stages: those that anything tells of, in their order.
        reached: the furthest stage that was reached; None where all are yet to come.
        aim: the furthest that was agreed.
        trl: the technology readiness level, 1 to 9, as a source has it.
        category: India's category of procurement, as ``DAP-2020/buy-indian``, where a source has it.
        numbers: ordered, produced and delivered, in the order of their days.
        approvals: the word of each party on joint export; () where nobody wants to export.
        commitments: those that tell of it.
        evidence: the words.
        problems: what is wrong with it.
    """

    key: str
    labels: dict[str, str]
    sector: str | None
    parties: tuple[str, ...]
    stages: tuple[StageState, ...]
    reached: ProgrammeStage | None
    aim: ProgrammeStage | None
    trl: int | None
    category: str | None
    numbers: tuple[Number, ...]
    approvals: tuple[Approval, ...]
    commitments: tuple[str, ...]
    evidence: tuple[Naming, ...]
    problems: tuple[Problem, ...]

    def total(self, what: Counted) -> tuple[str, bool] | None:
        """Return how many by the last source that says so, and whether that is an estimate; None where none does.

        Sources tell what there is so far; adding them up would count most of it twice.
        """
        told = [one for one in self.numbers if one.what == what]
        return (told[-1].value, told[-1].estimate) if told else None


def find_programmes(known: Known, tables: ProgrammeTables, added: Sequence[Held] = ()) -> tuple[Programme, ...]:
    """Return the joint programmes that commitments tell of or that people added, by key.

    Args:
        known: commitments and their claims.
        tables: systems, words for stages, categories of procurement.
        added: what people added to programmes (subject ``programme:IN-KR:defence``): stages (``event``; for an export
            approval with its ``party``), numbers (ordered, produced, delivered), the facts ``trl`` and ``category``.
    """
    told: dict[str, list[Telling]] = {}
    for commitment in known.linking.commitments:
        for claim in known.claims_of(commitment):
            telling = tell(claim, commitment.id, tables)
            if telling is not None:
                told.setdefault(key_of(telling, tables), []).append(telling)
    persons: dict[str, list[Held]] = {}
    for one in added:
        persons.setdefault(one.addition.subject, []).append(one)
    found = (_programme(key, told.get(key, []), persons.get(key, []), tables) for key in sorted({*told, *persons}))
    return tuple(one for one in found if one.labels or len(one.stages) >= _FEWEST or one.key in persons)


def _programme(key: str, told: Sequence[Telling], added: Sequence[Held], tables: ProgrammeTables) -> Programme:
    parties = tuple(key.split(":")[1].split("-")) if key.count(":") > 1 else ()
    name = key.rpartition(":")[2]
    additions = [one.addition for one in added if one.counts]
    stages = tuple(_stages(told, added))
    numbers = tuple(_numbers(told, additions, tables))
    return Programme(
        key=key,
        labels=dict(tables.systems[name].labels) if name in tables.systems else {},
        sector=next((one.claim.sectors[0] for one in told if one.claim.sectors), None),
        parties=parties,
        stages=stages,
        reached=_furthest(stages, "reached"),
        aim=_furthest(stages, "agreed", "reached"),
        trl=next((int(value) for value in _facts(additions, "trl") if _is_level(value)), None),
        category=next((value for value in _facts(additions, "category") if _is_category(value, tables)), None),
        numbers=numbers,
        approvals=tuple(_approvals(parties, stages, additions)),
        commitments=tuple(dict.fromkeys(one.commitment for one in told)),
        evidence=tuple(Naming(one.claim.id, one.spans) for one in told),
        problems=tuple(_problems(stages, numbers, parties, additions, tables)),
    )


def _facts(additions: Iterable[Addition], name: str) -> list[str]:
    """Return the values of a fact, the last added first."""
    return [str(one.value) for one in additions if (one.kind, one.what) == ("fact", name)][::-1]


def _is_level(value: str) -> bool:
    return value in "123456789" and len(value) == 1


def _is_category(value: str, tables: ProgrammeTables) -> bool:
    edition, _, category = value.partition("/")
    return edition in tables.editions and category in tables.editions[edition].categories


def _stages(told: Sequence[Telling], added: Sequence[Held]) -> Iterator[StageState]:
    by_stage: dict[ProgrammeStage, list[tuple[Firmness, Event]]] = {}
    for one in told:
        for stage in one.stages:
            event = event_of_claim(one.claim, "stage", stage, f"act-{one.claim.act}")
            by_stage.setdefault(stage, []).append((_firmness(one.claim, stage), event))
    for event in events_added(added):
        if event.track == "stage" and event.what in STAGES:
            by_stage.setdefault(stage_named(event.what), []).append(("reached", event))
    for stage in STAGES:
        if stage in by_stage:
            firmest = max((firm for firm, _ in by_stage[stage]), key=_FIRMNESS.index)
            yield StageState(stage, firmest, tuple(in_order(event for _, event in by_stage[stage])))


_FIRMNESS: tuple[Firmness, ...] = ("open", "agreed", "reached")


def _firmness(claim: Claim, stage: ProgrammeStage) -> Firmness:
    """Return how firm a claim makes a stage: an agreement on production, though signed, has produced nothing."""
    if claim.act == "propose" or claim.modality in ("proposed", "possible"):
        return "open"
    doing = claim.act in ("launch", "deliver", "procure") or (stage == "order" and claim.act == "sign")
    return "reached" if doing and claim.modality == "done" else "agreed"


def _furthest(stages: Sequence[StageState], *firm: Firmness) -> ProgrammeStage | None:
    return next((one.stage for one in reversed(stages) if one.firmness in firm), None)


def _numbers(told: Sequence[Telling], additions: Iterable[Addition], tables: ProgrammeTables) -> list[Number]:
    found: list[Number] = []
    for one in told:
        stage = next((stage for stage in reversed(STAGES) if stage in one.stages and stage in _COUNTED_BY), None)
        if stage is None or one.system is None:
            continue
        firm = _firmness(one.claim, stage)
        what = _COUNTED_BY[stage] if firm == "reached" else "ordered"
        if firm == "open":
            continue
        day = one.claim.when.value if one.claim.when else one.claim.source.published
        unit = tables.systems[one.system].unit
        found += (
            Number(what, quantity.value, unit, estimate=False, day=day, says=one.claim.id)
            for quantity in one.claim.quantities
            if quantity.unit not in _NO_THINGS
        )
    for addition in additions:
        what_added = next((what for what in COUNTED if what == addition.what), None)
        if addition.kind == "number" and what_added is not None and addition.number is not None:
            estimate = addition.qualifier != "exact"
            value, unit = f"{addition.number:f}", addition.unit or "piece"
            found.append(Number(what_added, value, unit, estimate=estimate, day=addition.day, says=addition.id))
    return sorted(found, key=lambda one: (one.day or "", one.what, one.says))


def _approvals(
    parties: Sequence[str], stages: Sequence[StageState], additions: Iterable[Addition]
) -> Iterator[Approval]:
    if not any(one.stage == "export" for one in stages):
        return
    given = {one.party: one.id for one in additions if one.kind == "event" and one.what == "export" and one.party}
    for party in parties:
        yield Approval(party, given.get(party))


def _problems(
    stages: Sequence[StageState],
    numbers: Sequence[Number],
    parties: Sequence[str],
    additions: Sequence[Addition],
    tables: ProgrammeTables,
) -> Iterator[Problem]:
    for one in additions:
        yield from (msgspec.structs.replace(found, field=f"{one.id}.{found.field}") for found in find_problems(one))
        if one.kind == "fact" and one.what == "trl" and not _is_level(str(one.value)):
            yield Problem("no-level", f"{one.value!r} is no readiness level; they go from 1 to 9", field=one.id)
        if one.kind == "fact" and one.what == "category" and not _is_category(str(one.value), tables):
            yield Problem("no-category", f"{one.value!r} is no category of an edition", field=one.id)
        if one.kind == "event" and one.what not in STAGES:
            yield Problem("no-stage", f"{one.what!r} is no stage; they are {', '.join(STAGES)}", field=one.id)
        if one.kind == "event" and one.what == "export" and one.party and one.party not in parties:
            yield Problem("no-party", f"{one.party} is no party of the programme", field=one.id)
    yield from _of_numbers(numbers)
    yield from _skipped(stages)


def _of_numbers(numbers: Sequence[Number]) -> Iterator[Problem]:
    last = {what: max((float(one.value) for one in numbers if one.what == what), default=None) for what in COUNTED}
    ordered = last["ordered"]
    for what in COUNTED[1:]:
        count = last[what]
        if ordered is not None and count is not None and count > ordered:
            yield Problem("more-than-ordered", f"{count:g} {what}, but {ordered:g} ordered", field=f"numbers.{what}")


def _skipped(stages: Sequence[StageState]) -> Iterator[Problem]:
    """Yield where things were delivered or made before anybody ordered them, by the days of the events."""
    first = {
        one.stage: min((e.placed for e in one.events if e.day and stretch_of(e.day)), default=None) for one in stages
    }
    reached = {one.stage for one in stages if one.firmness == "reached"}
    order, delivery = first.get("order"), first.get("delivery")
    if "delivery" in reached and "order" not in first:
        yield Problem("no-order", "a delivery is told, and no order or licence", "note", field="stages.order")
    elif order and delivery and delivery < order:
        yield Problem("delivered-before-order", f"delivered {delivery}, ordered {order}", field="stages.delivery")
