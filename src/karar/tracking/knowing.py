"""What a ledger knows of some commitments, with what people decided already made: the door to all that is tracked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from karar.ledger import Ledger, Query, Selection
from karar.model.judgements import settle
from karar.tracking.history import Known


def know(ledger: Ledger, query: Query, as_of: datetime | None = None) -> Known:
    """Return what a ledger knew of the commitments with a claim that meets a query (None: now).

    Corrections are made, and rejected claims left out. The cost is of what is handed out, not of the ledger's size.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "karar.db") as ledger:
    ...     know(ledger, Query(parties=("IN", "JP"))).linking.commitments
    ()
    """
    return known_from(ledger.select(query, as_of))


def know_by_parts(ledger: Ledger, query: Query, as_of: datetime | None = None, *, at_once: int = 80) -> Iterator[Known]:
    """Yield what a ledger knew of the commitments that meet a query, so many at once, those told of last first.

    Who has seen enough asks for no more, and pays for no more.
    """
    passed = 0
    part = msgspec.structs.replace(query, limit=at_once)
    while (found := ledger.select(part, as_of, passed=passed)).linking.commitments:
        yield known_from(found)
        passed += at_once


def know_of(ledger: Ledger, claims: Sequence[str], as_of: datetime | None = None) -> Known:
    """Return what a ledger knew of the commitments that the claims with these ids belong to."""
    return known_from(ledger.select_of(claims, as_of))


def known_from(found: Selection) -> Known:
    """Make the corrections, and leave out what was rejected."""
    decisions = settle(found.judgements)
    kept = {name: decisions.correct(claim) for name, claim in found.claims.items() if name not in decisions.rejected}
    return Known(found.linking, kept, found.judgements, found.additions, found.borne)
