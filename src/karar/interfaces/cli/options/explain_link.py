"""``karar explain-link``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show why two claims are held to speak of one promise, or of two.

    Each likeness and each difference is told with what it weighs: how many times as common it is between reports of
    one promise as between reports of two. What a person decided stands above all of it.
    """

    a: Annotated[str, typer.Argument(metavar="A", help="A claim's id; its first characters will do.")]
    b: Annotated[str, typer.Argument(metavar="B", help="The other's.")]
    as_json: shared.AsJson = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    ui_lang: shared.ShowIn = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar explain-link rqa3ubxy55 7ab3kq", "What speaks for one promise, and what against."),
        ("karar explain-link rqa3ubxy55 7ab3kq --json", "The same for another program, in bits (log2)."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
