"""Nothing that was written is changed or deleted, even past the program's own door."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from karar.ledger import Fetch, Ledger, PageKey
from karar.ledger.tables import metadata
from karar.model.values import Period
from tests.ledger.making import GRAMMAR, added, claim, document, everything_linked, money

TABLES = sorted(metadata.tables)


@pytest.fixture
def raw(path):
    """A bare connection to a ledger that has a row in every table."""
    doc, other = document(problems=()), document("और", uri="https://example.org/b")
    with Ledger.open(path) as ledger:
        ledger.add(doc, GRAMMAR, [claim(doc, amounts=(money("1"),), period=Period(end="2030"))])
        ledger.add_additions([added()])
        ledger.let_go([PageKey("a", "b", GRAMMAR)])
        ledger.record_fetches([Fetch(doc.uri, datetime(2026, 1, 1, tzinfo=UTC), 404)])
        made = [claim(other, project=name) for name in ("a", "b")]
        ledger.add(other, GRAMMAR, made)
        ledger.judge("link", [one.id for one in made], why="the same words", who="a clerk")
        ledger.add_linking(everything_linked(made), ledger.linkable("test"))
        ledger.withdraw(doc.uri, "asked")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA recursive_triggers=ON")
    connection.execute("INSERT INTO document_problems VALUES (1, 'x', '{}')")
    yield connection
    connection.close()


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_never_deleted(raw, table):
    """DELETE is refused on every table."""
    with pytest.raises(sqlite3.IntegrityError, match=f"append-only: {table}"):
        raw.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_never_changed(raw, table):
    """UPDATE is refused on every column of every table."""
    for column in metadata.tables[table].c:
        with pytest.raises(sqlite3.IntegrityError, match=f"append-only: {table}"):
            raw.execute(f"UPDATE {table} SET {column.name} = {column.name}")


def test_rows_are_never_replaced(raw):
    """INSERT OR REPLACE is no way round."""
    with pytest.raises(sqlite3.IntegrityError, match="append-only: sources"):
        raw.execute("INSERT OR REPLACE INTO sources SELECT * FROM sources")


def test_words_are_only_ever_blanked(raw):
    """A text may give way to a withdrawal once; it is never changed and never comes back."""
    (quote,) = raw.execute("SELECT id FROM texts WHERE words IS NOT NULL").fetchone()
    (gone,) = raw.execute("SELECT id FROM texts WHERE words IS NULL").fetchone()
    for change, name in (
        ("words = 'other', withdrawal = 1", quote),
        ("words = NULL", quote),
        ("words = 'back', withdrawal = NULL", gone),
        ("withdrawal = NULL", gone),
        ("id = 'x', words = NULL, withdrawal = 1", quote),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only: texts"):
            raw.execute(f"UPDATE texts SET {change} WHERE id = ?", (name,))
    raw.execute("UPDATE texts SET words = NULL, withdrawal = 1 WHERE id = ?", (quote,))
