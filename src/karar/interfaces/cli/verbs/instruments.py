"""``karar instruments``: the register of papers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, get_args

import msgspec

from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.instruments import Options
from karar.interfaces.cli.screen.console import messages, results, write_json_lines
from karar.interfaces.cli.screen.instruments import RegisterView
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.verbs.roadmap import NO_STATE, to_today
from karar.interfaces.cli.verbs.show import to_moment, to_party, to_sector, words_for
from karar.ledger import Query
from karar.model.claims import InstrumentType
from karar.model.commitments import Linking
from karar.model.states import INSTRUMENT_STATES
from karar.tracking.history import Known
from karar.tracking.knowing import know_by_parts
from karar.tracking.register import RegisterEntry, register_of


def run(options: Options) -> int:
    """Print the instruments asked for."""
    as_of, words = to_moment(options.as_of), words_for(options.ui_lang, labelled=True)
    kinds = to_known("--type", options.kind or (), get_args(InstrumentType))
    states = to_known("--state", options.state or (), (*INSTRUMENT_STATES, NO_STATE))
    parties, sectors = tuple(map(to_party, options.party or ())), tuple(map(to_sector, options.sector or ()))
    found: list[RegisterEntry] = []
    with open_ledger(options.ledger) as ledger:
        added = ledger.additions(as_of, subjects=("instrument:",))
        linked = ledger.last_linking(as_of) is not None
        entries = chain(
            [register_of(Known(Linking(()), {}), to_today(as_of), added)],
            (
                register_of(known, to_today(as_of))
                for known in know_by_parts(ledger, Query(parties=parties, sectors=sectors), as_of)
            ),
        )
        for part in entries:
            found += (
                one
                for one in part
                if set(parties) <= set(one.parties)
                and (not sectors or not set(sectors).isdisjoint(one.fields))
                and (not kinds or one.type in kinds)
                and (not states or (one.state or NO_STATE) in states)
            )
            if len(found) > options.limit:
                break
    found.sort(key=lambda one: one.day or "", reverse=True)
    shown = found[: options.limit]
    if options.as_json:
        write_json_lines(map(to_record, shown))
        return exits.OK
    view = RegisterView(results(), words)
    for entry in shown:
        view.show(entry)
    if len(found) > len(shown):
        messages().print(words.get("roadmap", "more"))
    if not found:
        messages().print(words.get("register", "none") if linked else words.get("commitment", "unlinked"))
    return exits.OK


def to_known(option: str, asked: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return names as they were given.

    Raises:
        UsageError: one of them is none.
    """
    for one in asked:
        if one not in known:
            raise UsageError(f"There is no {one!r}", where=option, hint=f"Choose among: {', '.join(known)}.")
    return tuple(asked)


def to_record(entry: RegisterEntry) -> dict[str, Any]:
    """Return an instrument as JSON."""
    record: dict[str, Any] = msgspec.to_builtins(entry)
    return record
