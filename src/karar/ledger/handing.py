"""Records which documents were handed in for which address, and says what of them stands in today's view.

The same words handed in again with other facts are another document; which of them stands is `replay.stands`' rule.
A row is written only where it can change that: handing in again what was the last one adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from karar.ledger import replay
from karar.ledger.records import Handed, Withdrawal
from karar.ledger.tables import documents, hand_ins, observations, sources, withdrawals
from karar.model.documents import Document
from karar.model.identity import digest


class HandIn(NamedTuple):
    """A document (its ``seq``) handed in for a source (its ``seq``)."""

    document: int
    source: int
    content: str
    handed: Handed | None


def content_of(document: Document) -> str:
    """Return the hash of a document's words alone, whatever is known of them otherwise."""
    return digest([document.projection, document.text])


def contents(connection: Connection, seqs: Sequence[int]) -> dict[int, str]:
    """Return the hashes of the words of documents (by their ``seq``) that were handed in before."""
    table = hand_ins
    stored = select(table.c.document, table.c.content).where(table.c.document.in_(seqs)).order_by(table.c.seq)
    return {row.document: row.content for row in connection.execute(stored)}


def record_hand_ins(connection: Connection, given: Sequence[HandIn], now: datetime) -> None:
    """Write the hand-ins that may change what stands, in their order."""
    table = hand_ins
    last: dict[tuple[int, str, bool], int] = {}
    known: set[tuple[int, int]] = set()
    stored = select(table.c.document, table.c.source, table.c.content, table.c.stated)
    stored = stored.where(table.c.content.in_({one.content for one in given})).order_by(table.c.seq)
    for row in connection.execute(stored):
        last[row.source, row.content, row.stated] = row.document
        known.add((row.document, row.source))
    rows = []
    for one in given:
        stated = one.handed == "stated"
        place = one.source, one.content, stated
        again = one.handed is None and (one.document, one.source) in known
        if again or last.get(place) == one.document:
            continue
        last[place] = one.document
        known.add((one.document, one.source))
        values = {"document": one.document, "source": one.source, "content": one.content}
        rows.append({**values, "stated": stated, "recorded": now})
    if rows:
        connection.execute(insert(table), rows)


def standing(connection: Connection, seqs: Sequence[int]) -> set[int]:
    """Return those of the documents that stand in today's view."""
    found = select(documents.c.seq).where(documents.c.seq.in_(seqs), replay.stands(documents.c.seq, None))
    return set(connection.scalars(found))


def withdrawn(connection: Connection, seqs: Sequence[int]) -> dict[int, Withdrawal]:
    """Return the withdrawal that stands for each withdrawn document: one that took the claims before one that did not,
    then the first.
    """
    table = withdrawals
    found = (
        select(observations.c.document, sources.c.uri, table.c.why, table.c.at, table.c.drop_claims)
        .join(table, table.c.source == observations.c.source)
        .join(sources, sources.c.seq == table.c.source)
        .where(observations.c.document.in_(seqs))
        .order_by(table.c.drop_claims.desc(), table.c.seq)
    )
    kept: dict[int, Withdrawal] = {}
    for document, uri, why, at, drop_claims in connection.execute(found):
        kept.setdefault(document, Withdrawal(uri, why, at, drop_claims))
    return kept
