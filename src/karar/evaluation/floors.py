"""Floors under the measured figures: they only rise.

``evaluation/floors.toml`` holds, for each gold set and language, the least precision, recall and F1 that the reader
may have, and for each measure on outside data the least of its figures, by row::

    [real.hi]
    precision = 0.71
    recall = 0.64
    f1 = 0.67

A fall needs a decision record and a change of the file by hand; `raise_floors` never lowers one.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from karar.errors import InputError
from karar.evaluation.scoring import PageScore

_BARE = re.compile(r"[A-Za-z0-9_-]+")
STEPS = 1000  # floors are written with three digits

Floors = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Gold set → language → figure → floor."""

Measured = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Gold set → language → figure → what was measured; an outside set's rows stand in place of languages."""

HEADER = """\
# The least that the reader may reach, by gold set and language. Floors only rise: `karar evaluate --update-floors`
# raises them to what is measured; lowering one is done by hand, with a decision record that says why.
"""


@dataclass(frozen=True, slots=True)
class BrokenFloor:
    """A figure that fell below its floor."""

    gold: str
    lang: str
    figure: str
    floor: float
    measured: float

    def __str__(self) -> str:
        return f"{self.gold} {self.lang}: {self.figure} {self.measured:.3f} is below its floor {self.floor:.3f}"


def load_floors(path: Path) -> Floors:
    """Load the floors; a missing file holds none.

    Raises:
        InputError: the file is not what it should be.
    """
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return {
            gold: {lang: {figure: float(floor) for figure, floor in figures.items()} for lang, figures in langs.items()}
            for gold, langs in content.items()
        }
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError, ValueError) as error:
        raise InputError("The floors cannot be read", where=str(path), hint="See evaluation/README.md.") from error


def figures_of(score: PageScore) -> dict[str, float]:
    """Return the figures of a score that floors stand under."""
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1}


def round_down(figure: float) -> float:
    """Return a figure cut to the digits that floors are written with, so that it stands above its own floor.

    >>> round_down(0.66699)
    0.666
    """
    return math.floor(figure * STEPS + 1e-9) / STEPS


def broken_floors(floors: Floors, measured: Measured) -> list[BrokenFloor]:
    """Return the figures below their floors, among the gold sets and languages that were measured."""
    return [
        BrokenFloor(gold, lang, figure, floor, value)
        for gold, langs in measured.items()
        for lang, figures in langs.items()
        for figure, floor in floors.get(gold, {}).get(lang, {}).items()
        if figure in figures and round_down(value := figures[figure]) < floor
    ]


def raise_floors(floors: Floors, measured: Measured) -> Floors:
    """Return the floors raised to what was measured; none is lowered, none is lost."""
    raised = {gold: {lang: dict(figures) for lang, figures in langs.items()} for gold, langs in floors.items()}
    for gold, langs in measured.items():
        for lang, figures in langs.items():
            least = raised.setdefault(gold, {}).setdefault(lang, {})
            for figure, value in figures.items():
                least[figure] = max(least.get(figure, 0.0), round_down(value))
    return raised


def write_floors(path: Path, floors: Floors) -> None:
    """Write the floors, sorted, in one step."""
    lines = [HEADER]
    for gold, langs in sorted(floors.items()):
        for lang, figures in sorted(langs.items()):
            body = "\n".join(f"{figure} = {floor:.3f}" for figure, floor in figures.items())
            lines.append(f"[{_key(gold)}.{_key(lang)}]\n{body}\n")
    draft = path.with_suffix(".new")
    draft.write_text("\n".join(lines), encoding="utf-8")
    draft.replace(path)


def _key(name: str) -> str:
    """Return a name as a key of TOML: bare where it may stand so, else quoted."""
    return name if _BARE.fullmatch(name) else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
