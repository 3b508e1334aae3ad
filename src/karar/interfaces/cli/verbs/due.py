"""``karar due``: what is due or overdue, and how long nothing was heard."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.due import Options
from karar.interfaces.cli.screen.console import messages, results, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.roadmap import RoadmapView
from karar.interfaces.cli.verbs.roadmap import to_today
from karar.interfaces.cli.verbs.show import to_moment, to_party, to_sector, words_for
from karar.ledger import Query
from karar.tracking.due import DueItem, find_due

_TIME = re.compile(r"(\d{1,5})\s*([dwmy]?)")
_DAYS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}


def run(options: Options) -> int:
    """Print what is due and what is overdue."""
    as_of, words = to_moment(options.as_of), words_for(options.ui_lang, labelled=True)
    on, within = to_today(as_of), to_days(options.within)
    parties = tuple(map(to_party, (*(options.who or ()), *(options.party or ()))))
    query = Query(parties=parties, sectors=tuple(map(to_sector, options.sector or ())))
    with open_ledger(options.ledger) as ledger:
        found = find_due(ledger, query, on, within=within, as_of=as_of, limit=options.limit)
    if options.as_json:
        write_json_lines(map(to_record, (*found.coming, *found.overdue)))
        return exits.OK
    RoadmapView(results(), words, on).due(found)
    if not (found.coming or found.overdue):
        messages().print(words.get("due", "nothing"))
    elif found.more:
        messages().print(words.get("due", "more"))
    return exits.OK


def to_days(asked: str) -> int:
    """Return a length of time in days; a month has 30, a year 365.

    >>> to_days("90d"), to_days("2y"), to_days("6m")
    (90, 730, 180)

    Raises:
        UsageError: it is none.
    """
    found = _TIME.fullmatch(asked.strip().casefold())
    if found is None:
        raise UsageError(f"{asked!r} is no length of time", where="--within", hint="Write 90d, 12w, 6m or 2y.")
    return int(found[1]) * _DAYS[found[2]]


def to_record(one: DueItem) -> dict[str, Any]:
    """Return what is due as JSON; of its commitment what tells it apart."""
    record: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(one, roadmap=None))
    roadmap = one.roadmap
    if roadmap is not None:
        record["roadmap"] = {
            "commitment": roadmap.commitment,
            "parties": roadmap.parties,
            "sectors": roadmap.sectors,
            "title": roadmap.title,
            "quote": roadmap.quote,
            "instrument": roadmap.instrument.state,
            "delivery": roadmap.delivery.state,
            "evidence": roadmap.delivery.grade,
            "heard": roadmap.heard,
        }
    return record
