"""``karar evaluate``: how good the reader is, on labelled pages and golden cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console

import karar
from karar.errors import InputError, UsageError
from karar.evaluation.calibration import at_thresholds, brier_score, calibration_error, chance_error, reliability
from karar.evaluation.floors import broken_floors, load_floors, raise_floors, write_floors
from karar.evaluation.gold import GoldPage, GoldSet, load_gold, load_split
from karar.evaluation.golden import GoldenCase, load_golden
from karar.evaluation.measure import (
    SEEN,
    GoldenResult,
    OnlySure,
    PageResult,
    ReadPage,
    Row,
    by_floor,
    measure_page,
    page_reader,
    run_golden,
    summarise,
)
from karar.evaluation.outside import MEASURES, figures_by_floor
from karar.evaluation.report import Outcome
from karar.evaluation.scoring import FIELDS, PageScore
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.evaluate import Options
from karar.interfaces.cli.screen.console import messages, results, tell_left_out, write_json
from karar.interfaces.cli.screen.progress import Meter
from karar.interfaces.cli.screen.scores import print_confidence, print_fields, print_outcome, print_scores
from karar.reference import load_reference


def run(options: Options) -> int:
    """Measure, print, and hold the figures against the floors."""
    outside = [(measure, path) for measure in MEASURES for path in getattr(options, measure.option) or ()]
    if not (options.gold or options.golden or outside):
        raise UsageError("There is nothing to measure", hint="Give --gold DIR, or --golden, or both.")
    sets = [load_gold(folder, options.texts) for folder in options.gold or ()]
    wanted = list(golden_cases(options)) if options.golden else []
    reference = load_reference()
    if options.min_confidence and options.update_floors:
        raise UsageError("Floors hold for all claims", where="--update-floors", hint="Leave --min-confidence out.")
    read = page_reader(reference)
    sure = OnlySure(read, options.min_confidence)
    golds = [(gold, measure(gold, options, sure)) for gold in sets]
    cases = [run_golden(case, read) for case in wanted]
    outcomes = [measure.run(path, reference) for measure, path in outside]
    measured: dict[str, dict[str, Mapping[str, float]]] = {}
    for gold, pages in golds:
        measured |= by_floor(gold.name, pages)
    for outcome in outcomes:
        measured |= figures_by_floor(outcome)
    floors = load_floors(beside(options.floors))
    broken = [] if options.min_confidence else [str(fault) for fault in broken_floors(floors, measured)]
    tell_left_out("evaluate", sure.left_out, options.min_confidence)
    if options.claims_out:
        write_claims(options.claims_out, [page for _, pages in golds for page in pages])
    if options.as_json:
        write_json(to_record(golds, cases, outcomes, broken))
    else:
        report(results(), golds, cases, misses=options.misses)
        for outcome in outcomes:
            print_outcome(results(), outcome, misses=options.misses)
    for fault in broken:
        messages().print(f"karar evaluate: {fault}")
    if options.update_floors and measured:
        write_floors(beside(options.floors), raise_floors(floors, measured))
    wrong = broken or any(case.state in ("failed", "mended") for case in cases)
    return exits.FOUND if wrong else exits.OK


def beside(path: Path) -> Path:
    """Return a path of the project: where it is called from, or beside the source that is running."""
    own = Path(karar.__file__).parents[2] / path
    return own if not path.exists() and own.exists() else path


def measure(gold: GoldSet, options: Options, read: ReadPage) -> list[PageResult]:
    """Read all pages of a gold set in the language asked for."""
    split = load_split(beside(options.split))
    wanted: list[GoldPage] = [page for page in gold.pages if options.lang in (None, page.lang)]
    if not wanted:
        raise InputError(f"No page of {gold.name} is in {options.lang}", hint="Leave --lang out.")
    done = []
    with Meter(messages(), "pages", len(wanted)) as meter:
        for page in wanted:
            done.append(measure_page(gold, page, split, read))
            meter.step()
    return done


def golden_cases(options: Options) -> Iterator[GoldenCase]:
    """Yield the golden cases in the language asked for."""
    cases = load_golden(beside(options.golden_dir))
    if not cases:
        raise InputError("No golden cases", where=str(options.golden_dir), hint="Name their folder with --golden-dir.")
    return (case for case in cases if options.lang in (None, case.lang))


def write_claims(path: Path, pages: Sequence[PageResult]) -> None:
    """Write the claims read as JSON Lines, each with its page's id as ``doc``."""
    try:
        with path.open("wb") as out:
            for page in pages:
                out.writelines(msgspec.json.encode({"doc": page.page.id, **claim}) + b"\n" for claim in page.claims)
    except OSError as error:
        raise InputError(f"The claims cannot be written: {error.strerror}", where=str(path)) from error


def report(
    console: Console, golds: Sequence[tuple[GoldSet, list[PageResult]]], cases: Sequence[GoldenResult], *, misses: bool
) -> None:
    """Print the tables of every gold set, what was missed, and the golden cases that do not hold."""
    for gold, pages in golds:
        rows = summarise(pages)
        print_scores(console, gold.name, rows)
        print_fields(console, rows)
        print_confidence(console, rows[-1])
        if misses:
            print_misses(console, pages)
    if cases:
        print_golden(console, cases)


def print_misses(console: Console, pages: Sequence[PageResult]) -> None:
    """Print what was missed and what was too much, on pages that may be looked into; of the others only the number."""
    for page in pages:
        if page.part == SEEN:
            for label in page.misses():
                console.print(f"missed  {page.page.id}  {label_line(label)}", soft_wrap=True)
            for claim in page.extras():
                quote = " ".join(claim["quote"]["text"].split())[:120]
                console.print(f"extra   {page.page.id}  {label_line(claim)}  “{quote}”", soft_wrap=True)
    hidden = sum(len(page.misses()) + len(page.extras()) for page in pages if page.part != SEEN)
    console.print(f"{hidden} more on held-out pages are not shown.\n")


def label_line(claim: dict[str, Any]) -> str:
    """Return a labelled claim, or one that was read, in one line."""
    sums = [claim["amount"]] if claim.get("amount") else claim.get("amounts", [])
    told = "; ".join(f"{a['currency'] or ''} {a['value']}".strip() for a in sums)
    said = [f"{claim['act']}/{claim['modality']}", "+".join(claim["parties"]), "+".join(claim["sectors"]), told]
    return "  ".join(part for part in [*said, claim.get("gist", "")] if part)


def print_golden(console: Console, cases: Sequence[GoldenResult]) -> None:
    """Print the golden cases that do not hold, and how many do."""
    for case in cases:
        if case.state in ("failed", "mended"):
            told = case.case.why if case.state == "failed" else "holds now: take its xfail away"
            console.print(f"{case.state}  {case.case.name}  {told}", soft_wrap=True)
            for fault in case.faults:
                console.print(f"        {fault}", soft_wrap=True)
    for lang in sorted({case.case.lang for case in cases}):
        states = [case.state for case in cases if case.case.lang == lang]
        counts = ", ".join(f"{states.count(state)} {state}" for state in ("ok", "failed", "known", "mended"))
        console.print(f"golden {lang}: {len(states)} cases: {counts}")


def to_record(
    golds: Sequence[tuple[GoldSet, list[PageResult]]],
    cases: Sequence[GoldenResult],
    outcomes: Sequence[Outcome],
    broken: Sequence[str],
) -> dict[str, Any]:
    """Return the whole report as JSON."""
    return {
        "gold": {gold.name: [row_record(row) for row in summarise(pages)] for gold, pages in golds},
        "golden": [
            {"case": case.case.name, "state": case.state, "why": case.case.why, "faults": list(case.faults)}
            for case in cases
        ],
        "outside": [outcome_record(outcome) for outcome in outcomes],
        "broken_floors": list(broken),
    }


def outcome_record(outcome: Outcome) -> dict[str, Any]:
    """Return what was measured on outside data as JSON, without the misses, which quote the data."""
    rows = [{"name": row.name, "counts": row.counts, "figures": row.figures} for row in outcome.rows]
    return {"measure": outcome.measure, "set": outcome.name, "rows": rows}


def row_record(row: Row) -> dict[str, Any]:
    """Return a line of the report as JSON, counts and figures of each part."""
    return {"group": row.group, "name": row.name, **{part: score_record(s) for part, s in row.parts.items()}}


def score_record(score: PageScore) -> dict[str, Any]:
    """Return counts and figures as JSON."""
    return {
        "pages": score.pages,
        "relevant_right": score.relevant_right,
        "negatives": score.negatives,
        "negative_claims": score.negative_claims,
        "claims": {"gold": score.gold, "read": score.read, "matched": score.matched},
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "fields": dict(zip(FIELDS, score.fields, strict=True)),
        "amounts": {"gold": score.sums_gold, "found": score.sums_found, "extra": score.sums_extra},
        "confidence": confidence_record(score),
    }


def confidence_record(score: PageScore) -> dict[str, Any]:
    """Return how far the confidence is a probability, as JSON."""
    return {
        "bins": [{**msgspec.to_builtins(one), "share": one.share} for one in reliability(score.rated)],
        "calibration_error": calibration_error(score.rated),
        "chance_error": chance_error(score.rated),
        "brier": brier_score(score.rated),
        "thresholds": [
            {**msgspec.to_builtins(one), "precision": one.precision, "recall": one.recall}
            for one in at_thresholds(score.rated, score.gold)
        ],
    }
