"""Records of others: the figures on project titles and event records do not fall below their floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from karar.interfaces.cli.main import main

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = {
    "aiddata": DATA / "announcements" / "aiddata_gcdf2_half.csv",
    "plover": DATA / "events" / "PLOVER_GSR_CAMEO.json",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_no_figure_is_below_its_floor(name: str, capsys: pytest.CaptureFixture[str]):
    """`karar evaluate` ends well on both halves of the set."""
    if not FILES[name].is_file():
        pytest.skip("the outside set is not beside the project")
    code = main(["evaluate", f"--{name}", str(FILES[name]), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert report["broken_floors"] == []
    assert code == 0
    (outcome,) = report["outside"]
    assert all(set(row["counts"]) == {"all", "seen", "held-out"} for row in outcome["rows"])
