"""``karar add``: what a person adds, kept with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

import msgspec

from karar.errors import UsageError
from karar.intake.additions import make_addition
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.add import Options
from karar.interfaces.cli.screen.console import messages, results, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.table import ID_SHOWN
from karar.interfaces.cli.verbs.judge import own_name
from karar.interfaces.cli.verbs.show import to_moment
from karar.ledger import Taken
from karar.model.additions import NUMBERED, Addition, AdditionKind, Held, find_problems
from karar.model.problems import Problem

KINDS: tuple[AdditionKind, ...] = get_args(AdditionKind)
TAKE_BACK = "take-back"
_SUM = re.compile(r"([A-Z]{3})\s+(-?[\d.,_]+(?:[eE]\+?\d+)?)")


def run(options: Options) -> int:
    """Take an addition down, or list those that were."""
    if options.listing:
        return show(options)
    if options.kind is None or options.subject is None:
        raise UsageError("Nothing was added", hint="Give a kind and what it is about, or --list. See karar add --help.")
    given = to_addition(options)
    with open_ledger(options.ledger) as ledger:
        (taken,) = ledger.add_additions([given], dry_run=options.dry_run)
    if taken.addition is None:
        raise taken.fault or UsageError("It was not kept")
    if options.as_json:
        write_json_lines([to_record(Held(taken.addition, None, taken.taken_back))])
    else:
        messages().print(told(taken, dry_run=options.dry_run))
        for problem in find_problems(taken.addition):
            messages().print(f"  {problem_line(problem)}")
    return exits.OK


def told(taken: Taken, *, dry_run: bool) -> str:
    """Return in a sentence what became of an addition."""
    name = taken.addition.id[:ID_SHOWN] if taken.addition else ""
    if taken.taken_back:
        again = f"karar add take-back {taken.taken_back[:ID_SHOWN]}"
        return f"Kept already as {name}, and taken back since. To make it count again: {again}"
    if not taken.new:
        return f"Kept already as {name}; nothing was added."
    return f"Would be kept as {name}." if dry_run else f"Kept as {name}."


def problem_line(problem: Problem) -> str:
    """Return a problem in one line."""
    return f"{problem.severity}: {problem.message} ({problem.field}: {problem.kind})"


def to_addition(options: Options) -> Addition:
    """Return what the options add.

    Raises:
        UsageError: it cannot be understood.
    """
    cells: dict[str, str | None] = {
        name: getattr(options, name)
        for name in (
            "day", "until", "unit", "qualifier", "funds", "track", "party", "parties", "place", "code", "note", "lang",
            "source", "publisher", "published", "quote", "standing", "what", "value", "why",
        )
    }  # fmt: skip
    if options.kind not in KINDS:
        raise UsageError(f"There is no kind {options.kind!r}", hint=f"Choose among: {', '.join(KINDS)}.")
    cells |= {"kind": options.kind, "subject": options.subject, "who": options.by or own_name()}
    if options.kind == TAKE_BACK:
        cells |= {"subject": None, "takes_back": options.subject}
        if options.what:
            raise UsageError("A take-back names one addition and nothing else", hint="Give the reason with --why.")
    if options.at:
        cells["latitude"], _, cells["longitude"] = options.at.partition(",")
    found = _SUM.fullmatch((options.value or "").strip())
    if found and not options.unit:
        cells |= {"unit": found[1], "value": found[2]}
    if options.kind in NUMBERED:
        cells["value"] = to_number(cells["value"])
    try:
        return make_addition({name: value for name, value in cells.items() if value is not None})
    except ValueError as error:
        raise UsageError(f"This cannot be kept: {error}", hint="See karar add --help.") from error


def to_number(written: str | None) -> str | None:
    """Return a number that may be written with commas or an exponent as its digits; what is none stays as it is.

    >>> to_number("5e12"), to_number("12,345.5"), to_number("many")
    ('5000000000000', '12345.5', 'many')
    """
    try:
        number = Decimal((written or "").replace(",", "").replace("_", ""))
    except InvalidOperation:
        return written
    return f"{number:f}" if number.is_finite() else written


def show(options: Options) -> int:
    """List additions, oldest first; where nothing else is named, what is named first is their subject."""
    if options.subject:
        raise UsageError("A list and an addition are two calls", hint="Leave out --list, or what is added.")
    subject = options.kind
    if subject and ":" not in subject:
        subject = f"commitment:{subject}"
    with open_ledger(options.ledger) as ledger:
        found = ledger.additions(to_moment(options.as_of), subjects=(subject,) if subject else ())
    if options.as_json:
        write_json_lines(map(to_record, found))
        return exits.OK
    console = results()
    for line in lines(found):
        console.print(line, soft_wrap=True)
    if not found:
        messages().print("Nothing was added yet.")
    return exits.OK


def lines(found: Iterable[Held]) -> Iterable[str]:
    """Yield additions in words, each with what is wrong with it below."""
    for one in found:
        added = one.addition
        subject = added.subject
        if subject.startswith("commitment:"):
            subject = subject.removeprefix("commitment:")[:ID_SHOWN]
        what = " ".join(filter(None, (added.kind, added.what, added.unit, added.value, added.note)))
        if added.takes_back:
            what = f"take-back {added.takes_back[:ID_SHOWN]}: {added.why}"
        source = added.source
        says = ", ".join(filter(None, (source.where, source.publisher, source.published))) if source else None
        day = " – ".join(filter(None, (added.day, added.until)))
        at = f"{added.at:%Y-%m-%d}" if added.at else ""
        state = "taken back" if one.taken_back else "stale: its words are no longer read" if one.stale else None
        parts = (added.id[:ID_SHOWN], subject, what, day, says, f"added by {added.who} on {at}", state)
        yield " · ".join(filter(None, parts))
        yield from (f"  {problem_line(problem)}" for problem in one.problems)


def to_record(one: Held) -> dict[str, Any]:
    """Return an addition as JSON, with what is wrong with it, the claim it is about today, and whether it counts."""
    record: dict[str, Any] = msgspec.to_builtins(one.addition)
    today = {"today": one.claim, "stale": one.stale, "taken_back": one.taken_back}
    return {**record, **today, "problems": msgspec.to_builtins(one.problems)}
