"""``karar dialogues``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show the standing talks between states: 2+2, security advisers, annual summits, ministers, working groups.

    Each with its level, how often it is held, the rounds with day, place, people and what came of them, and when the
    next is due: by a plan that a page tells of, else by the rhythm. A rhythm is what the words say ("annual"), else
    what three and more rounds show. Where it cannot be told that is said.

    PARTY is a code (IN, JP, EU) or a name in English or Hindi; all that are named must sit at the table. With
    --standing talks are left out that were told of once and whose name does not say that they are held again.

    --ical writes a calendar (RFC 5545): rounds as whole days, and the next one due as tentative.
    """

    party: Annotated[
        list[str] | None, typer.Argument(metavar="PARTY...", help="Who sits at the table.", show_default="all")
    ] = None
    level: Annotated[
        list[str] | None,
        typer.Option("--level", metavar="NAME", help="leaders, ministers, officials …; may be repeated."),
    ] = None
    standing: Annotated[bool, typer.Option("--standing", help="Only talks that are held again and again.")] = False
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="As known at the end of this day; what is due counts from it."),
    ] = None
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines, one dialogue each, and nothing else.")] = (
        False
    )
    ical: Annotated[
        Path | None, typer.Option("--ical", metavar="FILE", help="Write a calendar; - for standard output.")
    ] = None
    ui_lang: shared.Lang = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar dialogues IN JP", "India's and Japan's standing talks, and when each is due."),
        ("karar dialogues IN --level ministers --lang hi", "Ministers' talks of India, in Hindi."),
        ("karar dialogues IN JP --ical in-jp.ics", "For a calendar."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
