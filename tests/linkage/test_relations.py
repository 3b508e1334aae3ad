"""How commitments bear on each other, on pages written for it and read by Karar's own reader."""

from __future__ import annotations

import pytest

from karar.evaluation.linking import load_linkage_set, read_claims
from karar.linkage import link
from karar.model.claims import Place
from karar.model.commitments import ON_TOP, Linking, LinkJudgement
from karar.pipeline.linking import successors
from tests.linkage.making import OneRate, claim
from tests.reference.known import ROOT, reference

SUCCESSORS = successors(reference())


def read_story(name: str) -> tuple[Linking, dict[str, str]]:
    """Link the pages of one story; return the commitments, and each commitment's promise."""
    pages = [page for page in load_linkage_set(ROOT / "evaluation" / "linkage").pages if page.story == name]
    claims = read_claims(pages, reference())
    linking = link([claim for page in pages for claim in claims[page.id]], successors=SUCCESSORS)
    home = linking.by_claim()
    promises = {home[claims[page.id][0].id]: page.promise for page in pages if claims[page.id]}
    return linking, promises


def relations_of(name: str) -> set[tuple[str, str, str]]:
    """Return kind, source and target of a story's relations."""
    linking, promises = read_story(name)
    return {(one.kind, promises[one.source], promises[one.target]) for one in linking.relations}


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("kr-roadmap", ("supersedes", "kr-roadmap-2020", "kr-roadmap-2019")),
        ("forge", ("supersedes", "forge-launch", "msp-launch")),
        ("lk-credit", ("delivers", "lk-credit-paid", "lk-credit-line")),
        ("ex-suspended", ("withdraws", "ex-off", "ex-planned")),
        ("jp-yen", ("raises", "jp-10tn", "jp-5tn")),
        ("de-green", ("part-of", "de-solar", "de-green-10bn")),
        ("ru-vladivostok", ("repeats", "ru-trade-2025-again", "ru-trade-2025")),
    ],
)
def test_a_story_is_told(story, expected):
    """Roadmaps of two years, MSP and FORGE, a line paid, an exercise suspended, a goal raised, a part, a repeat."""
    assert expected in relations_of(story)


def test_five_trillion_yen_are_not_ten():
    """The promise of March 2022 and that of August 2025 are two."""
    linking, promises = read_story("jp-yen")
    assert {"jp-5tn", "jp-10tn"} <= set(promises.values())
    assert len(linking.commitments) == len(set(promises))


def test_evidence_leads_to_the_fields():
    """Every relation names claims of both commitments, and fields that they have."""
    linking, _ = read_story("lk-credit")
    (relation,) = [one for one in linking.relations if one.kind == "delivers"]
    home = linking.by_claim()
    assert {home[evidence.claim] for evidence in relation.evidence} == {relation.source, relation.target}
    assert all("amounts" in evidence.fields for evidence in relation.evidence)


def test_a_successor_needs_no_words():
    """Facts, 'Histories': FORGE took the place of the Mineral Security Partnership; no text has to say so."""
    old = claim(1, "2022-06-14", amount=None, years=None, act="launch", giver=None, initiatives=("msp",), text="alpha")
    new = claim(2, "2026-02-04", amount=None, years=None, act="launch", giver=None, initiatives=("forge",), text="beta")
    (relation,) = link([old, new], successors=SUCCESSORS).relations
    assert (relation.kind, relation.rule) == ("supersedes", "forge-took-the-place-of-msp")
    assert link([old, new]).relations == ()


def test_a_delivery_comes_after_its_promise():
    """What was given before is not given for it."""
    given = claim(1, "2022-01-01", act="deliver", modality="done")
    promised = claim(2, "2023-01-01")
    assert [one.kind for one in link([given, promised]).relations] == []
    assert [one.kind for one in link([claim(3, "2021-01-01"), given]).relations] == ["delivers"]


def test_another_giver_delivers_nothing():
    """India gives, where Japan had promised."""
    given = claim(1, "2023-01-01", act="deliver", modality="done", giver="IN")
    assert link([claim(2), given]).relations == ()


def test_another_end_is_no_repeat():
    """The same sum until 2030 is not the one until 2025 announced again."""
    first, other = claim(1, until="2025", years=None), claim(2, "2024-01-01", until="2030", years=None)
    assert link([first, other]).relations == ()


@pytest.mark.parametrize(
    ("text", "amount", "rule"),
    [
        ("Japan will give India another 2 trillion yen for its metros", "2000000000000", ON_TOP),
        ("Japan will give India an additional 5 trillion yen for its metros", "5000000000000", ON_TOP),
        ("जापान भारत को मेट्रो के लिए 5 ट्रिलियन येन का अतिरिक्त ऋण देगा", "5000000000000", ON_TOP),
        ("Japan doubled its loans for the metros of India to 10 trillion yen", "10000000000000", "more-than-before"),
    ],
)
def test_what_is_added_and_what_is_the_new_whole(text, amount, rule):
    """Another sum comes on top, be it smaller or the same; a doubled one is the whole, old and new."""
    same = {"years": None, "paper": "loan", "sectors": ("infrastructure",)}
    first = claim(1, text="Japan will give India 5 trillion yen for its metros", **same)
    more = claim(2, "2024-05-01", text=text, amount=amount, lang="hi" if "ज" in text else "en", **same)
    (relation,) = link([first, more]).relations
    assert (relation.kind, relation.source, relation.rule) == ("raises", more.id, rule)


@pytest.mark.parametrize(
    "other",
    [
        {"project": "Chennai port"},
        {"places": (Place("Chennai"),)},
        {"until": "2040"},
        {"giver": "IN"},
    ],
)
def test_the_same_sum_for_something_else_is_no_repeat(other):
    """Another project, place, end or giver: two promises of one size, and nothing raises the other."""
    own = {"project": "Mumbai metro", "places": (Place("Mumbai"),), "until": "2030", "years": None}
    first, again, another = claim(1, **own), claim(2, "2023-06-01", **own), claim(3, "2023-06-01", **own | other)
    for later, kinds in ((again, ["repeats"]), (another, [])):
        apart = [LinkJudgement("split", first.id, later.id)]
        assert [one.kind for one in link([first, later], apart).relations] == kinds


def test_a_small_sum_said_in_other_words_is_no_repeat():
    """Five million yen for a school and five million for a well; of ten trillion yen nobody promises a second sum."""
    given = {"years": None, "giver": "JP"}
    for amount, kinds in (("5000000", []), ("10000000000000", ["repeats"])):
        first = claim(1, text="a school for girls opens in the hills", amount=amount, **given)
        other = claim(2, "2023-06-01", text="villagers draw water from wells", amount=amount, **given)
        assert [one.kind for one in link([first, other], rates=OneRate()).relations] == kinds


def test_goals_without_a_field_go_on_from_each_other():
    """Rs 4,500 crore for five years, then Rs 10,000 crore for five more: neither names a field."""
    plain = {"sectors": (), "currency": "INR"}
    first, later = claim(1, amount="45000000000", **plain), claim(2, "2024-03-22", amount="100000000000", **plain)
    assert [(one.kind, one.source) for one in link([first, later]).relations] == [("raises", later.id)]
