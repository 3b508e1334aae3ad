#!/usr/bin/env python3
"""Write the README's quality table from `karar evaluate`.

usage: .venv/bin/python tools/quality_table.py GOLD

GOLD is a gold set's folder (labels and texts), as `karar evaluate --gold` takes it. The table stands between the
markers ``<!-- quality:start -->`` and ``<!-- quality:end -->``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MARKED = re.compile(r"(<!-- quality:start -->\n).*?(<!-- quality:end -->)", re.DOTALL)
NAMES = {
    "all": "all",
    "hi": "Hindi",
    "en": "English",
    "source ad": "aid database, project titles (en)",
    "source en": "radio news 2020 (en)",
    "source hn": "radio news 2020 (hi)",
    "source pib": "official releases 2025 (hi, en)",
    "source pt": "official titles 2019 (hi, en)",
}


def row(name: str, part: str, score: dict[str, Any]) -> str:
    """Return one line of the table."""
    claims = score["claims"]
    figures = " | ".join(f"{score[key]:.3f}" for key in ("precision", "recall", "f1"))
    counts = f"{claims['matched']} of {claims['gold']}, {claims['read'] - claims['matched']} too many"
    return f"| {NAMES.get(name, name)} | {part} | {figures} | {counts} | {score['pages']} |"


def table(report: dict[str, Any]) -> str:
    """Return the table of one gold set, by language and source, the part never looked at beside the other."""
    lines = ["| what | part | precision | recall | F1 | claims found | pages |", "|---|---|---|---|---|---|---|"]
    for entry in report["gold"]["real"]:
        for part in ("held-out", "seen"):
            if entry.get(part, {}).get("claims", {}).get("gold"):
                name = f"source {entry['name']}" if entry["group"] == "source" else entry["name"]
                lines.append(row(name, part, entry[part]))
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, and put the table into the README."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    command = [str(ROOT / ".venv" / "bin" / "karar"), "evaluate", "--gold", sys.argv[1], "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(MARKED.sub(lambda m: m[1] + table(report) + m[2], text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
