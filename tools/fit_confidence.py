#!/usr/bin/env python3
"""Fit the weights of the confidence, and write them into the package.

usage: .venv/bin/python tools/fit_confidence.py [--check]

Run it whenever the reader reads otherwise than before: `karar evaluate --gold evaluation/gold/tuning` shows whether the
confidence still holds.

A logistic regression of "the claim is right" (karar.evaluation.calibration) on the features of karar.claims.score, over
the claims that the reader makes of the part of evaluation/gold/tuning that may be looked into. The penalty on the
squared weights is the one with the least log loss in ten-fold cross-validation by page; Newton's method finds the
weights. With --check nothing is written: exit 1 where the shipped weights are not what this gives.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

import msgspec  # noqa: E402

from karar.claims.score import FEATURES, Weights, confidence_of, measure  # noqa: E402
from karar.evaluation.calibration import brier_score, calibration_error, chance_error  # noqa: E402
from karar.evaluation.gold import load_gold  # noqa: E402
from karar.evaluation.scoring import right_claims  # noqa: E402
from karar.model.documents import Page, PageFacts  # noqa: E402
from karar.pages import read_page  # noqa: E402
from karar.pipeline.stages import start_draft, take_stages  # noqa: E402
from karar.reference import load_reference  # noqa: E402

GOLD = ROOT / "evaluation" / "gold" / "tuning"
SHIPPED = ROOT / "src" / "karar" / "claims" / "data" / "confidence.toml"
FOLDS = 10
PENALTIES = (1.0, 3.0, 10.0, 30.0)
STEPS = 50
ORIGIN = """\
# What each feature of karar.claims.score weighs, in log-odds. Fitted by tools/fit_confidence.py on the part of
# evaluation/gold/tuning that may be looked into, written for Karar; not edited by hand. Licence: Apache-2.0.
"""

NAMES = tuple(FEATURES)
Case = tuple[str, tuple[float, ...], bool]
"""Page, features with a leading 1, and whether the claim is right."""


def read_cases() -> Iterator[Case]:
    """Yield the claims that the reader makes of the pages that may be looked into."""
    reference = load_reference()
    gold = load_gold(GOLD)
    for page in gold.pages:
        if page.part != "tuning":
            continue
        facts = PageFacts(published=page.published, lang=page.lang)
        document = read_page(Page(gold.text(page), f"{page.id}.txt", media_type="text/plain", facts=facts))
        draft = start_draft(document, reference)
        take_stages(draft)
        right = right_claims([msgspec.to_builtins(claim) for claim in draft.claims], page.claims)
        for place, known in enumerate(draft.known):
            values = measure(known)
            yield page.id, (1.0, *(values[name] for name in NAMES)), place in right


def fit(cases: Sequence[Case], penalty: float) -> list[float]:
    """Return the log-odds of the base and of each feature, by Newton's method; the base is not penalised."""
    size = len(NAMES) + 1
    weights = [0.0] * size
    for _ in range(STEPS):
        slope = [0.0] + [penalty * weight for weight in weights[1:]]
        curve = [[penalty if row == column and row else 0.0 for column in range(size)] for row in range(size)]
        for _page, values, right in cases:
            held = [k for k in range(size) if values[k]]
            p = 1 / (1 + math.exp(-sum(weights[k] * values[k] for k in held)))
            for k in held:
                slope[k] += (p - right) * values[k]
                for other in held:
                    curve[k][other] += p * (1 - p) * values[k] * values[other]
        step = solve(curve, slope)
        weights = [weight - change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-9:
            break
    return weights


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Return x with matrix · x = right, by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for place in range(size):
        pivot = max(range(place, size), key=lambda row: abs(rows[row][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        for row in range(place + 1, size):
            factor = rows[row][place] / rows[place][place]
            for column in range(place, size + 1):
                rows[row][column] -= factor * rows[place][column]
    found = [0.0] * size
    for place in reversed(range(size)):
        rest = sum(rows[place][column] * found[column] for column in range(place + 1, size))
        found[place] = (rows[place][size] - rest) / rows[place][place]
    return found


def named(weights: Sequence[float]) -> Weights:
    """Return the weights by the features' names."""
    return Weights(weights[0], dict(zip(NAMES, weights[1:], strict=True)))


def rate(case: Case, weights: Weights) -> tuple[float, bool]:
    """Return the confidence of a case and whether it is right."""
    return confidence_of(dict(zip(NAMES, case[1][1:], strict=True)), weights), case[2]


def cross_validate(cases: Sequence[Case], penalty: float) -> list[tuple[float, bool]]:
    """Return each case as weights rate it that were fitted on the other pages."""
    pages = sorted({page for page, _, _ in cases})
    fold_of = {page: number % FOLDS for number, page in enumerate(pages)}
    rated = []
    for fold in range(FOLDS):
        weights = named(fit([case for case in cases if fold_of[case[0]] != fold], penalty))
        rated += [rate(case, weights) for case in cases if fold_of[case[0]] == fold]
    return rated


def log_loss(rated: Sequence[tuple[float, bool]]) -> float:
    """Return the mean negative logarithm of the probability given to what was so."""
    return -sum(math.log(p if right else 1 - p) for p, right in rated) / len(rated)


def main() -> int:
    """Fit, say how well it holds on pages that were left out, and write."""
    cases = list(read_cases())
    tried = {penalty: cross_validate(cases, penalty) for penalty in PENALTIES}
    best = min(PENALTIES, key=lambda penalty: log_loss(tried[penalty]))
    for penalty, rated in tried.items():
        figures = f"log loss {log_loss(rated):.4f}, ECE {calibration_error(rated):.3f}, Brier {brier_score(rated):.4f}"
        print(f"penalty {penalty:g}: {figures} (cross-validated){' *' if penalty == best else ''}")
    print(f"{len(cases)} claims, {sum(case[2] for case in cases)} right; by chance ECE {chance_error(tried[best]):.3f}")
    weights = fit(cases, best)
    lines = [f'"{name}" = {weight:.4f}' for name, weight in zip(NAMES, weights[1:], strict=True)]
    text = f"{ORIGIN}base = {weights[0]:.4f}\n\n[weights]\n" + "\n".join(lines) + "\n"
    if "--check" in sys.argv[1:]:
        same = SHIPPED.read_text(encoding="utf-8") == text
        print("the shipped weights are these" if same else "the shipped weights are others")
        return 0 if same else 1
    SHIPPED.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
