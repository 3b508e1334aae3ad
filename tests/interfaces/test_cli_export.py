"""``karar export`` with formats, as it is typed."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest
from icalendar import Calendar

from karar.exports.columns import COLUMNS
from karar.exports.formats import FORMATS
from tests.interfaces.making import Caller
from tests.interfaces.test_cli_dialogues import PAGE as TALKS
from tests.interfaces.test_cli_projects import HINDI as PROJECT


@pytest.fixture
def linked(karar: Caller, filled) -> Caller:
    """A caller with a linked ledger of two claims."""
    assert karar("link").code == 0
    return karar


def test_formats_are_listed(karar):
    """Each with its record, ending and media type, and the columns; no ledger is needed."""
    told = karar("export", "--formats")
    assert told.code == 0
    names = [line.split("\t")[0] for line in told.out.splitlines()]
    assert names == [*(form.name for form in FORMATS), "", *(column.name for column in COLUMNS)]


def test_a_view_is_written(linked, filled):
    """Filtered, with chosen columns, to standard output and to a file alike."""
    call = ("export", "--format", "csv", "--party", "जापान", "--columns", "id,giver", "--as-of", "2999-01-01")
    out = linked(*call).out
    assert list(csv.reader(io.StringIO(out))) == [["id", "giver"], [filled[0].id, "JP"]]
    assert linked(*call, "-o", "a.csv").code == 0
    assert linked.ledger.with_name("a.csv").read_bytes().decode() == out


def test_a_citation_can_be_checked(linked):
    """Its fingerprint is that of the whole ledger's export on the day."""
    whole = linked("export", "--as-of", "2999-01-01").out
    mark = hashlib.sha256(whole.encode()).hexdigest()
    cited = linked("export", "--cite", "bibtex", "--party", "IN", "--as-of", "2999-01-01").out
    assert f"sha256:{mark}" in cited
    assert "2999-01-01" in cited
    apa = linked("export", "--cite", "apa", "--as-of", "2999-01-01").out
    assert apa.startswith("Karar. (2999). Ledger of commitments between states (as known on 2999-01-01; ")
    assert mark[:12] in apa


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--format", "docx"), "There is no format 'docx'"),
        (("--format", "csv", "--columns", "colour"), "There is no column 'colour'"),
        (("--format", "csv", "--columns", ","), "No column is named"),
        (("--format", "iati", "--columns", "id"), "Only tables have columns"),
        (("--columns", "id"), "Only tables have columns"),
        (("--party", "IN"), "The whole ledger takes no filter"),
        (("--format", "csv", "--cite", "apa"), "exclude each other"),
        (("--judgements", "--as-of", "2025-09-01"), "as of today"),
        (("--format", "csv", "--sector", "sport"), "There is no sector"),
    ],
)
def test_what_cannot_be_is_refused(linked, wrong, said):
    """One clear line and exit code 2."""
    told = linked("export", *wrong)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert told.err.count("\n") == 1


def test_what_cannot_be_written_leaves_the_old_file(linked):
    """A format with nothing to write, or a folder that is not there, says so; what was there stays."""
    old = linked.ledger.with_name("old.xml")
    old.write_text("old", encoding="utf-8")
    told = linked("export", "--format", "iati", "--party", "FR", "-o", str(old))
    assert (told.code, old.read_text("utf-8")) == (3, "old")
    assert "No activity to write" in told.err
    assert linked("export", "--format", "csv", "-o", "nowhere/a.csv").code == 3
    assert [path.name for path in old.parent.iterdir() if path.suffix == ".new"] == []


def test_an_unlinked_ledger_is_told(karar, filled):
    """The table is empty, and the next step is named."""
    told = karar("export", "--format", "csv", "--columns", "id")
    assert told.out == "id\r\n"
    assert "karar link" in told.err


@pytest.fixture
def told(tmp_path, karar: Caller) -> Caller:
    """A caller with a linked ledger of a page about talks and one about a project."""
    for name, text in (("talks.txt", TALKS), ("project.txt", PROJECT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert karar("read", name, "--published", "2025-08-29").code == 0
    assert karar("link").code == 0
    return karar


def test_a_map_has_the_projects(told):
    """The features that karar projects shows, with day and fingerprint; filtered by party and field."""
    collection = json.loads(told("export", "--format", "geojson").out)
    assert collection["features"] == json.loads(told("projects", "--geojson").out)["features"]
    assert len(collection["features"]) == 1
    whole = told("export").out.encode()
    assert collection["ledger"] == f"sha256:{hashlib.sha256(whole).hexdigest()}"
    for none in (("--party", "FR"), ("--sector", "space")):
        assert json.loads(told("export", "--format", "geojson", *none).out)["features"] == []


def test_a_calendar_has_the_talks(told):
    """The round that was held, on its day; lines end and are folded as RFC 5545 asks."""
    content = told("export", "--format", "ical", "--sector", "defence").out
    held = [event for event in Calendar.from_ical(content).walk("VEVENT") if event["STATUS"] == "CONFIRMED"]
    assert [event.decoded("dtstart").isoformat() for event in held] == ["2024-08-20"]
    assert "India, Japan: 2+2 ministerial dialogue" in held[0]["SUMMARY"]
    lines = content.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 and "\n" not in line for line in lines)
    assert not Calendar.from_ical(told("export", "--format", "ical", "--sector", "space").out).walk("VEVENT")
