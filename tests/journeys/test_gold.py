"""The figures of the report are those of the shared scorer, and none is below its floor."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from karar.interfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "gold"

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the shared gold set is not beside the project")


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Measure once: the report as JSON, the claims, the exit code."""
    folder = tmp_path_factory.mktemp("gold")
    claims = folder / "claims.jsonl"
    code = "import sys; from karar.interfaces.cli.main import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "evaluate", "--gold", str(GOLD), "--json", "--claims", str(claims)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    return done, claims


@pytest.mark.parametrize("lang", ["all", "hi", "en"])
def test_the_figures_are_those_of_the_shared_scorer(measured, lang):
    """Claims, precision, recall and F1 to the last digit, sums and relevance by count."""
    done, claims = measured
    (row,) = [r for r in json.loads(done.stdout)["gold"]["real"] if r["name"] == lang and r["group"] != "source"]
    score = row["all"]
    read = claims.with_name("read.txt")
    ids = [json.loads(line)["id"] for line in (GOLD / "real.jsonl").read_text(encoding="utf-8").splitlines()]
    read.write_text("\n".join(ids), encoding="utf-8")
    command = [sys.executable, str(GOLD / "score.py"), str(claims), "--read", str(read)]
    command += [] if lang == "all" else ["--lang", lang]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    counts = score["claims"]
    assert printed[3] == (
        f"claims: gold {counts['gold']} read {counts['read']} matched {counts['matched']}"
        f"  P {score['precision']:.3f} R {score['recall']:.3f} F1 {score['f1']:.3f}"
    )
    sums = score["amounts"]
    assert printed[1] == f"amounts: found {sums['found']}/{sums['gold']}, wrong or extra {sums['extra']}"
    assert f"relevance {score['relevant_right']}/{score['pages']} " in printed[0]


def test_no_figure_is_below_its_floor(measured):
    """Floors only rise."""
    done, _ = measured
    assert json.loads(done.stdout)["broken_floors"] == []
    assert done.returncode == 0, done.stderr


def test_held_out_pages_stay_unseen(capfd):
    """--misses shows nothing of a page that is held out but the number."""
    main(["evaluate", "--gold", str(GOLD), "--misses", "--lang", "hi"])
    told = capfd.readouterr().out
    assert "more on held-out pages are not shown" in told
    assert "hn-14803" not in told
    assert "pib-44" not in told
