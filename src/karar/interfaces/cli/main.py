"""The door: the command table, and how a call ends.

Only what is needed to print help is imported here. A verb's own rooms are loaded when it is called.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer

import karar
from karar.errors import KararError
from karar.interfaces.cli import exits
from karar.interfaces.cli.command import Options, Verb, VerbGroup, VerbTable

READ, LINK, LOOK = "Read pages", "Link and judge", "Look at what was found"
KEEP, CHECK = "Care for the ledger", "Check the program"

VERBS: tuple[Verb, ...] = (
    Verb("read", READ, "Read pages and keep their claims in a ledger."),
    Verb("explain", READ, "Show what each step makes of a sentence or a page."),
    Verb("reread", READ, "Read again what an older reader has read."),
    Verb("link", LINK, "Link claims that speak of one promise into commitments."),
    Verb("explain-link", LINK, "Show why two claims are held to speak of one promise, or of two."),
    Verb("judge", LINK, "Decide: link, split, accept, correct or reject claims."),
    Verb("add", LINK, "Add what no page says, with its source: a state reached, what is due, a sum, a meeting …"),
    Verb("import", LINK, "Add many such things from a table (CSV)."),
    Verb("show", LOOK, "List claims or commitments: by party, field, act, sum, day …; or show one commitment."),
    Verb("roadmap", LOOK, "Show how far promises have come: paper, delivery and evidence kept apart."),
    Verb("instruments", LOOK, "Show the register of papers: type, titles, parties, who signed, state, reports."),
    Verb("due", LOOK, "List what is due or overdue, and how long nothing was heard of it."),
    Verb("diff", LOOK, "Show what the ledger came to know between two days."),
    Verb("dialogues", LOOK, "Show the standing talks between states: rounds, rhythm, and when the next is due."),
    Verb("projects", LOOK, "Show what is built by promise: where, how far, for how much, what is contested."),
    Verb("partnership", LOOK, "Show everything that two or more parties promised each other, by pillar and field."),
    Verb("pledges", LOOK, "Show promised money from target to delivery, its pace, and what it comes to."),
    Verb("programmes", LOOK, "Show what states develop, make and buy together: stages, numbers, approvals."),
    Verb("corridor", LOOK, "Show the defence corridors: nodes, investment by date, what is wrong, who speaks of them."),
    Verb("source", LOOK, "Show the text that a claim was read from, with the evidence marked."),
    Verb("search", LOOK, "Find words in the texts and in the quotes."),
    Verb("export", KEEP, "Write the whole ledger as JSON Lines, or a view as CSV, XLSX, IATI …"),
    Verb("withdraw", KEEP, "Withdraw a source's text."),
    Verb("doctor", CHECK, "Check that this installation and the ledger are sound."),
    Verb("evaluate", CHECK, "Measure the reader on labelled pages and golden cases."),
    Verb("schema", CHECK, "Print the JSON Schema of a claim."),
)

START_HERE = (
    ('karar explain "जापान भारत में 10 ट्रिलियन येन का निवेश करेगा।"', "What is made of one sentence, step by step."),
    ("karar read page.txt --published 2025-08-29", "Read a page and keep what it says in karar.db."),
    ("karar show --party IN", "What India promised and was promised."),
    ("karar link", "Put reports of one promise together; then: karar show --commitments"),
    ("karar source ID", "The words that a claim stands on."),
)

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
_CALL_FAULT: type[Exception] = typer.BadParameter.__bases__[0]  # click's UsageError, which typer does not name


def module_of(verb: str) -> str:
    """Return the name of a verb's modules.

    >>> module_of("explain-link"), module_of("import")
    ('explain_link', 'import_')
    """
    return f"{verb}_" if iskeyword(verb) else verb.replace("-", "_")


def load_options(name: str) -> type[Options]:
    """Load the options record of a verb."""
    record: type[Options] = import_module(f"karar.interfaces.cli.options.{module_of(name)}").Options
    return record


def load_run(name: str) -> Callable[[Any], int]:
    """Load what a verb does, with the rooms it needs."""
    run: Callable[[Any], int] = import_module(f"karar.interfaces.cli.verbs.{module_of(name)}").run
    return run


class KararGroup(VerbGroup):
    """The verbs of Karar."""

    table = VerbTable(VERBS, load_options, load_run, START_HERE)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"karar {karar.__version__}")
        raise typer.Exit


def _open(
    ctx: typer.Context,
    version: Annotated[  # noqa: ARG001 (its callback prints it)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Reads what governments announce and keeps a ledger of what they promised each other: who, with whom, in what
    field, for how much, by when, how firmly said. Every field points at the words that say so.
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def _pass() -> None:
    """Reads what governments announce and keeps a ledger of what they promised each other."""


def build(*, options: bool = True) -> Any:
    """Return the whole command line as one (click) command; no verb is loaded yet.

    Without ``options`` those that stand before a verb (--version, --help, --install-completion) are left out: once a
    verb is named nobody asks for them, and parsing them would load typer's validation library, which is more than
    all else that ``karar VERB --help`` needs.
    """
    app = typer.Typer(
        cls=KararGroup,
        rich_markup_mode=None,
        invoke_without_command=True,
        add_completion=options,
        add_help_option=options,
    )
    app.callback()(_open if options else _pass)
    return typer.main.get_command(app)


class Stopped(BaseException):
    """A signal asks the call to end; like Ctrl-C it goes past whatever handles errors."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise `Stopped`, once, so that what was read is kept; one that is ignored stays so."""
    before: dict[signal.Signals, signal.Handlers] = {}
    terminals = [place for place in (1, 2) if os.isatty(place)]

    def stop(number: int, _frame: FrameType | None) -> None:
        for one in before:
            signal.signal(one, signal.SIG_IGN)
        if number == signal.SIGHUP:
            _send_nowhere(terminals)  # a word to a closed terminal would be a fault in the midst of this one
        raise Stopped(number)

    if threading.current_thread() is threading.main_thread():
        wanted = (signal.SIGTERM, signal.SIGHUP)
        before = {one: signal.SIG_DFL for one in wanted if signal.getsignal(one) is signal.SIG_DFL}
    try:
        for one in before:
            signal.signal(one, stop)
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call of ``karar`` and return its exit code; a fault is one line on stderr.

    ``KARAR_DEBUG=1`` in the environment shows the traceback as well.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    verb = next((word for word in given if not word.startswith("-")), None)
    name = f"karar {verb}" if verb in {v.name for v in VERBS} else "karar"
    _open_what_is_closed()
    with _stoppable():
        return _call(given, verb, name)


def _call(given: list[str], verb: str | None, name: str) -> int:
    try:
        code = build(options=given[:1] != [verb]).main(args=given, prog_name="karar", standalone_mode=False) or exits.OK
        sys.stdout.flush()
    except BrokenPipeError:
        return _hush()
    except SystemExit as leave:  # typer leaves this way when a pipe breaks below it
        return _hush() if leave.code == 1 else int(leave.code or 0)
    except Stopped as stopped:
        how = signal.Signals(stopped.number).name
        return _end(name, f"stopped by {how}; what was already written is kept.", exits.SIGNAL + stopped.number)
    except KeyboardInterrupt:
        return _end(name, "stopped; what was already written is kept.", exits.STOPPED)
    except _CALL_FAULT as fault:
        context = getattr(fault, "ctx", None)
        at = context.command_path if context else name
        what = fault.format_message().rstrip(".?!")  # type: ignore[attr-defined]
        return _end(at, f"{what}. Try: {at} --help", exits.USAGE)
    except KararError as fault:
        return _end(name, str(fault), fault.exit_code)
    except OSError as fault:
        # A file that cannot be written is told of by whoever writes it, with its name.
        return _cannot_write(name, fault) if fault.errno in _NO_ROOM and not fault.filename else _failed(name, fault)
    except Exception as fault:  # noqa: BLE001 (the last door: nobody should meet a traceback)
        return _failed(name, fault)
    if code == exits.STOPPED:  # typer's word for Ctrl-C
        return _end(name, "stopped; what was already written is kept.", exits.STOPPED)
    return int(code)


def _failed(name: str, fault: Exception) -> int:
    told = f"the program failed: {type(fault).__name__}: {fault}".rstrip(": ")
    return _end(name, f"{told}. Set KARAR_DEBUG=1 to see where, and report it.", exits.FOUND)


def _cannot_write(name: str, fault: OSError) -> int:
    """Say that what takes the output takes no more; what waits to be written there goes nowhere."""
    _send_nowhere([sys.stdout.fileno()])
    told = f"The output cannot be written: {fault.strerror}. Make room, or send it elsewhere; what was kept is whole."
    return _end(name, told, exits.FOUND)


def _open_what_is_closed() -> None:
    """Open what the shell closed (``<&-``, ``>&-``) to nowhere: Python has no stream for it, and a file would get its
    number."""
    for stream, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, stream) is None:
            # Open as long as the program runs.
            setattr(sys, stream, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _end(name: str, message: str, code: int) -> int:
    """Say in one line on stderr how the call ended."""
    if os.environ.get("KARAR_DEBUG", "0") not in ("", "0") and sys.exc_info()[0]:
        traceback.print_exc()
    try:
        sys.stderr.write(f"{name}: {' '.join(message.split())}\n")
        sys.stderr.flush()
    except OSError:
        pass
    return code


def _hush() -> int:
    """Let the rest of the output go nowhere, so that Python does not complain of the closed pipe when it ends."""
    _send_nowhere([sys.stdout.fileno()])
    return exits.PIPE


def _send_nowhere(places: Sequence[int]) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for place in places:
        os.dup2(nowhere, place)
    os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
