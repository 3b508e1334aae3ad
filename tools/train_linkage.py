#!/usr/bin/env python3
"""Learn the weights of the comparison table, and write them into the package.

usage: python3 tools/train_linkage.py [--check]

m is counted over pairs of claims of one promise, u over pairs of two promises of the same parties, which is what every
pair that is compared has in common; not over the pairs that share a blocking key, since those were picked for being
alike. Half of these are from within two weeks: at one visit many promises have place, day and actors in common. What
20,000 invented claims (`benchmarks/promises.py`) say counts as `PRIOR` pairs, the labelled pairs of the tuning part of
`evaluation/linkage` are added one by one: levels that invented claims seldom meet are learnt from real ones.
Expectation maximisation, which needs no labels, was tried: it takes next year's promise of the same kind for a report
of this year's.

The prior, the threshold and the weights of what is apart and of one page are choices, tried out on the tuning part, on
the example pages and on invented claims: a wrong link costs more than a missed one. With --check nothing is written:
exit 1 where the shipped weights are not what this gives.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.promises import FlatRates, make_claims  # noqa: E402
from karar.evaluation.linking import load_linkage_set, read_claims  # noqa: E402
from karar.linkage.index import compare_all  # noqa: E402
from karar.linkage.records import Builder, Rates, Record  # noqa: E402
from karar.linkage.table import COMPARISONS  # noqa: E402
from karar.linkage.weights import SHIPPED, Odds, Weights, write_weights  # noqa: E402
from karar.reference import load_reference  # noqa: E402
from karar.reference.rates import load_rates  # noqa: E402

CLAIMS = 20_000
MOST = 100_000
NEAR = 14
PROMISES_ALIKE = 0.42
PRIOR = 30.0
SMOOTH = 0.5
THRESHOLD = 0.0
APART = -2.5
PAGE = -5.0
ORIGIN = """What the levels of the comparison table weigh: [m, u], see karar.linkage.weights.
Made by tools/train_linkage.py from invented claims (benchmarks/promises.py) and the tuning part of evaluation/linkage,
both written for Karar; not edited by hand. Licence: Apache-2.0."""

Pattern = tuple[str | None, ...]
Frequencies = dict[str, dict[str, float]]
"""Row → level → how often."""


def even() -> Weights:
    """Return weights that weigh nothing, to ask for levels alone."""
    return Weights(
        0.5, 0.0, 0.0, 0.0, {row.name: {level.name: Odds(0.5, 0.5) for level in row.levels} for row in COMPARISONS}
    )


def patterns(records: Sequence[Record], pairs: Iterable[tuple[int, int]]) -> Iterator[Pattern]:
    """Yield the levels of each pair in the table's order."""
    for _, levels in compare_all(even(), records, pairs):
        yield tuple(levels[row.name] for row in COMPARISONS)


def count(seen: Iterable[Pattern]) -> Frequencies:
    """Return how often each level was met; rows where one is silent count nowhere."""
    found: Frequencies = {row.name: {level.name: 0.0 for level in row.levels} for row in COMPARISONS}
    for pattern in seen:
        for row, level in zip(COMPARISONS, pattern, strict=True):
            if level is not None:
                found[row.name][level] += 1
    return found


def shares(counts: Frequencies, seen: Frequencies | None = None, weight: float = 0.0) -> Frequencies:
    """Return counts as shares, none of them nought; ``seen`` counts as so many pairs more."""
    result: Frequencies = {}
    for name, row in counts.items():
        added = {level: number + (weight * seen[name][level] if seen else SMOOTH) for level, number in row.items()}
        total = sum(added.values())
        result[name] = {level: number / total for level, number in added.items()}
    return result


def order(m: Frequencies, u: Frequencies) -> dict[str, dict[str, Odds]]:
    """Return the odds of all levels, so that in each row a lesser likeness never weighs more than a greater one.

    Neighbours that break the order are pooled (isotonic regression, Ayer et al. 1955): what few pairs have met is
    learnt together with what is next to it.
    """
    result: dict[str, dict[str, Odds]] = {}
    for row in COMPARISONS:
        pools: list[tuple[list[str], float, float]] = []
        for level in row.levels:
            pools.append(([level.name], m[row.name][level.name], u[row.name][level.name]))
            while len(pools) > 1 and pools[-2][1] * pools[-1][2] < pools[-1][1] * pools[-2][2]:
                names, more_m, more_u = pools.pop()
                pools[-1] = (pools[-1][0] + names, pools[-1][1] + more_m, pools[-1][2] + more_u)
        result[row.name] = {
            name: Odds(pool_m / len(names), pool_u / len(names)) for names, pool_m, pool_u in pools for name in names
        }
    return result


def split(shown: Sequence[tuple[object, Record]], most: int) -> tuple[list[Pattern], list[Pattern]]:
    """Return the patterns of pairs of one promise, and of at most so many pairs of two promises of the same parties."""
    records = [record for _, record in shown]
    by_parties: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        by_parties[record.parties or ""].append(place)
    same, other = [], []
    for places in by_parties.values():
        for a, b in combinations(places, 2):
            (same if shown[a][0] == shown[b][0] else other).append((a, b))
    near = [pair for pair in other if _near(records[pair[0]], records[pair[1]])]
    other = _some(near, most // 2) + _some(other, most // 2)
    return list(patterns(records, same)), list(patterns(records, other))


def _near(a: Record, b: Record) -> bool:
    return a.day is not None and b.day is not None and abs(a.day - b.day) <= NEAR


def _some(pairs: list[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    return random.Random(1).sample(pairs, min(most, len(pairs)))


def labelled(rates: Rates | None) -> list[tuple[object, Record]]:
    """Return the tuning part's promises and the records of the claims that the reader finds."""
    gold = load_linkage_set(ROOT / "evaluation" / "linkage").of("tuning")
    claims = read_claims(gold.pages, load_reference())
    builder = Builder(rates)
    return [(page.promise, builder.build(claims[page.id][0])) for page in gold.pages if claims[page.id]]


def learn() -> Weights:
    """Return the weights."""
    builder = Builder(FlatRates())
    same, other = split([(promise, builder.build(claim)) for promise, claim in make_claims(CLAIMS, seed=7)], MOST)
    print(f"{len(same)} invented pairs of one promise, {len(other)} of two")
    m, u = shares(count(same)), shares(count(other))
    same, other = split(labelled(load_rates()), MOST)
    print(f"{len(same)} labelled pairs of one promise, {len(other)} of two")
    m, u = shares(count(same), m, PRIOR), shares(count(other), u, PRIOR)
    return Weights(PROMISES_ALIKE, THRESHOLD, APART, PAGE, order(m, u))


def main(argv: list[str] | None = None) -> int:
    """Learn, and write or check."""
    weights = learn()
    if argv:
        draft = Path(tempfile.gettempdir()) / "weights.toml"
        write_weights(draft, weights, ORIGIN)
        return int(draft.read_bytes() != SHIPPED.read_bytes())
    write_weights(SHIPPED, weights, ORIGIN)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
