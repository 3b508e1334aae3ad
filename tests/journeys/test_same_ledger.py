"""What is read gives the same ledger, however it is read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from karar.interfaces.cli.main import main
from karar.ledger import Ledger

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "pages"
SEEDS = ROOT.parent / "shared" / "seeds"

pytestmark = pytest.mark.usefixtures("capfd")


def list_pages(folder: Path) -> list[str]:
    """List the pages of a folder, in the order of their names."""
    wanted = (path for path in folder.iterdir() if path.suffix in (".txt", ".html"))
    return sorted(str(path) for path in wanted)


def export(path: Path) -> bytes:
    """Return a ledger's export."""
    with Ledger.open(path, create=False) as ledger:
        return b"".join(ledger.export())


@pytest.fixture(params=["examples", "seeds"])
def pages(request) -> list[str]:
    """The pages of the project, and the two seeds."""
    folder = EXAMPLES if request.param == "examples" else SEEDS
    if not folder.is_dir():
        pytest.skip("the shared seeds are not beside the project")
    return list_pages(folder)


@pytest.fixture
def read(tmp_path) -> Callable[..., bytes]:
    """Read pages into a ledger of that name; give its export."""

    def do(name: str, *arguments: str) -> bytes:
        path = tmp_path / name
        assert main(["read", "--quiet", "--ledger", str(path), *arguments]) == 0
        return export(path)

    return do


def test_reading_twice_changes_nothing(pages, read):
    """The second time adds no byte."""
    once = read("one.db", *pages)
    assert once
    assert read("one.db", *pages) == once


def test_the_order_of_the_pages_does_not_matter(pages, read):
    """From the first to the last, or from the last to the first."""
    assert read("forth.db", *pages) == read("back.db", *reversed(pages))


def test_the_number_of_processes_does_not_matter(pages, read):
    """One process or two."""
    assert read("one.db", *pages) == read("two.db", "--jobs", "2", *pages)


def test_pages_read_apart_are_pages_read_together(pages, read):
    """Each page in a call of its own."""
    together = read("together.db", *pages)
    for page in pages:
        apart = read("apart.db", page)
    assert apart == together


def test_the_hash_seed_does_not_matter(pages):
    """Nothing depends on the order in which Python happens to walk a set."""
    code = "import sys; from karar.interfaces.cli.main import main; sys.exit(main())"
    told = {
        subprocess.run(
            [sys.executable, "-c", code, "read", "--json", "--dry-run", "--quiet", *pages],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


def test_what_is_printed_is_what_is_kept(pages, read, capfd):
    """`read --json` prints the claims that the ledger then holds."""
    capfd.readouterr()
    kept = read("kept.db", "--json", *pages)
    printed = [json.loads(line)["id"] for line in capfd.readouterr().out.splitlines()]
    assert set(printed) == {json.loads(line)["id"] for line in kept.splitlines() if b'"id"' in line}
