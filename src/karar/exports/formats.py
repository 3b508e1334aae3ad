"""THE list of formats: the command line, the API and the pages take from it what a view can be downloaded as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from karar import exports
from karar.errors import UsageError
from karar.exports import atom, calendars, delimited, iati, json_lines, places, workbook
from karar.exports.view import View

Record = Literal["claims", "commitments", "pledges", "dialogues", "projects"]
"""What one entry of a file is; ``pledges`` are the commitments with a sum."""


class Format(NamedTuple):
    """A format.

    Attributes:
        name: what it is asked for by.
        media_type: as registered with IANA, else as its publishers say.
        ending: of its files.
        record: what one entry is.
        about: what it is, in one line.
        write: yields the file's bytes as they come.
        takes_columns: whether `View.columns` chooses what it holds.
        streams: whether no more than some records are held at a time.
    """

    name: str
    media_type: str
    ending: str
    record: Record
    about: str
    write: Callable[[View], Iterator[bytes]]
    takes_columns: bool = False
    streams: bool = True


def _parquet(view: View) -> Iterator[bytes]:
    """Yield a Parquet file, where the extra that it needs is installed."""
    if not exports.parquet_is_installed():
        raise UsageError("Parquet needs the extra 'bulk'", where="--format", hint="Install karar[bulk], or use csv.")
    yield from exports.write_parquet(view)


FORMATS: tuple[Format, ...] = (
    Format(
        "csv", "text/csv; charset=utf-8; header=present", ".csv", "commitments",
        "A table, one commitment a line; formulas in cells are made harmless.", delimited.write, takes_columns=True,
    ),
    Format(
        "jsonl", "application/x-ndjson", ".jsonl", "commitments",
        "JSON Lines with the same columns; lists stay lists.", json_lines.write, takes_columns=True,
    ),
    Format(
        "claims", "application/x-ndjson", ".jsonl", "claims",
        "JSON Lines, one whole claim a line with its evidence, those published last first.", json_lines.write_claims,
    ),
    Format(
        "iati", "application/xml", ".xml", "pledges",
        "IATI 2.03 activities; pledge, commitment and disbursement apart, repeats not counted twice.", iati.write,
    ),
    Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", "commitments",
        "A workbook: the table, and a sheet about its origin, licence and day.", workbook.write, takes_columns=True,
    ),
    Format(
        "parquet", "application/vnd.apache.parquet", ".parquet", "commitments",
        "The table for column stores; needs the extra 'bulk'.", _parquet, takes_columns=True,
    ),
    Format(
        "atom", "application/atom+xml", ".atom", "commitments",
        "A feed of the hundred commitments that were heard of last.", atom.write,
    ),
    Format(
        "geojson", "application/geo+json", ".geojson", "projects",
        "A map of projects; a point may be a site, a city or a whole state.", places.write, streams=False,
    ),
    Format(
        "ical", "text/calendar; charset=utf-8", ".ics", "dialogues",
        "A calendar of talks: rounds held and planned, and the next one due.", calendars.write, streams=False,
    ),
)  # fmt: skip


def format_named(name: str) -> Format:
    """Return the format of this name.

    >>> format_named("csv").ending
    '.csv'

    Raises:
        UsageError: there is none.
    """
    for one in FORMATS:
        if one.name == name:
            return one
    hint = f"Choose among: {', '.join(one.name for one in FORMATS)}; karar export --formats tells what they are."
    raise UsageError(f"There is no format {name!r}", where="--format", hint=hint)
