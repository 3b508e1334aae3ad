"""Measures on data that others made, in one form: rows of counts and figures, and what was missed where one may look.

Each measure is one line of `MEASURES`: the option of ``karar evaluate`` that names its data, and the function that
reads them. Tables, JSON and floors follow from the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from karar.evaluation import aid, events
from karar.evaluation.linking import compare_linkage
from karar.evaluation.parallel import compare_parallel, load_parallel
from karar.evaluation.report import Outcome
from karar.reference import Reference


@dataclass(frozen=True, slots=True)
class OutsideMeasure:
    """A measure on outside data.

    Attributes:
        option: the name of its option, without dashes; its value is a list of paths.
        run: from a path to what was measured; raises `InputError` where the data are not what they should be.
    """

    option: str
    run: Callable[[Path, Reference], Outcome]


def measure_parallel(path: Path, reference: Reference) -> Outcome:
    """Compare what is found in the two languages of a parallel text."""
    return compare_parallel(load_parallel(path, tuple(reference.packs)), reference)


MEASURES: tuple[OutsideMeasure, ...] = (
    OutsideMeasure("parallel", measure_parallel),
    OutsideMeasure(aid.NAME, aid.measure_titles),
    OutsideMeasure(events.NAME, events.measure_events),
    OutsideMeasure("linkage", compare_linkage),
)


def figures_by_floor(outcome: Outcome) -> dict[str, dict[str, Mapping[str, float]]]:
    """Return the figures that floors stand under: the whole set's and its held-out part's, by row.

    >>> from karar.evaluation.report import Row
    >>> figures_by_floor(Outcome("parallel", "x", (Row("date", {"all": {"agreement": 1.0}}, {}),)))
    {'parallel-x': {'date': {'agreement': 1.0}}}
    """
    found: dict[str, dict[str, Mapping[str, float]]] = {}
    for row in outcome.rows:
        for part, figures in row.figures.items():
            if part != "seen" and figures:
                name = f"{outcome.measure}-{outcome.name}" + ("" if part == "all" else f"-{part}")
                found.setdefault(name, {})[row.name] = figures
    return found
