"""What the verbs that look into a ledger show."""

import csv
import io
import json
import re

import pytest
from rich.cells import cell_len

from tests.interfaces.making import TEXT


def test_a_pipe_gets_json_lines(karar, filled):
    """Without a terminal claims come as JSON Lines, in the ledger's order."""
    told = karar("show")
    assert told.code == 0
    assert {json.loads(line)["id"] for line in told.out.splitlines()} == {claim.id for claim in filled}


def test_a_table_says_what_a_desk_officer_asks(karar, filled):
    """Who, for whom, what, how firm, how much, where it stands, and the id to ask on with."""
    told = karar("show", "--table", "--act", "pledge")
    for word in ("2025-08-30", "Japan → India", "pledges, planned", "JPY 10 tn", "finance", "for 10 years", "PIB"):
        assert word in told.out
    assert filled[0].id[:10] in told.out
    assert "निवेश करेगा" in told.out
    assert "10 ट्रिलियन येन" in told.out


def test_a_table_speaks_hindi(karar, filled):
    """Names, acts and numbers in Hindi; the quote is the source's own."""
    told = karar("show", "--table", "--ui-lang", "hi", "--party", "JP")
    for word in ("जापान → भारत", "वचन, नियोजित", "JPY 10 ट्रिलियन", "10 साल के लिए"):
        assert word in told.out


def test_the_environment_chooses_the_language(karar, filled, monkeypatch):
    """LANG is followed where --ui-lang is not given."""
    monkeypatch.setenv("LANG", "hi_IN.UTF-8")
    assert "जापान → भारत" in karar("show", "--table").out


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_table_fits_the_terminal(karar, filled, monkeypatch, width):
    """No line is wider than the screen, counted in cells."""
    monkeypatch.setenv("COLUMNS", str(width))
    lines = karar("show", "--table").out.splitlines()
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--party", "JP"], {0}),
        (["--party", "जापान"], {0}),
        (["--party", "south korea"], {1}),
        (["--party", "JP", "--party", "KR"], set()),
        (["--act", "sign", "--act", "pledge"], {0, 1}),
        (["--modality", "done"], {1}),
        (["--sector", "finance"], {0}),
        (["--currency", "jpy", "--amount-min", "1e12"], {0}),
        (["--currency", "JPY", "--amount-max", "1,000"], set()),
        (["--from", "2025-08-30", "--to", "2025-08"], {0, 1}),
        (["--to", "2024"], set()),
        (["--min-confidence", "0.6"], {0}),
        (["--language", "en"], set()),
        (["--publisher", "PIB"], {0, 1}),
        (["--as-of", "2020-01-01"], set()),
        (["--as-of", "2999-01-01T12:00"], {0, 1}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters(karar, filled, filters, found):
    """Each filter leaves what meets it."""
    told = karar("show", "--json", *filters)
    ids = {json.loads(line)["id"] for line in told.out.splitlines()}
    assert (told.code, ids) == (0, {filled[i].id for i in found})


@pytest.mark.parametrize("call", [["show", "--json"], ["show", "--table"], ["export"], ["search", "करार", "--json"]])
def test_what_is_less_sure_is_left_out_and_counted(karar, filled, call):
    """Every verb that hands claims out can leave out the less sure ones, and says how many; the ledger keeps them."""
    everything, sure = karar(*call), karar(*call, "--min-confidence", "0.6")
    assert (sure.code, "left out" in everything.err) == (0, False)
    unsure = [claim for claim in filled if claim.confidence < 0.6 and claim.id[:10] in everything.out]
    assert unsure
    assert f"{len(unsure)} claim was left out: less sure than 0.6" in sure.err
    assert not any(claim.id[:10] in sure.out for claim in unsure)
    assert len(karar("show", "--json").out.splitlines()) == len(filled)


def test_nothing_found_is_said(karar, filled):
    """An empty table says so on standard error, and is no fault."""
    told = karar("show", "--table", "--party", "FR")
    assert (told.code, told.out) == (0, "")
    assert "No claims." in told.err


def test_csv_is_for_spreadsheets(karar, filled):
    """A heading and a line for each claim, sums in base units."""
    rows = list(csv.DictReader(io.StringIO(karar("show", "--csv").out)))
    pledge = next(row for row in rows if row["act"] == "pledge")
    assert (pledge["value"], pledge["currency"], pledge["duration"]) == ("10000000000000", "JPY", "10 year")
    assert pledge["quote"] == filled[0].quote.text


@pytest.mark.parametrize("ask", ["file:pages/a.txt", "pages/a.txt"])
def test_a_source_is_marked_in_brackets(karar, filled, ask):
    """Without colours the evidence stands in brackets with the fields' names, numbered by claim."""
    told = karar("source", ask)
    assert "[1 giver, 1 parties.1: जापान]" in told.out
    assert "[1 act: निवेश [1 modality: करेगा]]।" in told.out
    assert "[2 act: हस्ताक्षर किए]।" in told.out


def test_a_claim_is_shown_in_its_place(karar, filled):
    """A claim's own evidence alone is marked, and the start of its id will do."""
    told = karar("source", filled[1].id[:8])
    assert "[act: हस्ताक्षर किए]" in told.out
    assert "[giver" not in told.out


def test_brackets_taken_out_give_the_text(karar, filled):
    """Marking adds brackets and changes nothing else."""
    told = karar("source", "file:pages/a.txt")
    marked = next(line for line in told.out.splitlines() if "निवेश [" in line)
    assert re.sub(r"\[[^:\]]+: |\]", "", marked) == TEXT


def test_a_source_goes_out_as_json(karar, filled):
    """Text, claims and the window that is shown."""
    (view,) = json.loads(karar("source", filled[0].id, "--json").out)
    assert view["document"]["text"] == TEXT
    assert view["claims"][0]["id"] == filled[0].id


def test_nothing_of_that_name(karar, filled):
    """An id that nothing has ends with 5 and says where to look."""
    told = karar("source", "zzzz")
    assert told.code == 5
    assert "Nothing in the ledger is called 'zzzz'" in told.err


def test_words_are_found(karar, filled):
    """Search prints the find with its id; --json the spans as well."""
    assert filled[0].id[:10] in karar("search", "निवेश").out
    found = [json.loads(line) for line in karar("search", "निवेश", "--json").out.splitlines()]
    assert {one["kind"] for one in found} == {"claim", "document"}
    assert karar("search", "अनुपस्थित").out == "Nothing was found.\n"


def test_an_export_is_the_ledger(karar, filled, tmp_path):
    """The same bytes in a file and in a pipe, one claim a line."""
    out = karar("export").out
    assert karar("export", "-o", "copy.jsonl").code == 0
    assert (tmp_path / "copy.jsonl").read_text(encoding="utf-8") == out
    assert len(out.splitlines()) == len(filled)


def test_a_withdrawn_text_is_gone(karar, filled):
    """The text can no longer be shown; the claims keep their quotes."""
    told = karar("withdraw", "pages/a.txt", "--why", "a forgery")
    assert told.out == "Withdrawn: file:pages/a.txt (a forgery); its claims keep their quotes.\n"
    shown = karar("source", "pages/a.txt").out
    assert "withdrawn" in shown
    assert filled[0].quote.text in shown


def test_a_withdrawal_can_take_the_claims(karar, filled):
    """With --drop-claims nothing is left to show."""
    assert "2 claims went with it" in karar("withdraw", "pages/a.txt", "--why", "x", "--drop-claims").out
    assert karar("show", "--json").out == ""


def test_the_schema_is_json(karar):
    """It names the claim's fields."""
    assert "evidence" in json.loads(karar("schema").out)["$defs"]["Claim"]["properties"]


def test_doctor_finds_a_sound_ledger(karar, filled, ledger_file):
    """The ledger's line is ok, and nothing was changed."""
    before = ledger_file.read_bytes()
    findings = json.loads(karar("doctor", "--json").out)["findings"]
    (ledger,) = [one for one in findings if one["what"].startswith("Ledger")]
    assert ledger["state"] == "ok"
    assert ledger_file.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"no database at all, but long enough to be looked at" * 100], ids=["empty", "text"]
)
def test_doctor_finds_a_file_that_is_no_ledger(karar, ledger_file, content):
    """It fails, says what to do, and leaves the file alone."""
    ledger_file.write_bytes(content)
    told = karar("doctor", "--json")
    (ledger,) = [one for one in json.loads(told.out)["findings"] if one["what"].startswith("Ledger")]
    assert (told.code, ledger["state"]) == (1, "fail")
    assert ledger["advice"]
    assert ledger_file.read_bytes() == content


def test_doctor_does_not_make_a_ledger(karar, ledger_file):
    """Looking is not writing."""
    karar("doctor")
    assert not ledger_file.exists()
