"""Calibration: what a confidence is worth, and what a least confidence would leave out."""

import random

import pytest

from karar.evaluation.calibration import (
    at_thresholds,
    brier_score,
    calibration_error,
    chance_error,
    reliability,
    split_bins,
)
from karar.evaluation.scoring import right_claims


def _drawn(count: int, seed: int, *, shift: float = 0.0) -> list[tuple[float, bool]]:
    """Claims whose confidence is their true probability, or that much above it."""
    dice = random.Random(seed)
    truths = [dice.uniform(0.3, 0.9) for _ in range(count)]
    return [(truth + shift, dice.random() < truth) for truth in truths]


def test_bins_hold_equally_many():
    """No bin is nearly empty, and every claim is in one."""
    sizes = [len(part) for part in split_bins(_drawn(1003, 1))]
    assert sum(sizes) == 1003
    assert max(sizes) - min(sizes) <= 1


def test_the_table_tells_share_and_mean():
    """A bin says how many claims it holds, how many are right, and how sure the reader was of them."""
    (row,) = reliability([(0.9, True), (0.7, False)])
    assert (row.least, row.greatest, row.claims, row.right, row.share) == (0.7, 0.9, 2, 1, 0.5)
    assert row.mean == pytest.approx(0.8)


@pytest.mark.parametrize("seed", range(5))
def test_true_probabilities_show_about_the_error_of_chance(seed):
    """The chance level is what a perfect confidence shows on so few claims; it shrinks with their number."""
    few, many = _drawn(250, seed), _drawn(20_000, seed)
    assert calibration_error(few) < 2 * chance_error(few)
    assert chance_error(many) < chance_error(few) / 3
    assert calibration_error(many) < 0.02


def test_too_much_confidence_is_an_error_of_its_size():
    """A confidence that is a tenth too high is told as a tenth."""
    assert calibration_error(_drawn(20_000, 7, shift=0.1)) == pytest.approx(0.1, abs=0.015)


def test_nothing_read_is_no_error():
    """Without claims all figures are 0."""
    assert (calibration_error([]), chance_error([]), brier_score([]), reliability([])) == (0.0, 0.0, 0.0, [])


def test_thresholds_count_what_is_left_out():
    """What is not handed out is counted; recall is of all labels."""
    rated = [(0.55, False), (0.75, True), (0.95, True)]
    rows = {row.least: row for row in at_thresholds(rated, labels=4)}
    assert (rows[0.7].kept, rows[0.7].abstained, rows[0.7].precision, rows[0.7].recall) == (2, 1, 1.0, 0.5)
    assert rows[0.0].abstained == 0


def test_right_is_act_and_parties_of_the_paired_label():
    """A near act or a party too many pairs with the label, but is not right."""
    label = {"act": "sign", "parties": ["IN", "JP"], "sectors": ["cyber"], "amount": None}
    right = {"act": "sign", "parties": ["JP", "IN"], "sectors": [], "amounts": []}
    assert right_claims([right], [label]) == {0}
    assert right_claims([{**right, "act": "agree", "sectors": ["cyber"]}], [label]) == set()
    assert right_claims([{**right, "parties": ["JP", "IN", "AU"], "sectors": ["cyber"]}], [label]) == set()
