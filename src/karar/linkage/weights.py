"""The weights of the comparison table, learnt by `tools/train_linkage.py` and shipped as data.

After Fellegi and Sunter (1969): for each level m is how often it is met by two reports of one promise, u how often by
reports of two that were compared at all; its weight is log2(m / u). The weights of all rows and the prior, added up,
are the log2 of the odds that two claims speak of one promise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tomllib import TOMLDecodeError, loads

from karar.errors import ResourceError
from karar.linkage.table import COMPARISONS

SHIPPED = Path(__file__).parent / "data" / "weights.toml"


@dataclass(frozen=True, slots=True)
class Odds:
    """How often a level is met by reports of one promise (``m``) and of two (``u``)."""

    m: float
    u: float

    @property
    def weight(self) -> float:
        """Return log2(m / u).

        >>> Odds(0.8, 0.1).weight
        3.0
        """
        return math.log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt.

    Attributes:
        prior: how often two claims that are compared speak of one promise.
        threshold: the weight, in bits, from which two claims are linked.
        apart: the weight of two claims of one cluster that were not linked, when clusters are joined.
        page: the weight of two claims' standing on one page. What a page says of one promise in two places its reader
            has put together already, and that both were published on one day tells nothing.
        odds: row → level → `Odds`.
    """

    prior: float
    threshold: float
    apart: float
    page: float
    odds: Mapping[str, Mapping[str, Odds]]

    @property
    def prior_weight(self) -> float:
        """Return the prior as a weight in bits."""
        return math.log2(self.prior / (1 - self.prior))

    def of(self, name: str) -> dict[str, str]:
        """Return a row's weights by level, written out for SQL."""
        return {level: literal(odds.weight) for level, odds in self.odds[name].items()}


def literal(number: float) -> str:
    """Return a number as SQL that no engine takes for a decimal of fixed size.

    >>> literal(-2.5)
    '-2.50000000000000000e+00'
    """
    return f"{number:.17e}"


def probability(weight: float) -> float:
    """Return the probability that a weight in bits stands for.

    >>> probability(0), round(probability(10), 4)
    (0.5, 0.999)
    """
    return 1 / (1 + 2 ** -max(-1000.0, min(1000.0, weight)))


@lru_cache(maxsize=2)
def load_weights(path: Path = SHIPPED) -> Weights:
    """Load the shipped weights, once.

    Raises:
        ResourceError: the file is not there, or does not hold the rows and levels of the table.
    """
    try:
        table = loads(path.read_text(encoding="utf-8"))
        odds = {
            row.name: {level.name: Odds(*table["rows"][row.name][level.name]) for level in row.levels}
            for row in COMPARISONS
        }
        weights = Weights(table["prior"], table["threshold"], table["apart"], table["page"], odds)
        if not all(one.weight > -math.inf for row in odds.values() for one in row.values()):
            raise ValueError("a level that never occurs")
    except (OSError, TOMLDecodeError, LookupError, TypeError, ValueError) as error:
        raise ResourceError(
            f"The weights of the linkage do not fit its table: {error}",
            where=str(path),
            hint="Make them again: python tools/train_linkage.py",
        ) from error
    return weights


def write_weights(path: Path, weights: Weights, origin: str) -> None:
    """Write weights with a comment line that says where they come from."""
    lines = [f"# {line}" for line in origin.splitlines()]
    lines += [f"prior = {weights.prior:.6g}", f"threshold = {weights.threshold}", f"apart = {weights.apart}"]
    lines.append(f"page = {weights.page}")
    for row in COMPARISONS:
        lines.append(f'\n[rows."{row.name}"]  # level = [m, u]')
        for level in row.levels:
            one = weights.odds[row.name][level.name]
            lines.append(f'"{level.name}" = [{one.m:.6g}, {one.u:.6g}]')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
