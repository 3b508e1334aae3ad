"""``karar projects`` as it is typed."""

from __future__ import annotations

import json

import pytest

from tests.interfaces.making import Caller

HINDI = "भारत और जापान आंध्र प्रदेश में टोयोटा त्सुशो द्वारा संचालित रेयर अर्थ रिफाइनिंग प्रोजेक्ट में सहयोग बढ़ाएंगे।\n"


@pytest.fixture
def linked(tmp_path, karar: Caller) -> Caller:
    """A caller with a linked ledger of one page."""
    page = tmp_path / "page.txt"
    page.write_text(HINDI, encoding="utf-8")
    assert karar("read", str(page), "--published", "2025-08-29").code == 0
    assert karar("link").code == 0
    return karar


def test_projects_are_shown(linked):
    """Name, who, stage, place with what its point stands for; in Hindi too; as JSON with evidence; filtered."""
    shown = linked("projects", "IN", "JP", "--lang", "en").out
    for said in ("रेयर अर्थ रिफाइनिंग प्रोजेक्ट · India, Japan · agreed", "(IN-AP)", "somewhere in the state"):
        assert said in " ".join(shown.split())
    assert "राज्य में कहीं" in linked("projects", "--lang", "hi").out
    (record,) = map(json.loads, linked("projects", "--json", "--sector", "critical-minerals").out.splitlines())
    (span,) = record["sites"][0]["spans"]
    assert HINDI[span[0] : span[1]] == "आंध्र प्रदेश"
    assert linked("projects", "--contested", "--json").out == ""
    assert "No such project" in linked("projects", "--stage", "completed").err


def test_a_map(linked):
    """GeoJSON with a point, longitude first."""
    (feature,) = json.loads(linked("projects", "--geojson").out)["features"]
    longitude, latitude = feature["geometry"]["coordinates"]
    assert (round(latitude), round(longitude)) == (16, 81)
    assert feature["properties"]["exactness"] == ["region"]


@pytest.mark.parametrize("wrong", [("--stage", "built"), ("--sector", "sport"), ("Atlantis",), ("--json", "--geojson")])
def test_what_cannot_be_is_refused(linked, wrong):
    """One clear line and exit code 2."""
    told = linked("projects", *wrong)
    assert told.code == 2
    assert told.err.startswith("karar projects: ")
