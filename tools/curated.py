"""Read the curated lists under `resources/gazetteer/curated/` and write tables as the compiler reads them.

A curated cell holds surfaces separated by ``|``. Marks behind a surface: ``!`` only with this case, ``?`` also a
common word and so a name only with a cue beside it, ``~`` weak (ambiguous or loose).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GAZETTEER = ROOT / "resources" / "gazetteer"
CURATED = GAZETTEER / "curated"


@dataclass(frozen=True, slots=True)
class Surface:
    """One surface of a curated cell with what its marks say, as the tables' columns hold it."""

    text: str
    case: str = ""
    needs: str = ""
    flags: str = ""


def split_surfaces(cell: str) -> list[Surface]:
    """Return the surfaces of a cell.

    >>> split_surfaces("US!|माली?")
    [Surface(text='US', case='exact', needs='', flags=''), Surface(text='माली', case='', needs='cue', flags='')]
    """
    found = []
    for piece in filter(None, (piece.strip() for piece in cell.split("|"))):
        text = piece.rstrip("!?~")
        marks = piece[len(text) :]
        found.append(
            Surface(
                text, "exact" if "!" in marks else "", "cue" if "?" in marks else "", "weak" if "~" in marks else ""
            )
        )
    return found


def read_curated(name: str) -> list[dict[str, str]]:
    """Return the rows of a curated list by column; short rows are filled with empty cells."""
    rows: list[dict[str, str]] = []
    header: list[str] = []
    for line in (CURATED / name).read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise ValueError(f"{name}: {cells[0]} has {len(cells)} cells, the header {len(header)}")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return rows


def write_table(path: Path, head: Iterable[str], columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table: comment lines, the header, one line for each row."""
    lines = [f"# {line}" for line in head]
    lines.append("\t".join(columns))
    lines += ["\t".join(row.get(column, "") for column in columns) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
