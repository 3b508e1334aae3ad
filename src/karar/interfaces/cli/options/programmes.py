"""``karar programmes``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show what states develop, make and buy together, from a concept to delivery.

    The stages are concept, joint research, prototype and trials, approval of the purchase, order or licence, joint
    production, joint export, delivery; each stands as open, agreed or reached, with the claims that say so. A programme
    is a named system, or where none is named what was agreed in one field. Numbers ordered, produced and delivered
    stand as their sources give them, estimates in brackets. Joint export needs the word of every party; whose is
    missing is said.

    PARTY is a code (IN, KR, EU) or a name in English or Hindi; all that are named must take part.

    --categories prints India's categories of defence procurement, by edition of the procedure.
    """

    party: Annotated[
        list[str] | None, typer.Argument(metavar="PARTY...", help="Who takes part.", show_default="all")
    ] = None
    categories: Annotated[bool, typer.Option("--categories", help="Print the categories of procurement and leave.")] = (
        False
    )
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As known at the end of this day.")] = (
        None
    )
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines, one programme each, and nothing else.")] = (
        False
    )
    ui_lang: shared.Lang = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar programmes IN KR", "What India and South Korea make together."),
        ("karar programmes IN --lang hi", "All of India's, in Hindi."),
        ("karar programmes --categories", "India's categories of defence procurement."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
