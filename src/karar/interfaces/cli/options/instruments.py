"""``karar instruments``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show the register of instruments: memoranda, agreements, joint statements, contracts, loans …

    Each with its type, its title in each language that a page or a person gives, the parties, the offices and persons
    that signed, day and place, fields, state, what it supersedes, and its reports. Nothing is filled in: where pages
    are silent a column stays empty. What no page says is added with karar add (event, place, and the facts title, type,
    field, parties, office, person, organisation), also for papers that no page tells of: instrument:KEY.

    PARTY is a code (IN, JP, EU) or a name in English or Hindi; all that are named must take part.
    """

    party: Annotated[list[str] | None, typer.Argument(metavar="PARTY...", help="Between whom.", show_default="all")] = (
        None
    )
    kind: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="NAME", help="memorandum, agreement, roadmap …; may be repeated."),
    ] = None
    sector: Annotated[
        list[str] | None, typer.Option("--sector", metavar="NAME", help="Is about this field; may be repeated.")
    ] = None
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="NAME", help="announced, signed, in-force …; may be repeated."),
    ] = None
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="List at most so many.")] = 50
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As known at the end of this day.")] = (
        None
    )
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON Lines, one instrument each, and nothing else.")
    ] = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    ui_lang: shared.Lang = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar instruments IN JP", "The papers between India and Japan, those signed last first."),
        ("karar instruments IN --type memorandum --sector critical-minerals", "Memoranda on minerals."),
        ("karar instruments --state suspended --lang hi", "What is suspended, in Hindi."),
        (
            'karar add fact 3skccbd6lp title "Memorandum on Minerals" --language en --source "Embassy notice"',
            "A title that no page of the ledger gives.",
        ),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
