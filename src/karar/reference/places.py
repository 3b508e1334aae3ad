"""Where places lie: cities, India's states, ports and sites, found by any of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from karar.errors import ResourceError
from karar.reference.loading import FOLDER, load_compiled
from karar.text.normalise import fold

FORMAT = 1
COMPILED = FOLDER / "places.msgpack"
_COLUMNS = ("id", "en", "hi", "country", "region", "latitude", "longitude")

Exactness = Literal["site", "city", "region"]
"""How exact a point is: of a site; of a city, somewhere in which a thing is; of a state, somewhere in which it is."""


class Location(msgspec.Struct, frozen=True):
    """A point on the map.

    Attributes:
        id: of the table (a GeoNames id, a site's id, an ISO 3166-2 code).
        country: ISO 3166-1 alpha-2.
        code: ISO 3166-2 where it is known, else the country.
        latitude: WGS 84, degrees north.
        longitude: degrees east.
        exactness: what the point stands for.
    """

    id: str
    country: str
    code: str
    latitude: float
    longitude: float
    exactness: Exactness


class Places(msgspec.Struct, frozen=True):
    """Locations by folded name; of one name a site stands before a city, a larger city before a smaller one."""

    locations: tuple[Location, ...]
    by_name: Mapping[str, tuple[int, ...]]
    by_code: Mapping[str, int]

    def find(self, name: str, code: str | None = None, parties: Iterable[str] = ()) -> Location | None:
        """Return where a place lies; None where no table has it.

        Args:
            name: as a page has it.
            code: ISO 3166-2 or 3166-1, where the reader knew it: the place lies there. A state that no city of the
                name lies in stands for itself.
            parties: else the place lies in one of these countries, if in any.
        """
        found = [self.locations[number] for number in self.by_name.get(fold(name).strip(), ())]
        if code is not None:
            inside = [one for one in found if code in (one.code, one.country)]
            if inside:
                return inside[0]
            number = self.by_code.get(code)
            return None if number is None else self.locations[number]
        near = set(parties)
        return next((one for one in found if one.country in near), None)


def compile_places(root: Path) -> dict[str, Any]:
    """Return the record of `resources/places` under the resources folder ``root`` that `load_places` takes.

    Raises:
        ResourceError: a row breaks its form.
    """
    folder = root / "places"
    locations: list[dict[str, Any]] = []
    by_name: dict[str, list[int]] = {}
    by_code: dict[str, int] = {}
    tables: tuple[tuple[str, Exactness], ...] = (("sites.tsv", "site"), ("cities.tsv", "city"))
    for table, exactness in tables:
        for row in _rows(folder / table, _COLUMNS):
            for lang in ("en", "hi"):
                for name in filter(None, map(str.strip, row[lang].split("|"))):
                    numbers = by_name.setdefault(fold(name).strip(), [])
                    if len(locations) not in numbers:
                        numbers.append(len(locations))
            locations.append(_location(row, row["id"], row["country"], row["region"] or row["country"], exactness))
    for row in _rows(folder / "regions.tsv", ("code", "latitude", "longitude")):
        code = row["code"]
        by_code[code] = len(locations)
        locations.append(_location(row, code, code.partition("-")[0], code, "region"))
    return {"format": FORMAT, "locations": locations, "by_name": by_name, "by_code": by_code}


def _location(row: Mapping[str, str], name: str, country: str, code: str, exactness: Exactness) -> dict[str, Any]:
    try:
        north, east = float(row["latitude"]), float(row["longitude"])
    except ValueError as error:
        raise ResourceError(f"The degrees of {name} are no numbers", where="places") from error
    if abs(north) > 90 or abs(east) > 180:
        raise ResourceError(f"{name} lies nowhere on Earth", where="places")
    return msgspec.to_builtins(Location(name, country, code, north, east, exactness))  # type: ignore[no-any-return]


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a table with these columns."""
    where = f"{path.parent.name}/{path.name}"
    lines = [(number, line) for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.strip()]
    kept = [(number, line) for number, line in lines if not line.startswith("#")]
    if not kept or tuple(kept[0][1].split("\t")) != columns:
        raise ResourceError(
            "The columns are not as they should be", where=where, hint=f"They are: {', '.join(columns)}"
        )
    for number, line in kept[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise ResourceError(f"The row has {len(cells)} cells, not {len(columns)}", where=f"{where}:{number}")
        yield dict(zip(columns, cells, strict=True))


@lru_cache(maxsize=1)
def load_places(path: Path = COMPILED) -> Places:
    """Load the places compiled by `tools/build_data.py`, once.

    Raises:
        ResourceError: the compiled file is missing or of another version of the program.
    """
    return load_compiled(path, "places", FORMAT, lambda record: msgspec.convert(record, Places))
