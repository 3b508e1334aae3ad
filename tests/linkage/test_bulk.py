"""Bulk linkage by Splink on DuckDB gives the same commitments as the index."""

from __future__ import annotations

import random

from benchmarks.promises import FlatRates, make_claims
from karar.linkage import link
from karar.linkage.bulk import link as link_in_bulk
from karar.model.commitments import LinkJudgement
from tests.linkage.making import claim


def test_both_give_the_same():
    """Invented claims in both scripts, with copies, a link and a split; in another order and some twice."""
    made = [one for _, one in make_claims(1200, seed=9)]
    made += [claim(number) for number in range(40)]
    made += [claim(99, None, parties=(), giver=None), claim(98, None, amount="5", currency=None)]
    judged = [LinkJudgement("link", made[0].id, made[-1].id), LinkJudgement("split", made[1200].id, made[1201].id)]
    one_by_one = link(made, judged, rates=FlatRates())
    random.Random(3).shuffle(made)
    in_bulk = link_in_bulk([*made, *made[:50]], judged, rates=FlatRates(), cores=1)
    assert in_bulk == one_by_one
    assert len(in_bulk.relations) > 0


def test_no_claims_are_no_commitments():
    """An empty ledger."""
    assert link_in_bulk([], cores=1).commitments == ()
