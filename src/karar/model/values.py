"""Values that text states: sums, counts, days, periods. All keep the precision they were written with."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec

Qualifier = Literal["exact", "about", "over", "under", "range"]
AmountRole = Literal["promise", "project-cost", "ceiling"]
Funds = Literal["public", "private", "mixed"]
Modality = Literal["done", "decided", "planned", "proposed", "possible", "denied"]
Precision = Literal["day", "week", "month", "year", "fiscal-year", "weekday"]
DurationUnit = Literal["day", "week", "month", "year"]

Decimal = Annotated[str, msgspec.Meta(pattern=r"^\d+(\.\d+)?$", description="A decimal number as a string.")]
CurrencyCode = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$", description="ISO 4217 code.")]

_DECIMAL = re.compile(r"\d+(\.\d+)?")
_WHEN = re.compile(r"\d{4}(-W\d{2}|-\d{2}(-\d{2})?)?")


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A sum of money in base units of its currency (yen, rupees, dollars – not lakhs, not cents).

    Attributes:
        value: decimal string; None where the text cuts the number off.
        to: upper end of a range, else None.
        currency: ISO 4217; None where the text names none: rupees are never assumed.
        qualifier: ``exact``, ``about``, ``over`` ("over X" keeps X), ``under``, ``range``.
        role: whether the sum is what is promised, the cost of the project it goes to, or a ceiling.
        funds: whose money, where the text says so.
        modality: only where the sum is less firm than the claim.
        same_as: index of the amount that this one says again in another currency.
    """

    value: Decimal | None
    currency: CurrencyCode | None
    to: Decimal | None = None
    qualifier: Qualifier = "exact"
    role: AmountRole = "promise"
    funds: Funds | None = None
    modality: Modality | None = None
    same_as: int | None = None

    def __post_init__(self) -> None:
        for number in (self.value, self.to):
            if number is not None and not _DECIMAL.fullmatch(number):
                raise ValueError(f"not a decimal string: {number!r}")


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A count of things that are not money: ``{"value": "50000", "unit": "person"}``."""

    value: Decimal
    unit: str


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A point in time with the precision it was written with.

    Attributes:
        value: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``YYYY-Www``; a fiscal year by the year it starts in; None
            where the text gives no anchor (a weekday without a publication day).
        precision: what was written.
        text: the words themselves, as they stand in the stored text.
    """

    value: str | None
    precision: Precision
    text: str

    def __post_init__(self) -> None:
        if self.value is not None and not _WHEN.fullmatch(self.value):
            raise ValueError(f"not a date: {self.value!r}")


# `from` is a Python keyword, so the JSON name is given by `rename`.
class Period(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """What stretch of time a promise covers; either end may be open. Values as in `When`."""

    start: str | None = None
    end: str | None = None


class Duration(msgspec.Struct, frozen=True, kw_only=True):
    """A length of time: ``{"n": 10, "unit": "year"}``."""

    n: int
    unit: DurationUnit
