"""A linked ledger to export, made without a reader, and the view of all of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from karar.exports.formats import format_named
from karar.exports.view import View
from karar.ledger import Ledger, Query, Reading
from karar.model.claims import Claim, Quote, ReadingRef, Source, identify
from karar.model.commitments import Commitment, Linking, Relation, RelationEvidence, RelationKind
from karar.model.documents import Block, Document
from karar.model.identity import digest
from karar.model.spans import Span
from karar.model.values import Amount
from karar.reference.rates import load_rates
from tests.reference.known import reference

READER = "test/1.0.0"
NOW = datetime(2025, 12, 1, 12, tzinfo=UTC)
READ = datetime(2025, 11, 1, tzinfo=UTC)


def told(text: str, *, uri: str | None = None, published: str | None = "2025-08-30", **fields: Any) -> Claim:
    """Make a claim that is read from a page of its own."""
    doc = page(text, uri or f"https://news.example/{digest(text)}", published)
    given: dict[str, Any] = {"act": "pledge", "modality": "planned", "parties": ("IN", "JP"), "confidence": 0.9}
    claim = Claim(
        id="",
        reading=ReadingRef(doc.digest, READER),
        source=Source(doc.uri, doc.publisher, doc.title, doc.published, doc.lang),
        quote=Quote(text, 0, len(text)),
        evidence={},
        **given | fields,
    )
    return identify(claim)


def page(text: str, uri: str, published: str | None) -> Document:
    """Make the page of a claim."""
    block = Block(Span(0, len(text)), "paragraph")
    return Document(
        projection="text/1", uri=uri, title="Title", publisher="Outlet", published=published, lang="en", text=text,
        blocks=(block,),
    )  # fmt: skip


def money(value: str, currency: str | None = "JPY", **fields: Any) -> Amount:
    """Make a sum."""
    return Amount(value=value, currency=currency, **fields)


def relation(kind: RelationKind, source: Claim, target: Claim) -> Relation:
    """Say how the commitment of one claim bears on that of another."""
    return Relation(kind, source.id, target.id, (RelationEvidence(source.id, ("act",)),), "test")


def keep(path: Path, claims: Sequence[Claim], relations: Sequence[Relation] = ()) -> Ledger:
    """Make a ledger in which each claim is a commitment of its own; it is to be closed."""
    ledger = Ledger.open(path, clock=lambda: READ)
    pages = (page(claim.quote.text, claim.source.uri, claim.source.published) for claim in claims)
    ledger.add_all(Reading(doc, READER, [claim]) for doc, claim in zip(pages, claims, strict=True))
    made = sorted((commitment(claim, relations) for claim in claims), key=lambda one: one.id)
    ledger.add_linking(Linking(tuple(made)), ledger.linkable("test/1"))
    return ledger


def commitment(claim: Claim, relations: Sequence[Relation]) -> Commitment:
    """Make the commitment of one claim."""
    own = tuple(one for one in relations if one.source == claim.id)
    return Commitment(claim.id, (claim.id,), claim.parties, own)


def view(ledger: Ledger, query: Query | None = None, columns: tuple[str, ...] = ()) -> View:
    """Return the view of all that the ledger knows, or of what meets a query."""
    return View(ledger, query or Query(), NOW, load_rates(), reference(), columns)


def written(form: str, of: View) -> bytes:
    """Return the whole file of a format."""
    return b"".join(format_named(form).write(of))
