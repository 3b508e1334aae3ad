"""Takes judgements down, and finds what they are about today.

A judgement names claims, but holds on to the words that they were read from (see `carrying`). Where nothing stands on
them any more it is stale: it is listed, and counts for nothing until somebody judges again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from karar.errors import UsageError
from karar.ledger import finding
from karar.ledger.carrying import carried
from karar.ledger.queries import parts
from karar.ledger.reading_out import claim_of, claim_rows
from karar.ledger.tables import claims, in_utc, judged_claims, judgements
from karar.model.claims import Claim
from karar.model.judgements import Decided, Judgement, JudgementKind, correct_field, identify_judgement, settle


def judge(
    connection: Connection,
    kind: JudgementKind,
    prefixes: Sequence[str],
    *,
    field: str | None,
    value: Any,
    why: str,
    who: str,
    now: datetime,
) -> Judgement:
    """Write a judgement about the claims whose ids begin so.

    Raises:
        NotFoundError: no such claim, or more than one.
        UsageError: it is no judgement (no reason, one claim linked with itself …), or the field cannot have the value.
    """
    names = [finding.by_prefix(connection, claims.c.id, prefix, "claim") for prefix in prefixes]
    given = {"field": field, "value": value, "why": why.strip(), "who": who.strip(), "at": in_utc(now)}
    try:
        judgement = identify_judgement(Judgement(id="", kind=kind, claims=tuple(names), **given))
        if field is not None:
            before = settle(decided(connection, None))
            _check_field(before.correct(_claim(connection, names[0])), judgement)
    except ValueError as error:
        raise UsageError(f"This is no judgement: {error}") from error
    row = {"id": judgement.id, "kind": kind, "field": field, "why": judgement.why, "who": judgement.who, "at": now}
    connection.execute(insert(judgements), {**row, "value": None if value is None else _json(value)})
    seq = connection.scalar(select(judgements.c.seq).where(judgements.c.id == judgement.id))
    numbers = {name: number for number, name in _numbers(connection, names)}
    rows = [{"judgement": seq, "place": place, "claim": numbers[name]} for place, name in enumerate(names)]
    connection.execute(insert(judged_claims), rows)
    return judgement


def _check_field(claim: Claim, judgement: Judgement) -> None:
    if judgement.kind == "correct" and judgement.field is not None:
        correct_field(claim, judgement.field, judgement.value)
    elif judgement.field is not None and claim.field(judgement.field) is None:
        raise ValueError(f"the claim has no {judgement.field}")


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _claim(connection: Connection, name: str) -> Claim:
    return claim_of(connection.execute(claim_rows(None).where(claims.c.id == name)).one())


def _numbers(connection: Connection, names: Sequence[str]) -> list[tuple[int, str]]:
    found = connection.execute(select(claims.c.seq, claims.c.id).where(claims.c.id.in_(names)))
    return [(row.seq, row.id) for row in found]


def decided(connection: Connection, as_of: datetime | None, *, about: Collection[int] | None = None) -> list[Decided]:
    """Return the judgements made by then, oldest first, with what they are about in the view of then.

    ``about``: only those of claims with these numbers; None: all.
    """
    rows = _rows(connection, as_of, about)
    made_for: dict[int, list[str]] = {}
    joined = select(judged_claims.c.judgement, claims.c.id).join(claims, claims.c.seq == judged_claims.c.claim)
    for part in parts(row.seq for row in rows):
        found = joined.where(judged_claims.c.judgement.in_(part))
        for seq, name in connection.execute(found.order_by(judged_claims.c.judgement, judged_claims.c.place)):
            made_for.setdefault(seq, []).append(name)
    today = carried(connection, {name for names in made_for.values() for name in names}, as_of)
    return [
        Decided(_judgement(row, made_for[row.seq]), tuple(today[name] for name in made_for[row.seq])) for row in rows
    ]


def _rows(connection: Connection, as_of: datetime | None, about: Collection[int] | None) -> list[Any]:
    found = select(judgements).order_by(judgements.c.seq)
    if as_of is not None:
        found = found.where(judgements.c.at <= in_utc(as_of))
    if about is None:
        return list(connection.execute(found))
    wanted: set[int] = set()
    for part in parts(about):
        wanted.update(connection.scalars(select(judged_claims.c.judgement).where(judged_claims.c.claim.in_(part))))
    some = (connection.execute(found.where(judgements.c.seq.in_(part))) for part in parts(sorted(wanted)))
    return [row for rows in some for row in rows]


def _judgement(row: Any, names: Sequence[str]) -> Judgement:
    return Judgement(
        id=row.id,
        kind=row.kind,
        claims=tuple(names),
        field=row.field,
        value=None if row.value is None else msgspec.json.decode(row.value),
        why=row.why,
        who=row.who,
        at=row.at,
    )
