"""The nouns of corridors: nodes, figures, land, units, and the corridor that holds them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

import msgspec

from karar.model.problems import Problem
from karar.reference.corridors import SourceNote

Measure = Literal["memoranda", "potential", "actual"]
MEASURES: tuple[Measure, ...] = ("memoranda", "potential", "actual")

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


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
        realised: actual divided by potential, to six digits; None where one of them is missing or not above zero.
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


def read_number(written: str) -> Decimal | None:
    """Return the number that a cell holds, None where it holds none."""
    return Decimal(written) if _NUMBER.fullmatch(written) else None
