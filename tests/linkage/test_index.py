"""The index takes claims one at a time and gives what all at once give."""

from __future__ import annotations

import random

import pytest

from benchmarks.promises import FlatRates, make_claims
from karar.errors import LedgerError
from karar.linkage import Builder, Index, load_weights
from karar.linkage.cluster import cluster
from tests.linkage.making import claim


def records(count: int = 300):
    """Make records of invented claims."""
    builder = Builder(FlatRates())
    return [builder.build(one) for _, one in make_claims(count, seed=11)]


def clusters(index: Index) -> list[list[str]]:
    """Return the claims of each cluster."""
    found = cluster(list(index.members()), list(index.links()), (), index.weights)
    return [[member.id for member in group] for group in found]


def test_one_at_a_time_is_all_at_once():
    """In whatever order."""
    made = records()
    with Index(load_weights()) as whole, Index(load_weights()) as single:
        whole.add(made)
        random.Random(2).shuffle(made)
        for record in made:
            single.add([record])
        assert clusters(whole) == clusters(single)


def test_around_a_claim_lies_all_that_its_commitment_depends_on():
    """The cluster made of what lies around a claim is the one made of everything."""
    made = records()
    with Index(load_weights()) as index:
        index.add(made)
        everything = {name: group for group in clusters(index) for name in group}
        for record in made[:60]:
            near = cluster(*index.around(record.id), (), index.weights)
            own = next(group for group in near if record.id in {member.id for member in group})
            assert [member.id for member in own] == everything[record.id]


def test_the_index_is_kept_in_a_file(tmp_path):
    """It is there when it is opened again, and a claim that it holds is not added twice."""
    record = Builder().build(claim(1))
    for _ in range(2):
        with Index(load_weights(), tmp_path / "linkage.db") as index:
            index.add([record])
            assert record.id in index
            assert len(list(index.members())) == 1
            assert "other" not in index


def test_a_file_that_is_no_index_is_told_of(tmp_path):
    """In one line that says what to do."""
    path = tmp_path / "linkage.db"
    path.write_text("no database, but long enough to be looked at as one " * 20)
    with pytest.raises(LedgerError, match="made anew"):
        Index(load_weights(), path)


def test_around_an_unknown_claim_lies_nothing():
    """No fault: it may not have been read yet."""
    with Index(load_weights()) as index:
        assert index.around("nothing") == ([], [])
