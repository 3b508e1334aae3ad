"""Several programs at one ledger, one killed in the middle, and more than fits in memory."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import tracemalloc

import pytest

from karar.ledger import Ledger, Query, Reading
from tests.contracts.source import ROOT
from tests.ledger.making import GRAMMAR, claim, document

SCRIPT = """
import sys
from karar.ledger import Ledger
from tests.ledger.test_many_processes import reading
first, last, step = map(int, sys.argv[2:5])
with Ledger.open(sys.argv[1]) as ledger:
    print("open", flush=True)
    for number in range(first, last, step):
        one = reading(number)
        ledger.add(one.document, one.reader, one.claims)
        print(number, flush=True)
"""


def reading(number, claims=3):
    """Make the reading of one document."""
    doc = document(f"समझौता {number} " * 20, uri=f"https://example.org/{number}")
    found = [claim(doc, project=str(n)) for n in range(claims)]
    return Reading(doc, GRAMMAR, found)


def start(path, *numbers):
    """Start a program that adds documents one after the other."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(path), *map(str, numbers)],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_programs_write_at_once(path):
    """Three make and fill one new ledger, two of them with the same pages backwards: nothing is lost or doubled."""
    programs = [start(path, 0, 60, 1), start(path, 59, -1, -1), start(path, 60, 80, 1)]
    for program in programs:
        _, told = program.communicate(timeout=120)
        assert program.returncode == 0, told
    with Ledger.open(path) as ledger, Ledger.open(path.with_name("alone.db")) as alone:
        alone.add_all(map(reading, range(80)))
        assert list(ledger.export()) == list(alone.export())
        assert ledger.stats() == alone.stats()


@pytest.mark.parametrize("after", [1, 7])
def test_killed_in_the_middle(path, after):
    """What was told as written is there, the file is whole, and going on gives what never stopping would have."""
    program = start(path, 0, 100_000, 1)
    assert program.stdout is not None
    told = [program.stdout.readline() for _ in range(after + 1)]
    time.sleep(0.01 * after)
    os.kill(program.pid, signal.SIGKILL)
    rest, _ = program.communicate()
    count = len(told) - 1 + len(rest.split())
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()
    with Ledger.open(path) as ledger, Ledger.open(path.with_name("whole.db")) as whole:
        stats = ledger.stats()
        assert stats.documents >= count
        assert (stats.readings, stats.claims) == (stats.documents, 3 * stats.documents)
        for store in (ledger, whole):
            store.add_all(map(reading, range(stats.documents + 1)))
        assert list(ledger.export()) == list(whole.export())


def test_reading_while_writing(ledger):
    """A list that has begun shows the ledger as it was when it began."""
    ledger.add_all(map(reading, range(400)))
    seen = 0
    for one in ledger.claims():
        if seen % 300 == 0:
            more = reading(1000 + seen)
            ledger.add(more.document, more.reader, more.claims)
            assert ledger.claim(one.id) == one
        seen += 1
    assert seen == 1200


def test_a_list_left_early_lets_go(ledger, path):
    """Who stops reading in the middle keeps nobody from writing or from closing."""
    ledger.add_all(map(reading, range(400)))
    claims = ledger.claims()
    next(claims)
    del claims
    ledger.withdraw("https://example.org/7", "asked")
    ledger.close()
    assert [file.name for file in path.parent.iterdir()] == ["karar.db"]


def test_memory_stays_flat(ledger):
    """Going through three times as many claims takes no more memory."""

    def peak():
        tracemalloc.start()
        for _ in ledger.claims():
            pass
        for _ in ledger.export():
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    ledger.add_all(reading(number, claims=10) for number in range(150))
    peak()
    small = peak()
    ledger.add_all(reading(number, claims=10) for number in range(150, 450))
    assert peak() < 1.3 * small


@pytest.mark.slow
def test_ten_thousand_documents(ledger):
    """A hundred thousand claims are added and found in minutes, not hours."""
    began = time.monotonic()
    added = ledger.add_all(reading(number, claims=10) for number in range(10_000))
    assert sum(one.new_claims for one in added) == 100_000
    assert time.monotonic() - began < 180
    began = time.monotonic()
    assert len(list(ledger.claims(Query(parties=("IN", "JP"), limit=20)))) == 20
    assert time.monotonic() - began < 5
