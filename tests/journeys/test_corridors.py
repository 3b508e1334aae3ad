"""From the Korean report alone to both defence corridors, with the words that say so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from karar.interfaces.cli.main import main

SEED = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "003_3081b365ce9ba07f.txt"


@pytest.mark.skipif(not SEED.is_file(), reason="the shared seeds are not beside the project")
def test_the_korean_report_speaks_of_both_corridors(tmp_path, capfdbinary):
    """It says "two defence corridors", and later in which states: each has Korea's interest and its own state."""
    ledger = str(tmp_path / "karar.db")
    assert main(["read", str(SEED), "--published", "2021-03-28", "--ledger", ledger, "--quiet"]) == 0
    capfdbinary.readouterr()
    assert main(["corridor", "--json", "--ledger", ledger]) == 0
    records = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    text = SEED.read_text("utf-8")
    states = {"up-defence-corridor": "उत्तर प्रदेश", "tn-defence-corridor": "तमिलनाडु"}
    assert {record["id"] for record in records} == set(states)
    for record in records:
        (link,) = record["links"]
        assert link["partners"] == ["KR"]
        assert [(claim["act"], claim["modality"]) for claim in link["claims"]] == [("propose", "proposed")]
        assert "दिलचस्पी" in link["claims"][0]["quote"]
        assert [text[slice(*one["span"])] for one in link["evidence"]] == [one["text"] for one in link["evidence"]]
        named = {one["names"]: one["text"] for one in link["evidence"]}
        assert named == {"kind": "डिफेंस कॉरिडोर", "state": states[record["id"]]}
