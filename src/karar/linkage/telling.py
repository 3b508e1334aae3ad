"""What a claim says in each row of the comparison table, in words for a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from karar.model.claims import Claim


def _joined(values: tuple[str, ...]) -> str | None:
    return ", ".join(values) or None


def _sums(claim: Claim) -> str | None:
    return _joined(tuple(f"{one.currency or '(no currency)'} {one.value or '(cut off)'}" for one in claim.amounts))


def _words(claim: Claim) -> str | None:
    return " ".join(claim.quote.text.split()) or None


SAID: Mapping[str, Callable[[Claim], str | None]] = {
    "roles": lambda claim: f"{claim.giver} gives" if claim.giver else None,
    "act": lambda claim: claim.act,
    "firmness": lambda claim: claim.modality,
    "sector": lambda claim: _joined(claim.sectors),
    "instrument": lambda claim: None if claim.instrument.type == "none" else claim.instrument.type,
    "subject": lambda claim: _joined(tuple(one for one in (claim.project, claim.instrument.title) if one)),
    "initiative": lambda claim: _joined(claim.initiatives),
    "sum": _sums,
    "end": lambda claim: claim.period.end if claim.period else None,
    "length": lambda claim: f"{claim.duration.n} {claim.duration.unit}" if claim.duration else None,
    "count": lambda claim: _joined(tuple(f"{one.value} {one.unit}" for one in claim.quantities[:1])),
    "place": lambda claim: _joined(tuple(one.name for one in claim.places)),
    "actors": lambda claim: _joined(tuple(one.name for one in claim.actors if one.kind != "office")),
    "act's day": lambda claim: (claim.when.value or claim.when.text) if claim.when else None,
    "published": lambda claim: claim.source.published,
    "words": _words,
    "words across languages": _words,
}
"""Row of the table → what a claim says in it, None where it is silent."""


def said(claim: Claim, row: str) -> str | None:
    """Return what a claim says in a row of the table."""
    return SAID[row](claim)
