"""Several processes: how much sooner the same pages are read."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.effort import Effort
from benchmarks.machine import allowed_cores
from benchmarks.programs import KARAR, run_program
from benchmarks.report import Figure, Table, show_number, show_spread
from benchmarks.timing import Sample, Spread, Tell
from benchmarks.variants import write_pages

ONE_CORE = False

PAGE = 4000
ROUNDS = 3
TOLD = (
    "`karar read FOLDER --jobs N` of {pages} different pages of about 4 kB into a new ledger, in turns, start-up "
    "included. This one is timed on the wall, on all cores: what else runs on the machine counts. Speed-up is the wall "
    "time of one process over this one's, in the same round."
)


def measure(effort: Effort, tell: Tell) -> list[Table]:
    """Read the same pages with one process, two, and as many as there are cores."""
    cores = len(allowed_cores())
    numbers = sorted({1, 2, cores})
    rounds = min(effort.rounds, ROUNDS)
    samples: dict[int, list[Sample]] = {jobs: [] for jobs in numbers}
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        write_pages(pages, effort.jobs_pages, PAGE)
        for turn in range(rounds):
            for jobs in numbers:
                tell(f"round {turn + 1} of {rounds}, {jobs} jobs")
                ledger = Path(folder) / f"{turn}-{jobs}.db"
                command = (*KARAR, "read", str(pages), "--ledger", str(ledger), "--jobs", str(jobs), "--quiet")
                samples[jobs].append(run_program(command).sample)
    return [show(samples, effort.jobs_pages, cores)]


def show(samples: dict[int, list[Sample]], pages: int, cores: int) -> Table:
    """Return the table of speed-ups."""
    rows, figures = [], []
    for jobs, own in samples.items():
        wall = Spread.of([sample.wall for sample in own])
        sooner = Spread.of([alone.wall / sample.wall for alone, sample in zip(samples[1], own, strict=True)])
        work = Spread.of([sample.cpu / alone.cpu for alone, sample in zip(samples[1], own, strict=True)])
        cpu = Spread.of([sample.cpu for sample in own])
        rate = show_number(pages / wall.median)
        rows.append((str(jobs), show_spread(wall), rate, show_spread(sooner), show_spread(cpu), show_spread(work)))
        figures.append(Figure(f"{pages} pages", f"jobs {jobs}", "speed-up", "", sooner, "jobs 1", sooner))
        figures.append(Figure(f"{pages} pages", f"jobs {jobs}", "wall", "s", wall))
        figures.append(Figure(f"{pages} pages", f"jobs {jobs}", "cpu", "s", cpu, "jobs 1", work))
    head = ("jobs", "wall s", "pages/s", "speed-up", "CPU s", "CPU × one job")
    told = TOLD.format(pages=pages)
    return Table("Several processes", told, head, tuple(rows), tuple(figures), (f"The machine has {cores} cores.",))
