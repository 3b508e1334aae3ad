"""``karar judge``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


class Kind(StrEnum):
    """What may be decided."""

    LINK = "link"
    SPLIT = "split"
    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"


@dataclass(frozen=True)
class Options:
    """Decide about claims: what you decide outranks every score, and is kept with your name, the time and the reason.

    link: these claims speak of one promise. split: each of them speaks of another. accept: a claim, or one field of it,
    says what the page says. correct: the page says VALUE in that field. reject: the page says no such thing.

    Nothing is overwritten. Of two decisions that contradict each other the later one holds, whoever made it; both are
    listed. When a page is read anew a decision goes with the words that it was about; where these are no longer read,
    it is listed as stale and counts for nothing.
    """

    kind: Annotated[Kind | None, typer.Argument(metavar="KIND", help="link, split, accept, correct or reject.")] = None
    claims: Annotated[
        list[str] | None, typer.Argument(metavar="CLAIM", help="Ids of claims; the first characters will do.")
    ] = None
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason, for those who ask later.")] = (
        None
    )
    by: Annotated[
        str | None,
        typer.Option(
            "--by", envvar="KARAR_BY", metavar="NAME", help="Who decides.", show_default="your name on this machine"
        ),
    ] = None
    field: Annotated[
        str | None, typer.Option("--field", metavar="NAME", help="The field: giver, when, amounts.0 …")
    ] = None
    value: Annotated[
        str | None,
        typer.Option("--value", metavar="VALUE", help='A word, "INR 6e12" for a sum, JSON, or null for none.'),
    ] = None
    listing: Annotated[bool, typer.Option("--list", help="List what was decided.")] = False
    stale: Annotated[bool, typer.Option("--stale", help="List what is about words that are no longer read.")] = False
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="List what was decided by the end of this day.")
    ] = None
    as_json: Annotated[bool, typer.Option("--json", help="Print decisions as JSON Lines and nothing else.")] = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ('karar judge link rqa3ubxy55 7ab3kq --why "both tell of the summit\'s loan"', "These are one promise."),
        (
            'karar judge correct rqa3ubxy55 --field amounts.0 --value "INR 6e12" --why "a zero is missing"',
            "The page says another sum.",
        ),
        ('karar judge reject 7ab3kq --why "an anniversary, no promise"', "This is no claim."),
        ("karar judge --list --stale", "What has to be decided again."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 5, 141)
