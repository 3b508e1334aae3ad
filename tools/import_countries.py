"""Make countries.tsv, demonyms.tsv and capitals.tsv from the curated list, CLDR and Natural Earth.

Usage::

    python tools/import_countries.py SOURCE

SOURCE holds ``cldr/territories.{hi,en}.json`` (Unicode CLDR, Unicode-3.0) and ``ne_countries50_names.csv`` (Natural
Earth, public domain). `resources/gazetteer/curated/states.tsv` comes first; the sources add the spellings it lacks.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

from curated import GAZETTEER, Surface, read_curated, split_surfaces, write_table
from karar.text.normalise import fold

ORIGIN = (
    "Origin: curated/states.tsv (Apache-2.0); names of Unicode CLDR (Unicode-3.0) and Natural Earth (public domain).",
    "Made by tools/import_countries.py; edit curated/states.tsv and make it again.",
)
COLUMNS = ("value", "surfaces", "inflect", "lang", "form", "flags", "case", "needs")
# CLDR files these under a longer heading, or Natural Earth calls the state by another's name.
SKIPPED = {"चीनी जनवादी गणराज्य", "म्यांमार (बर्मा)", "हाँग काँग (चीन विशेष प्रशासनिक क्षेत्र)", "मकाऊ (विशेष प्रशासनिक क्षेत्र चीन)"}
# Written out in full elsewhere: an abbreviation of one letter pair, a sign, or a word that is no name alone.
SHORT = re.compile(r"^[A-Z][A-Z.]{1,4}$")


def outside_names(source: Path) -> dict[tuple[str, str], list[str]]:
    """Return the names of CLDR and Natural Earth by code and language."""
    names: dict[tuple[str, str], list[str]] = {}
    for lang in ("hi", "en"):
        path = source / "cldr" / f"territories.{lang}.json"
        territories = json.loads(path.read_text("utf-8"))["main"][lang]["localeDisplayNames"]["territories"]
        for key, name in territories.items():
            names.setdefault((key.partition("-alt-")[0], lang), []).append(name)
    with (source / "ne_countries50_names.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            names.setdefault((row["iso_a2"], "hi"), []).append(row["name_hi"])
            names.setdefault((row["iso_a2"], "en"), []).append(row["name_en"])
    return names


def usable(name: str) -> bool:
    """Return whether an outside name may stand as a surface: no brackets, no bare abbreviation."""
    return bool(name) and not re.search(r"[()\[\]&]", name) and name not in SKIPPED and not SHORT.match(name)


def add_outside(states: list[dict[str, str]], source: Path) -> None:
    """Add to each state's name columns the spellings of the sources that no curated surface has."""
    taken = {
        fold(surface.text)
        for state in states
        for column, cell in state.items()
        if column != "code"
        for surface in split_surfaces(cell)
    }
    for (code, lang), names in sorted(outside_names(source).items()):
        state = next((state for state in states if state["code"] == code), None)
        for name in names if state else ():
            if usable(name) and fold(name) not in taken:
                taken.add(fold(name))
                state[f"name_{lang}"] += f"|{name}"


def rows_of(state: dict[str, str], columns: dict[str, str], flags: str = "") -> list[dict[str, str]]:
    """Return table rows for the columns (name → form), one for each set of surfaces with the same marks."""
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for column, form in columns.items():
        lang = column[-2:]
        for surface in split_surfaces(state[column]):
            row = {
                "value": state["code"],
                "inflect": paradigm(surface, column),
                "lang": lang,
                "form": short_form(surface, form, lang),
                "flags": ",".join(filter(None, (flags, surface.flags))),
                "case": surface.case,
                "needs": surface.needs,
            }
            kept = rows.setdefault(tuple(row.values()), row | {"surfaces": ""})
            kept["surfaces"] += "|" * bool(kept["surfaces"]) + surface.text
            if column == "demonym_hi" and surface.text.endswith("ई"):
                kept["surfaces"] += "|" + surface.text[:-1] + "इयों"
    return list(rows.values())


def paradigm(surface: Surface, column: str) -> str:
    """Return the paradigm of a surface: names stay, English ones take 's, demonyms of people their plural."""
    if column.endswith("_en"):
        return "en-noun" if surface.text[-1].isalpha() and not surface.text.endswith("'s") else ""
    if column != "demonym_hi" or surface.text.endswith("ई"):
        return ""
    if surface.text.endswith("ी"):
        return "hi-masc-ii"
    return "hi-masc-cons" if re.search("[क-हय]$", fold(surface.text)) else ""


def short_form(surface: Surface, form: str, lang: str) -> str:
    """Return ``short`` for an abbreviation, else ``form``."""
    if form != "name":
        return form
    abbreviated = "." in surface.text or "॰" in surface.text
    return "short" if abbreviated or (lang == "en" and surface.text.isupper() and len(surface.text) < 5) else form


def without_repeats(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows without the surfaces that the same value already has, and without rows left empty."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for row in rows:
        surfaces = []
        for surface in row["surfaces"].split("|"):
            key = (row["value"], surface if row["case"] else fold(surface))
            if key not in seen:
                seen.add(key)
                surfaces.append(surface)
        if surfaces:
            kept.append(row | {"surfaces": "|".join(surfaces)})
    return kept


def main(source: Path) -> None:
    """Write the three tables."""
    states = read_curated("states.tsv")
    add_outside(states, source)
    states.sort(key=lambda state: (len(state["code"]), state["code"]))
    tables = {
        "countries.tsv": (
            "Names of states and of the EU, ADB and EIB.",
            {"name_hi": "name", "name_en": "name", "official_hi": "official", "official_en": "official"},
            "",
        ),
        "demonyms.tsv": (
            "Adjectives and words for people, by state.",
            {"demonym_hi": "adjective", "demonym_en": "adjective"},
            "",
        ),
        "capitals.tsv": (
            "Capitals and government seats that stand for a government.",
            {"seat_hi": "seat", "seat_en": "seat"},
            "place",
        ),
    }
    for name, (title, columns, flags) in tables.items():
        rows = [row for state in states for row in rows_of(state, columns, flags)]
        write_table(GAZETTEER / name, (title, *ORIGIN), COLUMNS, without_repeats(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
