"""Corridors and zones: heads and rows of `resources/corridors/`, and the names by which pages speak of them.

Rows are kept as they were written, each with its file and line: what is wrong with a figure is for
`karar.tracking.corridors` to say, beside the figure. Here only a file that breaks its form is an error.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from karar.errors import ResourceError
from karar.reference.compile import Lexicon, add_cues, add_row, all_paradigms, need
from karar.reference.load import Reference
from karar.reference.loading import FOLDER, lexicon_of, load_compiled
from karar.reference.tables import Row, read_table, read_toml

FORMAT = 1
COMPILED = FOLDER / "corridors.msgpack"

TABLES: Mapping[str, tuple[str, ...]] = {
    "nodes": ("id", "en", "hi", "code", "latitude", "longitude", "place"),
    "figures": ("date", "memoranda", "potential", "actual", "source"),
    "land": ("date", "node", "measure", "hectares", "source"),
    "units": ("id", "en", "hi", "node", "makes", "investment", "since", "partners", "source"),
}
"""The tables of a corridor and their columns."""

WHERE = "where"
"""The key of a row that names its file and line."""


class SourceNote(msgspec.Struct, frozen=True):
    """Where figures are from: a reply in a parliament, a report, a page that tells of one."""

    title: str
    publisher: str
    date: str
    address: str | None = None


class CorridorRows(msgspec.Struct, frozen=True):
    """One corridor as its files have it.

    Attributes:
        id: the folder's name.
        labels: its name by language.
        kind: a kind of `kinds.toml`; ``kind_labels`` is what that is called.
        country: ISO 3166-1 alpha-2.
        state: ISO 3166-2.
        operator: who develops it, by language.
        announced: day, month or year.
        sectors: the fields in which a promise counts for its nodes and units.
        currency: ISO 4217, of all sums.
        scale: what one unit of the sums in the rows is in base units (a crore: 10000000).
        source_ids: where the head's facts are from.
        sources: what the ids of its head and rows stand for.
        nodes: rows of `nodes.csv`, as written; so are figures, land and units.
    """

    id: str
    labels: dict[str, str]
    kind: str
    kind_labels: dict[str, str]
    country: str
    state: str
    operator: dict[str, str]
    announced: str
    sectors: tuple[str, ...]
    currency: str
    scale: int
    source_ids: tuple[str, ...]
    sources: dict[str, SourceNote]
    nodes: tuple[dict[str, str], ...]
    figures: tuple[dict[str, str], ...]
    land: tuple[dict[str, str], ...]
    units: tuple[dict[str, str], ...]


class CorridorTables(msgspec.Struct, frozen=True):
    """All corridors, and their names as a lexicon of their own.

    The kinds of its entries are ``corridor`` (a corridor's own name), ``kind`` (any corridor of a kind), ``state``,
    ``node`` and ``unit``; the value of the last two is ``corridor/id``.
    """

    corridors: tuple[CorridorRows, ...]
    names: Reference


def compile_corridors(root: Path) -> dict[str, Any]:
    """Return the record of the corridors under the resources folder ``root`` that `load_corridors` takes.

    Raises:
        ResourceError: a key or a column is missing, a source or a kind is not listed.
    """
    folder, lexicon = root / "corridors", Lexicon()
    paradigms = all_paradigms(root)
    kinds = read_toml(folder / "kinds.toml")
    sources = read_toml(folder / "sources.toml")
    for name, body in kinds.items():
        where = "corridors/kinds.toml"
        add_cues(need(body, "cues", where), Row(name, (), "", "", {}, where), "kind", lexicon, paradigms)
    found = []
    for path in sorted(folder.glob("*/corridor.toml")):
        head = read_toml(path)
        where = f"corridors/{path.parent.name}/{path.name}"
        cues = need(head, "cues", where)
        rows = read_rows(path.parent, head, kinds, sources)
        add_cues(cues, Row(rows.id, (), "", "", {}, where), "corridor", lexicon, paradigms)
        _add_places(lexicon, rows)
        found.append(msgspec.to_builtins(rows))
    states = {rows["state"] for rows in found}
    for row in read_table(root / "gazetteer" / "regions.tsv"):
        if row.value in states:
            add_row(lexicon, "state", row, paradigms)
    return {"format": FORMAT, "entries": lexicon.rows, "surfaces": lexicon.surfaces, "corridors": found}


def read_rows(
    folder: Path, head: dict[str, Any], kinds: Mapping[str, Any], sources: Mapping[str, Mapping[str, str]]
) -> CorridorRows:
    """Read one corridor's tables and put them under its parsed head.

    Raises:
        ResourceError: a key or a column is missing, a source or a kind is not listed.
    """
    where = f"corridors/{folder.name}/corridor.toml"
    name, kind, ids = (need(head, key, where) for key in ("id", "kind", "sources"))
    if name != folder.name:
        raise ResourceError(f"The id {name} is not the folder's name", where=where)
    if kind not in kinds:
        raise ResourceError(f"There is no kind {kind}", where=where, hint="List it in corridors/kinds.toml.")
    money = need(head, "figures", where)
    tables: dict[str, Any] = {table: _read_csv(folder / f"{table}.csv", columns) for table, columns in TABLES.items()}
    used = {row["source"]: row[WHERE] for rows in tables.values() for row in rows if "source" in row}
    used |= dict.fromkeys(ids, where)
    for source, place in used.items():
        if source not in sources:
            raise ResourceError(
                f"There is no source {source!r}", where=place, hint="List it in corridors/sources.toml."
            )
    simple: dict[str, Any] = {
        key: need(head, key, where) for key in ("labels", "country", "state", "operator", "announced")
    }
    try:
        return CorridorRows(
            id=name,
            kind=kind,
            kind_labels=kinds[kind]["labels"],
            sectors=tuple(kinds[kind]["sectors"]),
            currency=need(money, "currency", where),
            scale=int(need(money, "scale", where)),
            source_ids=tuple(ids),
            sources={source: SourceNote(**sources[source]) for source in sorted(used)},
            **simple,
            **tables,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ResourceError(f"The head, its kind or a source breaks its form: {error}", where=where) from error


def _read_csv(path: Path, columns: Sequence[str]) -> tuple[dict[str, str], ...]:
    """Return the rows of a comma-separated table, each with its file and line."""
    name = f"corridors/{path.parent.name}/{path.name}"
    try:
        numbered = list(enumerate(path.read_text("utf-8").splitlines(), 1))
    except OSError as error:
        raise ResourceError(f"The file cannot be read: {error.strerror}", where=name) from error
    kept = [(number, line) for number, line in numbered if line.strip() and not line.startswith("#")]
    if not kept or tuple(next(csv.reader([kept[0][1]]))) != tuple(columns):
        raise ResourceError("The columns are not as they should be", where=name, hint=f"They are: {','.join(columns)}")
    rows = []
    for number, line in kept[1:]:
        cells = next(csv.reader([line]))
        if len(cells) != len(columns):
            raise ResourceError(f"The row has {len(cells)} cells, not {len(columns)}", where=f"{name}:{number}")
        rows.append({**dict(zip(columns, map(str.strip, cells), strict=True)), WHERE: f"{name}:{number}"})
    return tuple(rows)


def spellings(row: Mapping[str, str], lang: str) -> list[str]:
    """Return the names of a node or unit in a language, the one that is shown first.

    >>> spellings({"en": "Jhansi", "hi": "झांसी|झाँसी"}, "hi")
    ['झांसी', 'झाँसी']
    """
    return [name.strip() for name in row[lang].split("|") if name.strip()]


def _add_places(lexicon: Lexicon, rows: CorridorRows) -> None:
    for kind, table in (("node", rows.nodes), ("unit", rows.units)):
        for one in table:
            for lang in ("en", "hi"):
                found = Row(f"{rows.id}/{one['id']}", tuple(spellings(one, lang)), "", lang, {}, one[WHERE])
                add_row(lexicon, kind, found, {})


@lru_cache(maxsize=1)
def load_tables(path: Path = COMPILED) -> CorridorTables:
    """Load the corridors compiled by `tools/build_data.py`, once.

    Raises:
        ResourceError: the compiled file is missing or of another version of the program.
    """
    return load_compiled(path, "corridors", FORMAT, build_tables)


def build_tables(record: Mapping[str, Any]) -> CorridorTables:
    """Return the tables of a compiled record."""
    names = lexicon_of(record)
    return CorridorTables(msgspec.convert(record["corridors"], tuple[CorridorRows, ...]), names)
