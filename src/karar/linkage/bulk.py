"""Bulk linkage: the same commitments as `karar.linkage.link`, for millions of claims, by Splink on DuckDB.

Needs the extra ``karar[bulk]``. Claims are read once, as they come; records are made by all cores and wait on disk in
Parquet files; Splink scores the pairs that share a blocking key, with the shipped weights, by the comparison table's
own SQL. On Spark the same settings (`settings`) run with Splink's Spark backend.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from itertools import groupby, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.comparison_level_library import CustomLevel
from splink.comparison_library import CustomComparison

from karar.linkage.cluster import Member, Scored, cluster
from karar.linkage.index import as_record, pair_sql, weight_sql
from karar.linkage.linking import commitments, speakers
from karar.linkage.records import COLUMNS, COMPARED, KEYS, Builder, Rates, Record
from karar.linkage.relations import Summary, relate, summarise
from karar.linkage.table import COMPARISONS, Comparison
from karar.linkage.weights import Odds, Weights, load_weights
from karar.model.claims import Claim
from karar.model.commitments import Linking, LinkJudgement

_AT_ONCE = 5000
_WAITING = 4
"""So many batches may wait for a core: what has been read but not worked on is held in memory."""
_TYPES = {"str": pa.string(), "int": pa.int64(), "float": pa.float64()}
_SCHEMA = pa.schema(
    [
        (field.name, _TYPES[str(field.type).split(" |")[0].removeprefix("<class '").removesuffix("'>")])
        for field in msgspec.structs.fields(Record)
    ]
)


def settings(weights: Weights) -> SettingsCreator:
    """Return Splink's settings: the comparison table with the shipped weights, and the blocking keys."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="uid",
        probability_two_random_records_match=weights.prior,
        comparisons=[_comparison(row, weights.odds[row.name]) for row in COMPARISONS],
        blocking_rules_to_generate_predictions=[CustomRule(f"l.{key} = r.{key}") for key in KEYS],
        retain_matching_columns=False,
    )


def _comparison(row: Comparison, odds: Mapping[str, Odds]) -> CustomComparison:
    levels: list[Any] = [CustomLevel(row.silent).configure(is_null_level=True)]
    for level in row.levels:
        one = odds[level.name]
        levels.append(
            CustomLevel(level.sql or "ELSE", label_for_charts=level.name).configure(
                m_probability=one.m, u_probability=one.u
            )
        )
    return CustomComparison(levels, output_column_name=row.name.replace(" ", "_").replace("'", ""))


def link(
    claims: Iterable[Claim],
    judgements: Sequence[LinkJudgement] = (),
    *,
    rates: Rates | None = None,
    successors: Mapping[str, str] | None = None,
    weights: Weights | None = None,
    cores: int | None = None,
    memory: str = "1500MB",
) -> Linking:
    """Return the commitments that claims speak of, as `karar.linkage.link` does; the links are left out.

    Args:
        claims: what sources say, read once.
        judgements: what people decided, in the order in which they did.
        rates: what currencies were worth by day; must survive being sent to another process.
        successors: initiative → the one that took its place.
        weights: what the comparison table's levels weigh; the shipped ones where left out.
        cores: how many to use; all where left out.
        memory: what DuckDB may take, in its own words; beyond it, it uses the disk.
    """
    weights = weights or load_weights()
    cores = cores or os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="karar-linkage-") as folder:
        place = Path(folder)
        if not _write_records(claims, rates, place, cores):
            return Linking(())
        with duckdb.connect(place / "linkage.duckdb") as connection:
            connection.execute(f"SET threads = {cores}; SET memory_limit = '{memory}'")
            connection.execute("SET preserve_insertion_order = false")
            _load(connection, place)
            scored = _score(connection, weights)
            members = [Member(*row) for row in connection.execute("SELECT id, uid, day FROM members").fetchall()]
            clusters = cluster(members, scored, judgements, weights.apart)
            del scored
            summaries = list(_summaries(connection, clusters, place))
    relations = relate(summaries, weights, successors or {})
    parties = {one.record.id: one.record.parties for one in summaries}
    return Linking(tuple(commitments(clusters, parties, relations)))


# --- records ------------------------------------------------------------------------


def _write_records(claims: Iterable[Claim], rates: Rates | None, folder: Path, cores: int) -> int:
    """Write the claims' records as Parquet files into ``folder``; return how many files."""
    coming, number = iter(claims), 0
    running: set[Future[None]] = set()
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        while batch := list(islice(coming, _AT_ONCE)):
            if len(running) >= _WAITING:
                done, running = wait(running, return_when="FIRST_COMPLETED")
                for one in done:
                    one.result()
            packed = msgspec.msgpack.encode(batch)
            running.add(pool.submit(_write_batch, packed, rates, folder / f"records-{number:06}.parquet"))
            number += 1
        for one in running:
            one.result()
    return number


def _write_batch(packed: bytes, rates: Rates | None, path: Path) -> None:
    """Write the records of one batch; runs in a process of its own."""
    builder = Builder(rates)
    records = [builder.build(claim) for claim in msgspec.msgpack.decode(packed, type=list[Claim])]
    table = pa.table({name: [getattr(one, name) for one in records] for name in COLUMNS}, schema=_SCHEMA)
    pq.write_table(table, path)


def _load(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make the tables: each claim once, and each record that is alike in all that is compared once."""
    alike = ", ".join(COMPARED)
    connection.execute(
        f"""
        CREATE TABLE read AS
            SELECT any_value(COLUMNS(* EXCLUDE id)), id FROM read_parquet('{folder}/records-*.parquet') GROUP BY id;
        CREATE TABLE records AS
            SELECT row_number() OVER () AS uid, count(*) AS copies, {alike} FROM read GROUP BY {alike};
        CREATE TABLE members AS
            SELECT read.id, records.uid, read.day FROM read
            JOIN records ON {" AND ".join(f"read.{name} IS NOT DISTINCT FROM records.{name}" for name in COMPARED)};
        """
    )


def _score(connection: duckdb.DuckDBPyConnection, weights: Weights) -> list[Scored]:
    """Return the links between records, and of each record that several claims share the one to itself."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection)
    linker = Linker(api.register("records"), settings(weights), log_level=None, validate_settings=False)
    found = linker.inference.predict(threshold_match_weight=weights.threshold, warning_mode="never")
    pairs = connection.execute(
        f"SELECT least(uid_l, uid_r), greatest(uid_l, uid_r), match_weight FROM {found.physical_name}"
    ).fetchall()
    columns = dict.fromkeys(column for row in COMPARISONS for column in row.columns)
    selves = connection.execute(
        f"""
        SELECT uid, uid, weight FROM (
            SELECT uid, {weight_sql(weights)} AS weight FROM (
                SELECT l.uid, {pair_sql(columns)} FROM records AS l JOIN records AS r ON l.uid = r.uid
                WHERE l.copies > 1 AND l.parties IS NOT NULL)
        ) WHERE weight >= {weights.threshold}
        """
    ).fetchall()
    return [Scored(*row) for row in (*pairs, *selves)]


def _summaries(
    connection: duckdb.DuckDBPyConnection, clusters: Iterable[Sequence[Member]], folder: Path
) -> Iterator[Summary]:
    """Yield what the claims of each cluster say together, its records read from the tables cluster by cluster."""
    rows = [(name, number, rank) for number, group in enumerate(clusters) for rank, name in enumerate(speakers(group))]
    names, numbers, ranks = zip(*rows, strict=True)
    pq.write_table(pa.table({"id": names, "cluster": numbers, "rank": ranks}), folder / "clusters.parquet")
    columns = ", ".join(f"read.{name}" for name in COLUMNS)
    result = connection.execute(
        f"SELECT cluster, {columns} FROM read JOIN '{folder}/clusters.parquet' USING (id) ORDER BY cluster, rank"
    )

    def stream() -> Iterator[tuple[Any, ...]]:
        while batch := result.fetchmany(_AT_ONCE):
            yield from batch

    for _, group in groupby(stream(), key=lambda row: row[0]):
        yield summarise([as_record(row[1:]) for row in group])
