"""Reads additions from a table: CSV with a header whose columns are checked, one addition a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

import msgspec

from karar.errors import InputError
from karar.model.additions import Addition
from karar.model.states import DELIVERY_STATES, INSTRUMENT_STATES, track_of

_OWN = tuple(name for name in Addition.__struct_fields__ if name not in ("id", "source", "at"))
_SOURCE = {"source": "where", "publisher": "publisher", "published": "published", "quote": "quote"}
_SOURCE_ALSO = {"standing": "standing"}
COLUMNS = (*_OWN, *_SOURCE, *_SOURCE_ALSO)
"""The columns that a table may have: the fields of an addition and of its source (``source``: address or title)."""

NEEDED = ("kind", "subject", "source")
_SEPARATORS = (",", ";", "\t")
_LONGEST = 1 << 20


class AdditionRow(NamedTuple):
    """A row: its line in the file, and the addition in it or why there is none."""

    line: int
    addition: Addition | None
    fault: InputError | None


def read_additions(content: bytes, name: str, *, who: str, why: str = "") -> Iterator[AdditionRow]:
    """Yield the rows of a table in order; empty rows are passed over.

    Args:
        content: the file, in UTF-8. Commas, semicolons or tabs stand between the columns.
        name: what the file is called, for those who are told of it.
        who: who adds what has no ``who`` of its own.
        why: why, where a row does not say.

    Raises:
        InputError: it is no such table: a column that nobody knows, one that is missing or stands twice, no UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "In a spreadsheet, save it as 'CSV UTF-8'."
        raise InputError("The table is not in UTF-8", where=name, hint=hint) from error
    csv.field_size_limit(_LONGEST)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header = _header(next(rows, []), name)
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield AdditionRow(rows.line_num, None, InputError(f"No row of a table: {error}", where=_at(name, rows)))
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _row(header, cells, name, rows.line_num, who, why)


def _at(name: str, rows: Any) -> str:
    return f"{name}, line {rows.line_num}"


def _header(cells: Sequence[str], name: str) -> list[str]:
    header = [cell.strip().casefold().replace(" ", "_") for cell in cells]
    where = f"{name}, line 1"
    for column in header:
        if column not in COLUMNS:
            near = get_close_matches(column, COLUMNS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(COLUMNS)}."
            raise InputError(f"There is no column {column!r}", where=where, hint=hint)
        if header.count(column) > 1:
            raise InputError(f"The column {column!r} stands twice", where=where, hint="Take one of them out.")
    missing = [column for column in NEEDED if column not in header]
    if missing:
        what = f"The table has no column {', '.join(map(repr, missing))}"
        raise InputError(what, where=where, hint=f"It needs at least: {', '.join(NEEDED)}.")
    return header


def _row(header: Sequence[str], cells: Sequence[str], name: str, line: int, who: str, why: str) -> AdditionRow:
    where = f"{name}, line {line}"
    if len(cells) > len(header):
        fault = InputError(
            f"{len(cells)} cells under {len(header)} columns", where=where, hint="Quote what has commas."
        )
        return AdditionRow(line, None, fault)
    given = {column: cell.strip() for column, cell in zip(header, cells, strict=False) if cell.strip()}
    try:
        return AdditionRow(line, make_addition({"who": who, "why": why, **given}), None)
    except ValueError as error:
        return AdditionRow(line, None, InputError(f"This cannot be kept: {error}", where=where))


def make_addition(given: Mapping[str, str]) -> Addition:
    """Return an addition from its cells, by column.

    A subject without a colon is a commitment; an event that does not say what it moves moves what its state belongs to.

    >>> cells = {"kind": "event", "subject": "project:a", "what": "operating", "source": "A report", "who": "a clerk"}
    >>> make_addition(cells).track
    'stage'

    Raises:
        ValueError: it cannot be understood.
    """
    fields: dict[str, Any] = {name: given[name] for name in _OWN if given.get(name)}
    source = {field: given[column] for column, field in {**_SOURCE, **_SOURCE_ALSO}.items() if given.get(column)}
    subject = fields.get("subject", "")
    if subject and ":" not in subject:
        fields["subject"] = subject = f"commitment:{subject}"
    if "parties" in fields:
        fields["parties"] = fields["parties"].replace(";", " ").replace(",", " ").split()
    if fields.get("kind") == "event" and "track" not in fields and fields.get("what"):
        track = track_of(subject, fields["what"])
        if track is None:
            known = ", ".join((*INSTRUMENT_STATES, *DELIVERY_STATES))
            raise ValueError(f"there is no state {fields['what']!r}; choose among: {known}")
        fields["track"] = track
    if source:
        fields["source"] = {"where": "", **source}
    try:
        return msgspec.convert(fields, Addition)
    except msgspec.ValidationError as error:
        raise ValueError(_told(error)) from error


def _told(error: msgspec.ValidationError) -> str:
    what, _, path = str(error).partition(" - at ")
    return f"{path.strip('`$.') or 'it'}: {what[:1].lower()}{what[1:]}" if path else what
