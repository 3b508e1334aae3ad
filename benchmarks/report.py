"""Tables: on the screen, as Markdown, as JSON Lines."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.timing import Rounds, Spread

SECTION = re.compile(r"^## (\w+)\n(?:.*\n)*?(?=## |\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, for other programs.

    Attributes:
        on: the texts, pages or number of pages that it was measured on.
        what: whose figure it is.
        measure: ``cpu``, ``wall``, ``memory``, ``exponent`` or ``speed-up``.
        unit: of the value.
        ratio: the value over that of ``beside``, taken round by round in the same run.
    """

    on: str
    what: str
    measure: str
    unit: str
    value: Spread
    beside: str = ""
    ratio: Spread | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what it shows in a sentence or two, its columns, its rows, and the figures behind them."""

    title: str
    told: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()


def show_number(value: float) -> str:
    """Return a number with three figures.

    >>> [show_number(value) for value in (0.012345, 3.14159, 42.42, 1234.5)]
    ['0.0123', '3.14', '42.4', '1234']
    """
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3g}"


def show_spread(spread: Spread) -> str:
    """Return a median with the least and the greatest value behind it.

    >>> show_spread(Spread(2.0, 1.0, 3.0, 3))
    '2.00 (1.00–3.00)'
    """
    if spread.n == 1:
        return show_number(spread.median)
    return f"{show_number(spread.median)} ({show_number(spread.low)}–{show_number(spread.high)})"


def compare(title: str, told: str, item: str, sets: Mapping[str, Rounds], notes: Sequence[str] = ()) -> Table:
    """Return the table of contenders that did the same work on some sets; the first of each set is compared with."""
    rows, figures = [], []
    for on, rounds in sets.items():
        for name in rounds.samples:
            cpu, wall, ratio = rounds.cpu(name).times(1e3), rounds.wall(name).times(1e3), rounds.ratio(name)
            first = name == rounds.subject
            per_kb = f"{cpu.median * rounds.items / (rounds.size / 1e3):.3g}" if rounds.size else "–"
            rows.append(
                (
                    on if first else "",
                    name,
                    show_spread(cpu),
                    show_number(1e3 / cpu.median),
                    per_kb,
                    "1" if first else show_spread(ratio),
                    show_number(wall.median),
                    str(rounds.found.get(name, "–")),
                )
            )
            figures.append(Figure(on, name, "cpu", f"ms/{item}", cpu, rounds.subject, ratio))
            figures.append(Figure(on, name, "wall", f"ms/{item}", wall))
    head = ("set", "what", f"CPU ms/{item}", f"{item}s/s", "ms/kB", "× first", "wall ms", "found")
    told_of = [column for column in range(len(head)) if any(row[column] != "–" for row in rows)]
    cells = [tuple(line[column] for column in told_of) for line in (head, *rows)]
    return Table(title, told, cells[0], tuple(cells[1:]), tuple(figures), tuple(notes))


# --- on the screen --------------------------------------------------------------


def draw(table: Table) -> str:
    """Return a table in columns for a terminal."""
    lines = [table.head, *table.rows]
    widths = [max(measure_width(line[column]) for line in lines) for column in range(len(table.head))]
    drawn = ["  ".join(pad(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([table.title, *drawn, *(f"  {note}" for note in table.notes)])


def measure_width(text: str) -> int:
    """Return how many columns a text takes on a terminal: marks that stand on a letter take none."""
    return sum(unicodedata.category(char) not in ("Mn", "Me") for char in text)


def pad(text: str, width: int) -> str:
    """Fill a cell with spaces."""
    return text + " " * (width - measure_width(text))


# --- for others -----------------------------------------------------------------


def to_records(section: str, tables: Iterable[Table], about: Mapping[str, str]) -> list[str]:
    """Return the figures as lines of JSON, each with what there is to know of the run."""
    figures = [(table, figure) for table in tables for figure in table.figures]
    return [
        json.dumps({"section": section, "table": table.title, **asdict(figure), **about}, ensure_ascii=False)
        for table, figure in figures
    ]


def to_markdown(section: str, tables: Iterable[Table], about: Mapping[str, str]) -> str:
    """Return a section of the page of results."""
    lines = [f"## {section}", "", f"{about['date']}, commit {about['commit']}, load {about['load']} at the start."]
    for table in tables:
        rows = [table.head, tuple("---" for _ in table.head), *table.rows]
        lines += ["", f"**{table.title}.** {table.told}", ""]
        lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
        lines += [line for note in table.notes for line in ("", note)]
    return "\n".join([*lines, "", ""])


def merge_results(path: Path, written: Mapping[str, str], order: Sequence[str], about: Mapping[str, str]) -> None:
    """Put the sections into the page of results; those that were not measured now stay as they are."""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    sections = {match[1]: match[0] for match in SECTION.finditer(before)} | dict(written)
    head = (
        "# Results\n\nWritten by `python3 go.py bench`; how each figure is made stands in [README.md](README.md).\n\n"
        f"- {about['machine']}\n- Python {about['python']}\n- {about['packages']}\n\n"
    )
    path.write_text(head + "".join(sections[name] for name in order if name in sections).rstrip() + "\n", "utf-8")
