"""What the ledger knows of some commitments, found through indexes: the cost is of what is handed out, not of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from karar.ledger import adding, commitments, judging, queries
from karar.ledger.queries import Query, parts
from karar.ledger.reading_out import claim_of, claim_rows
from karar.ledger.records import DueRow, Selection
from karar.ledger.tables import additions, claim_deadlines, claims, hand_ins, readings
from karar.model.claims import Claim
from karar.model.commitments import Linking

_CLAIMS_EACH = 6
"""So many claims are looked at for each commitment that is wanted, before more are."""
_NOTHING = Selection(Linking(()), {})


def selected(connection: Connection, query: Query, as_of: datetime | None, passed: int) -> Selection:
    """Return what is known of the commitments with a claim that meets the query; its limit is of commitments.

    Where it has a limit, the commitments with the claims published last are taken, after as many as are to be passed.
    """
    run = commitments.last_run(connection, as_of)
    if run is None:
        return _NOTHING
    wanted = None if query.limit is None else passed + query.limit
    founders = _founders(connection, run.number, query, as_of, wanted)
    return _known(connection, run.number, founders[passed:wanted], as_of)


def _founders(connection: Connection, run: int, query: Query, as_of: datetime | None, wanted: int | None) -> list[int]:
    """Return founders of commitments, those with the claims published last first; no more claims are looked at than
    needed."""
    found: dict[int, None] = {}
    looked, most = 0, None if wanted is None else _CLAIMS_EACH * wanted
    while hits := queries.numbers(connection, query, as_of, (looked, most)):
        looked += len(hits)
        belong = commitments.homes(connection, run, hits)
        found.update((belong[number], None) for number in hits if number in belong)
        if most is None or len(hits) < most or len(found) >= (wanted or 0):
            break
    return list(found)


def founders_of(connection: Connection, query: Query, as_of: datetime | None) -> tuple[str, ...]:
    """Return the ids of the commitments with a claim that meets the query, sorted."""
    run = commitments.last_run(connection, as_of)
    if run is None:
        return ()
    founders = _founders(connection, run.number, query, as_of, None)
    some = (connection.scalars(select(claims.c.id).where(claims.c.seq.in_(part))) for part in parts(founders))
    return tuple(sorted(name for names in some for name in names))


def selected_of(connection: Connection, names: Sequence[str], as_of: datetime | None) -> Selection:
    """Return what is known of the commitments that the claims with these ids belong to."""
    run = commitments.last_run(connection, as_of)
    if run is None:
        return _NOTHING
    some = (connection.scalars(select(claims.c.seq).where(claims.c.id.in_(part))) for part in parts(names))
    belong = commitments.homes(connection, run.number, [number for numbers in some for number in numbers])
    return _known(connection, run.number, sorted(set(belong.values())), as_of)


def _known(connection: Connection, run: int, founders: Sequence[int], as_of: datetime | None) -> Selection:
    belong = commitments.members_of(connection, run, founders)
    read = dict(_claims(connection, belong, as_of))
    names = {number: claim.id for number, claim in read.items()}
    kin = _kin(connection, sorted(read))
    made = commitments.assembled(connection, run, belong, names, among=founders)
    ours = {one.id for one in made}
    borne = tuple(one for one in commitments.borne_on(connection, run, founders) if one.source not in ours)
    said = sorted({saying.claim for one in borne for saying in one.evidence} - set(names.values()))
    return Selection(
        linking=Linking(made),
        claims={claim.id: claim for claim in read.values()} | commitments.claims_named(connection, said, as_of),
        judgements=tuple(judging.decided(connection, as_of, about=kin)),
        additions=tuple(adding.held_for(connection, kin, as_of, standing=set(names.values()))),
        borne=borne,
    )


def _claims(connection: Connection, numbers: Iterable[int], as_of: datetime | None) -> Iterable[tuple[int, Claim]]:
    """Yield those of the claims that stand in the view."""
    for part in parts(numbers):
        rows = claim_rows(as_of).add_columns(claims.c.seq).where(claims.c.seq.in_(part), *queries.view(as_of))
        yield from ((row.seq, claim_of(row)) for row in connection.execute(rows))


def _kin(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Return the claims that were ever read from the same words as these, themselves among them.

    What people said of one of them may be about one of these today.
    """
    mine, same, again, kin = readings.alias(), hand_ins.alias(), readings.alias(), claims.alias()
    joined = (
        select(kin.c.seq)
        .select_from(claims)
        .join(mine, mine.c.seq == claims.c.reading)
        .join(hand_ins, hand_ins.c.document == mine.c.document)
        .join(same, same.c.content == hand_ins.c.content)
        .join(again, again.c.document == same.c.document)
        .join(kin, kin.c.reading == again.c.seq)
    )
    found = set(numbers)
    for part in parts(numbers):
        found.update(connection.scalars(joined.where(claims.c.seq.in_(part))))
    return found


def due(
    connection: Connection,
    query: Query,
    between: tuple[str, str],
    as_of: datetime | None,
    *,
    latest_first: bool,
    page: tuple[int, int],
) -> list[DueRow]:
    """Return what is due between two days (ISO, both meant), in the order of the days.

    Args:
        connection: to the ledger.
        query: of claims that meet it, and of milestones added to such claims.
        between: the first day and the last.
        as_of: as known then.
        latest_first: the last day first.
        page: how many rows to pass over, and how many to return at most.
    """
    first, last = between
    offset, most = page

    def ordered(statement: Select[Any], *keys: ColumnElement[Any]) -> Select[Any]:
        return statement.order_by(*(key.desc() if latest_first else key for key in keys)).limit(offset + most)

    deadline = claim_deadlines.c
    told = select(deadline.day, claims.c.seq, claims.c.id).join(claims, claims.c.seq == deadline.claim)
    told = told.join(readings, readings.c.seq == claims.c.reading).where(deadline.day.between(first, last))
    told = told.where(*queries.view(as_of), *queries.wanted(query))
    made = adding.milestones(query, between, as_of)
    rows = [
        *((row.day, False, row.seq, row.id) for row in connection.execute(ordered(told, deadline.day, deadline.claim))),
        *(
            (row.day, True, row.seq, None)
            for row in connection.execute(ordered(made, additions.c.day, additions.c.seq))
        ),
    ]
    found = sorted(rows, key=lambda row: row[:3], reverse=latest_first)[offset : offset + most]
    held = adding.held_numbered(connection, {seq for _, added, seq, _ in found if added}, as_of)
    return [DueRow(day, held[seq].claim, held[seq]) if added else DueRow(day, name) for day, added, seq, name in found]


def beside(connection: Connection, names: Sequence[str], as_of: datetime | None) -> list[str]:
    """Return the ids of all claims of the view that were read from the same documents as these, sorted."""
    found: set[str] = set()
    for part in parts(names):
        mine, read = readings.alias(), claims.alias()
        pages = select(mine.c.document).join(read, read.c.reading == mine.c.seq).where(read.c.id.in_(part))
        here = readings.c.document.in_(pages)
        known = select(claims.c.id).join(readings, readings.c.seq == claims.c.reading)
        found.update(connection.scalars(known.where(here, *queries.view(as_of))))
    return sorted(found)
