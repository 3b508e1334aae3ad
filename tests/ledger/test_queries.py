"""Filters among the claims."""

from __future__ import annotations

from decimal import Decimal

import pytest

from karar.errors import NotFoundError, UsageError
from karar.ledger import Query
from tests.ledger.making import GRAMMAR, claim, document, money


@pytest.fixture
def filled(ledger):
    """A ledger with four claims, named by their projects."""
    old = document("old", uri="https://example.org/old", published="2024-12-31", publisher="MOFA", lang="en")
    new = document("new", uri="https://example.org/new")
    undated = document("undated", uri="https://example.org/undated", published=None)
    ledger.add(
        new,
        GRAMMAR,
        [
            claim(new, project="loan", amounts=(money("100"), money("7", "USD")), parties=("IN", "JP", "US")),
            claim(new, project="range", amounts=(money("200", to="300"),), sectors=("finance", "energy"), act="sign"),
        ],
    )
    ledger.add(old, GRAMMAR, [claim(old, project="old", modality="done", confidence=0.3, parties=("IN", "US"))])
    ledger.add(undated, GRAMMAR, [claim(undated, project="undated", amounts=(money(None),))])
    return ledger


@pytest.mark.parametrize(
    ("query", "projects"),
    [
        (Query(), "loan old range undated"),
        (Query(parties=("IN", "US")), "loan old"),
        (Query(parties=("JP", "US")), "loan"),
        (Query(sectors=("energy", "cyber")), "range"),
        (Query(acts=("sign",)), "range"),
        (Query(modalities=("done", "denied")), "old"),
        (Query(published_from="2025"), "loan range"),
        (Query(published_to="2024"), "old"),
        (Query(published_to="2024-12-31"), "old"),
        (Query(published_to="2024-12-30"), ""),
        (Query(published_from="2024-12", published_to="2025-08"), "loan old range"),
        (Query(currency="JPY"), "loan range undated"),
        (Query(currency="JPY", amount_min=100), "loan range"),
        (Query(currency="JPY", amount_min="250"), "range"),
        (Query(currency="JPY", amount_max=Decimal("199.99")), "loan"),
        (Query(currency="JPY", amount_min=301), ""),
        (Query(currency="USD", amount_min=100), ""),
        (Query(min_confidence=0.5), "loan range undated"),
        (Query(lang="en"), "old"),
        (Query(publisher="MOFA"), "old"),
        (Query(publisher="mofa"), ""),
        (Query(text="range"), "range"),
        (Query(text="NEW"), "loan range"),
        (Query(text="!"), ""),
        (Query(page_says=("old", "undated")), "old undated"),
        (Query(page_says=("एक शीर्षक",)), "loan old range undated"),
        (Query(page_says=("शीर्षक एक",)), ""),
        (Query(page_says=("new", "nowhere"), acts=("sign",)), "range"),
        (Query(page_says=("NEAR(", "!")), ""),
        (Query(page_says=("!",)), ""),
    ],
)
def test_filters(filled, query, projects):
    """Each filter leaves what it names; within a list any fits, of parties all have to."""
    assert sorted(one.project for one in filled.claims(query)) == projects.split()


def test_the_last_published_come_first(filled):
    """Claims without a day stand at the end, and a limit cuts there."""
    days = [one.source.published for one in filled.claims()]
    assert days == ["2025-08-30", "2025-08-30", "2024-12-31", None]
    assert [one.source.published for one in filled.claims(Query(limit=3))] == days[:3]
    assert list(filled.claims(Query(limit=0))) == []


@pytest.mark.parametrize(
    "given",
    [
        {"acts": ("agreed",)},
        {"modalities": ("maybe",)},
        {"amount_min": 1},
        {"amount_min": "ten", "currency": "JPY"},
        {"amount_max": "NaN", "currency": "JPY"},
        {"limit": -1},
    ],
)
def test_a_filter_nobody_can_read_is_refused(given):
    """A wrong word is an error with a hint, never an empty answer."""
    with pytest.raises(UsageError):
        Query(**given)


def test_prefixes_find_what_they_name(filled):
    """The beginning of an id will do where it is the beginning of one alone."""
    one = next(filled.claims())
    assert filled.claim(one.id[:20]) == one
    assert filled.claim(one.id.upper()) == one
    assert filled.document(one.reading.document[:20]).digest == one.reading.document
    found = filled.source("https://example.org/new")
    assert filled.source(found.id[:20]) == found
    assert {claim.project for claim in found.claims} == {"loan", "range"}
    assert found.publisher == "PIB"


def test_near_misses_are_named(filled):
    """What is not there is answered with what is near."""
    one = next(filled.claims())
    with pytest.raises(NotFoundError, match=one.id):
        filled.claim(one.id[:-1] + "!")
    with pytest.raises(NotFoundError, match=r"https://example\.org/new"):
        filled.source("https://example.org/nw")
    for ask in (filled.claim, filled.document, filled.source):
        with pytest.raises(NotFoundError):
            ask("")
        with pytest.raises(NotFoundError):
            ask("%")


def test_an_ambiguous_prefix_is_refused(ledger):
    """Two that begin alike are both named."""
    docs = [document(f"text {n}") for n in range(40)]
    for doc in docs:
        ledger.add(doc, GRAMMAR, [])
    heads = [doc.digest[0] for doc in docs]
    common = max(set(heads), key=heads.count)
    with pytest.raises(NotFoundError, match="More than one document"):
        ledger.document(common)


def test_an_empty_ledger_says_so(ledger):
    """There is nothing near in an empty ledger."""
    with pytest.raises(NotFoundError, match="none yet"):
        ledger.claim("abc")


def test_claims_stand_in_the_order_of_their_text(ledger):
    """Published last first, then by address, and a page's claims as they stand in it."""
    words = [f"word{n}" for n in range(12)]
    late, b, a, undated = (
        document(" ".join(words), uri=f"https://example.org/{uri}", title=uri, published=day)
        for uri, day in (("z", "2025-09-01"), ("b", "2025-08-01"), ("a", "2025-08-01"), ("0", None))
    )
    for doc in (undated, b, late, a):
        ledger.add(doc, GRAMMAR, [claim(doc, word) for word in sorted(words)])
    shown = [(one.source.title, one.quote.text) for one in ledger.claims()]
    assert shown == [(title, word) for title in ("z", "a", "b", "0") for word in words]
    assert [one.quote.text for one in ledger.source(a.uri).claims] == words
    assert len(list(ledger.claims(Query(limit=3)))) == 3
