"""The sums of a commitment: which is the headline, and how the others compare with it at the rates of the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from babel.numbers import get_territory_currencies

from karar.model.additions import Addition
from karar.model.claims import Claim
from karar.model.judgements import Decisions
from karar.model.values import Amount
from karar.tracking.amounts import Comparison, RateTable, compare
from karar.tracking.fields import Competing, Field, announced, field_of
from karar.tracking.headline import Report, choose, report_of, report_of_addition
from karar.tracking.ladder import Step, step_of

_AS_WRITTEN = ("USD", "EUR")
"""Currencies that are written by mistake wherever money is told of."""


def sums_of(
    step: Step, claims: Sequence[Claim], decisions: Decisions, rates: RateTable, added: Sequence[Addition] = ()
) -> Iterator[Field]:
    """Yield the sums of one step by their role; ``added``: those that people added, which are promises."""
    if not added and not any(claim.amounts for claim in claims):
        return
    for role in ("promise", "project-cost", "ceiling"):
        told = {claim.id: _said(claim, step, role, decisions) for claim in claims}
        here = [claim for claim in claims if told[claim.id]]
        days = list(filter(None, map(announced, here)))
        for one in added if role == "promise" else ():
            amount = amount_of(one) if one.what == step else None
            if amount is not None:
                told[one.id] = [[report_of_addition(one, amount)]]
                told_on = one.day or (one.source.published if one.source else None)
                days += [told_on] if told_on else []
        if not any(told.values()):
            continue
        silent = [claim.id for claim in claims if step_of(claim) == step and not told[claim.id]]
        yield _sum_field(role, step, here, told, rates, silent, min(days, default=None))


def amount_of(addition: Addition) -> Amount | None:
    """Return the sum that a person added; None where it is none, or below zero, which is a problem on the addition.

    >>> from karar.model.additions import AdditionSource
    >>> source = AdditionSource("https://example.org/a")
    >>> one = Addition(kind="amount", subject="commitment:a", what="delivered", value="1,000", unit="JPY",
    ...                who="a clerk", source=source)
    >>> amount_of(one).value
    '1000'
    """
    number = addition.number if addition.kind == "amount" else None
    if number is None or number < 0:
        return None
    known = re.fullmatch("[A-Z]{3}", addition.unit or "")
    value = f"{number:f}"
    return Amount(
        value=value, currency=addition.unit if known else None, qualifier=addition.qualifier, funds=addition.funds
    )


def _said(claim: Claim, step: Step, role: str, decisions: Decisions) -> list[list[Report]]:
    """Return the sums of a claim that are of this step and role, each with those that say it again."""
    sums: dict[int, list[Report]] = {}
    for place, amount in enumerate(claim.amounts):
        again = amount.same_as if amount.same_as is not None and amount.same_as in sums else None
        if again is None and (amount.role != role or step_of(claim, amount) != step):
            continue
        report = report_of(claim, f"amounts.{place}", amount, decisions, converted=again is not None)
        sums.setdefault(place if again is None else again, []).append(report)
    return list(sums.values())


def _sum_field(
    role: Any,
    step: Step,
    claims: Sequence[Claim],
    told: Mapping[str, list[list[Report]]],
    rates: RateTable,
    silent: Sequence[str],
    day: str | None,
) -> Field:
    among = _currencies(claims)

    def held(standard: Amount, other: Amount) -> Comparison:
        return compare(standard, other, day, rates, among)

    def conflict(one: Any, other: Any) -> bool:
        return held(one, other).agreement == "conflict"

    candidates = [_largest(sums) for sums in told.values() if sums]
    first, rule = choose(candidates, same=_same_sum, conflict=conflict, currency=_original(claims, told))
    compared: list[Report] = []
    beside: list[Report] = []
    for sums in told.values():
        if not sums:
            continue
        near = min(sums, key=lambda said: min(_distance(held(first.value, one.value)) for one in said))
        near = next((said for said in sums if first in said), near)
        compared += near
        beside += (said[0] for said in sums if said is not near and first in near)
    values = []
    for value, saying in _grouped_sums(compared, first):
        comparison = None if _same_sum(value, first.value) else held(first.value, value)
        values.append(Competing(value, saying, comparison.agreement if comparison else None, comparison))
    if rule == "only-value" and len(values) > 1:
        rule = "original-currency"  # all others say it again in another
    order = {"agrees": 0, "rounding": 1, None: 2, "conflict": 3}
    values[1:] = sorted(values[1:], key=lambda one: order[one.agreement])
    return Field(role, step, tuple(values), rule, day, tuple(silent), tuple(beside))


def _largest(sums: Sequence[Sequence[Report]]) -> Report:
    """Return the largest sum of a claim among those in the currency of its first: that is what it is about."""
    first = sums[0][0]
    alike = [said[0] for said in sums if said[0].value.currency == first.value.currency]
    return max(alike, key=lambda one: (float(one.value.value or -1), one is first))


def _original(claims: Sequence[Claim], told: Mapping[str, list[list[Report]]]) -> str | None:
    """Return the currency of the promise: the one that others are said to be again, else the giver's own."""
    said = [said for sums in told.values() for said in sums]
    again: set[str | None] = {one[0].value.currency for one in said if len(one) > 1}
    if len(again) == 1:
        return next(iter(again))
    own: set[str | None] = {code for claim in claims if claim.giver for code in get_territory_currencies(claim.giver)}
    found = own & {one[0].value.currency for one in said}
    return next(iter(found)) if len(found) == 1 else None


def _currencies(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return the currencies that may be mistaken for each other: those told, the parties' own, dollar and euro."""
    told = [amount.currency for claim in claims for amount in claim.amounts if amount.currency]
    parties = {party for claim in claims for party in claim.parties if len(party) == 2 and party != "EU"}
    own = [code for party in sorted(parties) for code in get_territory_currencies(party)]
    return tuple(dict.fromkeys([*told, *own, *_AS_WRITTEN]))


def _distance(comparison: Comparison) -> float:
    return abs(float(comparison.off)) if comparison.off is not None else float("inf")


def _same_sum(one: Any, other: Any) -> bool:
    return (one.value, one.to, one.currency) == (other.value, other.to, other.currency)


def _grouped_sums(reports: Iterable[Report], first: Report) -> list[tuple[Any, tuple[Report, ...]]]:
    groups: dict[tuple[Any, ...], list[Report]] = {}
    for one in reports:
        groups.setdefault((one.value.value, one.value.to, one.value.currency), []).append(one)
    found = sorted(groups.values(), key=lambda saying: (first not in saying, -len(saying)))
    return [
        (saying[0].value if first not in saying else first.value,
         tuple(sorted(saying, key=lambda one: (one != first, one.published or "9", one.claim))))
        for saying in found
    ]  # fmt: skip


def funds_of(sums: Sequence[Field]) -> Iterator[Field]:
    """Yield whose money it is, where a report says so: over all steps, since a speech may drop the word with the step.

    Reports of the same sum that do not say it are silent.
    """
    reports = [one for field in sums if field.name == "promise" for value in field.values for one in value.reports]
    told = [one for one in reports if one.value.funds]
    if told:
        alike = {one.claim for one in reports if any(_same_sum(one.value, other.value) for other in told)}
        silent = sorted(alike - {one.claim for one in told})
        step = next(field.step for field in sums if any(told[0] in value.reports for value in field.values))
        said = [msgspec.structs.replace(one, value=one.value.funds) for one in told]
        yield field_of("funds", step, said, silent)
