"""The newcomer's door: what every stage made of a text, with spans in the original."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from karar.claims.score import explain_confidence
from karar.model.claims import Claim
from karar.model.documents import Document
from karar.model.spans import Span
from karar.pipeline.stages import (
    STAGES,
    Draft,
    build_claims,
    cut_clauses,
    fill_frames,
    find_mentions,
    find_others,
    mark_sentences,
    rate_claims,
    read_sentences,
    scan_surfaces,
    start_draft,
)
from karar.reference.load import Reference


@dataclass(frozen=True, slots=True)
class ExplainedItem:
    """One thing a stage made: where, the characters, what it is, and what is known of it."""

    span: Span | None
    text: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class Explained:
    """What one stage made of the document. ``what`` is the stage's own docstring."""

    stage: str
    what: str
    items: list[ExplainedItem]


def explain(doc: Document, reference: Reference) -> list[Explained]:
    """Run the stages on ``doc`` one by one and return what each of them made."""
    draft = start_draft(doc, reference, thorough=True)
    explained = []
    for stage in STAGES:
        stage(draft)
        room, _, what = (stage.__doc__ or "").partition(":")
        explained.append(Explained(room, what.strip(), _SHOWN[stage](draft)))
    return explained


def _item(draft: Draft, span: Span, label: str, detail: str = "") -> ExplainedItem:
    return ExplainedItem(span, span.of(draft.doc.text), label, detail)


def _sentences(draft: Draft) -> list[ExplainedItem]:
    return [_item(draft, sent.span(), f"sentence {sent.index + 1}", sent.block.kind) for sent in draft.sentences]


def _marks(draft: Draft) -> list[ExplainedItem]:
    items = []
    for sent, marks in zip(draft.sentences, draft.marks, strict=True):
        told = ("an act", marks.acts), ("two sides", marks.pairs), ("a reference", marks.refers)
        said = [*sorted(marks.states), *(what for what, holds in told if holds)]
        items.append(_item(draft, sent.span(), "marks", ", ".join(said) or "nothing"))
    return items


def _hits(draft: Draft) -> list[ExplainedItem]:
    return [
        _item(draft, sent.span(hit.start, hit.end), hit.entry.kind, hit.entry.value)
        for sent in draft.sentences
        for hit in sent.hits
    ]


def _mentions(draft: Draft) -> list[ExplainedItem]:
    items = []
    for sent, mentions in zip(draft.sentences, draft.mentions, strict=True):
        for mention in mentions:
            attrs = ", ".join(f"{key}={value}" for key, value in sorted(mention.attrs.items()))
            detail = f"{mention.value} {attrs}".strip()
            items.append(_item(draft, sent.span(mention.start, mention.end), mention.kind, detail))
    return items


def _clauses(draft: Draft) -> list[ExplainedItem]:
    items = []
    for clauses, roles in zip(draft.clauses, draft.roles, strict=True):
        for clause in clauses:
            verbs = clause.verbs
            detail = f"{' '.join(verbs.lemmas)} ({verbs.modality})" if verbs else "no verb"
            items.append(_item(draft, clause.sent.span(clause.start, clause.end), "clause", detail))
        items.extend(_item(draft, role.span, "party", f"{role.code} as {role.role}") for role in roles)
    return items


def _frames(draft: Draft) -> list[ExplainedItem]:
    items = []
    for frame in draft.frames:
        roles = ", ".join(role.code + (" (taken over)" if role.inherited else "") for role in frame.roles)
        detail = f"{frame.modality}; {roles}"
        items.append(_item(draft, frame.act_spans[0], frame.act, detail))
    return items


def _others(draft: Draft) -> list[ExplainedItem]:
    found = {
        clause.sent.span(name.start, name.end): (name.kind, name.attrs.get("party", ""))
        for clause in (frame.clause for frame in draft.frames)
        for name in clause.unlisted
    }
    return [_item(draft, span, *said) for span, said in sorted(found.items())]


def _claims(draft: Draft) -> list[ExplainedItem]:
    return [
        _item(draft, Span(k.claim.quote.start, k.claim.quote.end), k.claim.act, summarise(k.claim)) for k in draft.known
    ]


def _confidences(draft: Draft) -> list[ExplainedItem]:
    """Return for each claim its confidence, and below it what raises or lowers it, in log-odds."""
    items = []
    for known, claim in zip(draft.known, draft.claims, strict=True):
        items.append(_item(draft, Span(claim.quote.start, claim.quote.end), claim.act, f"{claim.confidence:.3f}"))
        reasons = explain_confidence(known)
        items += [ExplainedItem(None, words, f"{odds:+.2f}", "log-odds") for words, odds in reasons]
    return items


def summarise(claim: Claim) -> str:
    """Return a claim's main fields on one line."""
    parts = [claim.modality, " ".join(claim.parties)]
    if claim.giver and claim.receiver:
        parts.append(f"{claim.giver} gives {claim.receiver}")
    parts += [f"{amount.value} {amount.currency or '?'}" for amount in claim.amounts]
    parts += [", ".join(claim.sectors), claim.instrument.type if claim.instrument.type != "none" else ""]
    return "; ".join(part for part in parts if part)


_SHOWN: dict[Callable[[Draft], None], Callable[[Draft], list[ExplainedItem]]] = {
    read_sentences: _sentences,
    mark_sentences: _marks,
    scan_surfaces: _hits,
    find_mentions: _mentions,
    cut_clauses: _clauses,
    fill_frames: _frames,
    find_others: _others,
    build_claims: _claims,
    rate_claims: _confidences,
}
