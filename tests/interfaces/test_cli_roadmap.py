"""`karar roadmap` and `karar due`: states with their evidence, in both languages, on a day."""

from __future__ import annotations

import json
import re

import pytest

from karar.ledger import Ledger
from karar.model.claims import Instrument
from karar.model.values import Duration
from tests.ledger.making import GRAMMAR, Clock, added, claim, document, link_alike, money


@pytest.fixture
def linked(ledger_file):
    """A ledger with a roadmap and a pledge for five years, and what was added to them."""
    clock = Clock()
    paper = document("भारत और जापान ने रोडमैप बनाया।", published="2020-01-10", publisher="PIB")
    money_page = document("Japan pledges ten billion yen.", published="2020-02-01", publisher="Kyodo")
    roadmap = claim(paper, act="sign", modality="done")
    pledge = claim(
        money_page, act="pledge", modality="planned", amounts=(money("100"),), duration=Duration(n=5, unit="year")
    )
    with Ledger.open(ledger_file, clock=clock) as ledger:
        ledger.add(paper, GRAMMAR, [roadmap])
        ledger.add(money_page, GRAMMAR, [pledge])
        what = ledger.linkable("test")
        ledger.add_linking(link_alike(what.claims), what)
        clock.on(30)
        ledger.add_additions(
            [
                added(f"commitment:{roadmap.id}", what="in-force", track="instrument", day="2020-06-01"),
                added(f"commitment:{pledge.id}", kind="milestone", track=None, what="a review", day="2024-06"),
                added(f"commitment:{pledge.id}", what="implementing", track="delivery", day="2021-03-01"),
            ]
        )
    return roadmap.id, pledge.id


def test_one_roadmap_tells_every_change(karar, linked):
    """Its day, the rule, the source, and the claim or addition that says so."""
    told = " ".join(karar("roadmap", linked[0][:8], "--lang", "en").out.split())
    assert re.search(r"2020-01-10 signed · a report tells of the signing · official text · India · PIB · \w+", told)
    assert "signed → in force · added by a person" in told
    assert "delivery: no evidence" in told
    record = json.loads(karar("roadmap", linked[0][:8], "--json").out)
    assert [move["after"] for move in record["instrument"]["moves"]] == ["signed", "in-force"]
    assert record["contested"] is False


def test_parties_have_a_list(karar, linked):
    """Newest first, in Hindi or English, with the ids that say so; a state picks some of them."""
    told = karar("roadmap", "IN", "जापान", "--lang", "hi").out
    assert "दस्तावेज़: लागू" in told
    assert "अमल: अवधि बीत गई (कोई प्रमाण नहीं)" in told
    lapsed = karar("roadmap", "IN", "JP", "--state", "lapsed", "--json").out.splitlines()
    assert [json.loads(line)["commitment"] for line in lapsed] == [linked[1]]
    assert "There are more" in karar("roadmap", "-n", "1").err
    assert "none of 2 has evidence enough" in karar("roadmap", "--score").out
    assert "No promises" in karar("roadmap", "FR").err


def test_a_past_day_is_told_as_it_was_known(karar, linked):
    """Before the additions were made the paper was signed, and nothing was due on the way."""
    record = json.loads(karar("roadmap", linked[0], "--as-of", "2026-01-15", "--json").out)
    assert record["instrument"]["state"] == "signed"
    assert len(karar("due", "--as-of", "2026-01-15", "--json").out.splitlines()) == 1


def test_what_is_due_is_asked_for_as_in_the_other_verbs(karar, linked):
    """Parties by their names alone or with --party, fields by code or label, which both languages show."""
    whole = karar("due", "--as-of", "2026-03-01", "--json").out
    for words in (
        ("IN", "जापान"),
        ("--party", "JP"),
        ("IN", "--party", "JP"),
        ("--sector", "रक्षा"),
        ("--sector", "Defence"),
    ):
        assert karar("due", *words, "--as-of", "2026-03-01", "--json").out == whole
    assert karar("due", "FR", "--as-of", "2026-03-01", "--json").out == ""
    assert "366 days overdue" in karar("due", "--as-of", "2026-03-01", "--lang", "en").out
    told = karar("roadmap", "IN", "JP", "--lang", "en").out
    assert "fields: Defence " in told


def test_what_is_due_is_listed(karar, linked):
    """The end of the term and the milestone, each with how long it is over and how long nothing was heard."""
    found = [json.loads(line) for line in karar("due", "--as-of", "2026-03-01", "--json").out.splitlines()]
    assert [(one["kind"], one["day"], one["days"]) for one in found] == [
        ("deadline", "2025-02", -366),
        ("milestone", "2024-06", -609),
    ]
    assert found[0]["roadmap"]["delivery"] == "lapsed"
    assert found[0]["silent"] == 1826
    told = karar("due", "--as-of", "2026-03-01", "--party", "JP", "--lang", "en").out
    assert "366 days over" in told
    assert "silent for 1826 days" in told
    assert "Nothing is due" in karar("due", "--party", "FR").err


def test_what_is_coming_is_within_reach(karar, ledger_file):
    """Only so far ahead as was asked for, the nearest first."""
    doc = document(published="2025-01-01")
    with Ledger.open(ledger_file, clock=Clock()) as ledger:
        made = [claim(doc, act="pledge", duration=Duration(n=n, unit="year"), project=str(n)) for n in (2, 3)]
        ledger.add(doc, GRAMMAR, made)
        what = ledger.linkable("test")
        ledger.add_linking(link_alike(list(what.claims)[:1]), what)
    assert karar("due", "--as-of", "2026-06-01", "--within", "30d", "--json").out == ""
    (one,) = karar("due", "--as-of", "2026-06-01", "--within", "2y", "--json").out.splitlines()
    assert json.loads(one)["days"] > 0


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (("roadmap", "nothing"), "no commitment or claim"),
        (("roadmap", "IN", "Nobody"), "Nobody is called"),
        (("roadmap", "--state", "done"), "no state"),
        (("due", "--within", "soon"), "no length of time"),
    ],
)
def test_what_is_not_there_is_told_in_a_line(karar, linked, call, word):
    """What was asked for, and what to do."""
    done = karar(*call)
    assert done.code in (2, 5)
    assert word in done.err
    assert len(done.err.splitlines()) == 1


def test_the_register_lists_papers(karar, ledger_file):
    """Type, parties, state and reports with their ids, in both languages; filters; a paper that a person added."""
    doc = document("भारत और जापान ने ज्ञापन पर हस्ताक्षर किए।", published="2025-08-30", publisher="PIB")
    paper = claim(doc, act="sign", modality="done", instrument=Instrument("memorandum"))
    with Ledger.open(ledger_file, clock=Clock()) as ledger:
        ledger.add(doc, GRAMMAR, [paper])
        what = ledger.linkable("test")
        ledger.add_linking(link_alike(what.claims), what)
    for call in (("fact", "instrument:x", "parties", "IN FR"), ("event", "instrument:x", "signed")):
        karar("add", *call, "--source", "A gazette", "--by", "a")
    told = karar("instruments", "--lang", "hi").out
    assert "समझौता ज्ञापन · भारत, जापान · हस्ताक्षरित" in " ".join(told.split())
    assert paper.id[:10] in told
    assert "instrument:x" in told
    (one,) = karar("instruments", "IN", "JP", "--type", "memorandum", "--json").out.splitlines()
    assert [report["claim"] for report in json.loads(one)["reports"]] == [paper.id]
    assert json.loads(karar("instruments", "FR", "--json").out)["id"] == "instrument:x"
    assert "No instruments" in karar("instruments", "--state", "terminated").err
    assert "Choose among" in karar("instruments", "--type", "treatise").err
