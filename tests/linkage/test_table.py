"""The comparison table and its weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.promises import FlatRates, make_claims
from karar.errors import ResourceError
from karar.linkage import Builder, load_weights
from karar.linkage.index import compare, compare_all
from karar.linkage.table import COMPARISONS
from karar.linkage.weights import probability, write_weights
from tests.linkage.making import OneRate, claim

_MADE = [one for _, one in make_claims(120, seed=2)]


@given(st.sampled_from(_MADE), st.sampled_from(_MADE))
def test_the_table_is_symmetrical(a, b):
    """Which of two claims stands left makes no difference."""
    builder = Builder(FlatRates())
    first, second = builder.build(a), builder.build(b)
    assert compare(load_weights(), first, second) == compare(load_weights(), second, first)


def test_every_level_has_its_weight():
    """A lesser likeness never weighs more than a greater one."""
    weights = load_weights()
    for row in COMPARISONS:
        learnt = [weights.odds[row.name][level.name].weight for level in row.levels]
        assert learnt == sorted(learnt, reverse=True), row.name


@pytest.mark.parametrize("row", COMPARISONS, ids=lambda row: row.name)
def test_the_last_level_of_a_row_always_holds(row):
    """It alone has no condition."""
    assert [level.name for level in row.levels if not level.sql] == [row.levels[-1].name]


def test_weights_add_up():
    """The weight of a pair is the prior and the weights of its levels."""
    weights, builder = load_weights(), Builder(OneRate())
    first, second = builder.build(claim(1)), builder.build(claim(2, "2022-03-20", amount="60"))
    weight, levels = compare(weights, first, second)
    parts = [weights.odds[name][level].weight for name, level in levels.items() if level]
    assert weight == pytest.approx(weights.prior_weight + sum(parts))


def test_rows_may_be_left_out():
    """Of the weight, not of the levels."""
    records = [Builder().build(claim(1)), Builder().build(claim(2, "2025-03-20"))]
    ((with_all, levels),) = compare_all(load_weights(), records, [(0, 1)])
    ((without, same_levels),) = compare_all(load_weights(), records, [(0, 1)], left_out=["published"])
    assert without > with_all
    assert levels == same_levels


def test_weights_are_written_and_read_again(tmp_path):
    """To six digits."""
    path = tmp_path / "weights.toml"
    write_weights(path, load_weights(), "Two\nlines.")
    again = load_weights(path)
    assert path.read_text("utf-8").startswith("# Two\n# lines.\n")
    assert again.odds["sum"]["same sum"].weight == pytest.approx(
        load_weights().odds["sum"]["same sum"].weight, abs=1e-4
    )


def test_weights_that_do_not_fit_the_table_are_told_of(tmp_path):
    """A row or a level is missing."""
    path = tmp_path / "weights.toml"
    path.write_text("prior = 0.1\nthreshold = 0\napart = -1\n[rows]\n")
    with pytest.raises(ResourceError, match="train_linkage"):
        load_weights(path)


def test_probability_has_no_overflow():
    """However large the weight."""
    assert (probability(-1e9), probability(1e9)) == (pytest.approx(0.0), 1.0)
