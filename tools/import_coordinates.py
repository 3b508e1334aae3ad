"""Make resources/places/cities.tsv and regions.tsv: where cities and India's states lie, from GeoNames.

Usage::

    python tools/import_coordinates.py SOURCE

SOURCE holds ``gazetteers/geonames_cities15000_multiscript.jsonl`` (GeoNames, CC BY 4.0). Kept: 50,000 people and more
in India, 200,000 elsewhere, and every capital. The point of a state is the mean of its cities, weighted by people: good
enough to stand on a map for "somewhere in Andhra Pradesh", and told as such.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from curated import GAZETTEER, ROOT, read_curated, write_table
from karar.reference.tables import read_table
from karar.text.normalise import fold

PLACES = ROOT / "resources" / "places"
FEWEST, FEWEST_INDIA = 200_000, 50_000
ORIGIN = "Origin: GeoNames (https://www.geonames.org/), CC BY 4.0, which holds for this file; selected."
MADE = "Made by tools/import_coordinates.py; not edited by hand."
COLUMNS = ("id", "en", "hi", "country", "region", "latitude", "longitude")


def main(source: Path) -> None:
    """Write both tables, in the order of countries and ids."""
    path = source / "gazetteers" / "geonames_cities15000_multiscript.jsonl"
    cities = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    states = {row["admin1"]: row["region"] for row in read_curated("geonames-india.tsv")}
    capitals = {fold(name) for row in read_table(GAZETTEER / "capitals.tsv") for name in row.surfaces}
    rows = []
    within: dict[str, list[dict[str, Any]]] = {}
    for city in cities:
        country = city["countrycode"]
        region = states.get(city["admin1code"], "") if country == "IN" else ""
        if region:
            within.setdefault(region, []).append(city)
        large = city["population"] >= (FEWEST_INDIA if country == "IN" else FEWEST)
        if large or fold(city["name"]) in capitals:
            rows.append(to_row(city, region))
    rows.sort(key=lambda row: (row["country"], int(row["id"])))
    head = (
        "Cities. `id`: GeoNames id; `region`: ISO 3166-2 code, for India; degrees north and east (WGS 84).",
        ORIGIN,
        MADE,
    )
    write_table(PLACES / "cities.tsv", head, COLUMNS, rows)
    regions = [{"code": region, **middle(found)} for region, found in sorted(within.items())]
    head = ("States of India. Degrees of the mean of a state's cities, weighted by people.", ORIGIN, MADE)
    write_table(PLACES / "regions.tsv", head, ("code", "latitude", "longitude"), regions)


def to_row(city: dict[str, Any], region: str) -> dict[str, str]:
    """Return a city as a row, with its names in Devanagari."""
    deva = [name for name in city.get("deva", ()) if re.fullmatch(r"[\u0900-\u0963\u200c\u200d -]+", name)]
    return {
        "id": str(city["geonameid"]),
        "en": city["name"],
        "hi": "|".join(deva),
        "country": city["countrycode"],
        "region": region,
        "latitude": f"{city['latitude']:.3f}",
        "longitude": f"{city['longitude']:.3f}",
    }


def middle(cities: list[dict[str, Any]]) -> dict[str, str]:
    """Return the mean point of cities, weighted by people; a city without a number of people counts as one person."""
    weights = [max(1, city["population"]) for city in cities]
    return {
        axis: f"{sum(city[axis] * weight for city, weight in zip(cities, weights, strict=True)) / sum(weights):.2f}"
        for axis in ("latitude", "longitude")
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
