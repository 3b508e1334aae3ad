"""``karar doctor``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Check that this installation and the ledger are sound, and say what to do where they are not.

    Each line says ok, warn or fail. Nothing is changed; a ledger that is not there yet is not made.
    """

    as_json: shared.AsJson = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar doctor", "Before asking for help."),
        ("karar doctor --json", "For a monitor: exit code 1 where something fails."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 1, 2)
