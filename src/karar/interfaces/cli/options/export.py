"""``karar export``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Write the whole ledger as JSON Lines in one fixed order.

    Two ledgers that read the same pages give the same bytes, in whatever order the pages came.
    """

    judgements: Annotated[
        bool,
        typer.Option(
            "--judgements", help="Write what people decided instead: pairs and fields of claims, each with its label."
        ),
    ] = False
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here.", show_default="standard output")
    ] = None
    min_confidence: shared.MinConfidence = 0.0
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar export -o ledger.jsonl", "A copy to keep or to hand on."),
        ("karar export | sha256sum", "The ledger's fingerprint."),
        ("karar export --judgements -o labels.jsonl", "Labelled pairs, to measure or to train with."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 5, 141)
