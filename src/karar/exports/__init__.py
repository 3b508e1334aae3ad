"""Exports: the formats that a view of the ledger can be downloaded as, in one registry."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any


def parquet_is_installed() -> bool:
    """Whether `write_parquet` has what it needs: the extra ``karar[bulk]``."""
    return find_spec("pyarrow") is not None


def __getattr__(name: str) -> Any:
    """Load `karar.exports.parquet.write` as ``write_parquet`` when it is first asked for: it needs the extra."""
    if name != "write_parquet":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("karar.exports.parquet").write
