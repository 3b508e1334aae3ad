"""The project's own labelled pages: their form, and that no figure on them is below its floor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from karar.evaluation.gold import load_gold
from karar.interfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
TUNING = ROOT / "evaluation" / "gold" / "tuning"


def test_every_page_has_its_text_and_its_part():
    """390 pages, every third one only scored, each with a text of its own."""
    gold = load_gold(TUNING)
    assert len(gold.pages) == 390
    assert all((page.part == "reporting") == (int(page.id[-3:]) % 3 == 0) for page in gold.pages)
    assert {path.stem for path in (TUNING / "texts").glob("*.txt")} == {page.id for page in gold.pages}
    assert all(gold.text(page).strip() for page in gold.pages)


def test_no_figure_is_below_its_floor(capsys: pytest.CaptureFixture[str]):
    """`karar evaluate` ends well, and names the set by its folder."""
    code = main(["evaluate", "--gold", str(TUNING), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert code == 0, report
    assert list(report["gold"]) == ["tuning"]
