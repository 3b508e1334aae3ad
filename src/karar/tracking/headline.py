"""Which of several values stands first, and by which rule. The others stay beside it.

A value that a person corrected or accepted stands before all. Then official text before an agency before an outlet; of
what people added the latest; more exact before less; a later correction by the same publisher before what it corrects;
then what more publishers say, and what was said first. The rule that is named is the first that tells the headline from
the next other value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from karar.model.additions import Addition, Standing
from karar.model.claims import Claim
from karar.model.judgements import Decisions, Judgement
from karar.model.values import Amount, When
from karar.tracking.publishers import STANDINGS, standing_of

Rule = Literal[
    "only-value", "judgement", "source", "latest", "original-currency", "more-exact", "later-correction",
    "most-reports", "first",
]  # fmt: skip

_QUALIFIERS = {"exact": 0, "about": 1, "over": 1, "under": 1, "range": 2}
_PRECISIONS = {"day": 0, "weekday": 0, "week": 1, "month": 2, "fiscal-year": 3, "year": 3}
_LAST_DAY = "9999"
_RANKS: Mapping[Standing, int] = {"independent": 0, **{name: rank for rank, name in enumerate(STANDINGS)}}
"""Who counted for himself stands with official text: neither has it from the other."""


class Report(msgspec.Struct, frozen=True):
    """That a claim says a value, or that a person added it.

    Attributes:
        claim: the claim's id, or the addition's.
        field: where in the claim it stands (``amounts.0``); ``addition``: a person added it.
        value: what it says.
        publisher: who published it; None where nobody knows.
        published: ISO day.
        standing: whose word it is.
        judgement: id of the judgement that corrected or accepted it.
        converted: it says another sum of its claim again, in another currency.
    """

    claim: str
    field: str
    value: Any
    publisher: str | None
    published: str | None
    standing: Standing
    judgement: str | None = None
    converted: bool = False


def report_of(claim: Claim, field: str, value: Any, decisions: Decisions, *, converted: bool = False) -> Report:
    """Return a value of a claim as a report."""
    judgement = judged(decisions, claim.id, field)
    source = claim.source
    return Report(
        claim.id,
        field,
        value,
        source.publisher,
        source.published,
        standing_of(source),
        judgement.id if judgement else None,
        converted,
    )


def report_of_addition(addition: Addition, value: Any) -> Report:
    """Return what a person added as a report of its source.

    Raises:
        ValueError: it has no source: it takes another back.
    """
    source = addition.source
    if source is None:
        raise ValueError("a take-back reports nothing")
    standing = source.standing or standing_of(source.as_page())
    published = source.published or addition.day
    return Report(addition.id, "addition", value, source.publisher or source.where, published, standing)


def judged(decisions: Decisions, claim: str, field: str) -> Judgement | None:
    """Return the judgement that corrected or accepted a field of a claim: the list or the item."""
    for name in (field, field.partition(".")[0]):
        found = decisions.corrected.get(claim, {}).get(name) or decisions.accepted.get((claim, name))
        if found:
            return found
    return None


def choose(
    reports: Sequence[Report],
    *,
    same: Callable[[Any, Any], bool],
    conflict: Callable[[Any, Any], bool],
    currency: str | None = None,
) -> tuple[Report, Rule]:
    """Return the report whose value stands first, and the rule that made it so.

    Args:
        reports: at least one.
        same: whether two values are one and the same.
        conflict: whether two values exclude each other; only then does a later page correct an earlier one.
        currency: the one that the sums were promised in, where it is known; converted sums come after it.
    """
    ranked = sorted(reports, key=lambda one: _key(one, reports, same, conflict, currency))
    first = ranked[0]
    others = [one for one in ranked if not same(one.value, first.value)]
    if not others:
        return first, "only-value"
    mine, theirs = (_key(one, reports, same, conflict, currency) for one in (first, others[0]))
    rules: tuple[Rule, ...] = (
        "judgement", "source", "latest", "original-currency", "more-exact", "later-correction", "most-reports"
    )  # fmt: skip
    named = (rule for rule, a, b in zip(rules, mine, theirs, strict=False) if a != b)
    return first, next(named, "first")


def _key(
    one: Report,
    reports: Sequence[Report],
    same: Callable[[Any, Any], bool],
    conflict: Callable[[Any, Any], bool],
    currency: str | None,
) -> tuple[Any, ...]:
    corrected = any(
        other.publisher == one.publisher
        and (other.published or "") > (one.published or _LAST_DAY)
        and conflict(one.value, other.value)
        for other in reports
        if one.publisher
    )
    saying = {other.publisher or other.claim for other in reports if same(one.value, other.value)}
    return (
        one.judgement is None,
        _RANKS[one.standing],
        sum(_outdates(other, one) for other in reports),
        _foreign(one, currency),
        _inexact(one.value),
        corrected,
        -len(saying),
        one.published or _LAST_DAY,
        one.claim,
        one.field,
    )


def _outdates(other: Report, one: Report) -> bool:
    """Whether a later addition tells a newer total: what a person adds is the state on its day."""
    return one.field == other.field == "addition" and (other.published or "") > (one.published or "")


def _foreign(one: Report, currency: str | None) -> bool:
    if not isinstance(one.value, Amount):
        return False
    return one.converted or (currency is not None and one.value.currency != currency)


def _inexact(value: Any) -> tuple[int, ...]:
    """Return how little exact a value is: smaller is better."""
    if isinstance(value, Amount):
        if value.value is None or value.currency is None:
            return 3, 0
        digits = len(value.value.replace(".", "").strip("0"))
        return _QUALIFIERS[value.qualifier], -digits
    if isinstance(value, When):
        return _PRECISIONS[value.precision] if value.value else 4, 0
    return 0, 0
