"""Commitments as CSV and JSON Lines."""

from __future__ import annotations

import csv
import gc
import io
import json

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karar.errors import UsageError
from karar.exports.columns import COLUMNS
from karar.exports.delimited import defused
from karar.exports.formats import FORMATS, format_named
from karar.ledger import Query
from karar.model.claims import Claim
from tests.exports.making import keep, money, relation, told, view, written


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Read a table."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_a_table_has_every_commitment_once(ledger, claims):
    """One line each, in the order of the ids, with codes, sums by rung in base units, and states; the talks too."""
    rows = rows_of(written("csv", view(ledger)))
    assert [row["id"] for row in rows] == sorted(claim.id for claim in claims.values())
    by_id = {row["id"]: row for row in rows}
    loan = by_id[claims["loan"].id]
    assert (loan["parties"], loan["giver"], loan["dac"], loan["instrument"]) == ("IN; JP", "JP", "240; 121", "loan")
    assert (loan["signed_value"], loan["signed_currency"], loan["signed_qualifier"]) == ("5000000000", "JPY", "about")
    assert (loan["pledge_value"], loan["paper_state"], loan["delivery_state"]) == ("", "signed", "")
    assert by_id[claims["pledge"].id]["due"] == "2030"


def test_a_repeat_says_with_what_it_is_counted(ledger, claims):
    """Who adds up the lines that count adds up no money twice."""
    rows = {row["id"]: row["pledge_counted"] for row in rows_of(written("csv", view(ledger)))}
    assert rows[claims["repeat"].id] == f"repeats:{claims['pledge'].id}"
    assert rows[claims["pledge"].id] == "yes"


def test_json_lines_say_what_the_table_says(ledger):
    """Cell by cell; lists are lists, nothing told is null."""
    lines = [json.loads(line) for line in written("jsonl", view(ledger)).splitlines()]
    rows = rows_of(written("csv", view(ledger)))
    assert len(lines) == len(rows)
    for record, row in zip(lines, rows, strict=True):
        assert tuple(record) == tuple(row) == tuple(column.name for column in COLUMNS)
        for name, value in record.items():
            text = "" if value is None else "; ".join(value) if isinstance(value, list) else str(value)
            assert row[name] == defused(text)


def test_another_program_opens_the_table(ledger, claims, tmp_path):
    """DuckDB finds the columns and adds up what counts of the pledges."""
    path = tmp_path / "a.csv"
    path.write_bytes(written("csv", view(ledger)))
    asked = "select sum(pledge_value) from read_csv(?) where pledge_counted = 'yes' and pledge_currency = 'JPY'"
    assert duckdb.execute(asked, [str(path)]).fetchone() == (10_000_000_000,)


def test_a_formula_stays_text(ledger, claims):
    """A quote that a spreadsheet would run has an apostrophe before it."""
    rows = {row["id"]: row["quote"] for row in rows_of(written("csv", view(ledger)))}
    assert rows[claims["hostile"].id] == "'" + claims["hostile"].quote.text


@given(st.text(alphabet=st.sampled_from("=+-@＝'\t\r\n a1\u00a0"), max_size=6))
def test_defusing_can_be_undone(text):
    """No cell begins with what makes a formula, and the first apostrophe taken away gives the text back."""
    done = defused(text)
    assert not done or done.lstrip()[:1] not in set("=+-@＝＋－＠")
    assert (done[1:] if done.startswith("'") else done) == text


def test_columns_are_chosen(ledger):
    """In the order asked for; one that there is not, or that is named twice, is refused."""
    content = written("csv", view(ledger, columns=("step", "id")))
    assert content.startswith(b"step,id\r\n")
    for wrong in (("id", "colour"), ("id", "id")):
        with pytest.raises(UsageError):
            written("csv", view(ledger, columns=wrong))


def test_a_query_narrows_a_table(ledger, claims):
    """Only what meets it; a relation to what is not among it changes nothing."""
    rows = rows_of(written("csv", view(ledger, Query(parties=("KR",)))))
    assert [row["id"] for row in rows] == [claims["hostile"].id]
    said_again = rows_of(written("csv", view(ledger, Query(text='"said again"'))))
    assert [row["pledge_counted"] for row in said_again] == ["yes"]


def test_claims_are_whole(ledger, claims):
    """Each claim with its evidence and quote."""
    lines = [json.loads(line) for line in written("claims", view(ledger)).splitlines()]
    assert {line["id"] for line in lines} == {claim.id for claim in claims.values()}
    assert all(line["quote"]["text"] for line in lines)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_same_ledger_and_day_give_the_same_bytes(form, ledger):
    """Twice, from two views."""
    assert b"".join(form.write(view(ledger))) == b"".join(form.write(view(ledger)))


def test_formats_are_named_once():
    """Names are unique; an unknown one is refused with the list of those that there are."""
    assert len({form.name for form in FORMATS}) == len(FORMATS)
    with pytest.raises(UsageError, match="csv, jsonl"):
        format_named("docx")


def test_a_chain_of_relations_is_followed_across_batches(tmp_path, monkeypatch):
    """Of commitments that repeat each other in a chain one counts, however few are read at a time."""
    monkeypatch.setattr("karar.exports.view.AT_ONCE", 1)
    chain = [told(f"Again, {i}: one billion yen.", amounts=(money("1000000000"),)) for i in range(4)]
    relations = [relation("repeats", one, other) for one, other in zip(chain[1:], chain, strict=False)]
    with keep(tmp_path / "karar.db", chain, relations) as made:
        rows = rows_of(written("csv", view(made)))
    assert {row["id"]: row["pledge_counted"] for row in rows}[chain[0].id] == "yes"
    assert sum(row["pledge_counted"] == "yes" for row in rows) == 1


def claims_held() -> int:
    """How many claims are in memory."""
    return sum(isinstance(one, Claim) for one in gc.get_objects())


def test_a_table_is_written_as_it_is_read(tmp_path, monkeypatch):
    """However many commitments there are, the claims of two batches at most are held at a time."""
    monkeypatch.setattr("karar.exports.view.AT_ONCE", 5)
    many = [told(f"{i}: a million yen.", amounts=(money("1000000"),)) for i in range(60)]
    with keep(tmp_path / "karar.db", many) as made:
        before, most, lines = claims_held(), 0, 0
        for _ in format_named("csv").write(view(made)):
            lines += 1
            if lines % 20 == 4:
                most = max(most, claims_held() - before)
    assert lines == 61
    assert 0 < most <= 2 * 5
