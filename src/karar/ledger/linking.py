"""Keeps what linking led to: each run writes, in one transaction, what it changed (see `commitments`).

A run that finds little new writes little. A killed one leaves the ledger as it was: nothing is written before all is
known, and all of it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import msgspec
from sqlalchemy import Connection, insert, select

from karar.errors import LedgerError
from karar.ledger import commitments, judging, queries
from karar.ledger.commitments import KEPT, Kept, Rows
from karar.ledger.reading_out import claim_rows
from karar.ledger.records import Linkable, Linked
from karar.ledger.tables import claims, linkings, links, readings
from karar.model.claims import Claim
from karar.model.commitments import Linking
from karar.model.identity import digest
from karar.model.judgements import link_pairs, settle

_AT_ONCE = 2000
T = TypeVar("T")


class StandingClaims:
    """Claims of a ledger, sorted by id, with what people corrected; read anew each time that they are gone through.

    Args:
        reading: opens a connection to the ledger.
        ids: theirs, sorted.
    """

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], ids: tuple[str, ...]) -> None:
        self._reading, self.ids = reading, ids

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Claim]:
        """Yield the claims, a few hundred of which are held at once.

        Raises:
            LedgerError: one of them has left the view meanwhile.
        """
        coming = iter(self.ids)
        awaited = next(coming, None)
        with self._reading() as connection:
            decisions = settle(judging.decided(connection, None))
            found = claim_rows(None).where(*queries.view(None)).order_by(claims.c.id)
            for claim in queries.stream(connection, found):
                if claim.id == awaited:  # others were read or taken back in meanwhile
                    yield decisions.correct(claim)
                    awaited = next(coming, None)
        if awaited is not None:
            raise LedgerError(
                "A claim left the ledger's view while it was linked",
                where=awaited,
                hint="Run it again; nothing was lost.",
            )


def linkable(
    connection: Connection, linker: str, reading: Callable[[], AbstractContextManager[Connection]]
) -> Linkable:
    """Return what there is to link: today's claims with their corrections, without those rejected; and the judgements.

    ``content`` is the hash of all of it and of the linker, so that a run which would find nothing new need not be made.
    The claims themselves are read where they are asked for, by connections that ``reading`` opens.
    """
    decisions = settle(judging.decided(connection, None))
    found = select(claims.c.id).join(readings, readings.c.seq == claims.c.reading).where(*queries.view(None))
    kept = tuple(name for name in connection.scalars(found.order_by(claims.c.id)) if name not in decisions.rejected)
    pairs = link_pairs(decisions.links, kept)
    corrections = sorted(one.id for fields in decisions.corrected.values() for one in fields.values())
    content = digest([linker, kept, pairs, corrections])
    last = connection.execute(select(linkings).order_by(linkings.c.seq.desc()).limit(1)).first()
    return Linkable(
        claims=StandingClaims(reading, kept),
        judgements=pairs,
        linker=linker,
        content=content,
        after=last.seq if last else 0,
        known=bool(last and last.content == content),
    )


def record(connection: Connection, found: Linking, of: Linkable, now: datetime) -> Linked:
    """Write what a run changed, and return how much that was.

    Raises:
        LedgerError: another run was written since ``of`` was asked for.
        ValueError: a commitment of claims that were not asked for, or a claim in two of them.
    """
    _check(found, of)
    last = connection.scalar(select(linkings.c.seq).order_by(linkings.c.seq.desc()).limit(1)) or 0
    if last != of.after:
        raise LedgerError("Another program linked this ledger meanwhile", hint="Run it again; nothing was lost.")
    numbers = _numbers(connection, {name for one in found.commitments for name in one.claims})
    made = connection.execute(insert(linkings), {"linker": of.linker, "content": of.content, "at": now})
    (run,) = made.inserted_primary_key or (0,)
    before: dict[str, Rows] = {}
    rows: dict[str, Rows] = {}
    changes: dict[str, Changes] = {}
    for kept, made_of in _ROWS.items():
        name = kept.table.name
        was, now_is = commitments.state(connection, kept, last), made_of(found, numbers)
        changes[name] = _write(connection, kept, was, now_is, run)
        if kept.table is not links:  # of which there are many, and nothing is told
            before[name], rows[name] = was, now_is
    return _summary(found, changes, before, rows)


def _check(found: Linking, of: Linkable) -> None:
    given = [name for one in found.commitments for name in one.claims]
    strange = set(given).difference(of.claims.ids)
    if strange:
        raise ValueError(f"linked without having been asked for: {sorted(strange)[:3]}")
    if len(given) != len(set(given)):
        raise ValueError("a claim stands in two commitments")


class Changes(NamedTuple):
    """The keys of a table that are new, whose values changed, and that are no more."""

    new: list[tuple[Any, ...]]
    changed: list[tuple[Any, ...]]
    gone: list[tuple[Any, ...]]


def _founded(found: Linking, numbers: Mapping[str, int]) -> Rows:
    return {(numbers[one.id],): (_json(one.parties),) for one in found.commitments}


def _belonging(found: Linking, numbers: Mapping[str, int]) -> Rows:
    return {(numbers[name],): (numbers[one.id],) for one in found.commitments for name in one.claims}


def _held(found: Linking, numbers: Mapping[str, int]) -> Rows:
    return {(numbers[link.a], numbers[link.b]): (link.score, link.weight, link.judged) for link in found.links}


def _bearing(found: Linking, numbers: Mapping[str, int]) -> Rows:
    rows: Rows = {}
    for one in found.relations:
        ends = numbers[one.source], numbers[one.target]
        rows[(digest([one.kind, one.source, one.target]),)] = (*ends, one.kind, one.rule, _json(one.evidence))
    return rows


_ROWS = dict(zip(KEPT, (_founded, _belonging, _held, _bearing), strict=True))
"""Table → what makes its rows."""


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _write(connection: Connection, kept: Kept, before: Rows, rows: Rows, run: int) -> Changes:
    new = [key for key in rows if key not in before]
    changed = [key for key, values in rows.items() if key in before and before[key] != values]
    gone = [key for key in before if key not in rows]
    written = [_row(kept, key, rows[key], run, holds=True) for key in (*new, *changed)]
    written += [_row(kept, key, kept.gone or before[key], run, holds=False) for key in gone]
    for part in _parts(written):
        connection.execute(insert(kept.table), part)
    return Changes(new, changed, gone)


def _row(kept: Kept, key: tuple[Any, ...], values: tuple[Any, ...], run: int, *, holds: bool) -> dict[str, Any]:
    row = {"linking": run, **dict(zip(kept.key, key, strict=True)), **dict(zip(kept.values, values, strict=True))}
    return row if kept.gone else {**row, "holds": holds}


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    coming = iter(items)
    while part := list(islice(coming, _AT_ONCE)):
        yield part


def _summary(
    found: Linking, changes: Mapping[str, Changes], before: Mapping[str, Rows], rows: Mapping[str, Rows]
) -> Linked:
    """Count: a commitment has changed where its parties, its claims or what it bears on are others than before."""
    founded, belong, bearing = changes["commitments"], changes["members"], changes["relations"]
    touched = {key[0] for key in founded.changed}
    touched |= {rows["members"][key][0] for key in (*belong.new, *belong.changed)}
    touched |= {before["members"][key][0] for key in (*belong.changed, *belong.gone)}
    touched |= {rows["relations"][key][0] for key in (*bearing.new, *bearing.changed)}
    touched |= {before["relations"][key][0] for key in bearing.gone}
    new, ended = {key[0] for key in founded.new}, {key[0] for key in founded.gone}
    return Linked(
        claims=sum(len(one.claims) for one in found.commitments),
        new_claims=len(belong.new),
        commitments=len(found.commitments),
        new=len(new),
        changed=len(touched - new - ended),
        ended=len(ended),
        relations=len(found.relations),
    )


def _numbers(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _parts(sorted(names)):
        found.update(connection.execute(select(claims.c.id, claims.c.seq).where(claims.c.id.in_(part))).all())
    return found
