"""Many pages, and programs of their own that read them: for what only real processes show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from karar.ledger import Ledger

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path for path in (ROOT / "examples" / "pages").iterdir() if path.suffix in (".txt", ".html"))
PROGRAM = "import sys; from karar.interfaces.cli.main import main; sys.argv[0] = 'karar'; sys.exit(main())"
_NUMBER = re.compile(rb"(?<![\d.,#&\"=-])[1-9]\d?(?![\d.,;\"%-])")


def make_page(number: int) -> tuple[str, bytes]:
    """Make the page of this number, out of an example: its small numbers are others, and so it is another document."""
    path = EXAMPLES[number % len(EXAMPLES)]
    content = _NUMBER.sub(lambda found: b"%d" % (int(found[0]) + number // len(EXAMPLES)), path.read_bytes())
    last = f"टिप्पणी {number}।"
    end = content.rfind(b"</body>")
    if end < 0:
        return f"{number:05}{path.suffix}", content + f"\n\n{last}\n".encode()
    return f"{number:05}{path.suffix}", content[:end] + f"<p>{last}</p>".encode() + content[end:]


def make_pages(folder: Path, count: int, *, first: int = 0) -> Path:
    """Write so many pages into a new folder; return it."""
    folder.mkdir()
    for number in range(first, first + count):
        name, content = make_page(number)
        (folder / name).write_bytes(content)
    return folder


def start(*arguments: str | Path, **settings) -> subprocess.Popen[str]:
    """Start ``karar`` as a program of its own, in a process group of its own."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": {}, **settings}
    given["env"] = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **given["env"]}
    words = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    return subprocess.Popen(words, text=True, start_new_session=True, **given)


def finish(*arguments: str | Path, code: int = 0, **settings) -> tuple[str, str]:
    """Run ``karar`` to its end, which must have this exit code; return what it said."""
    with start(*arguments, **settings) as program:
        out, err = program.communicate(timeout=300)
    assert program.returncode == code, err
    return out, err


def children(pid: int) -> list[int]:
    """List the processes that a process has started and that have not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == pid and state != "Z":
            found.append(int(stat.parent.name))
    return found


def have_ended(pids: list[int], seconds: float = 5.0) -> bool:
    """Wait for processes to end, whoever their parent is by now; say whether they did."""
    return wait_until(lambda: not any(_runs(pid) for pid in pids), seconds)


def wait_until(holds: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Wait until something holds; say whether it did."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kept(path: Path) -> int:
    """Count the documents that a ledger holds so far."""
    if not path.exists() or path.stat().st_size == 0:
        return 0
    with Ledger.open(path) as ledger:
        return ledger.stats().documents


def export(path: Path) -> bytes:
    """Return a ledger's export."""
    with Ledger.open(path, create=False) as ledger:
        return b"".join(ledger.export())
