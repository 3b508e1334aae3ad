"""``karar due``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """List what is due soon and what is overdue, and how long nothing was heard of it.

    A promise is due at the end of its term: the day or period that its page tells of, or its length from the day it was
    made, until a later page or addition sets another day. Milestones that people added are due on their days until an
    event of the same name says that they were reached. What was delivered, withdrawn or superseded is due no more.

    PARTY is a code (IN, JP, EU) or a name in English or Hindi; all that are named must take part.
    """

    who: Annotated[list[str] | None, typer.Argument(metavar="PARTY...", help="Who takes part.", show_default="all")] = (
        None
    )
    party: Annotated[
        list[str] | None, typer.Option("--party", "-p", metavar="CODE|NAME", help="The same as PARTY; may be repeated.")
    ] = None
    sector: Annotated[
        list[str] | None, typer.Option("--sector", metavar="NAME", help="Is about this field; may be repeated.")
    ] = None
    within: Annotated[str, typer.Option("--within", metavar="TIME", help="How far ahead: 90d, 12w, 6m or 2y.")] = "90d"
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many of each.")] = 20
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="As known at the end of this day, and counted from it."),
    ] = None
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines and nothing else.")] = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    ui_lang: shared.Lang = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar due", "What is due within 90 days, and what is overdue."),
        ("karar due IN JP --within 2y", "Two years ahead, of one pair."),
        ("karar due --as-of 2024-12-31 --lang hi", "As it stood at the end of 2024, in Hindi."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
