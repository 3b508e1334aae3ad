"""The term of a pledge and the pace at which it is delivered.

pace = (delivered ÷ pledged) ÷ (elapsed ÷ term). A month or a year stands for its first day where a term begins, and for
its last where it ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Context, Decimal

from karar.model.claims import Claim
from karar.model.days import later, stretch_of
from karar.model.values import Duration
from karar.tracking.fields import Field
from karar.tracking.pledge_types import Pace, PaceGap, RungSum, Term

_EXACT = Context(prec=28)
_DAYS_IN_YEAR = Decimal("365.25")
_IN_YEAR = {"day": _DAYS_IN_YEAR, "week": _DAYS_IN_YEAR / 7, "month": Decimal(12), "year": Decimal(1)}
_SHORTEST = 1
"""Years from which on a sum is spread over time; a credit for some months is paid at once."""


def term_of(base: RungSum, fields: Sequence[Field], claims: Iterable[Claim]) -> Term | None:
    """Return what time a sum is spread over, None where nobody says or it is less than a year.

    Args:
        base: the sum.
        fields: what `karar.tracking.contradictions.weigh` made of the commitment.
        claims: its claims.
    """
    length, end = (_headline(fields, name, base) for name in ("duration", "until"))
    periods = [claim for claim in claims if claim.period and claim.period.start and claim.period.end]
    if length is not None and isinstance(length[0], Duration):
        start = next((claim.period.start for claim in periods if claim.period), None) or base.day
        last = (str(end[0]) if end else None) or (later(start, length[0]) if start else None)
        found = Term(_EXACT.divide(Decimal(length[0].n), _IN_YEAR[length[0].unit]), start, last, length[1])
    elif periods and periods[0].period and (years := years_between(periods[0].period.start, periods[0].period.end)):
        found = Term(years, periods[0].period.start, periods[0].period.end, periods[0].id)
    elif end is not None and base.rung != "target" and (years := years_between(base.day, str(end[0]))):
        found = Term(years, base.day, str(end[0]), end[1])
    else:
        return None  # a goal for a date alone is a level to be reached, not a sum spread over the years until then
    return found if found.years >= _SHORTEST else None


def _headline(fields: Sequence[Field], name: str, base: RungSum) -> tuple[object, str] | None:
    """Return what is said of the sum's own step first, with the claim that says so."""
    found = sorted((one for one in fields if one.name == name), key=lambda one: one.step != base.rung)
    return (found[0].headline.value, found[0].headline.reports[0].claim) if found else None


def years_between(start: str | None, end: str | None) -> Decimal | None:
    """Return the years from the first day that ``start`` may mean to the last of ``end``; None where they are no days.

    >>> round(years_between("2020", "2024"), 2)
    Decimal('5.00')
    """
    first, last = stretch_of(start or ""), stretch_of(end or "")
    if first is None or last is None:
        return None
    return _EXACT.divide(Decimal((last.last - first.first).days + 1), _DAYS_IN_YEAR)


def pace_of(promised: Decimal, delivered: Decimal | None, term: Term | None, on: date) -> Pace | PaceGap:
    """Return how a pledge gets on at the end of a day, or why that cannot be said.

    Args:
        promised: the sum, above zero.
        delivered: what was delivered of it, in the same currency; None where nobody tells.
        term: what time it is spread over.
        on: the day.

    >>> term = Term(Decimal(4), "2022-01-01", "2025-12-31", "a claim")
    >>> pace = pace_of(Decimal(400), Decimal(100), term, date(2023, 12, 31))
    >>> round(pace.ratio, 2), round(pace.still_needed)
    (Decimal('0.50'), 150)
    """
    if term is None:
        return "no-term"
    first, last = stretch_of(term.start or ""), stretch_of(term.end or "")
    if first is None or last is None or last.last < first.first:
        return "no-start"
    if delivered is None:
        return "no-delivery"
    if on < first.first:
        return "not-begun"
    whole = (last.last - first.first).days + 1
    over = min((on - first.first).days + 1, whole)
    share = _EXACT.divide(delivered, promised)
    elapsed = _EXACT.divide(Decimal(over), Decimal(whole))
    left = _EXACT.divide(Decimal(whole - over), _DAYS_IN_YEAR)
    needed = _EXACT.divide(max(promised - delivered, Decimal(0)), left) if left else None
    return Pace(on.isoformat(), share, elapsed, _EXACT.divide(share, elapsed), left, needed)
