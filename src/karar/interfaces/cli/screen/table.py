"""Claims on a screen: a headed list in which each claim takes three lines, from 60 columns up.

::

    published   who → for whom      act, how firm       sum
    2025-08-29  Japan → India       pledges, planned    JPY 10 tn
                “जापान अगले 10 सालों में भारत में 10 ट्रिलियन येन का निवेश करेगा”
                finance · for 10 years · a.txt · 4kq2xw7abc · 0.93

The lines are laid out one claim at a time, so a long list starts at once. Widths are terminal cells: a vowel sign
over a Devanagari letter takes none.
"""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from karar.interfaces.cli.screen.words import Words
from karar.model.claims import Claim

DAY = 10
GAP = 2
ID_SHOWN = 10
"""How much of an id is shown; `karar source` takes as much."""

FIRMNESS = {
    "done": Style(color="green", bold=True),
    "decided": Style(color="green"),
    "planned": Style(color="cyan"),
    "proposed": Style(color="yellow"),
    "possible": Style(color="magenta"),
    "denied": Style(color="red"),
}


class ClaimTable:
    """Prints claims to a console, the heading before the first."""

    def __init__(self, console: Console, words: Words) -> None:
        self.console, self.words = console, words
        rest = max(console.width, 60) - DAY - 3 * GAP
        self.widths = (DAY, rest * 2 // 5, rest * 3 // 10, rest - rest * 2 // 5 - rest * 3 // 10)
        self.count = 0

    def add(self, claim: Claim) -> None:
        """Print one claim."""
        if not self.count:
            heading = [self.words.get("heading", name) for name in ("published", "parties", "act", "amount")]
            self._line([Text(text, style="bold") for text in heading])
        self.count += 1
        words = self.words
        act = Text(f"{words.get('act', claim.act)}, ")
        act.append(words.get("modality", claim.modality), FIRMNESS[claim.modality])
        self._line(
            [
                Text(claim.source.published or words.get("phrase", "undated")),
                Text(words.parties(claim), style="bold"),
                act,
                Text("\n".join(words.amounts(claim))),
            ]
        )
        self._below(Text(f"“{start_of(claim.quote.text, 2 * (self.console.width - DAY - GAP) - 4)}”"))
        self._below(Text(" · ".join(self.details(claim)), style="dim"))

    def details(self, claim: Claim) -> list[str]:
        """Return what stands in a claim's last line: sectors, instrument, days, place, source, id, confidence."""
        words = self.words
        instrument = words.get("instrument", claim.instrument.type)
        if claim.instrument.title:
            instrument = f"{instrument} “{claim.instrument.title}”"
        return [
            text
            for text in (
                ", ".join(map(words.sector, claim.sectors)),
                instrument,
                *words.days(claim),
                ", ".join(place.name for place in claim.places),
                ", ".join(claim.initiatives),
                claim.source.publisher or "",
                claim.source.uri,
                claim.id[:ID_SHOWN],
                f"{claim.confidence:.2f}",
                ", ".join(problem.kind for problem in claim.problems),
            )
            if text
        ]

    def _line(self, cells: list[Text]) -> None:
        grid = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
        for number, width in enumerate(self.widths):
            grid.add_column(width=width, overflow="fold", no_wrap=number == 0)
        grid.add_row(*cells)
        self.console.print(grid)

    def _below(self, text: Text) -> None:
        text.overflow = "fold"
        self.console.print(Padding(text, (0, 0, 0, DAY + GAP)))


def start_of(text: str, width: int) -> str:
    """Return the first words of a text that fit ``width`` cells, on one line.

    >>> start_of("one  two three", 9)
    'one two …'
    """
    line = Text(" ".join(text.split()))
    if line.cell_len <= width:
        return line.plain
    line.truncate(width - 1)
    head = line.plain
    cut = head.rfind(" ")
    return f"{head[:cut] if cut > 0 else head.rstrip()} …"
