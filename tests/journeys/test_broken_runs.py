"""A long `karar read` that is broken off: what was read is kept, and the same command goes on from there."""

from __future__ import annotations

import fcntl
import os
import random
import re
import signal
import sqlite3
import subprocess
import termios
import time
from contextlib import suppress
from pathlib import Path

import pytest

from karar.interfaces.cli.main import main
from karar.pipeline import read_document
from tests.journeys.making import children, export, finish, have_ended, kept, make_page, make_pages, start, wait_until


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KARAR_LEDGER", raising=False)
    return tmp_path


def kill_and_read(folder: Path, kills: int, *arguments: str) -> None:
    """Read the pages, killed so many times at random moments, each time into the same ledger until it is finished,
    then into a new one; every finished one must be as if never killed.
    """
    began = time.monotonic()
    finish("read", "pages", "--quiet", "--ledger", "whole.db", *arguments)
    span, whole = time.monotonic() - began, export(folder / "whole.db")
    chance = random.Random(kills)
    done = finished = 0
    while done < kills or not finished:
        path = folder / f"{finished}.db"
        program = start("read", "pages", "--quiet", "--ledger", path, *arguments)
        if done < kills:
            with suppress(subprocess.TimeoutExpired):
                program.wait(chance.uniform(0.0, span))
            done += program.poll() is None
            workers = children(program.pid)
            program.kill()
            assert have_ended(workers), "a worker outlives its parent"
        _, told = program.communicate(timeout=300)
        assert program.returncode in (0, -signal.SIGKILL), told
        if path.exists() and path.stat().st_size:
            check(path)
        if program.returncode == 0:
            assert export(path) == whole
            finished += 1


def check(path: Path) -> None:
    """Look whether a ledger is whole, past the program's own door."""
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


def test_killed_and_gone_on(folder):
    """Two kills in the midst of a read; what the ledger holds in the end is what one read would have given."""
    make_pages(folder / "pages", 40)
    kill_and_read(folder, 2, "--jobs", "2")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_fifty_moments(folder, jobs):
    """Fifty kills each, at any moment from the start of the program to its end, of reads of 300 pages."""
    make_pages(folder / "pages", 300)
    kill_and_read(folder, 50, "--jobs", jobs)


def test_what_is_known_is_not_read_again(folder, capfd, monkeypatch):
    """The second time no page is parsed and no process started; what is printed is the same, and so is the ledger."""
    make_pages(folder / "pages", 20)
    assert main(["read", "pages", "--json", "--jobs", "2"]) == 0
    first, before = capfd.readouterr(), export(folder / "karar.db")

    def refuse(*_):
        raise AssertionError("a known page is read")

    monkeypatch.setattr("karar.pipeline.run._read", refuse)
    assert main(["read", "pages", "--json"]) == 0
    second = capfd.readouterr()
    assert second.out == first.out
    assert first.out.count("\n") > 20
    assert second.err.endswith("0 new in karar.db (all known already).\n")
    assert export(folder / "karar.db") == before


def test_only_what_is_missing_is_read(folder, capfd, monkeypatch):
    """A page that failed is tried again, one that changed and one that came with other facts are read, the rest not."""
    make_pages(folder / "pages", 4)
    names = sorted(path.name for path in (folder / "pages").iterdir())
    (folder / "pages" / names[0]).write_bytes(b"")
    assert main(["read", "pages"]) == 3
    assert "3 pages read" in capfd.readouterr().out
    (folder / "pages" / names[0]).write_bytes(make_page(0)[1])
    (folder / "pages" / names[1]).write_bytes(make_page(21)[1])
    (folder / "manifest.csv").write_text(f"path,published\npages/{names[2]},2025-08-29\n")
    notes = folder / "read"

    def note(doc, reference):
        with notes.open("a") as file:
            file.write(f"{doc.uri}\n")
        return read_document(doc, reference)

    monkeypatch.setattr("karar.pipeline.run.read_document", note)
    assert main(["read", "pages", "--manifest", "manifest.csv"]) == 0
    told = capfd.readouterr().out
    assert told.startswith("4 pages read")
    assert "(1 page known already)" in told
    read = [uri for uri in notes.read_text().split() if uri.startswith("file:pages/")]
    assert read == [f"file:pages/{name}" for name in names[:3]]


@pytest.mark.slow
def test_a_worker_is_killed(folder):
    """As when memory runs out: one page is named, all others are read, and the same command reads that one too."""
    make_pages(folder / "pages", 200)
    program = start("read", "pages", "--jobs", "2")
    assert wait_until(lambda: kept(folder / "karar.db") > 0)
    os.kill(children(program.pid)[0], signal.SIGKILL)
    out, err = program.communicate(timeout=120)
    assert program.returncode == 3
    (line,) = [line for line in err.splitlines() if line.startswith("karar read: ")]
    assert re.match(r"karar read: pages/\d+\.(txt|html): The process that read this page was killed", line)
    assert out.startswith("199 pages read")
    assert out.endswith("; 1 page could not be read.\n")
    out, _ = finish("read", "pages")
    assert out.startswith("200 pages read")
    assert out.endswith("(199 pages known already).\n")
    finish("read", "pages", "--quiet", "--ledger", "whole.db")
    assert export(folder / "karar.db") == export(folder / "whole.db")


@pytest.mark.slow
def test_two_reads_at_once(folder):
    """Into one ledger, with pages in common: both end well, and it holds what one read of all of them gives."""
    for number, name in enumerate(("first", "common", "last")):
        make_pages(folder / name, 15, first=15 * number)
    programs = [start("read", *paths, "--jobs", "2") for paths in (("first", "common"), ("last", "common"))]
    for program in programs:
        out, err = program.communicate(timeout=120)
        assert program.returncode == 0, err
        assert out.startswith("30 pages read")
    finish("read", "first", "common", "last", "--quiet", "--ledger", "whole.db")
    assert export(folder / "karar.db") == export(folder / "whole.db")


@pytest.mark.parametrize(
    ("number", "jobs", "says"),
    [
        (signal.SIGINT, "2", "stopped"),
        pytest.param(signal.SIGTERM, "2", "stopped by SIGTERM", marks=pytest.mark.slow),
        pytest.param(signal.SIGINT, "1", "stopped", marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, "2", "stopped by SIGHUP", marks=pytest.mark.slow),
    ],
)
def test_stopped_by_a_signal(folder, number, jobs, says):
    """Its exit code, one line, no traceback, what was read is kept, and no process is left."""
    make_pages(folder / "pages", 500)
    program = start("read", "pages", "--jobs", jobs)
    assert wait_until(lambda: kept(folder / "karar.db") > 0)
    workers = children(program.pid)
    assert len(workers) == int(jobs)
    os.killpg(program.pid, number)
    out, err = program.communicate(timeout=60)
    assert (program.returncode, out) == (128 + number, "")
    assert err.splitlines()[-1] == f"karar read: {says}; what was already written is kept."
    assert have_ended(workers)
    assert 0 < kept(folder / "karar.db") < 500


@pytest.mark.slow
def test_the_reader_of_the_output_goes_away(folder):
    """As with `| head -n 1`: exit code 141, no word, what was read is kept, and no process is left."""
    make_pages(folder / "pages", 500)
    with start("read", "pages", "--json", "--quiet", "--jobs", "2") as program:
        assert program.stdout.readline().startswith("{")
        workers = children(program.pid)
        program.stdout.close()
        assert program.wait(60) == 141
        assert program.stderr.read() == ""
    assert have_ended(workers)
    assert 0 < kept(folder / "karar.db") < 500


@pytest.mark.slow
def test_the_terminal_goes_away(folder):
    """Its window is closed in the midst of a read: nobody is there to be told, and what was read is kept."""
    make_pages(folder / "pages", 500)
    leader, follower = os.openpty()
    ours = {"stdin": follower, "stdout": follower, "stderr": follower, "preexec_fn": control_terminal}
    program = start("read", "pages", "--jobs", "2", **ours)
    os.close(follower)
    assert wait_until(lambda: kept(folder / "karar.db") > 0)
    workers = children(program.pid)
    os.close(leader)
    assert program.wait(60) == 129
    assert have_ended(workers)
    assert 0 < kept(folder / "karar.db") < 500


def control_terminal():
    """Make standard input the terminal of this session."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.mark.slow
def test_a_signal_that_is_ignored_stays_so(folder):
    """As under nohup: the terminal's end does not end the read."""
    make_pages(folder / "pages", 40)
    program = start("read", "pages", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    assert wait_until(lambda: kept(folder / "karar.db") > 0)
    program.send_signal(signal.SIGHUP)
    out, _ = program.communicate(timeout=60)
    assert out.startswith("40 pages read")
