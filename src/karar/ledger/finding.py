"""Finds one row by the beginning of its id, and says what was near where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, select

from karar.errors import NotFoundError
from karar.ledger.tables import sources

_NEAR = 3
_AFTER_ALL = "{"
"""Stands after every letter and digit of an id."""


def by_prefix(connection: Connection, column: Column[str], prefix: str, what: str) -> str:
    """Return the one id in ``column`` that begins with ``prefix``.

    Raises:
        NotFoundError: there is none, or more than one; the hint names the nearest.
    """
    wanted = prefix.strip().lower()
    fitting = _beginning(connection, column, wanted) if wanted else []
    if wanted in fitting or len(fitting) == 1:
        return wanted if wanted in fitting else fitting[0]
    if fitting:
        raise NotFoundError(
            f"More than one {what} begins with {prefix!r}", hint=f"Give more of it: {', '.join(fitting[:_NEAR])} …"
        )
    near: Sequence[str] = ()
    for length in range(len(wanted) - 1, -1, -1):
        near = _beginning(connection, column, wanted[:length])
        if near:
            break
    raise NotFoundError(f"There is no {what} {prefix!r}", hint=_nearest(near))


def source(connection: Connection, id_or_uri: str) -> tuple[int, str, str]:
    """Return ``seq``, id and address of the source with this address or the beginning of this id.

    Raises:
        NotFoundError: there is none, or more than one; the hint names the nearest.
    """
    row = _source(connection, sources.c.uri == id_or_uri)
    if row is None:
        try:
            name = by_prefix(connection, sources.c.id, id_or_uri, "source")
        except NotFoundError as error:
            if error.what.startswith("More"):
                raise
            known = list(connection.scalars(select(sources.c.uri).order_by(sources.c.uri)))
            near = get_close_matches(id_or_uri, known, n=_NEAR, cutoff=0.6)
            raise NotFoundError(error.what, hint=_nearest(near) if near else error.hint) from None
        row = _source(connection, sources.c.id == name)
    if row is None:  # pragma: no cover (rows are never deleted)
        raise NotFoundError(f"There is no source {id_or_uri!r}")
    return row


def _source(connection: Connection, condition: ColumnElement[bool]) -> tuple[int, str, str] | None:
    row: Any = connection.execute(select(sources.c.seq, sources.c.id, sources.c.uri).where(condition)).first()
    return (row.seq, row.id, row.uri) if row else None


def _beginning(connection: Connection, column: Column[str], prefix: str) -> list[str]:
    bounds = column >= prefix, column < prefix + _AFTER_ALL
    return list(connection.scalars(select(column).where(*bounds).order_by(column).limit(_NEAR + 1)))


def _nearest(near: Sequence[str]) -> str | None:
    return f"The nearest: {', '.join(near[:_NEAR])}." if near else "The ledger holds none yet."
