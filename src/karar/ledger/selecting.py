"""What the ledger knows of some commitments, found through indexes: the cost is of what is handed out, not of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from karar.ledger import adding, commitments, judging, queries
from karar.ledger.queries import Query, parts
from karar.ledger.reading_out import claim_of, claim_rows
from karar.ledger.records import Selection
from karar.ledger.tables import claims, hand_ins, readings
from karar.model.claims import Claim
from karar.model.commitments import Linking

_NOTHING = Selection(Linking(()), {})


def selected(connection: Connection, query: Query, as_of: datetime | None) -> Selection:
    """Return what is known of the commitments with a claim that meets the query; its limit is of commitments.

    Where it has a limit, the commitments with the claims published last are taken.
    """
    run = commitments.last_run(connection, as_of)
    if run is None:
        return _NOTHING
    hits = queries.numbers(connection, query, as_of)
    belong = commitments.homes(connection, run.number, hits)
    founders = dict.fromkeys(belong[number] for number in hits if number in belong)
    return _known(connection, run.number, list(founders)[: query.limit], as_of)


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
    return Selection(
        linking=Linking(commitments.assembled(connection, run, belong, names, among=founders)),
        claims={claim.id: claim for claim in read.values()},
        judgements=tuple(judging.decided(connection, as_of, about=kin)),
        additions=tuple(adding.held_for(connection, kin, as_of, standing=set(names.values()))),
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
