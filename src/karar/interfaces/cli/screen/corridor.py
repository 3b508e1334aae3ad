"""A corridor on a screen.

::

    Tamil Nadu Defence Industrial Corridor · tn-defence-corridor · IN-TN
    defence industrial corridor · Tamil Nadu Industrial Development Corporation (TIDCO) · announced 2018-02
    2023-04: 33.0 % realised, INR 3,894 crore of INR 11,794 crore

    Figures, each the total so far
    date     memoranda  potential          actual            realised  source
    2021-07         22  INR 4,800 crore    INR 2,252.28 crore  46.9 %  reply-2021-07
    2022-03         39  INR 11,103 crore   INR 2,217 crore     20.0 %  reply-2022-03
      ! actual is cumulative, yet falls from 2,252.28 (2021-07) to 2,217 (2022-03)
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from karar.interfaces.cli.screen.console import put
from karar.interfaces.cli.screen.table import ID_SHOWN
from karar.interfaces.cli.screen.words import Words
from karar.model.problems import Problem
from karar.tracking.corridor_links import CorridorLink
from karar.tracking.corridor_types import Corridor, Figures

_COLOURS = {"note": "dim", "doubt": "red", "loss": "bold red"}
_NUMBERS = ("memoranda", "potential", "actual", "share")


class CorridorView:
    """Prints corridors to a console in one language."""

    def __init__(self, console: Console, words: Words) -> None:
        self.console, self.words = console, words

    def show(self, corridor: Corridor, links: Sequence[CorridorLink] | None) -> None:
        """Print a corridor; ``links`` None: no ledger was asked."""
        self._head(corridor)
        self._figures(corridor)
        self._nodes(corridor)
        self._units(corridor)
        self._land(corridor)
        self._problems(corridor.problems)
        if links is not None:
            self._links(corridor, links)
        self._sources(corridor)

    def _head(self, corridor: Corridor) -> None:
        words = self.words
        title = Text(words.named(corridor.labels), "bold")
        title.append(f" · {corridor.id} · {corridor.state}", "not bold")
        self._put(title, 0)
        announced = words.say("corridor", "announced", corridor.announced)
        told = [words.named(corridor.kind_labels), words.named(corridor.operator), announced]
        self._put(Text(" · ".join(told), "dim"), 0)
        if corridor.as_of:
            self._put(Text(words.say("corridor", "of_day", corridor.as_of), "dim"), 0)
        latest = corridor.latest
        if latest is None:
            self._put(Text(words.get("corridor", "no_figures"), "bold"), 0)
        else:
            sums = (self._money(latest.actual, corridor), self._money(latest.potential, corridor))
            share = self._share(latest)
            self._put(Text(words.say("corridor", "realised", latest.date, share, *sums), "bold"), 0)

    def _figures(self, corridor: Corridor) -> None:
        if not corridor.figures:
            return
        self._title("figures")
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
        for name in ("date", *_NUMBERS, "source"):
            heading = self.words.get("corridor", name)
            table.add_column(heading, justify="right" if name in _NUMBERS else "left", no_wrap=name != "source")
        wrong = {
            (one.field or "").split(".")[1] for one in corridor.problems if (one.field or "").startswith("figures.")
        }
        for place, one in enumerate(corridor.figures):
            mark = "! " if str(place) in wrong else ""
            memoranda = "–" if one.memoranda is None else str(one.memoranda)
            sums = (self._money(one.potential, corridor), self._money(one.actual, corridor))
            style = "red" if mark else ""
            table.add_row(mark + one.date, memoranda, *sums, self._share(one), one.source, style=style)
        self.console.print(Padding(table, (0, 0, 0, 2), expand=False))

    def _nodes(self, corridor: Corridor) -> None:
        self._title("nodes")
        told = []
        for node in corridor.nodes:
            known = node.latitude is not None and node.longitude is not None
            at = f" ({node.latitude:.2f}° N, {node.longitude:.2f}° E)" if known else ""
            told.append(f"{self.words.named(node.names)}{at}")
        self._put(Text("; ".join(told)), 2)

    def _units(self, corridor: Corridor) -> None:
        if not corridor.units:
            return
        self._title("units")
        towns = {node.id: self.words.named(node.names) for node in corridor.nodes}
        for unit in corridor.units:
            partners = ", ".join(map(self.words.party, unit.partners))
            parts = [
                towns.get(unit.node, unit.node),
                unit.makes,
                self._money(unit.investment, corridor) if unit.investment else "",
                self.words.say("corridor", "since", unit.since) if unit.since else "",
                self.words.say("corridor", "partners", partners) if partners else "",
                unit.source,
            ]
            self._put(Text(self.words.named(unit.names), "bold").append(f" · {_joined(parts)}", "not bold"), 2)

    def _land(self, corridor: Corridor) -> None:
        if not corridor.land:
            return
        self._title("land")
        towns = {node.id: self.words.named(node.names) for node in corridor.nodes}
        for one in corridor.land:
            size = "–" if one.hectares is None else f"{one.hectares:,f}"
            told = self.words.say("corridor", "hectares", self.words.get("corridor", one.measure), size)
            where = towns.get(one.node, one.node) if one.node else ""
            self._put(Text(f"{one.date}  {_joined([told, where, one.source])}"), 2)

    def _problems(self, problems: Sequence[Problem]) -> None:
        if not problems:
            return
        self._title("problems")
        for one in problems:
            kind = self.words.get("corridor_problem", one.kind)
            severity = self.words.get("severity", one.severity)
            line = Text(f"! {kind}", _COLOURS[one.severity])
            line.append(f" ({severity}, {one.field}): {one.message}")
            self._put(line, 2)

    def _links(self, corridor: Corridor, links: Sequence[CorridorLink]) -> None:
        words = self.words
        self._title("links")
        if not links:
            self._put(Text(words.get("corridor", "no_links"), "dim"), 2)
        names = {f"unit:{unit.id}": words.named(unit.names) for unit in corridor.units}
        names |= {f"node:{node.id}": words.named(node.names) for node in corridor.nodes}
        for link in links:
            line = Text(f"{link.source.published or words.get('commitment', 'undated')}  ")
            line.append(", ".join(map(words.party, link.partners)), "bold")
            said = [f"unit:{unit}" for unit in link.units] + [f"node:{node}" for node in link.nodes]
            told = [words.get("corridor_how", link.how), *(names.get(one, one) for one in said)]
            line.append(f"  {_joined(told)}")
            self._put(line, 2)
            for claim in link.claims:
                act = f"{words.get('act', claim.act)}, {words.get('modality', claim.modality)}"
                self._put(Text(f"“{claim.quote}”"), 6)
                self._put(Text(f"{act} · {claim.id[:ID_SHOWN]}", "dim"), 6)
            where = " · ".join(f"{one.text} [{one.span.start}–{one.span.end}]" for one in link.evidence)
            self._put(Text(f"{where} · {link.source.uri}", "dim"), 6)

    def _sources(self, corridor: Corridor) -> None:
        self._title("sources")
        for name, note in corridor.sources.items():
            told = _joined([note.title, note.publisher, note.date])
            self._put(Text(f"{name}: {told}", "dim"), 2)
            if note.address:
                # An address that is broken over lines cannot be opened.
                self.console.print(Text(f"      {note.address}", "dim"), soft_wrap=True)

    def _money(self, value: str | None, corridor: Corridor) -> str:
        return (
            "–" if value is None else f"{corridor.currency} {self.words.number(value, corridor.currency, fixed=True)}"
        )

    def _share(self, figures: Figures) -> str:
        return "–" if figures.realised is None else f"{figures.realised * Decimal(100):.1f} %"

    def _title(self, name: str) -> None:
        self.console.print()
        self.console.print(Text(self.words.get("corridor", name), "bold underline"))

    def _put(self, text: Text, indent: int) -> None:
        put(self.console, text, indent)


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)
