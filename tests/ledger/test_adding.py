"""What is added comes back as it was, once."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from karar.ledger import Added, Reading
from karar.model.problems import Problem
from karar.model.spans import Span
from tests.ledger.making import GRAMMAR, claim, document, money


def test_claims_come_back_equal(ledger):
    """A claim is handed out exactly as it was handed in."""
    doc = document()
    one = claim(doc, "रक्षा सहयोग", amounts=(money("10.50"), money(None, None)), giver="JP")
    ledger.add(doc, GRAMMAR, [one])
    assert list(ledger.claims()) == [one]
    assert ledger.claim(one.id) == one


def test_documents_come_back_equal(ledger):
    """A document keeps every code point, its blocks and its problems."""
    problems = (Problem("a", "one", span=Span(0, 2)), Problem("b", "two", span=Span(3, 4)))
    doc = document("a\x00b \u200d\U00020000 ज़\r\n", problems=problems, title=None, publisher=None, published=None)
    ledger.add(doc, GRAMMAR, [])
    assert ledger.document(doc.digest) == doc


def test_adding_again_changes_nothing(ledger):
    """The same reading twice is one reading."""
    doc = document()
    found = [claim(doc), claim(doc, act="sign")]
    assert ledger.add(doc, GRAMMAR, found) == Added(True, True, 2, True)
    before = list(ledger.export()), ledger.stats()
    assert ledger.add(doc, GRAMMAR, found) == Added(False, False, 0, False)
    assert (list(ledger.export()), ledger.stats()) == before


def test_a_batch_says_what_was_new_in_it(ledger):
    """Twins within one batch count once, in their order."""
    doc = document()
    one = Reading(doc, GRAMMAR, [claim(doc)])
    newer = Reading(doc, "grammar/1.1.0", [])
    assert ledger.add_all([one, one, newer]) == [
        Added(True, True, 1, True),
        Added(False, False, 0, False),
        Added(False, True, 0, False),
    ]


def test_twin_claims_are_one_with_the_higher_confidence(ledger):
    """Confidence lies outside a claim's identity; of two alike the surer one is kept, whatever came first."""
    doc = document()
    low, high = claim(doc, confidence=0.2), claim(doc, confidence=0.8)
    assert ledger.add(doc, GRAMMAR, [high, low]).new_claims == 1
    assert list(ledger.claims()) == [high]


def test_a_reading_is_made_once(ledger):
    """Other claims by the same version of a reader are counted and set aside."""
    doc = document()
    ledger.add(doc, GRAMMAR, [claim(doc)])
    assert ledger.add(doc, GRAMMAR, [claim(doc), claim(doc, act="sign")]).set_aside == 1
    assert len(list(ledger.claims())) == 1


def test_has_reading_asks_for_document_and_version(ledger):
    """Another document or another version has not been read."""
    doc = document()
    ledger.add(doc, GRAMMAR, [])
    assert ledger.has_reading(doc.digest, GRAMMAR)
    assert not ledger.has_reading(doc.digest, "grammar/1.0.1")
    assert not ledger.has_reading(document("other").digest, GRAMMAR)


def test_each_sighting_is_an_observation_once(ledger):
    """A time seen counts once; reading without a time is no new sighting."""
    doc = document()
    seen = datetime(2025, 9, 1, 5, tzinfo=UTC)
    assert ledger.add(doc, GRAMMAR, [], seen=seen).new_observation
    assert not ledger.add(doc, GRAMMAR, [], seen=seen).new_observation
    assert not ledger.add(doc, GRAMMAR, []).new_observation
    assert ledger.add(doc, GRAMMAR, [], seen=seen.replace(hour=6), how="fetched").new_observation
    assert [(one.seen.hour, one.how) for one in ledger.source(doc.uri).observations] == [(5, "read"), (6, "fetched")]


def test_a_claim_of_another_document_is_refused(ledger):
    """A claim has to be of the document and the reader it is handed in with, and nothing is written otherwise."""
    doc = document()
    with pytest.raises(ValueError, match="was read from"):
        ledger.add(doc, GRAMMAR, [claim(document("other"))])
    with pytest.raises(ValueError, match="was read from"):
        ledger.add(doc, GRAMMAR, [claim(doc, reader="grammar/2")])
    assert ledger.stats().documents == 0


def test_a_wrong_id_is_refused(ledger):
    """An id that is not the content's hash would make the ledger unverifiable."""
    doc = document()
    with pytest.raises(ValueError, match="named by its content"):
        ledger.add(doc, GRAMMAR, [msgspec.structs.replace(claim(doc), id="x")])


def test_a_time_without_a_zone_is_refused(ledger):
    """Nobody knows when that was."""
    with pytest.raises(ValueError, match="zone"):
        ledger.add(document(), GRAMMAR, [], seen=datetime(2025, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        list(ledger.claims(as_of=datetime(2025, 1, 1)))  # noqa: DTZ001


def test_problems_of_a_document_are_a_set(ledger):
    """Problems lie outside the document's hash; those of a second sighting are added, each once."""
    one, two = Problem("a", "one"), Problem("b", "two")
    ledger.add(document(problems=(one,)), GRAMMAR, [])
    ledger.add(document(problems=(two, one)), GRAMMAR, [])
    assert ledger.document(document().digest).problems == (one, two)


def test_counts(ledger):
    """The counts are of rows, the claims those of today's view."""
    doc = document()
    ledger.add(doc, GRAMMAR, [claim(doc), claim(doc, act="sign")])
    ledger.add(doc, "grammar/1.1.0", [claim(doc, reader="grammar/1.1.0")])
    stats = ledger.stats()
    assert (stats.sources, stats.documents, stats.readings, stats.claims, stats.all_claims) == (1, 1, 2, 1, 3)
