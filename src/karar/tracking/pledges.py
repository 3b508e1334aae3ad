"""Pledges: the money of each commitment on its way from target to delivery, its pace, and the pledge it follows.

A rung holds one sum, the headline of all reports that tell of it (`karar.tracking.contradictions`); rungs are never
added together. Of a pledge is told what time it is spread over, what it comes to in a year (ten trillion yen in ten
years go at the same pace as five trillion in five), how it gets on (`karar.tracking.paces`), and which earlier pledge
it follows. Where nobody tells of a delivery there is no pace: no evidence is not "nothing delivered".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
from typing import NamedTuple

import msgspec

from karar.model.claims import Claim
from karar.model.commitments import Commitment, RelationKind
from karar.model.days import stretch_of
from karar.model.problems import Problem
from karar.model.values import Amount
from karar.tracking.amounts import RateTable
from karar.tracking.fields import Field
from karar.tracking.history import Known, State, states_of
from karar.tracking.ladder import LADDER, Rung
from karar.tracking.paces import pace_of, term_of
from karar.tracking.pillars import pillar_of, sectors_of
from karar.tracking.pledge_checks import check
from karar.tracking.pledge_types import Delivered, Followed, FollowRule, Pace, Pledge, RungSum
from karar.tracking.prices import AS_TOLD, Pricing
from karar.tracking.totals import Totals, add_up

_BASES: tuple[Rung, ...] = ("pledge", "signed", "target")
"""Against which sum delivery is held, the first that is there."""
_INTO: tuple[RelationKind, ...] = ("delivers", "part-of", "repeats")
"""Relations by which a delivery told of elsewhere is one on the target."""
_AFTER: tuple[RelationKind, ...] = ("supersedes", "raises")
_EXACT = Context(prec=28)


class Pledges(NamedTuple):
    """Pledges, those announced last first, and what they come to: nothing counted twice, rungs apart."""

    pledges: tuple[Pledge, ...]
    totals: Totals


def find_pledges(
    known: Known, rates: RateTable, on: date, *, pricing: Pricing = AS_TOLD, states: Iterable[State] | None = None
) -> Pledges:
    """Return the pledges among commitments: all that state a sum on a rung.

    Args:
        known: the commitments and their claims. A relation to one that is not among them changes nothing.
        rates: where exchange rates come from.
        on: the day on which paces are looked at.
        pricing: the currency and prices that sums are told in beside their own, and that totals are counted in.
        states: the commitments' states, where they are at hand.
    """
    found_states = states_of(known, rates) if states is None else states
    by_name = {state.commitment.id: state for state in found_states if state.sum() is not None}
    commitments = [state.commitment for state in by_name.values()]
    totals = add_up(commitments, {name: one.fields for name, one in by_name.items()}, rates, pricing=pricing)
    made = {name: _pledge(state, known.claims_of(state.commitment), rates, pricing) for name, state in by_name.items()}
    made = {name: one for name, one in made.items() if one.rungs}
    within = _targets(commitments, _INTO)
    delivered = _deliveries(made, within, totals, rates)
    paced = {name: _paced(one, delivered.get(name), on) for name, one in made.items()}
    after = _targets(commitments, _AFTER)
    spread = _spread_over_years(paced.values())
    found = [_followed(one, paced, after, spread, rates) for one in paced.values()]
    added = _problems_added(known)
    found = [msgspec.structs.replace(one, problems=(*check(one), *added.get(one.commitment, ()))) for one in found]
    found.sort(key=lambda one: one.commitment)
    return Pledges(tuple(sorted(found, key=lambda one: one.day or "", reverse=True)), totals)


def _targets(commitments: Iterable[Commitment], kinds: Sequence[RelationKind]) -> dict[str, str]:
    """Return by commitment the other that it bears on in one of these ways, the first way that there is."""
    found: dict[str, tuple[int, str]] = {}
    for one in commitments:
        among = [(kinds.index(relation.kind), relation.target) for relation in one.relations if relation.kind in kinds]
        if among:
            found[one.id] = min(among)
    return {name: target for name, (_, target) in found.items()}


def _problems_added(known: Known) -> dict[str, list[Problem]]:
    """Return what is wrong with the sums that people added, by commitment."""
    found: dict[str, list[Problem]] = {}
    home = known.linking.by_claim()
    for one in known.additions:
        if one.counts and one.addition.kind == "amount" and one.claim in home:
            found.setdefault(home[one.claim], []).extend(one.problems)
    return found


def since(found: Pledges, day: date) -> Pledges:
    """Return the pledges with a sum that was told on a day or later; totals count those sums alone.

    What follows or repeats an older pledge still does: that is looked at before.
    """
    told = {(one.commitment, sums.rung) for one in found.pledges for sums in one.rungs if _is_since(sums.day, day)}
    names = {name for name, _ in told}
    totals = []
    for total in found.totals.totals:
        counted = tuple(one for one in total.counted if (one.commitment, total.rung) in told)
        if counted:
            value = sum((one.value for one in counted), Decimal(0))
            totals.append(msgspec.structs.replace(total, value=value, counted=counted))
    left_out = tuple(one for one in found.totals.left_out if (one.commitment, one.rung) in told)
    return Pledges(tuple(one for one in found.pledges if one.commitment in names), Totals(tuple(totals), left_out))


def _is_since(written: str | None, day: date) -> bool:
    found = stretch_of(written) if written else None
    return found is not None and found.last >= day


# --- one commitment ----------------------------------------------------------------------------


def _pledge(state: State, claims: Sequence[Claim], rates: RateTable, pricing: Pricing) -> Pledge:
    sums = {field.step: field for field in state.fields if field.name == "promise"}
    rungs = tuple(_on_rung(rung, sums[rung], rates, pricing) for rung in LADDER if rung in sums)
    sectors = sectors_of(claims)
    funds = next((field for field in state.fields if field.name == "funds"), None)
    found = Pledge(
        commitment=state.commitment.id,
        day=min((one.day for one in rungs if one.day), default=None),
        parties=state.commitment.parties or tuple(sorted({party for claim in claims for party in claim.parties})),
        giver=_headline(state.fields, "giver"),
        receiver=_headline(state.fields, "receiver"),
        sectors=sectors,
        pillar=pillar_of(sectors[0] if sectors else None),
        funds=funds.headline.value if funds else None,
        funds_told=tuple(one.value for one in funds.values) if funds else (),
        rungs=rungs,
        base=next((rung for rung in _BASES if rung in sums), None),
    )
    base = found.sum_on(found.base)
    # A goal that both sides have together, as for their trade, is a level to be reached.
    level = base is not None and base.rung == "target" and found.giver is None
    term = term_of(base, state.fields, claims) if base and not level else None
    if base is None or term is None:
        return found
    yearly = _EXACT.divide(Decimal(base.amount.value), term.years) if base.amount.value else None
    return msgspec.structs.replace(found, term=term, yearly=yearly)


def _on_rung(rung: Rung, field: Field, rates: RateTable, pricing: Pricing) -> RungSum:
    first = field.headline
    priced = None if pricing == AS_TOLD else pricing.price(first.value, field.day, rates)
    gap = priced if isinstance(priced, str) else None
    value = None if isinstance(priced, str) else priced
    claims = tuple(dict.fromkeys(one.claim for one in first.reports))
    return RungSum(rung, first.value, field.day, field.rule, claims, field.values[1:], value, gap)


def _headline(fields: Sequence[Field], name: str) -> str | None:
    return next((str(field.headline.value) for field in fields if field.name == name), None)


# --- what was delivered, and how fast ----------------------------------------------------------


def _deliveries(
    pledges: Mapping[str, Pledge], within: Mapping[str, str], totals: Totals, rates: RateTable
) -> dict[str, Delivered]:
    """Return what was delivered of each pledge: what its own reports say, else what was told with those within it.

    Only sums that the totals count are taken, so none is taken twice.
    """
    told: dict[str, list[str]] = {name: [name] for name, one in pledges.items() if one.sum_on("delivered")}
    for total in totals.totals:
        for one in total.counted if total.rung == "delivered" else ():
            for above in _above(one.commitment, within):
                if pledges.get(above) and not pledges[above].sum_on("delivered"):
                    told.setdefault(above, []).append(one.commitment)
    found = {}
    for name, by in told.items():
        base = pledges[name].sum_on(pledges[name].base)
        if base is not None and base.amount.currency is not None:
            found[name] = _delivered([pledges[one] for one in sorted(by)], Pricing(base.amount.currency), rates)
    return {name: one for name, one in found.items() if one is not None}


def _above(name: str, within: Mapping[str, str]) -> list[str]:
    """Return the commitments that one is within, from the nearest on; a circle ends where it closes."""
    found: list[str] = []
    while (name := within.get(name, "")) and name not in found:
        found.append(name)
    return found


def _delivered(by: Sequence[Pledge], pricing: Pricing, rates: RateTable) -> Delivered | None:
    value, counted, left_out = Decimal(0), [], []
    for one in by:
        told = one.sum_on("delivered")
        priced = pricing.price(told.amount, told.day, rates) if told else "no-value"
        if isinstance(priced, str):
            left_out.append(one.commitment)
        else:
            value += priced.value
            counted.append(one.commitment)
    return Delivered(value, tuple(counted), tuple(left_out)) if counted else None


def _paced(pledge: Pledge, delivered: Delivered | None, on: date) -> Pledge:
    base = pledge.sum_on(pledge.base)
    if base is None or base.amount.value is None or not Decimal(base.amount.value):
        return pledge
    pace = pace_of(Decimal(base.amount.value), delivered.value if delivered else None, pledge.term, on)
    gap = None if isinstance(pace, Pace) else pace
    return msgspec.structs.replace(pledge, delivered=delivered, pace=None if gap else pace, gap=gap)


# --- the pledge before -------------------------------------------------------------------------


_Earlier = Mapping[tuple[str, str, str], Sequence[tuple[date, str, str]]]
"""Pledges that are spread over years, by giver, receiver and field: last day, day as told, commitment; in order."""


def _spread_over_years(pledges: Iterable[Pledge]) -> _Earlier:
    found: dict[tuple[str, str, str], list[tuple[date, str, str]]] = {}
    for one in pledges:
        day = stretch_of(one.day) if one.day else None
        if one.yearly is not None and one.giver and one.receiver and day is not None:
            for sector in one.sectors:
                listed = found.setdefault((one.giver, one.receiver, sector), [])
                listed.append((day.last, one.day or "", one.commitment))
    return {key: sorted(listed) for key, listed in found.items()}


def _followed(
    pledge: Pledge, pledges: Mapping[str, Pledge], after: Mapping[str, str], spread: _Earlier, rates: RateTable
) -> Pledge:
    """Set beside a pledge the one that it follows: the one that a relation names, else the last before it.

    The last before it is of the same giver, receiver and field, and both are spread over years.
    """
    named = pledges.get(after.get(pledge.commitment, ""))
    if named is not None and named.sum_on(named.base):
        return msgspec.structs.replace(pledge, follows=_beside(pledge, named, "relation", rates))
    day = stretch_of(pledge.day) if pledge.day else None
    if pledge.yearly is None or day is None or not (pledge.giver and pledge.receiver):
        return pledge
    before: list[tuple[date, str, str]] = []
    for sector in pledge.sectors:
        listed = spread.get((pledge.giver, pledge.receiver, sector), ())
        place = bisect_left(listed, (day.first,))
        before += listed[place - 1 : place] if place else ()
    if not before:
        return pledge
    last = pledges[max(before)[2]]
    return msgspec.structs.replace(pledge, follows=_beside(pledge, last, "same-giver-receiver-and-field", rates))


def _beside(pledge: Pledge, before: Pledge, rule: FollowRule, rates: RateTable) -> Followed:
    base, own = before.sum_on(before.base), pledge.sum_on(pledge.base)
    if base is None:
        raise ValueError(f"{before.commitment} states no sum that was promised")
    yearly = ratio = None
    if before.yearly is not None and own is not None and own.amount.currency is not None:
        in_a_year = Amount(value=f"{before.yearly:f}", currency=base.amount.currency)
        priced = Pricing(own.amount.currency).price(in_a_year, base.day, rates)
        yearly = None if isinstance(priced, str) else priced.value
    if yearly and pledge.yearly is not None:
        ratio = _EXACT.divide(pledge.yearly, yearly)
    years = before.term.years if before.term else None
    return Followed(before.commitment, rule, base.amount, base.day, years, yearly, ratio)
