"""From rows back to claims and documents."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, select

from karar.errors import NotFoundError
from karar.ledger import replay
from karar.ledger.tables import claims, document_problems, documents, readings, texts, withdrawals
from karar.model.claims import Claim
from karar.model.documents import Block, Document
from karar.model.problems import Problem
from karar.model.spans import Span

_CLAIM = msgspec.json.Decoder(Claim)
_BLOCKS = msgspec.json.Decoder(tuple[Block, ...])
_PROBLEM = msgspec.json.Decoder(Problem)


def claim_rows(as_of: datetime | None) -> Select[Any]:
    """Select what a claim is made of, from all readings; `claim_of` makes it."""
    return (
        select(claims.c.body, texts.c.words, replay.address(readings.c.document, as_of).label("uri"))
        .select_from(claims)
        .join(readings, readings.c.seq == claims.c.reading)
        .join(texts, texts.c.id == claims.c.id)
    )


def claim_of(row: Row[*tuple[Any, ...]]) -> Claim:
    """Return the claim in a row of `claim_rows`. Its quote is empty where a withdrawal took the words."""
    claim = _CLAIM.decode(row.body)
    return msgspec.structs.replace(
        claim,
        quote=msgspec.structs.replace(claim.quote, text=row.words or ""),
        source=msgspec.structs.replace(claim.source, uri=row.uri),
    )


def document_of(connection: Connection, digest: str) -> Document:
    """Return a document with its words.

    Raises:
        NotFoundError: its words were withdrawn.
    """
    row = connection.execute(
        select(
            documents,
            texts.c.words,
            withdrawals.c.why,
            withdrawals.c.at,
            replay.address(documents.c.seq, None).label("uri"),
        )
        .join(texts, texts.c.id == documents.c.digest)
        .outerjoin(withdrawals, withdrawals.c.seq == texts.c.withdrawal)
        .where(documents.c.digest == digest)
    ).one()
    if row.words is None:
        raise NotFoundError(
            f"The text was withdrawn on {row.at:%Y-%m-%d}: {row.why}",
            where=digest,
            hint="Its record and its claims can still be asked for by its source.",
        )
    stored = select(document_problems.c.problem).where(document_problems.c.document == row.seq)
    problems = [_PROBLEM.decode(problem) for problem in connection.scalars(stored)]
    problems.sort(key=lambda one: (one.span or Span(0, 0), one.kind, one.field or "", one.message))
    return Document(
        text=row.words,
        blocks=_BLOCKS.decode(row.blocks),
        projection=row.projection,
        uri=row.uri,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        lang=row.lang,
        problems=tuple(problems),
    )
