"""Corridors from the command line: figures with their problems, links to the ledger, JSON, GeoJSON, both languages."""

from __future__ import annotations

import json

import pytest

from karar.interfaces.cli.screen.words import LANGUAGES, _tables
from karar.tracking.corridors import load_corridor
from tests.interfaces.making import Caller
from tests.tracking.corridors import TN, UP, keep

SENTENCE = "दक्षिण कोरिया तमिलनाडु के डिफेंस कॉरिडोर में 500 करोड़ रुपये का निवेश करेगा।"


@pytest.fixture
def alone(karar: Caller, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """A caller in a folder without a ledger, with nothing in the environment that names one."""
    monkeypatch.delenv("KARAR_LEDGER")
    monkeypatch.setenv("COLUMNS", "120")
    return karar


def test_the_table_shows_figures_and_their_problems(alone):
    """Both corridors, each figure as it was told, and the row that falls marked, with the reason below."""
    told = alone("corridor")
    assert told.code == 0
    for said in (TN, UP, "1,236.10 crore", "7,449.33 crore", "2,252.28 crore", "20.1 %", "33.0 %"):
        assert said in told.out
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert "! 2022-03 39 INR 11,103 crore INR 2,217 crore 20.0 % reply-2022-03" in lines
    assert "2021-07 22 INR 4,800 crore INR 2,252.28 crore 46.9 % reply-2021-07" in lines
    assert "! FALLS (doubt, figures.1.actual): actual is cumulative, yet falls from" in told.out
    assert "In the ledger" not in told.out  # none was asked


def test_one_corridor_on_a_past_day(alone):
    """By its state's code; a year or month is meant to its end."""
    told = alone("corridor", "IN-TN", "--as-of", "2021")
    assert "as known on 2021-12-31" in told.out
    assert "2021-07: 46.9 % realised, INR 2,252.28 crore of INR 4,800 crore" in told.out
    assert "FALLS" not in told.out
    assert UP not in told.out
    assert "No figures." in alone("corridor", TN, "--as-of", "2020-06-30").out


def test_json_has_the_record_and_its_problems(alone):
    """One record for one, a record a line for all; sums are strings in base units, links null without a ledger."""
    record = json.loads(alone("corridor", TN, "--json").out)
    assert record["figures"][0]["actual"] == "22522800000"
    assert record["latest"]["realised"] == "0.330168"
    assert [one["kind"] for one in record["problems"]] == ["falling-cumulative"]
    assert record["links"] is None
    lines = alone("corridor", "--json").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [TN, UP]


def test_geojson_is_one_collection(alone):
    """All nodes, or those of one corridor."""
    assert len(json.loads(alone("corridor", "--geojson").out)["features"]) == 11
    found = json.loads(alone("corridor", "IN-UP", "--geojson").out)
    assert {feature["properties"]["code"] for feature in found["features"]} == {"IN-UP"}


@pytest.mark.parametrize("json_too", [False, True])
def test_links_to_the_ledger(karar, ledger_file, json_too):
    """A page that speaks of the corridor beside a foreign state stands below it, with its words and their places."""
    keep(ledger_file, SENTENCE)
    told = karar("corridor", TN, *(["--json"] if json_too else []))
    if json_too:
        (link,) = json.loads(told.out)["links"]
        assert (link["how"], link["partners"]) == ("state", ["KR"])
        for one in link["evidence"]:
            assert SENTENCE[slice(*one["span"])] == one["text"]
    else:
        assert "South Korea" in told.out
        assert "तमिलनाडु [14–22]" in told.out
    assert "No page speaks of it" in karar("corridor", UP).out


def test_the_ledger_of_a_past_day(karar, ledger_file):
    """What the ledger did not hold on that day is not shown."""
    keep(ledger_file, SENTENCE)
    assert json.loads(karar("corridor", TN, "--as-of", "2023-04", "--json").out)["links"] == []


def test_in_hindi(alone):
    """Names, words and kinds of problems in Hindi, by either option."""
    for option in ("--lang", "--ui-lang"):
        told = alone("corridor", TN, option, "hi").out
        for said in ("तमिलनाडु रक्षा औद्योगिक गलियारा", "चेन्नई", "! घटता है (संदेह"):
            assert said in told


def test_every_kind_of_problem_has_words():
    """Both languages name the same kinds, steps and severities."""
    for table in ("corridor", "corridor_how", "corridor_problem", "severity"):
        assert _tables()["en"][table].keys() == _tables()["hi"][table].keys(), table
    assert LANGUAGES == ("en", "hi")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["IN-KA"], 2, "No corridor is called 'IN-KA'. Choose among"),
        (["--json", "--geojson"], 2, "exclude each other"),
        (["--as-of", "2022-02-31"], 2, "'2022-02-31' is no day"),
        (["--as-of", "soon"], 2, "'soon' is no day"),
        (["--ledger", "none.db"], 5, "none.db: There is no ledger here"),
    ],
)
def test_a_call_that_cannot_be_met(alone, words, code, said):
    """One line on standard error: what, where, what to do."""
    told = alone("corridor", *words)
    assert (told.code, told.out) == (code, "")
    assert said in told.err
    assert told.err.count("\n") == 1


def test_the_python_api_gives_the_same(alone):
    """What the command prints is what the function returns."""
    record = json.loads(alone("corridor", UP, "--json").out)
    assert record["latest"]["potential"] == load_corridor(UP).latest.potential


def test_a_unit_that_was_added_stands_with_its_source(karar, filled):
    """Beside those of the files; one in no node is a problem; the doctor counts the corridors."""
    given = ("--source", "https://example.org/reply", "--why", "it opened", "--by", "a clerk")
    told = karar("add", "unit", f"corridor:{UP}", "Missile works", "--place", "Lucknow", "--parties", "IN,KR", *given)
    assert told.code == 0, told.err
    assert karar("add", "unit", f"corridor:{UP}", "Gun works", "--place", "Nowhere", *given).code == 0
    record = json.loads(karar("corridor", UP, "--json").out)
    works = [one for one in record["units"] if one["names"]["en"] == "Missile works"]
    assert [(one["node"], one["partners"]) for one in works] == [("lucknow", ["KR"])]
    assert record["sources"][works[0]["source"]]["address"] == "https://example.org/reply"
    assert "in-no-node" in {one["kind"] for one in record["problems"]}
    findings = [one["what"] for one in json.loads(karar("doctor", "--json").out)["findings"]]
    assert any(one.startswith("Corridors: 2, 11 nodes, 10 figures") for one in findings)
