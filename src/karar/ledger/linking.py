"""Keeps what linking led to: each run writes, in one transaction, what it changed (see `commitments`).

A run that finds little new writes little. A killed one leaves the ledger as it was: nothing is written before all is
known, and all of it at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from karar.ledger.tables import claims, linkings
from karar.model.commitments import Linking
from karar.model.identity import digest
from karar.model.judgements import link_pairs, settle

_AT_ONCE = 2000
T = TypeVar("T")


def linkable(connection: Connection, linker: str) -> Linkable:
    """Return what there is to link: today's claims with their corrections, without those rejected; and the judgements.

    ``content`` is the hash of all of it and of the linker, so that a run which would find nothing new need not be made.
    """
    decisions = settle(judging.decided(connection, None))
    found = claim_rows(None).where(*queries.view(None)).order_by(claims.c.id)
    read = queries.stream(connection, found)
    kept = [decisions.correct(claim) for claim in read if claim.id not in decisions.rejected]
    pairs = link_pairs(decisions.links, (claim.id for claim in kept))
    corrections = sorted(one.id for fields in decisions.corrected.values() for one in fields.values())
    content = digest([linker, [claim.id for claim in kept], pairs, corrections])
    last = connection.execute(select(linkings).order_by(linkings.c.seq.desc()).limit(1)).first()
    return Linkable(
        claims=tuple(kept),
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
    before = {kept.table.name: commitments.state(connection, kept, last) for kept in KEPT}
    rows = dict(zip(before, _rows(found, numbers), strict=True))
    made = connection.execute(insert(linkings), {"linker": of.linker, "content": of.content, "at": now})
    (run,) = made.inserted_primary_key or (0,)
    changes = {
        kept.table.name: _write(connection, kept, before[kept.table.name], rows[kept.table.name], run) for kept in KEPT
    }
    return _summary(found, changes, before, rows)


def _check(found: Linking, of: Linkable) -> None:
    given = [name for one in found.commitments for name in one.claims]
    strange = set(given) - {claim.id for claim in of.claims}
    if strange:
        raise ValueError(f"linked without having been asked for: {sorted(strange)[:3]}")
    if len(given) != len(set(given)):
        raise ValueError("a claim stands in two commitments")


class Changes(NamedTuple):
    """The keys of a table that are new, whose values changed, and that are no more."""

    new: list[tuple[Any, ...]]
    changed: list[tuple[Any, ...]]
    gone: list[tuple[Any, ...]]


def _rows(found: Linking, numbers: Mapping[str, int]) -> tuple[Rows, Rows, Rows, Rows]:
    """Return what the four tables are to say."""
    founded: Rows = {(numbers[one.id],): (_json(one.parties),) for one in found.commitments}
    belong: Rows = {(numbers[name],): (numbers[one.id],) for one in found.commitments for name in one.claims}
    held: Rows = {}
    for link in found.links:
        held[numbers[link.a], numbers[link.b]] = (link.score, link.weight, link.judged)
    bearing: Rows = {}
    for one in found.relations:
        ends = numbers[one.source], numbers[one.target]
        bearing[(digest([one.kind, one.source, one.target]),)] = (*ends, one.kind, one.rule, _json(one.evidence))
    return founded, belong, held, bearing


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
