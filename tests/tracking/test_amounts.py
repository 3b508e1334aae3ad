"""Sums held against each other: the figures under 'Money' in ../shared/facts.md, each with the day that it is of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from karar.tracking.amounts import Slip, compare
from tests.tracking.making import money

SUMMIT, FIRST = "2025-08-29", "2022-03-19"
TEN_TRILLION, FIVE_TRILLION = money("10_000_000_000_000"), money("5_000_000_000_000")
LAKH_CRORE, CRORE = 10**12, 10**7


@pytest.mark.parametrize(
    ("standard", "day", "currency", "expected"),
    [
        (money("1_000_000_000_000"), SUMMIT, "INR", "0.59867"),  # a yen in rupees
        (TEN_TRILLION, SUMMIT, "INR", "5.987"),  # lakh crore
        (TEN_TRILLION, SUMMIT, "USD", "0.06789"),  # 67.89 bn
        (FIVE_TRILLION, FIRST, "INR", "3.188"),
        (FIVE_TRILLION, FIRST, "USD", "0.0419"),  # 41.9 bn
    ],
)
def test_a_sum_is_worth_so_much_on_its_day(rates, standard, day, currency, expected):
    """Facts, 'Money': ECB reference rates of 29 August 2025 and of 18 March 2022 (the 19th was a Saturday)."""
    found = compare(standard, money("1", currency), day, rates)
    exponent = -Decimal(expected).as_tuple().exponent
    assert round(found.expected / LAKH_CRORE, exponent) == Decimal(expected)
    assert found.rate.day == ("2025-08-29" if day == SUMMIT else "2022-03-18")


@pytest.mark.parametrize(
    ("value", "currency", "agreement", "off", "slip"),
    [
        (6 * LAKH_CRORE, "INR", "agrees", "+0.2", None),
        (60_000 * CRORE, "INR", "conflict", "-90.0", Slip(power=-1)),
        (55 * LAKH_CRORE // 10, "INR", "rounding", "-8.1", None),
        (67 * 10**9, "USD", "agrees", "-1.3", None),
        (68 * 10**9, "USD", "agrees", "+0.2", None),
        (65 * 10**9, "USD", "rounding", "-4.3", None),
        (10**13, "JPY", "agrees", "+0.0", None),
    ],
)
def test_what_was_printed_in_august_2025(rates, value, currency, agreement, off, slip):
    """Facts, 'Money': 10 trillion yen beside what the press made of it."""
    found = compare(TEN_TRILLION, money(str(value), currency), SUMMIT, rates)
    assert (found.agreement, f"{found.off * 100:+.1f}", found.slip) == (agreement, off, slip)


def test_a_currency_was_swapped(rates):
    """Facts, 'Money': in March 2022 "5 trillion dollars" is the number of the yen."""
    found = compare(FIVE_TRILLION, money("5_000_000_000_000", "USD"), FIRST, rates)
    assert (found.agreement, found.slip) == ("conflict", Slip(meant="JPY"))


def test_a_third_currency_s_number(rates):
    """68 billion "rupees" are the dollars' number, where dollars are among those that may be meant."""
    rupees = money("68_000_000_000", "INR")
    assert compare(TEN_TRILLION, rupees, SUMMIT, rates, ["USD"]).slip == Slip(meant="USD")
    assert compare(TEN_TRILLION, rupees, SUMMIT, rates).slip is None


@pytest.mark.parametrize(
    ("power", "what"),
    [
        (2, "lakh for crore, or crore for arab"),
        (-2, "crore for lakh"),
        (3, "billion for million"),
        (4, "兆 for 億, 億 for 万"),
        (-4, "億 for 兆"),
        (-7, "the crore left out"),
    ],
)
def test_a_scale_word_slipped(rates, power, what):
    """A power of ten is found in either direction, in one currency and across two."""
    for currency, value in (("JPY", Decimal("10000000000000")), ("INR", Decimal("5990000000000"))):
        other = money(f"{value * Decimal(10) ** power:f}", currency)
        assert compare(TEN_TRILLION, other, SUMMIT, rates).slip == Slip(power=power), what


def test_a_swap_is_told_from_a_power_that_is_only_near(rates):
    """10 trillion won for 10 trillion yen is a swap, though it is also about a tenth."""
    won = money("10_000_000_000_000", "KRW")
    assert compare(TEN_TRILLION, won, SUMMIT, rates).slip == Slip(meant="JPY")


BORDERS = {
    "agrees": ("1.02", "0.98"),
    "rounding": ("1.0201", "0.9799", "1.1", "0.9"),
    "conflict": ("1.1001", "0.8999"),
}


@pytest.mark.parametrize(
    ("share", "agreement"), [(share, name) for name, shares in BORDERS.items() for share in shares]
)
def test_the_borders_of_the_rule(rates, share, agreement):
    """Up to 2 % agrees, up to 10 % is a rounding, more is a conflict: both borders belong below."""
    other = money(f"{Decimal(10**13) * Decimal(share):f}")
    assert compare(TEN_TRILLION, other, SUMMIT, rates).agreement == agreement


@pytest.mark.parametrize(
    ("standard", "other", "agreement"),
    [
        (money("100", to="200", qualifier="range"), money("150"), "agrees"),
        (money("100", to="200", qualifier="range"), money("210"), "rounding"),
        (money("100", to="200", qualifier="range"), money("80"), "conflict"),
        (money("100"), money("90", to="110", qualifier="range"), "agrees"),
        (money("100", qualifier="over"), money("108"), "agrees"),
        (money("100", qualifier="over"), money("92"), "rounding"),
        (money("100", qualifier="under"), money("92"), "agrees"),
        (money("100", qualifier="about"), money("92"), "rounding"),
    ],
)
def test_ranges_and_open_ends(rates, standard, other, agreement):
    """What lies in a range agrees with it; "over" reaches up, "under" down, "about" neither way."""
    assert compare(standard, other, SUMMIT, rates).agreement == agreement


@pytest.mark.parametrize(
    ("standard", "other", "day", "gap"),
    [
        (TEN_TRILLION, money("6", None), SUMMIT, "no-currency"),
        (money("6", None), TEN_TRILLION, SUMMIT, "no-currency"),
        (TEN_TRILLION, money(None, "INR"), SUMMIT, "no-value"),
        (money("0"), money("1"), SUMMIT, "no-value"),
        (TEN_TRILLION, money("6", "INR"), None, "no-day"),
        (TEN_TRILLION, money("6", "INR"), "2025", "no-rate"),
        (TEN_TRILLION, money("6", "BTN"), SUMMIT, "no-rate"),
        (TEN_TRILLION, money("6", "INR"), "2099-01-01", "no-rate"),
    ],
)
def test_what_cannot_be_compared_is_said(rates, standard, other, day, gap):
    """No value, no currency, no day, no rate: a gap is named and nothing is guessed."""
    found = compare(standard, other, day, rates)
    assert (found.gap, found.agreement, found.slip) == (gap, None, None)


def test_one_currency_needs_no_day(rates):
    """Yen and yen are compared whenever it was."""
    assert compare(TEN_TRILLION, FIVE_TRILLION, None, rates).agreement == "conflict"


def test_an_older_day_is_compared_at_the_month_s_mean(rates):
    """Before the ECB had the rupee (2009) the Federal Reserve's monthly mean serves, and says so."""
    found = compare(money("100", "USD"), money("4200", "INR"), "2008-05-14", rates)
    assert (found.agreement, found.rate.day, found.rate.source) == ("agrees", "2008-05", "fed-h10")
