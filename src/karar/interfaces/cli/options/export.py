"""``karar export``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


class Style(StrEnum):
    """How a citation is written."""

    APA = "apa"
    BIBTEX = "bibtex"


@dataclass(frozen=True)
class Options:
    """Write the whole ledger as JSON Lines in one fixed order, or commitments, claims, talks or projects in a format.

    Two ledgers that read the same pages give the same bytes, in whatever order the pages came. With --format the same
    ledger and day give the same bytes; --formats lists the formats, and the columns of the tables. What a format takes
    comes from the linked ledger: run karar link first. A party is a code (IN, JP, EU) or a name in English or Hindi; a
    filter that is given several times takes any of its values, but all parties must take part.

    --cite prints how to cite what would be written: with the day and the fingerprint (SHA-256) of the ledger's claims.
    """

    format: Annotated[
        str | None, typer.Option("--format", "-f", metavar="NAME", help="Write in this format.", show_default="ledger")
    ] = None
    formats: Annotated[bool, typer.Option("--formats", help="List the formats and columns.")] = False
    columns: Annotated[
        str | None, typer.Option("--columns", metavar="A,B,…", help="Columns of a table.", show_default="all")
    ] = None
    cite: Annotated[Style | None, typer.Option("--cite", metavar="STYLE", help="Print a citation: apa or bibtex.")] = (
        None
    )
    party: Annotated[
        list[str] | None, typer.Option("--party", "-p", metavar="CODE|NAME", help="Takes part; may be repeated.")
    ] = None
    sector: Annotated[
        list[str] | None, typer.Option("--sector", metavar="NAME", help="Is about this field; may be repeated.")
    ] = None
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Published on this day or later.")] = None
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Published on this day or earlier.")] = None
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="What the ledger knew at the end of this day (or at this time)."),
    ] = None
    judgements: Annotated[
        bool,
        typer.Option(
            "--judgements", help="Write what people decided instead: pairs and fields of claims, each with its label."
        ),
    ] = False
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here.", show_default="standard output")
    ] = None
    min_confidence: shared.MinConfidence = 0.0
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar export -o ledger.jsonl", "A copy to keep or to hand on."),
        ("karar export | sha256sum", "The ledger's fingerprint."),
        ("karar export --format csv --party IN --party JP -o in-jp.csv", "What India and Japan promised, as a table."),
        ("karar export --format iati --sector health -o health.xml", "Promised money for health as IATI 2.03."),
        ("karar export --cite apa --as-of 2025-09-01", "How to cite the ledger as known on that day."),
        ("karar export --judgements -o labels.jsonl", "Labelled pairs, to measure or to train with."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 3, 4, 5, 141)
