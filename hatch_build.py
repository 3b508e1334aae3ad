"""Compiles resources/ into the package before hatchling packs it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileResources(BuildHookInterface):
    """Run tools/build_data.py, so that a wheel carries the compiled data."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's signature)
        """Compile before the files are gathered; an sdist carries the resources instead."""
        root = Path(self.root)
        script = root / "tools" / "build_data.py"
        if self.target_name == "sdist" or not script.is_file():
            return
        path = os.pathsep.join(filter(None, [str(root / "src"), os.environ.get("PYTHONPATH", "")]))
        subprocess.run([sys.executable, str(script)], cwd=root, env={**os.environ, "PYTHONPATH": path}, check=True)
