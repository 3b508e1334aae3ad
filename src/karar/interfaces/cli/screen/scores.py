"""The tables of ``karar evaluate``: figures with the counts that they come from, seen pages beside held-out ones."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from karar.evaluation.calibration import at_thresholds, brier_score, calibration_error, chance_error, reliability
from karar.evaluation.measure import Row
from karar.evaluation.report import PARTS, Outcome
from karar.evaluation.scoring import FIELDS, PageScore

LEGEND = (
    "P, R, F1 of claims; sums: labelled ones that were read; extra: sums that no label knows; "
    "relev.: pages rightly told to hold claims or none; on none: claims read on pages that hold none"
)


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0, show_edge=False)
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number < 2 else "right", no_wrap=True)
    return table


def print_scores(console: Console, gold: str, rows: Sequence[Row]) -> None:
    """Print claims, sums and relevance, by language, by source and together; a part without pages is left out."""
    console.print(Text(f"{gold}: claims", style="bold"))
    table = _table("", "pages of", "P", "R", "F1", "gold", "read", "match", "sums", "extra", "relev.", "on none")
    for row in rows:
        name = f"{row.name}-*" if row.group == "source" else row.name
        for part in PARTS:
            score = row.parts[part]
            if score.pages:
                table.add_row(name if part == "all" else "", part, *figures(score))
    console.print(table)
    console.print(Text(LEGEND, style="dim"))
    console.print()


def figures(score: PageScore) -> tuple[str, ...]:
    """Return the cells of a score: figures, counts, sums found of those labelled, pages rightly judged, claims on pages
    that hold none."""
    return (
        f"{score.precision:.3f}",
        f"{score.recall:.3f}",
        f"{score.f1:.3f}",
        str(score.gold),
        str(score.read),
        str(score.matched),
        f"{score.sums_found}/{score.sums_gold}",
        str(score.sums_extra),
        f"{score.relevant_right}/{score.pages}",
        f"{score.negative_claims} in {score.negatives}",
    )


def print_fields(console: Console, rows: Sequence[Row]) -> None:
    """Print how many of the matched claims have each field right; ``~`` counts near misses as well."""
    console.print(Text("fields of matched claims", style="bold"))
    short = {"instrument": "instr.", "modality": "modal.", "modality~": "modal.~"}
    table = _table("", "pages of", *(short.get(name, name) for name in FIELDS), "of")
    for row in rows:
        if row.group == "source":
            continue
        for part in PARTS:
            score = row.parts[part]
            if score.matched:
                shares = (f"{count / score.matched:.2f}" for count in score.fields)
                table.add_row(row.name if part == "all" else "", part, *shares, str(score.matched))
    console.print(table)
    console.print()


def print_confidence(console: Console, row: Row) -> None:
    """Print how sure the reader is of its claims, and how often it is right, for each part of a set."""
    for part in PARTS:
        score = row.parts[part]
        if score.rated:
            _print_reliability(console, part, score)
            _print_thresholds(console, score)


def _print_reliability(console: Console, part: str, score: PageScore) -> None:
    console.print(
        Text(f"confidence, {part}: how often claims are right (act and parties) that are so sure", style="bold")
    )
    table = _table("", "from", "to", "claims", "right", "share", "mean conf.")
    for one in reliability(score.rated):
        figures = f"{one.share:.2f}", f"{one.mean:.2f}"
        table.add_row("", f"{one.least:.2f}", f"{one.greatest:.2f}", str(one.claims), str(one.right), *figures)
    console.print(table)
    error, chance = calibration_error(score.rated), chance_error(score.rated)
    console.print(
        f"expected calibration error {error:.3f} (true probabilities would show about {chance:.3f} on so few claims), "
        f"Brier score {brier_score(score.rated):.3f}\n"
    )


def _print_thresholds(console: Console, score: PageScore) -> None:
    table = _table("", "at least", "kept", "left out", "right", "P", "R")
    for row in at_thresholds(score.rated, score.gold):
        counts = str(row.kept), str(row.abstained), str(row.right)
        table.add_row("", f"{row.least:.1f}", *counts, f"{row.precision:.3f}", f"{row.recall:.3f}")
    console.print(table)
    console.print()


def print_outcome(console: Console, outcome: Outcome, *, misses: bool) -> None:
    """Print the rows of a measure on outside data, a line for each part that has anything, and what was missed."""
    console.print(Text(f"{outcome.measure} {outcome.name}", style="bold"))
    figures = list(dict.fromkeys(name for row in outcome.rows for part in row.figures.values() for name in part))
    counts = list(dict.fromkeys(name for row in outcome.rows for part in row.counts.values() for name in part))
    table = _table("", "part", *figures, *counts)
    for row in outcome.rows:
        for part in PARTS:
            if told := row.figures.get(part):
                shares = (f"{told[name]:.3f}" if name in told else "" for name in figures)
                numbers = (str(row.counts[part].get(name, "")) for name in counts)
                table.add_row(row.name if part == "all" else "", part, *shares, *numbers)
    console.print(table)
    if misses:
        for line in outcome.misses:
            console.print(line, soft_wrap=True, markup=False, highlight=False)
        console.print(f"{outcome.hidden} more in the held-out part are not shown.")
    console.print()
