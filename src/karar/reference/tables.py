"""Read the tables of `resources/`: TSV with `#` comment lines, a header, and surfaces separated by `|`.

Columns: ``value`` (canonical code), ``surfaces``, optional ``inflect`` (a paradigm's name) and ``lang``; every other
column becomes an attribute of the entry. A row without surfaces, an unknown paradigm or a row of the wrong width is
an error with file and line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from karar.errors import ResourceError


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, surfaces not yet inflected."""

    value: str
    surfaces: tuple[str, ...]
    inflect: str
    lang: str
    attrs: Mapping[str, str]
    where: str


def read_toml(path: Path) -> dict[str, Any]:
    """Return the parsed TOML file; a `ResourceError` with file and line where it is broken."""
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"The file cannot be read: {error}", where=str(path)) from error


def read_table(path: Path, *, lang: str = "*") -> Iterator[Row]:
    """Yield the rows of the table at ``path``; ``lang`` stands where a row names none."""
    header: list[str] | None = None
    if not path.is_file():
        raise ResourceError("The table is listed but not there", where=f"{path.parent.name}/{path.name}")
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            where = f"{path.parent.name}/{path.name}:{number}"
            if not line.strip() or line.startswith("#"):
                continue
            cells = [cell.strip() for cell in line.rstrip("\n").split("\t")]
            if header is None:
                header = cells
                if not {"value", "surfaces"} <= set(header):
                    raise ResourceError("The header needs the columns value and surfaces", where=where)
                continue
            if len(cells) > len(header):
                raise ResourceError(f"The row has {len(cells)} cells, the header {len(header)}", where=where)
            record = dict(zip(header, cells, strict=False))
            yield _row(record, lang, where)


def _row(record: dict[str, str], lang: str, where: str) -> Row:
    value = record.pop("value")
    surfaces = tuple(surface.strip() for surface in record.pop("surfaces").split("|") if surface.strip())
    if not value or not surfaces:
        raise ResourceError("A row needs a value and at least one surface", where=where)
    inflect = record.pop("inflect", "")
    row_lang = record.pop("lang", "") or lang
    return Row(value, surfaces, inflect, row_lang, {key: cell for key, cell in record.items() if cell}, where)
