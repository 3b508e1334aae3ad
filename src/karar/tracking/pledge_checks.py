"""What is wrong with a pledge: more delivered than promised, a term that ends before it begins, rungs out of order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from karar.model.days import stretch_of
from karar.model.problems import Problem
from karar.tracking.amounts import AGREES
from karar.tracking.pledge_types import Pledge, RungSum


def check(pledge: Pledge) -> tuple[Problem, ...]:
    """Return what is wrong with a pledge; ``field`` of a problem is the rung or ``term``."""
    return (*_check_delivered(pledge), *_check_term(pledge), *_check_order(pledge))


def _check_delivered(pledge: Pledge) -> Iterator[Problem]:
    """More than was promised; what is within the tolerance of rounded sums is none."""
    base = pledge.sum_on(pledge.base)
    if base is None or base.amount.value is None or pledge.delivered is None or base.amount.qualifier == "over":
        return
    promised = Decimal(base.amount.to or base.amount.value)
    if promised and pledge.delivered.value > promised * (1 + AGREES):
        told = f"{pledge.delivered.value:,.0f} delivered of {promised:,.0f} {base.amount.currency}"
        yield Problem("delivered-above-pledge", f"{told} on the rung {base.rung}", "doubt", "delivered")


def _check_term(pledge: Pledge) -> Iterator[Problem]:
    term = pledge.term
    if term is None:
        return
    for written in (term.start, term.end):
        if written is not None and stretch_of(written) is None:
            yield Problem("impossible-date", f"{written!r} is no day", "doubt", "term")
    first, last = stretch_of(term.start or ""), stretch_of(term.end or "")
    if first and last and last.last < first.first:
        yield Problem("end-before-start", f"The term ends {term.end}, before it begins ({term.start})", "doubt", "term")


def _check_order(pledge: Pledge) -> Iterator[Problem]:
    """A delivery that was told of before anything was promised."""
    base, delivered = pledge.sum_on(pledge.base), pledge.sum_on("delivered")
    if base is not None and delivered is not None and _before(delivered, base):
        told = f"Delivered {delivered.day}, before it was promised ({base.day})"
        yield Problem("delivered-before-pledge", told, "doubt", "delivered")


def _before(one: RungSum, other: RungSum) -> bool:
    mine, theirs = stretch_of(one.day or ""), stretch_of(other.day or "")
    return mine is not None and theirs is not None and mine.last < theirs.first
