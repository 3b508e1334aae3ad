"""``karar import``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Add what stands in a table: one addition a row, as karar add takes it down.

    The first line names the columns; kind, subject and source are needed, and what is said of it: kind, subject, what,
    track, day, until, value, unit, qualifier, funds, party, parties, lang, place, code, latitude, longitude, note,
    takes_back, source, publisher, published, quote, standing, why, who. A column that nobody knows is refused, so that
    none is lost to a slip.

    Every row is reported: new, known already, or refused with the reason, and what is wrong with what was kept. One
    refused row does not stop the others. A table may be imported again, whole or after a run that was stopped: what is
    in the ledger is not added twice.
    """

    file: Annotated[str, typer.Argument(metavar="FILE", help="The table, in UTF-8; - for standard input.")]
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report every row, and keep nothing.")] = False
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why, where a row does not say.")] = ""
    by: Annotated[
        str | None,
        typer.Option(
            "--by", envvar="KARAR_BY", metavar="NAME", help="Who adds them.", show_default="your name on this machine"
        ),
    ] = None
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Report only rows with something wrong, and no summary.")
    ] = False
    as_json: Annotated[bool, typer.Option("--json", help="Report each row as a line of JSON and nothing else.")] = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar import milestones.csv --dry-run", "What each row would do."),
        ("karar import milestones.csv --by 'the Japan desk'", "Keep them."),
        ("karar import - --json < meetings.csv", "From another program."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 3, 5, 141)
