"""Roadmaps: what claims, relations and additions come to, with histories that are known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest

from karar.model.additions import Addition, AdditionSource, Held, identify_addition
from karar.model.claims import Instrument, Quote
from karar.model.commitments import Commitment, Linking, Relation, RelationEvidence
from karar.model.values import Duration, Period, When
from karar.tracking.compliance import Compliance, compliance_of, score_all
from karar.tracking.courses import Course
from karar.tracking.history import Known
from karar.tracking.roadmaps import roadmaps_of
from tests.tracking.making import AGENCY, OFFICIAL, claim, money

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ON = NOW.date()
JAPAN = "https://www.mofa.go.jp/a"
ROADMAP = Instrument("roadmap")


def on(day):
    """Make a day."""
    return When(value=day, precision="day", text=day)


def known(*claims, added=(), relations=(), others=()):
    """Make one commitment of claims, with what was added to its first, and how others bear on it."""
    one = Commitment(claims[0].id, tuple(sorted(one.id for one in claims)), claims[0].parties)
    held = tuple(Held(identify_addition(addition), claims[0].id, None) for addition in added)
    read = {one.id: one for one in (*claims, *others)}
    return Known(Linking((one,)), read, (), held, tuple(relations))


def addition(what, day, where="https://news.example/a", **fields):
    """Make an event of a commitment, told by a source of that day."""
    given = {"kind": "event", "subject": "commitment:a", "who": "a clerk", "at": NOW, **fields}
    source = AdditionSource(where, published=given.pop("published", day), standing=given.pop("standing", None))
    return Addition(what=what, day=day, source=source, **given)


def roadmap(*claims, day=ON, **given):
    """Return the roadmap of one commitment."""
    (found,) = roadmaps_of(known(*claims, **given), day)
    return found


def test_a_roadmap_is_drawn_up_and_finalised():
    """Facts: drawn up on 6 September 2019, finalised on 4 February 2020; of its delivery nothing is known."""
    given = {"parties": ("IN", "KR"), "sectors": ("defence",), "instrument": ROADMAP}
    drawn = claim(act="agree", modality="done", when=on("2019-09-06"), published="2019-09-07", **given)
    final = claim(act="sign", modality="done", when=on("2020-02-04"), published="2020-02-05", **given)
    year = When(value="2019", precision="year", text="2019")
    late = claim(AGENCY, act="agree", modality="done", published="2021-03-28", when=year, **given)
    found = roadmap(final, late, drawn)
    told = [(one.before, one.after, one.event.day, one.event.claim) for one in found.instrument.moves]
    assert told == [(None, "announced", "2019-09-06", drawn.id), ("announced", "signed", "2020-02-04", final.id)]
    assert [one.claim for one in found.instrument.repeats] == [late.id]
    assert (found.delivery.state, found.delivery.grade, found.compliance.because) == (None, "none", "no-evidence")
    assert roadmap(final, late, drawn, day=date(2019, 12, 31)).instrument.state == "announced"
    assert found.heard == "2021-03-28"


def test_a_partnership_is_superseded():
    """Facts: the Minerals Security Partnership gave way to FORGE in February 2026, by a relation or an addition."""
    given = {"parties": ("IN", "JP", "US"), "act": "agree", "modality": "done"}
    partnership = claim(published="2022-06-14", initiatives=("msp",), **given)
    forge = claim(published="2026-02-04", initiatives=("forge",), **given)
    bears = Relation("supersedes", forge.id, partnership.id, (RelationEvidence(forge.id, ("initiatives.0",)),), "test")
    found = roadmap(partnership, relations=[bears], others=[forge])
    assert (found.instrument.state, found.instrument.since) == ("superseded", "2026-02-04")
    assert found.instrument.moves[-1].event.claim == forge.id
    assert found.ended
    assert roadmap(partnership, relations=[bears], others=[forge], day=date(2026, 2, 3)).instrument.state == "announced"
    added = roadmap(partnership, added=[addition("superseded", "2026-02-04", track="instrument")])
    assert added.instrument.state == "superseded"


def test_a_project_praised_after_its_suspension_is_contested():
    """Facts: the fact sheet of August 2025 praises what was reported suspended in June: neither silences the other."""
    given = {"project": "rare earth refining project in Andhra Pradesh", "sectors": ("critical-minerals",)}
    supply = claim(act="sign", modality="done", when=on("2012-11-16"), published="2012-11-16", **given)
    praised = claim(JAPAN, act="agree", modality="planned", published="2025-08-29", **given)
    stopped = addition("suspended", "2025-06-13", "https://www.reuters.com/b", track="instrument")
    found = roadmap(supply, praised, added=[stopped])
    assert (found.instrument.state, found.contested) == ("suspended", True)
    assert [one.claim for one in found.instrument.contested] == [praised.id]
    assert not roadmap(supply, praised).contested


def test_a_denial_is_contested():
    """One source says that there is no such promise."""
    made, denied = claim(published="2025-01-01"), claim(AGENCY, modality="denied", published="2025-01-02")
    found = roadmap(made, denied)
    assert (found.contested, found.denied) == (True, (denied.id,))


def test_the_official_words_of_both_are_better_than_a_report():
    """The grade is of the state: who says that it was signed, and who that it was delivered."""
    given = {"act": "deliver", "modality": "done", "published": "2024-01-01", "amounts": (money("100"),)}
    pledged = claim(published="2020-01-01", amounts=(money("100"),))
    papers = [claim(uri, **given) for uri in (AGENCY, OFFICIAL, JAPAN)]
    grades = [roadmap(pledged, *papers[:count]).delivery.grade for count in (1, 2, 3)]
    assert grades == ["claimed", "one-party", "both-parties"]
    checked = addition("delivered", "2024-02-01", "An audit", track="delivery", standing="independent")
    assert roadmap(pledged, papers[0], added=[checked]).delivery.grade == "independent"


@pytest.mark.parametrize(
    ("sum_", "state", "share", "problem"),
    [
        ("40", "partly-delivered", "0.4000", []),
        ("99", "delivered", "0.9900", []),
        ("130", "delivered", "1.3000", ["delivery-above-pledge"]),
    ],
)
def test_what_was_delivered_is_held_against_what_was_promised(sum_, state, share, problem):
    """By a page's sum or an added one: a part, all of it, or more than was promised, which is a problem."""
    pledged = claim(OFFICIAL, published="2020-01-01", amounts=(money("100"),))
    paid = claim(OFFICIAL, act="deliver", modality="done", published="2024-01-01", amounts=(money(sum_),))
    added = addition("delivered", "2024-01", kind="amount", value=sum_, unit="JPY")
    for found in (roadmap(pledged, paid), roadmap(pledged, added=[added])):
        assert (found.delivery.state, found.share) == (state, Decimal(share))
        assert [one.kind for one in found.problems] == problem


def test_a_term_runs_out():
    """A pledge for five years has lapsed when nothing tells of its delivery, and no earlier."""
    pledged = claim(published="2020-03-18", duration=Duration(n=5, unit="year"), amounts=(money("100"),))
    assert roadmap(pledged, day=date(2025, 3, 31)).delivery.state is None
    found = roadmap(pledged, day=date(2025, 4, 1))
    assert (found.delivery.state, found.deadline.day, found.deadline.claim) == ("lapsed", "2025-03", pledged.id)
    assert found.delivery.moves[0].event.note == pledged.id
    further = addition("deadline", "2030", kind="milestone", published="2025-02-01")
    assert roadmap(pledged, added=[further]).delivery.state is None


def test_what_is_only_offered_has_no_state():
    """Talks, offers and what is merely possible announce nothing."""
    for given in ({"act": "consult", "modality": "done"}, {"act": "propose"}, {"modality": "possible"}):
        found = roadmap(claim(published="2025-01-01", **given))
        assert (found.instrument.state, found.delivery.state) == (None, None)


@pytest.mark.parametrize(
    ("words", "paper", "delivery"),
    [
        ("India suspended the treaty", "suspended", None),
        ("India held the treaty in abeyance", "suspended", None),
        ("भारत ने समझौता स्थगित किया", "suspended", None),
        ("India cancelled the order", "terminated", "withdrawn"),
    ],
)
def test_a_pause_is_told_from_an_end(words, paper, delivery):
    """By the words of the withdrawal."""
    signed = claim(act="sign", modality="done", published="2020-01-01")
    ended = claim(act="withdraw", modality="done", published="2021-01-01")
    ended = msgspec.structs.replace(ended, quote=Quote(words, 0, len(words)))
    found = roadmap(signed, ended)
    assert (found.instrument.state, found.delivery.state) == (paper, delivery)


def test_milestones_are_met_by_events_of_their_name():
    """What is due on the way, and whether somebody said that it was reached."""
    days = {"trial": "2025-06", "review": "2025-02-30"}
    due = [addition(what, day, kind="milestone", published="2025-01-01") for what, day in days.items()]
    reached = addition("Trial", "2025-05-01", track="stage")
    found = roadmap(claim(published="2025-01-01"), added=[*due, reached])
    told = [(one.what, one.last, one.met is not None) for one in found.milestones]
    assert told == [("trial", "2025-06-30", True), ("review", None, False)]
    assert [one.kind for one in found.problems] == ["impossible-date"]


def test_a_commitment_that_was_rejected_has_no_roadmap():
    """None of its claims is left."""
    made = claim()
    what = known(made)
    assert roadmaps_of(Known(what.linking, {}), ON) == ()


@pytest.mark.parametrize(
    ("state", "grade", "share", "overdue", "wanted"),
    [
        (None, "none", None, False, Compliance(None, "no-evidence", "no-evidence")),
        ("lapsed", "none", None, True, Compliance(None, "no-evidence", "no-evidence")),
        ("delivered", "claimed", None, False, Compliance(None, "no-evidence", "only-claimed")),
        ("delivered", "one-party", None, False, Compliance(1, "complete")),
        ("partly-delivered", "independent", "0.5", False, Compliance(0, "substantial")),
        ("partly-delivered", "independent", "0.4", False, Compliance(0, "limited")),
        ("implementing", "one-party", None, True, Compliance(0, "limited")),
        ("not-started", "one-party", None, False, Compliance(0, "not-started")),
        ("not-started", "one-party", None, True, Compliance(-1, "not-started")),
        ("withdrawn", "both-parties", None, False, Compliance(-1, "not-started")),
    ],
)
def test_compliance_asks_for_evidence(state, grade, share, overdue, wanted):
    """-1, 0, +1 and the open-government words, and neither where nobody official or independent tells."""
    course = Course(state, grade, None)
    assert compliance_of(course, Decimal(share) if share else None, overdue=overdue) == wanted


def test_a_score_of_several_is_a_percentage():
    """(s + 1) / 2 · 100 of the mean, with how many it is of; of none there is no score."""
    found = score_all([Compliance(1, "complete"), Compliance(-1, "not-started"), Compliance(0, "limited")])
    assert (found.mean, found.percent, found.scored) == (Decimal("0.00"), Decimal("50.0"), 3)
    assert score_all([Compliance(None, "no-evidence", "no-evidence")]).percent is None


def test_periods_set_the_term():
    """The end of the period; talks have none."""
    assert roadmap(claim(period=Period(end="2030"))).deadline.last == date(2030, 12, 31)
    assert roadmap(claim(act="consult", modality="done", period=Period(end="2030"))).deadline is None
