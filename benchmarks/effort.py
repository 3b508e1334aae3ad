"""How much is measured: a minute's look, the usual run, the long one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Effort:
    """How much each section does.

    Attributes:
        rounds: how often each contender is timed; the median of them is the figure.
        articles: the most articles of a set of texts.
        large: the most large pages of a set.
        starts: how often a program is started.
        sizes: lengths of one article in kB of UTF-8, each ten times the one before.
        pages: numbers of pages read into a ledger, each ten times the one before.
        calls: how often a ledger is asked one question in a round.
        memory: numbers of pages read while memory is watched.
        jobs_pages: how many pages the processes share.
        entries: entries of the phrase ruler.
        shared: the folder with data that is not part of this repository; it may be missing.
    """

    rounds: int = 5
    articles: int = 200
    large: int = 40
    starts: int = 15
    sizes: tuple[int, ...] = (2, 20, 200)
    pages: tuple[int, ...] = (30, 300, 3000)
    calls: int = 20
    memory: tuple[int, ...] = (1, 100, 1000)
    jobs_pages: int = 400
    entries: int = 20_000
    shared: Path = ROOT.parent / "shared"


USUAL = Effort()
QUICK = Effort(
    rounds=3,
    articles=12,
    large=6,
    starts=3,
    sizes=(2, 20),
    pages=(10, 100),
    memory=(1, 50),
    jobs_pages=60,
    entries=20_000,
)
LONG = Effort(rounds=9, starts=31, memory=(1, 100, 1000, 10_000), jobs_pages=2000)
