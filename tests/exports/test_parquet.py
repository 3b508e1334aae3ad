"""Commitments as Parquet, opened by DuckDB."""

from __future__ import annotations

import json

import duckdb
import pyarrow.parquet as pq
import pytest

from karar.errors import UsageError
from karar.exports.columns import COLUMNS
from tests.exports.making import view, written


def test_it_says_what_the_table_says(ledger, tmp_path):
    """DuckDB has the records of the JSON Lines, lists as lists and sums as they are written."""
    path = tmp_path / "a.parquet"
    path.write_bytes(written("parquet", view(ledger)))
    found = duckdb.execute("select * from read_parquet(?)", [str(path)])
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    assert rows == [json.loads(line) for line in written("jsonl", view(ledger)).splitlines()]


def test_row_groups_follow_each_other(ledger, tmp_path, monkeypatch):
    """Several make one file, with nothing lost between them."""
    monkeypatch.setattr("karar.exports.parquet._ROWS", 3)
    path = tmp_path / "a.parquet"
    path.write_bytes(written("parquet", view(ledger)))
    made = pq.ParquetFile(path)
    assert (made.metadata.num_row_groups, made.metadata.num_rows) == (3, 7)
    assert made.schema_arrow.metadata[b"ledger"] == f"sha256:{view(ledger).fingerprint}".encode()
    assert made.schema_arrow.field("id").metadata[b"about"].decode() == COLUMNS[0].about


def test_without_the_extra_it_says_so(ledger, monkeypatch):
    """One line that names the extra."""
    monkeypatch.setattr("karar.exports.find_spec", lambda _: None)
    with pytest.raises(UsageError, match="bulk"):
        written("parquet", view(ledger))
