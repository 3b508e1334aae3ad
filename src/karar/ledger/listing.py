"""Lists documents and sources with what is known of them, and counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, select

from karar.ledger import queries, replay
from karar.ledger.records import DocumentRecord, Observation, SourceRecord, Stats, Withdrawal
from karar.ledger.tables import claims, documents, observations, readings, sources, withdrawals

_AT_ONCE = 500


def document_records(connection: Connection, stood: Select[int] | None = None) -> Iterator[DocumentRecord]:
    """Yield the documents, sorted by digest; ``stood``: these only."""
    statement = select(
        documents,
        replay.withdrawn(documents.c.seq, None).label("withdrawn"),
        replay.stands(documents.c.seq, None).label("stands"),
    )
    if stood is not None:
        statement = statement.where(documents.c.seq.in_(stood))
    streamed = connection.execute(statement.order_by(documents.c.digest), execution_options={"yield_per": _AT_ONCE})
    for part in streamed.partitions():
        yield from _records(connection, part)


def _records(connection: Connection, part: Sequence[Row[Any]]) -> Iterator[DocumentRecord]:
    seqs = [row.seq for row in part]
    addresses = _gather(
        connection,
        select(observations.c.document, sources.c.uri)
        .join(sources, sources.c.seq == observations.c.source)
        .where(observations.c.document.in_(seqs))
        .group_by(observations.c.document, sources.c.uri)
        .order_by(replay.kind_of_address(sources.c.uri), sources.c.uri),
    )
    readers = _gather(
        connection,
        select(readings.c.document, readings.c.reader).where(readings.c.document.in_(seqs)).order_by(readings.c.seq),
    )
    for row in part:
        uris = tuple(addresses[row.seq])
        yield DocumentRecord(
            digest=row.digest,
            uri=uris[0],
            uris=uris,
            title=row.title,
            publisher=row.publisher,
            published=row.published,
            lang=row.lang,
            readers=tuple(readers[row.seq]),
            withdrawn=bool(row.withdrawn),
            stands=bool(row.stands),
        )


def _gather(connection: Connection, statement: Select[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for seq, value in connection.execute(statement):
        found.setdefault(seq, []).append(value)
    return found


def source_record(connection: Connection, seq: int, name: str, uri: str) -> SourceRecord:
    """Return a source with all that stood at it, and the claims of today's view that were read from that."""
    sightings = connection.execute(
        select(documents.c.digest, observations.c.seen, observations.c.how)
        .join(documents, documents.c.seq == observations.c.document)
        .where(observations.c.source == seq)
        .order_by(observations.c.seen, documents.c.digest)
    ).all()
    stood = select(observations.c.document).where(observations.c.source == seq)
    found = tuple(document_records(connection, stood))
    gone = connection.execute(select(withdrawals).where(withdrawals.c.source == seq).order_by(withdrawals.c.seq))
    return SourceRecord(
        id=name,
        uri=uri,
        publishers=tuple(sorted({one.publisher for one in found if one.publisher})),
        documents=found,
        claims=tuple(queries.found(connection, queries.Query(), None, stood=stood)),
        observations=tuple(Observation(row.digest, row.seen, row.how) for row in sightings),
        withdrawals=tuple(Withdrawal(uri, row.why, row.at, row.drop_claims) for row in gone),
    )


def stats(connection: Connection) -> Stats:
    """Count what the ledger holds."""

    def count(table: Table) -> int:
        return connection.scalar(select(func.count()).select_from(table)) or 0

    in_view = select(func.count()).select_from(claims).join(readings, readings.c.seq == claims.c.reading)
    return Stats(
        sources=count(sources),
        documents=count(documents),
        observations=count(observations),
        readings=count(readings),
        claims=connection.scalar(in_view.where(*queries.view(None))) or 0,
        all_claims=count(claims),
        withdrawals=count(withdrawals),
    )
