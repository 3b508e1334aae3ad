"""``karar diff``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show what the ledger came to know between the ends of two days.

    Commitments that are new, that went into others or are no longer told; more reports, a further step, another sum, a
    dispute that came up or was settled, a new relation, and what people decided.
    """

    since: Annotated[str, typer.Argument(metavar="DATE", help="The earlier day, YYYY-MM-DD (or a time).")]
    until: Annotated[str | None, typer.Argument(metavar="DATE", help="The later one.", show_default="now")] = None
    as_json: Annotated[bool, typer.Option("--json", help="Print changes as JSON Lines and nothing else.")] = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    ui_lang: shared.ShowIn = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar diff 2025-08-28 2025-08-31", "What three days brought."),
        ("karar diff 2025-08-28", "All since then."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
