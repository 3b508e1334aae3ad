"""Official titles: only numbers and codes are kept, and no figure on them is below its floor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from karar.interfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
TITLES = ROOT / "evaluation" / "gold" / "titles"
TABLES = ROOT.parent / "shared" / "data" / "announcements"


def test_labels_hold_codes_alone():
    """No word of a title is in the label file, and half of the titles beside the pairs have no claim."""
    assert (TITLES / "labels.jsonl").read_bytes().isascii()
    lines = (TITLES / "labels.jsonl").read_bytes().splitlines()
    others = [page for page in map(json.loads, lines) if page["id"].startswith("title-")]
    assert (len(others), sum(page["relevant"] for page in others)) == (150, 75)
    assert not any("gist" in claim for page in others for claim in page["claims"])


@pytest.mark.skipif(not TABLES.is_dir(), reason="the tables of titles are not beside the project")
def test_no_figure_is_below_its_floor(capsys: pytest.CaptureFixture[str]):
    """`karar evaluate` finds the titles by their numbers and ends well."""
    code = main(["evaluate", "--gold", str(TITLES), "--texts", str(TABLES), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert code == 0, report["broken_floors"]
    (row,) = [row for row in report["gold"]["titles"] if row["name"] == "all"]
    assert row["all"]["pages"] == 180
