"""The machine: what it is, what is installed, and how a run is made like the one before."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.effort import ROOT

SETTLED = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TQDM_DISABLE": "1",
}
"""Hashes are the same in each run, and no library takes a second core behind our back."""

PACKAGES = ("ahocorasick-rs", "lxml", "trafilatura", "sqlalchemy", "spacy", "dateparser", "price-parser")


def settle(arguments: Sequence[str]) -> None:
    """Start this Python again in the settled environment, unless it is in it already; never returns if it does."""
    if any(os.environ.get(name) != value for name, value in SETTLED.items()):
        os.execve(sys.executable, [sys.executable, *arguments], {**os.environ, **SETTLED})


def allowed_cores() -> list[int]:
    """List the cores that this process may run on."""
    return sorted(os.sched_getaffinity(0))


def hold_to(cores: Sequence[int]) -> None:
    """Hold this process, and those that it starts, to some cores."""
    os.sched_setaffinity(0, cores)


def describe() -> dict[str, str]:
    """Return what a reader of the figures has to know of the machine and the moment."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(),
        "machine": f"{_processor()}, {len(allowed_cores())} cores, {_memory()} GiB, {platform.system()}",
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}",
        "packages": ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
    }


def _commit() -> str:
    asked = ("git", "describe", "--always", "--dirty", "--exclude", "*")
    try:
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return "unknown"
    return done.stdout.strip() or "unknown"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
