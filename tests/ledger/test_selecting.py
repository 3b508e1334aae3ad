"""What is known of some commitments is what is known of them among all, and costs no more than they do."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from karar.ledger import Query
from karar.model.additions import Addition
from tests.ledger.making import GRAMMAR, added, claim, document, link_alike, money

NEWER = "grammar/1.1.0"
PAIRS = (("IN", "JP"), ("IN", "KR"), ("IN", "US"))


@pytest.fixture
def many(ledger):
    """Three pairs of parties, each with three promises of two reports, linked, with additions and judgements."""
    found = {}
    for number in range(18):
        pair = PAIRS[number % 3]
        doc = document(f"page {number}", uri=f"https://example.org/{number}", published=f"2025-01-{number + 1:02}")
        found[number] = claim(doc, parties=pair, sectors=("space",), amounts=(money(str(number // 6 + 1)),))
        ledger.add(doc, GRAMMAR, [found[number]])
    ledger.judge("reject", [found[0].id], why="none", who="a clerk")
    ledger.judge("accept", [found[1].id], why="read it", who="a clerk")
    ledger.add_additions([added(f"commitment:{one.id}") for one in found.values()])
    link(ledger)
    return found


def link(ledger):
    """Link what the ledger holds."""
    what = ledger.linkable("test")
    ledger.add_linking(link_alike(what.claims, what.judgements), what)


def test_a_selection_is_the_same_as_all_of_it(ledger, many):
    """Commitments with their relations, claims, judgements and additions are those of the whole linking."""
    whole = ledger.linking()
    found = ledger.select(Query(parties=("IN", "KR")))
    wanted = [one for one in whole.commitments if one.parties == ("IN", "KR")]
    assert list(found.linking.commitments) == wanted
    assert sorted(found.claims) == sorted(name for one in wanted for name in one.claims)
    assert found.claims == ledger.claims_named(list(found.claims))
    assert [one.judgement.kind for one in found.judgements] == ["accept"]
    assert {one.claim for one in found.additions} == set(found.claims)
    assert ledger.select_of(list(found.claims)) == found
    assert ledger.select(Query(parties=("IN", "KR"), limit=1)).linking.commitments[0] in wanted
    assert len(ledger.select().linking.commitments) == len(whole.commitments)


def test_a_past_selection_is_of_that_day(ledger, clock, many):
    """Neither later readings, nor later links, nor later additions are in it."""
    before = clock.on(1)
    then = ledger.select(Query(parties=("IN", "JP")), before)
    doc = document("page 3", uri="https://example.org/3", published="2025-01-04")
    newer = claim(doc, parties=("IN", "JP"), sectors=("cyber",), reader=NEWER)
    ledger.add(doc, NEWER, [newer])
    ledger.add_additions([added(f"commitment:{newer.id}", what="working")])
    link(ledger)
    now = ledger.select(Query(parties=("IN", "JP")))
    assert newer.id in now.claims
    assert {one.addition.what for one in now.additions} == {"building", "working"}
    assert ledger.select(Query(parties=("IN", "JP")), before) == then


def test_additions_of_an_older_reading_are_selected(ledger, clock, many):
    """What was added to a claim is found with the claim that stands on its words today, with its take-back."""
    clock.on(1)
    doc = document("page 4", uri="https://example.org/4", published="2025-01-05")
    newer = claim(doc, parties=("IN", "KR"), sectors=("cyber",), reader=NEWER)
    ledger.add(doc, NEWER, [newer])
    link(ledger)
    (held,) = [one for one in ledger.select(Query(sectors=("cyber",))).additions if one.claim == newer.id]
    assert held.addition.subject == f"commitment:{many[4].id}"
    ledger.add_additions([Addition(kind="take-back", takes_back=held.addition.id, why="wrong", who="a clerk")])
    assert not [one for one in ledger.select(Query(sectors=("cyber",))).additions if one.counts]


def test_nothing_is_linked_nothing_is_known(ledger):
    """Before the first run of linking a selection is empty."""
    assert ledger.select() == ledger.select_of(["a"])
    assert ledger.select().linking.commitments == ()


def test_a_selection_asks_no_more_of_a_larger_ledger(ledger, many):
    """The number of statements does not grow with the commitments that are handed out."""
    asked = []
    event.listen(ledger._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for query in (Query(parties=("IN", "KR")), Query()):
        asked.clear()
        ledger.select(query)
        counts.append(len(asked))
    assert counts[0] == counts[1]
