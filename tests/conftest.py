"""The tests read with the resources as they stand: compiled data that is older is made anew before the first test."""

import subprocess
import sys
from pathlib import Path

from hypothesis import settings

# No test is a timed test: the first page of a run loads models.
settings.register_profile("karar", deadline=None)
settings.load_profile("karar")

TOOL = Path(__file__).resolve().parent.parent / "tools" / "build_data.py"


def pytest_configure(config):
    """Compile once, in the process that hands out the tests."""
    if hasattr(config, "workerinput"):
        return
    if subprocess.run([sys.executable, str(TOOL), "--check"], check=False).returncode:
        subprocess.run([sys.executable, str(TOOL)], check=True)
