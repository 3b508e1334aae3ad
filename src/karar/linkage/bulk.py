"""Bulk linkage: the same commitments as `karar.linkage.link`, for millions of claims, by DuckDB and all cores.

Needs the extra ``karar[bulk]``. Claims are read once, as they come; processes make their records, which wait on disk as
Parquet files. DuckDB scores the pairs that share a blocking key, with the comparison table's own SQL. What the links
come to is found part by part, again by all cores: claims of different parties bear on each other only where a person
judged them, so a part holds all claims of some parties.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import duckdb
import msgspec

from karar.errors import LedgerError
from karar.linkage.index import USED, pair_sql, weight_within_sql
from karar.linkage.keys import KEYS
from karar.linkage.parts import Bench, Found, Part, link_part, write_records
from karar.linkage.records import COMPARED, Rates
from karar.linkage.relations import Summary, in_order, succeeding
from karar.linkage.table import WORTH_FLAG
from karar.linkage.weights import Weights, load_weights
from karar.model.claims import Claim
from karar.model.commitments import Commitment, Link, Linking, LinkJudgement, Relation

_AT_ONCE = 5000
_WAITING = 4
"""So many batches may wait for a core: what has been read but not worked on is held in memory."""
_PER_PART = 15_000
"""About so many claims make a part: few enough that what is worked on stays near the processor."""
_FOUND = msgspec.msgpack.Decoder(Found)

Progress = Callable[[str, int, int], None]
"""Is told the step (``records``, ``pairs``, ``commitments``), how much of it is done, and of how much (0: unknown)."""


def _unheard(step: str, done: int, of: int) -> None:
    """Tell nobody."""


def link(
    claims: Iterable[Claim],
    judgements: Sequence[LinkJudgement] = (),
    *,
    rates: Rates | None = None,
    successors: Mapping[str, str] | None = None,
    weights: Weights | None = None,
    cores: int | None = None,
    memory: str = "1500MB",
    progress: Progress | None = None,
) -> Linking:
    """Return the commitments that claims speak of, as `karar.linkage.link` does.

    Args:
        claims: what sources say, read once.
        judgements: what people decided, in the order in which they did.
        rates: what currencies were worth by day; must survive being sent to another process.
        successors: initiative → the one that took its place.
        weights: what the comparison table's levels weigh; the shipped ones where left out.
        cores: how many to use; all where left out.
        memory: what DuckDB may take, in its own words; beyond it, it uses the disk.
        progress: is told how far the work is.

    Raises:
        LedgerError: memory or room on the disk did not suffice, or a process was ended from outside.
    """
    weights, progress = weights or load_weights(), progress or _unheard
    cores = cores or os.cpu_count() or 1
    try:
        with tempfile.TemporaryDirectory(prefix="karar-linkage-") as folder, _processes(cores, rates) as pool:
            place = Path(folder)
            if not _write_records(claims, place, pool, progress):
                return Linking(())
            with duckdb.connect(place / "linkage.duckdb") as connection:
                connection.execute(f"SET threads = {cores}; SET memory_limit = '{memory}'")
                connection.execute("SET preserve_insertion_order = false")
                _load(connection, place, cores)
                _score(connection, weights, progress)
                parts = _write_parts(connection, place, judgements)
            return _gather(pool, parts, weights, successors or {}, progress)
    except (BrokenProcessPool, duckdb.Error, OSError, MemoryError) as error:
        told = str(error).strip().partition("\n")[0] or type(error).__name__
        raise LedgerError(
            f"Linking in bulk broke off: {told}",
            where=tempfile.gettempdir(),
            hint="Nothing was changed. Make room in memory and there (or set TMPDIR), and run it again.",
        ) from error


@contextmanager
def _processes(cores: int, rates: Rates | None) -> Iterator[ProcessPoolExecutor]:
    """Start processes; what waits for them is dropped where something fails or somebody stops the program."""
    pool = ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=Bench.prepare, initargs=(rates,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _write_records(claims: Iterable[Claim], folder: Path, pool: ProcessPoolExecutor, progress: Progress) -> int:
    """Write the claims' records as Parquet files into ``folder``; return how many there are."""
    coming, number, written = iter(claims), 0, 0
    running: set[Future[int]] = set()
    while batch := list(islice(coming, _AT_ONCE)):
        if len(running) >= _WAITING:
            done, running = wait(running, return_when="FIRST_COMPLETED")
            written += sum(one.result() for one in done)
            progress("records", written, 0)
        packed = msgspec.msgpack.encode(batch)
        running.add(pool.submit(write_records, packed, folder / f"records-{number:06}.parquet"))
        number += 1
    written += sum(one.result() for one in running)
    progress("records", written, written)
    return written


# --- what DuckDB does ----------------------------------------------------------------


def _load(connection: duckdb.DuckDBPyConnection, folder: Path, cores: int) -> None:
    """Make the tables: each claim once (`read`), and each record that is alike in all that is compared (`records`)."""
    alike = ", ".join(COMPARED)
    files = f"read_parquet('{folder}/records-*.parquet')"
    counted = connection.execute(f"SELECT count(*), count(DISTINCT id) FROM {files}").fetchone()
    total, once = counted or (0, 0)
    parts = max(cores, total // _PER_PART)
    connection.execute(
        f"""
        CREATE TABLE read AS SELECT *, hash({alike}) AS likeness, hash(parties) % {parts} AS part FROM {files}
            {"" if once == total else "QUALIFY row_number() OVER (PARTITION BY id) = 1"};
        CREATE TABLE records AS
            SELECT row_number() OVER () AS uid, count(*) AS copies, likeness, any_value(part) AS part,
                {", ".join(f"any_value({name}) AS {name}" for name in COMPARED)} FROM read GROUP BY likeness;
        """
    )


def _score(connection: duckdb.DuckDBPyConnection, weights: Weights, progress: Progress) -> None:
    """Make the table `links`: between records, and of each record that several claims share the one to itself."""
    # A condition that is pushed down into a join is worked out row by row there, and not by the thousand.
    connection.execute("SET disabled_optimizers = 'filter_pushdown'")
    connection.execute("CREATE TABLE links (a BIGINT, b BIGINT, weight DOUBLE, worth INTEGER, part BIGINT)")
    joins = [
        (f"l.{key} = r.{key} AND l.uid < r.uid", [f"NOT coalesce(l.{one} = r.{one}, false)" for one in KEYS[:place]])
        for place, key in enumerate(KEYS)
    ]
    joins.append(("l.uid = r.uid", ["l.copies > 1", "l.parties IS NOT NULL"]))
    for done, (shared, others) in enumerate(joins):
        progress("pairs", done, len(joins))
        connection.execute(
            f"""
            INSERT INTO links SELECT a, b, weight, worth, part FROM (
                SELECT a, b, part, {weight_within_sql(weights)} AS weight, {WORTH_FLAG} AS worth FROM (
                    SELECT l.uid AS a, r.uid AS b, l.part, {pair_sql(USED)}
                    FROM records AS l JOIN records AS r ON {shared}
                    WHERE {" AND ".join(others) or "true"}
                )
            ) WHERE weight >= {weights.threshold}
            """
        )
    progress("pairs", len(joins), len(joins))
    connection.execute("RESET disabled_optimizers")


def _write_parts(
    connection: duckdb.DuckDBPyConnection, folder: Path, judgements: Sequence[LinkJudgement]
) -> list[Part]:
    """Write records and links by part; return the parts, the largest first.

    Parts between which somebody judged are worked on as one.
    """
    for name, chosen in (
        ("records", "read.* EXCLUDE (likeness), records.uid FROM read JOIN records USING (likeness)"),
        ("links", "* FROM links"),
    ):
        connection.execute(f"COPY (SELECT {chosen}) TO '{folder}/{name}' (FORMAT parquet, PARTITION_BY (part))")
    sizes = dict(connection.execute("SELECT part, count(*) FROM read GROUP BY part").fetchall())
    judged = sorted({claim for one in judgements for claim in (one.a, one.b)})
    home = dict(connection.execute("SELECT id, part FROM read WHERE list_contains(?, id)", [judged]).fetchall())
    bound = {number: {number} for number in sizes}
    for one in judgements:
        if one.a in home and one.b in home and bound[home[one.a]] is not bound[home[one.b]]:
            together = bound[home[one.a]] | bound[home[one.b]]
            bound.update(dict.fromkeys(together, together))
    said: dict[int, list[LinkJudgement]] = defaultdict(list)
    for one in judgements:
        if one.a in home and one.b in home:
            said[min(bound[home[one.a]])].append(one)
    chief = [number for number, together in bound.items() if number == min(together)]
    chief.sort(key=lambda number: -sum(sizes[one] for one in bound[number]))
    return [Part(folder, tuple(sorted(bound[number])), tuple(said[number])) for number in chief]


# --- what the links come to ------------------------------------------------------------


def _gather(
    pool: ProcessPoolExecutor,
    parts: Sequence[Part],
    weights: Weights,
    successors: Mapping[str, str],
    progress: Progress,
) -> Linking:
    """Find the commitments of all parts, and put them together."""
    initiatives = frozenset(successors) | frozenset(successors.values())
    commitments: list[Commitment] = []
    links: list[Link] = []
    named: list[Summary] = []
    running = {pool.submit(link_part, part, weights, initiatives) for part in parts}
    for done, one in enumerate(as_completed(running)):
        running.discard(one)  # what a part gave is held once
        progress("commitments", done, len(parts))
        found = _FOUND.decode(one.result())
        commitments += found.commitments
        links += found.links
        named += found.succeeding
    progress("commitments", len(parts), len(parts))
    links.sort(key=lambda link: (link.a, link.b))
    return Linking(tuple(_with_successions(commitments, named, successors)), tuple(links))


def _with_successions(
    commitments: Sequence[Commitment], named: Sequence[Summary], successors: Mapping[str, str]
) -> list[Commitment]:
    """Return the commitments by id, with the relations that follow from initiatives which took the place of others."""
    own = {one.record.id for one in named}
    known = {(one.source, one.target) for found in commitments if found.id in own for one in found.relations}
    more: dict[str, list[Relation]] = defaultdict(list)
    for relation in succeeding(named, successors, known):
        more[relation.source].append(relation)
    return sorted(
        (
            msgspec.structs.replace(one, relations=tuple(in_order([*one.relations, *more[one.id]])))
            if one.id in more
            else one
            for one in commitments
        ),
        key=lambda one: one.id,
    )
