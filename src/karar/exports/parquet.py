"""Commitments as Apache Parquet. Needs the extra ``karar[bulk]``.

Lists are lists of strings, sums decimal strings (no reader rounds them), counts integers. What each column holds stands
in its field's metadata (``about``), the day and the ledger's fingerprint in the file's.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from karar.exports.columns import Column, chosen
from karar.exports.view import View

_ROWS = 5000
"""So many make a row group, and are held at a time."""
_AT_ONCE = 1 << 16


def write(view: View) -> Iterator[bytes]:
    """Yield the file: it is made in a temporary one, row group by row group.

    Raises:
        UsageError: a column that there is not.
    """
    columns = chosen(view.columns)
    about = {"known_on": view.on.isoformat(), "ledger": f"sha256:{view.fingerprint}", "origin": "Karar"}
    schema = pa.schema([_field(column) for column in columns], metadata=about)
    with tempfile.TemporaryDirectory(prefix="karar-") as folder:
        path = Path(folder) / "view.parquet"
        with pq.ParquetWriter(path, schema, compression="zstd") as made:
            coming = ([column.cell(one, view) for column in columns] for one in view.commitments())
            while rows := list(islice(coming, _ROWS)):
                made.write_batch(pa.record_batch(list(map(list, zip(*rows, strict=True))), schema=schema))
        with path.open("rb") as content:
            while part := content.read(_AT_ONCE):
                yield part


def _field(column: Column) -> pa.Field:
    types = {"list": pa.list_(pa.string()), "count": pa.int64()}
    return pa.field(column.name, types.get(column.kind, pa.string()), metadata={"about": column.about})
