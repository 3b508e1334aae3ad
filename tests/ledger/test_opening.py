"""Opening: new, older, newer, another's, damaged, locked, full."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import event

from karar.errors import LedgerError
from karar.ledger import Ledger, sqlite
from tests.ledger.making import GRAMMAR, claim, document


def fill(ledger, count=1):
    """Add documents with a claim each."""
    for number in range(count):
        doc = document(f"समझौता {number}", uri=f"https://example.org/{number}")
        ledger.add(doc, GRAMMAR, [claim(doc)])


def test_a_new_ledger_is_made(path):
    """A missing or an empty file becomes a ledger; it is kept in one file when nobody has it open."""
    with Ledger.open(path) as ledger:
        fill(ledger)
    assert [file.name for file in path.parent.iterdir()] == ["karar.db"]
    with Ledger.open(str(path), create=False) as ledger:
        assert ledger.stats().claims == 1
    empty = path.with_name("empty.db")
    empty.touch()
    with Ledger.open(empty) as ledger:
        assert ledger.stats().claims == 0


def test_a_path_with_odd_characters(tmp_path):
    """Question marks, percent signs and Devanagari in a path are part of it."""
    folder = tmp_path / "क? 100% #a"
    folder.mkdir()
    with Ledger.open(folder / "ख?.db") as ledger:
        fill(ledger)
    assert (folder / "ख?.db").is_file()


def test_no_ledger_is_made_unasked(path):
    """With create=False a missing ledger is an error, and an empty file stays empty."""
    with pytest.raises(LedgerError, match="no ledger here"):
        Ledger.open(path, create=False)
    assert not path.exists()
    path.touch()
    with pytest.raises(LedgerError, match="no ledger here"):
        Ledger.open(path, create=False)
    assert path.read_bytes() == b""


def test_places_where_no_ledger_can_be(tmp_path):
    """A folder, and a file in a folder that is not there."""
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path)
    with pytest.raises(LedgerError, match="folder is not there"):
        Ledger.open(tmp_path / "none" / "karar.db")


OPEN_AS_NOBODY = """
import os, sys
from karar.errors import LedgerError
from karar.ledger import Ledger
if os.geteuid() == 0:
    os.setresuid(65534, 65534, 65534)
try:
    Ledger.open(sys.argv[1], wait=0.1)
except LedgerError as error:
    print(error)
"""


@pytest.mark.parametrize(("rights", "told"), [(0o555, "cannot be opened"), (0o000, "cannot be reached")])
def test_a_shut_folder_is_told(rights, told):
    """Where nothing may be written or even looked at, the message names the place and the rights."""
    with tempfile.TemporaryDirectory() as outer:  # pytest's own folders are closed to other users
        Path(outer).chmod(0o755)
        folder = Path(outer) / "shut"
        folder.mkdir()
        folder.chmod(rights)
        command = [sys.executable, "-c", OPEN_AS_NOBODY, str(folder / "karar.db")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        folder.chmod(0o755)
        assert f"karar.db: The ledger {told}" in done.stdout, done.stderr
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (sqlite3.SQLITE_READONLY, "cannot be written"),
        (sqlite3.SQLITE_IOERR_WRITE, "disk failed"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "damaged"),
        (sqlite3.SQLITE_ERROR, "SQLite failed: odd"),
    ],
)
def test_every_fault_is_told(path, code, what):
    """Each of SQLite's faults becomes a sentence with the place and a way on."""
    error = sqlite3.OperationalError("odd")
    error.sqlite_errorcode = code
    with pytest.raises(LedgerError, match=what) as caught, sqlite.faults(path):
        raise error
    assert caught.value.where == str(path)
    assert caught.value.hint


@pytest.mark.parametrize("content", [b"not a database, but long enough to look at" * 50, b"{}", b"SQLite format 3\x00"])
def test_another_file_is_refused_and_left_alone(path, content):
    """What is no database is told so, and not a byte of it changes."""
    path.write_bytes(content)
    with pytest.raises(LedgerError) as caught:
        Ledger.open(path)
    assert caught.value.where == str(path)
    assert caught.value.hint
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(path):
    """A SQLite database that is no ledger is not migrated, nor switched to another journal."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (note)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_newer_ledger_is_refused_and_left_alone(path):
    """A form that this program does not know is not touched."""
    Ledger.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(LedgerError, match=r"newer Karar \(form 9999.*Update Karar"):
        Ledger.open(path)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda content: b"XQLite" + content[6:], "not a ledger"),
        (lambda content: bytes(100) + content[100:], "not a ledger"),
        (lambda content: content[:100] + b"\xa5" * 3996 + content[4096:], "damaged"),
        (lambda content: content[:8192] + b"\xa5" * (len(content) - 8192), "damaged"),
        (lambda content: content[: len(content) // 2], "damaged"),
        (lambda content: content[:50], "damaged|not a ledger"),
        (lambda content: content.replace(b'"decided"', b'"dec\xffded"'), "damaged"),
        (lambda content: content.replace(b'"decided"', b'"unknown"'), "damaged"),
    ],
    ids=["name", "header", "form", "pages", "half", "fifty bytes", "letters", "words"],
)
def test_a_damaged_ledger_is_told(path, harm, told):
    """Whatever of it is destroyed, who asks for the claims hears of it in one sentence, and it is left as it was."""
    with Ledger.open(path) as ledger:
        fill(ledger, 50)
    content = harm(path.read_bytes())
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=rf"karar.db: .*({told})") as caught, Ledger.open(path) as ledger:
        list(ledger.claims())
    assert caught.value.hint
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "go",
    [
        lambda path: path.unlink(),
        lambda path: path.rename(path.with_name("moved.db")),
        lambda path: path.write_bytes(path.rename(path.with_name("moved.db")).read_bytes()),
        lambda path: path.parent.rename(path.parent.with_name("elsewhere")),
    ],
    ids=["deleted", "moved", "replaced", "folder"],
)
def test_a_ledger_that_goes_away_is_told(path, go):
    """Nothing is written into a file that nobody will find again."""
    place = path.parent / "folder" / path.name
    place.parent.mkdir()
    with Ledger.open(place) as ledger:
        fill(ledger)
        go(place)
        with pytest.raises(LedgerError, match=r"moved, replaced or deleted.*Bring it back"):
            fill(ledger, 2)


def test_a_locked_ledger_is_told(path):
    """Somebody else's lock is waited for, then told; readers do not wait."""
    with Ledger.open(path, wait=0.2) as ledger:
        fill(ledger)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="locked by another program"):
            fill(ledger, 2)
        assert ledger.stats().claims == 1
        other.execute("ROLLBACK")
        other.close()
        fill(ledger, 2)
        assert ledger.stats().claims == 2


def test_a_full_disk_is_told(path):
    """What does not fit is not written at all; what was there stays whole."""
    with Ledger.open(path) as ledger:
        fill(ledger)

        @event.listens_for(ledger._engine, "checkout")
        def _narrow(connection, *_):
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(LedgerError, match=r"The disk is full.*Make room"):
            fill(ledger, 200)
        assert ledger.stats().documents < 200
        assert ledger.stats().documents == ledger.stats().claims


def test_errors_have_their_exit_code(path):
    """A command that fails on the ledger ends with 5."""
    with pytest.raises(LedgerError) as caught:
        Ledger.open(path, create=False)
    assert caught.value.exit_code == 5
