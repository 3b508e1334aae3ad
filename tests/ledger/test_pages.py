"""Pages that a reader has been through: known without being read, and handed in again all the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from karar.ledger import Added, Fetch, HandedAgain, KnownPage, Reading, key_of
from karar.ledger.records import Handed
from karar.model.documents import Page, PageFacts
from karar.model.identity import digest_bytes
from tests.ledger.making import GRAMMAR, PACT, claim, document

PAGE = Page(PACT.encode(), "a.txt")
KEY = key_of(PAGE, GRAMMAR)
URI = "https://example.org/a"
DAY = datetime(2026, 2, 1, tzinfo=UTC)


def read(ledger, key=KEY, *, claims=3, handed: Handed = "bare", **fields):
    """Add what the page led to; return its document."""
    doc = document(**fields)
    found = [claim(doc, project=f"{n}", confidence=1 - n / 10) for n in range(claims)]
    ledger.add_all([Reading(doc, GRAMMAR, found, handed=handed, page=key)])
    return doc


def again(ledger, key=KEY, *, uri=URI, seen=None, handed: Handed = "bare"):
    """Hand a known page in again."""
    known = ledger.known_pages([key.id])[key.id]
    (added,) = ledger.add_all([HandedAgain(known.document, known.reading, uri, seen, "fetch", handed)])
    return added


@pytest.mark.parametrize(
    "other",
    [
        Page(PACT.encode() + b" ", "a.txt"),
        Page(PACT.encode(), "b.txt"),
        Page(PACT.encode(), "a.txt", "text/html"),
        Page(PACT.encode(), "a.txt", facts=PageFacts(published="2025-08-30")),
        Page(PACT.encode(), "a.txt", facts=PageFacts(publisher="2025-08-30")),
    ],
    ids=["bytes", "name", "type", "day", "publisher"],
)
def test_another_page_is_not_known(ledger, other):
    """Other bytes, another name, type or fact: each may read otherwise."""
    read(ledger)
    assert ledger.known_pages([key_of(other, GRAMMAR).id]) == {}
    assert ledger.known_pages([key_of(PAGE, "grammar/1.1.0").id]) == {}


def test_when_and_how_a_page_came_does_not_matter(ledger):
    """They lie outside what is read."""
    read(ledger)
    assert key_of(Page(PACT.encode(), "a.txt", seen=DAY, how="warc", stated=True), GRAMMAR) == KEY


def test_a_page_leads_to_its_reading(ledger):
    """Its document, its number of claims, and the claims themselves in the reader's order."""
    doc = read(ledger)
    known = ledger.known_pages([KEY.id, "nothing"])
    assert known.keys() == {KEY.id}
    assert (known[KEY.id].document, known[KEY.id].claims) == (doc.digest, 3)
    (found,) = ledger.claims_of([known[KEY.id].reading]).values()
    assert [one.project for one in found] == ["0", "1", "2"]


def test_a_page_without_claims_is_known(ledger):
    """It was read, and there was nothing in it."""
    read(ledger, claims=0)
    known = ledger.known_pages([KEY.id])[KEY.id]
    assert known.claims == 0
    assert ledger.claims_of([known.reading]) == {known.reading: ()}


def test_a_page_that_was_let_go_is_known(ledger):
    """It led to no reading; noting it twice adds nothing."""
    for _ in range(2):
        ledger.let_go([KEY])
    assert ledger.known_pages([KEY.id]) == {KEY.id: KnownPage(KEY.id)}
    ledger.let_go([])


def test_handing_in_again_adds_nothing(ledger):
    """As reading it again would not."""
    read(ledger)
    before, stats = list(ledger.export()), ledger.stats()
    added = again(ledger)
    assert added == Added(new_document=False, new_reading=False, new_claims=0, new_observation=False, stands=True)
    assert (list(ledger.export()), ledger.stats()) == (before, stats)


def test_handing_in_again_at_another_time_is_an_observation(ledger):
    """A fetch that brought the same page says that it still stood there, here or at another address."""
    doc = read(ledger)
    assert again(ledger, seen=DAY).new_observation
    assert not again(ledger, seen=DAY).new_observation
    assert again(ledger, uri="https://example.org/b", seen=DAY).new_observation
    (record,) = ledger.documents()
    assert record.uris == (doc.uri, "https://example.org/b")


def test_facts_given_before_stand_again(ledger):
    """Going back to a day is a new hand-in, though the page is known."""
    facts = [PageFacts(published=day) for day in ("2025-08-30", "2025-08-31")]
    keys = [key_of(Page(PACT.encode(), "a.txt", facts=one), GRAMMAR) for one in facts]
    for key, fact in zip(keys, facts, strict=True):
        read(ledger, key, handed="stated", published=fact.published)
    assert again(ledger, keys[0], handed="stated").stands
    assert {one.source.published for one in ledger.claims()} == {"2025-08-30"}
    assert not again(ledger, keys[0]).new_observation


def test_a_withdrawn_page_is_told_of(ledger):
    """What stood at a withdrawn address is known, its claims are not shown, and who hands it in again hears of it."""
    doc = read(ledger)
    ledger.withdraw(doc.uri, "asked", drop_claims=True)
    known = ledger.known_pages([KEY.id])[KEY.id]
    assert ledger.claims_of([known.reading]) == {known.reading: ()}
    assert again(ledger).withdrawn.why == "asked"


def test_a_known_page_seen_at_a_withdrawn_address_loses_its_words(ledger):
    """As it would if it had been read there."""
    other = document("gone", uri="https://example.org/gone")
    ledger.add(other, GRAMMAR, [claim(other)])
    ledger.withdraw(other.uri, "asked")
    read(ledger)
    assert again(ledger, uri=other.uri, seen=DAY).withdrawn.uri == other.uri
    assert all(record.withdrawn for record in ledger.documents())


def test_what_is_not_there_cannot_be_handed_in_again(ledger):
    """A fault of the program, told before anything is written."""
    with pytest.raises(ValueError, match="no document of this ledger: nothing"):
        ledger.add_all([HandedAgain("nothing", "no reading", URI)])
    assert ledger.stats().sources == 0


def test_the_last_fetch_of_what_was_read(ledger):
    """The newest that brought a page, and only where that page was read by the same reader."""
    content = digest_bytes(PACT.encode())
    assert ledger.last_fetch(URI, GRAMMAR) is None
    first = Fetch(URI, DAY, 200, etag='"1"', last_modified="Sun, 01 Feb 2026 00:00:00 GMT", content=content)
    ledger.record_fetches([first, Fetch("https://example.org/b", DAY, 200, content="other")])
    assert ledger.last_fetch(URI, GRAMMAR) is None
    read(ledger)
    assert ledger.last_fetch(URI, GRAMMAR) == first
    assert ledger.last_fetch(URI, "grammar/1.1.0") is None
    moved = Fetch(URI, DAY, 304, etag='"2"', final_uri="https://example.org/c", content=content)
    ledger.record_fetches([moved, Fetch(URI, DAY, 503)])
    assert ledger.last_fetch(URI, GRAMMAR) == moved
    ledger.record_fetches([Fetch(URI, DAY, 200, content="not read yet")])
    assert ledger.last_fetch(URI, GRAMMAR) is None


def test_a_fetch_without_a_zone_is_refused(ledger):
    """A moment that nobody can place is no moment."""
    with pytest.raises(ValueError, match="without a zone"):
        ledger.record_fetches([Fetch(URI, datetime(2026, 1, 1), 200)])  # noqa: DTZ001
