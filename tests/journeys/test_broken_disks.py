"""A ledger's disk that fills up, cannot be written or goes away in the midst of a read: one line, exit code 5."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.making import children, export, finish, have_ended, kept, make_pages, start, wait_until

ROOM = 800_000
"""Bytes: more than an empty ledger takes, and far less than one of forty pages."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to be in, with pages and what one read of them gives."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KARAR_LEDGER", raising=False)
    make_pages(tmp_path / "pages", 40)
    return tmp_path


def mount(*arguments: str) -> bool:
    """Mount something; say whether that was allowed."""
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(folder) -> Iterator[Path]:
    """A disk of its own with little room."""
    place = folder / "disk"
    place.mkdir()
    if os.geteuid() != 0 or not mount("-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)):
        pytest.skip("only root can mount a disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fail(*arguments: str | Path, **settings) -> str:
    """Run a call that fails on the ledger; return the one line that it says."""
    out, err = finish(*arguments, code=5, **settings)
    assert out == ""
    (line,) = [line for line in err.splitlines() if " a second, about " not in line]
    return line


@pytest.mark.slow
def test_a_full_disk(folder, disk):
    """What was written before is whole, and once there is room the same command goes on to the whole ledger."""
    ledger = disk / "karar.db"
    told = fail("read", "pages", "--ledger", ledger)
    assert told.startswith(f"karar read: {ledger}: The disk is full. Make room")
    assert mount("-o", "remount,size=50m", str(disk))
    finish("read", "pages", "--ledger", ledger)
    finish("read", "pages", "--ledger", "whole.db")
    assert export(ledger) == export(folder / "whole.db")


def test_a_disk_without_any_room(disk):
    """Not even an empty ledger fits."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        assert filler.write(bytes(2 * ROOM)) < 2 * ROOM
    assert "The disk is full. Make room" in fail("read", "pages", "--ledger", disk / "karar.db")


@pytest.mark.slow
def test_a_file_that_may_not_grow(folder):
    """A limit of the shell (ulimit -f), which is there without being root, is told like a disk that fails."""
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))}
    told = fail("read", "pages", "--jobs", "2", **limit)
    assert told.startswith("karar read: karar.db: The disk failed. Check its room and health")
    assert 0 < kept(folder / "karar.db") < 40
    finish("read", "pages")
    finish("read", "pages", "--ledger", "whole.db")
    assert export(folder / "karar.db") == export(folder / "whole.db")


@pytest.mark.slow
def test_a_disk_that_cannot_be_written(disk):
    """A new ledger, an old one, and one that is only looked at."""
    ledger = disk / "karar.db"
    finish("read", "pages/00001.txt", "--ledger", ledger)
    assert mount("-o", "remount,ro", str(disk))
    for call in (("read", "pages", "--ledger", ledger), ("read", "pages", "--ledger", disk / "new.db")):
        told = fail(*call)
        assert told.endswith("The ledger cannot be opened. Check that its folder is there and can be written.")
    assert mount("-o", "remount,rw", str(disk))
    assert finish("show", "--ledger", ledger)[0]


@pytest.mark.slow
def test_a_ledger_that_is_deleted_in_the_midst(folder):
    """The read ends instead of writing into a file that is gone, and leaves no process behind."""
    program = start("read", "pages", "pages/", "--jobs", "1")
    assert wait_until(lambda: kept(folder / "karar.db") > 0)
    workers = children(program.pid)
    for file in folder.glob("karar.db*"):
        file.unlink()
    _, err = program.communicate(timeout=60)
    assert program.returncode == 5
    assert err.splitlines()[-1].startswith("karar read: karar.db: The ledger was moved, replaced or deleted while")
    assert have_ended(workers)
