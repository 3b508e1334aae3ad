"""``karar explain``: what each step of the reader makes of a text."""

from __future__ import annotations

import sys

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from karar.errors import UsageError
from karar.intake import open_page
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.explain import Options
from karar.interfaces.cli.screen.console import results, write_json
from karar.interfaces.cli.verbs.read import to_language, to_published
from karar.model.documents import Document, Page, PageFacts
from karar.pages import read_page
from karar.pipeline.explain import Explained, ExplainedItem, explain
from karar.reference import load_reference


def run(options: Options) -> int:
    """Explain the text or the page."""
    doc = read_page(to_page(options))
    stages = explain(doc, load_reference())
    if options.as_json:
        write_json({"document": msgspec.to_builtins(doc), "stages": [to_record(stage) for stage in stages]})
        return exits.OK
    console = results()
    for stage in stages:
        print_stage(console, stage, doc)
    return exits.OK


def to_page(options: Options) -> Page:
    """Return what is to be explained as a page.

    Raises:
        UsageError: neither a text nor a file was given, or both were.
        PageError: the file cannot be read, or holds more than one page.
    """
    facts = PageFacts(published=to_published(options.published), lang=to_language(options.language))
    text = " ".join(options.text or ())
    if bool(text.strip()) == bool(options.file):
        raise UsageError("Give either a text or --file", hint='Try: karar explain "…"')
    if options.file is None:
        return Page(text.encode(), "text", media_type="text/plain", facts=facts)
    return open_page(str(options.file), facts=facts, stdin=sys.stdin.buffer)


def print_stage(console: Console, stage: Explained, doc: Document) -> None:
    """Print one stage: its name, what it does, and a line for each thing that it made."""
    head = Text(stage.stage, style="bold")
    head.append(f"  {stage.what}", style="not bold dim")
    console.print(head)
    if not stage.items:
        console.print(Text("    nothing", style="dim"))
    grid = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    offsets = max((len(place(item)) for item in stage.items), default=0)
    grid.add_column(width=2)
    grid.add_column(width=offsets, justify="right", style="dim", no_wrap=True)
    room = max(console.width, 60) - offsets - 6
    grid.add_column(width=room * 2 // 5, overflow="fold")
    grid.add_column(width=room - room * 2 // 5 - 2, overflow="fold")
    for item in stage.items:
        said = Text(item.label, style="bold")
        if item.detail:
            said.append(f"  {item.detail}", style="not bold")
        grid.add_row("", place(item), Text(" ".join(shown(item, doc).split())), said)
    console.print(grid)
    console.print()


def place(item: ExplainedItem) -> str:
    """Return the span of the original text that an item is about, empty where it is about none."""
    return f"{item.span.start}–{item.span.end}" if item.span else ""


def shown(item: ExplainedItem, doc: Document) -> str:
    """Return the words of an item: its own, or those of its span."""
    return item.text or (item.span.of(doc.text) if item.span else "")


def to_record(stage: Explained) -> dict[str, object]:
    """Return a stage as JSON."""
    return {
        "stage": stage.stage,
        "what": stage.what,
        "items": [
            {
                "span": [item.span.start, item.span.end] if item.span else None,
                "text": item.text,
                "label": item.label,
                "detail": item.detail,
            }
            for item in stage.items
        ],
    }
