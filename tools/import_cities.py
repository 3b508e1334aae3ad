"""Make cities.tsv: larger cities with their Hindi and English names, from GeoNames.

Usage::

    python tools/import_cities.py SOURCE

SOURCE holds ``gazetteers/geonames_cities15000_multiscript.jsonl`` (GeoNames, CC BY 4.0), and, only to find out which
names are also common words, ``treebanks/{hi,en}_pud-ud-test.conllu`` and
``announcements/ntrex/newstest2019-ref.hin.txt``, ``newstest2019-src.eng.txt``; nothing of their text is kept.

Kept: 100,000 people and more in India and its neighbours, 300,000 elsewhere. Dropped: names of other tables, names of
a larger city, Devanagari names of fewer than three letters. A name that is also a common word gets ``needs`` = cue.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from curated import GAZETTEER, read_curated, write_table
from karar.reference.tables import read_table, read_toml
from karar.text.normalise import fold

NEAR = {"IN", "PK", "BD", "NP", "LK", "BT", "MM", "MV", "AF"}
FEWEST, FEWEST_NEAR = 300_000, 100_000
SHORTEST = 3
COMMON_IN_NEWS = 3
COLUMNS = ("value", "surfaces", "lang", "party", "region", "needs")
HEAD = (
    "Larger cities. `value`: GeoNames id; `region`: ISO 3166-2 code, for India.",
    "Origin: GeoNames (https://www.geonames.org/), CC BY 4.0, which holds for this file; names selected and filtered.",
    "Made by tools/import_cities.py; not edited by hand.",
)


def common_words(source: Path) -> set[str]:
    """Return folded words that are listed, that a treebank tags as no name, or that news uses often, not as a name."""
    common: set[str] = set()
    names: set[str] = set()
    for lang in ("hi", "en"):
        path = source / "treebanks" / f"{lang}_pud-ud-test.conllu"
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) > 3 and cells[0].isdigit():
                (names if cells[3] == "PROPN" else common).add(fold(cells[1]))
    news = source / "announcements" / "ntrex"
    english = Counter(re.findall(r"\b[a-z]+\b", next(news.glob("*eng*")).read_text("utf-8")))
    hindi = Counter(map(fold, re.findall(r"[\u0900-\u0963]+", next(news.glob("*hin*")).read_text("utf-8"))))
    common |= set(english)
    common |= {word for word, count in hindi.items() if count >= COMMON_IN_NEWS and word not in names}
    return common | {fold(row["word"]) for row in read_curated("everyday-words.tsv")}


def other_surfaces() -> set[str]:
    """Return the folded surfaces of all other tables."""
    tables = read_toml(GAZETTEER / "tables.toml")["tables"]
    return {
        fold(surface)
        for name in tables
        if name != "cities.tsv"
        for row in read_table(GAZETTEER / name)
        for surface in row.surfaces
    }


def surfaces_of(city: dict[str, object]) -> dict[str, list[str]]:
    """Return a city's usable names by language."""
    deva = [name for name in city.get("deva", ()) if re.fullmatch(r"[\u0900-\u0963\u200c\u200d -]+", name)]
    english = str(city["name"])
    return {
        "hi": [name for name in deva if len(fold(name)) >= SHORTEST],
        "en": [english] if re.fullmatch(r"[A-Za-z' .-]{3,}", fold(english)) else [],
    }


def main(source: Path) -> None:
    """Write the table, the largest cities first while names are given out, by state and id in the file."""
    path = source / "gazetteers" / "geonames_cities15000_multiscript.jsonl"
    cities = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    cities = [city for city in cities if city["population"] >= (FEWEST_NEAR if city["countrycode"] in NEAR else FEWEST)]
    cities.sort(key=lambda city: (-city["population"], city["geonameid"]))
    taken = other_surfaces()
    states = {row["admin1"]: row["region"] for row in read_curated("geonames-india.tsv")}
    common = common_words(source)
    rows = []
    for city in cities:
        region = states.get(city["admin1code"], "") if city["countrycode"] == "IN" else ""
        for lang, names in surfaces_of(city).items():
            kept: dict[str, list[str]] = {"": [], "cue": []}
            for name in names:
                if fold(name) not in taken:
                    taken.add(fold(name))
                    kept["cue" if fold(name) in common else ""].append(name)
            rows += [
                {
                    "value": str(city["geonameid"]),
                    "surfaces": "|".join(surfaces),
                    "lang": lang,
                    "party": city["countrycode"],
                    "region": region,
                    "needs": needs,
                }
                for needs, surfaces in kept.items()
                if surfaces
            ]
    rows.sort(key=lambda row: (row["party"], int(row["value"]), row["lang"], row["needs"]))
    write_table(GAZETTEER / "cities.tsv", HEAD, COLUMNS, rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
