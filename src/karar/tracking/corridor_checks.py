"""What is wrong with a corridor's rows: cumulative figures that fall, sums, dates and places that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from karar.model.days import last_day
from karar.model.problems import Problem, Severity
from karar.reference.corridors import WHERE
from karar.tracking.corridor_types import MEASURES, Corridor, Figures, Land, Node, Unit, read_number

_NORTHERNMOST, _EASTERNMOST = 90, 180


def check(corridor: Corridor, written: Mapping[str, Sequence[Mapping[str, str]]]) -> tuple[Problem, ...]:
    """Return all that is wrong with a corridor.

    Args:
        corridor: its values.
        written: its rows by table, in the same order.
    """
    return (
        *_unread(written["figures"], "figures", MEASURES),
        *_unread(written["land"], "land", ("hectares",)),
        *_unread(written["nodes"], "nodes", ("latitude", "longitude")),
        *_unread(written["units"], "units", ("investment",)),
        *_check_dates(corridor),
        *_check_figures(corridor.figures, written["figures"]),
        *_check_land(corridor.land),
        *_check_units(corridor.units),
        *_check_nodes(corridor.nodes, corridor.state),
        *_check_homes(corridor),
    )


def _problem(kind: str, message: str, field: str, where: str, severity: Severity = "doubt") -> Problem:
    return Problem(kind, f"{message} ({where})", severity, field)


def _unread(rows: Sequence[Mapping[str, str]], table: str, columns: Sequence[str]) -> Iterator[Problem]:
    """Tell of cells that hold something which is no number: their value is lost."""
    for place, row in enumerate(rows):
        for column in columns:
            written = row[column]
            number = read_number(written)
            if written and (number is None or (column == "memoranda" and number % 1)):
                told = f"{column}: {written!r} is no number" + (" of papers" if number is not None else "")
                yield _problem("unreadable-number", told, f"{table}.{place}.{column}", row[WHERE], "loss")


def _check_dates(corridor: Corridor) -> Iterator[Problem]:
    announced = corridor.announced
    start = last_day(announced)
    if start is None:
        yield Problem("impossible-date", f"{announced!r} is no day, month or year", "doubt", "announced")
    dated: list[tuple[str, str | None, Figures | Land | Unit]] = []
    dated += [(f"figures.{place}.date", one.date, one) for place, one in enumerate(corridor.figures)]
    dated += [(f"land.{place}.date", one.date, one) for place, one in enumerate(corridor.land)]
    dated += [(f"units.{place}.since", one.since, one) for place, one in enumerate(corridor.units) if one.since]
    for field, written, one in dated:
        day = last_day(written or "")
        source = corridor.sources[one.source].date
        told = last_day(source)
        if day is None:
            yield _problem("impossible-date", f"{written!r} is no day, month or year", field, one.where)
        elif start and day < start and not isinstance(one, Unit):  # works may be older than the corridor
            message = f"{written} is before the corridor was announced ({announced})"
            yield _problem("before-announcement", message, field, one.where)
        elif told and day > told:
            yield _problem("later-than-source", f"{written} is later than its source ({source})", field, one.where)


def _check_figures(figures: Sequence[Figures], written: Sequence[Mapping[str, str]]) -> Iterator[Problem]:
    for place, one in enumerate(figures):
        for measure in MEASURES:
            value = getattr(one, measure)
            if value is not None and Decimal(value) < 0:
                yield _problem("negative-value", f"{measure} is below zero", f"figures.{place}.{measure}", one.where)
        if one.potential and one.actual and Decimal(one.actual) > Decimal(one.potential):
            told = f"On {one.date} more was invested than all memoranda speak of"
            yield _problem("actual-above-potential", told, f"figures.{place}.actual", one.where)
    for measure in MEASURES:
        # Told in the unit of the table, so that a reader finds the numbers in the source.
        numbers = [read_number(row[measure]) for row in written]
        series = [
            (place, one.date, number, one.where)
            for place, (one, number) in enumerate(zip(figures, numbers, strict=True))
            if number is not None and last_day(one.date)
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


def _check_units(units: Sequence[Unit]) -> Iterator[Problem]:
    for place, one in enumerate(units):
        if one.investment is not None and Decimal(one.investment) < 0:
            yield _problem("negative-value", f"{one.id}: below zero", f"units.{place}.investment", one.where)


def _check_homes(corridor: Corridor) -> Iterator[Problem]:
    nodes = {node.id for node in corridor.nodes}
    homes = [(f"units.{place}.node", one.id, one.node, one.where) for place, one in enumerate(corridor.units)]
    homes += [
        (f"land.{place}.node", "The land", one.node, one.where) for place, one in enumerate(corridor.land) if one.node
    ]
    for field, name, node, where in homes:
        if node not in nodes:
            told = f"{name} stands at {node or 'no place'}, which is no node of the corridor"
            yield _problem("in-no-node", told, field, where)
