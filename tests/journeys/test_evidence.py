"""Every field that was read is read again from the characters that it points at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from karar.claims.evidence import confirms, unsupported
from karar.errors import KararError, PageError
from karar.evaluation.gold import load_gold, load_split
from karar.evaluation.golden import load_golden
from karar.intake import collect
from karar.model.claims import Claim
from karar.model.documents import Document, Page, PageFacts
from karar.pages import read_page
from karar.pipeline import read_document
from tests.reference.known import ROOT, reference

SHARED = ROOT.parent / "shared"
PAGES = ROOT / "examples" / "pages"
SEED_DAYS = {"000": "2025-08-29", "003": "2021-03-28"}


@cache
def documents(source: str) -> tuple[tuple[str, Document], ...]:
    """The documents of one source with their names; a page without an article has none."""
    found = []
    for page in _pages(source):
        with suppress(PageError):
            found.append((page.name, read_page(page)))
    return tuple(found)


def _pages(source: str) -> Iterator[Page]:
    if source == "golden":
        for case in load_golden(ROOT / "tests" / "golden"):
            facts = PageFacts(published=case.published, lang=case.lang)
            yield Page(case.text.encode(), case.name, "text/plain", facts)
    elif source == "examples":
        for page in collect([], manifest=PAGES / "manifest.csv"):
            assert not isinstance(page, KararError), page
            yield page
    elif source == "seeds":
        for path in sorted((SHARED / "seeds").glob("*.txt")):
            yield Page(path.read_bytes(), path.name, "text/plain", PageFacts(published=SEED_DAYS[path.name[:3]]))
    else:
        gold = load_gold(SHARED / "gold")
        for item in gold.pages:
            yield Page(gold.text(item), item.id, "text/plain", PageFacts(published=item.published, lang=item.lang))


def claims(source: str) -> Iterator[tuple[str, Document, Claim]]:
    """Every claim of one source with its document."""
    for name, doc in documents(source):
        for claim in read_document(doc, reference()).claims:
            yield name, doc, claim


def told(source: str, name: str, key: str, what: str) -> str:
    """One failure as a line; of a held-out page only the kind of field is told."""
    if source == "gold" and not load_split(ROOT / "evaluation" / "split.toml").is_seen(name):
        return f"a held-out page: {key.partition('.')[0]}"
    return f"{name}: {key} = {what}"


def _need(source: str) -> None:
    folder = {"golden": ROOT / "tests" / "golden", "examples": PAGES}.get(source, SHARED / source)
    if not Path(folder).is_dir():
        pytest.skip(f"{source}: not beside this checkout")


SOURCES = ("golden", "examples", "seeds", "gold")


@pytest.mark.parametrize("source", SOURCES)
def test_evidence_gives_the_value_again(source: str):
    """Each evidence key, read on its own, gives the field's value."""
    _need(source)
    failed = [
        told(source, name, key, f"{claim.field(key)!r} from {[span.of(doc.text) for span in spans]}")
        for name, doc, claim in claims(source)
        for key, spans in claim.evidence.items()
        if not confirms(claim, key, doc, reference())
    ]
    assert not failed, f"{len(failed)} keys:\n" + "\n".join(failed[:20])


@pytest.mark.parametrize("source", SOURCES)
def test_every_field_has_evidence_or_may_go_without(source: str):
    """A field that is filled has evidence, unless it stands on the model's short lists."""
    _need(source)
    bare = [
        told(source, name, key, repr(claim.field(key)))
        for name, _, claim in claims(source)
        for key in _without_evidence(claim)
    ]
    assert not bare, f"{len(bare)} fields:\n" + "\n".join(bare[:20])


@pytest.mark.parametrize("source", SOURCES)
def test_spans_and_quotes_lie_in_the_text(source: str):
    """Evidence lies inside the document's blocks, and the quote is the text at its offsets."""
    _need(source)
    for name, doc, claim in claims(source):
        quote = claim.quote
        assert doc.text[quote.start : quote.end] == quote.text, name
        for key, spans in claim.evidence.items():
            assert spans, f"{name}: {key} has no span"
            for span in spans:
                assert span.start < span.end, f"{name}: {key} is empty"
                assert any(block.span.covers(span) for block in doc.blocks), f"{name}: {key} {span.of(doc.text)!r}"


def _without_evidence(claim: Claim) -> list[str]:
    single = ("act", "when", "period", "duration", "project")
    several = ("parties", "amounts", "quantities", "actors", "initiatives", "places", "stages", "topics")
    wanted = [name for name in single if claim.field(name) is not None]
    wanted += [f"{name}.{index}" for name in several for index in range(len(getattr(claim, name)))]
    if claim.instrument.type != "none":
        wanted.append("instrument")
    return [key for key in wanted if key not in claim.evidence]


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_said_points_at_characters(source):
    """Every field that holds something has evidence, but for the few that follow from the reading or from others."""
    _need(source)
    failed = [told(source, name, key, "…") for name, _, claim in claims(source) for key in unsupported(claim)]
    assert failed == []
