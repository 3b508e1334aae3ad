"""Pledges from the command line: in words and in JSON, in both languages, converted and in constant prices."""

from __future__ import annotations

import json
import re

import pytest
from rich.cells import cell_len

from karar.interfaces.cli.screen.words import _tables
from karar.ledger import Ledger
from karar.model.values import Amount, Duration
from karar.tracking.pillars import OTHER, load_pillars
from tests.interfaces.making import READER
from tests.interfaces.test_cli_commitments import page, yen
from tests.reference.known import reference


@pytest.fixture
def pledged(karar, ledger_file):
    """Japan's pledge of 2022 and that of 2025, with a first delivery, and one of India to the Maldives."""
    five = Duration(n=5, unit="year")
    rupees = Amount(value="6000000000000", currency="INR", same_as=0, qualifier="about")
    old = {"act": "target", "duration": five}
    pages = [
        page(1, "five trillion yen", "2022-03-19", "PIB", amounts=(yen("5000000000000", funds="mixed"),), **old),
        page(2, "ten trillion yen", "2025-08-29", "PIB", amounts=(yen(funds="private"), rupees)),
        page(
            3, "ten trillion yen are coming: half a trillion has come", "2025-12-01", "Japan's ministry",
            act="deliver", modality="done", duration=None, amounts=(yen("11000000000000"),),
        ),
        page(
            4, "a credit", "2025-08-02", "PIB", parties=("IN", "MV"), giver="IN", receiver="MV", duration=None,
            amounts=(Amount(value="48500000000", currency="INR"),), sectors=("infrastructure",),
        ),
    ]  # fmt: skip
    with Ledger.open(ledger_file) as ledger:
        for doc, claim in pages:
            ledger.add(doc, READER, (claim,))
    assert karar("link").code == 0
    claims = [claim.id for _, claim in pages]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        verdict = "link" if (one, other) == (1, 2) else "split"
        judged = karar("judge", verdict, claims[one], claims[other], "--why", "read them", "--by", "a clerk")
        assert judged.code == 0, judged.err
    assert karar("link").code == 0
    return claims


def words_of(out):
    """Return what was printed with every run of white space as one space."""
    return " ".join(out.split())


def read_json(told):
    """Return a call's JSON; it must have ended well."""
    assert told.code == 0, told.err
    return json.loads(told.out)


def test_pledges_are_told_newest_first(karar, pledged):
    """The sum in its own currency, the other sum told, the term, the pledge before, the pace, and what is wrong."""
    told = words_of(karar("pledges", "JP").out)
    assert told.index("2025-08-29 Japan → India") < told.index("2022-03-19 Japan → India")
    assert "pledged JPY 10 tn" in told
    assert "about INR 6 lakh crore – agrees (+0.2 %" in told
    assert "for 10 years, until 2035-08: JPY 1 tn a year" in told
    assert re.search(r"after JPY 5 tn of 2022-03-19 \(\w{10}\), for 5 years: the same yearly sum", told)
    assert "! MORE DELIVERED THAN PROMISED: 11,000,000,000,000 delivered of 10,000,000,000,000" in told
    assert "no pace: nobody tells of a delivery" in told
    assert "Maldives" not in told


def test_pledges_in_hindi_fit_the_screen(karar, pledged):
    """At 80 columns, in the words of the other language, names and sums as people write them there."""
    told = karar("pledges", "जापान", "--lang", "hi").out
    assert "जापान → भारत" in told
    assert "वचन दिया गया  JPY 10 ट्रिलियन" in told
    assert "प्रति वर्ष उतनी ही राशि" in words_of(told)
    assert max(map(cell_len, told.splitlines())) <= 80


def test_pledges_as_json(karar, pledged):
    """One record with all fields; the ledger is gone through where no party is named."""
    record = read_json(karar("pledges", "--json", "--currency", "INR"))
    assert record["by"] == "commitment"
    assert [one["day"] for one in record["pledges"]] == ["2025-08-29", "2025-08-02", "2022-03-19"]
    first = record["pledges"][0]
    assert (first["funds"], first["base"], first["pillar"]) == ("private", "pledge", "economy")
    assert first["follows"]["ratio"] == "1"
    assert [one["kind"] for one in first["problems"]] == ["delivered-above-pledge"]
    assert round(float(first["rungs"][0]["priced"]["value"]) / 1e12, 3) == 5.987
    assert first["rungs"][0]["priced"]["rate"]["day"] == "2025-08-29"
    assert record["pledges"][2]["rungs"][0]["priced"]["value"].startswith("3188")


@pytest.mark.parametrize(
    ("by", "keys"),
    [("pillar", ["economy"]), ("pair", ["IN>MV", "JP>IN"]), ("year", ["2025", "2022"])],
)
def test_groups(karar, pledged, by, keys):
    """By pillar, pair and year, with private, public and both told apart; in words the same."""
    record = read_json(karar("pledges", "--by", by, "--json"))
    assert [one["key"] for one in record["groups"]] == keys
    told = karar("pledges", "--by", by).out
    assert "steps are never added" in told
    assert "of it private JPY 10 tn" in told


def test_since_a_day(karar, pledged):
    """The older pledge is no longer listed, and still told as the one before."""
    record = read_json(karar("pledges", "JP", "--since", "2025", "--json"))
    (only,) = record["pledges"]
    assert only["follows"]["day"] == "2022-03-19"


def test_rates_of_one_day_and_constant_prices(karar, pledged, tmp_path):
    """All sums at the rates of a day; in the prices of a year by an index that is given; gaps are named."""
    record = read_json(karar("pledges", "JP", "--json", "--currency", "INR", "--rate-day", "2022-03-18"))
    assert {one["rungs"][0]["priced"]["rate"]["day"] for one in record["pledges"]} == {"2022-03-18"}
    path = tmp_path / "prices.csv"
    path.write_text("currency,year,index\nJPY,2022,100\nJPY,2020,98\n", encoding="utf-8")
    record = read_json(karar("pledges", "JP", "--json", "--constant", "2020", "--deflator", str(path)))
    new, old = (one["rungs"][0] for one in record["pledges"])
    assert (old["priced"]["prices"], float(old["priced"]["value"])) == ("2020", 4.9e12)
    assert (new["priced"], new["gap"]) == (None, "no-index")
    told = karar("pledges", "JP", "--constant", "2020", "--deflator", str(path)).out
    assert "JPY 5 tn = JPY 4.9 tn (prices of 2020)" in told
    assert "JPY 10 tn (no price index for that year)" in told


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--rate-day", "2025-08-29"], 2, "Add --currency CODE"),
        (["--currency", "JPY", "--rate-day", "2025"], 2, "Write 2025-08-29 or 2025-08"),
        (["--currency", "yen"], 2, "no currency 'yen'"),
        (["--constant", "2020"], 2, "--constant YEAR and --deflator FILE"),
        (["--constant", "20", "--deflator", "none.csv"], 2, "Write 2020"),
        (["--constant", "2020", "--deflator", "none.csv"], 3, "none.csv"),
        (["Atlantis"], 2, "Atlantis"),
        (["--by", "colour"], 2, "colour"),
        (["--since", "soon"], 2, "--since"),
    ],
)
def test_a_call_that_cannot_be_understood(karar, pledged, words, code, said):
    """One line: what, where, what to do."""
    told = karar("pledges", *words)
    assert (told.code, told.out) == (code, "")
    assert said in told.err
    assert told.err.count("\n") == 1


def test_a_ledger_without_sums_or_links_says_so(karar, filled):
    """Before linking it says what to do; where no sum is told it says that."""
    assert "karar link" in karar("pledges").err
    assert karar("link").code == 0
    assert karar("pledges", "KR").out == "No sums to add up.\n"


def test_the_sum_that_a_past_day_knew(karar, pledged):
    """--as-of a day before the ledger was made finds nothing."""
    assert read_json(karar("pledges", "--json", "--as-of", "2020-01-01"))["pledges"] == []


def test_every_field_stands_in_one_pillar():
    """No field is forgotten, and none is in two."""
    listed = [sector for pillar in load_pillars().values() for sector in pillar.sectors]
    assert sorted(listed) == sorted(reference().sectors)
    assert OTHER not in load_pillars()


def test_both_languages_have_the_same_words():
    """The tables of pledges and titles have the same keys, and a title the same names to fill in."""
    tables = _tables()
    for table in ("pledge", "pace_gap", "pledge_problem", "title", "paper", "stage", "thing"):
        assert set(tables["en"][table]) == set(tables["hi"][table]), table
    for name, told in tables["en"]["title"].items():
        fills = [set(re.findall(r"\{\w+\}", one)) for one in (told, tables["hi"]["title"][name])]
        assert fills[0] == fills[1], name
