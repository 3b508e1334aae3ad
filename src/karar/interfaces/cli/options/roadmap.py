"""``karar roadmap``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Show how far promises have come: the paper, the delivery and the evidence, kept apart.

    The paper is announced, signed, in force; or superseded, suspended, terminated. The delivery is not started, under
    way, in part, done; or lapsed (a term ran out in silence), withdrawn. Where nobody tells anything of it, that is
    said: no evidence is not the same as not delivered. The evidence is somebody's say, one party's official word, both
    parties', or independent.

    With the ID of a claim one commitment is told with every change: its day, the rule, the source and the claim or
    addition that says so. With parties all that they promised each other is listed, roadmaps and joint statements
    first, then the newest. What no page says is added with karar add.

    --score adds compliance as the G20 Research Group (-1, 0, +1; (s + 1) / 2 · 100) and the Open Government Partnership
    tell it, of those whose evidence allows.
    """

    asked: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID|PARTY...", help="One commitment, or who takes part.", show_default="all"),
    ] = None
    sector: Annotated[
        list[str] | None, typer.Option("--sector", metavar="NAME", help="Is about this field; may be repeated.")
    ] = None
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="NAME", help="Its paper or delivery is in this state; may be repeated."),
    ] = None
    score: Annotated[bool, typer.Option("--score", help="Also tell compliance.")] = False
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="List at most so many.")] = 50
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="As known at the end of this day; terms count to it."),
    ] = None
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else: one record, or of a list one a line.")
    ] = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    ui_lang: shared.Lang = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar roadmap IN JP", "All that India and Japan promised each other, and how far it has come."),
        ("karar roadmap 3skccbd6lp", "One paper, with every change and its evidence."),
        ("karar roadmap IN KR --state lapsed --lang hi", "What ran out in silence, in Hindi."),
        ("karar roadmap IN JP --score", "How much was kept, where the evidence allows an answer."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 141)
