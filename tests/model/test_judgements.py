"""What many judgements come to: nothing contradictory, the newest always in force, nothing lost without being named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from karar.model.judgements import Decided, Judgement, identify_judgement, settle

NAMES = "abcde"
START = datetime(2026, 1, 1, tzinfo=UTC)
PAIRS = st.tuples(
    st.sampled_from(["link", "split"]), st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True)
)
OF_ONE = st.tuples(
    st.sampled_from(["accept", "reject", "correct"]), st.sampled_from("ab"), st.sampled_from(["giver", "act"])
)


def make(number, kind, claims, field=None, value=None):
    """Make the judgement of this number."""
    given = {"why": "seen", "who": "a clerk", "at": START + timedelta(hours=number)}
    one = identify_judgement(Judgement(id="", kind=kind, claims=tuple(claims), field=field, value=value, **given))
    return Decided(one, one.claims)


def groups(links):
    """Return claim → group, of pairs that are linked."""
    home = {name: name for name in NAMES}
    for one in links:
        if one.verdict == "link":
            old, new = home[one.b], home[one.a]
            home = {name: new if group == old else group for name, group in home.items()}
    return home


@given(st.lists(PAIRS, max_size=8))
def test_pairs_never_contradict_each_other(made):
    """No split lies within what is linked; the newest holds whole; what is overruled names a later one."""
    decided = [make(number, *one) for number, one in enumerate(made)]
    settled = settle(decided)
    home = groups(settled.links)
    assert all(home[one.a] != home[one.b] for one in settled.links if one.verdict == "split")
    order = [one.judgement.id for one in decided]
    assert all(order.index(one) < order.index(by) for one, by in settled.overruled.items())
    if decided:
        newest = decided[-1].judgement
        assert newest.id not in settled.overruled
        together = {home[name] for name in newest.claims}
        assert len(together) == (1 if newest.kind == "link" else len(newest.claims))


@given(st.lists(OF_ONE, max_size=8))
def test_a_claim_is_never_both_rejected_and_right(made):
    """Accepted and corrected fields are of claims that are not rejected; the newest of each claim holds."""
    decided = [
        make(number, kind, [name], None if kind == "reject" else field, f"v{number}" if kind == "correct" else None)
        for number, (kind, name, field) in enumerate(made)
    ]
    settled = settle(decided)
    right = {name for name, _ in settled.accepted} | set(settled.corrected)
    assert right.isdisjoint(settled.rejected)
    for name, field in settled.accepted:
        assert field not in settled.corrected.get(name, {})
    for name in "ab":
        mine = [one.judgement for one in decided if one.judgement.claims == (name,)]
        if mine:
            assert mine[-1].id not in settled.overruled
            assert (mine[-1].kind == "reject") == (name in settled.rejected)
