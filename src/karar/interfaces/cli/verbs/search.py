"""``karar search``: words in texts and quotes."""

from __future__ import annotations

from typing import Any

import msgspec
from rich.padding import Padding
from rich.text import Text

from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.search import Options
from karar.interfaces.cli.screen.console import results, tell_left_out, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.table import ID_SHOWN
from karar.ledger import Found, Query


def run(options: Options) -> int:
    """Print what was found, best first."""
    words = " ".join(options.words)
    if not words.strip():
        raise UsageError("There is nothing to look for", hint="Give a word.")
    with open_ledger(options.ledger) as ledger:
        found = ledger.search(words, limit=options.limit, min_confidence=options.min_confidence or None)
        unsure = Query(text=words, min_confidence=options.min_confidence or None)
        tell_left_out("search", ledger.count_left_out(unsure), options.min_confidence)
    if options.as_json:
        write_json_lines(map(to_record, found))
        return exits.OK
    console = results()
    if not found:
        console.print("Nothing was found.")
    for one in found:
        head = Text(f"{one.kind} {one.id[:ID_SHOWN]}", style="bold")
        head.append(f"  {one.title or one.uri}", style="not bold")
        if one.title:
            head.append(f"  {one.uri}", style="dim not bold")
        console.print(head, soft_wrap=True)
        if one.snippet:
            console.print(Padding(mark(one), (0, 0, 0, 4)))
    return exits.OK


def mark(found: Found) -> Text:
    """Return the snippet on one line with the words found in bold."""
    text = Text(found.snippet.replace("\n", " "))
    for span in found.marks:
        text.stylize("bold reverse", span.start, span.end)
    return text


def to_record(found: Found) -> dict[str, Any]:
    """Return a find as JSON: spans in the stored text, and marks in the snippet."""
    return {**msgspec.to_builtins(found), "marks": msgspec.to_builtins(found.marks)}
