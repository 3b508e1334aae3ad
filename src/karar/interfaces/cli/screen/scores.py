"""The tables of ``karar evaluate``: figures with the counts that they come from, seen pages beside held-out ones."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from karar.evaluation.measure import Row
from karar.evaluation.report import PARTS, Outcome
from karar.evaluation.scoring import BINS, FIELDS, PageScore

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
    """Print for each tenth of confidence how many claims were read with it and how many of them were right."""
    console.print(Text("confidence: how often claims are right that are so sure", style="bold"))
    table = _table("", "from", "claims", "right", "share", "mean conf.")
    bins = row.parts["all"].bins
    for k in range(BINS):
        count, hits, weight = bins[k]
        if count:
            share, mean = hits / count, weight / count
            table.add_row("", f"{k / BINS:.1f}", str(count), str(hits), f"{share:.2f}", f"{mean:.2f}")
    console.print(table)
    gap = sum(abs(hits - weight) for _, hits, weight in bins)
    total = sum(count for count, _, _ in bins)
    console.print(f"mean distance between confidence and share: {gap / total:.3f}\n" if total else "no claims\n")


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
