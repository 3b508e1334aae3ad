"""How a verb is declared, called, and told in ``--help``.

A verb is an options record (its fields are the options, its docstring the help) and a function that takes the record.
The record's module is cheap to import; the function's is imported when the verb is called.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, ClassVar, Protocol

import typer
from typer.core import TyperCommand, TyperGroup

from karar.interfaces.cli.exits import EXITS

HELP_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Verb:
    """One line of the command table.

    Attributes:
        name: what is typed; also the name of its modules in ``options/`` and ``verbs/``, with _ for -.
        group: the heading it stands under in the top-level help.
        summary: one line.
    """

    name: str
    group: str
    summary: str


class Options(Protocol):
    """What an options record brings: examples as (command, what it does), and the exit codes that it may end with."""

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]]
    EXITS: ClassVar[tuple[int, ...]]


LoadOptions = Callable[[str], type[Options]]
LoadRun = Callable[[str], Callable[[Any], int]]


@dataclass(frozen=True, slots=True)
class VerbTable:
    """The command table: its verbs, how their modules are loaded, and the first steps that the help shows."""

    verbs: tuple[Verb, ...]
    load_options: LoadOptions
    load_run: LoadRun
    start_here: tuple[tuple[str, str], ...]


class VerbCommand(TyperCommand):
    """A verb as a command: calling it makes the options record and hands it to the verb's function."""

    record: type[Options]
    run: Callable[[Any], int]

    def invoke(self, ctx: Any) -> int:
        """Make the record from the parsed line and run the verb; return its exit code."""
        return self.run(super().invoke(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help: usage, what it does, options, examples, exit codes."""
        formatter.width = min(formatter.width, HELP_WIDTH)
        self.format_usage(ctx, formatter)
        for paragraph in cleandoc(self.record.__doc__ or "").split("\n\n"):
            formatter.write_paragraph()
            formatter.write_text(" ".join(paragraph.split()))
        for heading, parameters in self.sections(ctx):
            with formatter.section(heading):
                formatter.write_dl(parameters)
        with formatter.section("Examples"):
            write_examples(formatter, self.record.EXAMPLES)
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), EXITS[code]) for code in self.record.EXITS])

    def sections(self, ctx: Any) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the arguments and the options as (name, help); a section without any is left out."""
        found: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record and parameter.param_type_name == "argument":
                found["Arguments"].append((str(parameter.metavar), record[1]))
            elif record:
                found["Options"].append(record)
        return [(heading, records) for heading, records in found.items() if records]


class VerbGroup(TyperGroup):
    """The command table as a group of verbs, each loaded when it is named."""

    table: ClassVar[VerbTable]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Names alone, for the list, for suggestions and for completion; `get_command` loads the verb itself.
        self.commands = {verb.name: TyperCommand(verb.name, help=verb.summary) for verb in self.table.verbs}

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:  # noqa: ARG002 (click's signature)
        """Load a verb, None where there is none of that name."""
        if cmd_name not in self.commands:
            return None
        return build_command(cmd_name, self.table.load_options(cmd_name), self.table.load_run)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the top-level help: what Karar is, where to start, the verbs by group, exit codes."""
        formatter.width = min(formatter.width, HELP_WIDTH)
        self.format_usage(ctx, formatter)
        for paragraph in cleandoc(self.help or "").split("\n\n"):
            formatter.write_paragraph()
            formatter.write_text(" ".join(paragraph.split()))
        with formatter.section("Start here"):
            write_examples(formatter, self.table.start_here)
        for group in dict.fromkeys(verb.group for verb in self.table.verbs):
            with formatter.section(group):
                formatter.write_dl([(f"{v.name:<12}", v.summary) for v in self.table.verbs if v.group == group])
        with formatter.section("Options"):
            formatter.write_dl([record for p in self.get_params(ctx) if (record := p.get_help_record(ctx))])
        with formatter.section("Exit codes"):
            formatter.write_dl([(f"{code:<3}", text) for code, text in EXITS.items()])
        formatter.write_paragraph()
        formatter.write_text("karar VERB --help tells what a verb does, with examples.")


def write_examples(formatter: Any, examples: Sequence[tuple[str, str]]) -> None:
    """Write commands as they are typed, each with what it does below it."""
    for command, what in examples:
        formatter.write(f"{'':>{formatter.current_indent}}{command}\n")
        formatter.indent()
        formatter.indent()
        formatter.write_text(what)
        formatter.dedent()
        formatter.dedent()


def build_command(name: str, record: type[Options], load_run: LoadRun) -> TyperCommand:
    """Return the command of one verb; its function is loaded when it is invoked."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=VerbCommand)(record)
    command = typer.main.get_command(app)
    if not isinstance(command, VerbCommand):  # pragma: no cover (typer makes what it is told to)
        raise TypeError(f"{name} is no verb")
    command.record = record

    def run(options: Any) -> int:
        return load_run(name)(options)

    command.run = run
    return command
