"""Workers: what they do comes back under its number; one that dies or hangs loses what it was at, and nothing else."""

from __future__ import annotations

import multiprocessing.context
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from signal import Signals

import pytest

from karar.pipeline.processes import AHEAD, Workers

Piece = str | bytes
Result = tuple[str, object]


def work(piece: Piece) -> Result:
    """Do what a piece says: die, hang, leave, or be counted."""
    if piece == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    while piece == "hang":
        pass
    if piece == "block":
        time.sleep(3600)
    if piece == "leave":
        os._exit(3)
    if piece == "sleep":
        time.sleep(0.05)
    return "done", piece if isinstance(piece, str) else len(piece)


@contextmanager
def workers(jobs: int = 2, seconds: float = 30.0) -> Iterator[Workers[Piece, Result]]:
    """Workers that end with the test."""
    with Workers[Piece, Result](work, jobs, seconds=lambda _: seconds, lost=lambda piece, by: ("lost", by)) as started:
        yield started
    assert active_children() == []


def do(
    started: Workers[Piece, Result], pieces: list[Piece], between: Callable[[], None] = lambda: None
) -> list[Result]:
    """Hand in pieces; return their results in the pieces' order."""
    found: dict[int, Result] = {}
    for number, piece in enumerate(pieces):
        started.give(number, piece)
        between()
        found.update(started.results(patient=False))
    while len(found) < len(pieces):
        more = dict(started.results(patient=True))
        assert more, "the workers hold nothing, and yet something is missing"
        found.update(more)
    assert list(started.results(patient=True)) == []
    return [found[number] for number in range(len(pieces))]


@pytest.mark.parametrize("jobs", [1, 3])
def test_everything_is_done_once(jobs):
    """More pieces than the workers can hold."""
    pieces: list[Piece] = [f"{number}" for number in range(10 * AHEAD)]
    with workers(jobs) as started:
        assert do(started, pieces) == [("done", piece) for piece in pieces]


def test_pieces_larger_than_a_pipe():
    """Neither side waits for the other for ever."""
    pieces: list[Piece] = [b"x" * size for size in (5_000_000, 1, 1_048_576, 70_000, 65_536) * 6]
    with workers() as started:
        assert [result for _, result in do(started, pieces)] == [len(piece) for piece in pieces]


@pytest.mark.parametrize(
    ("piece", "by"),
    [("die", Signals.SIGKILL), ("hang", Signals.SIGPROF), ("block", Signals.SIGALRM), ("leave", None)],
    ids=["killed", "working for ever", "waiting for ever", "leaving"],
)
def test_a_worker_that_dies_loses_one_piece(piece, by):
    """Whether it is killed, does not come to an end, or leaves; what it held besides is done by another."""
    pieces: list[Piece] = ["a", piece, "b", "c", piece, *"defghijklmnopqrstu"]
    with workers(seconds=0.1) as started:
        found = do(started, pieces)
    assert found == [("lost", by) if one == piece else ("done", one) for one in pieces]


def test_a_worker_that_dies_idle_loses_nothing():
    """Another takes its place when there is something to do."""
    with workers(jobs=1) as started:
        assert do(started, ["a"]) == [("done", "a")]
        for child in active_children():
            child.kill()
            child.join()
        assert do(started, ["b", "c"]) == [("done", "b"), ("done", "c")]


def test_a_worker_that_is_killed_at_any_moment():
    """Every piece is done or lost, and no more are lost than workers were killed."""
    killed = 0

    def kill() -> None:
        nonlocal killed
        if (number := len(told)) % 7 == 3:
            active_children()[number % 2].kill()
            killed += 1
        told.append(number)

    told: list[int] = []
    with workers() as started:
        found = do(started, ["sleep"] * 40, kill)
    lost = sum(how == "lost" for how, _ in found)
    assert 0 < lost <= killed
    assert [result for how, result in found if how == "done"] == ["sleep"] * (40 - lost)


def test_workers_end_in_the_midst_of_their_work():
    """Leaving early leaves no process behind, and takes no time."""
    began = time.monotonic()
    with workers() as started:
        started.give(0, "hang")
        started.give(1, "hang")
    assert time.monotonic() - began < 5


def test_fewer_workers_than_wanted(monkeypatch):
    """Where the machine gives one and no more, one does it all, and when that one has died, this process does."""
    given = []
    start = multiprocessing.context.ForkProcess.start

    def refuse(process):
        if given:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        given.append(process)
        start(process)

    monkeypatch.setattr("multiprocessing.context.ForkProcess.start", refuse)
    with workers(jobs=3) as started:
        assert len(active_children()) == 1
        found = do(started, ["a", "die", "b", "c"])
    assert found == [("done", "a"), ("lost", Signals.SIGKILL), ("done", "b"), ("done", "c")]
