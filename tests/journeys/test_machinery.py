"""From the two reports alone to roadmaps and papers, each with the words that say so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from karar.interfaces.cli.main import main

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
PAGES = {"000_1d0b7922de830b58.txt": "2025-08-29", "003_3081b365ce9ba07f.txt": "2021-03-28"}

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
