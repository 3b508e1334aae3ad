"""Today's view and the past ones."""

from __future__ import annotations

import json

from karar.ledger import Ledger, Reading
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


DAY, OTHER_DAY = {"published": "2024-07-08"}, {"published": "2024-07-09"}
BARE = {"published": None, "publisher": None}


def hand_in(ledger, handed="stated", reader=GRAMMAR, **fields):
    """Hand a document in, with one claim; return what was new and the claim."""
    doc = document(**fields)
    one = claim(doc, reader=reader)
    return ledger.add(doc, reader, [one], handed=handed), one


def shown(ledger, as_of=None):
    """Return the ids in the view."""
    return [one.id for one in ledger.claims(as_of=as_of)]


def test_corrected_facts_take_the_older_ones_place(ledger, clock):
    """The same words at the same address with another day: today's view shows the newest, the past view the older."""
    _, bare = hand_in(ledger, "bare", **BARE)
    first = clock.on()
    _, wrong = hand_in(ledger, **DAY)
    second = clock.on()
    _, right = hand_in(ledger, **OTHER_DAY)
    assert shown(ledger) == [right.id]
    assert (shown(ledger, first), shown(ledger, second)) == ([bare.id], [wrong.id])
    assert [one.stands for one in ledger.documents()].count(True) == 1
    assert len([hit for hit in ledger.search("समझौता") if hit.kind == "claim"]) == 1
    assert len([hit for hit in ledger.search("समझौता") if hit.kind == "document"]) == 1
    assert ledger.stats().claims == 1
    assert len(list(ledger.export())) == 1
    assert len(list(ledger.export(all_readings=True))) == 3


def test_a_bare_hand_in_displaces_no_stated_facts(ledger):
    """Reading the folder again without its manifest does not undo a correction, in either order."""
    _, told = hand_in(ledger, **DAY)
    added, _ = hand_in(ledger, "bare", **BARE)
    assert not added.stands
    assert shown(ledger) == [told.id]


def test_going_back_to_facts_given_before_is_a_hand_in(ledger):
    """The first day was right after all: it stands again, though nothing of it is new."""
    _, first = hand_in(ledger, **DAY)
    hand_in(ledger, **OTHER_DAY)
    added, _ = hand_in(ledger, **DAY)
    assert (added.new_document, added.stands) == (False, True)
    assert shown(ledger) == [first.id]


def test_bare_words_of_a_file_give_way_to_stated_facts_at_any_address(ledger):
    """A page read first and told of later with its address does not stand twice; the order makes no difference."""
    hand_in(ledger, "bare", uri="file:p.txt", **BARE)
    _, told = hand_in(ledger, uri="https://example.org/p", **DAY)
    assert shown(ledger) == [told.id]
    hand_in(ledger, "bare", uri="file:-", **BARE)
    assert shown(ledger) == [told.id]


def test_the_same_words_at_two_addresses_stand_twice(ledger):
    """Two outlets that print the same text on two days are two sources."""
    made = {hand_in(ledger, uri=f"https://{n}.example/", **day)[1].id for n, day in enumerate((DAY, OTHER_DAY))}
    assert set(shown(ledger)) == made


def test_reading_again_is_no_hand_in(ledger):
    """A newer reader that comes to the displaced document leaves it displaced."""
    hand_in(ledger, "bare", **DAY)
    hand_in(ledger, "bare", **OTHER_DAY)
    _, old = hand_in(ledger, None, NEWER, **DAY)
    _, new = hand_in(ledger, None, NEWER, **OTHER_DAY)
    assert shown(ledger) == [new.id]
    hand_in(ledger, None, "grammar/1.2.0", **DAY)
    assert shown(ledger) == [new.id]
    assert old.id != new.id


def test_one_batch_or_many_make_no_difference(tmp_path):
    """Hand-ins in one transaction stand as hand-ins one by one."""
    docs = [document(**facts) for facts in (DAY, OTHER_DAY, DAY, BARE)]
    given = [Reading(doc, GRAMMAR, [claim(doc)], handed="stated" if doc.published else "bare") for doc in docs]
    seen = set()
    for at_once in (1, 2, 4):
        with Ledger.open(tmp_path / f"{at_once}.db") as ledger:
            ledger.add_all(given, at_once=at_once)
            seen.add(tuple(ledger.export()))
            ledger.add_all(given, at_once=at_once)
            seen.add(tuple(ledger.export()))
    assert len(seen) == 1
