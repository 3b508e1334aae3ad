"""The index: comparison records in SQLite, found by their blocking keys and scored by the comparison table's own SQL.

It takes claims one at a time or many at once, in any order, in memory or in a file, and gives the same links.
Claims that are alike in all that is compared share one record, so that a hundred thousand copies cost one comparison.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Self

from karar.errors import LedgerError
from karar.linkage.cluster import Member, Scored
from karar.linkage.keys import KEYS, hashed
from karar.linkage.records import COLUMNS, COMPARED, Record
from karar.linkage.table import COMPARISONS, WORTH_FLAG, level_sql
from karar.linkage.weights import Weights, literal

_AT_ONCE = 5000
_SOURCE = ("id", "document", "publisher")
_KEPT = tuple(column for column in COLUMNS if column not in _SOURCE and column not in KEYS)
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS records (uid INTEGER PRIMARY KEY, likeness INTEGER NOT NULL UNIQUE, {", ".join(_KEPT)});
CREATE TABLE IF NOT EXISTS members (id TEXT PRIMARY KEY, record INTEGER NOT NULL, day INTEGER, page TEXT NOT NULL)
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS members_of_record ON members (record);
CREATE TABLE IF NOT EXISTS keys (key INTEGER NOT NULL, uid INTEGER NOT NULL, PRIMARY KEY (key, uid)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS keys_of_record ON keys (uid);
CREATE TABLE IF NOT EXISTS links (a INTEGER NOT NULL, b INTEGER NOT NULL, weight REAL NOT NULL,
    worth INTEGER NOT NULL, PRIMARY KEY (a, b))
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_back ON links (b, a);
"""
USED = tuple(dict.fromkeys(column for row in COMPARISONS for column in row.columns))
"""The columns of a record that the table looks at."""
_SLACK = 1e-6
"""Sums of weights in another order may differ by less."""
_LINKS_OF = "SELECT a, b, weight, worth FROM links WHERE a = ? UNION SELECT a, b, weight, worth FROM links WHERE b = ?"


def likeness(record: Record) -> int:
    """Return a number that is the same for records that are alike in all that is compared."""
    return hashed(*(getattr(record, column) for column in COMPARED))


def pair_sql(columns: Iterable[str]) -> str:
    """Return the columns of two records ``l`` and ``r`` under the names that the table uses."""
    return ", ".join(f"{side}.{column} AS {column}_{side}" for column in columns for side in "lr")


def weight_sql(weights: Weights, left_out: Iterable[str] = ()) -> str:
    """Return the sum of the table's weights as SQL over two records, with the prior; some rows may be left out."""
    rows = [row for row in COMPARISONS if row.name not in set(left_out)]
    return " + ".join(
        [repr(weights.prior_weight), *(f"({level_sql(row, weights.of(row.name), literal(0))})" for row in rows)]
    )


_TELLING = ("roles", "act", "published", "sum", "end", "sector", "instrument", "subject")
"""Rows that mostly settle that two claims are two promises: what they say against it the others seldom outweigh."""


def weight_within_sql(weights: Weights) -> str:
    """Return the sum of the table's weights as SQL, or NULL where it must stay under the threshold.

    The rows that tell most are added up first; where all others together could not lift that sum to the threshold,
    they are not looked at.
    """
    others = [row.name for row in COMPARISONS if row.name not in _TELLING]
    most = sum(max(0.0, *(odds.weight for odds in weights.odds[name].values())) for name in others)
    least = weights.threshold - most - _SLACK
    return f"CASE WHEN {weight_sql(weights, others)} < {literal(least)} THEN NULL ELSE {weight_sql(weights)} END"


def quoted(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def levels_sql() -> str:
    """Return the level of each row of the table as SQL columns; NULL where one of two records says nothing."""
    return ", ".join(
        level_sql(row, {level.name: quoted(level.name) for level in row.levels}, "NULL") for row in COMPARISONS
    )


def _linking_sql(weights: Weights) -> str:
    """Return the statement that scores the records after one against all that share a key with them."""
    return f"""
        INSERT OR IGNORE INTO links
        SELECT a, b, weight, worth FROM (
            SELECT a, b, {weight_sql(weights)} AS weight, {WORTH_FLAG} AS worth FROM (
                SELECT pair.a, pair.b, {pair_sql(USED)}
                FROM (SELECT DISTINCT old.uid AS a, new.uid AS b FROM keys AS new JOIN keys AS old
                      ON old.key = new.key AND old.uid <= new.uid WHERE new.uid > ?) AS pair
                CROSS JOIN records AS l ON l.uid = pair.a CROSS JOIN records AS r ON r.uid = pair.b
            )
        ) WHERE weight >= ?
        """


def connect(path: Path | str) -> sqlite3.Connection:
    """Open an SQLite file with the function that the table needs beyond SQLite's own."""
    connection = sqlite3.connect(path)
    connection.create_function(
        "bit_count", 1, lambda mask: None if mask is None else mask.bit_count(), deterministic=True
    )
    return connection


class Index:
    """Comparison records and the links between them.

    Args:
        path: a file of its own, made where it is not there; the default is kept in memory.
        weights: what the table's levels weigh.
    """

    def __init__(self, weights: Weights, path: Path | str = ":memory:") -> None:
        self.weights = weights
        self._linking = _linking_sql(weights)
        try:
            self._connection = connect(path)
            # What is lost when the machine fails is made anew from the ledger: nothing waits for the disk.
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise LedgerError(
                f"The index of the linkage cannot be opened: {error}",
                where=str(path),
                hint="Delete it: it is made anew.",
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __contains__(self, claim: str) -> bool:
        return self._one("SELECT 1 FROM members WHERE id = ?", claim) is not None

    def add(self, records: Iterable[Record]) -> None:
        """Add records and the links that they make, to each other and to those that are there."""
        coming = iter(records)
        with self._connection:
            last = self._one("SELECT coalesce(max(uid), 0) FROM records")
            while batch := list(islice(coming, _AT_ONCE)):
                self._insert(batch)
            self._link(last)

    def _one(self, sql: str, *values: object) -> Any:
        row = self._connection.execute(sql, values).fetchone()
        return row[0] if row else None

    def _insert(self, records: Sequence[Record]) -> None:
        named = [(likeness(record), record) for record in records]
        cells = ", ".join("?" * (len(_KEPT) + 1))
        self._connection.executemany(
            f"INSERT OR IGNORE INTO records (likeness, {', '.join(_KEPT)}) VALUES ({cells})",
            ((name, *(getattr(record, column) for column in _KEPT)) for name, record in named),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO members SELECT ?, uid, ?, ? FROM records WHERE likeness = ?",
            ((record.id, record.day, record.document, name) for name, record in named),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO keys SELECT ?, uid FROM records WHERE likeness = ?",
            ((key, name) for name, record in named for key in keys_of(record)),
        )

    def _link(self, last: int) -> None:
        """Score the records after ``last`` against all that share a key with them, themselves included."""
        self._connection.execute(self._linking, (last, self.weights.threshold))

    # --- asking ---------------------------------------------------------------

    def members(self) -> Iterator[Member]:
        """Yield all claims with the number of their record."""
        yield from map(Member._make, self._connection.execute("SELECT id, record, day, page FROM members"))

    def links(self) -> Iterator[Scored]:
        """Yield all links between records; a record's link to itself joins the claims that share it."""
        yield from map(Scored._make, self._connection.execute("SELECT a, b, weight, worth FROM links"))

    def around(self, claim: str) -> tuple[list[Member], list[Scored]]:
        """Return the claims and links that a claim's cluster may depend on: all that links lead to from it."""
        start = self._one("SELECT record FROM members WHERE id = ?", claim)
        if start is None:
            return [], []
        found, edge = {start}, [start]
        links: dict[tuple[int, int], Scored] = {}
        while edge:
            uid = edge.pop()
            for row in self._connection.execute(_LINKS_OF, (uid, uid)):
                link = Scored._make(row)
                links[link.a, link.b] = link
                for other in (link.a, link.b):
                    if other not in found:
                        found.add(other)
                        edge.append(other)
        members = [
            Member._make(row)
            for uid in found
            for row in self._connection.execute("SELECT id, record, day, page FROM members WHERE record = ?", (uid,))
        ]
        return members, list(links.values())


def keys_of(record: Record) -> list[int]:
    """Return the blocking keys that a record has."""
    return [key for name in KEYS if (key := getattr(record, name)) is not None]


def compare(weights: Weights, left: Record, right: Record) -> tuple[float, dict[str, str | None]]:
    """Return the weight of two records and the level that they meet in each row of the table."""
    found = list(compare_all(weights, [left, right], [(0, 1)]))
    return found[0]


def compare_all(
    weights: Weights, records: Sequence[Record], pairs: Iterable[tuple[int, int]], *, left_out: Iterable[str] = ()
) -> Iterator[tuple[float, dict[str, str | None]]]:
    """Yield weight and levels of pairs of records, named by their places, in the order of the pairs."""
    names = [row.name for row in COMPARISONS]
    connection = connect(":memory:")
    try:
        connection.execute(f"CREATE TABLE records (uid INTEGER PRIMARY KEY, {', '.join(USED)})")
        connection.executemany(
            f"INSERT INTO records VALUES ({', '.join('?' * (len(USED) + 1))})",
            ((place, *(getattr(record, column) for column in USED)) for place, record in enumerate(records)),
        )
        connection.execute("CREATE TABLE pairs (place INTEGER PRIMARY KEY, a INTEGER, b INTEGER)")
        connection.executemany("INSERT INTO pairs (a, b) VALUES (?, ?)", pairs)
        for weight, *levels in connection.execute(
            f"""
            SELECT {weight_sql(weights, left_out)}, {levels_sql()}
            FROM (SELECT pairs.place, {pair_sql(USED)} FROM pairs
                  CROSS JOIN records AS l ON l.uid = pairs.a CROSS JOIN records AS r ON r.uid = pairs.b)
            ORDER BY place
            """
        ):
            yield weight, dict(zip(names, levels, strict=True))
    finally:
        connection.close()


def as_record(values: Sequence[object]) -> Record:
    """Return a record from its values in the order of `COLUMNS`."""
    return Record(**dict(zip(COLUMNS, values, strict=True)))  # type: ignore[arg-type]
