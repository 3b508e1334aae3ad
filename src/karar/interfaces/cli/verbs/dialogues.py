"""``karar dialogues``: standing talks, their rounds, their rhythm, and when the next is due."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import msgspec

from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.dialogues import Options
from karar.interfaces.cli.screen.console import choose, messages, results, write_bytes, write_json_lines
from karar.interfaces.cli.screen.dialogues import DialogueView
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.words import Words
from karar.interfaces.cli.verbs.show import to_moment, to_party, words_for
from karar.ledger import Query
from karar.model.additions import Held
from karar.reference.dialogues import Level, load_dialogues
from karar.tracking.dialogues import Dialogue, find_dialogues
from karar.tracking.history import Known
from karar.tracking.ical import Summaries, to_ical
from karar.tracking.knowing import know


def run(options: Options) -> int:
    """Print the dialogues asked for, or write a calendar of them."""
    form = choose(json=options.as_json, ical=options.ical is not None)
    as_of, words = to_moment(options.as_of), words_for(options.ui_lang, labelled=True)
    today = (as_of or datetime.now(UTC)).astimezone().date()
    levels = to_levels(options.level or ())
    query = Query(parties=tuple(map(to_party, options.party or ())))
    with open_ledger(options.ledger) as ledger:
        known = know(ledger, query, as_of)
        added = ledger.additions(as_of, subjects=("dialogue:",))
        linked = ledger.last_linking(as_of) is not None
    found = select(known, added, query.parties, levels, today, standing=options.standing)
    if form == "json":
        write_json_lines(map(to_record, found))
    elif options.ical is not None:
        write_ical(options.ical, found, words, as_of or datetime.now(UTC))
    elif found:
        view = DialogueView(results(), words, known)
        for number, dialogue in enumerate(found):
            if number:
                view.console.print()
            view.show(dialogue)
    else:
        messages().print(words.get("dialogue", "none") if linked else words.get("commitment", "unlinked"))
    return exits.OK


def select(
    known: Known, added: Sequence[Held], parties: Sequence[str], levels: Sequence[str], today: date, *, standing: bool
) -> tuple[Dialogue, ...]:
    """Return the dialogues at which these parties sit, of these levels (none: all)."""
    return tuple(
        one
        for one in find_dialogues(known, load_dialogues(), today, added)
        if set(parties) <= set(one.parties) and (one.standing or not standing) and (not levels or one.level in levels)
    )


def to_levels(asked: Sequence[str]) -> tuple[str, ...]:
    """Return levels as they were given.

    Raises:
        UsageError: there is no such level.
    """
    for one in asked:
        if one not in get_args(Level):
            hint = f"Choose among: {', '.join(get_args(Level))}."
            raise UsageError(f"There is no level {one!r}", where="--level", hint=hint)
    return tuple(asked)


def to_record(dialogue: Dialogue) -> dict[str, Any]:
    """Return a dialogue as JSON."""
    record: dict[str, Any] = msgspec.to_builtins(dialogue)
    return record


def write_ical(path: Path, dialogues: Sequence[Dialogue], words: Words, made: datetime) -> None:
    """Write a calendar, and say how many rounds have no day that a calendar could take.

    Raises:
        UsageError: the file cannot be written.
    """
    told = Summaries(*(words.get("ical", key) for key in Summaries._fields))
    names = {code: words.party(code) for one in dialogues for code in one.parties}
    made_of = to_ical(dialogues, names, made, lang=words.lang, words=told)
    if str(path) == "-":
        write_bytes(made_of.content)
    else:
        try:
            path.write_bytes(made_of.content)
        except OSError as error:
            raise UsageError(f"The calendar cannot be written: {error.strerror}", where=str(path)) from error
    if made_of.left_out or sys.stderr.isatty():
        messages().print(words.say("ical", "written", made_of.events, made_of.left_out))
