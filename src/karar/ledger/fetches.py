"""What addresses were asked for and what their servers answered, so that the next request can be a conditional one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, exists, insert, select

from karar.ledger.records import Fetch
from karar.ledger.tables import fetches, in_utc, pages


def record(connection: Connection, made: Iterable[Fetch], now: datetime) -> None:
    """Write fetches in their order.

    Raises:
        ValueError: a time without a zone.
    """
    rows = [
        {
            "uri": one.uri,
            "seen": in_utc(one.seen),
            "status": one.status,
            "etag": one.etag,
            "last_modified": one.last_modified,
            "final_uri": one.final_uri,
            "content": one.content,
            "recorded": now,
        }
        for one in made
    ]
    if rows:
        connection.execute(insert(fetches), rows)


def last(connection: Connection, uri: str, reader: str) -> Fetch | None:
    """Return the last fetch of ``uri`` that brought a page, where ``reader`` has been through that page; else None."""
    row = connection.execute(
        select(fetches).where(fetches.c.uri == uri, fetches.c.content.is_not(None)).order_by(fetches.c.seq.desc())
    ).first()
    if row is None:
        return None
    read = exists().where(pages.c.content == row.content, pages.c.reader == reader)
    if not connection.scalar(select(read)):
        return None
    return Fetch(row.uri, row.seen, row.status, row.etag, row.last_modified, row.final_uri, row.content)
