"""All competing values of a commitment's fields, each with its sources, and the one that stands first.

Claims of one commitment tell of several steps (a pledge, its signing, its delivery): values compete where they are of
the same step. Nothing is smoothed: a value that no source shares stands there as well, with what is probably wrong with
it, and a source that is silent is listed as silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import msgspec
from babel.numbers import get_territory_currencies

from karar.model.claims import Claim
from karar.model.judgements import Decisions
from karar.model.values import Amount, When
from karar.tracking.amounts import Agreement, Comparison, RateTable, compare
from karar.tracking.headline import Report, Rule, choose, report_of
from karar.tracking.ladder import STEPS, Step, step_of

FieldName = Literal[
    "parties", "giver", "receiver", "instrument", "when", "until", "duration", "promise", "project-cost", "ceiling",
    "funds", "standing",
]  # fmt: skip
"""``promise``, ``project-cost`` and ``ceiling`` are sums by their role; ``funds`` is whose money the promise is;
``standing`` is whether it goes on, was withdrawn or denied."""

_AS_WRITTEN = ("USD", "EUR")
"""Currencies that are written by mistake wherever money is told of."""


class Competing(msgspec.Struct, frozen=True):
    """One value of a field.

    Attributes:
        value: the value, as in a claim.
        reports: who says so.
        agreement: how it stands to the headline; None: it is the headline, or cannot be compared.
        comparison: for sums, what was compared.
    """

    value: Any
    reports: tuple[Report, ...]
    agreement: Agreement | None = None
    comparison: Comparison | None = None


class Field(msgspec.Struct, frozen=True):
    """A field of one step with all its values, the headline first.

    Attributes:
        name: the field.
        step: what the claims tell of.
        values: the headline, then the others: those that agree before those that do not.
        rule: why the first stands first.
        day: for sums, the day of the announcement, whose rates were asked for.
        silent: claims of this step that say nothing of it.
        beside: further sums that the headline's own claim promises, which are not held against it.
    """

    name: FieldName
    step: Step
    values: tuple[Competing, ...]
    rule: Rule
    day: str | None = None
    silent: tuple[str, ...] = ()
    beside: tuple[Report, ...] = ()

    @property
    def headline(self) -> Competing:
        """The value that stands first."""
        return self.values[0]

    @property
    def disputed(self) -> bool:
        """Whether a value conflicts with the headline."""
        return any(one.agreement == "conflict" for one in self.values)


def weigh(claims: Sequence[Claim], decisions: Decisions, rates: RateTable) -> tuple[Field, ...]:
    """Return the fields that a commitment's claims fill, step by step.

    Args:
        claims: with their corrections, and without those that were rejected.
        decisions: what people decided about them.
        rates: where exchange rates come from.
    """
    found: list[Field] = []
    for step in STEPS:
        here = [claim for claim in claims if step_of(claim) == step]
        if here:
            found += (field for name, of in _PLAIN for field in _plain(name, step, here, of, decisions))
        found += _sums(step, claims, decisions, rates)
    return (*found, *_standing(claims, decisions))


def announced(claim: Claim) -> str | None:
    """Return when it was announced: the act's time, where the page tells of one that is past, else the page's day.

    It is as exact as the page is: a day, a month (whose mean rate serves), or a year, for which no rate is known.
    """
    published = claim.source.published
    if claim.when is None or claim.when.value is None:
        return published
    when = claim.when.value
    if claim.when.precision == "week":
        when = date.fromisocalendar(int(when[:4]), int(when[-2:]), 1).isoformat()
    return when if published is None or when < published[: len(when)] or when == published else published


# --- fields that are told in words ---------------------------------------------------------------


def _parties(claim: Claim) -> tuple[str, ...] | None:
    return tuple(sorted(claim.parties))


def _instrument(claim: Claim) -> str | None:
    return None if claim.instrument.type == "none" else claim.instrument.type


_PLAIN: tuple[tuple[FieldName, Callable[[Claim], tuple[str, Any]]], ...] = (
    ("parties", lambda claim: ("parties", _parties(claim))),
    ("giver", lambda claim: ("giver", claim.giver)),
    ("receiver", lambda claim: ("receiver", claim.receiver)),
    ("instrument", lambda claim: ("instrument", _instrument(claim))),
    ("when", lambda claim: ("when", claim.when if claim.when and claim.when.value else None)),
    ("until", lambda claim: ("period", claim.period.end if claim.period else None)),
    ("duration", lambda claim: ("duration", claim.duration)),
)


def _plain(
    name: FieldName, step: Step, claims: Sequence[Claim], of: Callable[[Claim], tuple[str, Any]], decisions: Decisions
) -> Iterator[Field]:
    reports: list[Report] = []
    silent: list[str] = []
    for claim in claims:
        field, value = of(claim)
        if value is None:
            silent.append(claim.id)
        else:
            reports.append(report_of(claim, field, value, decisions))
    if reports:
        yield _field(name, step, reports, silent)


def _field(name: FieldName, step: Step, reports: Sequence[Report], silent: Sequence[str]) -> Field:
    def conflict(one: Any, other: Any) -> bool:
        return not _compatible(one, other)

    first, rule = choose(reports, same=_same, conflict=conflict)
    values = []
    for value, saying in _grouped(reports, first):
        agreement: Agreement | None = None
        if not _same(value, first.value):
            agreement = "agrees" if _compatible(value, first.value) else "conflict"
        values.append(Competing(value, saying, agreement))
    return Field(name, step, tuple(values), rule, silent=tuple(silent))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, When) and isinstance(other, When):
        return one.value == other.value
    return bool(one == other)


def _compatible(one: Any, other: Any) -> bool:
    """Whether both may be so: a day and its month, two states and a third beside them."""
    if isinstance(one, When) and isinstance(other, When):
        return _compatible(one.value, other.value)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) <= set(other) or set(other) <= set(one)
    if isinstance(one, str) and isinstance(other, str) and one[:4].isdigit():
        return one.startswith(other) or other.startswith(one)
    return _same(one, other)


def _grouped(reports: Iterable[Report], first: Report) -> list[tuple[Any, tuple[Report, ...]]]:
    """Return values with their reports, the headline's first, then those that more say."""
    groups: list[tuple[Any, list[Report]]] = []
    for report in reports:
        for value, saying in groups:
            if _same(value, report.value):
                saying.append(report)
                break
        else:
            groups.append((report.value, [report]))
    groups.sort(key=lambda group: (not _same(group[0], first.value), -len(group[1])))
    return [
        (value, tuple(sorted(saying, key=lambda one: (one != first, one.published or "9", one.claim))))
        for value, saying in groups
    ]


# --- sums ------------------------------------------------------------------------------------------


def _sums(step: Step, claims: Sequence[Claim], decisions: Decisions, rates: RateTable) -> Iterator[Field]:
    for role in ("promise", "project-cost", "ceiling"):
        told = {claim.id: _said(claim, step, role, decisions) for claim in claims}
        here = [claim for claim in claims if told[claim.id]]
        if not here:
            continue
        silent = [claim.id for claim in claims if step_of(claim) == step and not told[claim.id]]
        field = _sum_field(role, step, here, told, rates, silent)
        yield field
        if role == "promise":
            yield from _funds(step, field, here)


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
) -> Field:
    days = sorted(filter(None, map(announced, claims)))
    day = days[0] if days else None
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


def _funds(step: Step, field: Field, claims: Sequence[Claim]) -> Iterator[Field]:
    """Yield whose money it is, where a report of the same sum says so; those that drop it are silent."""
    reports = [one for value in field.values if value.agreement != "conflict" for one in value.reports]
    told = [msgspec.structs.replace(one, value=one.value.funds) for one in reports if one.value.funds]
    if told:
        saying = {one.claim for one in told}
        silent = [claim.id for claim in claims if claim.id not in saying]
        yield _field("funds", step, told, silent)


def _standing(claims: Sequence[Claim], decisions: Decisions) -> Iterator[Field]:
    """Yield whether the promise goes on, where sources say both: one denies it, or tells of it after its withdrawal."""
    ended = [claim for claim in claims if step_of(claim) in ("withdrawn", "denied")]
    going = [claim for claim in claims if claim not in ended]
    since = min((announced(claim) or "" for claim in ended), default="")
    denied = any(step_of(claim) == "denied" for claim in ended)
    if ended and (going if denied else any((announced(claim) or "") >= since for claim in going)):
        said = [report_of(claim, "act", "goes-on", decisions) for claim in going]
        said += [report_of(claim, "act", step_of(claim), decisions) for claim in ended]
        yield _field("standing", step_of(ended[0]), said, ())
