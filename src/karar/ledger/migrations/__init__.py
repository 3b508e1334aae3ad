"""The ledger's form, step by step. An older ledger is brought up to `HEAD` when it is opened.

A step that has been released is never edited; the next one is added to `versions/` and to `KNOWN`. `upgrade` is
fetched when it is first asked for: a ledger that is up to date never pays for Alembic's import.
"""

from importlib import import_module
from typing import Any

KNOWN = ("0001", "0002", "0003", "0004", "0005")
"""Every form that this program knows, oldest first."""

HEAD = KNOWN[-1]


def __getattr__(name: str) -> Any:
    """Fetch `upgrade` from the module that needs Alembic."""
    if name != "upgrade":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("karar.ledger.migrations.run").upgrade
