"""Takes additions down, and finds what they are about today (see `carrying`).

The same addition twice is kept once: its id is the hash of what it says of what, by which source.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, insert, or_, select

from karar.errors import NotFoundError
from karar.ledger import finding
from karar.ledger.carrying import carried
from karar.ledger.queries import Query, parts, wanted
from karar.ledger.records import Taken
from karar.ledger.tables import ID_LENGTH, additions, claims, in_utc, readings
from karar.model.additions import Addition, Held, identify_addition, settle_additions
from karar.model.days import last_day

_ADDITION = msgspec.json.Decoder(Addition)
_COMMITMENT = "commitment:"


class _Row(NamedTuple):
    """An addition with the numbers of the rows that it leads to."""

    addition: Addition
    claim: int | None
    takes_back: int | None


def take(connection: Connection, given: Sequence[Addition], now: datetime, *, keep: bool) -> list[Taken]:
    """Write additions that are not there yet; return what became of each, in their order.

    One that names no claim, or an earlier addition that is not there, is refused; the others are kept all the same.
    With ``keep`` False nothing is written.
    """
    named = _claims_named(connection, given)
    found: list[Taken] = []
    fresh: dict[str, Addition] = {}
    for one in given:
        try:
            row = _resolved(connection, one, named, now)
        except NotFoundError as fault:
            found.append(Taken(None, fault=fault))
            continue
        known = fresh.get(row.addition.id) or _stored(connection, row.addition.id)
        if known is None:
            fresh[row.addition.id] = row.addition
            if keep:
                _write(connection, row)
        found.append(Taken(known or row.addition, new=known is None))
    ended = _ended(connection, [one.addition.id for one in found if one.addition is not None and not one.new])
    return [_with_end(one, ended) for one in found]


def _with_end(one: Taken, ended: Mapping[str, str]) -> Taken:
    by = ended.get(one.addition.id) if one.addition else None
    return msgspec.structs.replace(one, taken_back=by) if by else one


def _claims_named(connection: Connection, given: Iterable[Addition]) -> dict[str, int]:
    """Return the numbers of the claims whose whole ids are given: most are, and one question does for all of them."""
    keys = {one.subject.removeprefix(_COMMITMENT) for one in given if one.subject.startswith(_COMMITMENT)}
    found: dict[str, int] = {}
    for part in parts(sorted(key for key in keys if len(key) == ID_LENGTH)):
        found.update(connection.execute(select(claims.c.id, claims.c.seq).where(claims.c.id.in_(part))).all())
    return found


def _resolved(connection: Connection, one: Addition, named: dict[str, int], now: datetime) -> _Row:
    """Return an addition under its id, with whole ids for the beginnings that were given.

    Raises:
        NotFoundError: it names no claim, or no earlier addition, or more than one.
    """
    claim, back = None, None
    if one.takes_back is not None:
        name = finding.by_prefix(connection, additions.c.id, one.takes_back, "addition")
        row = connection.execute(select(additions).where(additions.c.id == name)).one()
        back, claim = row.seq, row.claim
        one = msgspec.structs.replace(one, takes_back=name, subject=row.subject)
    elif one.subject.startswith(_COMMITMENT):
        key = one.subject.removeprefix(_COMMITMENT)
        if key not in named:
            key = finding.by_prefix(connection, claims.c.id, key, "commitment or claim")
            found = connection.scalar(select(claims.c.seq).where(claims.c.id == key))
            named[key] = int(found or 0)
            one = msgspec.structs.replace(one, subject=f"{_COMMITMENT}{key}")
        claim = named[key]
    return _Row(identify_addition(msgspec.structs.replace(one, at=in_utc(now))), claim, back)


def _write(connection: Connection, row: _Row) -> None:
    one = row.addition
    day = last_day(one.until or one.day or "")
    values = {
        "id": one.id,
        "kind": one.kind,
        "subject": one.subject,
        "claim": row.claim,
        "day": day.isoformat() if day else "",
        "body": msgspec.json.encode(one).decode(),
        "takes_back": row.takes_back,
        "at": one.at,
    }
    connection.execute(insert(additions), values)


def _stored(connection: Connection, name: str) -> Addition | None:
    body = connection.scalar(select(additions.c.body).where(additions.c.id == name))
    return _ADDITION.decode(body) if body else None


def _ended(connection: Connection, names: Sequence[str]) -> Mapping[str, str]:
    """Return by addition the take-back that ended it."""
    if not names:
        return {}
    asked = select(additions.c.subject).where(additions.c.id.in_(names))
    backs = select(additions).where(additions.c.takes_back.is_not(None), additions.c.subject.in_(asked))
    found = connection.execute(backs.order_by(additions.c.seq))
    return settle_additions(_ADDITION.decode(row.body) for row in found)


# --- asking ------------------------------------------------------------------


def held(
    connection: Connection,
    as_of: datetime | None,
    *,
    subjects: Sequence[str] = (),
    kinds: Sequence[str] = (),
) -> list[Held]:
    """Return additions made by then, oldest first; a subject that ends with a colon stands for all of its kind."""
    statement = select(additions)
    if subjects:
        whole = [one for one in subjects if not one.endswith(":")]
        whole = [_whole(connection, one) for one in whole]
        begun = [additions.c.subject.between(one, f"{one}~") for one in subjects if one.endswith(":")]
        statement = statement.where(or_(additions.c.subject.in_(whole), *begun))
    if kinds:
        statement = statement.where(additions.c.kind.in_([*kinds, "take-back"]))
    statement = _known(statement.with_only_columns(additions.c.body).order_by(additions.c.seq), as_of)
    found = _held(connection, connection.scalars(statement), as_of)
    return [one for one in found if not kinds or one.addition.kind in kinds]


def _whole(connection: Connection, subject: str) -> str:
    if not subject.startswith(_COMMITMENT):
        return subject
    prefix = subject.removeprefix(_COMMITMENT)
    return f"{_COMMITMENT}{finding.by_prefix(connection, claims.c.id, prefix, 'commitment or claim')}"


def held_named(connection: Connection, prefix: str) -> Held:
    """Return the addition whose id begins so.

    Raises:
        NotFoundError: none, or more than one.
    """
    name = finding.by_prefix(connection, additions.c.id, prefix, "addition")
    subject = connection.scalar(select(additions.c.subject).where(additions.c.id == name))
    found = held(connection, None, subjects=[str(subject)])
    return next(one for one in found if one.addition.id == name)


def milestones(query: Query, between: tuple[str, str], as_of: datetime | None) -> Select[Any]:
    """Select day and number of the milestones between two days that were added to claims which meet a query.

    What the claim said when the milestone was added counts; a query that asks for nothing is also met by other things.
    """
    found = select(additions.c.day, additions.c.seq)
    found = found.where(additions.c.kind == "milestone", additions.c.day.between(*between))
    asked = list(wanted(query))
    if asked:
        found = found.join(claims, claims.c.seq == additions.c.claim)
        found = found.join(readings, readings.c.seq == claims.c.reading).where(*asked)
    return _known(found, as_of)


def held_numbered(connection: Connection, numbers: Collection[int], as_of: datetime | None) -> dict[int, Held]:
    """Return additions by their numbers, each with the take-back that ended it by then."""
    found: dict[int, str] = {}
    for part in parts(numbers):
        chosen = select(additions.c.subject).where(additions.c.seq.in_(part))
        rows = select(additions.c.seq, additions.c.body).where(additions.c.takes_back.is_not(None))
        backs = connection.execute(_known(rows.where(additions.c.subject.in_(chosen)), as_of))
        own = connection.execute(select(additions.c.seq, additions.c.body).where(additions.c.seq.in_(part)))
        found.update((row.seq, row.body) for rows in (backs, own) for row in rows)
    ordered = sorted(found)
    made = _held(connection, [found[seq] for seq in ordered], as_of)
    return {seq: one for seq, one in zip(ordered, made, strict=True) if seq in numbers}


def held_for(
    connection: Connection, made_for: Collection[int], as_of: datetime | None, *, standing: Collection[str]
) -> list[Held]:
    """Return the additions made for claims with these numbers, oldest first; ``standing``: claims of the view."""
    bodies: dict[int, str] = {}
    for part in parts(made_for):
        statement = _known(select(additions.c.seq, additions.c.body).where(additions.c.claim.in_(part)), as_of)
        bodies.update((row.seq, row.body) for row in connection.execute(statement))
    return _held(connection, [bodies[seq] for seq in sorted(bodies)], as_of, standing=standing)


def _known(statement: Select[Any], as_of: datetime | None) -> Select[Any]:
    return statement if as_of is None else statement.where(additions.c.at <= in_utc(as_of))


def _held(
    connection: Connection, bodies: Iterable[str], as_of: datetime | None, *, standing: Collection[str] = ()
) -> list[Held]:
    found = [_ADDITION.decode(body) for body in bodies]
    ended = settle_additions(found)
    made_for = {key for one in found if (key := _claim_of(one))}
    today = carried(connection, made_for, as_of, standing=standing)
    return [Held(one, today.get(_claim_of(one) or ""), ended.get(one.id)) for one in found]


def _claim_of(one: Addition) -> str | None:
    return one.subject.removeprefix(_COMMITMENT) if one.subject.startswith(_COMMITMENT) else None
