"""Commitments as a workbook (Office Open XML): a sheet of data, and one about its origin, licence and day.

Sums are numbers where a spreadsheet's floating point holds them exactly, else text. Nothing is taken for a formula or a
link. A cell holds 32,767 characters at most; what is longer ends with an ellipsis, and is whole in the other tables.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from karar.errors import InputError
from karar.exports.columns import Cell, Column, chosen
from karar.exports.delimited import JOINT
from karar.exports.markup import text_of
from karar.exports.view import View

DATA, ABOUT = "Commitments", "About"
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
_AT_ONCE = 1 << 16
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(view: View) -> Iterator[bytes]:
    """Yield the workbook: it is made in a temporary file row by row, since it can only be packed when it is whole.

    Raises:
        UsageError: a column that there is not.
        InputError: more commitments than a sheet has rows.
    """
    columns = chosen(view.columns)
    with tempfile.TemporaryDirectory(prefix="karar-") as folder:
        path = Path(folder) / "view.xlsx"
        with Workbook(str(path), {"constant_memory": True, "tmpdir": folder, **_PLAIN}) as book:
            created = datetime.combine(view.on, time(), UTC).replace(tzinfo=None)
            book.set_properties({"title": "Commitments between states", "author": "Karar", "created": created})
            _data(book.add_worksheet(DATA), columns, view)
            _about(book.add_worksheet(ABOUT), columns, view)
        with path.open("rb") as made:
            while part := made.read(_AT_ONCE):
                yield part


def _data(sheet: Worksheet, columns: tuple[Column, ...], view: View) -> None:
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name)
    sheet.freeze_panes(1, 1)
    row = 0
    for row, one in enumerate(view.commitments(), start=1):
        if row >= MOST_ROWS:
            raise InputError(
                f"A sheet has {MOST_ROWS:,} rows, and there are more commitments", where="xlsx", hint="Use csv."
            )
        for place, column in enumerate(columns):
            _put(sheet, (row, place), column, column.cell(one, view))
    sheet.autofilter(0, 0, row, len(columns) - 1)


def _put(sheet: Worksheet, at: tuple[int, int], column: Column, cell: Cell) -> None:
    """Write a cell as a number or as text; what nobody tells stays empty."""
    if cell is None or cell == ():
        return
    if isinstance(cell, int):
        sheet.write_number(*at, cell)
    elif isinstance(cell, str) and column.kind == "sum" and Decimal(float(cell)) == Decimal(cell):
        sheet.write_number(*at, float(cell))
    else:
        sheet.write_string(*at, fitted(JOINT.join(cell) if isinstance(cell, tuple) else cell))


def fitted(text: str) -> str:
    """Return text that a cell can hold.

    >>> len(fitted("a" * 40_000)), fitted("a" * 40_000)[-2:]
    (32767, 'a…')
    """
    clean = text_of(text)
    return clean if len(clean) <= MOST_CHARACTERS else clean[: MOST_CHARACTERS - 1] + "…"


def _about(sheet: Worksheet, columns: tuple[Column, ...], view: View) -> None:
    query = view.query
    lines = [
        ("Origin", "Karar, read from governments' announcements and reports of them; each line names its pages"),
        ("Known on", view.on.isoformat()),
        ("Ledger (SHA-256 of its claims)", view.fingerprint),
        ("Parties", JOINT.join(query.parties) or "all"),
        ("Fields", JOINT.join(query.sectors) or "all"),
        ("Published", " to ".join((query.published_from or "…", query.published_to or "…"))),
        ("Licence", "Quotes belong to their publishers. Codes and the program's own words: Apache-2.0."),
        ("Sums", "In base units of their own currency. Rungs tell of the same money: never add them up."),
        ("Totals", "Add up one rung of one currency, and only lines whose …_counted is yes."),
        ("Empty", "Nobody tells. An empty delivery_state is not 'not delivered'."),
        *((column.name, column.about) for column in columns),
    ]
    for row, (name, about) in enumerate(lines):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, fitted(about))
