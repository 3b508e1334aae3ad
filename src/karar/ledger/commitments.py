"""What claims are linked to today, or were on a past day.

The tables `commitments`, `members`, `links` and `relations` hold one row for every change that a run of linking made:
of the rows with one key the one of the latest run holds. The state as of a moment is that after the last run made by
then, as far as its claims stand in the view of that moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, Table, and_, exists, not_, select

from karar.errors import NotFoundError
from karar.ledger import finding, queries, tables
from karar.ledger.queries import parts
from karar.ledger.reading_out import claim_of, claim_rows
from karar.ledger.records import LinkRun
from karar.ledger.tables import claims, in_utc, linkings, readings
from karar.model.claims import Claim
from karar.model.commitments import Commitment, Link, Linking, Relation, RelationEvidence

Rows = dict[tuple[Any, ...], tuple[Any, ...]]
"""What a table says, by the key of its rows."""

_AT_ONCE = 5000
_EVIDENCE = msgspec.json.Decoder(tuple[RelationEvidence, ...])
_PARTIES = msgspec.json.Decoder(tuple[str, ...])


class Kept(NamedTuple):
    """One of the tables: its key, its values, and the values that say that a key is no more (None: ``holds`` does)."""

    table: Table
    key: tuple[str, ...]
    values: tuple[str, ...]
    gone: tuple[Any, ...] | None = None


KEPT = (
    Kept(tables.commitments, ("claim",), ("parties",)),
    Kept(tables.members, ("claim",), ("commitment",), (None,)),
    Kept(tables.links, ("a", "b"), ("score", "weight", "judged")),
    Kept(tables.relations, ("id",), ("source", "target", "kind", "rule", "evidence")),
)
_COMMITMENTS, _MEMBERS, _LINKS, _RELATIONS = KEPT
_FOUNDER = tables.commitments.c.claim


def state(connection: Connection, kept: Kept, run: int) -> Rows:
    """Return what a table said after a run, by the numbers of its claims."""
    found: Rows = {}
    width = len(kept.key)
    for row in connection.execute(_standing(kept, run)):
        found[tuple(row[:width])] = tuple(row[width:])
    return found


def _standing(kept: Kept, run: int) -> Select[Any]:
    """Select keys and values that held after a run."""
    table, later = kept.table, kept.table.alias("later")
    same = and_(*(later.c[name] == table.c[name] for name in kept.key))
    newer = exists().where(same, later.c.linking > table.c.linking, later.c.linking <= run)
    holds = table.c[kept.values[0]].is_not(None) if kept.gone else table.c.holds
    columns = [table.c[name] for name in (*kept.key, *kept.values)]
    return select(*columns).where(table.c.linking <= run, not_(newer), holds)


def last_run(connection: Connection, as_of: datetime | None) -> LinkRun | None:
    """Return the last run made by then, None where there is none."""
    found = select(linkings).order_by(linkings.c.seq.desc()).limit(1)
    if as_of is not None:
        found = found.where(linkings.c.at <= in_utc(as_of))
    row = connection.execute(found).first()
    return LinkRun(row.seq, row.linker, row.at) if row else None


def linking(connection: Connection, as_of: datetime | None) -> Linking:
    """Return all commitments, with those of their claims that stand in the view, and what holds between them."""
    run = last_run(connection, as_of)
    if run is None:
        return Linking(())
    belong = {key[0]: values[0] for key, values in state(connection, _MEMBERS, run.number).items()}
    names = _names_in_view(connection, as_of)
    return _built(connection, run.number, belong, names)


def commitment(connection: Connection, prefix: str, as_of: datetime | None) -> Commitment:
    """Return the commitment with a claim whose id begins so: its founding claim, or any other.

    Raises:
        NotFoundError: no claim is called that, more than one is, or it was not linked by then.
    """
    name = finding.by_prefix(connection, claims.c.id, prefix, "commitment or claim")
    run = last_run(connection, as_of)
    asked = connection.scalar(select(claims.c.seq).where(claims.c.id == name))
    belong: dict[int, int] = {}
    if run is not None:
        standing = _standing(_MEMBERS, run.number)
        mine = connection.execute(standing.where(tables.members.c.claim == asked)).first()
        if mine is not None:
            rows = connection.execute(standing.where(tables.members.c.commitment == mine.commitment))
            belong = {row.claim: row.commitment for row in rows}
    names = _names_in_view(connection, as_of, among=belong)
    if run is None or not names:
        raise NotFoundError(f"Claim {name[:10]} is linked to no commitment", hint="Link the ledger first: karar link")
    return _built(connection, run.number, belong, names).commitments[0]


def _built(connection: Connection, run: int, belong: Mapping[int, int], names: Mapping[int, str]) -> Linking:
    """Put commitments together from the rows of a run, with their links; ``names``: the claims that stand in the view,
    by number."""
    alone = set(belong.values()) if len(set(belong.values())) == 1 else None
    made = assembled(connection, run, belong, names, among=alone)
    found = _links(connection, run, names)
    return Linking(made, tuple(sorted(found, key=lambda link: (link.a, link.b))))


def assembled(
    connection: Connection,
    run: int,
    belong: Mapping[int, int],
    names: Mapping[int, str],
    *,
    among: Collection[int] | None,
) -> tuple[Commitment, ...]:
    """Return the commitments of claims, sorted by id, with how they bear on others.

    Args:
        connection: to the ledger.
        run: the run of linking.
        belong: by claim the one that founded its commitment, all by their numbers.
        names: the claims that stand in the view, by number; of the others none is shown.
        among: the founders; None where they are all that there are.
    """
    held: dict[int, list[str]] = {}
    for claim, founder in belong.items():
        if claim in names:
            held.setdefault(founder, []).append(names[claim])
    known = dict(names) | _names(connection, [number for number in held if number not in names])
    parties = _parties(connection, run, among)
    bears: dict[str, list[Relation]] = {}
    for one in _relations(connection, run, among, known):
        bears.setdefault(one.source, []).append(one)
    made = (
        Commitment(known[founder], tuple(sorted(found)), parties.get(founder, ()), tuple(bears.get(known[founder], ())))
        for founder, found in held.items()
    )
    return tuple(sorted(made, key=lambda one: one.id))


def bearing(connection: Connection, founder: str, as_of: datetime | None) -> tuple[Relation, ...]:
    """Return the relations of the commitment with this id, as source and as target."""
    run = last_run(connection, as_of)
    number = connection.scalar(select(claims.c.seq).where(claims.c.id == founder))
    if run is None or number is None:
        return ()
    return tuple(_relations(connection, run.number, {number}, {number: founder}))


def borne_on(connection: Connection, run: int, founders: Collection[int]) -> list[Relation]:
    """Return the relations that these commitments are the target of, those with others as source included."""
    found = _relations(connection, run, founders, {})
    ours = set(_names(connection, list(founders)).values())
    return [one for one in found if one.target in ours]


def homes(connection: Connection, run: int, numbers: Iterable[int]) -> dict[int, int]:
    """Return by claim the one that founded its commitment, both by their numbers."""
    standing = _standing(_MEMBERS, run)
    some = (connection.execute(standing.where(tables.members.c.claim.in_(part))) for part in parts(numbers))
    return {row.claim: row.commitment for rows in some for row in rows}


def members_of(connection: Connection, run: int, founders: Iterable[int]) -> dict[int, int]:
    """Return all claims of the commitments that these founded, each with its founder."""
    standing = _standing(_MEMBERS, run)
    some = (connection.execute(standing.where(tables.members.c.commitment.in_(part))) for part in parts(founders))
    return {row.claim: row.commitment for rows in some for row in rows}


def _parties(connection: Connection, run: int, among: Collection[int] | None) -> dict[int, tuple[str, ...]]:
    standing = _standing(_COMMITMENTS, run)
    wanted = [standing] if among is None else [standing.where(_FOUNDER.in_(part)) for part in parts(among)]
    rows = (row for statement in wanted for row in connection.execute(statement))
    return {row.claim: _PARTIES.decode(row.parties) for row in rows}


def _relations(
    connection: Connection, run: int, among: Collection[int] | None, known: dict[int, str]
) -> Iterator[Relation]:
    """Yield relations; ``among``: only those of these commitments, as source or target."""
    table, standing = tables.relations, _standing(_RELATIONS, run)
    if among is None:
        wanted = [standing]
    else:
        ends = (table.c.source, table.c.target)
        wanted = [standing.where(end.in_(part)) for part in parts(among) for end in ends]
    found = {row.id: row for statement in wanted for row in connection.execute(statement)}
    rows = sorted(found.values(), key=lambda row: (row.source, row.id))
    known |= _names(connection, [end for row in rows for end in (row.source, row.target) if end not in known])
    for row in rows:
        named = known[row.source], known[row.target]
        yield Relation(row.kind, *named, _EVIDENCE.decode(row.evidence), row.rule)


def links_among(connection: Connection, names: Sequence[str], as_of: datetime | None) -> list[Link]:
    """Return the links between claims, sorted."""
    run = last_run(connection, as_of)
    if run is None:
        return []
    found = connection.execute(select(claims.c.seq, claims.c.id).where(claims.c.id.in_(names)))
    return sorted(_links(connection, run.number, dict(found.all())), key=lambda link: (link.a, link.b))


def _links(connection: Connection, run: int, names: Mapping[int, str]) -> Iterator[Link]:
    statement = _standing(_LINKS, run)
    if len(names) <= _AT_ONCE:
        statement = statement.where(tables.links.c.a.in_(list(names)))
    for row in connection.execute(statement):
        if row.a in names and row.b in names:
            yield Link(names[row.a], names[row.b], row.score, row.weight, judged=row.judged)


def _names(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in parts(numbers):
        found.update(connection.execute(select(claims.c.seq, claims.c.id).where(claims.c.seq.in_(part))).all())
    return found


def _names_in_view(
    connection: Connection, as_of: datetime | None, *, among: Mapping[int, int] | None = None
) -> dict[int, str]:
    """Return the ids of the claims of the view, by their numbers; ``among``: of these only."""
    statement = select(claims.c.seq, claims.c.id).join(readings, readings.c.seq == claims.c.reading)
    statement = statement.where(*queries.view(as_of))
    if among is not None:
        statement = statement.where(claims.c.seq.in_(list(among)))
    return dict(connection.execute(statement).all())


def claims_named(connection: Connection, names: Sequence[str], as_of: datetime | None) -> dict[str, Claim]:
    """Return claims by their ids; an unknown id is left out."""
    found: dict[str, Claim] = {}
    for part in parts(names):
        rows = connection.execute(claim_rows(as_of).where(claims.c.id.in_(part)))
        found.update((claim.id, claim) for claim in map(claim_of, rows))
    return found
