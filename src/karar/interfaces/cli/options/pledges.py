"""``karar pledges``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


class By(StrEnum):
    """What one entry of the list is."""

    COMMITMENT = "commitment"
    PILLAR = "pillar"
    PAIR = "pair"
    YEAR = "year"


@dataclass(frozen=True)
class Options:
    """Show the money that was promised, on its way from target to pledge, signature, allocation and delivery.

    Each rung of that ladder stands for itself; rungs are never added together and no sum is counted twice. A sum stands
    in the currency of the promise first. Of a pledge that is spread over years its yearly sum is told, the pledge that
    it follows, and its pace: (delivered ÷ pledged) ÷ (elapsed ÷ term), with what is still needed a year. Where nobody
    tells of a delivery there is no pace: no evidence is not "nothing delivered".

    With --currency each sum is told in that currency as well, at the ECB's rate of the day of its announcement, or of
    --rate-day for all. With --constant and --deflator the sums are told in the prices of one year: FILE has the columns
    currency, year, index. What cannot be converted is named, never guessed.

    PARTY is a code (IN, JP, EU) or a name in English or Hindi; all that are named must take part.
    """

    parties: Annotated[
        list[str] | None, typer.Argument(metavar="PARTY...", help="Who takes part.", show_default="all")
    ] = None
    by: Annotated[By, typer.Option("--by", help="One entry for each commitment, pillar, pair or year.")] = By.COMMITMENT
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="CODE", help="Tell sums in this currency as well.")
    ] = None
    rate_day: Annotated[
        str | None,
        typer.Option("--rate-day", metavar="DAY", help="Convert all sums at the rates of this day."),
    ] = None
    constant: Annotated[
        str | None, typer.Option("--constant", metavar="YEAR", help="Tell sums in the prices of this year.")
    ] = None
    deflator: Annotated[
        Path | None, typer.Option("--deflator", metavar="FILE", help="Price indices for --constant, as CSV.")
    ] = None
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Announced on this day or later; or in this year.")
    ] = None
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="As known at the end of this day; paces are of it."),
    ] = None
    as_json: shared.AsJson = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    ui_lang: shared.Lang = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar pledges IN JP", "What India and Japan promised each other in money, and how it gets on."),
        ("karar pledges IN JP --currency INR", "Each sum in rupees as well, by the rate of its day."),
        ("karar pledges IN --by year --currency USD", "By year, in dollars of the day."),
        ("karar pledges IN JP --by pillar --lang hi", "By pillar, in Hindi."),
        ("karar pledges JP --currency USD --constant 2020 --deflator usd.csv", "In dollars of 2020."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 3, 4, 5, 141)
