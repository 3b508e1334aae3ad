"""``karar judge``: what a person decides, kept with who, when and why."""

from __future__ import annotations

import getpass
import re
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.commitments import judgement_record
from karar.interfaces.cli.options.judge import Options
from karar.interfaces.cli.screen.commitment import judgement_line
from karar.interfaces.cli.screen.console import messages, results, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.verbs.show import to_moment, words_for
from karar.ledger import Ledger
from karar.model.judgements import Decided, Decisions, settle

_SUM = re.compile(r"([A-Z]{3})\s+([\d.,_]+(?:[eE]\+?\d+)?)")


def run(options: Options) -> int:
    """Take a decision down, or list those that were."""
    if options.kind is None or options.listing or options.stale:
        if options.kind is not None or options.claims:
            raise UsageError("A list and a decision are two calls", hint="Leave out --list, or the decision.")
        if not (options.listing or options.stale):
            raise UsageError("Nothing was decided", hint="Give a kind and claims, or --list. See karar judge --help.")
        with open_ledger(options.ledger) as ledger:
            show(ledger, options)
        return exits.OK
    if not options.why:
        raise UsageError("A decision needs its reason", where="--why", hint="Say in a few words what you saw.")
    if options.kind == "correct" and options.value is None:
        raise UsageError("A correction needs its value", where="--value", hint="Give what the page says, or null.")
    given = {"field": options.field, "value": to_value(options.value)} if options.field or options.value else {}
    with open_ledger(options.ledger) as ledger:
        made = ledger.judge(
            options.kind.value, options.claims or [], why=options.why, who=options.by or own_name(), **given
        )
        decisions = settle(ledger.judgements())
    overruled = [name for name, by in decisions.overruled.items() if by == made.id]
    if options.as_json:
        write_json_lines([made])
    else:
        messages().print(f"Kept as {made.id[:10]}. It counts from the next karar link on.")
        if overruled:
            messages().print(f"It overrules what was decided before: {', '.join(name[:10] for name in overruled)}.")
    return exits.OK


def show(ledger: Ledger, options: Options) -> None:
    """List decisions, oldest first, with those that a later one overrules and those that are stale."""
    found = ledger.judgements(to_moment(options.as_of))
    decisions = settle(found)
    wanted = [one for one in found if one.stale or not options.stale]
    if options.as_json:
        write_json_lines(judgement_record(one, decisions.overruled) for one in wanted)
        return
    console, words = results(), words_for(None)
    for one in wanted:
        line = f"{one.judgement.id[:10]}  {judgement_line(words, one, decisions)}{_note(ledger, one, decisions)}"
        console.print(line, soft_wrap=True)
    if not wanted:
        messages().print("Nothing is stale." if options.stale else "Nothing was decided yet.")


def _note(ledger: Ledger, one: Decided, decisions: Decisions) -> str:
    """Return why a decision counts for nothing: its words are no longer read, or the claim cannot take the value."""
    if one.stale:
        return "; stale: its words are no longer read"
    if one.judgement.kind == "correct" and one.judgement in decisions.misfits(ledger.claim(str(one.claims[0]))):
        return "; it does not fit what is read there today"
    return ""


def own_name() -> str:
    """Return the user's name on this machine.

    Raises:
        UsageError: it has none.
    """
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise UsageError("Nobody stands for the decision", where="--by", hint="Give a name.") from error


def to_value(asked: str | None) -> Any:
    """Return a value as it is meant: JSON, a sum with its currency, or the words themselves.

    >>> to_value("INR 6e12")
    {'value': '6000000000000', 'currency': 'INR'}
    >>> to_value("null"), to_value("JP"), to_value('["IN", "JP"]')
    (None, 'JP', ['IN', 'JP'])
    """
    if asked is None:
        return None
    found = _SUM.fullmatch(asked.strip())
    if found:
        try:
            value = Decimal(found[2].replace(",", "").replace("_", ""))
        except InvalidOperation:
            return asked
        return {"value": f"{value:f}", "currency": found[1]}
    try:
        return msgspec.json.decode(asked)
    except msgspec.DecodeError:
        return asked
