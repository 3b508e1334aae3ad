"""Sums in another currency and in constant prices; the file of a deflator is checked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from karar.errors import InputError
from karar.tracking.prices import AS_TOLD, Deflator, Priced, Pricing, read_deflator
from tests.tracking.making import money

TEN_TRILLION = money("10_000_000_000_000")


def test_the_sums_of_august_2025(rates):
    """Ten trillion yen are 5.987 lakh crore rupees and 67.89 billion dollars (ECB, 29 August 2025)."""
    into = {code: Pricing(code).price(TEN_TRILLION, "2025-08-29", rates) for code in ("INR", "USD")}
    assert round(into["INR"].value / 10**12, 3) == Decimal("5.987")
    assert round(into["USD"].value / 10**9, 2) == Decimal("67.89")
    assert {one.rate.day for one in into.values()} == {"2025-08-29"}
    assert {one.rate.source for one in into.values()} == {"ecb"}


def test_the_sums_of_march_2022(rates):
    """Five trillion yen were 3.188 lakh crore rupees and 41.9 billion dollars (ECB, 18 March 2022)."""
    five = money("5_000_000_000_000")
    assert round(Pricing("INR").price(five, "2022-03-18", rates).value / 10**12, 3) == Decimal("3.188")
    assert round(Pricing("USD").price(five, "2022-03-18", rates).value / 10**9, 1) == Decimal("41.9")


def test_one_day_may_be_chosen_for_all(rates):
    """A sum of another day, or of none, is converted at the rates of the day that was asked for."""
    chosen = Pricing("INR", "2025-08-29")
    assert chosen.price(TEN_TRILLION, "2022-03", rates) == chosen.price(TEN_TRILLION, None, rates)
    assert chosen.price(TEN_TRILLION, None, rates).rate.day == "2025-08-29"


@pytest.mark.parametrize(
    ("amount", "day", "pricing", "gap"),
    [
        (money(None), "2025-08-29", AS_TOLD, "no-value"),
        (money("5", None), "2025-08-29", Pricing("INR"), "no-currency"),
        (money("5"), None, Pricing("INR"), "no-day"),
        (money("5"), "2025", Pricing("INR"), "no-rate"),
        (money("5", "BTN"), "2025-08-29", Pricing("USD"), "no-rate"),
        (money("5"), None, Pricing(deflator=Deflator("2020", {"JPY": {"2020": Decimal(1)}})), "no-day"),
        (money("5"), "2021", Pricing(deflator=Deflator("2020", {"JPY": {"2020": Decimal(1)}})), "no-index"),
        (money("5", "USD"), "2020", Pricing(deflator=Deflator("2020", {"JPY": {"2020": Decimal(1)}})), "no-index"),
    ],
)
def test_a_gap_is_named(rates, amount, day, pricing, gap):
    """What cannot be converted or deflated says why, and no neighbouring year or day stands in."""
    assert pricing.price(amount, day, rates) == gap


def test_constant_prices(rates):
    """A hundred rupees of 2022, at indices of 90 and 108, are 120 of 2025; a converted sum takes the target's index."""
    deflator = Deflator("2025", {"INR": {"2022": Decimal(90), "2025": Decimal(108)}})
    assert Pricing(deflator=deflator).price(money("100", "INR"), "2022-03", rates) == Priced(
        Decimal(120), "INR", None, "2025"
    )
    yen = Pricing("INR", deflator=deflator).price(money("100"), "2022-03-18", rates)
    plain = Pricing("INR").price(money("100"), "2022-03-18", rates)
    assert yen.value == plain.value * 108 / 90


GOOD = "# written for a test\ncurrency,year,index\nINR,2022,90\nINR,2025,108\n"


def test_a_deflator_is_read(tmp_path):
    """Notes and a byte order mark do no harm."""
    path = tmp_path / "deflator.csv"
    path.write_text(f"\ufeff{GOOD}", encoding="utf-8")
    assert read_deflator(path, "2025").indices == {"INR": {"2022": Decimal(90), "2025": Decimal(108)}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "another header"),
        ("year,index\n2022,90\n", "another header"),
        (GOOD + "INR,2025,108\n", "INR 2025 stands twice"),
        (GOOD + "INR,2026\n", "no currency, year and index"),
        (GOOD + "rupee,2026,110\n", "no currency, year and index"),
        (GOOD + "INR,26,110\n", "no currency, year and index"),
        (GOOD + "INR,2026,-1\n", "no currency, year and index"),
        (GOOD + "INR,2026,0\n", "above zero"),
        (GOOD.replace("INR,2025,108\n", ""), "no index of 2025"),
    ],
)
def test_a_broken_deflator_is_told_in_one_line(tmp_path, text, told):
    """What is wrong, at which line, and what to do."""
    path = tmp_path / "deflator.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told) as caught:
        read_deflator(path, "2025")
    assert str(path) in str(caught.value)
    assert caught.value.hint


def test_a_deflator_that_is_not_there(tmp_path):
    """The path is named."""
    with pytest.raises(InputError, match="cannot be read"):
        read_deflator(tmp_path / "none.csv", "2025")
