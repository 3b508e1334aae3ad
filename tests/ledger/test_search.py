"""Full-text search: one spelling finds all, and nothing that a person types is an error."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karar.ledger import Ledger, Query
from karar.ledger.words import snippet, terms
from tests.ledger.making import GRAMMAR, claim, document


def put(ledger, text, **fields):
    """Add a document with one claim that quotes all of it."""
    doc = document(text, **fields)
    one = claim(doc)
    ledger.add(doc, GRAMMAR, [one])
    return doc, one


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("ज़मीन", "जमीन"),
        ("ज\u093cमीन", "\u095bमीन"),
        ("\u095bमीन", "ज\u093cमीन"),
        ("हिंदी", "हिन्दी"),
        ("हिन्दी", "हिंदी"),
        ("संबंध", "सम्बन्ध"),
        ("पहुँच", "पहुंच"),
        ("क्\u200dष", "क्ष"),
        ("श\u200cक्ति", "शक्ति"),
        ("Defence", "dEFENCE"),
        ("२०३०", "2030"),
        ("日本政府", "政府"),
        ("日本政府", "府"),
        ("日本政府", "日本政府"),
        ("東京のニュース", "ュー"),
    ],
)
def test_spellings_find_each_other(ledger, written, sought):
    """The same word is found under each of its spellings, and marked where it stands."""
    text = f"आज {written} पर बात हुई।"
    doc, one = put(ledger, text)
    found = {hit.kind: hit for hit in ledger.search(sought)}
    assert {hit.id for hit in found.values()} == {doc.digest, one.id}
    (span,) = found["document"].spans
    assert span.of(text) in written
    assert [one.id for one in ledger.claims(Query(text=sought))] == [one.id]


@pytest.mark.parametrize("sought", ["रक्ष", "मंत्र", "आ", "政本", "本日", "दिल्ली"])
def test_parts_of_a_word_are_not_the_word(ledger, sought):
    """Hindi words are whole, and characters stand in their order."""
    put(ledger, "रक्षा मंत्री आज 日本政府 से मिले")
    assert ledger.search(sought) == []


def test_all_words_have_to_be_found(ledger):
    """Words are joined by and; an operator is a word."""
    put(ledger, "रक्षा मंत्री मिले")
    assert ledger.search("मंत्री रक्षा")
    assert not ledger.search("मंत्री रेल")
    assert not ledger.search("मंत्री OR रेल")


def test_a_phrase_stands_together(ledger):
    """Quotes of any form make a phrase; a star at the end leaves the ending open."""
    put(ledger, "A joint statement on रक्षा समझौते was made")
    assert ledger.search('"joint statement"')
    assert ledger.search("“Joint Statement”")
    assert not ledger.search('"statement joint"')
    assert ledger.search("समझौ*")
    assert not ledger.search("समझौ")


def test_titles_and_names_are_found_too(ledger):
    """A word in the title finds the document, one in a project's name the claim; no words of the text are shown."""
    doc = document("text alone", title="Shinkansen")
    ledger.add(doc, GRAMMAR, [claim(doc, project="Bullet")])
    (hit,) = ledger.search("shinkansen")
    assert (hit.kind, hit.snippet, hit.title) == ("document", "", "Shinkansen")
    (hit,) = ledger.search("bullet")
    assert (hit.kind, hit.spans) == ("claim", ())


def test_spans_are_of_the_stored_text(ledger):
    """Spans count in the document's text, marks in the snippet, also where the quote begins late."""
    text = "पहला वाक्य। " * 40 + "दोनों देशों ने सम्बन्ध बढ़ाए। " + "आखिरी वाक्य। " * 40
    doc = document(text)
    ledger.add(doc, GRAMMAR, [claim(doc, "दोनों देशों ने सम्बन्ध बढ़ाए।")])
    found = ledger.search("संबंध")
    assert len(found) == 2
    for hit in found:
        assert [span.of(text) for span in hit.spans] == ["सम्बन्ध"]
        assert [mark.of(hit.snippet) for mark in hit.marks] == ["सम्बन्ध"]
        assert text[hit.start :].startswith(hit.snippet)
        assert len(hit.snippet) < 250


def test_search_is_of_todays_view(ledger):
    """A claim whose place a newer reading took is no longer found."""
    doc, _ = put(ledger, "समझौता हुआ")
    ledger.add(doc, "grammar/1.1.0", [])
    assert [hit.kind for hit in ledger.search("समझौता")] == ["document"]


def test_the_limit_is_of_all(ledger):
    """No more hits than asked for, in the same order every time."""
    for n in range(5):
        put(ledger, f"समझौता {n}")
    assert len(ledger.search("समझौता", limit=3)) == 3
    assert ledger.search("समझौता") == ledger.search("समझौता")
    assert ledger.search("समझौता", limit=0) == []


def test_the_index_can_be_made_anew(ledger):
    """A rebuilt index finds what the old one found."""
    for n in range(3):
        put(ledger, f"समझौता 日本 {n}")
    before = ledger.search("समझौता 日本")
    ledger.reindex()
    assert ledger.search("समझौता 日本") == before


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A ledger with one document, for many searches."""
    with Ledger.open(tmp_path_factory.mktemp("small") / "karar.db") as ledger:
        put(ledger, 'a "b* NEAR(c) AND words : {x} ^y - + ज़मीन 日本')
        yield ledger


TYPED = st.text() | st.text(alphabet='"*():^{}-+ANDORNEWwords \x00ab日本ज़्', max_size=30)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED)
def test_nothing_typed_is_an_error(small, typed):
    """Whatever is typed is looked for, and at worst not found."""
    small.search(typed)
    list(small.claims(Query(text=typed)))


@given(st.text(alphabet="ab ज़मीन्म日本\u200d\u093c", max_size=40), st.text(alphabet='abज़मीन日本 "*', max_size=8))
def test_marks_lie_in_their_snippet(text, typed):
    """A snippet is a stretch of the text, and its spans lie inside it, in order, apart."""
    shown, start, spans = snippet(text, terms(typed))
    assert text[start : start + len(shown)] == shown
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(start <= edge <= start + len(shown) for edge in edges)
