"""``karar source``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show the text that a claim was read from, with the evidence for each field marked.

    ID is a claim, a document or an address; of the first two the first characters will do where they are clear. For
    a claim the text around its quote is shown, for a document or an address the whole of it. On a terminal the
    fields have colours; elsewhere they stand in brackets, as in [giver: जापान].
    """

    id: Annotated[str, typer.Argument(metavar="ID", help="A claim's id, a document's digest, or an address.")]
    full: Annotated[bool, typer.Option("--full", help="Show the whole text for a claim, too.")] = False
    as_json: shared.AsJson = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    ui_lang: shared.ShowIn = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar source 4kq2xw7a", "The words around one claim."),
        ("karar source pages/a.txt | less", "A whole page, every claim marked in brackets."),
        ("karar source 4kq2xw7a --json", "The text, the spans and the claim, for another program."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 5, 141)
