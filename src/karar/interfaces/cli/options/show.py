"""``karar show``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """List the claims in the ledger that meet all of the filters, or show one commitment.

    With an ID the commitment is shown that this claim belongs to: the reports of one promise side by side, competing
    values with the one that stands first and the rule that put it there, and how the promise came along. --commitments
    lists the commitments that the claims belong to, --totals adds up their sums, none of them twice, and each step of
    the way (pledged, signed, delivered …) for itself.

    A filter that is given several times takes any of its values; several parties must all take part. A party is a code
    (IN, JP, EU) or a name in English or Hindi.

    On a terminal a table is shown, elsewhere JSON Lines; --table, --json and --csv say otherwise. One commitment is
    told in words, unless --json says otherwise.
    """

    id: Annotated[
        str | None, typer.Argument(metavar="ID", help="A commitment, or any claim of it.", show_default=False)
    ] = None
    why: Annotated[bool, typer.Option("--why", help="Also say why these reports are one promise.")] = False
    commitments: Annotated[bool, typer.Option("--commitments", help="List commitments, not claims.")] = False
    totals: Annotated[bool, typer.Option("--totals", help="Add up the commitments' sums, step by step.")] = False
    into: Annotated[
        str | None,
        typer.Option("--into", metavar="CODE", help="Totals in this currency, by the rates of their days."),
    ] = None
    party: Annotated[
        list[str] | None, typer.Option("--party", "-p", metavar="CODE|NAME", help="Takes part; may be repeated.")
    ] = None
    sector: Annotated[
        list[str] | None, typer.Option("--sector", metavar="NAME", help="Is about this field; may be repeated.")
    ] = None
    act: Annotated[
        list[str] | None, typer.Option("--act", metavar="NAME", help="sign, agree, pledge …; may be repeated.")
    ] = None
    modality: Annotated[
        list[str] | None,
        typer.Option("--modality", metavar="NAME", help="done, decided, planned …; may be repeated."),
    ] = None
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Published on this day or later.")] = None
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Published on this day or earlier.")] = None
    amount_min: Annotated[
        str | None, typer.Option("--amount-min", metavar="N", help="States a sum of at least this, in base units.")
    ] = None
    amount_max: Annotated[
        str | None, typer.Option("--amount-max", metavar="N", help="States a sum of at most this.")
    ] = None
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="CODE", help="States a sum in this currency (JPY, INR …).")
    ] = None
    min_confidence: shared.MinConfidence = 0.0
    language: Annotated[str | None, typer.Option("--language", metavar="CODE", help="The page's language.")] = None
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Who published it.")] = None
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="What the ledger knew at the end of this day (or at this time)."),
    ] = None
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many.")] = None
    as_table: shared.AsTable = False
    as_json: shared.AsClaims = False
    as_csv: Annotated[bool, typer.Option("--csv", help="Print comma-separated values, one claim a line.")] = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    ui_lang: shared.ShowIn = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar show --party IN --party जापान", "All between India and Japan."),
        ("karar show --act pledge --currency JPY --amount-min 1e12", "Pledges of a trillion yen and more."),
        ("karar show --from 2025-08-01 --sector space --csv > space.csv", "For a spreadsheet."),
        ("karar show --as-of 2025-09-01 --json", "What the ledger knew at the end of that day."),
        (
            "karar show rqa3ubxy55 --why",
            "One commitment: what its reports dispute, and why they are one.",
        ),
        ("karar show --commitments --party IN --party JP", "What India and Japan promised each other, each once."),
        ("karar show --party JP --totals --into USD", "How much, step by step, in dollars of the day."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
