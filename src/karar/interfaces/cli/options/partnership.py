"""``karar partnership``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show everything that two or more parties promised each other: by pillar and field, newest first.

    Of each promise is told how firm it is, what state its paper and its delivery are in and how good the evidence of
    that is, what is due, how long nothing was heard, and what sources dispute. Sums stand rung by rung and are never
    counted twice. Talks and visits stand apart.

    WHO is a code (IN, JP, EU), a name in English or Hindi, or a group: a bloc (asean, brics) or an initiative with
    members (quad, ipef, msp). All parties must take part. A promise is a group's where a page names the group in it, or
    where three or more of its members and nobody else take part; --members adds what two members promised each other.
    With an outsider beside it (IN asean) the group stands for its members. Membership is that of the promise's day.
    """

    who: Annotated[
        list[str] | None, typer.Argument(metavar="WHO...", help="Parties or groups.", show_default=False)
    ] = None
    members: Annotated[
        bool, typer.Option("--members", help="Also what single members of a group promised each other.")
    ] = False
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only what was told of on this day or later.")
    ] = None
    currency: Annotated[
        str | None,
        typer.Option("--currency", metavar="CODE", help="Add up sums in this currency, by their days' rates."),
    ] = None
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="As known at the end of this day."),
    ] = None
    as_json: shared.AsJson = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    ui_lang: shared.Lang = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar partnership IN JP", "Everything between India and Japan."),
        ("karar partnership भारत जापान --lang hi", "The same in Hindi."),
        ("karar partnership IN KR --since 2021 --json", "What was told since 2021, for another program."),
        ("karar partnership quad", "What the Quad promised as a group, and its members on that day."),
        ("karar partnership IN asean", "What India and members of ASEAN promised each other."),
        ("karar partnership IN EU --members --currency USD", "The European Union and its members, sums in dollars."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
