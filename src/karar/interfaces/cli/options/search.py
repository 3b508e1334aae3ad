"""``karar search``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Find words in the stored texts and in the claims' quotes. All of the words must be there."""

    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")]
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many.")] = 20
    min_confidence: shared.MinConfidence = 0.0
    as_json: shared.AsJson = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar search रक्षा मंत्री", "Both words, in any order."),
        ("karar search rare earths --limit 5 --json", "For another program."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 5, 141)
