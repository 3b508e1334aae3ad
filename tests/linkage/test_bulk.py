"""Bulk linkage by DuckDB and many processes gives the same as the index, and so does Splink."""

from __future__ import annotations

import logging
import random
from resource import RUSAGE_SELF, getrusage
from time import process_time

import duckdb
import pytest
from splink import DuckDBAPI, Linker

from benchmarks.promises import FlatRates, make_claims
from karar.errors import LedgerError
from karar.linkage import Builder, Index, link, load_weights
from karar.linkage import bulk as in_bulk
from karar.linkage.parts import table_of
from karar.linkage.splink_settings import settings
from karar.model.commitments import LinkJudgement
from tests.linkage.making import claim

SUCCESSORS = {"msp": "forge"}


def test_both_give_the_same(monkeypatch):
    """Invented claims in both scripts, with copies, links and splits, also across parties; in another order, twice.

    Parts are small, so that there are many; an initiative takes the place of one in another part.
    """
    monkeypatch.setattr(in_bulk, "_PER_PART", 100)
    made = [one for _, one in make_claims(1200, seed=9)]
    made += [claim(number) for number in range(40)]
    made += [claim(99, None, parties=(), giver=None), claim(98, None, amount="5", currency=None)]
    initiative = {"amount": None, "years": None, "act": "launch", "giver": None}
    made.append(claim(90, "2022-06-14", parties=("IN", "US"), initiatives=("msp",), text="alpha", **initiative))
    made.append(claim(91, "2026-02-04", parties=("JP", "US"), initiatives=("forge",), text="beta", **initiative))
    judged = [LinkJudgement("link", made[0].id, made[-3].id), LinkJudgement("split", made[1200].id, made[1201].id)]
    judged += [LinkJudgement("link", made[7].id, made[300].id), LinkJudgement("split", made[8].id, made[400].id)]
    one_by_one = link(made, judged, rates=FlatRates(), successors=SUCCESSORS)
    random.Random(3).shuffle(made)
    steps = []
    found = in_bulk.link(
        [*made, *made[:50]],
        judged,
        rates=FlatRates(),
        successors=SUCCESSORS,
        cores=1,
        progress=lambda *told: steps.append(told),
    )
    assert found == one_by_one
    assert {one.kind for one in found.relations} >= {"repeats", "delivers", "supersedes"}
    assert [name for name, done, of in steps if done == of] == ["records", "pairs", "commitments"]


def test_no_claims_are_no_commitments():
    """An empty ledger."""
    assert in_bulk.link([], cores=1).commitments == ()


def test_splink_reads_the_same_table():
    """What Splink links by the settings made for it is what the index links, with the same weights."""
    weights, builder = load_weights(), Builder(FlatRates())
    records = [builder.build(one) for _, one in make_claims(400, seed=5)]
    with Index(weights) as index:
        index.add(records)
        name = {member.record: member.id for member in index.members()}
        ours = {(name[one.a], name[one.b]): one.weight for one in index.links() if one.a != one.b}
    logging.getLogger("splink").setLevel(logging.ERROR)
    with duckdb.connect() as connection:
        connection.register("made", table_of(records))
        connection.execute("CREATE TABLE records AS SELECT id AS uid, * FROM made")
        api = DuckDBAPI(connection)
        linker = Linker(api.register("records"), settings(weights), log_level=None, validate_settings=False)
        found = linker.inference.predict(threshold_match_weight=weights.threshold, warning_mode="never")
        theirs = connection.execute(f"SELECT uid_l, uid_r, match_weight FROM {found.physical_name}").fetchall()
    assert {frozenset(pair): round(weight, 6) for *pair, weight in theirs} == {
        frozenset(pair): round(weight, 6) for pair, weight in ours.items()
    }
    assert len(ours) > 300


def test_what_fails_is_told_in_a_line(monkeypatch):
    """Too little memory for DuckDB: one sentence, and what to do."""
    monkeypatch.setattr(in_bulk, "_score", lambda own, *_: own.execute("SELECT error('no room left')").fetchall())
    with pytest.raises(LedgerError, match=r"Linking in bulk broke off: .*no room left"):
        in_bulk.link([claim()], cores=1)


@pytest.mark.slow
def test_a_hundred_thousand_identical_claims():
    """One record, two commitments where a person split two of them, the same either way, at little cost."""
    copies = [claim(number) for number in range(100_000)]
    split = [LinkJudgement("split", copies[0].id, copies[1].id)]
    start, before = process_time(), getrusage(RUSAGE_SELF).ru_maxrss
    found = link(copies, split)
    assert process_time() - start < 60
    assert (getrusage(RUSAGE_SELF).ru_maxrss - before) >> 10 < 600
    assert sorted(len(one.claims) for one in found.commitments) == [1, 99_999]
    assert in_bulk.link(copies, split) == found
