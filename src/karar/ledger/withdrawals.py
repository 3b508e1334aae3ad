"""Withdraws sources: a new row says so, and the source's words are made unreadable.

A withdrawal is of an address, from its day on and for all that stood there: the same document at another address
loses its words as well, and a document that is read there later is kept without them. So the ledger ends up the same
whether the page or the withdrawal came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, func, insert, select, update

from karar.ledger import search
from karar.ledger.tables import claims, documents, observations, readings, texts, withdrawals

_CHUNK = 500
T = TypeVar("T")


def record_withdrawal(connection: Connection, source: int, why: str, now: datetime, *, drop_claims: bool) -> None:
    """Write the withdrawal of a source and blank its words."""
    row = {"source": source, "why": why, "at": now, "drop_claims": drop_claims}
    connection.execute(insert(withdrawals), row)
    stood = select(observations.c.document).where(observations.c.source == source).distinct()
    blank_what_was_withdrawn(connection, list(connection.scalars(stood)))


def blank_what_was_withdrawn(connection: Connection, stood: Sequence[int]) -> None:
    """Blank the words of those documents in ``stood`` that were seen at a withdrawn source."""
    if connection.scalar(select(withdrawals.c.seq).limit(1)) is None:
        return
    blanked = 0
    for part in _parts(stood):
        for with_claims in (False, True):
            by = (
                select(observations.c.document, func.min(withdrawals.c.seq))
                .join(withdrawals, withdrawals.c.source == observations.c.source)
                .where(observations.c.document.in_(part))
                .group_by(observations.c.document)
            )
            if with_claims:
                by = by.where(withdrawals.c.drop_claims)
            for document, withdrawal in connection.execute(by).all():
                blanked += _blank(connection, document, withdrawal, with_claims=with_claims)
    if blanked:
        search.squeeze(connection)


def _blank(connection: Connection, document: int, withdrawal: int, *, with_claims: bool) -> int:
    """Blank a document's text, or (``with_claims``) its claims' quotes; return how many rows lost their words."""
    if with_claims:
        found = (
            select(claims.c.seq, claims.c.id)
            .join(readings, readings.c.seq == claims.c.reading)
            .where(readings.c.document == document)
        )
        rows = connection.execute(found).all()
        search.drop_claims(connection, [seq for seq, _ in rows])
        names = [name for _, name in rows]
    else:
        search.drop_documents(connection, [document])
        names = list(connection.scalars(select(documents.c.digest).where(documents.c.seq == document)))
    change = update(texts).values(words=None, withdrawal=withdrawal)
    return sum(
        connection.execute(change.where(texts.c.id.in_(part), texts.c.words.is_not(None))).rowcount
        for part in _parts(names)
    )


def _parts(items: Sequence[T]) -> Iterable[Sequence[T]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
