"""Totals over commitments that count nothing twice: one sum for each commitment and rung, rungs never added together.

A commitment that repeats another counts with it. One that is part of another, or delivers on it, counts within it where
that one states a sum on the same rung, and else for itself. One that raises or supersedes another stands in its place
on every rung that it states a sum on, but a sum that comes on top of another is added to it. One that was withdrawn
counts only for what was delivered before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from karar.model.commitments import ON_TOP, Commitment, Relation
from karar.model.values import Amount
from karar.tracking.amounts import RateTable
from karar.tracking.fields import Field
from karar.tracking.ladder import LADDER, Rung
from karar.tracking.prices import AS_TOLD, PriceGap, Pricing

Reason = Literal["repeats", "part-of", "delivers", "raised", "superseded", "withdrawn"] | PriceGap
"""Why a sum is not counted: it is in another's, or it cannot be."""

_INTO_TARGET: Mapping[str, Reason] = {"repeats": "repeats", "part-of": "part-of", "delivers": "delivers"}
_INTO_SOURCE: Mapping[str, Reason] = {"raises": "raised", "supersedes": "superseded"}


class Counted(msgspec.Struct, frozen=True):
    """A sum that is counted: the headline of one commitment on one rung.

    Attributes:
        commitment: its id.
        amount: the sum; of a range the lower end counts.
        value: what it counts for, in the total's currency.
        rate_day: the day of the rate by which it was converted; None where it was not.
    """

    commitment: str
    amount: Amount
    value: Decimal
    rate_day: str | None = None


class LeftOut(msgspec.Struct, frozen=True):
    """A sum that is not counted, and why; ``by``: the commitment that it is counted with."""

    commitment: str
    rung: Rung
    amount: Amount
    reason: Reason
    by: str | None = None


class Total(msgspec.Struct, frozen=True):
    """What was promised on one rung in one currency."""

    rung: Rung
    currency: str
    value: Decimal
    counted: tuple[Counted, ...]


class Totals(msgspec.Struct, frozen=True):
    """Totals in the order of the ladder, and what is in none of them."""

    totals: tuple[Total, ...]
    left_out: tuple[LeftOut, ...]


def add_up(
    commitments: Sequence[Commitment],
    fields: Mapping[str, Sequence[Field]],
    rates: RateTable,
    *,
    pricing: Pricing = AS_TOLD,
) -> Totals:
    """Return the totals of commitments.

    Args:
        commitments: those to be counted. A relation to one that is not among them changes nothing.
        fields: what `weigh` found, by commitment.
        rates: where exchange rates come from.
        pricing: in which currency and prices; without one each sum stands in its own.
    """
    sums = {one.id: _sums(fields.get(one.id, ())) for one in commitments}
    relations = sorted((relation for one in commitments for relation in one.relations), key=_in_order)
    counted: dict[tuple[Rung, str], list[Counted]] = {}
    left_out: list[LeftOut] = []
    for rung in LADDER:
        here = {name: found[rung] for name, found in sums.items() if rung in found}
        within = _without_circles({name: _within(name, rung, relations, here) for name in sorted(here)})
        for name, (amount, day) in sorted(here.items()):
            found = within[name] or _count(name, amount, day, rates, pricing)
            if isinstance(found, Counted):
                counted.setdefault((rung, pricing.into or amount.currency or ""), []).append(found)
            else:
                reason, by = found if isinstance(found, tuple) else (found, None)
                left_out.append(LeftOut(name, rung, amount, reason, by))
    order = sorted(counted.items(), key=lambda item: (LADDER.index(item[0][0]), item[0][1]))
    totals = [
        Total(rung, currency, sum((one.value for one in found), Decimal(0)), tuple(found))
        for (rung, currency), found in order
    ]
    return Totals(tuple(totals), tuple(left_out))


def _in_order(relation: Relation) -> tuple[str, str, str]:
    return relation.source, relation.target, relation.kind


def _sums(fields: Iterable[Field]) -> dict[Rung, tuple[Amount, str | None]]:
    found: dict[Rung, tuple[Amount, str | None]] = {}
    for field in fields:
        if field.name == "promise":
            for rung in LADDER:
                if rung == field.step:
                    found[rung] = field.headline.value, field.day
    return found


def _count(commitment: str, amount: Amount, day: str | None, rates: RateTable, pricing: Pricing) -> Counted | PriceGap:
    priced = pricing.price(amount, day, rates)
    if isinstance(priced, str):
        return priced
    return Counted(commitment, amount, priced.value, priced.rate.day if priced.rate else None)


def _within(
    name: str, rung: Rung, relations: Sequence[Relation], here: Mapping[str, object]
) -> tuple[Reason, str] | None:
    """Return why a commitment's sum is counted with another's, and with whose.

    ``here``: those with a sum on the rung.
    """
    for one in relations:
        if one.source == name != one.target and one.target in here:
            if one.kind in _INTO_TARGET:
                return _INTO_TARGET[one.kind], one.target
        elif one.target == name != one.source:
            if one.kind == "withdraws" and rung != "delivered":
                return "withdrawn", one.source
            if one.kind in _INTO_SOURCE and one.rule != ON_TOP and one.source in here:
                return _INTO_SOURCE[one.kind], one.source
    return None


def _without_circles(within: Mapping[str, tuple[Reason, str] | None]) -> dict[str, tuple[Reason, str] | None]:
    """Let one of those that are counted with each other in a circle count for itself: that with the smallest id."""
    found = dict(within)
    for name in sorted(found):
        seen = [name]
        while (step := found.get(seen[-1])) is not None and step[1] in found and step[1] not in seen:
            seen.append(step[1])
        if step is not None and step[1] == name:
            found[name] = None
    return found
