"""Compliance in two forms that others use, computed only where the evidence allows.

The G20 Research Group scores a commitment -1 (not kept), 0 (in part, or under way) or +1 (kept); the share of several
is (s + 1) / 2 · 100, s being the mean. The Open Government Partnership tells how far a commitment is: no evidence, not
started, limited, substantial, complete. Both ask for evidence: what is only claimed, or follows from a deadline that
passed in silence, is not scored.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

import msgspec

from karar.tracking.courses import Course
from karar.tracking.grades import better

Score = Literal[-1, 0, 1]
Completion = Literal["no-evidence", "not-started", "limited", "substantial", "complete"]
Unscored = Literal["no-evidence", "only-claimed"]

_SCORES: dict[str, Score] = {
    "delivered": 1,
    "partly-delivered": 0,
    "implementing": 0,
    "withdrawn": -1,
}
_COMPLETIONS: dict[str, Completion] = {
    "not-started": "not-started",
    "implementing": "limited",
    "delivered": "complete",
}
_HALF = Decimal("0.5")


class Compliance(msgspec.Struct, frozen=True):
    """How far a promise was kept.

    Attributes:
        score: the G20 groups' score; None where the evidence does not allow one.
        completion: OGP's.
        because: why there is no score.
    """

    score: Score | None
    completion: Completion
    because: Unscored | None = None


class Scored(msgspec.Struct, frozen=True):
    """The score of several promises: the mean, its percentage, and how many it is of."""

    mean: Decimal | None
    percent: Decimal | None
    scored: int
    unscored: int


def compliance_of(delivery: Course, share: Decimal | None = None, *, overdue: bool = False) -> Compliance:
    """Return the compliance that a delivery comes to.

    Args:
        delivery: its course.
        share: delivered by promised, where both are known; half of it and more is substantial.
        overdue: whether the deadline has passed; what was not started by then was not kept.
    """
    state = delivery.state
    if state is None or delivery.grade == "none":
        return Compliance(None, "no-evidence", "no-evidence")
    if not better(delivery.grade, "one-party"):
        return Compliance(None, "no-evidence", "only-claimed")
    completion = _COMPLETIONS.get(state, "limited")
    if state == "partly-delivered" and share is not None and share >= _HALF:
        completion = "substantial"
    if state == "withdrawn":
        completion = "limited" if any(one.before in _REACHED for one in delivery.moves) else "not-started"
    score = _SCORES.get(state)
    if state == "not-started":
        score = -1 if overdue else 0
    return Compliance(score, completion)


_REACHED = frozenset({"implementing", "partly-delivered", "delivered"})


def score_all(found: Iterable[Compliance]) -> Scored:
    """Return the score of several promises; those without one are counted, and in no mean.

    >>> score_all([Compliance(1, "complete"), Compliance(0, "limited"), Compliance(None, "no-evidence")]).percent
    Decimal('75.0')
    """
    known = list(found)
    scores = [one.score for one in known if one.score is not None]
    if not scores:
        return Scored(None, None, 0, len(known))
    mean = Decimal(sum(scores)) / len(scores)
    percent = ((mean + 1) / 2 * 100).quantize(Decimal("0.1"))
    return Scored(mean.quantize(Decimal("0.01")), percent, len(scores), len(known) - len(scores))
