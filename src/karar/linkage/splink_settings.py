"""The comparison table and the blocking keys as Splink's settings, for engines that only Splink speaks to (Spark).

`karar.linkage.bulk` asks DuckDB for the same in SQL of its own; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from splink import SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.comparison_level_library import CustomLevel
from splink.comparison_library import CustomComparison

from karar.linkage.keys import KEYS
from karar.linkage.table import COMPARISONS, Comparison
from karar.linkage.weights import Odds, Weights


def settings(weights: Weights) -> SettingsCreator:
    """Return Splink's settings: the comparison table with the shipped weights, and the blocking keys."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="uid",
        probability_two_random_records_match=weights.prior,
        comparisons=[_comparison(row, weights.odds[row.name]) for row in COMPARISONS],
        blocking_rules_to_generate_predictions=[CustomRule(f"l.{key} = r.{key}") for key in KEYS],
        retain_matching_columns=False,
    )


def _comparison(row: Comparison, odds: Mapping[str, Odds]) -> CustomComparison:
    levels: list[Any] = [CustomLevel(row.silent).configure(is_null_level=True)]
    for level in row.levels:
        one = odds[level.name]
        levels.append(
            CustomLevel(level.sql or "ELSE", label_for_charts=level.name).configure(
                m_probability=one.m, u_probability=one.u
            )
        )
    return CustomComparison(levels, output_column_name=row.name.replace(" ", "_").replace("'", ""))
