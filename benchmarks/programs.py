"""Programs that are started to be measured: how long they take, and how much memory they hold."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.effort import ROOT
from benchmarks.timing import Sample

KARAR = (sys.executable, "-c", "import sys; from karar.interfaces.cli.main import main; sys.exit(main())")
"""What the launcher does, whichever environment this one is."""

INTERVAL = 0.02


class ProgramError(Exception):
    """A program that was to be measured failed."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a program took until it ended. ``memory``: the most bytes that it and its processes held, None unwatched."""

    sample: Sample
    memory: int | None = None


def run_program(command: Sequence[str], *, watched: bool = False) -> Ended:
    """Run a program to its end, its output thrown away; processor time counts all of its processes.

    Raises:
        ProgramError: it ended with another code than 0.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        memory = _watch(process.pid) if watched else None
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said = process.stderr.read().decode("utf-8", "replace") if process.stderr else ""
    if process.returncode:
        raise ProgramError(f"{' '.join(command[3:])} ended with {process.returncode}: {said.strip()[-500:]}")
    return Ended(Sample(used.ru_utime + used.ru_stime, wall), memory)


def _watch(pid: int) -> int:
    """Return the most bytes that a program and its processes held at once, looked at every 20 ms, until it ends.

    Memory that processes share counts once (proportional set size).
    """
    most = 0
    while not _has_ended(pid):
        most = max(most, sum(_held(one) for one in _family(pid)))
        time.sleep(INTERVAL)
    return most


def _has_ended(pid: int) -> bool:
    # It is a zombie until it is waited for, so its number cannot be another program's.
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"


def _family(pid: int) -> list[int]:
    family = [pid]
    for one in family:
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text(encoding="utf-8")
        except OSError:
            continue
        family += map(int, children.split())
    return family


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
