"""One claim for what a page says twice: headline and body, a sentence and its elaboration."""

from __future__ import annotations

from karar.model.claims import Claim
from karar.model.documents import Document


def merge_claims(claims: list[Claim], doc: Document) -> list[Claim]:
    """Return the claims."""
    return claims
