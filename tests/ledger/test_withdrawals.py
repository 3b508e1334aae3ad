"""Withdrawn sources: their words are gone for good, the record of them stays."""

from __future__ import annotations

import itertools

import pytest

from karar.errors import LedgerError, NotFoundError, UsageError
from karar.ledger import Ledger, Query
from tests.ledger.making import GRAMMAR, claim, document

SECRET = "Xylophone"
TEXT = f"{SECRET} Quartz pact. Second sentence."


@pytest.fixture
def withdrawn(ledger):
    """A document with a claim, ready to be withdrawn."""
    doc = document(TEXT)
    one = claim(doc, f"{SECRET} Quartz pact.")
    ledger.add(doc, GRAMMAR, [one])
    return ledger, doc, one


def bytes_of(path):
    """Return what stands in the ledger's files."""
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_claims_keep_their_quotes(withdrawn):
    """The text is gone, the claim and its short quote stay in the view."""
    ledger, doc, one = withdrawn
    done = ledger.withdraw(doc.uri, "the publisher asked")
    assert (done.uri, done.drop_claims) == (doc.uri, False)
    assert list(ledger.claims()) == [one]
    with pytest.raises(LedgerError, match="2026-01-01: the publisher asked"):
        ledger.document(doc.digest)
    assert [hit.kind for hit in ledger.search(SECRET)] == ["claim"]
    (record,) = ledger.documents()
    assert record.withdrawn


def test_claims_can_go_too(withdrawn):
    """Dropped claims leave the view, the search and the export, and lose their quotes."""
    ledger, doc, one = withdrawn
    ledger.withdraw(doc.uri, "asked", drop_claims=True)
    assert list(ledger.claims()) == []
    assert list(ledger.export()) == []
    assert ledger.search(SECRET) == []
    (left,) = ledger.claims(Query(include_withdrawn=True))
    assert (left.id, left.quote.text, left.quote.start) == (one.id, "", one.quote.start)
    assert ledger.stats().claims == 0
    assert ledger.stats().all_claims == 1


def test_the_words_are_gone_from_the_disk(withdrawn, path):
    """Neither the table, nor the index, nor the log holds the words any more."""
    ledger, doc, _ = withdrawn
    assert SECRET.encode() in bytes_of(path)
    ledger.withdraw(doc.uri, "asked", drop_claims=True)
    left = bytes_of(path).lower()
    assert SECRET.lower().encode() not in left
    assert b"second sentence" not in left


def test_the_past_view_shows_that_it_was_there(withdrawn, clock):
    """Before its withdrawal the claim stands in the view, without the words."""
    ledger, doc, one = withdrawn
    before = clock.on()
    ledger.withdraw(doc.uri, "asked", drop_claims=True)
    assert [found.id for found in ledger.claims(as_of=before)] == [one.id]


def test_a_source_that_does_not_exist(ledger):
    """There is nothing to withdraw, and nothing is written."""
    with pytest.raises(NotFoundError):
        ledger.withdraw("https://example.org/none", "asked")
    assert ledger.stats().withdrawals == 0


def test_a_reason_is_wanted(withdrawn):
    """A withdrawal without a reason is refused."""
    ledger, doc, _ = withdrawn
    with pytest.raises(UsageError):
        ledger.withdraw(doc.uri, "  ")


def test_reading_it_again_does_not_bring_it_back(withdrawn, path):
    """The same page, a newer reader and a changed page at that address are all kept without words."""
    ledger, doc, _ = withdrawn
    ledger.withdraw(doc.uri, "asked", drop_claims=True)
    changed = document(TEXT + " Third.")
    for again in (doc, changed):
        for reader in (GRAMMAR, "grammar/1.1.0"):
            ledger.add(again, reader, [claim(again, reader=reader)])
    assert list(ledger.claims()) == []
    assert ledger.search(SECRET) == []
    with pytest.raises(NotFoundError):
        ledger.document(changed.digest)
    ledger.close()
    assert SECRET.lower().encode() not in bytes_of(path).lower()


def test_the_order_makes_no_difference(tmp_path):
    """Page first, withdrawal first, or a second address in between: the same export and the same blanks."""
    here, there = document(TEXT), document(TEXT, uri="https://example.org/b")
    other = document("something else")

    def withdraw(ledger):
        ledger.withdraw(here.uri, "asked", drop_claims=True)

    steps = [
        withdraw,
        lambda ledger: ledger.add(here, GRAMMAR, [claim(here)]),
        lambda ledger: ledger.add(there, GRAMMAR, [claim(there)]),
    ]
    seen = set()
    for number, order in enumerate(itertools.permutations(steps)):
        with Ledger.open(tmp_path / f"{number}.db") as ledger:
            ledger.add(other, "nobody/0", [])
            for step in order:
                step(ledger)
            gone = tuple(record.withdrawn for record in ledger.documents())
            seen.add((tuple(ledger.export()), gone, ledger.stats().claims))
    assert len(seen) == 1


def test_a_second_withdrawal_may_go_further(withdrawn):
    """First the text, later the claims as well; never back."""
    ledger, doc, _ = withdrawn
    ledger.withdraw(doc.uri, "asked")
    ledger.withdraw(doc.uri, "asked again", drop_claims=True)
    ledger.withdraw(doc.uri, "and again")
    assert list(ledger.claims()) == []
    assert [one.why for one in ledger.source(doc.uri).withdrawals] == ["asked", "asked again", "and again"]
