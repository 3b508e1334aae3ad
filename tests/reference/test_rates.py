"""Exchange rates: of the day, of the last day before, of the month, or none."""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from karar.errors import ResourceError
from karar.reference.rates import Rates, compile_rates, daily_rates, load_rates
from tests.reference.known import RESOURCES, ROOT

SHARED = ROOT.parent / "shared" / "data" / "fx"


@pytest.fixture(scope="module")
def rates(tmp_path_factory: pytest.TempPathFactory) -> Rates:
    """The rates that `resources/` and the package hold now."""
    path = tmp_path_factory.mktemp("rates") / "rates.msgpack"
    path.write_bytes(msgspec.msgpack.encode(compile_rates(RESOURCES / "rates" / "monthly.tsv")))
    return load_rates.__wrapped__(path)


@pytest.mark.parametrize(
    ("currency", "into", "day", "value", "published", "source"),
    [
        ("EUR", "JPY", "2025-08-29", "171.72", "2025-08-29", "ecb"),
        ("EUR", "INR", "2025-08-29", "102.8035", "2025-08-29", "ecb"),
        ("EUR", "USD", "2025-08-29", "1.1658", "2025-08-29", "ecb"),
        ("JPY", "INR", "2025-08-29", "0.59867", "2025-08-29", "ecb"),
        ("JPY", "INR", "2025-08-31", "0.59867", "2025-08-29", "ecb"),  # a Sunday
        ("JPY", "USD", "2022-03-19", "0.0083775", "2022-03-18", "ecb"),  # a Saturday
        ("USD", "INR", "2008-05-10", "42.0019", "2008-05", "fed-h10"),  # the ECB has no rupee yet
        ("USD", "LKR", "2025-08-29", "301.3124", "2025-08", "fed-h10"),  # nor this one
        ("GBP", "USD", "1990-06", "1.7103", "1990-06", "fed-h10"),  # units to the dollar, whatever notes say
        ("JPY", "JPY", "1850-01-01", "1", "1850-01-01", "ecb"),
    ],
)
def test_a_rate_says_its_day_and_origin(rates, currency, into, day, value, published, source):
    """ECB of the day (facts of 29 August 2025), else of the last of seven days, else the month's mean."""
    rate = rates.rate(currency, into, day)
    exponent = Decimal(value).as_tuple().exponent
    assert rate is not None
    assert round(rate.value, -int(exponent)) == Decimal(value)
    assert (rate.day, rate.source) == (published, source)


@pytest.mark.parametrize(
    ("currency", "into", "day"),
    [
        ("JPY", "INR", "2025"),
        ("JPY", "INR", "2025-W35"),
        ("JPY", "INR", "2099-01-01"),
        ("JPY", "INR", "2025-02-30"),
        ("JPY", "INR", "1960-01-01"),
        ("RUB", "USD", "2022-03-20"),  # the ECB's last rouble is of 1 March
        ("XXX", "USD", "2025-08-29"),
        ("BTN", "INR", "2025-08-29"),
    ],
)
def test_where_nobody_published_a_rate_there_is_none(rates, currency, into, day):
    """A year, a day that is none, a day too late or too early, a currency without a rate: None, no guess."""
    assert rates.rate(currency, into, day) is None


@pytest.mark.parametrize(("day", "found"), [("2022-03-08", "2022-03-01"), ("2022-03-09", None)])
def test_a_rate_is_good_for_seven_days(rates, day, found):
    """The rouble's last rate is still the last one after seven days, and no longer after eight."""
    rate = rates.rate("RUB", "USD", day)
    assert (rate and rate.day) == found


def test_both_currencies_are_of_the_same_day():
    """A day on which only one of them was published is passed over."""
    daily = {"2025-01-03": {"JPY": "160", "INR": "90"}, "2025-01-04": {"JPY": "161", "INR": "N/A"}}
    rate = Rates(daily, {}).rate("JPY", "INR", "2025-01-04")
    assert rate is not None
    assert (rate.day, rate.value) == ("2025-01-03", Decimal("0.5625"))


def test_the_package_has_the_ecb_s_own_figures():
    """Every tenth day of the table in ../shared is the same in the installed package."""
    path = SHARED / "ecb_EUR_daily_USD_JPY_KRW_INR_GBP_CNY.csv"
    if not path.exists():
        pytest.skip("../shared is not there")
    table = daily_rates()
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))[::10]
    assert [{code: table[row["Date"]][code] for code in row if code != "Date"} for row in rows] == [
        {code: value for code, value in row.items() if code != "Date"} for row in rows
    ]
    assert len(rows) > 700


def test_monthly_means_are_near_the_daily_rates(rates):
    """Every currency of both tables, in the middle of 2024: no series stands upside down."""
    for code in ("AUD", "NZD", "GBP", "EUR", "JPY", "INR", "KRW", "CNY", "CHF", "BRL", "ZAR", "THB"):
        daily, monthly = (rates.rate("USD", code, day) for day in ("2024-06-14", "2024-06"))
        assert abs(daily.value / monthly.value - 1) < Decimal("0.03"), code
    assert rates.rate("USD", "TWD", "2024-06").value > 25
    assert rates.rate("USD", "LKR", "2024-06").value > 250


@pytest.mark.parametrize(
    "row", ["2020-1\t1", "2020-01\t0", "2020-01\t-1", "2020-01\t1\t2", "2020-01\tx", "2020-01\t1\n2020-01\t1"]
)
def test_a_broken_row_of_rates_is_named(tmp_path: Path, row):
    """No month, no positive number, one cell too many, a month twice: file and line are said."""
    path = tmp_path / "monthly.tsv"
    path.write_text(f"# origin\nmonth\tINR\n{row}\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"rates/monthly.tsv:\d"):
        compile_rates(path)


@pytest.mark.parametrize("content", [b"", b"\x80", b"\x81\xa6format\x00"])
def test_a_broken_compilation_is_told(tmp_path: Path, content):
    """A missing, empty or older file says how to make it again."""
    path = tmp_path / "rates.msgpack"
    path.write_bytes(content)
    for place in (path, tmp_path / "none"):
        with pytest.raises(ResourceError, match="build_data"):
            load_rates(place)


def test_nothing_is_opened_at_import():
    """Importing the module reads neither table."""
    script = (
        "import sys; seen = []; sys.addaudithook(lambda e, a: seen.append(str(a[0])) if e == 'open' else None);"
        "import karar.reference.rates; print([s for s in seen if 'eurofxref' in s or 'rates.msgpack' in s])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
