"""How commitments bear on each other, on pages written for it and read by Karar's own reader."""

from __future__ import annotations

import pytest

from karar.evaluation.linking import load_linkage_set, read_claims
from karar.linkage import link
from karar.model.commitments import Linking
from tests.linkage.making import claim
from tests.reference.known import ROOT, reference

MSP_TO_FORGE = {"msp": "forge"}


def read_story(name: str) -> tuple[Linking, dict[str, str]]:
    """Link the pages of one story; return the commitments, and each commitment's promise."""
    pages = [page for page in load_linkage_set(ROOT / "evaluation" / "linkage").pages if page.story == name]
    claims = read_claims(pages, reference())
    linking = link([claim for page in pages for claim in claims[page.id]], successors=MSP_TO_FORGE)
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
    """Where the initiatives are known to follow each other, no text has to say that one replaces the other."""
    old = claim(1, "2022-06-14", amount=None, years=None, act="launch", giver=None, initiatives=("msp",), text="alpha")
    new = claim(2, "2026-02-04", amount=None, years=None, act="launch", giver=None, initiatives=("forge",), text="beta")
    (relation,) = link([old, new], successors=MSP_TO_FORGE).relations
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
