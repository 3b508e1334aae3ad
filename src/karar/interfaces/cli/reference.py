"""Writes ``docs/reference/cli.md`` out of the commands themselves: ``python -m karar.interfaces.cli.reference``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from inspect import cleandoc

from karar.interfaces.cli.command import VerbCommand
from karar.interfaces.cli.exits import EXITS
from karar.interfaces.cli.main import START_HERE, VERBS, build

HEAD = """\
# The command line

<!-- Written by `python -m karar.interfaces.cli.reference`; a test compares it with the commands. -->

`karar VERB [options]`. `karar --help` and `karar VERB --help` say the same as this page.

Results go to standard output, everything else (progress, summaries, faults) to standard error. A fault is one line:
what, where, what to do. `KARAR_DEBUG=1` in the environment shows the traceback as well. On long reads a terminal shows
a bar with rate and time left; elsewhere a line is written every ten seconds.

The ledger is `karar.db` in the current folder unless `--ledger` or the environment's `KARAR_LEDGER` names another.

Shell completion for bash, zsh and fish: `karar --install-completion`.
"""


def cell(text: str) -> str:
    """Return a text as a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def render() -> str:
    """Return the whole page."""
    return "\n".join(lines()) + "\n"


def lines() -> Iterator[str]:
    """Yield the page's lines: start here, exit codes, then each verb."""
    yield HEAD
    yield "## Start here\n"
    yield from examples(START_HERE)
    yield "## Exit codes\n"
    yield "| code | meaning |\n|---|---|"
    yield from (f"| {code} | {cell(text)} |" for code, text in EXITS.items())
    yield "\n`karar read` reads on where a page cannot be read, and ends with 3.\n"
    group = build()
    with group.make_context("karar", [], resilient_parsing=True) as root:
        for verb in VERBS:
            command = group.get_command(root, verb.name)
            with command.make_context(verb.name, [], parent=root, resilient_parsing=True) as context:
                yield from verb_lines(verb.name, command, context)


def verb_lines(name: str, command: VerbCommand, context: object) -> Iterator[str]:
    """Yield the lines of one verb."""
    yield f"## karar {name}\n"
    yield cleandoc(command.record.__doc__ or "") + "\n"
    for heading, rows in command.sections(context):
        yield f"| {heading[:-1].lower()} | meaning |\n|---|---|"
        yield from (f"| `{cell(option)}` | {cell(text)} |" for option, text in rows)
        yield ""
    yield from examples(command.record.EXAMPLES)
    yield f"Ends with {', '.join(map(str, command.record.EXITS))}.\n"


def examples(pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Yield examples as a shell block, each with what it does as a comment above it."""
    yield "```sh"
    for command, what in pairs:
        yield f"# {what}"
        yield command
    yield "```\n"


if __name__ == "__main__":
    sys.stdout.write(render())
