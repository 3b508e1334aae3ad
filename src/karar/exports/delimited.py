"""Commitments as comma-separated values (RFC 4180): UTF-8, a header, one commitment a line.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, also behind white space, and
may run what a page's author wrote there. Such a cell gets an apostrophe before it, and so does one that begins with an
apostrophe: whoever takes the first apostrophe away has the words again. Lists are joined with ``; ``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from karar.exports.columns import Cell, chosen
from karar.exports.view import View

JOINT = "; "
_FORMULA = frozenset("=+-@＝＋－＠'")
_BREAKS = ("\t", "\r", "\n")


def write(view: View) -> Iterator[bytes]:
    """Yield the table, line by line.

    Raises:
        UsageError: a column that there is not.
    """
    columns = chosen(view.columns)
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow([column.name for column in columns])
    yield _taken(line)
    for one in view.commitments():
        writer.writerow([told(column.cell(one, view)) for column in columns])
        yield _taken(line)


def _taken(line: io.StringIO) -> bytes:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text.encode("utf-8")


def told(cell: Cell) -> str:
    """Return a cell as it is written.

    >>> told(("IN", "JP")), told(None), told("=1+1"), told("'s")
    ('IN; JP', '', "'=1+1", "''s")
    """
    if cell is None:
        return ""
    return defused(JOINT.join(cell) if isinstance(cell, tuple) else str(cell))


def defused(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    bare = text.lstrip()
    risky = bool(bare) and bare[0] in _FORMULA
    return "'" + text if risky or text[:1] in _BREAKS else text
