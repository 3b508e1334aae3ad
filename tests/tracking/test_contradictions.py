"""Competing values with their sources, and the headline that a named rule chose."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from karar.model.judgements import Decisions, Judgement, identify_judgement
from karar.model.values import Duration, Period, When
from karar.tracking.amounts import Slip
from karar.tracking.contradictions import weigh
from karar.tracking.fields import announced
from karar.tracking.publishers import standing_of
from tests.tracking.making import AGENCY, OFFICIAL, OUTLET, claim, money
from tests.tracking.test_amounts import CRORE, LAKH_CRORE

NOBODY = Decisions()
YEN = money("10_000_000_000_000")


def rupees(value, **fields):
    """Make a sum in rupees."""
    return money(str(value), "INR", **fields)


def field(name, claims, rates, decisions=NOBODY, step=None):
    """Weigh claims and return one field."""
    (found,) = (
        one for one in weigh(claims, decisions, rates) if one.name == name and (step is None or one.step == step)
    )
    return found


def judgement(kind, one, field=None, value=None, day=1):
    """Make a judgement of a claim."""
    at = datetime(2026, 1, day, tzinfo=UTC)
    given = {"field": field, "value": value, "why": "read it", "who": "a clerk", "at": at}
    return identify_judgement(Judgement(id="", kind=kind, claims=(one.id,), **given))


def test_every_value_stands_with_its_sources(rates):
    """August 2025: the official ten trillion yen, and what the press printed, from agreement to conflict."""
    official = claim(OFFICIAL, published="2025-08-29", amounts=(YEN,))
    agency = claim(AGENCY, published="2025-08-30", amounts=(YEN, money("68000000000", "USD", same_as=0)))
    slip = claim(publisher="a", published="2025-08-30", amounts=(rupees(60_000 * CRORE),))
    rounded = claim(publisher="b", published="2025-08-31", amounts=(YEN, rupees(55 * LAKH_CRORE // 10, same_as=0)))
    silent = claim(publisher="c", published="2025-08-30")
    found = field("promise", [slip, silent, rounded, agency, official], rates)
    assert found.day == "2025-08-29"
    assert found.silent == (silent.id,)
    assert (found.headline.value, found.rule) == (YEN, "source")
    assert found.headline.reports[0].claim == official.id
    assert {report.claim for report in found.headline.reports} == {official.id, agency.id, rounded.id}
    assert [(one.value.value, one.agreement) for one in found.values[1:]] == [
        ("68000000000", "agrees"),
        ("5500000000000", "rounding"),
        ("600000000000", "conflict"),
    ]
    assert found.values[3].comparison.slip == Slip(power=-1)
    assert [one.claim for one in found.values[3].reports] == [slip.id]


@pytest.mark.parametrize(
    ("claims", "winner", "rule"),
    [
        ([claim(AGENCY, amounts=(rupees(7),)), claim(OFFICIAL, amounts=(rupees(5),))], 1, "source"),
        ([claim(OUTLET, amounts=(rupees(7),)), claim(AGENCY, amounts=(rupees(5),))], 1, "source"),
        ([claim(amounts=(rupees(7, qualifier="about"),)), claim(amounts=(rupees(5),))], 1, "more-exact"),
        ([claim(amounts=(rupees(500),)), claim(amounts=(rupees(512),))], 1, "more-exact"),
        (
            [
                claim(publisher="a", published="2025-01-01", amounts=(rupees(5),)),
                claim(publisher="a", published="2025-01-03", amounts=(rupees(7),)),
                claim(publisher="a", published="2025-01-02", amounts=(rupees(5),)),
            ],
            1,
            "later-correction",
        ),
        (
            [
                claim(publisher="a", published="2025-01-01", amounts=(rupees(5),)),
                claim(publisher="b", published="2025-01-02", amounts=(rupees(7),)),
                claim(publisher="c", published="2025-01-03", amounts=(rupees(7),)),
            ],
            1,
            "most-reports",
        ),
        (
            [
                claim(publisher="a", published="2025-01-02", amounts=(rupees(5),)),
                claim(publisher="b", published="2025-01-01", amounts=(rupees(7),)),
            ],
            1,
            "first",
        ),
        ([claim(amounts=(rupees(7),)), claim(publisher="b", amounts=(rupees(7),))], None, "only-value"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_headline_is_chosen_by_a_named_rule(rates, claims, winner, rule):
    """Official over agency over outlet, more exact, later correction of one's own, more reports, first."""
    for order in (claims, claims[::-1]):
        found = field("promise", order, rates)
        assert found.rule == rule
        if winner is not None:
            assert found.headline.reports[0].claim == claims[winner].id


def test_the_promise_s_own_currency_stands_first(rates):
    """A converted figure is no headline, however exact, nor is one in a currency that is not the giver's."""
    converted = claim(published="2025-08-29", giver="JP", amounts=(rupees("5987000000000"),))
    said = claim(published="2025-08-30", giver="JP", amounts=(YEN,))
    found = field("promise", [converted, said], rates)
    assert (found.headline.value, found.rule) == (YEN, "original-currency")
    assert found.values[1].agreement == "agrees"


def test_a_person_s_word_stands_before_all(rates):
    """What was corrected or accepted is the headline over official text; both stay."""
    official = claim(OFFICIAL, amounts=(rupees(5),))
    outlet = claim(amounts=(rupees(7),))
    accepted = judgement("accept", outlet, "amounts.0")
    found = field("promise", [official, outlet], rates, Decisions(accepted={(outlet.id, "amounts.0"): accepted}))
    assert (found.headline.value.value, found.rule) == ("7", "judgement")
    assert found.headline.reports[0].judgement == accepted.id
    assert found.values[1].value.value == "5"


def test_steps_do_not_compete(rates):
    """What was pledged and what was delivered are two fields, not a contradiction."""
    pledged = claim(amounts=(rupees(100),))
    delivered = claim(act="deliver", modality="done", amounts=(rupees(30),))
    found = [one for one in weigh([pledged, delivered], NOBODY, rates) if one.name == "promise"]
    assert [(one.step, one.headline.value.value, one.disputed) for one in found] == [
        ("pledge", "100", False),
        ("delivered", "30", False),
    ]


def test_a_sum_that_is_less_firm_stands_apart(rates):
    """A pact is signed, its sum is only possible: the sum is of what is proposed."""
    signed = claim(act="sign", modality="done", amounts=(rupees(100, modality="possible"),))
    assert field("promise", [signed], rates).step == "proposed"


def test_the_cost_of_a_project_is_not_the_promise(rates):
    """Sums are compared within their role."""
    one = claim(amounts=(rupees(100), rupees(900, role="project-cost")))
    two = claim(publisher="b", amounts=(rupees(950, role="project-cost"),))
    assert field("promise", [one, two], rates).values[1:] == ()
    cost = field("project-cost", [one, two], rates)
    assert [value.agreement for value in cost.values] == [None, "rounding"]


def test_of_several_sums_the_nearest_is_compared(rates):
    """A loan and a grant beside it: the grant is not held against the loan."""
    both = claim(published="2025-01-01", amounts=(rupees(100), rupees(20)))
    one = claim(published="2025-01-02", publisher="b", amounts=(rupees(100),))
    found = field("promise", [both, one], rates)
    assert (len(found.values), found.disputed) == (1, False)
    assert [report.value.value for report in found.beside] == ["20"]


def test_private_money_stays_private(rates):
    """Facts, 'Histories': the joint vision says private; speech and press drop the word, and are listed as silent."""
    vision = claim(OFFICIAL, published="2025-08-29", amounts=(money(YEN.value, funds="private"),))
    press = claim(published="2025-08-30", amounts=(YEN,))
    found = field("funds", [press, vision], rates)
    assert (found.headline.value, found.rule, found.silent) == ("private", "only-value", (press.id,))


@pytest.mark.parametrize(
    ("name", "one", "other", "agreement"),
    [
        ("giver", {"giver": "JP"}, {"giver": "IN"}, "conflict"),
        ("parties", {"parties": ("IN", "JP")}, {"parties": ("IN", "JP", "US")}, "agrees"),
        ("parties", {"parties": ("IN", "JP")}, {"parties": ("IN", "KR")}, "conflict"),
        ("duration", {"duration": Duration(n=10, unit="year")}, {"duration": Duration(n=5, unit="year")}, "conflict"),
        ("until", {"period": Period(end="2030")}, {"period": Period(end="2030-03")}, "agrees"),
        ("until", {"period": Period(end="2030")}, {"period": Period(end="2035")}, "conflict"),
        (
            "when",
            {"when": When(value="2025-08-29", precision="day", text="a")},
            {"when": When(value="2025-08", precision="month", text="b")},
            "agrees",
        ),
    ],
)
def test_other_fields_compete_too(rates, name, one, other, agreement):
    """Roles, terms and days: what can both be true agrees, the more exact first; what cannot is a conflict."""
    found = field(name, [claim(**one), claim(publisher="b", **other)], rates)
    assert found.values[1].agreement == agreement


def test_the_more_exact_day_stands_first(rates):
    """A day before its month."""
    day = When(value="2025-08-29", precision="day", text="a")
    month = When(value="2025-08", precision="month", text="a")
    found = field("when", [claim(when=month, published="2025-01-01"), claim(when=day)], rates)
    assert (found.headline.value, found.rule) == (day, "more-exact")


def test_a_promise_both_praised_and_suspended_is_contested(rates):
    """Facts, 'Histories': suspension reported in June 2025, praise in the fact sheet of August: not simply on track."""
    praise = claim(OFFICIAL, act="launch", modality="done", published="2025-08-29", project="a rare-earth plant")
    halt = claim(AGENCY, act="withdraw", modality="decided", published="2025-06-13", project="a rare-earth plant")
    found = field("standing", [praise, halt], rates)
    assert {one.value for one in found.values} == {"goes-on", "withdrawn"}
    assert found.disputed


def test_a_withdrawal_after_all_else_is_no_contradiction(rates):
    """Pledged, then withdrawn: that is its history. A denial is always one."""
    pledged = claim(published="2020-01-01")
    gone = claim(act="withdraw", modality="done", published="2021-01-01")
    denied = claim(modality="denied", published="2020-01-02")
    assert [one for one in weigh([pledged, gone], NOBODY, rates) if one.name == "standing"] == []
    assert field("standing", [pledged, denied], rates).disputed


def test_claims_that_lack_almost_everything_are_weighed(rates):
    """Without day, sum, currency or publisher nothing fails, and nothing is made up."""
    bare = claim(parties=(), amounts=(money("5", None), money(None, None)))
    other = claim(parties=(), amounts=(rupees(7),), publisher="b")
    found = field("promise", [bare, other], rates)
    assert found.day is None
    assert found.headline.value.currency == "INR"
    assert found.values[1].comparison.gap == "no-currency"


@pytest.mark.parametrize(
    ("when", "published", "day"),
    [
        (When(value="2025-08-29", precision="day", text="a"), "2025-08-30", "2025-08-29"),
        (When(value="2025-09-29", precision="day", text="a"), "2025-08-30", "2025-08-30"),
        (When(value="2025-08", precision="month", text="a"), "2025-08-30", "2025-08-30"),
        (When(value="2022-03", precision="month", text="a"), "2025-08-30", "2022-03"),
        (When(value="2022", precision="year", text="a"), "2025-08-30", "2022"),
        (When(value="2025-W34", precision="week", text="a"), "2025-08-30", "2025-08-18"),
        (When(value=None, precision="weekday", text="a"), "2025-08-30", "2025-08-30"),
        (When(value="2025-08-29", precision="day", text="a"), None, "2025-08-29"),
        (None, None, None),
    ],
)
def test_the_day_of_the_announcement(when, published, day):
    """The act's where it is past, as exact as it is told, else the page's; what is planned was announced in print."""
    assert announced(claim(when=when, published=published)) == day


@pytest.mark.parametrize(
    ("uri", "publisher", "standing"),
    [
        ("https://www.pib.gov.in/x", None, "official"),
        ("https://www.mofa.go.jp/x", None, "official"),
        ("file:a.txt", "विदेश मंत्रालय", "official"),
        ("file:a.txt", "Ministry of External Affairs", "official"),
        ("https://news.example/a", "PTI", "agency"),
        ("https://news.example/a", "एएनआई", "agency"),
        ("https://jp.reuters.com/a", None, "agency"),
        ("https://notgov.in.example/a", None, "outlet"),
        ("https://mygov.example/gov.in", None, "outlet"),
        ("file:a.txt", None, "outlet"),
        ("file:a.txt", "Aniline Weekly", "outlet"),
    ],
)
def test_whose_word_it_is(uri, publisher, standing):
    """By the publisher's name, or by the host, to the letter."""
    assert standing_of(claim(uri, publisher=publisher).source) == standing


def test_the_order_of_reports_makes_no_difference(rates):
    """Whatever came first, the same value stands first by the same rule, and the others stand in the same order."""
    claims = [
        claim(OFFICIAL, published="2025-08-29", amounts=(YEN,), giver="JP"),
        claim(AGENCY, published="2025-08-30", amounts=(YEN, rupees(6 * LAKH_CRORE, same_as=0)), giver="IN"),
        claim(publisher="a", published="2025-08-30", amounts=(rupees(60_000 * CRORE),)),
        claim(publisher="b", amounts=(money("10_000_000_000_000", "USD"), money("7", None))),
    ]
    first = weigh(claims, NOBODY, rates)
    for order in permutations(claims):
        assert weigh(order, NOBODY, rates) == first
