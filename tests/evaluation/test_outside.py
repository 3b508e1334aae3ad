"""Records of others: what a title names, when a record counts as right, and that half of them stay unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from karar.errors import InputError
from karar.evaluation.aid import Surfaces, judge_title, load_rows, same_sum, title_of
from karar.evaluation.events import Event, judge_event, load_events
from karar.evaluation.measure import HELD_OUT, SEEN
from karar.evaluation.outside import figures_by_floor
from karar.evaluation.records import FOLDER, Tally, load_known, part_of
from tests.reference.known import ROOT, reference

LABELS = ROOT / FOLDER
WORDS = load_known("aiddata", LABELS).words


def row(title: str, **others: str) -> dict[str, str]:
    """A row of the database, Chinese money for a road in Togo where nothing else is said."""
    given = {"id": "7", "Flow Type": "Loan", "Funding Agencies": "China Development Bank (CDB)", "Recipient": "Togo"}
    return {**given, "Title": title, **others}


def claim(**others: object) -> dict[str, object]:
    """A claim in its JSON form: a Chinese loan to Togo."""
    loan = {"value": "5000000", "to": None, "currency": "USD"}
    plain = {"act": "deliver", "modality": "done", "parties": ["CN", "TG"], "giver": "CN", "receiver": "TG"}
    return {**plain, "instrument": {"type": "loan"}, "amounts": [loan], **others}


TITLES = [
    ("CDB lends Togo $5 million", {}, "CN", "TG"),
    ("Togolese bridge built with a loan", {}, None, "TG"),
    ("China provides a loan for the Kara bridge", {}, "CN", None),
    ("China trains nurses in Equatorial Guinea", {"Recipient": "Guinea"}, "CN", None),
    ("China sends rice to the Congo", {"Recipient": "Congo"}, "CN", None),
    ("China lends 90 million Nepali rupees for a school", {"Recipient": "Nepal"}, "CN", None),
    ("[Cancelled] China lends Togo $5 million", {}, None, None),
]


@pytest.mark.parametrize(("text", "others", "giver", "receiver"), TITLES, ids=[case[0] for case in TITLES])
def test_what_a_title_names(text: str, others: dict[str, str], giver: str | None, receiver: str | None):
    """The giver by the state's or the funder's name, the receiver by a name that is one state's alone."""
    title = title_of(row(text, **others), WORDS, Surfaces(reference()))
    assert (title.giver, title.receiver) == (giver, receiver)


def test_a_paper_is_asked_for_where_title_and_database_agree():
    """ "Loan" in a title whose flow is a gift is no question."""
    states = Surfaces(reference())
    assert title_of(row("China provides a loan"), WORDS, states).papers == ("loan",)
    assert title_of(row("China provides a loan", **{"Flow Type": "Grant"}), WORDS, states).papers == ()


def test_every_claim_of_a_title_has_to_be_right():
    """One wrong claim beside a right one makes the title wrong; no claim is wrong too."""
    title = title_of(row("China lends Togo $5 million"), WORDS, Surfaces(reference()))
    for claims, right in (([claim()], 1), ([claim(), claim(giver="TG", receiver="CN")], 0), ([], 0)):
        tally = Tally()
        judge_title(tally, title, claims, None)
        counts = {row.name: row.counts["all"] for row in tally.outcome("aiddata", "x").rows}
        assert counts["giver"] == counts["receiver"] == {"right": right, "of": 1}


SUMS = [
    ("the same to the last digit", {"value": "5000000", "currency": "USD"}, True),
    ("another currency", {"value": "5000000", "currency": "EUR"}, False),
    ("one of several currencies", {"value": "5000000", "currency": ["USD", None]}, True),
    ("a digit off", {"value": "5000001", "currency": "USD"}, False),
    ("a range", {"value": "5000000", "to": "6000000", "currency": "USD"}, False),
]


@pytest.mark.parametrize(("label", "right"), [case[1:] for case in SUMS], ids=[case[0] for case in SUMS])
def test_a_sum_is_right_to_the_last_digit(label: dict[str, object], right: bool):
    """Value, end of a range and currency, of the first sum."""
    assert same_sum(claim()["amounts"], label) is right  # type: ignore[arg-type]


def test_a_hostile_record_must_give_no_claim():
    """Labelled records are held against their labels, the others must be silent."""
    tally = Tally()
    label = {"id": "a", "claim": True, "acts": ["deliver"], "parties": ["CN", "TG"]}
    judge_event(tally, Event("a", "AID"), [claim()], label)
    judge_event(tally, Event("b", "FIGHT"), [claim()], None)
    judge_event(tally, Event("c", "AGREE"), [claim()], {"id": "c", "claim": False})
    rows = tally.outcome("plover", "x").rows
    assert {row.name: row.figures["all"]["share"] for row in rows} == {
        "claim": 1.0,
        "hostile-silent": 0.0,
        "other-silent": 0.0,
    }


def test_only_records_of_one_half_are_told():
    """A fault of a held-out record is counted and not shown."""
    seen = next(str(n) for n in range(50) if part_of(str(n)) == SEEN)
    held = next(str(n) for n in range(50) if part_of(str(n)) == HELD_OUT)
    tally = Tally()
    for record in (seen, held):
        tally.note("giver", record, "nobody", right=False)
    assert tally.misses == [f"giver  {seen}  nobody"]
    assert tally.hidden == 1
    assert figures_by_floor(tally.outcome("x", "y")) == {
        "x-y": {"giver": {"share": 0.0}},
        "x-y-held-out": {"giver": {"share": 0.0}},
    }


@pytest.mark.parametrize("name", ["aiddata", "plover"])
def test_labels_hold_ids_and_codes_only(name: str):
    """No word of an outside set is kept: each label has an id of its own, and otherwise short codes."""
    known = load_known(name, LABELS)
    lines = (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()
    assert len(known.labels) == len(lines) == {"aiddata": 150, "plover": 65}[name]
    values = [value for line in lines for key, value in json.loads(line).items() if key != "id"]
    words = [word for value in values for word in (value if isinstance(value, list) else [value])]
    assert all(not isinstance(word, str) or len(word) <= 14 for word in words)


def test_a_file_that_is_none_is_told(tmp_path: Path):
    """A missing file, a file without the columns, a file that is no JSON, a set without labels."""
    broken = tmp_path / "broken.csv"
    broken.write_text("id,Title\n1,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="Columns are missing"):
        list(load_rows(broken))
    with pytest.raises(InputError):
        list(load_rows(tmp_path / "none.csv"))
    with pytest.raises(InputError):
        load_events(broken)
    with pytest.raises(InputError):
        load_known("aiddata", tmp_path)
