"""``karar withdraw``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Withdraw the text of a source: its words can no longer be read or searched.

    The claims keep their short quotes, unless --drop-claims says that they go too. The withdrawal itself stays in the
    ledger, with its reason and its day. It cannot be undone: keep a copy if in doubt.
    """

    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The source's address, or its id.")]
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for those who ask later.")]
    drop_claims: Annotated[bool, typer.Option("--drop-claims", help="Withdraw the claims as well.")] = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ('karar withdraw https://example.org/a.html --why "at the publisher\'s wish"', "The text goes, claims stay."),
        ('karar withdraw pages/a.txt --why "a forgery" --drop-claims', "Both go."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 5)
