"""A program that is killed while it links: the ledger is as before or as after, never between."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from karar.ledger import Ledger
from karar.model.commitments import Linking
from tests.contracts.source import ROOT
from tests.ledger.making import GRAMMAR, claim, document, link_alike, money

SCRIPT = """
import sys
from karar.ledger import Ledger
from tests.ledger.making import link_alike
with Ledger.open(sys.argv[1]) as ledger:
    what = ledger.linkable("test/1")
    found = link_alike(what.claims, what.judgements)
    print("linked", flush=True)
    ledger.add_linking(found, what)
    print("kept", flush=True)
"""


BULK = """
import sys
from benchmarks.promises import FlatRates
from karar.ledger import Ledger
from karar.linkage import link_in_bulk
def tell(step, done, of):
    print(step, flush=True)
if __name__ == "__main__":  # its processes load this file
    with Ledger.open(sys.argv[1]) as ledger:
        what = ledger.linkable("test/1")
        found = link_in_bulk(what.claims, what.judgements, rates=FlatRates(), progress=tell)
        print("linked", flush=True)
        ledger.add_linking(found, what)
        print("kept", flush=True)
"""


STEPS = ("records", "commitments", "linked")


def fill(path, claims: int) -> None:
    """Make a ledger in which a third of the claims are linked; what is to come changes, adds and ends commitments."""
    first, other = document("a promise"), document("a promise, told again")
    made = [claim(first, project=str(number), amounts=(money(str(number % 70)),)) for number in range(claims)]
    more = [claim(other, project=str(number), amounts=(money(str(number)),)) for number in range(claims)]
    with Ledger.open(path) as ledger:
        ledger.add(first, GRAMMAR, made)
        what = ledger.linkable("test/1")
        ledger.add_linking(link_alike(what.claims), what)
        ledger.add(other, GRAMMAR, more)
        ledger.judge("split", [made[0].id, made[70].id], why="two", who="a clerk")


def start(path, script=None):
    """Start a program that links the ledger: `SCRIPT`, or the one in a file."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.Popen(
        [sys.executable, *([script] if script else ["-c", SCRIPT]), str(path)],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_while_writing(path, after: float) -> bool:
    """Let a program link, kill it so many seconds after it began to write; return whether it said that it was done."""
    program = start(path)
    assert program.stdout is not None
    assert program.stdout.readline() == "linked\n"
    time.sleep(after)
    os.kill(program.pid, signal.SIGKILL)
    rest, _ = program.communicate()
    return "kept" in rest


def state(path) -> tuple[Linking, int]:
    """Return what a ledger holds, after its file was found whole."""
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()
    with Ledger.open(path) as ledger:
        run = ledger.last_linking()
        return ledger.linking(), run.number if run else 0


def try_points(path, points: list[float]) -> tuple[int, int]:
    """Kill a program at each point on a copy of a ledger; return how often it was as before, and as after."""
    before = state(path)
    whole = path.with_name("whole.db")
    whole.write_bytes(path.read_bytes())
    program = start(whole)
    assert "kept" in program.communicate()[0]
    after = state(whole)
    assert after[0] != before[0]
    counts = [0, 0]
    for number, point in enumerate(points):
        copy = path.with_name(f"copy-{number}.db")
        copy.write_bytes(path.read_bytes())
        said = kill_while_writing(copy, point)
        found = state(copy)
        assert found in (before, after), f"killed after {point:.4f} s"
        assert found == after or not said
        counts[found == after] += 1
        if found == before:
            with Ledger.open(copy) as ledger:
                what = ledger.linkable("test/1")
                ledger.add_linking(link_alike(what.claims, what.judgements), what)
            assert state(copy) == after
    return counts[0], counts[1]


def test_killed_while_linking(path):
    """At two points: the ledger is whole, and going on gives what never stopping would have."""
    fill(path, 150)
    assert sum(try_points(path, [0.0, 0.01])) == 2


@pytest.mark.parametrize("step", ["pairs", *(pytest.param(one, marks=pytest.mark.slow) for one in STEPS)])
def test_killed_while_linking_in_bulk(path, tmp_path, step):
    """At each of its steps: the ledger is as before, no process is left, and going on gives what is due."""
    fill(path, 80)
    script = tmp_path / "bulk.py"
    script.write_text(BULK)
    before = state(path)
    whole = path.with_name("whole.db")
    whole.write_bytes(path.read_bytes())
    assert "kept" in start(whole, script).communicate()[0]
    assert state(whole)[0] != before[0]
    program = start(path, script)
    assert program.stdout is not None
    while program.stdout.readline() != f"{step}\n":
        assert program.poll() is None
    os.kill(program.pid, signal.SIGKILL)
    program.communicate(timeout=60)  # ends when all that hold its output have ended
    assert state(path) in ([before] if step != "linked" else [before, state(whole)])
    if state(path) == before:
        assert "kept" in start(path, script).communicate()[0]
    assert state(path) == state(whole)


@pytest.mark.slow
def test_killed_at_fifty_random_points_while_linking(path):
    """The points spread over all of the writing: some before, some after it, none between."""
    fill(path, 3000)
    probe = path.with_name("probe.db")
    probe.write_bytes(path.read_bytes())
    program = start(probe)
    assert program.stdout is not None
    program.stdout.readline()
    began = time.monotonic()
    program.communicate()
    lasted = time.monotonic() - began
    points = random.Random(20260101)
    before, after = try_points(path, [points.uniform(0, 1.2 * lasted) for _ in range(50)])
    print(f"writing took {lasted:.2f} s; as before: {before}, as after: {after}")
    assert before + after == 50
    assert before >= 5
