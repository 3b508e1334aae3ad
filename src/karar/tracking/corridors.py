"""Corridors: nodes, units, land, memoranda, potential and actual investment by date, and what is wrong with them.

Figures stand as their sources told them: none is smoothed, and a row that cannot be right stays and bears its problem
(`corridor_checks`). The realised share is the actual investment divided by the potential one. A memorandum is no
investment, so the two are never added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import msgspec

from karar.errors import UsageError
from karar.model.days import last_day
from karar.reference.corridors import WHERE, CorridorRows, SourceNote, load_tables, spellings
from karar.tracking.corridor_checks import check
from karar.tracking.corridor_types import Corridor, Figures, Land, Node, Unit, read_number

_SHARE = Decimal("0.000001")


def load_corridors(as_of: date | None = None) -> tuple[Corridor, ...]:
    """Return all corridors as known at the end of a day (None: with all that is in the files).

    Raises:
        ResourceError: the compiled data is missing or broken.

    >>> [corridor.state for corridor in load_corridors()]
    ['IN-TN', 'IN-UP']
    """
    return tuple(build_corridor(rows, as_of) for rows in load_tables().corridors)


def load_corridor(name: str, as_of: date | None = None) -> Corridor:
    """Return one corridor, by its id or its state's code.

    Raises:
        UsageError: no corridor is called that.
        ResourceError: the compiled data is missing or broken.

    >>> load_corridor("IN-UP", date(2023, 4, 30)).latest.realised
    Decimal('0.200558')
    """
    found = [rows for rows in load_tables().corridors if name.casefold() in (rows.id, rows.state.casefold())]
    if len(found) != 1:
        known = ", ".join(rows.id for rows in load_tables().corridors)
        raise UsageError(f"No corridor is called {name!r}", hint=f"Choose among: {known}.")
    return build_corridor(found[0], as_of)


def build_corridor(rows: CorridorRows, as_of: date | None = None) -> Corridor:
    """Return a corridor from its rows, checked.

    Args:
        rows: what its files say.
        as_of: what is of a later date, or was told by a later source, is left out; a month counts from its last day.
            Rows whose date is none always stay.
    """
    written: dict[str, list[Mapping[str, str]]] = {
        "nodes": list(rows.nodes),
        "figures": _in_order(_known(rows.figures, "date", rows.sources, as_of)),
        "land": _in_order(_known(rows.land, "date", rows.sources, as_of)),
        "units": _known(rows.units, "since", rows.sources, as_of),
    }
    figures = tuple(_figures(row, rows.scale) for row in written["figures"])
    land = tuple(_land(row) for row in written["land"])
    units = tuple(_unit(row, rows.scale) for row in written["units"])
    told: tuple[Figures | Land | Unit, ...] = (*figures, *land, *units)
    shown = {one.source for one in told} | set(rows.source_ids)
    taken = ("id", "labels", "kind", "kind_labels", "country", "state", "operator", "announced", "sectors", "currency")
    found = Corridor(
        **{name: getattr(rows, name) for name in taken},
        nodes=tuple(_node(row) for row in rows.nodes),
        units=units,
        figures=figures,
        land=land,
        latest=next((one for one in reversed(figures) if last_day(one.date)), None),
        sources={name: note for name, note in rows.sources.items() if name in shown},
        problems=(),
        as_of=as_of.isoformat() if as_of else None,
    )
    return msgspec.structs.replace(found, problems=check(found, written))


# --- from rows to values ---------------------------------------------------------------------


def _known(
    rows: Iterable[Mapping[str, str]], column: str, sources: Mapping[str, SourceNote], as_of: date | None
) -> list[Mapping[str, str]]:
    """Return the rows that are of a day no later than ``as_of`` and that somebody had told by then."""
    return [
        row
        for row in rows
        if as_of is None
        or all((last_day(written) or as_of) <= as_of for written in (row[column], sources[row["source"]].date))
    ]


def _in_order(rows: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return sorted(rows, key=lambda row: last_day(row["date"]) or date.max)


def _sum(written: str, scale: int) -> str | None:
    number = read_number(written)
    return None if number is None else f"{(number * scale).normalize():f}"


def _figures(row: Mapping[str, str], scale: int) -> Figures:
    memoranda = read_number(row["memoranda"])
    potential, actual = (read_number(row[name]) for name in ("potential", "actual"))
    sound = potential is not None and actual is not None and potential > 0 and actual >= 0
    return Figures(
        date=row["date"],
        memoranda=None if memoranda is None or memoranda % 1 else int(memoranda),
        potential=_sum(row["potential"], scale),
        actual=_sum(row["actual"], scale),
        realised=(actual / potential).quantize(_SHARE) if sound and actual is not None and potential else None,
        source=row["source"],
        where=row[WHERE],
    )


def _land(row: Mapping[str, str]) -> Land:
    given = row["date"], row["node"] or None, row["measure"], read_number(row["hectares"])
    return Land(*given, source=row["source"], where=row[WHERE])


def _names(row: Mapping[str, str]) -> dict[str, str]:
    return {lang: spellings(row, lang)[0] for lang in ("en", "hi") if spellings(row, lang)}


def _node(row: Mapping[str, str]) -> Node:
    latitude, longitude = (read_number(row[name]) for name in ("latitude", "longitude"))
    return Node(
        id=row["id"],
        names=_names(row),
        code=row["code"],
        latitude=None if latitude is None else float(latitude),
        longitude=None if longitude is None else float(longitude),
        place=row["place"],
        where=row[WHERE],
    )


def _unit(row: Mapping[str, str], scale: int) -> Unit:
    return Unit(
        id=row["id"],
        names=_names(row),
        node=row["node"],
        makes=row["makes"],
        investment=_sum(row["investment"], scale),
        since=row["since"] or None,
        partners=tuple(row["partners"].split()),
        source=row["source"],
        where=row[WHERE],
    )
