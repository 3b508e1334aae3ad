"""``python -m benchmarks``: which sections, how much of each, and where the figures go."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from benchmarks.effort import LONG, QUICK, USUAL, Effort
from benchmarks.machine import allowed_cores, describe, hold_to
from benchmarks.programs import ProgramError
from benchmarks.report import Table, draw, merge_results, to_markdown, to_records
from karar.errors import KararError

SECTIONS = {
    "text": "text → claims, beside spaCy + dateparser + price-parser",
    "pages": "page → claims, beside trafilatura and a bare parse",
    "gate": "is a page worth reading, beside parsing it",
    "startup": "how long a command takes to start",
    "memory": "peak memory of reading many pages",
    "growth": "what tenfold the work costs",
    "jobs": "several processes",
}
HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"
RUNS = HERE / "results" / "runs.jsonl"


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for; return the exit code."""
    options = parse_arguments(arguments)
    effort = QUICK if options.quick else LONG if options.long else USUAL
    if options.shared:
        effort = replace(effort, shared=options.shared)
    about: dict[str, str] = {}
    written: dict[str, str] = {}
    try:
        for name in options.sections or SECTIONS:
            about = describe()
            tables = measure_apart(name, effort, options.core)
            records = to_records(name, tables, about)
            keep(records)
            print("\n".join(records) if options.json else "\n\n".join(draw(table) for table in tables) + "\n")
            sys.stdout.flush()
            written[name] = to_markdown(name, tables, about)
    except (ProgramError, KararError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("benchmarks: stopped", file=sys.stderr)
        return 130
    if not options.quick and not options.dry_run:
        merge_results(RESULTS, written, tuple(SECTIONS), about)
    return 0


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure Karar beside other ways of doing the same, in turns, in one run.",
        epilog="sections:\n" + "\n".join(f"  {name:9} {what}" for name, what in SECTIONS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sections", nargs="*", metavar="SECTION", help="what to measure; everything without one")
    effort = parser.add_mutually_exclusive_group()
    effort.add_argument("--quick", action="store_true", help="a minute's look; RESULTS.md stays as it is")
    effort.add_argument("--long", action="store_true", help="more rounds, and 10,000 pages while memory is watched")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON Lines, not as tables")
    parser.add_argument("--dry-run", action="store_true", help="leave RESULTS.md as it is")
    parser.add_argument("--core", type=int, metavar="N", help="the core to measure on; the last one without it")
    parser.add_argument("--shared", type=Path, metavar="DIR", help="where the data beside the repository is")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"no section {unknown[0]!r}; choose among {', '.join(SECTIONS)}")
    if options.core is not None and options.core not in allowed_cores():
        parser.error(f"no core {options.core}; choose among {', '.join(map(str, allowed_cores()))}")
    return options


def measure_apart(section: str, effort: Effort, core: int | None) -> list[Table]:
    """Measure one section in a process of its own, so that none carries what another one loaded."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(measure, section, effort, core).result()


def measure(section: str, effort: Effort, core: int | None) -> list[Table]:
    """Measure one section here; one that is held to a core stays on it."""
    module = import_module(f"benchmarks.sections.{section}")
    if module.ONE_CORE:
        hold_to([allowed_cores()[-1] if core is None else core])
    tables: list[Table] = module.measure(effort, lambda line: tell(section, line))
    tell(section, "")
    return tables


def tell(section: str, line: str) -> None:
    """Say how far it is: one line that changes on a terminal, else a line each."""
    if sys.stderr.isatty():
        print(f"\r\033[K{section}: {line}" if line else "\r\033[K", end="", file=sys.stderr, flush=True)
    elif line:
        print(f"{section}: {line}", file=sys.stderr, flush=True)


def keep(records: Sequence[str]) -> None:
    """Append the figures to those of earlier runs."""
    RUNS.parent.mkdir(exist_ok=True)
    with RUNS.open("a", encoding="utf-8") as file:
        file.writelines(f"{record}\n" for record in records)
