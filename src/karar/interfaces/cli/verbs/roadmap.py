"""``karar roadmap``: how far promises have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from karar.errors import NotFoundError, UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.roadmap import Options
from karar.interfaces.cli.screen.console import messages, results, write_json, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.roadmap import RoadmapView
from karar.interfaces.cli.verbs.show import to_moment, to_party, to_sector, words_for
from karar.ledger import Ledger, Query
from karar.model.states import DELIVERY_STATES, INSTRUMENT_STATES
from karar.tracking.compliance import score_all
from karar.tracking.knowing import know_by_parts, know_of
from karar.tracking.roadmaps import Roadmap, roadmaps_of

_FIRST = ("roadmap", "joint-statement")
NO_STATE = "none"


def run(options: Options) -> int:
    """Print one roadmap, or those of some parties."""
    as_of, words = to_moment(options.as_of), words_for(options.ui_lang, labelled=True)
    on = to_today(as_of)
    parties = to_parties(options.asked or ())
    states = to_states(options.state or ())
    with open_ledger(options.ledger) as ledger:
        if parties is None:
            one = find_one(ledger, (options.asked or [""])[0], on, as_of)
            if options.as_json:
                write_json(to_record(one))
            else:
                RoadmapView(results(), words, on).show(one, score=options.score)
            return exits.OK
        query = Query(parties=parties, sectors=tuple(map(to_sector, options.sector or ())))
        linked = ledger.last_linking(as_of) is not None
        looked: list[Roadmap] = []
        for known in know_by_parts(ledger, query, as_of):
            looked += (one for one in roadmaps_of(known, on) if has_state(one, states))
            if len(looked) > options.limit and not options.score:
                break
    found = in_order(looked)
    shown = found[: options.limit]
    if options.as_json:
        write_json_lines(map(to_record, shown))
        return exits.OK
    view = RoadmapView(results(), words, on)
    for roadmap in shown:
        view.line(roadmap, score=options.score)
    if options.score and found:
        view.scored(score_all(one.compliance for one in found))
    if len(found) > len(shown):
        messages().print(words.get("roadmap", "more"))
    if not found:
        messages().print(words.get("roadmap", "none") if linked else words.get("commitment", "unlinked"))
    return exits.OK


def to_today(as_of: datetime | None) -> date:
    """Return the day to be told of: that of a past moment, or today, where the clock of this machine is."""
    return (as_of or datetime.now().astimezone()).astimezone().date()


def to_parties(asked: Sequence[str]) -> tuple[str, ...] | None:
    """Return parties; None where one thing was asked for that is none, so that it is an id.

    Raises:
        UsageError: several things were asked for, and one of them is no party.
    """
    try:
        return tuple(map(to_party, asked))
    except UsageError:
        if len(asked) > 1:
            raise
        return None


def to_states(asked: Sequence[str]) -> tuple[str, ...]:
    """Return states as they were given.

    Raises:
        UsageError: there is no such state.
    """
    known = (*INSTRUMENT_STATES, *DELIVERY_STATES, NO_STATE)
    for one in asked:
        if one not in known:
            hint = f"Choose among: {', '.join(known)}."
            raise UsageError(f"There is no state {one!r}", where="--state", hint=hint)
    return tuple(asked)


def find_one(ledger: Ledger, asked: str, on: date, as_of: datetime | None) -> Roadmap:
    """Return the roadmap of the commitment that a claim belongs to.

    What its page tells of right behind it is looked up as well.

    Raises:
        NotFoundError: no such claim, or none of its commitment's claims is left.
    """
    commitment = ledger.commitment(asked, as_of)
    found = roadmaps_of(know_of(ledger, ledger.claims_beside(commitment.claims, as_of), as_of), on)
    for one in found:
        if one.commitment == commitment.id:
            return one
    raise NotFoundError("All claims of this commitment were rejected", where=asked, hint="See karar judge --list.")


def in_order(found: Sequence[Roadmap]) -> list[Roadmap]:
    """Return roadmaps and joint statements first, then the newest."""
    ordered = sorted(found, key=lambda one: one.commitment)
    ordered.sort(key=lambda one: one.announced or "", reverse=True)
    return sorted(ordered, key=lambda one: one.kind not in _FIRST)


def has_state(one: Roadmap, states: Sequence[str]) -> bool:
    """Whether a roadmap is in one of these states (none: in any).

    Talks and offers, which have no state and wait for none, are left out unless they are asked for.
    """
    own = {one.instrument.state or NO_STATE, one.delivery.state or NO_STATE}
    return bool(own & set(states)) if states else own != {NO_STATE}


def to_record(one: Roadmap) -> dict[str, Any]:
    """Return a roadmap as JSON."""
    record: dict[str, Any] = msgspec.to_builtins(one, str_keys=True)
    return {**record, "contested": one.contested, "ended": one.ended}
