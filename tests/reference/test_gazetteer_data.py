"""The gazetteers, sectors and initiatives hold what their READMEs say."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from karar.reference.tables import Row, read_table, read_toml
from karar.text.normalise import fold

RESOURCES = Path(__file__).parents[2] / "resources"
GAZETTEER = RESOURCES / "gazetteer"
TABLES: dict[str, str] = read_toml(GAZETTEER / "tables.toml")["tables"]
SECTORS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (RESOURCES / "sectors").glob("*.toml")}
INITIATIVES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (RESOURCES / "initiatives").glob("*.toml")}
PARADIGMS = {name for path in (RESOURCES / "languages").glob("*/inflections.toml") for name in read_toml(path)}
TERRITORIES = {code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", code)}
LENDERS = {"ADB", "EIB"}
NO_DEMONYM = LENDERS | {"EU"}
SIZES = {
    "countries.tsv": 200,
    "demonyms.tsv": 195,
    "capitals.tsv": 170,
    "offices.tsv": 80,
    "ministries.tsv": 60,
    "organisations.tsv": 150,
    "chinese-bodies.tsv": 6,
    "people.tsv": 350,
    "blocs.tsv": 50,
    "regions.tsv": 60,
    "cities.tsv": 1500,
}
SECTOR_IDS = {
    "defence",
    "cyber",
    "counter-terrorism",
    "intelligence",
    "space",
    "maritime",
    "nuclear",
    "critical-minerals",
    "semiconductors",
    "health",
    "digital",
    "energy",
    "infrastructure",
    "finance",
    "trade",
    "startups",
    "education-mobility",
    "agriculture",
    "culture",
    "science",
    "environment",
    "disaster",
    "diplomacy",
}
FEWEST_CUES = 40


def rows(name: str) -> list[Row]:
    """The rows of a table."""
    return list(read_table(GAZETTEER / name))


def key(row: Row, surface: str) -> str:
    """A surface with an exact case is told apart by it; others are folded."""
    return surface if row.attrs.get("case") == "exact" else fold(surface)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_table_parses(name: str) -> None:
    """Every table parses, names its origin, and uses known paradigms, languages and marks."""
    head = (GAZETTEER / name).read_text("utf-8").splitlines()[:4]
    assert any("Origin" in line and "#" in line for line in head)
    for row in rows(name):
        assert row.inflect in PARADIGMS | {""}, row.where
        assert row.lang in {"hi", "en", "*"}, row.where
        assert row.attrs.get("case", "exact") == "exact", row.where
        assert row.attrs.get("needs", "cue") == "cue", row.where
        assert set(row.attrs.get("flags", "weak").split(",")) <= {"weak", "short", "place"}, row.where
        for surface in row.surfaces:
            assert fold(surface).strip(), row.where
            assert not re.search(r"[!?~^]$|[;|]", surface), f"{row.where}: {surface}"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_surface_means_one_thing(name: str) -> None:
    """In one table a surface stands for one value, unless every row that has it is marked weak."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(name):
        if "weak" not in row.attrs.get("flags", ""):
            for surface in row.surfaces:
                found[key(row, surface)].add(row.value)
    assert {surface: values for surface, values in found.items() if len(values) > 1} == {}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_table_is_large_enough(name: str) -> None:
    """Every table has at least the number of values it had when it was made."""
    assert len({row.value for row in rows(name)}) >= SIZES[name]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_parties_are_known(name: str) -> None:
    """Party codes are ISO 3166-1 alpha-2 (as CLDR has them), EU, or a lender that counts as a party."""
    is_code = TABLES[name] in {"party", "demonym", "metonym"}
    for row in rows(name):
        code = row.value if is_code else row.attrs.get("party", "")
        assert code in TERRITORIES | LENDERS | {""}, row.where


def test_every_state_has_names_and_demonyms_in_both_languages() -> None:
    """Every state has a name and a demonym in Hindi and in English."""
    names = {(row.value, row.lang) for row in rows("countries.tsv")}
    demonyms = {(row.value, row.lang) for row in rows("demonyms.tsv")}
    codes = {row.value for row in rows("countries.tsv")}
    assert {(code, lang) for code in codes for lang in ("hi", "en")} <= names
    assert {(code, lang) for code in codes - NO_DEMONYM for lang in ("hi", "en")} <= demonyms


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("ब्रिटेन", "GB"),
        ("यूके", "GB"),
        ("यूनाइटेड किंगडम", "GB"),
        ("रशिया", "RU"),
        ("श्री लंका", "LK"),
        ("सउदी अरब", "SA"),
        ("इस्राईल", "IL"),
        ("इज़रायल", "IL"),
        ("आस्ट्रेलिया", "AU"),
        ("द. कोरिया", "KR"),
        ("एडीबी", "ADB"),
        ("Türkiye", "TR"),
        ("Republic of Korea", "KR"),
        ("Russian Federation", "RU"),
        ("Cote d'Ivoire", "CI"),
        ("Swaziland", "SZ"),
        ("Burma", "MM"),
    ],
)
def test_newspaper_spellings(surface: str, code: str) -> None:
    """The usual spellings of newspapers are known."""
    assert code in {row.value for row in rows("countries.tsv") if fold(surface) in map(fold, row.surfaces)}


def test_common_words_are_marked() -> None:
    """A name that is also a common word needs its case or a cue."""
    marked = {
        fold(surface)
        for name in TABLES
        for row in rows(name)
        if row.attrs.get("needs") or row.attrs.get("case")
        for surface in row.surfaces
    }
    assert {"us", "turkey", "chad", "polish", "माली", "चीनी", "सागर", "कोटा", "nice", "reading"} <= marked


def test_people_have_offices_and_years() -> None:
    """A person's office is one of the offices table, and the years run forwards."""
    offices = {row.value for row in rows("offices.tsv")}
    for row in rows("people.tsv"):
        assert row.attrs["office"] in offices, row.where
        assert row.attrs["from"] <= row.attrs.get("to", "9999"), row.where


def test_indian_places_carry_iso_codes() -> None:
    """Every Indian state and territory has its ISO 3166-2 code, and cities in India name theirs."""
    states = {row.value for row in rows("regions.tsv") if row.attrs.get("type") in {"state", "union-territory"}}
    assert len({code for code in states if code.startswith("IN-")}) == 36
    for row in rows("cities.tsv"):
        assert row.attrs.get("region", "IN-").startswith("IN-"), row.where


def cue_list(body: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """The cues of one language, each as a table."""
    return [{"surface": cue} if isinstance(cue, str) else cue for cue in body["cues"][lang]]


def test_sectors_are_those_of_the_plan() -> None:
    """There is one file for each sector, and one of them is the default of consultations."""
    assert set(SECTORS) == SECTOR_IDS
    assert [name for name, body in SECTORS.items() if body.get("default")] == ["diplomacy"]


@pytest.mark.parametrize("name", sorted(SECTOR_IDS))
def test_sector_file(name: str) -> None:
    """A sector has labels, a crosswalk and enough well-formed cues in both languages."""
    body = SECTORS[name]
    assert body["id"] == name
    assert set(body["labels"]) == {"hi", "en"}
    assert body["crosswalk"]["dac"]
    assert all(re.fullmatch(r"\d{3}|\d{5}", code) for code in body["crosswalk"]["dac"])
    assert all(re.fullmatch(r"\d{3,4}", code) for code in body["crosswalk"]["cameo"])
    for lang in ("hi", "en"):
        cues = cue_list(body, lang)
        assert len(cues) >= FEWEST_CUES
        assert any(cue.get("weight", 2) == 3 for cue in cues)
        for cue in cues:
            assert set(cue) <= {"surface", "inflect", "weight", "case", "needs", "acts"}, cue
            assert cue.get("inflect", "") in PARADIGMS | {""}, cue
            assert cue.get("weight", 2) in {1, 2, 3}, cue
        folded = [fold(cue["surface"]) for cue in cues if not cue.get("case")]
        assert len(folded) == len(set(folded))


@pytest.mark.parametrize("name", sorted(INITIATIVES))
def test_initiative_file(name: str) -> None:
    """An initiative has labels, cues in both languages, known members, and a successor that exists."""
    body = INITIATIVES[name]
    assert body["id"] == name
    assert set(body["labels"]) == set(body["cues"]) == {"hi", "en"}
    assert set(body["members"]) <= {row.value for row in rows("countries.tsv")}
    assert body.get("successor", name) in INITIATIVES
    assert body["from"] <= body.get("to", "9999")
    for lang in ("hi", "en"):
        assert cue_list(body, lang)
        assert all(cue.get("inflect", "") in PARADIGMS | {""} for cue in cue_list(body, lang))


def test_initiatives_of_the_plan() -> None:
    """The initiatives the plan names are there; the mineral partnership is followed by its successor."""
    assert {"quad-critical-minerals", "ipef", "msp", "forge", "imec", "isa", "cdri"} <= set(INITIATIVES)
    assert INITIATIVES["msp"]["successor"] == "forge"
    assert len(INITIATIVES) >= 40


def test_an_initiative_cue_names_one_initiative() -> None:
    """No cue stands in two initiatives."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, body in INITIATIVES.items():
        for lang in ("hi", "en"):
            for cue in cue_list(body, lang):
                found[fold(cue["surface"])].add(name)
    assert {cue: names for cue, names in found.items() if len(names) > 1} == {}
