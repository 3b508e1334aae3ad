"""Reading more pages takes longer, and nothing else."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.journeys.making import children, kept, make_pages, start

MOST = 400.0
"""Megabytes for all processes of a read together, shared memory counted once."""
EVERY = 0.5


def watch(program: subprocess.Popen[str]) -> float:
    """Wait for a program to end; return the most memory that it and its workers took together, in megabytes."""
    most = 0.0
    while program.poll() is None:
        most = max(most, sum(memory(pid) for pid in (program.pid, *children(program.pid))))
        time.sleep(EVERY)
    return most


def memory(pid: int) -> float:
    """Return what a process takes in megabytes, with its share of what it shares; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


@pytest.mark.slow
def test_memory_stays_flat(tmp_path, monkeypatch):
    """A thousand pages take less than 400 MB, and ten thousand no more than they."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KARAR_LEDGER", raising=False)
    most = []
    for first, count in ((0, 1_000), (1_000, 9_000)):
        make_pages(tmp_path / f"from-{first}", count, first=first)
        nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        program = start("read", ".", "--jobs", "2", "--json", **nowhere)
        most.append(watch(program))
        assert program.returncode == 0
    assert kept(tmp_path / "karar.db") == 10_000
    assert most[0] < MOST
    assert most[1] < 1.2 * most[0]
