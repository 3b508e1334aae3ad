"""How promises came along, and what changed between two days."""

from __future__ import annotations

from datetime import UTC, datetime

from karar.model.commitments import Commitment, Linking, Relation
from karar.model.judgements import Decided, Judgement, identify_judgement
from karar.model.values import When
from karar.tracking.history import Known, compare_states, events_of, state_of
from tests.tracking.making import OFFICIAL, claim, money


def on(day):
    """Make a day."""
    return When(value=day, precision="day", text=day)


def known(*groups, relations=(), judgements=()):
    """Make what is known: each group of claims is one commitment, founded by its first."""
    commitments = [
        Commitment(
            group[0].id,
            tuple(sorted(one.id for one in group)),
            (),
            tuple(one for one in relations if one.source == group[0].id),
        )
        for group in groups
    ]
    return Known(Linking(tuple(commitments)), {one.id: one for group in groups for one in group}, tuple(judgements))


def changes(before, after, rates):
    """Return what changed, without the names of commitments."""
    return [(one.change, *one.told) for one in compare_states(before, after, rates)]


def test_a_roadmap_is_drawn_up_and_finalised(rates):
    """Facts, 'Histories': drawn up on 6 September 2019, finalised on 4 February 2020; one promise, two dated steps."""
    given = {"parties": ("IN", "KR"), "act": "agree", "sectors": ("defence",)}
    drawn = claim(modality="decided", when=on("2019-09-06"), published="2019-09-07", **given)
    final = claim(modality="done", when=on("2020-02-04"), published="2020-02-05", **given | {"act": "sign"})
    again = claim(publisher="b", modality="decided", published="2019-09-09", **given)
    told = [(one.day, one.step, one.reports) for one in events_of([final, again, drawn])]
    assert told == [("2019-09-06", "pledge", 2), ("2020-02-04", "signed", 1)]
    what = known([drawn, final, again])
    assert state_of(what, what.linking.commitments[0], rates).step == "signed"


def test_an_event_on_another_day_is_another(rates):
    """Two deliveries on two days are two events; a report without a day of its own adds to the one before."""
    first, second = (claim(act="deliver", modality="done", when=on(day)) for day in ("2020-01-01", "2020-06-01"))
    report = claim(act="deliver", modality="done", published="2020-06-03", publisher="b")
    told = [(one.day, one.reports) for one in events_of([report, second, first])]
    assert told == [("2020-01-01", 1), ("2020-06-01", 2)]


def test_what_is_new_is_told(rates):
    """A commitment, more reports, a further step, another headline, a dispute."""
    pledged = claim(published="2025-01-01", publisher="a", amounts=(money("100"),))
    before = known([pledged])
    assert changes(known(), before, rates) == [("new",)]
    assert changes(before, before, rates) == []
    signed = claim(act="sign", modality="done", published="2025-02-01", amounts=(money("100"),))
    other = claim(OFFICIAL, published="2025-02-01", amounts=(money("300"),))
    assert changes(before, known([pledged, signed]), rates) == [("reports", "+1", "-0"), ("step", "pledge", "signed")]
    assert changes(before, known([pledged, other]), rates) == [
        ("reports", "+1", "-0"),
        ("sum", "JPY 100", "JPY 300"),
        ("dispute", "promise"),
    ]
    assert ("settled", "promise") in changes(known([pledged, other]), before, rates)


def test_commitments_that_are_joined_split_and_gone(rates):
    """Two that turn out to be one, one that turns out to be two, one that nobody says any more."""
    one, other = claim(published="2025-01-01"), claim(published="2025-01-02", publisher="b")
    apart, joined = known([one], [other]), known([one, other])
    assert sorted(changes(apart, joined, rates)) == [("merged", one.id), ("reports", "+1", "-0")]
    assert ("reports", "+0", "-1") in changes(joined, apart, rates)
    assert changes(apart, known([one]), rates) == [("gone",)]


def test_relations_and_judgements_are_told(rates):
    """What came to bear on another, and what a person decided, with the reason."""
    one, other = claim(published="2025-01-01"), claim(published="2025-01-02", publisher="b")
    relation = Relation("raises", other.id, one.id, (), "test")
    given = {"why": "two loans", "who": "a clerk", "at": datetime(2026, 1, 1, tzinfo=UTC)}
    split = identify_judgement(Judgement(id="", kind="split", claims=(one.id, other.id), **given))
    after = known([one], [other], relations=[relation], judgements=[Decided(split, split.claims)])
    assert changes(known([one], [other]), after, rates) == [
        ("relation", "raises", one.id),
        ("judgement", "split", "a clerk", "two loans"),
    ]
