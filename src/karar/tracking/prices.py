"""Sums made comparable: in one currency, by the rates of their own days or of one; in the prices of one year.

The original always stands first; what is made of it says by which rate and index. A gap (no day, no rate, no index for
a year) is named and never filled: no neighbouring year, no mean, no guess.

Constant prices: value × index of the base year ÷ index of the sum's year, by the index of the currency that the value
is in. A converted sum is converted at its day's rate first, so the index is that of the currency asked for, as in
the deflators of the OECD's development statistics.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from decimal import Context, Decimal
from pathlib import Path
from typing import Literal

import msgspec

from karar.errors import InputError
from karar.model.values import Amount
from karar.reference.rates import Rate
from karar.tracking.amounts import Gap, RateTable

PriceGap = Gap | Literal["no-index"]
"""Why a sum has no value here: see `karar.tracking.amounts.Gap`; ``no-index``: the deflator lacks its year."""

COLUMNS = ("currency", "year", "index")
"""The header of a deflator's file."""

_EXACT = Context(prec=28)
_CURRENCY = re.compile(r"[A-Z]{3}")
_YEAR = re.compile(r"\d{4}")
_INDEX = re.compile(r"\d+(\.\d+)?")


class Deflator(msgspec.Struct, frozen=True):
    """Price indices by currency and year, and the year whose prices are asked for.

    Attributes:
        base: the year.
        indices: currency → year → index; in any unit, since only their ratios count.
    """

    base: str
    indices: Mapping[str, Mapping[str, Decimal]]

    def deflate(self, value: Decimal, currency: str, day: str) -> Decimal | None:
        """Return a sum of a day in the prices of the base year, None where an index is missing.

        >>> deflator = Deflator("2025", {"INR": {"2022": Decimal(90), "2025": Decimal(108)}})
        >>> deflator.deflate(Decimal(100), "INR", "2022-03")
        Decimal('120')
        """
        indices = self.indices.get(currency, {})
        base, own = indices.get(self.base), indices.get(day[:4])
        if base is None or own is None:
            return None
        return _EXACT.divide(_EXACT.multiply(value, base), own)


class Priced(msgspec.Struct, frozen=True):
    """What a sum comes to.

    Attributes:
        value: in the currency and the prices asked for; of a range the lower end.
        currency: ISO 4217.
        rate: the rate by which it was converted; None where it was not.
        prices: the year in whose prices it is; None: those of its own day.
    """

    value: Decimal
    currency: str
    rate: Rate | None = None
    prices: str | None = None


class Pricing(msgspec.Struct, frozen=True):
    """In what sums are counted.

    Attributes:
        into: one currency for all; None: each in its own.
        rate_day: the day whose rates count for all; None: the day of each sum.
        deflator: for constant prices.
    """

    into: str | None = None
    rate_day: str | None = None
    deflator: Deflator | None = None

    def price(self, amount: Amount, day: str | None, rates: RateTable) -> Priced | PriceGap:
        """Return what a sum of a day comes to, or why that cannot be said.

        >>> from karar.reference.rates import Rates
        >>> rates = Rates({"2025-08-29": {"JPY": "171.72", "INR": "102.8035"}}, {})
        >>> yen = Amount(value="10000000000000", currency="JPY")
        >>> round(Pricing("INR").price(yen, "2025-08-29", rates).value / 10**12, 3)
        Decimal('5.987')
        >>> Pricing("INR").price(yen, None, rates)
        'no-day'
        """
        if amount.value is None:
            return "no-value"
        if amount.currency is None:
            return "no-currency"
        value, currency, rate = Decimal(amount.value), amount.currency, None
        if self.into is not None and self.into != currency:
            of_day = self.rate_day or day
            if of_day is None:
                return "no-day"
            rate = rates.rate(currency, self.into, of_day)
            if rate is None:
                return "no-rate"
            value, currency = rate.convert(value), self.into
        if self.deflator is None:
            return Priced(value, currency, rate)
        if day is None:
            return "no-day"
        constant = self.deflator.deflate(value, currency, day)
        return "no-index" if constant is None else Priced(constant, currency, rate, self.deflator.base)


AS_TOLD = Pricing()
"""Each sum in its own currency, in the prices of its day."""


def read_deflator(path: Path, base: str) -> Deflator:
    """Read price indices from a comma-separated file with the columns `COLUMNS`; lines that begin with ``#`` are notes.

    Raises:
        InputError: no such file, another header, a cell that is no currency, year or index above zero, a year twice,
            or the base year is nowhere in it.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"The deflator cannot be read: {told}", where=str(path), hint="Check the path.") from error
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    hint = f"Its columns are {','.join(COLUMNS)}."
    if not rows or _cells(rows[0][1]) != list(COLUMNS):
        raise InputError("The deflator has another header", where=f"{path}:{rows[0][0] if rows else 1}", hint=hint)
    indices: dict[str, dict[str, Decimal]] = {}
    for number, line in rows[1:]:
        cells, where = _cells(line), f"{path}:{number}"
        forms = (_CURRENCY, _YEAR, _INDEX)
        if len(cells) != len(forms) or not all(form.fullmatch(cell) for form, cell in zip(forms, cells, strict=True)):
            told = f"{line.strip()!r} is no currency, year and index"
            raise InputError(told, where=where, hint="Write it like: JPY,2022,102.3")
        currency, year, index = cells
        if not Decimal(index):
            raise InputError("An index is above zero", where=where, hint="Leave the year out if it is not known.")
        if year in indices.setdefault(currency, {}):
            raise InputError(f"{currency} {year} stands twice", where=where, hint="Keep one of the two.")
        indices[currency][year] = Decimal(index)
    if not any(base in years for years in indices.values()):
        raise InputError(f"The deflator has no index of {base}", where=str(path), hint="Ask for a year that it has.")
    return Deflator(base, indices)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader(io.StringIO(line)), [])]
