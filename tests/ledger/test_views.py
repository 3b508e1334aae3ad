"""Today's view and the past ones."""

from __future__ import annotations

import json

from tests.ledger.making import GRAMMAR, claim, document

NEWER = "grammar/1.1.0"


def test_a_newer_reading_takes_the_older_ones_place(ledger):
    """Today's view shows the reading made last, and only that."""
    doc = document()
    old, new = claim(doc), claim(doc, reader=NEWER, act="sign")
    ledger.add(doc, GRAMMAR, [old])
    ledger.add(doc, NEWER, [new])
    assert list(ledger.claims()) == [new]
    assert ledger.claim(old.id) == old


def test_the_past_view_still_shows_the_older(ledger, clock):
    """Each moment shows what the ledger knew by then; before the first reading, nothing."""
    doc = document()
    old, new = claim(doc), claim(doc, reader=NEWER, act="sign")
    before = clock.on()
    ledger.add(doc, GRAMMAR, [old])
    between = clock.on()
    ledger.add(doc, NEWER, [new])
    after = clock.on()
    views = [list(ledger.claims(as_of=moment)) for moment in (before, between, after)]
    assert views == [[], [old], [new]]


def test_versions_are_not_compared(ledger):
    """The reading registered last stands, whatever number its reader gives itself."""
    doc = document()
    for reader in ("grammar/1.10.0", "grammar/1.9.0", "grammar/1.9.0"):
        ledger.add(doc, reader, [claim(doc, reader=reader)])
    assert [one.reading.reader for one in ledger.claims()] == ["grammar/1.9.0"]
    ledger.add(doc, "grammar/1.10.0", [claim(doc, reader="grammar/1.10.0")])
    assert [one.reading.reader for one in ledger.claims()] == ["grammar/1.9.0"]


def test_an_empty_newer_reading_empties_the_view(ledger):
    """A newer reader that finds nothing says so."""
    doc = document()
    ledger.add(doc, GRAMMAR, [claim(doc)])
    ledger.add(doc, NEWER, [])
    assert list(ledger.claims()) == []


def test_of_several_addresses_the_smallest_stands(ledger, clock):
    """One text at two addresses is one document; a past view knows only the addresses seen by then."""
    first, second = document(uri="https://b.example/"), document(uri="https://a.example/")
    ledger.add(first, GRAMMAR, [claim(first)])
    between = clock.on()
    ledger.add(second, GRAMMAR, [claim(second)])
    assert [one.source.uri for one in ledger.claims()] == ["https://a.example/"]
    assert [one.source.uri for one in ledger.claims(as_of=between)] == ["https://b.example/"]
    assert ledger.document(first.digest).uri == "https://a.example/"


def test_a_real_address_stands_before_a_file_and_a_file_before_a_pipe(ledger):
    """Reading a page's own copy, or piping it in, does not take its address away."""
    uris = ["file:-", "file:p.txt", "file:a.txt", "https://z.example/", "http://z.example/"]
    shown = []
    for uri in uris:
        doc = document(uri=uri)
        ledger.add(doc, GRAMMAR, [claim(doc)])
        (one,) = ledger.claims()
        shown.append(one.source.uri)
    assert shown == ["file:-", "file:p.txt", "file:a.txt", "https://z.example/", "http://z.example/"]
    (record,) = ledger.documents()
    assert record.uris == ("http://z.example/", "https://z.example/", "file:a.txt", "file:p.txt", "file:-")
    assert record.uri == record.uris[0]
    assert json.loads(next(ledger.export()))["source"]["uri"] == record.uri


def test_records_for_rereading(ledger):
    """Every document is listed by digest, with its addresses and its readers in their order."""
    docs = [document("ek"), document("do", uri="file:do.html")]
    for doc in docs:
        ledger.add(doc, GRAMMAR, [])
    ledger.add(docs[0], NEWER, [])
    found = {one.digest: one for one in ledger.documents()}
    assert list(found) == sorted(doc.digest for doc in docs)
    assert found[docs[0].digest].readers == (GRAMMAR, NEWER)
    assert found[docs[1].digest].uri == "file:do.html"
