"""Totals: nothing twice, no two rungs together, and what is not counted says why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from karar.model.commitments import ON_TOP, Commitment, Relation
from karar.model.judgements import Decisions
from karar.tracking.contradictions import weigh
from karar.tracking.prices import Pricing
from karar.tracking.totals import add_up
from tests.tracking.making import claim, money


def total(rates, commitments, relations=(), into=None, rule="test"):
    """Add up commitments given as name → claims, with relations given as (kind, source, target)."""
    made = [
        Commitment(name, (name,), (), tuple(Relation(*one, (), rule) for one in relations if one[1] == name))
        for name in commitments
    ]
    fields = {name: weigh(claims, Decisions(), rates) for name, claims in commitments.items()}
    return add_up(made, fields, rates, pricing=Pricing(into))


def told(found):
    """Return totals by rung and currency."""
    return {(one.rung, one.currency): one.value for one in found.totals}


def pledge(value, currency="INR", **fields):
    """Make a pledge of a sum."""
    return claim(amounts=(money(str(value), currency),), **fields)


def test_many_reports_count_once(rates):
    """Five reports of one pledge are one sum: the headline."""
    reports = [pledge(100, publisher=name) for name in "abcde"]
    assert told(total(rates, {"a": reports})) == {("pledge", "INR"): 100}


def test_rungs_stand_side_by_side(rates):
    """Pledged, signed and delivered: three totals of one promise, never their sum."""
    claims = [
        pledge(100, act="target"),
        pledge(90),
        pledge(80, act="sign", modality="done"),
        pledge(50, act="deliver", modality="decided"),
        pledge(20, act="deliver", modality="done"),
    ]
    assert told(total(rates, {"a": claims})) == {
        ("target", "INR"): 100,
        ("pledge", "INR"): 90,
        ("signed", "INR"): 80,
        ("allocated", "INR"): 50,
        ("delivered", "INR"): 20,
    }


def test_what_is_only_offered_or_denied_is_on_no_rung(rates):
    """Proposals, possibilities and denials are not counted."""
    for fields in ({"act": "propose"}, {"modality": "possible"}, {"modality": "denied"}, {"act": "consult"}):
        assert total(rates, {"a": [pledge(100, **fields)]}).totals == ()


@pytest.mark.parametrize(
    ("kind", "value", "reason", "out"),
    [
        ("repeats", 100, "repeats", "b"),
        ("part-of", 100, "part-of", "b"),
        ("delivers", 100, "delivers", "b"),
        ("raises", 30, "raised", "a"),
        ("supersedes", 30, "superseded", "a"),
        ("withdraws", 30, "withdrawn", "a"),
    ],
)
def test_what_bears_on_another_is_not_counted_beside_it(rates, kind, value, reason, out):
    """A repeat, a part, an older figure and a withdrawn promise are named with the one that they count with."""
    found = total(rates, {"a": [pledge(100)], "b": [pledge(30)]}, [(kind, "b", "a")])
    assert told(found) == {("pledge", "INR"): value}
    ((one,),) = (found.left_out,)
    assert (one.commitment, one.reason, {one.commitment, one.by}) == (out, reason, {"a", "b"})


def test_a_part_of_what_states_no_sum_counts_for_itself(rates):
    """The whole has no sum on that rung: its parts are added."""
    parts = {"a": [claim()], "b": [pledge(30)], "c": [pledge(40)]}
    found = total(rates, parts, [("part-of", "b", "a"), ("part-of", "c", "a")])
    assert told(found) == {("pledge", "INR"): 70}


def test_a_withdrawn_promise_keeps_what_was_delivered(rates):
    """The pledge is gone, the delivery was made."""
    claims = [pledge(100), pledge(20, act="deliver", modality="done")]
    found = total(rates, {"a": claims, "b": [claim(act="withdraw")]}, [("withdraws", "b", "a")])
    assert told(found) == {("delivered", "INR"): 20}


@pytest.mark.parametrize("kinds", [("repeats", "repeats"), ("part-of", "raises"), ("repeats", "supersedes")])
def test_a_circle_counts_once(rates, kinds):
    """Two that are each counted with the other count once, and so do three."""
    pairs = [("b", "a"), ("a", "b")] if kinds[0] == kinds[1] else [("b", "a"), ("b", "a")]
    relations = [(kind, *pair) for kind, pair in zip(kinds, pairs, strict=True)]
    found = total(rates, {"a": [pledge(100)], "b": [pledge(100)]}, relations)
    assert told(found) == {("pledge", "INR"): 100}
    around = [("repeats", "a", "b"), ("repeats", "b", "c"), ("repeats", "c", "a")]
    found = total(rates, {name: [pledge(100)] for name in "abc"}, around)
    assert told(found) == {("pledge", "INR"): 100}
    assert len(found.left_out) == 2


def test_currencies_are_apart_or_converted_each_on_its_day(rates):
    """Each in its own; or all in one, by the rates of the days of announcement, which are shown."""
    yen = [pledge(10**13, "JPY", published="2025-08-29")]
    older = [pledge(5 * 10**12, "JPY", published="2022-03-19")]
    rupees = [pledge(10**12, "INR", published="2025-08-29")]
    commitments = {"a": yen, "b": older, "c": rupees}
    assert told(total(rates, commitments)) == {("pledge", "INR"): 10**12, ("pledge", "JPY"): 15 * 10**12}
    (found,) = total(rates, commitments, into="INR").totals
    assert [one.rate_day for one in found.counted] == ["2025-08-29", "2022-03-18", None]
    assert round(found.value / 10**12, 2) == Decimal("10.17")  # 5.987 + 3.188 + 1 lakh crore


@pytest.mark.parametrize(
    ("amount", "published", "into", "reason"),
    [
        (money(None), "2025-08-29", None, "no-value"),
        (money("5", None), "2025-08-29", None, "no-currency"),
        (money("5"), None, "INR", "no-day"),
        (money("5", "BTN"), "2025-08-29", "USD", "no-rate"),
    ],
)
def test_what_cannot_be_counted_is_told(rates, amount, published, into, reason):
    """A sum cut off, without currency, day or rate is left out by name, and the others are counted."""
    commitments = {"a": [claim(amounts=(amount,), published=published)], "b": [pledge(7, published="2025-08-29")]}
    found = total(rates, commitments, into=into)
    assert [(one.commitment, one.reason) for one in found.left_out] == [("a", reason)]
    assert len(found.totals) == 1


def test_what_comes_on_top_is_added(rates):
    """A further sum stands beside the first; a new whole takes its place."""
    for rule, value in ((ON_TOP, 130), ("more-than-before", 30)):
        found = total(rates, {"a": [pledge(100)], "b": [pledge(30)]}, [("raises", "b", "a")], rule=rule)
        assert told(found) == {("pledge", "INR"): value}
