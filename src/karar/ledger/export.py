"""Writes the ledger's claims as canonical JSON Lines.

The same content gives the same bytes, whatever the order or the number of processes in which it was read: claims are
sorted by their id, keys by name, and of several addresses the same one stands in the source. When and how often a
page was seen is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from karar.ledger import queries
from karar.ledger.reading_out import claim_rows
from karar.ledger.tables import claims, in_utc, readings
from karar.model.identity import canonical


def lines(
    connection: Connection, as_of: datetime | None, *, all_readings: bool = False, least: float | None = None
) -> Iterator[bytes]:
    """Yield one claim a line, of today's view or of a past one.

    ``all_readings`` also gives those whose place a newer reading or hand-in took: then the order in which several
    readers came to a document, or a page came with several facts, makes no difference either. Claims less sure than
    ``least`` are left out.
    """
    current, kept = queries.view(as_of)
    statement = claim_rows(as_of).where(kept)
    if not all_readings:
        statement = statement.where(current)
    elif as_of is not None:
        statement = statement.where(readings.c.made_at <= in_utc(as_of))
    if least is not None:
        statement = statement.where(claims.c.confidence >= least)
    for claim in queries.stream(connection, statement.order_by(claims.c.id)):
        yield canonical(claim) + b"\n"
