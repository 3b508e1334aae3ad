"""Options that several verbs share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_LEDGER = Path("karar.db")


class UiLang(StrEnum):
    """The language of what is shown; what a source says stays as it is."""

    EN = "en"
    HI = "hi"


LedgerFile = Annotated[
    Path,
    typer.Option("--ledger", envvar="KARAR_LEDGER", metavar="FILE", help="The ledger's file."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]
AsClaims = Annotated[bool, typer.Option("--json", help="Print claims as JSON Lines and nothing else.")]
AsTable = Annotated[bool, typer.Option("--table", help="Print a table of the claims.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        max=256,
        metavar="N",
        help="How many processes read at the same time.",
        show_default="one for each core, or one for a few pages",
    ),
]
MinConfidence = Annotated[
    float,
    typer.Option(
        "--min-confidence",
        min=0.0,
        max=1.0,
        metavar="X",
        help="Leave out claims that are less sure (0–1), and say how many.",
    ),
]
ShowIn = Annotated[
    UiLang | None,
    typer.Option("--ui-lang", help="Language of the table's own words and names.", show_default="by LANG"),
]
Lang = Annotated[
    UiLang | None,
    typer.Option("--ui-lang", "--lang", help="Language of what is shown but quotes.", show_default="by LANG"),
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="The day of publication, YYYY-MM-DD.")
]
