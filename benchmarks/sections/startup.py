"""How long a command takes to start, beside Python itself and beside loading spaCy."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from benchmarks.effort import Effort
from benchmarks.programs import KARAR, run_program
from benchmarks.report import Table, compare
from benchmarks.texts import EXAMPLES
from benchmarks.timing import Rounds, Sample, Tell

ONE_CORE = True

TOLD = (
    "Programs started in turns, from the call to their end, with compiled bytecode and files in the cache: the first "
    "round is not counted. Processor time is of all their processes."
)
PAGE = EXAMPLES / "hi-01-japan-investment.txt"
PROGRAMS = {
    "python -c pass": (sys.executable, "-c", "pass"),
    "karar --help": (*KARAR, "--help"),
    "karar read PAGE --dry-run": (*KARAR, "read", str(PAGE), "--dry-run"),
    "spacy.blank('hi')": (sys.executable, "-c", "import spacy; spacy.blank('hi')"),
}


def measure(effort: Effort, tell: Tell) -> list[Table]:
    """Start each program in turns."""
    notes = [] if find_spec("spacy") else ["without spaCy: it is not installed (python3 go.py bench installs it)"]
    programs = {name: command for name, command in PROGRAMS.items() if not (notes and name.startswith("spacy"))}
    samples: dict[str, list[Sample]] = {name: [] for name in programs}
    for number in range(effort.starts + 1):
        tell(f"round {number} of {effort.starts}" if number else "warming up")
        for name, command in programs.items():
            ended = run_program(command)
            if number:
                samples[name].append(ended.sample)
    rounds = Rounds(samples, {}, items=1)
    return [compare("Start-up", TOLD, "start", {"one start": rounds}, notes)]
