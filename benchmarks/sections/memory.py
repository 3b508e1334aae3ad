"""The most memory that reading many pages holds, with one process and with two."""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks.effort import Effort
from benchmarks.entries import choose_entries
from benchmarks.programs import KARAR, run_program
from benchmarks.report import Figure, Table, show_number
from benchmarks.timing import Spread, Tell
from benchmarks.variants import write_pages
from karar.reference import load_reference

ONE_CORE = False

PAGE = 4000
JOBS = (1, 2)
MEBIBYTE = 2**20
STACK = """
import sys
from pathlib import Path
from benchmarks.peers import build_ruler, find_all
known = Path(sys.argv[1]).read_text("utf-8").splitlines()
find_all(build_ruler("hi", known, sentences=True), "जापान 29 अगस्त को भारत में 10 अरब रुपये का निवेश करेगा।", "hi")
"""
TOLD = (
    "`karar read FOLDER --jobs N` of different pages of about 4 kB into a new ledger; the most that all its processes "
    "held at once, looked at every 20 ms, shared memory counted once. Beside it the stack of the section `text` with "
    "its entries, when it has read one Hindi sentence."
)


def measure(effort: Effort, tell: Tell) -> list[Table]:
    """Watch each number of pages with each number of processes."""
    held: dict[tuple[str, str], int] = {}
    notes = []
    with tempfile.TemporaryDirectory() as folder:
        for number in effort.memory:
            pages = Path(folder) / str(number)
            pages.mkdir()
            write_pages(pages, number, PAGE)
            for jobs in JOBS:
                tell(f"{number} pages, {jobs} jobs")
                ledger = Path(folder) / f"{number}-{jobs}.db"
                command = (*KARAR, "read", str(pages), "--ledger", str(ledger), "--jobs", str(jobs), "--quiet")
                held[str(number), str(jobs)] = run_program(command, watched=True).memory or 0
        if find_spec("spacy") and find_spec("dateparser"):
            tell("the stack, one sentence")
            entries = Path(folder) / "entries.txt"
            entries.write_text("\n".join(choose_entries(load_reference(), "hi", effort.entries)), encoding="utf-8")
            stack = run_program((sys.executable, "-c", STACK, str(entries)), watched=True)
            held["spaCy stack, one sentence", "1"] = stack.memory or 0
        else:
            notes.append("without the stack: spaCy is not installed (python3 go.py bench installs it)")
    return [show(held, notes)]


def show(held: dict[tuple[str, str], int], notes: list[str]) -> Table:
    """Return the table of what was held."""
    first = next(iter(held.values()))
    rows = [
        (pages, jobs, show_number(most / MEBIBYTE), show_number(most / first)) for (pages, jobs), most in held.items()
    ]
    figures = [
        Figure(
            f"{pages} pages" if pages.isdecimal() else pages,
            f"jobs {jobs}",
            "memory",
            "MiB",
            Spread.of([most / MEBIBYTE]),
            "one page, jobs 1",
            Spread.of([most / first]),
        )
        for (pages, jobs), most in held.items()
    ]
    return Table("Peak memory", TOLD, ("pages", "jobs", "MiB", "× first"), tuple(rows), tuple(figures), tuple(notes))
