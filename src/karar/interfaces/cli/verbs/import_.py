"""``karar import``: additions from a table, with a report for each row."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from karar.errors import InputError, KararError
from karar.intake.additions import AdditionRow, read_additions
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.import_ import Options
from karar.interfaces.cli.screen.console import messages, results, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.table import ID_SHOWN
from karar.interfaces.cli.verbs.add import problem_line
from karar.interfaces.cli.verbs.judge import own_name
from karar.ledger import Ledger, Taken
from karar.model.additions import find_problems

STANDARD_INPUT = "-"
_AT_ONCE = 500
"""Rows in one transaction: those of a run that is stopped are kept so far, and known when it is run again."""

Outcome = tuple[AdditionRow, Taken]


def run(options: Options) -> int:
    """Add what stands in a table, and report every row."""
    content = read_table(options.file)
    counted: Counter[str] = Counter()
    with open_ledger(options.ledger) as ledger:
        rows = read_additions(content, options.file, who=options.by or own_name(), why=options.why)
        for row, taken in take(ledger, rows, dry_run=options.dry_run):
            counted[outcome(taken)] += 1
            if options.as_json:
                write_json_lines([to_record(row, taken)])
            else:
                report(row, taken, quiet=options.quiet)
    if not (options.quiet or options.as_json):
        kept = "would be new" if options.dry_run else "new"
        told = (
            f"{counted.total()} rows: {counted['new']} {kept}, {counted['known']} known, {counted['refused']} refused."
        )
        messages().print(told)
    return exits.INPUT if counted["refused"] else exits.OK


def read_table(name: str) -> bytes:
    """Return the bytes of a file, or of standard input.

    Raises:
        InputError: it cannot be read.
    """
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        what = f"The table cannot be read ({error.strerror})"
        raise InputError(what, where=name, hint="Check the path and its rights.") from error


def take(ledger: Ledger, rows: Iterator[AdditionRow], *, dry_run: bool) -> Iterator[Outcome]:
    """Yield what became of each row, some hundred of them in one transaction.

    In a dry run a row that stands twice is told to be known the second time only within one such part.
    """
    while part := list(islice(rows, _AT_ONCE)):
        found = iter(ledger.add_additions([row.addition for row in part if row.addition], dry_run=dry_run))
        for row in part:
            yield row, next(found) if row.addition else Taken(None, fault=row.fault)


def outcome(taken: Taken) -> str:
    """Return what became of a row in a word."""
    return "refused" if taken.addition is None else "new" if taken.new else "known"


def report(row: AdditionRow, taken: Taken, *, quiet: bool) -> None:
    """Print a row's line, and what is wrong with it."""
    problems = find_problems(taken.addition) if taken.addition else ()
    if quiet and not (problems or taken.fault):
        return
    console = results()
    name = f" {taken.addition.id[:ID_SHOWN]}" if taken.addition else ""
    ended = f", taken back by {taken.taken_back[:ID_SHOWN]}" if taken.taken_back else ""
    console.print(f"line {row.line}: {outcome(taken)}{name}{ended}{_because(taken.fault)}", soft_wrap=True)
    for problem in problems:
        console.print(f"  {problem_line(problem)}", soft_wrap=True)


def _because(fault: KararError | None) -> str:
    return f" – {fault.what}. {fault.hint or ''}".rstrip() if fault else ""


def to_record(row: AdditionRow, taken: Taken) -> dict[str, Any]:
    """Return a row's report as JSON."""
    problems = find_problems(taken.addition) if taken.addition else ()
    return {
        "line": row.line,
        "outcome": outcome(taken),
        "id": taken.addition.id if taken.addition else None,
        "taken_back": taken.taken_back,
        "fault": str(taken.fault) if taken.fault else None,
        "problems": msgspec.to_builtins(problems),
    }
