"""Which pages a reader has been through: what was read, or let go, need not be parsed again.

A page is known where everything that its reading depends on is the same: its bytes, the name and media type that say
what kind of page it is, the facts handed in with it, and the reader. When and how it came lies outside: a page that is
known is handed in again (`records.HandedAgain`), it is only not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from karar.ledger.records import KnownPage, PageKey
from karar.ledger.tables import claims, documents, pages, readings
from karar.model.documents import Page
from karar.model.identity import digest, digest_bytes


def key_of(page: Page, reader: str) -> PageKey:
    """Return the key of a page for a reader; ``reader`` says all else that the reading depends on (see `PageKey`).

    >>> one, other = (key_of(Page(b"A pact", name), "grammar/1.0.0") for name in ("a.txt", "b.txt"))
    >>> one.content == other.content, one.id == other.id
    (True, False)
    """
    content = digest_bytes(page.content)
    return PageKey(digest([content, page.name, page.media_type, page.facts, reader]), content, reader)


def known(connection: Connection, ids: Sequence[str]) -> dict[str, KnownPage]:
    """Return what is known of the pages whose keys have these ids; what is not known is left out."""
    found = select(claims.c.seq).where(claims.c.reading == pages.c.reading)
    number = select(func.count()).select_from(found.correlate(pages).subquery()).scalar_subquery()
    rows = connection.execute(
        select(pages.c.id, documents.c.digest, readings.c.id.label("reading"), number.label("claims"))
        .outerjoin(readings, readings.c.seq == pages.c.reading)
        .outerjoin(documents, documents.c.seq == readings.c.document)
        .where(pages.c.id.in_(ids))
    )
    return {row.id: KnownPage(row.id, row.digest, row.reading, row.claims) for row in rows}


def record(connection: Connection, led: Iterable[tuple[PageKey, int | None]], now: datetime) -> None:
    """Write which reading (its ``seq``; None: it was let go) each page led to; pages known before stay as they are."""
    rows: Mapping[str, dict[str, object]] = {
        key.id: {"id": key.id, "content": key.content, "reader": key.reader, "reading": reading, "recorded": now}
        for key, reading in led
    }
    if not rows:
        return
    before = set(connection.scalars(select(pages.c.id).where(pages.c.id.in_(list(rows)))))
    fresh = [row for name, row in rows.items() if name not in before]
    if fresh:
        connection.execute(insert(pages), fresh)
