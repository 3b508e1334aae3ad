"""`karar add` and `karar import`: what people add is kept, told, listed and taken back."""

from __future__ import annotations

import json

import pytest

from karar.ledger import Ledger
from tests.ledger.making import GRAMMAR, claim, document

HEADER = "kind,subject,what,day,value,unit,source\n"


@pytest.fixture
def kept(ledger_file):
    """The id of a claim in a ledger."""
    doc = document()
    made = claim(doc)
    with Ledger.open(ledger_file) as ledger:
        ledger.add(doc, GRAMMAR, [made])
    return made.id


def added(path):
    """Return all additions of a ledger."""
    with Ledger.open(path) as ledger:
        return [one.addition for one in ledger.additions()]


def test_an_event_is_added(karar, ledger_file, kept):
    """Its state says what it moves; the sum's currency is read; the id is told."""
    done = karar("add", "event", kept[:8], "in-force", "--day", "2025-09", "--source", "A gazette", "--by", "a clerk")
    assert "Kept as" in done.err
    karar("add", "amount", kept[:8], "delivered", "JPY 4.2e11", "--day", "2026", "--source", "A report", "--by", "b")
    event, amount = added(ledger_file)
    assert (event.track, event.subject, event.day, event.who) == (
        "instrument",
        f"commitment:{kept}",
        "2025-09",
        "a clerk",
    )
    assert (amount.value, amount.unit) == ("420000000000", "JPY")
    again = karar("add", "event", kept, "in-force", "--day", "2025-09", "--source", "A gazette", "--by", "another")
    assert "Kept already" in again.err
    listed = karar("add", "--list", kept[:6], "--json").out.splitlines()
    assert [json.loads(line)["what"] for line in listed] == ["in-force", "delivered"]
    told = karar("add", "--list").out
    assert "amount delivered JPY 420000000000" in told
    assert "A gazette" in told


def test_what_is_wrong_is_kept_and_told(karar, ledger_file, kept):
    """A day that is none stays as it was written."""
    done = karar("add", "milestone", kept, "a review", "--day", "2025-02-30", "--source", "x", "--by", "a")
    assert "'2025-02-30' is no day of the calendar" in done.err
    assert [one.day for one in added(ledger_file)] == ["2025-02-30"]


def test_an_addition_is_taken_back(karar, ledger_file, kept):
    """Both stay in the list; the first counts no more, and is not counted again without a word."""
    given = ("add", "event", kept, "signed", "--source", "x", "--by", "a")
    karar(*given)
    name = added(ledger_file)[0].id
    karar("add", "take-back", name[:6], "--why", "another paper", "--by", "a")
    assert "taken back" in karar("add", "--list").out
    assert "To make it count again" in karar(*given).err


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ((), "Nothing was added"),
        (("evnt", "project:a", "x", "--source", "s"), "no kind"),
        (("event", "project:a", "x"), "source"),
        (("event", "CLAIM", "finished", "--source", "s"), "choose among"),
        (("milestone", "thing:a", "x", "--source", "s"), "names nothing"),
        (("amount", "project:a", "pledge", "--source", "s"), "value is missing"),
        (("take-back", "abc", "more", "--why", "x"), "names one addition"),
        (("event", "project:a", "x", "--source", "s", "--standing", "mine"), "standing"),
        (("--list", "project:a", "x"), "two calls"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_a_line(karar, ledger_file, kept, given, word):
    """With what to do, and nothing is kept."""
    given = [kept if one == "CLAIM" else one for one in given]
    done = karar("add", *given, "--by", "a")
    assert done.code == 2
    assert word in done.err
    assert len(done.err.splitlines()) == 1
    assert added(ledger_file) == []


def test_a_table_is_imported_row_by_row(karar, ledger_file, kept, tmp_path):
    """New, known, refused: each row is reported; a dry run keeps nothing, a second run adds nothing."""
    table = tmp_path / "t.csv"
    table.write_text(
        f"\ufeff{HEADER}event,{kept[:8]},signed,2025-08-29,,,A memorandum\n"
        "milestone,project:a,opening,2025-02-30,,,A plan\n\n"
        'amount,nothing,delivered,2026,"1,000",INR,A report\nfoo,project:a,x,,,,s\nevent,project:a,x,,,,s,extra\n',
        encoding="utf-8",
    )
    dry = karar("import", str(table), "--dry-run", "--json", "--by", "a")
    assert added(ledger_file) == []
    done = karar("import", str(table), "--json", "--by", "a")
    assert (dry.code, done.code) == (3, 3)
    assert done.out == dry.out
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["outcome"] for row in rows] == ["new", "new", "refused", "refused", "refused"]
    assert [problem["kind"] for problem in rows[1]["problems"]] == ["impossible-date"]
    assert len(added(ledger_file)) == 2
    again = karar("import", str(table), "--by", "a")
    assert "2 known, 3 refused" in again.err
    assert "line 6: refused" in again.out
    assert len(added(ledger_file)) == 2


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"kind,subject,wat,source\n", "Did you mean 'what'"),
        (b"kind,subject,what,what,source\n", "twice"),
        (b"kind,what\n", "'subject', 'source'"),
        (b"", "no column"),
        ("kind,subject,what,source\n".encode("utf-16"), "UTF-8"),
    ],
)
def test_a_table_with_another_header_is_refused(karar, ledger_file, kept, tmp_path, content, word):
    """Before any row is looked at, in one line that names the column."""
    table = tmp_path / "t.csv"
    table.write_bytes(content)
    done = karar("import", str(table), "--by", "a")
    assert done.code == 3
    assert word in done.err
    assert len(done.err.splitlines()) == 1
    assert "cannot be read" in karar("import", str(tmp_path / "none.csv"), "--by", "a").err
