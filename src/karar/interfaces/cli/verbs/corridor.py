"""``karar corridor``: the defence corridors and other zones, their figures, problems, and links to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import msgspec

from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.corridor import Options
from karar.interfaces.cli.options.shared import DEFAULT_LEDGER
from karar.interfaces.cli.screen.console import choose, results, write_json, write_json_lines
from karar.interfaces.cli.screen.corridor import CorridorView
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.verbs.show import to_day, words_for
from karar.model.additions import Held
from karar.model.days import last_day
from karar.reference import load_reference
from karar.reference.corridors import load_tables
from karar.tracking.corridor_links import CorridorLink, find_links
from karar.tracking.corridor_types import Corridor
from karar.tracking.corridor_units import with_units
from karar.tracking.corridors import load_corridor, load_corridors
from karar.tracking.geojson import to_geojson


def run(options: Options) -> int:
    """Print the corridors asked for."""
    form = choose(json=options.as_json, geojson=options.as_geojson)
    as_of = to_last_day(options.as_of)
    corridors = (load_corridor(options.id, as_of),) if options.id else load_corridors(as_of)
    if form == "geojson":
        write_json(to_geojson(corridors))
        return exits.OK
    ledger = options.ledger or (DEFAULT_LEDGER if DEFAULT_LEDGER.exists() else None)
    links = links_of(ledger, as_of) if ledger else None
    corridors = with_units(corridors, units_of(ledger, as_of)) if ledger else corridors
    if form == "json":
        records = [to_record(corridor, links) for corridor in corridors]
        if options.id:
            write_json(records[0])
        else:
            write_json_lines(records)
        return exits.OK
    view = CorridorView(results(), words_for(options.ui_lang, labelled=True))
    for number, corridor in enumerate(corridors):
        if number:
            view.console.print()
        view.show(corridor, of_corridor(links, corridor))
    return exits.OK


def to_last_day(asked: str | None) -> date | None:
    """Return the last day of a day, month or year.

    Raises:
        UsageError: it is none.
    """
    written = to_day(asked, "--as-of")
    if written is None:
        return None
    day = last_day(written)
    if day is None:
        raise UsageError(f"{written!r} is no day", where="--as-of", hint="Write 2025-08-30, 2025-08 or 2025.")
    return day


def links_of(path: Path, as_of: date | None) -> tuple[CorridorLink, ...]:
    """Return all links of a ledger, as it knew them at the end of a day."""
    moment = datetime.combine(as_of, time.max).astimezone(UTC) if as_of else None
    abbreviations = {lang: pack.abbreviations for lang, pack in load_reference().packs.items()}
    with open_ledger(path) as ledger:
        return find_links(ledger, load_corridors(), load_tables(), abbreviations, moment)


def units_of(path: Path, as_of: date | None) -> list[Held]:
    """Return what people had added to corridors by the end of a day."""
    moment = datetime.combine(as_of, time.max).astimezone(UTC) if as_of else None
    with open_ledger(path) as ledger:
        return ledger.additions(moment, subjects=("corridor:",))


def of_corridor(links: Sequence[CorridorLink] | None, corridor: Corridor) -> tuple[CorridorLink, ...] | None:
    """Return the links of one corridor; None where no ledger was asked."""
    return None if links is None else tuple(link for link in links if link.corridor == corridor.id)


def to_record(corridor: Corridor, links: Sequence[CorridorLink] | None) -> dict[str, Any]:
    """Return a corridor as JSON; ``links`` is null where no ledger was asked."""
    record: dict[str, Any] = msgspec.to_builtins(corridor)
    return {**record, "links": msgspec.to_builtins(of_corridor(links, corridor))}
