"""Sums of money in Hindi and English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karar.mentions.amounts import find_amounts
from karar.text.sentences import Sentence
from tests.mentions.conftest import sentence

Read = Callable[[str], Sentence]

# text, value, currency
SINGLE = [
    ("जापान 6 लाख करोड़ रुपयों का निवेश करेगा", "6000000000000", "INR"),
    ("10 ट्रिलियन येन का निवेश", "10000000000000", "JPY"),
    ("१० ट्रिलियन येन", "10000000000000", "JPY"),
    ("98.13 हजार करोड़ रुपये", "981300000000", "INR"),
    ("37 करोड़ पचास लाख डॉलर", "375000000", "USD"),
    ("1 लाख डॉलर", "100000", "USD"),
    ("1 खरब रुपये", "100000000000", "INR"),
    ("10 लाख करोड़ येन", "10000000000000", "JPY"),
    ("1 अरब 20 करोड़ डालर", "1200000000", "USD"),
    ("एक लाख पचास हजार करोड़ रुपए", "1500000000000", "INR"),
    ("3 लाख 19 हजार करोड़ रूपये", "3190000000000", "INR"),
    ("साढ़े तीन लाख डॉलर", "350000", "USD"),
    ("सवा सौ करोड़ रुपये", "1250000000", "INR"),
    ("पौने दो अरब डॉलर", "1750000000", "USD"),
    ("डेढ़ लाख करोड़ रुपये", "1500000000000", "INR"),
    ("ढाई अरब डॉलर", "2500000000", "USD"),
    ("आधा अरब डॉलर", "500000000", "USD"),
    ("1,00,000 करोड़ रुपये", "1000000000000", "INR"),
    ("रु. 500 करोड़", "5000000000", "INR"),
    ("₹ 6 लाख करोड़", "6000000000000", "INR"),
    ("500 मिलियन अमेरिकी डॉलर", "500000000", "USD"),
    ("5 करोड़ ऑस्ट्रेलियाई डॉलर", "50000000", "AUD"),
    ("20 करोड़ टका", "200000000", "BDT"),
    ("10 अरब श्रीलंकाई रुपये", "10000000000", "LKR"),
    ("50 लाख कोरियाई वॉन", "5000000", "KRW"),
    ("500करोड़ रुपये", "5000000000", "INR"),
    ("500\nकरोड़\nरुपये", "5000000000", "INR"),
    ("Rs 5,000 crore", "50000000000", "INR"),
    ("Rs. 1.5 lakh cr", "1500000000000", "INR"),
    ("Rs500 crore", "5000000000", "INR"),
    ("$1.3bn", "1300000000", "USD"),
    ("US$ 500 mn", "500000000", "USD"),
    ("USD 2.5 billion", "2500000000", "USD"),
    ("RMB 300 million", "300000000", "CNY"),
    ("¥10 trillion", "10000000000000", "JPY"),
    ("€1bn", "1000000000", "EUR"),
    ("a $4.5-bn line of credit", "4500000000", "USD"),
    ("a 5-billion-dollar deal", "5000000000", "USD"),
    ("half a billion dollars", "500000000", "USD"),
    ("one and a half billion euros", "1500000000", "EUR"),
    ("twenty-five million pounds", "25000000", "GBP"),
    ("a hundred crore rupees", "1000000000", "INR"),
    ("5 billion Sri Lankan rupees", "5000000000", "LKR"),
    ("SCR 50 million", "50000000", "SCR"),
    ("Yen 21.787 billion", "21787000000", "JPY"),
    ("JPY251.966 billion", "251966000000", "JPY"),
    ("30,162INR crore", "301620000000", "INR"),
    ("5 करोड़ दीनार", "50000000", None),
]


@pytest.mark.parametrize(("text", "value", "currency"), SINGLE)
def test_one_sum(read: Read, text: str, value: str, currency: str | None) -> None:
    """A sum has its value in base units and its currency, and its span read alone gives both again."""
    sent = read(text)
    (mention,) = find_amounts(sent)
    assert (mention.value.value, mention.value.currency) == (value, currency)
    (again,) = find_amounts(read(sent.stored(mention.start, mention.end)))
    assert (again.value.value, again.value.currency) == (value, currency)


RANGES = [
    ("5 से 7 अरब डॉलर", "5000000000", "7000000000", "USD"),
    ("5 और 7 अरब डॉलर के बीच", "5000000000", "7000000000", "USD"),
    ("दो-तीन करोड़ रुपये", "20000000", "30000000", "INR"),
    ("50,000 से 1 लाख रुपये", "50000", "100000", "INR"),
    ("$5-7 billion", "5000000000", "7000000000", "USD"),
    ("$500 million to $1 billion", "500000000", "1000000000", "USD"),
    ("between 5 and 7 billion dollars", "5000000000", "7000000000", "USD"),
    ("5 to 7 million euros", "5000000", "7000000", "EUR"),
]


@pytest.mark.parametrize(("text", "low", "high", "currency"), RANGES)
def test_ranges(read: Read, text: str, low: str, high: str, currency: str) -> None:
    """A range has both ends, the scale of the higher where the lower has none, and reads the same alone."""
    sent = read(text)
    (mention,) = find_amounts(sent)
    value = mention.value
    assert (value.value, value.to, value.currency, value.qualifier) == (low, high, currency, "range")
    (again,) = find_amounts(read(sent.stored(mention.start, mention.end)))
    assert again.value == value


@pytest.mark.parametrize(
    ("text", "qualifier", "ceiling"),
    [
        ("लगभग 5 अरब डॉलर", "about", None),
        ("5 अरब डॉलर से अधिक", "over", None),
        ("करीब 5 अरब डॉलर से ज़्यादा", "over", None),
        ("कम से कम 5 अरब डॉलर", "over", None),
        ("5 अरब डॉलर तक की सहायता", "under", "1"),
        ("व्यापार को 500 अरब डॉलर तक पहुंचाने", "exact", None),
        ("around $5 billion", "about", None),
        ("Rs. 1165 crore approx.", "about", None),
        ("more than $5 billion", "over", None),
        ("up to Rs 500 crore", "under", "1"),
        ("less than $5 billion", "under", None),
        ("$5 billion", "exact", None),
    ],
)
def test_qualifiers(read: Read, text: str, qualifier: str, ceiling: str | None) -> None:
    """A qualifier stands outside the span and in the value; an upper limit is marked."""
    (mention,) = find_amounts(read(text))
    assert (mention.value.qualifier, mention.attrs.get("ceiling")) == (qualifier, ceiling)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("will invest Rs 5,", "truncated-number"),
        ("कर्ज के रूप में 10 ट्रि…", "truncated-number"),
        ("सहायता 5… करोड़", "truncated-number"),
        ("करोड़ों रुपये", "vague-amount"),
        ("several billion dollars", "vague-amount"),
    ],
)
def test_no_value(read: Read, text: str, problem: str) -> None:
    """A number that is cut off or not told has no value and says why; it is never guessed."""
    (mention,) = find_amounts(read(text))
    assert mention.value.value is None
    assert problem in [found.kind for found in mention.problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("5 trillion dollars", "implausible-value"),
        ("5 करोड़ दिरहम", "ambiguous-currency"),
        ("6 लाख करोड़ का निवेश", "unknown-currency"),
        ("a 2 billion loan", "unknown-currency"),
        ("a loan of about 2 billion", "unknown-currency"),
    ],
)
def test_doubts(read: Read, text: str, problem: str) -> None:
    """A doubtful sum keeps its value and carries the doubt."""
    (mention,) = find_amounts(read(text))
    assert mention.value.value is not None
    assert [found.kind for found in mention.problems] == [problem]


def test_said_again_in_other_currencies(read: Read) -> None:
    """What follows a sum in brackets or after "यानी" in another currency is marked as the same sum."""
    text = "10 trillion yen (about 6 lakh crore rupees, 68 billion dollars)"
    assert [m.attrs.get("same_as_previous") for m in find_amounts(read(text))] == [None, "1", "1"]
    text = "5 ट्रिलियन येन यानी 3.2 लाख करोड़ रुपये"
    assert [m.attrs.get("same_as_previous") for m in find_amounts(read(text))] == [None, "1"]
    text = "Rs 500 crore for roads and $20 million for schools"
    assert [m.attrs.get("same_as_previous") for m in find_amounts(read(text))] == [None, None]


def test_assumed_currency(read: Read) -> None:
    """Rupees without a country are India's by assumption only; a country's word removes the assumption."""
    (plain,) = find_amounts(read("Rs 500 crore"))
    assert (plain.value.currency, plain.attrs["currency_assumed"]) == ("INR", "rupee")
    (told,) = find_amounts(read("500 करोड़ भारतीय रुपये"))
    assert (told.value.currency, "currency_assumed" in told.attrs) == ("INR", False)
    (yen, _) = find_amounts(read("¥ 300 million and 5 billion yuan"))
    assert (yen.value.currency, yen.attrs["currency_assumed"]) == ("CNY", "yen-yuan")


def test_states_of_a_bare_word(read: Read) -> None:
    """A word that names the money of several states says whose, for the parties to settle."""
    (mention,) = find_amounts(read("over 1.5 billion francs"))
    assert mention.value.currency is None
    assert "CH:CHF" in mention.attrs["currency_states"].split()


def test_growth_is_no_range(read: Read) -> None:
    """ "From X to Y" of trade that grows is two sums."""
    assert len(find_amounts(read("raise trade from $20 billion to $50 billion"))) == 2
    assert len(find_amounts(read("20 अरब डॉलर से 50 अरब डॉलर तक पहुंचाने"))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "12 देशों के नेता और 2+2 वार्ता",
        "G20, Su-30, S-400, Article 370 and 5% of it",
        "in 2019 he won 5 medals",
        "संयुक्त अरब अमीरात के 2 अरब देशों",
        "दोनों देशों ने 5-सूत्रीय योजना पर 10वां दौर किया",
        "स्थापित 2024 में, फोन 011-23456789",
        "one of a million reasons",
    ],
)
def test_no_money(read: Read, text: str) -> None:
    """A number without a currency or a word for money is no sum."""
    assert find_amounts(read(text)) == []


SCALES = {"": 1, " thousand": 10**3, " lakh": 10**5, " crore": 10**7, " लाख करोड़": 10**12, " अरब": 10**9, " bn": 10**9}


def indian(number: int) -> str:
    """``number`` grouped in lakhs and crores: 1,23,456."""
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    groups = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*groups, tail])


@given(st.integers(1, 10**9), st.sampled_from(sorted(SCALES)), st.booleans())
def test_formatted_numbers_come_back(number: int, scale: str, western: bool) -> None:
    """A number written with either grouping and any scale has its value again."""
    text = f"{number:,}" if western else indian(number)
    (mention,) = find_amounts(sentence(f"₹ {text}{scale} के लिए"))
    assert mention.value.value == str(number * SCALES[scale])


@given(
    st.sampled_from(["$", "Rs ", "USD ", "रु. ", "€"]),
    st.decimals(min_value="0.01", max_value="99999", places=2),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(["", "लगभग ", "over ", "भारत ने ", "(about "]),
    st.sampled_from(["", " तक", " (करीब 5 अरब येन)", " and 20 buses", ", 2025"]),
)
def test_the_span_alone_reads_the_same(sign: str, number: object, scale: str, before: str, after: str) -> None:
    """Reading an amount's evidence again gives its value and currency."""
    sent = sentence(f"{before}{sign}{number}{scale}{after}")
    mentions = find_amounts(sent)
    assert mentions
    for mention in mentions:
        (again,) = find_amounts(sentence(sent.stored(mention.start, mention.end)))
        assert (again.value.value, again.value.currency) == (mention.value.value, mention.value.currency)
