"""Commitments as a workbook, opened by another library than the one that wrote it."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import Workbook, load_workbook

from karar.errors import InputError
from karar.exports.columns import COLUMNS
from karar.exports.markup import text_of
from karar.ledger import Query
from tests.exports.making import keep, money, told, view, written


def opened(content: bytes) -> Workbook:
    """Open a workbook."""
    return load_workbook(io.BytesIO(content))


def test_it_says_what_the_table_says(ledger):
    """Cell by cell; the apostrophes that CSV needs are not there, and characters that XML cannot hold are marked."""
    data = opened(written("xlsx", view(ledger)))["Commitments"]
    rows = list(csv.reader(io.StringIO(written("csv", view(ledger)).decode(), newline="")))
    assert (data.max_row, data.max_column) == (len(rows), len(rows[0]))
    for cells, row in zip(data.iter_rows(values_only=True), rows, strict=True):
        shown = ["" if cell is None else str(cell) for cell in cells]
        assert shown == [text_of(text.removeprefix("'")) for text in row]


def test_sums_are_numbers_and_formulas_are_text(ledger, claims):
    """A spreadsheet can add the sums up, and runs nothing that a page's author wrote."""
    data = opened(written("xlsx", view(ledger, columns=("id", "pledge_value", "quote"))))["Commitments"]
    cells = {row[0].value: row for row in data.iter_rows(min_row=2)}
    assert cells[claims["pledge"].id][1].value == 10_000_000_000
    assert cells[claims["pledge"].id][1].data_type == "n"
    hostile = cells[claims["hostile"].id][2]
    assert (hostile.data_type, hostile.value[:11], hostile.hyperlink) == ("s", "=HYPERLINK(", None)


def test_a_sum_that_no_float_holds_is_text(tmp_path):
    """Nothing is rounded."""
    with keep(tmp_path / "karar.db", [told("Much.", amounts=(money("12345678901234567.89"),))]) as made:
        data = opened(written("xlsx", view(made, columns=("pledge_value",))))["Commitments"]
    assert data["A2"].value == "12345678901234567.89"


def test_the_second_sheet_tells_of_the_first(ledger):
    """Day, fingerprint, filters, licence, and what each column holds."""
    of = view(ledger, Query(parties=("IN",)))
    about = dict(opened(written("xlsx", of))["About"].iter_rows(values_only=True))
    assert about["Known on"] == of.on.isoformat()
    assert about["Ledger (SHA-256 of its claims)"] == of.fingerprint
    assert (about["Parties"], about["Fields"]) == ("IN", "all")
    assert "publishers" in about["Licence"]
    assert {column.name: column.about for column in COLUMNS}.items() <= about.items()


def test_more_commitments_than_rows_are_refused(ledger, monkeypatch):
    """Nothing is cut off in silence."""
    monkeypatch.setattr("karar.exports.workbook.MOST_ROWS", 3)
    with pytest.raises(InputError, match="rows"):
        written("xlsx", view(ledger))
