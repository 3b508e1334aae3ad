"""Claims become commitments: what is the same, what is not, whatever the order and whatever is missing."""

from __future__ import annotations

import random

import pytest

from benchmarks.promises import FlatRates, make_claims
from karar.linkage import explain, link, load_weights
from karar.linkage.table import COMPARISONS
from karar.model.claims import ReadingRef
from karar.model.commitments import LinkJudgement
from tests.linkage.making import OneRate, claim


def test_reports_of_one_promise_are_one_commitment():
    """Two outlets, a day apart, in two languages."""
    a, b = claim(1), claim(2, "2022-03-20", lang="hi", text="जापान भारत में निवेश करेगा")
    (commitment,) = link([a, b]).commitments
    assert commitment.claims == tuple(sorted((a.id, b.id)))
    assert commitment.id == a.id
    assert commitment.parties == ("IN", "JP")


def test_the_founding_claim_is_the_earliest():
    """A commitment's id is that of its earliest claim by day, then by id; a claim without a day founds nothing."""
    days = [claim(1, "2022-03-21"), claim(2, "2022-03-20"), claim(3, "2022-03-20"), claim(4, None)]
    linking = link(days)
    first = min(days[1].id, days[2].id)
    assert linking.by_claim()[days[0].id] == first
    assert set(linking.by_claim()) == {one.id for one in days}


def test_other_parties_are_never_joined():
    """All else equal."""
    assert len(link([claim(1), claim(2, parties=("KR", "JP"), giver="JP")]).commitments) == 2


def test_only_the_year_differs():
    """Two targets that differ only in the year that they are for."""
    one, other = claim(1, years=None, until="2030"), claim(2, years=None, until="2035")
    assert len(link([one, other]).commitments) == 2


def test_the_same_words_three_years_later_are_another_promise():
    """It is announced again: a commitment of its own that repeats the first, and no new money."""
    one, again = claim(1), claim(2, "2025-03-19")
    linking = link([one, again])
    assert len(linking.commitments) == 2
    (relation,) = linking.relations
    assert (relation.kind, relation.source, relation.target) == ("repeats", again.id, one.id)


def test_a_tenth_of_the_sum_is_a_disagreement():
    """One paper prints a tenth: it stays with the others, and the row of the sum says what is wrong with it."""
    a, b, slip = claim(1), claim(2), claim(3, amount="500000000000")
    assert len(link([a, b, slip], rates=OneRate()).commitments) == 1
    levels = {feature.name: feature.level for feature in explain(a, slip, rates=OneRate()).features}
    assert levels["sum"] == "ten or a hundred times the other"


def test_sums_are_compared_at_the_day_s_rate():
    """Five trillion yen are 2.77 trillion rupees where 150 yen and 83 rupees are a dollar."""
    rupees = claim(2, amount="2770000000000", currency="INR")
    levels = {feature.name: feature.level for feature in explain(claim(1), rupees, rates=OneRate()).features}
    assert levels["sum"] == "same at the day's rate"
    unknown = {feature.name: feature.level for feature in explain(claim(1), rupees).features}
    assert unknown["sum"] == "no rate to compare by"


def test_a_number_without_currency_is_compared_as_a_number():
    """An amount whose currency the page does not name."""
    bare = claim(2, currency=None)
    levels = {feature.name: feature.level for feature in explain(claim(1), bare, rates=OneRate()).features}
    assert levels["sum"] == "same number, no currency"


def test_claims_that_say_little_stand_alone():
    """Without parties nothing can be the same; without days, sums and names there is nothing to link by."""
    bare = [
        claim(number, None, amount=None, years=None, text="", sectors=(), parties=(), giver=None) for number in (1, 2)
    ]
    assert len(link(bare).commitments) == 2
    assert link([]).commitments == ()


@pytest.mark.parametrize(
    "lacking",
    [
        {"parties": (), "giver": None},
        {"day": None},
        {"currency": None},
        {"amount": None, "years": None},
        {"parties": (), "giver": None, "day": None, "amount": None, "years": None, "sectors": (), "text": ""},
    ],
)
def test_what_a_claim_lacks_is_no_fault(lacking):
    """No parties, day or currency: nothing fails, every claim stands in one commitment, and reasons are told."""
    made = [claim(1), claim(2, "2022-03-20"), claim(3, **lacking), claim(4, **lacking)]
    linking = link(made, rates=OneRate())
    assert sorted(name for one in linking.commitments for name in one.claims) == sorted(one.id for one in made)
    home = linking.by_claim()
    assert home[made[0].id] == home[made[1].id]
    if "parties" in lacking:
        assert len({home[one.id] for one in made[1:]}) == 3
    explained = explain(made[0], made[2], rates=OneRate())
    assert {one.name for one in explained.features} >= {row.name for row in COMPARISONS}


def test_identical_claims_cost_one_comparison():
    """Ten thousand copies of one claim from as many pages are one commitment."""
    copies = [claim(number) for number in range(10_000)]
    linking = link(copies)
    assert len(linking.commitments) == 1
    assert len(linking.links) == 9_999


def test_the_order_of_reading_makes_no_difference():
    """Forwards, backwards and shuffled."""
    made = [one for _, one in make_claims(600, seed=5)]
    forwards = link(made, rates=FlatRates())
    random.Random(1).shuffle(made)
    assert link(made, rates=FlatRates()) == forwards
    assert link([*made, *made], rates=FlatRates()) == forwards


def test_a_split_outranks_the_score():
    """What a person has split stays apart, also where a third claim is like both."""
    a, b, c = claim(1), claim(2), claim(3)
    split = LinkJudgement("split", a.id, b.id)
    linking = link([a, b, c], [split])
    assert linking.by_claim()[a.id] != linking.by_claim()[b.id]
    assert len(linking.commitments) == 2


def test_a_link_outranks_the_score():
    """What a person has linked is one commitment, also of different parties, and stays so when more is read."""
    a, b = claim(1), claim(2, parties=("KR", "JP"), giver="JP")
    link_them = LinkJudgement("link", a.id, b.id)
    assert len(link([a, b], [link_them]).commitments) == 1
    assert link([a, b, claim(3)], [link_them]).by_claim()[b.id] == link([a, claim(3)]).by_claim()[a.id]


def test_the_later_judgement_holds():
    """On the same pair, and where a chain of links contradicts a later split."""
    a, b, c = claim(1), claim(2, "2025-01-01", amount="7"), claim(3, "2026-01-01", amount="9")
    assert len(link([a, b], [LinkJudgement("link", a.id, b.id), LinkJudgement("split", b.id, a.id)]).commitments) == 2
    judged = [LinkJudgement("link", a.id, b.id), LinkJudgement("link", b.id, c.id), LinkJudgement("split", a.id, c.id)]
    home = link([a, b, c], judged).by_claim()
    assert home[a.id] != home[c.id]


def test_explain_tells_every_row():
    """Each row of the table with its level, its weight and what both say; the weights add up to the link's."""
    told = explain(claim(1), claim(2, "2022-03-20"))
    assert [feature.name for feature in told.features] == [row.name for row in COMPARISONS]
    assert told == explain(claim(2, "2022-03-20"), claim(1))
    published = next(feature for feature in told.features if feature.name == "published")
    assert {published.a, published.b} == {"2022-03-19", "2022-03-20"}
    assert published.level == "within a day"
    assert 0.5 < told.score < 1


@pytest.mark.parametrize("judged", ["link", "split"])
def test_explain_says_what_a_person_decided(judged):
    """The score is the person's."""
    a, b = claim(1), claim(2)
    told = explain(a, b, [LinkJudgement(judged, b.id, a.id)])
    assert (told.judged, told.score) == (judged, float(judged == "link"))


def test_explain_says_that_parties_differ():
    """Nothing else matters then."""
    told = explain(claim(1), claim(2, parties=("KR", "JP"), giver="JP"))
    assert told.score == 0
    assert (told.features[0].name, told.features[0].level) == ("parties", "other parties")


def test_two_claims_of_one_page_are_mostly_two_promises():
    """Their common day tells nothing: what is one promise between pages is two on one, unless much more is the same."""
    papers = {"amount": None, "years": None, "giver": None, "act": "sign", "modality": "done", "paper": "agreement"}
    post, customs = "post of both states", "customs on goods in transit"
    one_page = ReadingRef("a" * 26, "grammar/1.0.0")
    here = [claim(1, text=post, reading=one_page, **papers), claim(1, text=customs, reading=one_page, **papers)]
    there = claim(2, text=post, **papers)
    home = link([*here, there]).by_claim()
    assert home[here[0].id] == home[there.id] != home[here[1].id]
    row = explain(*here).features[-1]
    assert (row.name, row.level, row.weight) == ("page", "one page", load_weights().page)
    sums = [claim(1, text=text, reading=one_page, project="Chandrayaan") for text in (post, customs)]
    assert len(link(sums).commitments) == 1


def test_two_currencies_on_one_page_may_be_one_promise():
    """A page's reader puts together what it tells twice, but knows no rates: sums that are the same at the day's rate
    are no two promises because one page tells both; sums that differ are."""
    one_page = ReadingRef("a" * 26, "grammar/1.0.0")
    yen = claim(1, reading=one_page)
    rupees = claim(
        1, reading=one_page, amount="2770000000000", currency="INR", text="invests 2.77 lakh crore rupees", years=None
    )
    other = claim(
        1, reading=one_page, amount="900000000000", currency="INR", text="invests 90,000 crore rupees", years=None
    )
    home = link([yen, rupees, other], rates=OneRate()).by_claim()
    assert home[yen.id] == home[rupees.id] != home[other.id]
    assert "page" not in [row.name for row in explain(yen, rupees, rates=OneRate()).features]
