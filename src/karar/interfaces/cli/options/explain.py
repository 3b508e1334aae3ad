"""``karar explain``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show what each step of the reader makes of a sentence or a page, down to the claims.

    The steps are the ones that read pages; each line names the characters of the original text that it is about.
    Nothing is kept.
    """

    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="The words.", show_default=False)] = None
    file: Annotated[
        Path | None, typer.Option("--file", "-f", metavar="FILE", help="A page, or - for standard input.")
    ] = None
    published: shared.Published = None
    language: Annotated[str | None, typer.Option("--language", metavar="CODE", help="The text's language.")] = None
    as_json: shared.AsJson = False

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ('karar explain "जापान अगले 10 सालों में भारत में 10 ट्रिलियन येन का निवेश करेगा।"', "One sentence."),
        ("karar explain --file page.txt --published 2025-08-29", "A whole page."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 3, 4, 141)
