"""Opens the ledger that a verb was given, and says on standard error when another program holds it for long."""

from __future__ import annotations

from pathlib import Path

from karar.interfaces.cli.screen.console import messages
from karar.ledger import Ledger

WAIT = 30.0
"""Seconds until a locked ledger is given up."""


def open_ledger(path: Path, *, create: bool = False) -> Ledger:
    """Open the ledger; it is made only where that is asked for."""
    told: list[Path] = []

    def tell() -> None:
        if not told:
            told.append(path)
            messages().print(f"karar: {path} is locked by another program; waiting for at most {WAIT:.0f} s.")

    return Ledger.open(path, create=create, wait=WAIT, waiting=tell)
