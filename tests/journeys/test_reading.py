"""`karar read` from a person's side: what is printed where, what is kept, how it ends."""

from __future__ import annotations

import json
import sqlite3
import subprocess

import pytest

from karar.interfaces.cli.main import main
from karar.ledger import Ledger
from tests.journeys.making import start

PLEDGE = "जापान अगले 10 सालों में भारत में 10 ट्रिलियन येन का निवेश करेगा।\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KARAR_LEDGER", raising=False)
    return tmp_path


@pytest.fixture
def page(folder):
    """A page with one pledge."""
    path = folder / "page.txt"
    path.write_text(PLEDGE, encoding="utf-8")
    return path


def test_the_first_time_and_the_second(page, capfd):
    """The first call says what is new, the second that all is known."""
    assert main(["read", "page.txt"]) == 0
    assert capfd.readouterr().out == "1 page read, 1 claim found; 1 new in karar.db.\n"
    assert main(["read", "page.txt"]) == 0
    assert capfd.readouterr().out == "1 page read, 1 claim found; 0 new in karar.db (all known already).\n"


def test_json_is_alone_on_standard_output(page, capfd):
    """One claim a line, with the facts that were handed in; the summary goes elsewhere."""
    given = ["--published", "2025-08-29", "--publisher", "X", "--address", "https://example.org/a", "--language", "hi"]
    assert main(["read", "page.txt", "--json", *given]) == 0
    told = capfd.readouterr()
    (claim,) = map(json.loads, told.out.splitlines())
    assert (claim["act"], claim["giver"], claim["amounts"][0]["value"]) == ("pledge", "JP", "10000000000000")
    assert (claim["source"]["uri"], claim["source"]["published"]) == ("https://example.org/a", "2025-08-29")
    assert (claim["source"]["publisher"], claim["source"]["lang"]) == ("X", "hi")
    assert told.err.startswith("1 page read")


def test_a_dry_run_leaves_nothing_behind(page, folder, capfd):
    """No ledger is made; the claims are shown."""
    assert main(["read", "page.txt", "--dry-run"]) == 0
    assert "pledges, planned" in capfd.readouterr().out
    assert [path.name for path in folder.iterdir()] == ["page.txt"]


def test_quiet_says_nothing(page, capfd):
    """No summary and no progress."""
    assert main(["read", "page.txt", "--quiet"]) == 0
    assert capfd.readouterr() == ("", "")


def test_certain_claims_alone_are_shown_and_all_are_kept(page, folder, capfd):
    """--min-confidence is for the eye."""
    assert main(["read", "page.txt", "--json", "--quiet", "--min-confidence", "1"]) == 0
    assert capfd.readouterr().out == ""
    with Ledger.open(folder / "karar.db") as ledger:
        assert ledger.stats().claims == 1


def test_one_page_that_fails_stops_no_other(page, folder, capfd):
    """Each failure is a line, the others are kept, and the call ends with 3."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert main(["read", "empty.txt", "none.txt", "picture.txt", "page.txt"]) == 3
    told = capfd.readouterr()
    assert told.out == "1 page read, 1 claim found; 1 new in karar.db; 3 pages could not be read.\n"
    lines = told.err.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["karar read", "empty.txt"],
        ["karar read", "none.txt"],
        ["karar read", "picture.txt"],
    ]


def test_a_page_comes_through_a_pipe(folder):
    """``-`` is standard input."""
    program = start("read", "-", "--json", "--dry-run", cwd=folder, stdin=subprocess.PIPE)
    out, _ = program.communicate(PLEDGE, timeout=60)
    assert program.returncode == 0
    assert json.loads(out)["act"] == "pledge"


def test_a_manifest_says_the_days(page, folder, capfd):
    """Facts about each page come from the manifest."""
    (folder / "manifest.csv").write_text("path,published\npage.txt,2025-08-29\n", encoding="utf-8")
    assert main(["read", "--manifest", "manifest.csv", "--json", "--quiet"]) == 0
    assert json.loads(capfd.readouterr().out)["source"]["published"] == "2025-08-29"


def test_a_corrected_day_takes_the_older_ones_place(page, folder, capfd):
    """What was handed in last is shown; reading the page again without its day does not undo that."""
    for day in ([], ["--published", "2025-08-28"], ["--published", "2025-08-29"], ["--publisher", "X"]):
        assert main(["read", "page.txt", "--quiet", *day]) == 0
    assert main(["read", "page.txt", "--quiet", "--published", "2025-08-29"]) == 0
    assert main(["read", "page.txt"]) == 0
    assert "1 page in view as handed in before, with the facts given then." in capfd.readouterr().out
    assert main(["show", "--json"]) == 0
    (claim,) = map(json.loads, capfd.readouterr().out.splitlines())
    assert (claim["source"]["published"], claim["source"]["publisher"]) == ("2025-08-29", None)
    assert main(["source", "page.txt", "--json"]) == 0
    assert len(json.loads(capfd.readouterr().out)) == 1


def test_an_address_given_later_is_the_one_shown(page, folder, capfd):
    """Neither the file's own name nor a pipe takes it away."""
    given = ["--published", "2025-08-29"]
    assert main(["read", "page.txt", "--quiet", *given, "--address", "https://example.org/real"]) == 0
    assert main(["read", "page.txt", "--quiet", *given]) == 0
    with start("read", "-", "--quiet", *given, cwd=folder, stdin=subprocess.PIPE) as program:
        program.communicate(PLEDGE, timeout=60)
    assert main(["show", "--json"]) == 0
    (claim,) = map(json.loads, capfd.readouterr().out.splitlines())
    assert claim["source"]["uri"] == "https://example.org/real"


@pytest.mark.parametrize(
    ("how", "says", "new"),
    [([], "its text is not kept, its claims are", 1), (["--drop-claims"], "neither its text nor its claims", 0)],
    ids=["text", "claims"],
)
def test_a_withdrawn_page_is_told_when_it_is_read_again(page, folder, capfd, how, says, new):
    """The day and the reason are said, so that nobody looks for claims that are not there."""
    assert main(["read", "page.txt", "--quiet"]) == 0
    assert main(["withdraw", "page.txt", "--why", "a forgery", *how]) == 0
    page.write_text(f"{PLEDGE}एक और वाक्य।", encoding="utf-8")
    capfd.readouterr()
    assert main(["read", "page.txt"]) == 0
    told = capfd.readouterr()
    assert f"; {new} new in karar.db." in told.out
    assert told.err.startswith("karar read: file:page.txt: withdrawn on 20")
    assert f"(a forgery); {says}" in told.err


def test_rows_of_a_manifest_are_counted_apart(page, folder, capfd):
    """A row that cannot be used is no page; its page is not read without its day."""
    (folder / "other.txt").write_text(PLEDGE, encoding="utf-8")
    rows = "path,published\npage.txt,29 August\nmisspelt.txt,2025-08-29\n"
    (folder / "manifest.csv").write_text(rows, encoding="utf-8")
    assert main(["read", "page.txt", "other.txt", "--manifest", "manifest.csv"]) == 3
    told = capfd.readouterr()
    assert told.out.startswith("1 page read, ")
    assert told.out.endswith("; 2 rows of the manifest could not be used.\n")
    assert "misspelt.txt" in told.err


def test_a_locked_ledger_is_told_of(page, folder, capfd, monkeypatch):
    """After two seconds a line says what is waited for; at the end the call ends with 5."""
    assert main(["read", "page.txt", "--quiet"]) == 0
    monkeypatch.setattr("karar.interfaces.cli.screen.opening.WAIT", 2.5)
    holder = sqlite3.connect(folder / "karar.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    capfd.readouterr()
    assert main(["read", "page.txt", "--quiet", "--published", "2025-08-29"]) == 5
    holder.close()
    first, last = capfd.readouterr().err.splitlines()
    assert first.startswith("karar: karar.db is locked by another program; waiting")
    assert "locked by another program" in last


def test_a_sentence_is_explained(folder, capfd):
    """Every stage is named, with the places of what it found; the last one makes the claim and says how sure it is."""
    assert main(["explain", PLEDGE, "--json"]) == 0
    stages = json.loads(capfd.readouterr().out)["stages"]
    assert [stage["stage"] for stage in stages][-1] == "claims"
    items = [item for stage in stages for item in stage["items"]]
    assert all(item["span"] or item["detail"] == "log-odds" for item in items)
    assert any(item["detail"] == "log-odds" for item in items)
    assert main(["explain", PLEDGE]) == 0
    assert "pledge" in capfd.readouterr().out


def test_an_older_reading_is_read_again(page, folder, capfd, monkeypatch):
    """`reread` adds a reading by today's reader where the last one is older, once."""
    for module in ("read", "reread"):
        main([module, "--help"])
    with monkeypatch.context() as older:
        older.setattr("karar.pipeline.stages.READER", "grammar/0.0.1")
        older.setattr("karar.pipeline.keeping.READER", "grammar/0.0.1")
        assert main(["read", "page.txt", "--quiet"]) == 0
    capfd.readouterr()
    assert main(["reread"]) == 0
    assert capfd.readouterr().out.startswith("1 document read again by grammar/")
    assert main(["reread", "--jobs", "2"]) == 0
    assert capfd.readouterr().out.startswith("Nothing to read again")
