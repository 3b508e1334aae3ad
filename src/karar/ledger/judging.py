"""Takes judgements down, and finds what they are about today.

A judgement names claims, but holds on to the words that they were read from: the document's text, the spans of their
evidence, the field. Where a newer reader, or the same words handed in with other facts, gave other claims, it is
carried to the one claim that stands on most of the same words. Where there is none, or two stand on them alike, it is
stale: it is listed, and counts for nothing until somebody judges again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from karar.errors import UsageError
from karar.ledger import finding, queries
from karar.ledger.reading_out import claim_of, claim_rows
from karar.ledger.tables import claims, hand_ins, in_utc, judged_claims, judgements, readings
from karar.model.claims import Claim
from karar.model.judgements import Decided, Judgement, JudgementKind, correct_field, identify_judgement, settle

ENOUGH = 0.5
"""The least share of words (of all that either claim stands on) that the two have in common."""


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


def decided(connection: Connection, as_of: datetime | None) -> list[Decided]:
    """Return the judgements made by then, oldest first, with what they are about in the view of then."""
    table = judgements
    found = select(table).order_by(table.c.seq)
    if as_of is not None:
        found = found.where(table.c.at <= in_utc(as_of))
    rows = connection.execute(found).all()
    about: dict[int, list[str]] = {}
    joined = select(judged_claims.c.judgement, claims.c.id).join(claims, claims.c.seq == judged_claims.c.claim)
    for seq, name in connection.execute(joined.order_by(judged_claims.c.judgement, judged_claims.c.place)):
        about.setdefault(seq, []).append(name)
    names = {name for row in rows for name in about[row.seq]}
    carried = _carried(connection, sorted(names), as_of)
    return [Decided(_judgement(row, about[row.seq]), tuple(carried[name] for name in about[row.seq])) for row in rows]


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


def _carried(connection: Connection, names: Sequence[str], as_of: datetime | None) -> Mapping[str, str | None]:
    """Return for each claim the one that stands for it in the view, None where there is none."""
    joined = select(claims.c.id).join(readings, readings.c.seq == claims.c.reading)
    known = joined.where(claims.c.id.in_(names), *queries.view(as_of))
    standing = set(connection.scalars(known)) if names else set()
    found: dict[str, str | None] = {}
    for name in names:
        found[name] = name if name in standing else _heir(connection, name, as_of)
    return found


def _heir(connection: Connection, name: str, as_of: datetime | None) -> str | None:
    """Return the claim of the view that stands on most of the words that this one stood on."""
    old = _claim(connection, name)
    document = select(readings.c.document).join(claims, claims.c.reading == readings.c.seq).where(claims.c.id == name)
    seq = connection.scalar(document)
    content = select(hand_ins.c.content).where(hand_ins.c.document == seq)
    same = select(hand_ins.c.document).where(hand_ins.c.content.in_(content))
    here = (readings.c.document == seq) | readings.c.document.in_(same)
    statement = claim_rows(as_of).where(*queries.view(as_of), here)
    candidates = [claim_of(row) for row in connection.execute(statement)]
    words = _words(old)
    shares = sorted(((_share(words, _words(one)), one.act == old.act, one.id) for one in candidates), reverse=True)
    best = [one for one in shares if one[:2] == shares[0][:2]]
    return best[0][2] if len(best) == 1 and best[0][0] >= ENOUGH else None


def _words(claim: Claim) -> frozenset[int]:
    """The characters that a claim stands on; its quote's where no field has evidence."""
    spans = [span for found in claim.evidence.values() for span in found]
    if not spans:
        return frozenset(range(claim.quote.start, claim.quote.end))
    return frozenset(place for span in spans for place in range(span.start, span.end))


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))
