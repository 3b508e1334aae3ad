"""What the processes of bulk linkage do: records of a batch of claims, and the commitments of a part of all records.

A part holds all claims of some parties, so that nothing in it bears on a claim outside, but for the initiatives that
took the place of others (`Found.succeeding`). Batches, records and links come and go as files.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from karar.linkage.cluster import Member, Scored, cluster
from karar.linkage.linking import commitments, links, speakers
from karar.linkage.records import COLUMNS, Builder, Rates, Record
from karar.linkage.relations import Summary, bearing, summarise
from karar.linkage.weights import Weights
from karar.model.claims import Claim
from karar.model.commitments import Commitment, Link, LinkJudgement

_TYPES = {"str": pa.string(), "int": pa.int64(), "float": pa.float64()}
_SCHEMA = pa.schema(
    [
        (field.name, _TYPES[str(field.type).split(" |")[0].removeprefix("<class '").removesuffix("'>")])
        for field in msgspec.structs.fields(Record)
    ]
)
_CLAIMS = msgspec.msgpack.Decoder(list[Claim])


class Part(msgspec.Struct, frozen=True):
    """One part of the work.

    Attributes:
        folder: holds ``records/part=N/`` and ``links/part=N/``.
        numbers: which of these.
        judgements: what people decided in it.
    """

    folder: Path
    numbers: tuple[int, ...]
    judgements: tuple[LinkJudgement, ...]


class Found(msgspec.Struct):
    """What was found in a part.

    Attributes:
        commitments: with the relations that they are the source of, but for those that follow from successors.
        links: between the part's claims.
        succeeding: commitments that name an initiative which took the place of another, or whose place was taken.
    """

    commitments: list[Commitment]
    links: list[Link]
    succeeding: list[Summary]


class Bench:
    """What a process keeps from one batch to the next: the rates that it was given, and what was looked up."""

    builder: Builder | None = None

    @classmethod
    def prepare(cls, rates: Rates | None) -> None:
        """Take the rates; called once, when the process starts. It ends when the one that started it does."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Thread(target=_end_with_parent, daemon=True).start()
        cls.builder = Builder(rates)


def _end_with_parent() -> None:
    """Wait for the end of the process that started this one: killed, it could not send word."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def write_records(packed: bytes, path: Path) -> int:
    """Write the records of a batch of claims, packed as MessagePack, as a Parquet file; return how many."""
    builder = Bench.builder or Builder()
    records = [builder.build(claim) for claim in _CLAIMS.decode(packed)]
    pq.write_table(table_of(records), path, compression="lz4")
    return len(records)


def table_of(records: Sequence[Record]) -> pa.Table:
    """Return records as a table with a column for each field."""
    return pa.table({name: [getattr(one, name) for one in records] for name in COLUMNS}, schema=_SCHEMA)


def link_part(part: Part, weights: Weights, initiatives: frozenset[str]) -> bytes:
    """Return what is found in a part, as MessagePack (`Found`); ``initiatives``: those in some succession."""
    records: dict[str, Record] = {}
    members: list[Member] = []
    scored: list[Scored] = []
    for number in part.numbers:
        for values in _rows(part.folder / "records" / f"part={number}", ("uid", *COLUMNS)):
            record = Record(**dict(zip(COLUMNS, values[1:], strict=True)))
            records[record.id] = record
            members.append(Member(record.id, values[0], record.day, record.document))
        scored += map(Scored._make, _rows(part.folder / "links" / f"part={number}", ("a", "b", "weight", "worth")))
    clusters = cluster(members, scored, part.judgements, weights)
    summaries = [summarise([records[name] for name in speakers(group)]) for group in clusters]
    parties = {one.record.id: one.record.parties for one in summaries}
    return msgspec.msgpack.encode(
        Found(
            list(commitments(clusters, parties, bearing(summaries, weights))),
            list(links(members, scored, weights, part.judgements)),
            [one for one in summaries if initiatives & {one.record.initiative1, one.record.initiative2}],
        )
    )


def _rows(folder: Path, columns: Sequence[str]) -> zip[tuple[Any, ...]]:
    """Return the rows of all Parquet files of a folder."""
    tables = [pq.read_table(path, columns=list(columns)) for path in sorted(folder.glob("*.parquet"))]
    table = pa.concat_tables(tables) if tables else pa.table({name: [] for name in columns})
    return zip(*(table.column(name).to_pylist() for name in columns), strict=True)
