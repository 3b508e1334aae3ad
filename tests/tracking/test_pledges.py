"""Pledges: the ladder of each commitment, its pace, the pledge before, and what groups come to."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karar.model.additions import Addition, AdditionSource, Held, identify_addition
from karar.model.commitments import Commitment, Linking, Relation
from karar.model.values import Duration, Period
from karar.reference.rates import Rates
from karar.tracking.history import Known
from karar.tracking.ladder import LADDER
from karar.tracking.pledge_groups import GROUPINGS, group_pledges
from karar.tracking.pledges import find_pledges, since
from karar.tracking.prices import Pricing
from tests.tracking.making import OFFICIAL, claim, money

ON = date(2026, 1, 1)
TRILLION = 10**12


def known_of(commitments, relations=(), additions=()):
    """Make what a ledger knows of commitments given as name → claims, with relations as (kind, source, target)."""
    made = [
        Commitment(
            name,
            tuple(sorted(one.id for one in claims)),
            tuple(sorted({party for one in claims for party in one.parties})),
            tuple(Relation(*one, (), "test") for one in relations if one[1] == name),
        )
        for name, claims in sorted(commitments.items())
    ]
    return Known(
        Linking(tuple(made)), {one.id: one for claims in commitments.values() for one in claims}, (), tuple(additions)
    )


def pledge(value, currency="JPY", **fields):
    """Make a claim that Japan pledges India a sum."""
    funds = fields.pop("funds", None)
    given = {"giver": "JP", "receiver": "IN", "sectors": ("finance",), "published": "2025-08-29"}
    return claim(amounts=(money(str(value), currency, funds=funds),), **given | fields)


def delivery(value, currency="JPY", **fields):
    """Make a claim that Japan has given India a sum."""
    return pledge(value, currency, **{"act": "deliver", "modality": "done", "published": "2025-12-01"} | fields)


def added(about, rung, value, unit="JPY", **fields):
    """Make a sum that a person added to a claim's commitment."""
    source = AdditionSource(
        fields.pop("where", "https://example.org/audit"), fields.pop("publisher", None), fields.pop("published", None)
    )
    made = {"subject": f"commitment:{about.id}", "what": rung, "value": str(value), "unit": unit, "who": "a clerk"}
    one = Addition(kind="amount", source=source, at=datetime(2026, 1, 1, tzinfo=UTC), **made | fields)
    return Held(identify_addition(one), about.id, None)


def only(rates, commitments, **fields):
    """Return the one pledge of commitments."""
    (found,) = find_pledges(known_of(commitments, **fields), rates, ON).pledges
    return found


IN_TEN_YEARS = {"duration": Duration(n=10, unit="year")}


def test_the_ladder_stands_in_its_own_order(rates):
    """Each rung has its own sum and day; the original currency is told, other sums with how they compare."""
    claims = [
        pledge(20, act="deliver", modality="done", published="2027-01-01"),
        pledge(100, act="target", published="2024-01-01"),
        pledge(90, published="2025-01-01"),
        pledge(80, act="sign", modality="done", published="2026-01-01"),
    ]
    found = only(rates, {"a": claims})
    assert [(one.rung, one.amount.value, one.day) for one in found.rungs] == [
        ("target", "100", "2024-01-01"),
        ("pledge", "90", "2025-01-01"),
        ("signed", "80", "2026-01-01"),
        ("delivered", "20", "2027-01-01"),
    ]
    assert (found.base, found.day) == ("pledge", "2024-01-01")


def test_ten_trillion_in_ten_years_follow_five_in_five(rates):
    """The new pledge stands beside the one before: twice the sum, and the same yearly pace (2022 and 2025)."""
    old = pledge(5 * TRILLION, act="target", published="2022-03-19", duration=Duration(n=5, unit="year"), funds="mixed")
    new = pledge(10 * TRILLION, funds="private", **IN_TEN_YEARS)
    found = find_pledges(known_of({"a": [old], "b": [new]}), rates, ON).pledges
    assert [one.commitment for one in found] == ["b", "a"]
    assert [one.yearly for one in found] == [TRILLION, TRILLION]
    assert [one.funds for one in found] == ["private", "mixed"]
    follows = found[0].follows
    assert (follows.commitment, follows.rule, follows.ratio) == ("a", "same-giver-receiver-and-field", 1)
    assert (follows.years, follows.yearly, follows.day) == (5, TRILLION, "2022-03-19")
    assert found[1].follows is None


def test_a_pledge_in_another_currency_is_followed_at_the_rate_of_its_own_day(rates):
    """The yearly sum before is told in the later one's currency."""
    old = pledge(5 * TRILLION, published="2022-03-18", duration=Duration(n=5, unit="year"))
    new = pledge(TRILLION, "INR", **IN_TEN_YEARS)
    follows = find_pledges(known_of({"a": [old], "b": [new]}), rates, ON).pledges[0].follows
    assert round(follows.yearly / 10**12, 4) == Decimal("0.6376")  # a fifth of 3.188 lakh crore rupees
    assert round(follows.ratio, 3) == Decimal("0.157")


@pytest.mark.parametrize(
    "other",
    [
        {"giver": "IN", "receiver": "JP"},
        {"sectors": ("health",)},
        {"published": "2025-08-29"},
        {"published": None},
        {"duration": None},
    ],
)
def test_what_is_no_pledge_before(rates, other):
    """Another giver, another field, the same day, no day, or a sum that is not spread over years."""
    given = {"published": "2022-03-19", "duration": Duration(n=5, unit="year"), **other}
    found = find_pledges(known_of({"a": [pledge(5, **given)], "b": [pledge(10, **IN_TEN_YEARS)]}), rates, ON).pledges
    assert next(one for one in found if one.commitment == "b").follows is None


def test_a_relation_says_which_pledge_is_before(rates):
    """Where a source says so, the field and the years do not matter."""
    commitments = {"a": [pledge(5, sectors=("health",), published="2022-03-19")], "b": [pledge(10, **IN_TEN_YEARS)]}
    found = find_pledges(known_of(commitments, relations=[("supersedes", "b", "a")]), rates, ON).pledges
    assert (found[0].follows.commitment, found[0].follows.rule, found[0].follows.ratio) == ("a", "relation", None)


def test_the_pace(rates):
    """A quarter delivered in half of the time: pace one half, and what is left in the years left."""
    promise = pledge(400, published="2022-01-01", period=Period(start="2022-01-01", end="2029-12-31"))
    found = only(rates, {"a": [promise, delivery(100)]})
    pace = found.pace
    assert (round(pace.delivered, 3), round(pace.elapsed, 3)) == (Decimal("0.25"), Decimal("0.5"))
    assert (round(pace.ratio, 2), round(pace.years_left, 1), round(pace.still_needed)) == (Decimal("0.5"), 4, 75)
    assert found.gap is None


@pytest.mark.parametrize(
    ("promise", "given", "gap"),
    [
        ({}, 100, "no-term"),
        (IN_TEN_YEARS, None, "no-delivery"),
        ({**IN_TEN_YEARS, "published": None}, 100, "no-start"),
        ({"period": Period(start="2030", end="2035")}, 100, "not-begun"),
    ],
)
def test_no_pace_is_told_with_its_reason(rates, promise, given, gap):
    """A term, a start and a delivery are needed; where nobody tells of a delivery, it is not "nothing delivered"."""
    claims = [pledge(400, **promise)] + ([delivery(given)] if given else [])
    found = only(rates, {"a": claims})
    assert (found.pace, found.gap) == (None, gap)


def test_when_the_time_is_over_nothing_a_year_is_needed(rates):
    """The pace is then the share delivered."""
    promise = pledge(400, published="2015-01-01", period=Period(start="2015", end="2020"))
    pace = only(rates, {"a": [promise, delivery(100)]}).pace
    assert (pace.elapsed, pace.ratio, pace.years_left, pace.still_needed) == (1, Decimal("0.25"), 0, None)


def test_a_level_has_no_yearly_sum(rates):
    """A goal for a date, or of both sides for their trade, is reached once; nothing is spread over the years."""
    goal = pledge(100, act="target", period=Period(end="2030"))
    shared = pledge(
        100, act="target", giver=None, receiver=None, sectors=("trade",), duration=Duration(n=5, unit="year")
    )
    for one in (goal, shared):
        found = only(rates, {"a": [one]})
        assert (found.term, found.yearly, found.follows) == (None, None, None)


def test_more_delivered_than_promised_is_shown(rates):
    """It is a problem beside the sums, and nothing is cut to fit; two in a hundred more is rounding."""
    found = only(rates, {"a": [pledge(100, **IN_TEN_YEARS), delivery(130)]})
    assert [one.kind for one in found.problems] == ["delivered-above-pledge"]
    assert found.delivered.value == 130
    assert only(rates, {"a": [pledge(100), delivery(101)]}).problems == ()


def test_a_term_that_ends_before_it_begins_is_shown(rates):
    """And so is a delivery before the promise; neither has a pace."""
    wrong = pledge(100, period=Period(start="2030", end="2025"), duration=Duration(n=5, unit="year"))
    found = only(rates, {"a": [wrong, delivery(10, published="2020-01-01")]})
    assert {one.kind for one in found.problems} == {"end-before-start", "delivered-before-pledge"}
    assert (found.pace, found.gap) == (None, "no-start")


def test_what_others_deliver_on_a_pledge_counts_for_it_once(rates):
    """Deliveries told as promises of their own count together, a repeat of one does not, and rungs stay apart."""
    commitments = {
        "a": [pledge(400, **IN_TEN_YEARS)],
        "b": [delivery(30, published="2025-10-01")],
        "c": [delivery(50, published="2025-11-01")],
        "d": [delivery(50, published="2025-12-01")],
    }
    relations = [("delivers", "b", "a"), ("delivers", "c", "a"), ("repeats", "d", "c")]
    found = find_pledges(known_of(commitments, relations), rates, ON)
    first = next(one for one in found.pledges if one.commitment == "a")
    assert (first.delivered.value, first.delivered.by) == (80, ("b", "c"))
    assert {one.rung: one.value for one in found.totals.totals} == {"pledge": 400, "delivered": 80}


def test_a_delivery_without_a_rate_is_named(rates):
    """What has no rate into the pledge's currency is left out by name."""
    commitments = {"a": [pledge(400)], "b": [delivery(30)], "c": [delivery(50, "BTN")]}
    relations = [("delivers", "b", "a"), ("delivers", "c", "a")]
    found = find_pledges(known_of(commitments, relations), rates, ON).pledges
    delivered = next(one for one in found if one.commitment == "a").delivered
    assert (delivered.value, delivered.by, delivered.left_out) == (30, ("b",), ("c",))


def test_what_a_person_adds_stands_on_its_rung(rates):
    """The latest total of one source counts; the older stays beside it."""
    promise = pledge(400, published="2022-01-01", period=Period(start="2022-01-01", end="2029-12-31"))
    sums = [
        added(promise, "delivered", 100, day="2024-12-31", published="2025-01-10"),
        added(promise, "delivered", "1_20", day="2025-12-31", published="2026-01-10"),
    ]
    found = only(rates, {"a": [promise]}, additions=sums)
    delivered = found.sum_on("delivered")
    assert (delivered.amount.value, delivered.rule) == ("120", "latest")
    assert [one.value.value for one in delivered.others] == ["100"]
    assert (found.delivered.value, found.pace.delivered) == (120, Decimal("0.3"))


def test_what_is_wrong_with_an_addition_stands_beside_the_pledge(rates):
    """A sum below zero counts for nothing, and is shown."""
    promise = pledge(400)
    found = only(rates, {"a": [promise]}, additions=[added(promise, "delivered", -5)])
    assert found.delivered is None
    assert [one.kind for one in found.problems] == ["negative-value"]


def test_official_text_stands_before_what_a_paper_is_added_for(rates):
    """An addition competes by its source, like a claim."""
    promise = pledge(400, uri=OFFICIAL)
    found = only(rates, {"a": [promise]}, additions=[added(promise, "pledge", 4000, published="2026-01-01")])
    assert (found.sum_on("pledge").amount.value, found.sum_on("pledge").rule) == ("400", "source")


def test_groups_hold_every_counted_sum_once(rates):
    """By pillar, pair and year; private and public money are told apart, and rungs and currencies are not added."""
    commitments = {
        "a": [pledge(100, funds="private"), delivery(40, published="2026-01-01")],
        "b": [pledge(10, funds="public", published="2024-05-01")],
        "c": [pledge(7, "INR", giver=None, receiver=None, sectors=("cyber", "finance"), published=None)],
    }
    found = find_pledges(known_of(commitments), rates, ON)
    by = {name: {one.key: one.sums for one in group_pledges(found, name)} for name in GROUPINGS}
    assert list(by["pillar"]) == ["security", "economy"]
    assert list(by["pair"]) == ["IN+JP", "JP>IN"]
    assert list(by["year"]) == ["2026", "2025", "2024", "undated"]
    pledged, delivered = by["pillar"]["economy"]
    assert (pledged.rung, pledged.value, pledged.by_funds) == ("pledge", 110, {"public": 10, "private": 100})
    assert (delivered.rung, delivered.value) == ("delivered", 40)
    assert [(one.rung, one.value) for one in by["year"]["2026"]] == [("delivered", 40)]


def test_since_a_day(rates):
    """Only what was told since then counts; what it follows is still told, and a repeat is still no new money."""
    commitments = {
        "a": [pledge(5, published="2022-03-19", duration=Duration(n=5, unit="year"))],
        "b": [pledge(10, **IN_TEN_YEARS)],
        "c": [pledge(5, published="2025-06-01")],
    }
    found = find_pledges(known_of(commitments, [("repeats", "c", "a")]), rates, ON)
    later = since(found, date(2025, 1, 1))
    assert [one.commitment for one in later.pledges] == ["b", "c"]
    assert [one.value for one in later.totals.totals] == [10]
    assert next(one for one in later.pledges if one.commitment == "b").follows.commitment == "a"
    assert [one.commitment for one in later.totals.left_out] == ["c"]


# --- properties --------------------------------------------------------------------------------

_DAILY = {"2024-01-05": {"JPY": "160", "INR": "90"}, "2025-01-03": {"JPY": "165", "INR": "92"}}
_RATES = Rates(_DAILY, {})
_NAMES = "abcdef"


@st.composite
def ledgers(draw):
    """Some commitments with sums on rungs, in two currencies, and relations between them, circles among them."""
    commitments = {}
    for name in _NAMES[: draw(st.integers(2, len(_NAMES)))]:
        acts = draw(st.lists(st.sampled_from(["target", "pledge", "sign", "deliver"]), min_size=1, max_size=3))
        commitments[name] = [
            pledge(
                draw(st.integers(1, 9)) * 100,
                draw(st.sampled_from(["JPY", "INR"])),
                act=act,
                modality="done" if act in ("sign", "deliver") else "planned",
                published=draw(st.sampled_from(["2024-01-05", "2025-01-03", None])),
                sectors=draw(st.sampled_from([("finance",), ("cyber",), ()])),
                publisher=f"{name}{number}",
            )
            for number, act in enumerate(acts)
        ]
    kinds = st.sampled_from(["repeats", "part-of", "raises", "supersedes", "delivers", "withdraws"])
    ends = st.sampled_from(sorted(commitments))
    relations = draw(st.lists(st.tuples(kinds, ends, ends), max_size=6))
    return commitments, [one for one in relations if one[1] != one[2]]


@settings(max_examples=60, deadline=None)
@given(ledgers(), st.sampled_from([None, "INR"]))
def test_nothing_is_counted_twice(ledger, into):
    """Every sum of every rung is counted once or left out with its reason; groups hold what the totals count."""
    known = known_of(*ledger)
    found = find_pledges(known, _RATES, ON, pricing=Pricing(into))
    counted = [(total.rung, one.commitment) for total in found.totals.totals for one in total.counted]
    left = [(one.rung, one.commitment) for one in found.totals.left_out]
    told = [(sums.rung, one.commitment) for one in found.pledges for sums in one.rungs]
    assert sorted(counted + left) == sorted(told)
    assert {rung for rung, _ in counted} <= set(LADDER)
    for by in GROUPINGS:
        grouped = [
            (sums.rung, name) for group in group_pledges(found, by) for sums in group.sums for name in sums.commitments
        ]
        assert sorted(grouped) == sorted(counted)
        for total in found.totals.totals:
            sums = [
                one.value
                for group in group_pledges(found, by)
                for one in group.sums
                if (one.rung, one.currency) == (total.rung, total.currency)
            ]
            assert round(sum(sums), 9) == round(total.value, 9)  # the last of 28 digits depends on the order


@settings(max_examples=40, deadline=None)
@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(ledger, chance: random.Random):
    """Commitments, claims and relations in any order give the same pledges and totals."""
    commitments, relations = ledger
    first = find_pledges(known_of(commitments, relations), _RATES, ON)
    claims = [one for found in commitments.values() for one in found]
    linking = known_of(commitments, relations).linking
    mixed = [
        Commitment(one.id, one.claims, one.parties, tuple(chance.sample(one.relations, len(one.relations))))
        for one in chance.sample(linking.commitments, len(linking.commitments))
    ]
    known = Known(Linking(tuple(mixed)), {one.id: one for one in chance.sample(claims, len(claims))})
    again = find_pledges(known, _RATES, ON)
    assert again.pledges == first.pledges
    assert {(one.rung, one.currency): one.value for one in again.totals.totals} == {
        (one.rung, one.currency): one.value for one in first.totals.totals
    }
