"""Make rates/monthly.tsv: monthly rates to the dollar since 1971, from the Federal Reserve's H.10 release.

Usage::

    python tools/import_rates.py SOURCE

SOURCE holds ``fx/fed_h10_monthly.csv`` (datasets/exchange-rates, PDDL).

Notes on this table say that some of its currencies are quoted the other way round, in dollars to a unit. So nothing is
taken on trust: every series is held against the ECB's daily rates, or against the rate at which it went up in the euro,
and one that is more than a tenth off stops the import. (None is: the table has units to the dollar throughout.)
"""

from __future__ import annotations

import csv
import sys
from decimal import Decimal
from pathlib import Path
from statistics import fmean

from karar.reference.rates import Rates, daily_rates

TARGET = Path(__file__).resolve().parent.parent / "resources" / "rates" / "monthly.tsv"
HEAD = (
    "Units of each currency to one US dollar, monthly means of daily noon rates. `month`: YYYY-MM.",
    "Origin: Federal Reserve, release H.10, by way of datasets/exchange-rates. Licence: PDDL.",
    "Made by tools/import_rates.py, which checks each series against the ECB's; not edited by hand.",
)
CODES = {
    "Australia": "AUD",
    "Austria": "ATS",
    "Belgium": "BEF",
    "Brazil": "BRL",
    "Canada": "CAD",
    "China": "CNY",
    "Denmark": "DKK",
    "Euro": "EUR",
    "Finland": "FIM",
    "France": "FRF",
    "Germany": "DEM",
    "Greece": "GRD",
    "Hong Kong": "HKD",
    "India": "INR",
    "Ireland": "IEP",
    "Italy": "ITL",
    "Japan": "JPY",
    "Malaysia": "MYR",
    "Mexico": "MXN",
    "Netherlands": "NLG",
    "New Zealand": "NZD",
    "Norway": "NOK",
    "Portugal": "PTE",
    "Singapore": "SGD",
    "South Africa": "ZAR",
    "South Korea": "KRW",
    "Spain": "ESP",
    "Sri Lanka": "LKR",
    "Sweden": "SEK",
    "Switzerland": "CHF",
    "Taiwan": "TWD",
    "Thailand": "THB",
    "United Kingdom": "GBP",
}
# Its series runs on through three new bolívares, scaled back by an unstated factor.
LEFT_OUT = {"Venezuela"}
# Council Regulation (EC) 2866/98, and 1478/2000 for the drachma: units to the euro.
INTO_EURO = {
    "ATS": 13.7603,
    "BEF": 40.3399,
    "DEM": 1.95583,
    "ESP": 166.386,
    "FIM": 5.94573,
    "FRF": 6.55957,
    "GRD": 340.750,
    "IEP": 0.787564,
    "ITL": 1936.27,
    "NLG": 2.20371,
    "PTE": 200.482,
}
UNCHECKED = {"LKR", "TWD"}
"""Not among the ECB's currencies; held against their well-known order of magnitude in the tests."""
MOST_OFF = 0.1


def read_series(source: Path) -> dict[str, dict[str, str]]:
    """Return month → rate as written, by currency code."""
    series: dict[str, dict[str, str]] = {}
    with (source / "fx" / "fed_h10_monthly.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["Country"] not in LEFT_OUT and row["Exchange rate"]:
                series.setdefault(CODES[row["Country"]], {})[row["Date"][:7]] = row["Exchange rate"]
    return series


def check(code: str, months: dict[str, str], ecb: Rates) -> None:
    """Stop where a series is far from the ECB's in the months that both have.

    Raises:
        SystemExit: it is; or there is nothing to hold it against.
    """
    shares = []
    for month, written in months.items():
        days = [f"{month}-{day:02}" for day in (5, 12, 19, 26)]
        into = INTO_EURO.get(code)
        found = [ecb.rate("USD", "EUR" if into else code, day) for day in days] if month >= "1999-01" else []
        known = [float(rate.value) * (into or 1.0) for rate in found if rate]
        if known:
            shares.append(float(Decimal(written)) / fmean(known))
    if not shares and code not in UNCHECKED:
        raise SystemExit(f"{code}: no month in which the ECB has it")
    worst = max((abs(share - 1) for share in shares), default=0.0)
    if worst > MOST_OFF:
        raise SystemExit(f"{code}: {worst:.0%} off the ECB's rate; is it dollars to a unit?")
    print(f"{code}: {len(months)} months, {len(shares)} of them checked, at most {worst:.1%} off")


def main() -> int:
    """Write the table; return the exit code."""
    series = read_series(Path(sys.argv[1]))
    ecb = Rates(daily_rates(), {})
    for code, months in sorted(series.items()):
        check(code, months, ecb)
    codes = sorted(series)
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("w", encoding="utf-8") as out:
        out.writelines(f"# {line}\n" for line in HEAD)
        out.write("\t".join(("month", *codes)) + "\n")
        for month in sorted({month for months in series.values() for month in months}):
            out.write("\t".join((month, *(series[code].get(month, "") for code in codes))).rstrip() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
