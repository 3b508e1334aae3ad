"""``karar projects``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show what is built by promise: ports, railways, plants, refineries, and how far each is.

    Each with its operators, its fields, where it lies, its stage (proposed, agreed, funded, under way, completed,
    suspended) with the events that say so, sums and cost, what is due, and what sources disagree on. A project is put
    together from the commitments that name it, in Hindi or English, and from what people added under its key.

    PARTY is a code (IN, JP, EU) or a name in English or Hindi; all that are named must have promised something of it.

    --geojson gives a map. A point may stand for a site, a city or a whole state; its ``exactness`` says which.
    """

    party: Annotated[list[str] | None, typer.Argument(metavar="PARTY...", help="Who promised.", show_default="all")] = (
        None
    )
    sector: Annotated[
        list[str] | None, typer.Option("--sector", metavar="NAME", help="Is about this field; may be repeated.")
    ] = None
    stage: Annotated[
        list[str] | None,
        typer.Option("--stage", metavar="NAME", help="proposed, agreed, funded, under-way …; may be repeated."),
    ] = None
    contested: Annotated[bool, typer.Option("--contested", help="Only where sources disagree.")] = False
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="As known at the end of this day; what is late counts from it."),
    ] = None
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines, one project each, and nothing else.")] = (
        False
    )
    as_geojson: Annotated[
        bool, typer.Option("--geojson", help="Print the projects as GeoJSON (RFC 7946) and nothing else.")
    ] = False
    ui_lang: shared.Lang = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar projects IN JP", "What India and Japan build together."),
        ("karar projects --stage suspended --contested --lang hi", "What stands still, and who says otherwise."),
        ("karar projects IN --geojson > projects.geojson", "For a map."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
