"""Claims to commitments: which claims speak of one promise, how promises bear on each other, and why."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from karar.linkage.index import Index
from karar.linkage.linking import explain, link
from karar.linkage.records import Builder, Rates, Record
from karar.linkage.weights import Weights, load_weights

__all__ = [
    "Builder",
    "Index",
    "Rates",
    "Record",
    "Weights",
    "bulk_is_installed",
    "explain",
    "link",
    "link_in_bulk",
    "load_weights",
]


def bulk_is_installed() -> bool:
    """Whether `link_in_bulk` has what it needs: the extra ``karar[bulk]``."""
    return all(find_spec(name) is not None for name in ("duckdb", "pyarrow"))


def __getattr__(name: str) -> Any:
    """Load `karar.linkage.bulk.link` as ``link_in_bulk`` when it is first asked for: it needs the extra."""
    if name != "link_in_bulk":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("karar.linkage.bulk").link
