"""What was heard of last as a feed, read by feedparser."""

from __future__ import annotations

import feedparser
import pytest

from karar.exports.formats import format_named
from karar.ledger import Query
from tests.exports.making import keep, told, view, written


def test_a_feed_reader_takes_it(ledger, claims):
    """Well-formed, Atom 1.0, every commitment once, those heard of last first, each with its page and its words."""
    feed = feedparser.parse(written("atom", view(ledger)))
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert feed.feed.id.startswith("urn:uuid:")
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert feed.feed.updated == days[0]
    assert len({entry.id for entry in feed.entries}) == len(claims)
    by_page = {entry.link: entry for entry in feed.entries}
    pledge = by_page[claims["pledge"].source.uri]
    assert pledge.content[0].value == claims["pledge"].quote.text
    assert pledge.title == "India, Japan (pledge): Japan will give 10 billion yen."
    assert {tag.term for tag in pledge.tags} == {"finance", "health"}


def test_what_a_page_says_is_text(ledger, claims):
    """Markup in a quote stays what it is; what XML cannot hold is marked."""
    feed = feedparser.parse(written("atom", view(ledger, Query(parties=("KR",)))), sanitize_html=False)
    (entry,) = feed.entries
    assert entry.content[0].value == claims["hostile"].quote.text.replace("\x01", "\ufffd")
    assert entry.content[0].type == "text/plain"


def test_an_entry_keeps_its_name(ledger, claims):
    """Whatever else is asked for; another view is another feed."""
    whole, narrow = (
        feedparser.parse(written("atom", view(ledger, query))) for query in (Query(), Query(sectors=("defence",)))
    )
    assert {entry.id for entry in narrow.entries} < {entry.id for entry in whole.entries}
    assert narrow.feed.id != whole.feed.id


def test_only_the_last_are_told(tmp_path, monkeypatch):
    """No more than so many; what nobody dates is left out; a feed of nothing is a feed."""
    monkeypatch.setattr("karar.exports.atom.ENTRIES", 2)
    many = [told(f"Said on day {day}.", published=f"2025-08-0{day}") for day in range(1, 5)]
    with keep(tmp_path / "karar.db", [*many, told("Undated.", published=None)]) as made:
        feed = feedparser.parse(written("atom", view(made)))
        none = feedparser.parse(written("atom", view(made, Query(parties=("FR",)))))
    assert [entry.updated[:10] for entry in feed.entries] == ["2025-08-04", "2025-08-03"]
    assert (none.bozo, none.entries) == (False, [])


@pytest.mark.parametrize("name", ["geojson", "ical"])
def test_what_is_made_of_many_is_not_said_to_stream(name):
    """A project and a series of talks are put together from many commitments."""
    assert not format_named(name).streams
