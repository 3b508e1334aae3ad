"""All that is SQLite's own: how a file is opened, locked and kept append-only, its full-text tables, its faults."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from msgspec import MsgspecError
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from karar.errors import LedgerError

APPLICATION_ID = 0x4B415241
"""``KARA``, written in the file's header: tells a ledger from another program's database."""

_WRITES = "karar_writes"
_PAUSE = 0.02
_A_WHILE = 2.0

# Recursive triggers: without them INSERT OR REPLACE would delete past the append-only triggers.
_PRAGMAS = ("foreign_keys=ON", "recursive_triggers=ON", "secure_delete=ON", "synchronous=NORMAL", "cache_size=-16000")

_FAULTS = {
    sqlite3.SQLITE_BUSY: ("The ledger is locked by another program", "Wait until that one has finished, then again."),
    sqlite3.SQLITE_LOCKED: ("The ledger is locked by another program", "Wait until that one has finished, then again."),
    sqlite3.SQLITE_NOTADB: ("The file is not a ledger", "Name another file; this one has been left as it was."),
    sqlite3.SQLITE_CORRUPT: ("The ledger is damaged", "Keep a copy, and bring it back from a backup or an export."),
    sqlite3.SQLITE_CANTOPEN: ("The ledger cannot be opened", "Check that its folder is there and can be written."),
    sqlite3.SQLITE_READONLY: ("The ledger cannot be written", "Check the rights of the file and of its folder."),
    sqlite3.SQLITE_PERM: ("The ledger cannot be opened", "Check the rights of the file and of its folder."),
    sqlite3.SQLITE_FULL: ("The disk is full", "Make room and try again; what was written before is whole."),
    sqlite3.SQLITE_IOERR: ("The disk failed", "Check its room and health; what was written before is whole."),
}


_NO = "SELECT RAISE(ABORT, 'the ledger is append-only: {table}');"


def append_only(tables: Iterable[str]) -> Iterator[str]:
    """Yield the triggers that refuse every UPDATE and DELETE on ``tables``."""
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN {_NO.format(table=table)} END"


def only_blanked(table: str) -> Iterator[str]:
    """Yield the triggers that refuse every change to a row but one: its words give way to a withdrawal."""
    refuse = _NO.format(table=table)
    other = "NEW.id <> OLD.id OR NEW.words IS NOT NULL OR NEW.withdrawal IS NULL OR OLD.words IS NULL"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END"
    yield f"CREATE TRIGGER {table}_only_blanked BEFORE UPDATE ON {table} WHEN {other} BEGIN {refuse} END"


# SQLite's default categories break Hindi words at their vowel signs; these keep them whole.
_TOKENIZER = "unicode61 remove_diacritics 0 categories ''L* N* Co Mn Mc''"

SEARCH_TABLES = tuple(
    f"CREATE VIRTUAL TABLE {name} USING fts5(words, bigrams, tokenize='{_TOKENIZER}')"
    for name in ("document_words", "claim_words")
)


class Patience(NamedTuple):
    """For how many seconds to wait for another program's lock, and whom to tell when that takes a while."""

    wait: float
    tell: Callable[[], None]


def engine(path: Path, patience: Patience) -> Engine:
    """Return an engine on the file at ``path``, which is made if it is not there.

    Nothing is opened yet.
    """

    def connect() -> sqlite3.Connection:
        address = f"file:{quote(str(path.absolute()))}?mode=rwc"
        quietly = min(patience.wait, _A_WHILE)
        return sqlite3.connect(address, uri=True, timeout=quietly, isolation_level=None, check_same_thread=False)

    made = create_engine(URL.create("sqlite", database=str(path)), creator=connect, poolclass=QueuePool)
    event.listen(made, "connect", lambda connection, _: _prepare(connection, patience))
    event.listen(made, "begin", lambda connection: _begin(connection, patience))
    return made


def _prepare(connection: sqlite3.Connection, patience: Patience) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if _patiently(connection, "PRAGMA journal_mode", patience) == "wal":
        return
    # The switch is written into the file, and another program's database is left as it is.
    ours = _patiently(connection, "PRAGMA application_id", patience) == APPLICATION_ID
    if ours or _patiently(connection, "PRAGMA page_count", patience) == 0:
        _patiently(connection, "PRAGMA journal_mode=WAL", patience)


def _patiently(connection: sqlite3.Connection, statement: str, patience: Patience) -> str | int | None:
    # SQLite's own busy timeout does not cover the switch to WAL by two programs at once, nor a log being recovered; and
    # it is short, so that somebody hears of a long wait.
    started, told = time.monotonic(), False
    while True:
        try:
            row = connection.execute(statement).fetchone()
            return row[0] if row else None
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - started
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or waited > patience.wait:
                raise
            if waited >= _A_WHILE and not told:
                told = True
                patience.tell()
            time.sleep(_PAUSE)


def _begin(connection: Connection, patience: Patience) -> None:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):  # pragma: no cover (the engine is made above)
        raise TypeError(f"not a SQLite connection: {driver!r}")
    immediate = connection.get_execution_options().get(_WRITES, False)
    _patiently(driver, "BEGIN IMMEDIATE" if immediate else "BEGIN", patience)


@contextmanager
def writing(source: Engine) -> Iterator[Connection]:
    """Give a connection that holds the write lock from its first statement to its commit."""
    with source.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn SQLite's faults, and rows that cannot be understood, into a `LedgerError`: what, where, what to do."""
    try:
        yield
    except MsgspecError as error:
        what, hint = _FAULTS[sqlite3.SQLITE_CORRUPT]
        raise LedgerError(what, where=str(path), hint=hint) from error
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        # Python's own fault over letters that are none has no code.
        undecodable = sqlite3.SQLITE_CORRUPT if "decode to UTF-8" in str(cause) else 0
        code = getattr(cause, "sqlite_errorcode", undecodable) & 0xFF
        what, hint = _FAULTS.get(code, (f"SQLite failed: {cause}", "Please report this; the ledger is as it was."))
        raise LedgerError(what, where=str(path), hint=hint) from error


def is_empty(connection: Connection) -> bool:
    """Whether the file holds nothing at all yet."""
    return bool(connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one() == 0)


def is_ledger(connection: Connection) -> bool:
    """Whether the file's header says that it is a ledger."""
    return bool(connection.execute(text("PRAGMA application_id")).scalar_one() == APPLICATION_ID)


def mark_as_ledger(connection: Connection) -> None:
    """Write into the file's header that it is a ledger."""
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))


def forget_deleted(source: Engine) -> None:
    """Take what was blanked out of the write-ahead log too, as far as nobody is still reading it."""
    with source.connect() as connection:
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
