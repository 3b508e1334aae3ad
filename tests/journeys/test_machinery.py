"""From the two reports alone to roadmaps and papers, each with the words that say so."""

from __future__ import annotations

import json
import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len

from karar.interfaces.cli.main import main

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
JAPAN, KOREA = SEEDS / "000_1d0b7922de830b58.txt", SEEDS / "003_3081b365ce9ba07f.txt"
PAGES = {JAPAN.name: "2025-08-29", KOREA.name: "2021-03-28"}
FACTS = SEEDS.parent / "facts.md"
CRORE = 10**7

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not beside the project")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger of the two reports, linked."""
    path = str(tmp_path_factory.mktemp("seeds") / "karar.db")
    for name, day in PAGES.items():
        assert main(["read", str(SEEDS / name), "--published", day, "--ledger", path, "--quiet"]) == 0
    assert main(["link", "--ledger", path, "--quiet"]) == 0
    return path


@pytest.fixture
def ask(ledger, capfdbinary):
    """A way to ask the ledger for records."""

    def call(*words):
        capfdbinary.readouterr()
        assert main([*words, "--json", "--ledger", ledger]) == 0
        return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]

    return call


def quotes(ask):
    """Return the words of every claim."""
    return {claim["id"]: claim["quote"]["text"] for claim in ask("show")}


def pointed_at(evidence, page):
    """Return the words of a page that evidence points at."""
    text = page.read_text("utf-8")
    return [text[start:end] for one in evidence for start, end in one["spans"]]


def test_the_security_roadmap_of_india_and_japan(ask):
    """Announced by the page's heading; its next sentences name its fields: cyber, terrorism, defence industry."""
    found = [one for one in ask("roadmap", "IN", "JP") if one["kind"] == "roadmap"]
    (roadmap,) = found
    said = quotes(ask)
    assert "रोडमैप" in said[roadmap["commitment"]]
    assert roadmap["instrument"]["state"] == "announced"
    assert {said[move["event"]["claim"]] for move in roadmap["instrument"]["moves"]} <= set(said.values())
    fields = {one["name"]: [said[name] for name in one["claims"]] for one in roadmap["fields"]}
    assert any("साइबर" in words for words in fields["cyber"])
    assert any("आतंकवाद" in words for words in fields["counter-terrorism"])
    assert any("रक्षा उद्योग" in words for words in fields["defence"])


def test_the_roadmap_of_2019(ask):
    """Announced in 2019, as exactly as the page says, and nothing was heard of its delivery."""
    (roadmap,) = [one for one in ask("roadmap", "IN", "KR") if one["kind"] == "roadmap"]
    said = quotes(ask)
    assert "२०१९" in said[roadmap["commitment"]]
    (move,) = roadmap["instrument"]["moves"]
    assert (move["after"], move["event"]["day"], move["event"]["precision"]) == ("announced", "2019", "year")
    assert (roadmap["delivery"]["state"], roadmap["delivery"]["grade"]) == (None, "none")
    assert [one["name"] for one in roadmap["fields"]] == ["defence"]


def test_the_minerals_memorandum_with_both_ministries(ask):
    """Signed, by India's Ministry of Mines and Japan's Ministry of Economy, Trade and Industry, in the register."""
    (paper,) = [one for one in ask("instruments", "IN", "JP") if one["type"] == "memorandum"]
    said = quotes(ask)
    offices = {one["party"]: one for one in paper["signatories"] if one["kind"] != "person"}
    assert set(offices) == {"IN", "JP"}
    assert "खनिज मंत्रालय" in offices["IN"]["name"]
    assert "अर्थव्यवस्था" in offices["JP"]["name"]
    assert all(one["name"] in said[one["claim"]] for one in offices.values())
    assert (paper["state"], paper["fields"]) == ("signed", ["critical-minerals"])
    assert paper["reports"][0]["claim"] in said


def test_the_security_advisers_dialogue(ask):
    """One standing mechanism of security advisers, possible and not held, with the words that name it."""
    (talks,) = [one for one in ask("dialogues", "IN", "JP") if one["mechanism"] == "security-advisers"]
    assert (talks["parties"], talks["level"]) == (["IN", "JP"], "advisers")
    (told,) = talks["meetings"]
    assert (told["held"], told["day"], told["told"]) == ("possible", None, "2025-08-29")
    assert pointed_at(told["evidence"], JAPAN) == ["नेशनल सिक्योरिटी एडवाइजर"]
    assert "संवाद" in quotes(ask)[told["evidence"][0]["claim"]]


def test_friday_s_talks_and_thursday_s_arrival_are_one_round(ask):
    """Defence ministers' talks, held from the 25th to the 26th of March 2021, with what came of them."""
    (talks,) = ask("dialogues", "IN", "KR")
    assert (talks["mechanism"], talks["level"]) == ("defence-ministers", "ministers")
    (met,) = talks["meetings"]
    assert (met["held"], met["day"], met["until"]) == ("held", "2021-03-25", "2021-03-26")
    assert met["people"] == ["राजनाथ सिंह", "सू वूक"]
    said = quotes(ask)
    told = {
        claim["when"]["value"]: said[claim["id"]]
        for one in ask("show", "--commitments")
        if one["id"] in met["commitments"]
        for claim in one["reports"]
        if claim["when"]
    }
    assert "शुक्रवार" in told["2021-03-26"]
    assert "बृहस्पतिवार" in told["2021-03-25"]
    assert any("खुफिया" in said[name] for name in met["outcome"])
    assert not any("२०१९" in said[name] for name in met["outcome"])


def test_the_refinery_in_andhra_pradesh_is_on_the_map(ledger, capfdbinary):
    """A point in IN-AP that stands for the whole state, Toyota Tsusho its operator, minerals its field."""
    capfdbinary.readouterr()
    assert main(["projects", "IN", "JP", "--geojson", "--ledger", ledger]) == 0
    (feature,) = json.loads(capfdbinary.readouterr().out)["features"]
    assert feature["geometry"]["type"] == "Point"
    longitude, latitude = feature["geometry"]["coordinates"]
    assert 76.7 < longitude < 84.8
    assert 12.6 < latitude < 19.2
    facts = feature["properties"]
    assert (facts["codes"], facts["exactness"]) == (["IN-AP"], ["region"])
    assert facts["operators"] == ["टोयोटा Tsusho"]
    assert "रेयर अर्थ" in facts["names"]["hi"]
    assert (facts["sectors"], facts["stage"]) == (["critical-minerals"], "agreed")


def test_the_words_of_the_refinery(ask):
    """Its stage stands on the claim whose words name project, state and operator."""
    (project,) = ask("projects", "IN", "JP")
    (event,) = project["stages"]
    words = quotes(ask)[event["claim"]]
    assert all(word in words for word in ("रिफाइनिंग प्रोजेक्ट", "आंध्र प्रदेश", "टोयोटा Tsusho"))


def test_research_production_and_export_are_one_programme(ask):
    """Each stage agreed, none reached, each with the words that name it; whose word export still needs is said."""
    (programme,) = ask("programmes", "IN", "KR")
    stages = {one["stage"]: one for one in programme["stages"]}
    assert list(stages) == ["research", "production", "export"]
    assert {one["firmness"] for one in stages.values()} == {"agreed"}
    assert (programme["aim"], programme["reached"]) == ("export", None)
    said = quotes(ask)
    words = {"research": "संयुक्त शोध", "production": "संयुक्त उत्पादन", "export": "संयुक्त निर्यात"}
    for stage, word in words.items():
        assert any(word in said[event["claim"]] for event in stages[stage]["events"])
    assert {"संयुक्त शोध", "संयुक्त उत्पादन", "संयुक्त निर्यात"} <= set(pointed_at(programme["evidence"], KOREA))
    assert [(one["party"], one["event"]) for one in programme["approvals"]] == [("IN", None), ("KR", None)]


def test_the_corridors_figures_are_those_of_the_facts(ask):
    """Every row of the table in ../shared/facts.md, the shares of April 2023, and the sum that falls."""
    rows = re.findall(r"^\| (\w{3} \d{4}) \| (.+?) \| (.+?) \|$", FACTS.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 5
    told = {one["id"]: one for one in ask("corridor")}
    for column, name in ((1, "up-defence-corridor"), (2, "tn-defence-corridor")):
        figures = {one["date"]: one for one in told[name]["figures"]}
        for row in rows:
            month = datetime.strptime(row[0], "%b %Y").strftime("%Y-%m")  # noqa: DTZ007  a month has no zone
            memoranda, potential, actual = (Decimal(part.replace(",", "")) for part in row[column].split(" / "))
            figure = figures[month]
            assert Decimal(figure["memoranda"]) == memoranda
            assert [Decimal(figure[key]) for key in ("potential", "actual")] == [potential * CRORE, actual * CRORE]
    shares = {name: round(100 * Decimal(one["figures"][-1]["realised"]), 1) for name, one in told.items()}
    assert shares == {"up-defence-corridor": Decimal("20.1"), "tn-defence-corridor": Decimal("33.0")}
    assert [one["kind"] for one in told["tn-defence-corridor"]["problems"]] == ["falling-cumulative"]


@pytest.mark.parametrize("lang", ["en", "hi"])
@pytest.mark.parametrize("verb", ["partnership", "pledges", "roadmap", "instruments", "dialogues", "projects"])
def test_lines_fit_the_screen_and_end_clean(ledger, capfdbinary, monkeypatch, verb, lang):
    """At 80 columns no line is longer, and none ends in blanks, so that what is copied into a note is clean."""
    monkeypatch.setenv("COLUMNS", "80")
    capfdbinary.readouterr()
    assert main([verb, "IN", "JP", "--lang", lang, "--ledger", ledger]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines
    assert [line for line in lines if line != line.rstrip() or cell_len(line) > 80] == []
    assert lines[-1]
