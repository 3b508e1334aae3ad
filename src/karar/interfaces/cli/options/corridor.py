"""``karar corridor``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show corridors: nodes, units, land, memoranda, potential and actual investment by date, and the realised share.

    ID is a corridor or its state's code; without one all are shown. Figures stand as their sources told them; what is
    wrong with them (a cumulative figure that falls, more invested than potential, a day that is none) is a problem
    shown beside them. A memorandum is not an investment.

    Units that people added to a ledger (karar add unit corridor:ID NAME --place NODE) stand among the others.

    Below stands which pages of the ledger speak of the corridor beside a foreign state, with the words that say so.
    Without a ledger the figures are shown all the same. With --as-of both are as known on that day: what sources had
    told by then, and what the ledger held.
    """

    id: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A corridor's id, or its state's ISO 3166-2 code.", show_default="all"),
    ] = None
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="As known on a day: 2023-04-30, 2023-04 or 2023."),
    ] = None
    ledger: Annotated[
        Path | None,
        typer.Option(
            "--ledger",
            envvar="KARAR_LEDGER",
            metavar="FILE",
            help="The ledger's file.",
            show_default="karar.db, where it is",
        ),
    ] = None
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else: one record, or for all a record a line.")
    ] = False
    as_geojson: Annotated[
        bool, typer.Option("--geojson", help="Print the nodes as GeoJSON (RFC 7946) and nothing else.")
    ] = False
    ui_lang: shared.Lang = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar corridor", "All corridors."),
        ("karar corridor IN-TN --as-of 2022-03", "What was known of one at the end of March 2022."),
        ("karar corridor up-defence-corridor --lang hi", "In Hindi."),
        ("karar corridor --geojson > nodes.geojson", "The nodes for a map."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
