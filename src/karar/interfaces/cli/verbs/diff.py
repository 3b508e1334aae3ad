"""``karar diff``: what the ledger came to know between two days."""

from __future__ import annotations

from itertools import groupby

from rich.padding import Padding
from rich.text import Text

from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.diff import Options
from karar.interfaces.cli.screen.commitment import CommitmentView
from karar.interfaces.cli.screen.console import messages, results, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.table import ID_SHOWN
from karar.interfaces.cli.screen.words import Words
from karar.interfaces.cli.verbs.show import to_moment, words_for
from karar.pipeline.linking import known_at
from karar.reference.rates import load_rates
from karar.tracking.history import Difference, Known, compare_states, state_of


def run(options: Options) -> int:
    """Print what has changed, by commitment."""
    since, until = to_moment(options.since), to_moment(options.until)
    if since and until and since > until:
        raise UsageError("The first day is later than the second", hint="Give the earlier one first.")
    with open_ledger(options.ledger) as ledger:
        before, after = known_at(ledger, since), known_at(ledger, until)
    found = compare_states(before, after, load_rates())
    if options.as_json:
        write_json_lines(found)
        return exits.OK
    words = words_for(options.ui_lang)
    for name, changes in groupby(sorted(found, key=lambda one: one.commitment), key=lambda one: one.commitment):
        print_changes(words, name, list(changes), before, after)
    if not found:
        messages().print("Nothing has changed.")
    return exits.OK


def print_changes(words: Words, name: str, changes: list[Difference], before: Known, after: Known) -> None:
    """Print a commitment, as it is known at the end (or, if it is gone, as it was), and below it what has changed."""
    view = CommitmentView(results(), words)
    for known in (after, before):
        found = next((one for one in known.linking.commitments if one.id == name), None)
        if found is not None and known.claims_of(found):
            view.line(state_of(known, found, load_rates()), known.claims_of(found))
            break
    else:
        view.console.print(Text(name[:ID_SHOWN], "bold"))
    for one in changes:
        line = Text("→ " + in_words(words, one), "bold cyan")
        view.console.print(Padding(line, (0, 0, 0, 12)))


def in_words(words: Words, one: Difference) -> str:
    """Return a change in words.

    >>> in_words(Words("en", {}), Difference("a", "step", ("pledge", "signed")))
    'pledged → signed'
    """
    tables = {"step": "step", "dispute": "field", "settled": "field"}
    told = [words.get(tables.get(one.change, ""), part) for part in one.told]
    if one.change == "relation":
        told = [words.get("relation", told[0]), told[1][:ID_SHOWN]]
    if one.change == "judgement":
        told[0] = words.get("judgement", told[0])
    if one.change == "merged":
        told = [part[:ID_SHOWN] for part in told]
    if one.change == "sum":
        told = [part or "–" for part in told]
    return words.say("change", one.change, *told)
