"""Where things are printed: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from karar.errors import KararError, UsageError

NARROWEST = 60


def results() -> Console:
    """Return the console of standard output; characters that it cannot show become question marks, not faults.

    A pipe is 100 columns wide unless ``COLUMNS`` says otherwise.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False, width=100)
    return console


def put(console: Console, text: Text | str, indent: int = 0) -> None:
    """Print a text with all its lines indented and no blanks at their ends."""
    told = Text(text) if isinstance(text, str) else text
    for line in told.wrap(console, max(20, console.width - indent)):
        line.rstrip()
        console.print(Text(" " * indent) + line)


def messages() -> Console:
    """Return the console of standard error."""
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(errors="replace")
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def write_json_lines(records: Iterable[Any]) -> None:
    """Write records as JSON Lines in UTF-8, whatever the terminal's encoding; each is on its way at once."""
    for record in records:
        write_bytes(msgspec.json.encode(record) + b"\n")


def write_json(record: Any) -> None:
    """Write one record as indented JSON in UTF-8."""
    write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n")


def write_bytes(content: bytes) -> None:
    """Write UTF-8 to standard output, past its encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def tell(fault: KararError, verb: str) -> None:
    """Say in one line on standard error what went wrong, where, and what to do, and go on."""
    messages().print(f"karar {verb}: {' '.join(str(fault).split())}")


def tell_left_out(verb: str, count: int, least: float) -> None:
    """Say on standard error how many claims were left out because the reader was less sure of them; nothing of none."""
    if count:
        said = "1 claim was" if count == 1 else f"{count} claims were"
        messages().print(f"karar {verb}: {said} left out: less sure than {least:g}. The ledger keeps every claim.")


def choose(**forms: bool) -> str | None:
    """Return the one form that was asked for, None where none was.

    Raises:
        UsageError: several were asked for.

    >>> choose(json=False, table=True)
    'table'
    """
    asked = [name for name, wanted in forms.items() if wanted]
    if len(asked) > 1:
        raise UsageError(f"{' and '.join('--' + name for name in asked)} exclude each other", hint="Choose one.")
    return asked[0] if asked else None
