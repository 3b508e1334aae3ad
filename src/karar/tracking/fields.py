"""The fields of a commitment: values with who says them, the one that stands first, and how the others stand to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

import msgspec

from karar.model.claims import Claim
from karar.model.values import When
from karar.tracking.amounts import Agreement, Comparison
from karar.tracking.headline import Report, Rule, choose
from karar.tracking.ladder import Step

FieldName = Literal[
    "parties", "giver", "receiver", "instrument", "when", "until", "duration", "promise", "project-cost", "ceiling",
    "funds", "standing",
]  # fmt: skip
"""``promise``, ``project-cost`` and ``ceiling`` are sums by their role; ``funds`` is whose money the promise is;
``standing`` is whether it goes on, was withdrawn or denied."""


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


def announced(claim: Claim) -> str | None:
    """Return when it was announced: the act's time, where the page tells of one that is past, else the page's day.

    It is as exact as the page is: a day, a month (whose mean rate serves), or a year, for which no rate is known.
    """
    published = claim.source.published
    if claim.when is None or claim.when.value is None:
        return published
    when = claim.when.value
    if claim.when.precision == "week":
        try:
            when = date.fromisocalendar(int(when[:4]), int(when[-2:]), 1).isoformat()
        except ValueError:  # a week that its year does not have
            return published
    return when if published is None or when < published[: len(when)] or when == published else published


def field_of(name: FieldName, step: Step, reports: Sequence[Report], silent: Sequence[str]) -> Field:
    """Return a field that is told in words, of at least one report."""

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
