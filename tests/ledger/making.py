"""Documents and claims for the ledger's tests, made without a reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from karar.model.additions import Addition, AdditionSource
from karar.model.claims import Claim, Quote, ReadingRef, Source, identify
from karar.model.commitments import Commitment, Link, Linking, LinkJudgement, Relation, RelationEvidence
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
        "evidence": {"act": (Span(start, start + len(words)),)},
    }
    return identify(
        Claim(
            id="",
            reading=ReadingRef(doc.digest, reader),
            source=Source(doc.uri, doc.publisher, doc.title, doc.published, doc.lang),
            quote=Quote(words, start, start + len(words)),
            **given | fields,
        )
    )


def money(value: str | None, currency: str | None = "JPY", to: str | None = None) -> Amount:
    """Make a sum."""
    return Amount(value=value, currency=currency, to=to, qualifier="range" if to else "exact")


def added(subject: str = "project:a-mill", **fields: Any) -> Addition:
    """Make an addition: that a project's stage was reached, unless told otherwise."""
    source = AdditionSource("https://example.org/report", published="2025-12-01")
    given: dict[str, Any] = {"kind": "event", "what": "building", "track": "stage", "day": "2025-11-30"}
    return Addition(subject=subject, **{"source": source, "who": "a clerk", **given, **fields})


def everything_linked(found: Sequence[Claim]) -> Linking:
    """Make one commitment of all claims, with a link between each two and a relation to itself."""
    names = sorted(one.id for one in found)
    bears = Relation("repeats", names[0], names[0], (RelationEvidence(names[-1], ("act",)),), "test")
    links = tuple(Link(a, b, 0.9, 3.0) for a, b in pairwise(names))
    return Linking((Commitment(names[0], tuple(names), ("IN", "JP"), (bears,)),), links)


def link_alike(claims: Sequence[Claim], judgements: Sequence[LinkJudgement] = ()) -> Linking:
    """Link claims that are equal in act, parties and sums, and those that a person linked: a linker for tests alone."""
    group = {one.id: str((one.act, sorted(one.parties), [a.value for a in one.amounts])) for one in claims}
    for one in judgements:
        if one.verdict == "split":
            group[one.b] = one.b
        else:
            joined = group[one.b]
            group.update({name: group[one.a] for name, key in group.items() if key == joined})
    held: dict[str, list[Claim]] = {}
    for one in claims:
        held.setdefault(group[one.id], []).append(one)
    commitments, links = [], []
    for found in held.values():
        found.sort(key=lambda one: (one.source.published or "9", one.id))
        commitments.append(Commitment(found[0].id, tuple(sorted(one.id for one in found)), found[0].parties))
        ids = sorted(one.id for one in found)
        links += [Link(a, b, 0.9, 3.0) for a, b in pairwise(ids)]
    commitments.sort(key=lambda one: one.id)
    relations = {
        later.id: (Relation("raises", later.id, one.id, (RelationEvidence(later.id, ("amounts.0",)),), "test"),)
        for one, later in pairwise(commitments)
        if one.parties == later.parties
    }
    made = (Commitment(one.id, one.claims, one.parties, relations.get(one.id, ())) for one in commitments)
    return Linking(tuple(made), tuple(sorted(links, key=lambda link: (link.a, link.b))))
