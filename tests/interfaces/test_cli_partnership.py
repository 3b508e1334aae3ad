"""A partnership from the command line: in words and in JSON, for parties and for groups."""

from __future__ import annotations

from typing import get_args

import pytest
from rich.cells import cell_len

from karar.interfaces.cli.screen.titles import title_of
from karar.interfaces.cli.screen.words import _tables
from karar.interfaces.cli.verbs.show import words_for
from karar.ledger import Ledger
from karar.model.claims import Act, Instrument, Place
from karar.model.values import Duration, Quantity
from karar.reference.groups import load_groups
from tests.interfaces.making import READER
from tests.interfaces.test_cli_commitments import page, yen
from tests.interfaces.test_cli_pledges import read_json, words_of
from tests.tracking.making import claim


@pytest.fixture
def partnership(karar, ledger_file):
    """Promises of India and Japan, one that names the Quad's minerals initiative, one of three, and a visit."""
    plain = {"duration": None, "giver": None, "receiver": None}
    minerals = {**plain, "sectors": ("critical-minerals",)}
    pages = [
        page(1, "ten trillion yen over ten years", "2025-08-29", "PIB", amounts=(yen(funds="private"),)),
        page(
            2, "a memorandum on minerals", "2025-08-29", "PIB", act="sign", modality="done",
            instrument=Instrument("memorandum"), **minerals,
        ),
        page(
            3, "they will work with the initiative", "2024-01-10", "PIB", act="agree",
            initiatives=("quad-critical-minerals",), **minerals,
        ),
        page(
            4, "the three will patrol together", "2025-01-10", "PIB", act="agree", modality="decided",
            **plain | {"parties": ("AU", "IN", "JP"), "sectors": ("maritime",)},
        ),
        page(
            5, "the ministers met in Tokyo", "2025-08-29", "PIB", act="consult", modality="done",
            **plain | {"sectors": ("diplomacy",)},
        ),
        page(6, "France sells engines", "2025-02-10", "PIB", act="agree", **plain | {"parties": ("FR", "IN")}),
    ]  # fmt: skip
    with Ledger.open(ledger_file) as ledger:
        for doc, made in pages:
            ledger.add(doc, READER, (made,))
    assert karar("link").code == 0
    return [made.id for _, made in pages]


def test_a_partnership_in_words(karar, partnership):
    """By pillar, each with a title of its own, its states, its words; the sum once; the meeting apart."""
    told = karar("partnership", "IN", "JP")
    assert told.code == 0, told.err
    said = words_of(told.out)
    assert "India, Japan · 4 promises, 1 meeting" in said
    assert "pledged JPY 10 tn of 1 commitment" in said
    for title in (
        "Japan pledges JPY 10 tn to India (finance and investment) – for 10 years",
        "India and Japan sign a memorandum on critical minerals",
        "India and Japan are to work together on critical minerals – Quad Critical Minerals Initiative",
        "India, Japan and Australia agree to work together on maritime affairs",
        "India and Japan meet",
    ):
        assert title in said
    assert "paper: signed · delivery: no evidence · evidence: one party's official word" in said
    assert "due by 2035-08" in said
    assert "“a memorandum on minerals”" in said
    assert told.out.index("Security and defence") < told.out.index("Economic security") < told.out.index("Talks and")
    assert "France" not in said


def test_a_partnership_in_hindi(karar, partnership):
    """The same in the other language, asked for by names in it; no line is longer than the screen."""
    told = karar("partnership", "भारत", "जापान", "--lang", "hi")
    assert "भारत और जापान के बीच महत्वपूर्ण खनिज पर समझौता ज्ञापन" in words_of(told.out)
    assert "सुरक्षा और रक्षा" in told.out
    assert max(map(cell_len, told.out.splitlines())) <= 80


def test_a_partnership_as_json(karar, partnership):
    """One record; titles are in the language asked for, and every field of a promise is there."""
    record = read_json(karar("partnership", "IN", "JP", "--json", "--lang", "en", "--currency", "INR"))
    promises = {one["commitment"]: one for part in record["parts"] for one in part["promises"]}
    assert len(promises) == 4
    assert promises[partnership[1]]["title"] == "India and Japan sign a memorandum on critical minerals"
    assert promises[partnership[1]]["paper"] == "signed"
    assert [one["commitment"] for one in record["meetings"]] == [partnership[4]]
    (total,) = record["totals"]
    assert (total["rung"], total["currency"], total["counted"][0]["rate_day"]) == ("pledge", "INR", "2025-08-29")
    assert record["pledges"][0]["funds"] == "private"
    since = read_json(karar("partnership", "IN", "JP", "--json", "--since", "2025-08"))
    assert partnership[2] not in {one["commitment"] for part in since["parts"] for one in part["promises"]}


def test_a_group(karar, partnership):
    """What names it, with its members by date; and what three of its members agreed alone."""
    initiative = words_of(karar("partnership", "quad-critical-minerals").out)
    assert "Quad Critical Minerals Initiative: Australia, India, Japan, United States" in initiative
    assert "quad-critical-minerals" not in initiative
    assert "no members then: India, Japan" in initiative  # the page is older than the initiative
    quad = read_json(karar("partnership", "क्वाड", "--json"))
    assert [one["commitment"] for part in quad["parts"] for one in part["promises"]] == [partnership[3]]
    assert quad["members"] == {"quad": ["AU", "IN", "JP", "US"]}
    wide = read_json(karar("partnership", "Quad", "--members", "--json"))
    assert {one["how"] for part in wide["parts"] for one in part["promises"]} == {"together", "members"}


def test_an_outsider_and_a_bloc(karar, partnership):
    """India and the European Union: with its members where they are asked for."""
    assert "Nothing was promised" in karar("partnership", "IN", "EU").out
    record = read_json(karar("partnership", "IN", "EU", "--members", "--json"))
    assert [one["commitment"] for part in record["parts"] for one in part["promises"]] == [partnership[5]]


def test_a_group_that_has_ended_names_its_successor(karar, partnership):
    """The Minerals Security Partnership is no more; FORGE took its place, and nobody published its members."""
    told = words_of(karar("partnership", "msp").out)
    assert "Minerals Security Partnership ended 2026-02-04" in told
    assert "in its place: Forum on Resource Geostrategic Engagement" in told
    assert "nobody published who its members are" in words_of(karar("partnership", "forge").out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "two parties or more, or of a group"),
        (["IN"], "two parties or more, or of a group"),
        (["IN", "Atlantis"], "Atlantis"),
        (["IN", "JP", "--since", "soon"], "--since"),
        (["IN", "JP", "--currency", "gold"], "gold"),
    ],
)
def test_a_call_that_cannot_be_understood(karar, partnership, words, said):
    """One line: what, where, what to do."""
    told = karar("partnership", *words)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert told.err.count("\n") == 1


def test_a_ledger_that_is_not_linked_says_what_to_do(karar, filled):
    """Nothing is linked yet."""
    assert "karar link" in karar("partnership", "IN", "JP").err


@pytest.mark.parametrize("act", get_args(Act))
@pytest.mark.parametrize("lang", ["en", "hi"])
def test_every_act_has_its_title(act, lang):
    """A title names who, what and how much, whatever is known of a claim; no field's code or brace is left."""
    words = words_for(lang, labelled=True)
    for fields in (
        {},
        {"sectors": ("cyber",)},
        {"giver": "JP", "receiver": "IN", "sectors": ("critical-minerals",), "stages": ("refining",)},
        {"instrument": Instrument("roadmap", "Ten Years"), "modality": "possible"},
        {"quantities": (Quantity(value="500000", unit="person"),), "places": (Place("Odisha"),)},
    ):
        for amount in (None, yen()):
            made = claim(act=act, duration=Duration(n=5, unit="year"), **fields)
            title = title_of(made, words, amount)
            assert words.party("IN") in title
            assert "{" not in title
            assert amount is None or "JPY 10" in title
            assert "critical-minerals" not in title


def test_every_group_has_a_name_in_both_languages():
    """A group can be told in either."""
    assert [one.id for one in load_groups().values() if set(one.labels) != {"en", "hi"}] == []


def test_both_languages_have_the_same_words():
    """The tables have the same keys."""
    assert set(_tables()["en"]["partnership"]) == set(_tables()["hi"]["partnership"])
