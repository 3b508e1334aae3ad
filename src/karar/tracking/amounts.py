"""Two sums held against each other: do they agree, was one rounded, or do they conflict, and by what slip.

Sums in two currencies are compared at the rate of the day of the announcement. Up to 2 % apart they agree, up to 10 %
one of them is a rounding, more is a conflict. A conflict is then tried for the two slips that newsrooms make: a scale
word taken for another (lakh and crore, 億 and 兆, million and billion), which leaves a power of ten, and a currency
written for another, which leaves the number.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, Protocol

import msgspec

from karar.model.claims import Claim
from karar.model.values import Amount
from karar.reference.rates import Rate

Agreement = Literal["agrees", "rounding", "conflict"]
Gap = Literal["no-value", "no-currency", "no-day", "no-rate"]

AGREES, ROUNDS = Decimal("0.02"), Decimal("0.10")
_POWERS = tuple(power for power in range(-12, 13) if power)
_OPEN = Decimal("0.10")
"""How far "over X" reaches above X, and "under X" below it."""


class RateTable(Protocol):
    """Where rates come from, see `karar.reference.rates.Rates`."""

    def rate(self, currency: str, into: str, day: str) -> Rate | None:
        """Return the rate of a day, None where nobody published one."""
        ...


class Slip(msgspec.Struct, frozen=True):
    """How a sum probably went wrong.

    Attributes:
        power: the power of ten that it is off by (-1: it is a tenth); 0: not so.
        meant: the currency whose sum it is, under another's name; None: not so.
    """

    power: int = 0
    meant: str | None = None


class Comparison(msgspec.Struct, frozen=True):
    """A sum held against another, the standard.

    Attributes:
        agreement: whether they agree; None where they cannot be compared.
        off: by how much it is more (or less) than the standard: 0.1 is a tenth more. Exact.
        expected: the standard in the currency of the sum, at the lower end of a range.
        rate: the rate between the two; None where the currency is the same.
        slip: how it probably went wrong, for a conflict.
        gap: why they cannot be compared.
    """

    agreement: Agreement | None = None
    off: Decimal | None = None
    expected: Decimal | None = None
    rate: Rate | None = None
    slip: Slip | None = None
    gap: Gap | None = None


def compare(
    standard: Amount, other: Amount, day: str | None, rates: RateTable, currencies: Iterable[str] = ()
) -> Comparison:
    """Hold a sum against the standard.

    Args:
        standard: the sum that is believed.
        other: the sum that is tried.
        day: ISO day (or month) of the announcement, for the rate; None where nobody knows it.
        rates: where the rate comes from.
        currencies: those that may have been written for each other, beside these two.

    >>> from karar.reference.rates import Rates
    >>> rates = Rates({"2025-08-29": {"JPY": "171.72", "INR": "102.8035"}}, {})
    >>> yen = Amount(value="10000000000000", currency="JPY")
    >>> found = compare(yen, Amount(value="600000000000", currency="INR"), "2025-08-29", rates)
    >>> found.agreement, round(found.off, 3), found.slip.power
    ('conflict', Decimal('-0.900'), -1)
    """
    gap = _gap(standard, other, day)
    if gap or standard.currency is None or other.currency is None:
        return Comparison(gap=gap)
    rate = None
    if standard.currency != other.currency:
        rate = rates.rate(standard.currency, other.currency, day or "")
        if rate is None:
            return Comparison(gap="no-rate")
    low, high = _bounds(standard, rate)
    off = _off(_bounds(other), (low, high))
    agreement = _judge(off)
    slip = None
    if agreement == "conflict":
        slip = _power(other, (low, high), AGREES) or _swap(standard, other, day, rates, currencies)
        slip = slip or _power(other, (low, high), ROUNDS)
    return Comparison(agreement, off, low, rate, slip)


def yearly(claim: Claim) -> tuple[str, Decimal] | None:
    """Return what a claim's first promised sum comes to in a year, with its currency; None where it tells no years.

    Ten trillion yen in ten years go at the same pace as five trillion in five.
    """
    sums = [one for one in claim.amounts if one.role == "promise" and one.same_as is None]
    if not sums or sums[0].value is None or sums[0].currency is None:
        return None
    if claim.duration is None or claim.duration.unit != "year" or claim.duration.n < 2:
        return None
    return sums[0].currency, Decimal(sums[0].value) / claim.duration.n


def _gap(standard: Amount, other: Amount, day: str | None) -> Gap | None:
    if standard.value is None or other.value is None or not Decimal(standard.value):
        return "no-value"
    if standard.currency is None or other.currency is None:
        return "no-currency"
    return "no-day" if day is None and standard.currency != other.currency else None


def _bounds(amount: Amount, rate: Rate | None = None) -> tuple[Decimal, Decimal]:
    """Return the least and the most that a sum may mean."""
    low = Decimal(amount.value or 0)
    high = Decimal(amount.to) if amount.to is not None else low
    if amount.qualifier == "over":
        high = high * (1 + _OPEN)
    elif amount.qualifier == "under":
        low = low * (1 - _OPEN)
    return (rate.convert(low), rate.convert(high)) if rate else (low, high)


def _off(other: tuple[Decimal, Decimal], standard: tuple[Decimal, Decimal]) -> Decimal:
    """Return how far one range lies from another, as a share of the end that is nearer; 0 where they meet."""
    if other[0] > standard[1]:
        return other[0] / standard[1] - 1
    if other[1] < standard[0]:
        return other[1] / standard[0] - 1
    return Decimal(0)


def _judge(off: Decimal) -> Agreement:
    return "agrees" if abs(off) <= AGREES else "rounding" if abs(off) <= ROUNDS else "conflict"


def _power(other: Amount, standard: tuple[Decimal, Decimal], near: Decimal) -> Slip | None:
    low, high = _bounds(other)
    for power in _POWERS:
        scale = Decimal(10) ** -power
        if abs(_off((low * scale, high * scale), standard)) <= near:
            return Slip(power=power)
    return None


def _swap(standard: Amount, other: Amount, day: str | None, rates: RateTable, currencies: Iterable[str]) -> Slip | None:
    """Return the currency in which the number of ``other`` would agree with the standard."""
    bounds = _bounds(other)
    for code in dict.fromkeys((standard.currency or "", *currencies)):
        if code == other.currency:
            continue
        rate = None if code == standard.currency else rates.rate(standard.currency or "", code, day or "")
        if code != standard.currency and rate is None:
            continue
        if abs(_off(bounds, _bounds(standard, rate))) <= AGREES:
            return Slip(meant=code)
    return None
