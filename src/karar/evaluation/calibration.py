"""How far a confidence can be taken for a probability: reliability, calibration error, Brier score, thresholds.

A claim is right where `karar.evaluation.scoring.pair` pairs it with a label whose act and parties it has, all of them
and no others; what a claim says besides (modality, sums, sectors) is not asked for.

- The expected calibration error is the mean distance between how sure the reader is and how often it is right, over
  bins of claims: ECE = Σ (n_b / n) · |share right in b − mean confidence in b| (Naeini, Cooper, Hauskrecht, "Obtaining
  Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015; Guo, Pleiss, Sun, Weinberger, "On Calibration of
  Modern Neural Networks", ICML 2017). The bins hold equally many claims, so that none of them is nearly empty.
- Even true probabilities miss by chance on few claims. The chance level is what they would be expected to show on these
  claims in these bins: Σ (n_b / n) · √(2/π) · √(Σ p(1 − p)) / n_b, by the normal approximation.
- The Brier score is the mean square of confidence minus outcome (Brier, Monthly Weather Review 78, 1950).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST_BINS = 10
FEWEST_IN_BIN = 50
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)

Rated = tuple[float, bool]
"""How sure the reader is of a claim, and whether it is right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of about one confidence: the least and the greatest of it, how many, how many right, and its mean."""

    least: float
    greatest: float
    claims: int
    right: int
    mean: float

    @property
    def share(self) -> float:
        """The share of them that is right."""
        return self.right / self.claims


def split_bins(rated: Sequence[Rated]) -> list[list[Rated]]:
    """Return the claims in bins of equally many, the least sure first: ten, or fewer so that each holds fifty.

    >>> [len(part) for part in split_bins([(n / 120, True) for n in range(120)])]
    [60, 60]
    """
    count = max(1, min(MOST_BINS, len(rated) // FEWEST_IN_BIN))
    order = sorted(rated)
    bounds = [len(order) * k // count for k in range(count + 1)]
    return [order[start:end] for start, end in pairwise(bounds) if end > start]


def reliability(rated: Sequence[Rated]) -> list[Bin]:
    """Return the reliability table: for each bin how sure the reader is and how often it is right."""
    return [
        Bin(part[0][0], part[-1][0], len(part), sum(right for _, right in part), sum(p for p, _ in part) / len(part))
        for part in split_bins(rated)
    ]


def calibration_error(rated: Sequence[Rated]) -> float:
    """Return the expected calibration error; 0 where there are no claims.

    >>> calibration_error([(0.8, True), (0.8, True), (0.8, False), (0.8, False)])
    0.3
    """
    table = reliability(rated)
    return round(sum(abs(row.right - row.mean * row.claims) for row in table) / max(1, len(rated)), 6)


def chance_error(rated: Sequence[Rated]) -> float:
    """Return the calibration error to be expected on these claims if each confidence were a true probability."""
    spread = sum(math.sqrt(sum(p * (1 - p) for p, _ in part)) for part in split_bins(rated))
    return math.sqrt(2 / math.pi) * spread / max(1, len(rated))


def brier_score(rated: Sequence[Rated]) -> float:
    """Return the Brier score, from 0 (always sure and right) to 1; 0 where there are no claims.

    >>> brier_score([(1.0, True), (0.5, False)])
    0.125
    """
    return sum((p - right) ** 2 for p, right in rated) / max(1, len(rated))


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is left where only claims at least so sure are handed out.

    Attributes:
        least: the least confidence.
        kept: claims handed out; ``abstained`` left out.
        right: those kept that are right.
        labels: claims labelled, found or not.
    """

    least: float
    kept: int
    abstained: int
    right: int
    labels: int

    @property
    def precision(self) -> float:
        """Right of those kept; 0 where none is."""
        return self.right / self.kept if self.kept else 0.0

    @property
    def recall(self) -> float:
        """Right and kept of those labelled; 0 where none is."""
        return self.right / self.labels if self.labels else 0.0


def at_thresholds(rated: Sequence[Rated], labels: int) -> list[Threshold]:
    """Return for each of `THRESHOLDS` what is handed out and what is left out."""
    table = []
    for least in THRESHOLDS:
        kept = [right for p, right in rated if p >= least]
        table.append(Threshold(least, len(kept), len(rated) - len(kept), sum(kept), labels))
    return table
