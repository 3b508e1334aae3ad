"""The two reports Karar was born from, read as a careful desk officer would."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT.parent / "shared" / "seeds" / "check.py"
KARAR = ROOT / ".venv" / "bin" / "karar"


@pytest.mark.skipif(not CHECK.is_file(), reason="the shared seeds are not beside the project")
@pytest.mark.skipif(not KARAR.is_file(), reason="karar is not installed in .venv (python3 go.py run)")
def test_the_seeds_are_read():
    """At least 22 of the 24 expected claims, nothing forbidden, at most 4 that stand on no list."""
    done = subprocess.run(
        [sys.executable, str(CHECK), str(KARAR)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
