"""Documents and claims for the ledger's tests, made without a reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from karar.model.claims import Claim, Quote, ReadingRef, Source, identify
from karar.model.documents import Block, Document
from karar.model.spans import Span
from karar.model.values import Amount

GRAMMAR = "grammar/1.0.0"
PACT = "भारत और जापान ने रक्षा सहयोग पर समझौता किया।"


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self, now: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def on(self, days: int = 1) -> datetime:
        """Go on by some days, and return the moment between."""
        before = self.now
        self.now += timedelta(days=days)
        return before + timedelta(hours=12)


def document(text: str = PACT, **fields: Any) -> Document:
    """Make a document of one paragraph."""
    given: dict[str, Any] = {
        "projection": "text/1",
        "uri": "https://example.org/a",
        "title": "एक शीर्षक",
        "publisher": "PIB",
        "published": "2025-08-30",
        "lang": "hi",
    }
    return Document(text=text, blocks=(Block(Span(0, len(text)), "paragraph"),), **given | fields)


def claim(doc: Document, quote: str | None = None, *, reader: str = GRAMMAR, **fields: Any) -> Claim:
    """Make a claim that quotes all of a document, or a stretch of it."""
    words = doc.text if quote is None else quote
    start = doc.text.index(words)
    given: dict[str, Any] = {
        "act": "agree",
        "modality": "decided",
        "confidence": 0.9,
        "parties": ("IN", "JP"),
        "sectors": ("defence",),
    }
    return identify(
        Claim(
            id="",
            reading=ReadingRef(doc.digest, reader),
            source=Source(doc.uri, doc.publisher, doc.title, doc.published, doc.lang),
            evidence={"act": (Span(start, start + len(words)),)},
            quote=Quote(words, start, start + len(words)),
            **given | fields,
        )
    )


def money(value: str | None, currency: str | None = "JPY", to: str | None = None) -> Amount:
    """Make a sum."""
    return Amount(value=value, currency=currency, to=to, qualifier="range" if to else "exact")
