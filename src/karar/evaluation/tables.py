"""Texts of a gold set that may not be kept beside its labels: they stand in tables elsewhere, by number.

A set whose texts are not ours to hand on has ``source.toml`` in place of ``texts/``: which tables (tab-separated, with
a head) hold the texts, and for each column of numbers the column of texts::

    [[tables]]
    file = "titles.tsv"
    columns = { number = "title" }
"""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec

from karar.errors import InputError

SOURCE = "source.toml"


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    file: str
    columns: dict[str, str]


class _Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    tables: tuple[_Table, ...]


def load_table_texts(source: Path, folder: Path) -> dict[str, bytes]:
    """Return number → text, in UTF-8, from the tables that ``source`` names in ``folder``.

    Raises:
        InputError: ``source`` breaks its form, a table is missing, or it lacks a column.
    """
    try:
        wanted = msgspec.toml.decode(source.read_bytes(), type=_Source)
    except msgspec.DecodeError as error:
        raise InputError(f"Not a source of texts: {error}", where=str(source)) from error
    texts: dict[str, bytes] = {}
    for table in wanted.tables:
        path = folder / table.file
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except OSError as error:
            raise InputError("A table of texts is missing", where=str(path), hint="Name its folder.") from error
        rows = csv.DictReader(filter(None, lines), delimiter="\t", quoting=csv.QUOTE_NONE)
        lacking = {*table.columns, *table.columns.values()} - set(rows.fieldnames or ())
        if lacking:
            raise InputError(f"A table lacks the column {min(lacking)}", where=str(path))
        for row in rows:
            texts |= {row[number]: (row[text] or "").encode() for number, text in table.columns.items()}
    return texts
