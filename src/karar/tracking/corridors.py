"""Corridors: nodes, units, land, memoranda, potential and actual investment by date, and what is wrong with them.

Figures stand as their sources told them: none is smoothed, and a row that cannot be right stays and bears its problem.
The realised share is the actual investment divided by the potential one. A memorandum is no investment, so the two are
never added.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, Literal

import msgspec

from karar.errors import NotFoundError
from karar.model.problems import Problem, Severity
from karar.reference.corridors import WHERE, CorridorRows, SourceNote, load_tables, spellings

Measure = Literal["memoranda", "potential", "actual"]
MEASURES: tuple[Measure, ...] = ("memoranda", "potential", "actual")

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_SHARE = Decimal("0.0001")
_NORTHERNMOST, _EASTERNMOST = 90, 180


class Node(msgspec.Struct, frozen=True):
    """A town of a corridor.

    Attributes:
        id: within its corridor.
        names: by language.
        code: ISO 3166-2 of its state.
        latitude: WGS 84, degrees north; None where what is written is no number.
        longitude: degrees east.
        place: GeoNames id.
        where: file and line.
    """

    id: str
    names: dict[str, str]
    code: str
    latitude: float | None
    longitude: float | None
    place: str
    where: str


class Figures(msgspec.Struct, frozen=True):
    """What one source told of one date. All are cumulative; sums are decimal strings in base units (rupees).

    Attributes:
        date: day, month or year, as exact as the source; as written where it is none.
        memoranda: how many were signed so far.
        potential: the investment that they speak of.
        actual: the investment made so far.
        realised: actual divided by potential, to four digits; None where one of them is missing or not above zero.
        source: id among the corridor's sources.
        where: file and line.
    """

    date: str
    memoranda: int | None
    potential: str | None
    actual: str | None
    realised: Decimal | None
    source: str
    where: str


class Land(msgspec.Struct, frozen=True):
    """Hectares acquired for a corridor (or allotted to industry) up to a date; ``node`` None: in all of it."""

    date: str
    node: str | None
    measure: str
    hectares: Decimal | None
    source: str
    where: str


class Unit(msgspec.Struct, frozen=True):
    """A works or centre at a node.

    Attributes:
        id: within its corridor.
        names: by language.
        node: id of the node.
        makes: what it is for.
        investment: decimal string in base units; None where no source tells.
        since: day, month or year since when it works; None: not told.
        partners: foreign states that own a share, ISO 3166-1 alpha-2.
        source: id among the corridor's sources.
        where: file and line.
    """

    id: str
    names: dict[str, str]
    node: str
    makes: str
    investment: str | None
    since: str | None
    partners: tuple[str, ...]
    source: str
    where: str


class Corridor(msgspec.Struct, frozen=True):
    """A corridor or zone, as known on a day.

    Attributes:
        id: short stable name.
        labels: its name by language.
        kind: ``defence`` …; ``kind_labels`` is what that is called.
        country: ISO 3166-1 alpha-2.
        state: ISO 3166-2.
        operator: who develops it, by language.
        announced: day, month or year.
        sectors: the fields in which a promise counts for its nodes and units.
        currency: ISO 4217, of all sums.
        nodes: its towns.
        units: works and centres at them.
        figures: memoranda and investment, the oldest first; rows without a readable date stand last.
        land: hectares, in the same order.
        latest: the last figures with a date.
        sources: what the rows' sources stand for.
        problems: what is wrong; ``field`` says where, as in ``figures.1.actual``, the message names file and line.
        as_of: the day, None: all that is in the files.
    """

    id: str
    labels: dict[str, str]
    kind: str
    kind_labels: dict[str, str]
    country: str
    state: str
    operator: dict[str, str]
    announced: str
    sectors: tuple[str, ...]
    currency: str
    nodes: tuple[Node, ...]
    units: tuple[Unit, ...]
    figures: tuple[Figures, ...]
    land: tuple[Land, ...]
    latest: Figures | None
    sources: dict[str, SourceNote]
    problems: tuple[Problem, ...]
    as_of: str | None = None


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
        NotFoundError: no corridor is called that.
        ResourceError: the compiled data is missing or broken.

    >>> load_corridor("IN-UP", date(2023, 4, 30)).latest.realised
    Decimal('0.2006')
    """
    found = [rows for rows in load_tables().corridors if name.casefold() in (rows.id, rows.state.casefold())]
    if len(found) != 1:
        known = ", ".join(rows.id for rows in load_tables().corridors)
        raise NotFoundError(f"No corridor is called {name!r}", hint=f"Choose among: {known}.")
    return build_corridor(found[0], as_of)


def build_corridor(rows: CorridorRows, as_of: date | None = None) -> Corridor:
    """Return a corridor from its rows, checked.

    Args:
        rows: what its files say.
        as_of: figures and land of a later date are left out; those of a month count from its last day. Rows whose
            date is none always stay.
    """
    dated = {name: _in_order(getattr(rows, name), as_of) for name in ("figures", "land")}
    nodes = tuple(_node(row) for row in rows.nodes)
    figures = tuple(_figures(row, rows.scale) for row in dated["figures"])
    land = tuple(_land(row) for row in dated["land"])
    units = tuple(_unit(row, rows.scale) for row in rows.units if _known(row["since"], as_of))
    problems = [
        *_unread(dated["figures"], "figures", MEASURES),
        *_unread(dated["land"], "land", ("hectares",)),
        *_unread(rows.nodes, "nodes", ("latitude", "longitude")),
        *_unread([row for row in rows.units if _known(row["since"], as_of)], "units", ("investment",)),
        *_check_dates(rows.announced, figures, land, units),
        *_check_figures(figures),
        *_check_land(land),
        *_check_nodes(nodes, rows.state),
        *_check_homes(units, land, {node.id for node in nodes}),
    ]
    told: tuple[Figures | Land | Unit, ...] = (*figures, *land, *units)
    shown = {one.source for one in told} | set(rows.source_ids)
    taken = ("id", "labels", "kind", "kind_labels", "country", "state", "operator", "announced", "sectors", "currency")
    return Corridor(
        **{name: getattr(rows, name) for name in taken},
        nodes=nodes,
        units=units,
        figures=figures,
        land=land,
        latest=next((one for one in reversed(figures) if last_day(one.date)), None),
        sources={name: note for name, note in rows.sources.items() if name in shown},
        problems=tuple(problems),
        as_of=as_of.isoformat() if as_of else None,
    )


def last_day(written: str) -> date | None:
    """Return the last day of a day, month or year; None where it is none.

    >>> last_day("2024-02"), last_day("2024-02-30")
    (datetime.date(2024, 2, 29), None)
    """
    if not _DATE.fullmatch(written):
        return None
    year, month, day = [*map(int, written.split("-")), 0, 0][:3]
    try:
        if len(written) == len("2024"):
            return date(year, 12, 31)
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


# --- from rows to values ---------------------------------------------------------------------


def _known(written: str, as_of: date | None) -> bool:
    day = last_day(written)
    return as_of is None or day is None or day <= as_of


def _in_order(rows: Iterable[Mapping[str, str]], as_of: date | None) -> list[Mapping[str, str]]:
    kept = [row for row in rows if _known(row["date"], as_of)]
    return sorted(kept, key=lambda row: last_day(row["date"]) or date.max)


def _number(written: str) -> Decimal | None:
    try:
        return Decimal(written) if _NUMBER.fullmatch(written) else None
    except InvalidOperation:
        return None


def _sum(written: str, scale: int) -> str | None:
    number = _number(written)
    return None if number is None else f"{(number * scale).normalize():f}"


def _figures(row: Mapping[str, str], scale: int) -> Figures:
    memoranda = _number(row["memoranda"])
    potential, actual = (_number(row[name]) for name in ("potential", "actual"))
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
    given = row["date"], row["node"] or None, row["measure"], _number(row["hectares"])
    return Land(*given, source=row["source"], where=row[WHERE])


def _names(row: Mapping[str, str]) -> dict[str, str]:
    return {lang: spellings(row, lang)[0] for lang in ("en", "hi") if spellings(row, lang)}


def _node(row: Mapping[str, str]) -> Node:
    latitude, longitude = (_number(row[name]) for name in ("latitude", "longitude"))
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


# --- what is wrong ---------------------------------------------------------------------------


def _problem(kind: str, message: str, field: str, where: str, severity: Severity = "doubt") -> Problem:
    return Problem(kind, f"{message} ({where})", severity, field)


def _unread(rows: Sequence[Mapping[str, str]], table: str, columns: Sequence[str]) -> Iterator[Problem]:
    """Tell of cells that hold something which is no number: their value is lost."""
    for place, row in enumerate(rows):
        for column in columns:
            written = row[column]
            number = _number(written)
            if written and (number is None or (column == "memoranda" and number % 1)):
                told = f"{column}: {written!r} is no number" + (" of papers" if number is not None else "")
                yield _problem("unreadable-number", told, f"{table}.{place}.{column}", row[WHERE], "loss")


def _check_dates(
    announced: str, figures: Sequence[Figures], land: Sequence[Land], units: Sequence[Unit]
) -> Iterator[Problem]:
    start = last_day(announced)
    if start is None:
        yield Problem("impossible-date", f"{announced!r} is no day, month or year", "doubt", "announced")
    dates: list[tuple[str, str | None, str]] = []
    dates += [(f"figures.{place}.date", one.date, one.where) for place, one in enumerate(figures)]
    dates += [(f"land.{place}.date", one.date, one.where) for place, one in enumerate(land)]
    dates += [(f"units.{place}.since", one.since, one.where) for place, one in enumerate(units)]
    for field, written, where in dates:
        if written is None:
            continue
        day = last_day(written)
        if day is None:
            yield _problem("impossible-date", f"{written!r} is no day, month or year", field, where)
        elif start and day < start and not field.startswith("units"):
            told = f"{written} is before the corridor was announced ({announced})"
            yield _problem("before-announcement", told, field, where)


def _check_figures(figures: Sequence[Figures]) -> Iterator[Problem]:
    for place, one in enumerate(figures):
        for measure in MEASURES:
            value = getattr(one, measure)
            if value is not None and Decimal(value) < 0:
                yield _problem("negative-value", f"{measure} is below zero", f"figures.{place}.{measure}", one.where)
        if one.potential and one.actual and Decimal(one.actual) > Decimal(one.potential):
            told = f"On {one.date} more was invested than all memoranda speak of"
            yield _problem("actual-above-potential", told, f"figures.{place}.actual", one.where)
    for measure in MEASURES:
        series = [
            (place, one.date, Decimal(getattr(one, measure)), one.where)
            for place, one in enumerate(figures)
            if getattr(one, measure) is not None and last_day(one.date)
        ]
        yield from _falls(series, measure, f"figures.{{}}.{measure}")


def _check_land(land: Sequence[Land]) -> Iterator[Problem]:
    series: dict[tuple[str, str | None], list[tuple[int, str, Decimal, str]]] = {}
    for place, one in enumerate(land):
        if one.hectares is None:
            continue
        if one.hectares < 0:
            yield _problem("negative-value", "The land is below zero", f"land.{place}.hectares", one.where)
        if last_day(one.date):
            line = series.setdefault((one.measure, one.node), [])
            line.append((place, one.date, one.hectares, one.where))
    for (measure, node), found in series.items():
        told = f"land {measure}" + (f" at {node}" if node else "")
        yield from _falls(found, told, "land.{}.hectares")


def _falls(series: Sequence[tuple[int, str, Decimal, str]], told: str, field: str) -> Iterator[Problem]:
    """Tell where a cumulative figure is less than the one before it, or is told twice and otherwise for one date."""
    for (_, before, high, _), (place, day, low, where) in pairwise(series):
        if before == day and low != high:
            message = f"{told}: two figures for {day}, {_plain(high)} and {_plain(low)}"
            yield _problem("two-figures", message, field.format(place), where)
        elif low < high:
            message = f"{told} is cumulative, yet falls from {_plain(high)} ({before}) to {_plain(low)} ({day})"
            yield _problem("falling-cumulative", message, field.format(place), where)


def _plain(number: Decimal) -> str:
    return f"{number:,f}"


def _check_nodes(nodes: Sequence[Node], state: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, node in enumerate(nodes):
        field = f"nodes.{place}"
        if node.code != state:
            told = f"{node.id} lies in {node.code}, the corridor in {state}"
            yield _problem("node-in-another-state", told, f"{field}.code", node.where)
        for name, most in (("latitude", _NORTHERNMOST), ("longitude", _EASTERNMOST)):
            value = getattr(node, name)
            if value is not None and abs(value) > most:
                yield _problem("impossible-place", f"{node.id}: {name} {value}", f"{field}.{name}", node.where)
        if node.id in seen:
            yield _problem("node-twice", f"{node.id} stands twice", f"{field}.id", node.where)
        seen.add(node.id)


def _check_homes(units: Sequence[Unit], land: Sequence[Land], nodes: set[str]) -> Iterator[Problem]:
    homes: list[tuple[str, str, str, Any]] = []
    homes += [(f"units.{place}.node", one.id, one.node, one.where) for place, one in enumerate(units)]
    homes += [(f"land.{place}.node", "The land", one.node, one.where) for place, one in enumerate(land) if one.node]
    for field, name, node, where in homes:
        if node not in nodes:
            told = f"{name} stands at {node or 'no place'}, which is no node of the corridor"
            yield _problem("in-no-node", told, field, where)
