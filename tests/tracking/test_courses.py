"""States: a course depends on its events alone, and never runs back without an event that says so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karar.tracking.courses import run_course
from karar.tracking.delivery import LADDER as DELIVERY
from karar.tracking.delivery import Deadline, delivery_course
from karar.tracking.events import Event
from karar.tracking.grades import grade_of
from karar.tracking.instruments import LADDER as INSTRUMENT

ON = date(2030, 1, 1)
PARTIES = ("IN", "JP")


def said(what, day, track="delivery", **fields):
    """Make an event that a claim of this day tells of."""
    name = {"claim": f"{what} {day}"} if "addition" not in fields else {}
    return Event(track=track, what=what, rule="test", day=day, published=day, standing="outlet", **name, **fields)


def course(*events, ladder=DELIVERY):
    """Run the events."""
    return run_course(ladder, events, PARTIES, ON)


def term(day, told="2020-01-01"):
    """Make a deadline."""
    return Deadline(day, None, date.fromisoformat(day), date.fromisoformat(told), claim="c")


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ([], None),
        ([("signed", "2020-05"), ("announced", "2020-01")], "signed"),
        ([("signed", "2020-05"), ("announced", "2021-01")], "signed"),
        ([("signed", "2020-05"), ("suspended", "2021-01"), ("announced", "2021-03")], "suspended"),
        ([("signed", "2020-05"), ("suspended", "2021-01"), ("in-force", "2021-03")], "in-force"),
        ([("signed", "2020-05"), ("superseded", "2021-01"), ("signed", "2021-03")], "superseded"),
        ([("nonsense", "2020-05")], None),
        ([("announced", "2031-05")], None),
    ],
)
def test_a_paper_goes_on_by_its_ranks(told, wanted):
    """A late report of an early state moves nothing; a pause ends with a signing, an end does not."""
    assert course(*(said(what, day, "instrument") for what, day in told), ladder=INSTRUMENT).state == wanted


def test_what_goes_on_after_its_end_is_contested():
    """A later report that tells of a withdrawn promise as under way cannot undo it, and is shown."""
    found = course(said("withdrawn", "2021"), said("implementing", "2022-03-01"), said("implementing", "2019"))
    assert (found.state, [one.day for one in found.contested]) == ("withdrawn", ["2022-03-01"])


def test_a_person_may_turn_it_back():
    """An addition moves a state back, and that it does so is noted."""
    found = course(said("delivered", "2021"), said("implementing", "2022", addition="a"))
    assert (found.state, [one.kind for one in found.problems]) == ("implementing", ["runs-backwards"])
    assert found.grade == "claimed"


def test_a_leap_is_noted():
    """From not started to delivered without a word of what lies between."""
    found = course(said("not-started", "2020"), said("delivered", "2021"))
    assert [(one.kind, one.severity) for one in found.problems] == [("skipped-state", "note")]


def test_a_term_that_runs_out_in_silence_lapses():
    """The day after it; what was delivered before does not; later evidence undoes it by its own event."""
    terms = [term("2021-12-31")]
    assert delivery_course([], terms, PARTIES, date(2021, 12, 31)).state is None
    lapsed = delivery_course([], terms, PARTIES, ON)
    assert (lapsed.state, lapsed.grade, lapsed.since) == ("lapsed", "none", "2022-01-01")
    assert lapsed.moves[0].event.rule == "deadline"
    assert delivery_course([said("delivered", "2021")], terms, PARTIES, ON).state == "delivered"
    late = delivery_course([said("implementing", "2020"), said("delivered", "2022-06")], terms, PARTIES, ON)
    assert [one.after for one in late.moves] == ["implementing", "lapsed", "delivered"]


def test_another_term_undoes_a_lapse():
    """Set in time it takes the first one's place; set afterwards it is an event that gives the state back."""
    first, other = term("2021-12-31"), term("2025-12-31", told="2021-06-01")
    assert delivery_course([], [first, other], PARTIES, date(2023, 1, 1)).moves == ()
    late = [first, term("2025-12-31", told="2022-06-01")]
    found = delivery_course([said("implementing", "2020")], late, PARTIES, date(2023, 1, 1))
    assert [one.after for one in found.moves] == ["implementing", "lapsed", "implementing"]
    assert found.moves[-1].event.rule == "new-deadline"
    assert delivery_course([], late, PARTIES, ON).state == "lapsed"


def test_no_evidence_is_a_grade_of_its_own():
    """Somebody's say, one official word, two, and one from neither side; a third state's word is somebody's say."""

    def grade(*given):
        return grade_of([Event(**base, **one) for one in given], PARTIES)

    base = {"track": "delivery", "what": "delivered", "rule": "test", "claim": "c"}
    official = {"standing": "official"}
    assert grade() == "none"
    assert grade({"standing": "agency"}) == "claimed"
    assert grade(official | {"word": "KR"}) == "claimed"
    assert grade(official, {"standing": "outlet"}) == "one-party"
    assert grade(official | {"word": "IN"}, official | {"word": "IN"}) == "one-party"
    assert grade(official | {"word": "IN"}, official | {"word": "JP"}) == "both-parties"
    assert grade({"standing": "independent"}, official | {"word": "IN"}) == "independent"


def test_a_grade_is_of_the_state_that_stands():
    """What was said of an earlier delivery says nothing of a later, reopened one."""
    given = {"claim": "a", "standing": "independent"}
    first = Event(track="delivery", what="delivered", rule="test", day="2020", **given)
    again = said("implementing", "2022", addition="b")
    found = course(first, again, said("delivered", "2023"))
    assert (found.state, found.grade) == ("delivered", "claimed")


DAYS = st.dates(date(2018, 1, 1), date(2029, 1, 1)).map(date.isoformat)
EVENTS = st.lists(
    st.builds(
        lambda what, day, number, added: Event(
            track="delivery",
            what=what,
            rule="test",
            day=day[:number],
            **({"addition": f"a{day}"} if added else {"claim": f"c{day}"}),
        ),
        st.sampled_from([*DELIVERY.ranks, "withdrawn"]),
        DAYS,
        st.sampled_from([4, 7, 10]),
        st.booleans(),
    ),
    max_size=12,
)  # fmt: skip
TERMS = st.lists(st.builds(term, DAYS, told=DAYS), max_size=4).map(
    lambda found: sorted(found, key=lambda one: (one.told, one.last))
)


@given(EVENTS, TERMS, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_course(events, terms, dice):
    """Replayed in another order the same events come to the same states with the same evidence."""
    other = list(events)
    dice.shuffle(other)
    assert delivery_course(events, terms, PARTIES, ON) == delivery_course(other, terms, PARTIES, ON)


@given(EVENTS, TERMS)
def test_a_state_runs_back_only_by_an_event_that_says_so(events, terms):
    """To a lower rank only a person moves it; out of an end what the end allows, a person, or a new term."""
    found = delivery_course(events, terms, PARTIES, ON)
    for move in found.moves:
        explicit = move.event.addition is not None
        before, after = DELIVERY.rank(move.before), DELIVERY.rank(move.after)
        if before >= 0 and after >= 0:
            assert after > before or explicit
        if move.before in DELIVERY.ends and not explicit and move.event.rule != "new-deadline":
            assert move.after in (*DELIVERY.ends[move.before], *DELIVERY.ends)
    chained = [None, *(one.after for one in found.moves)]
    assert [one.before for one in found.moves] == chained[:-1]
    assert found.state == chained[-1]


@given(EVENTS, TERMS, DAYS)
def test_the_past_does_not_change(events, terms, day):
    """What a course is on a day follows from what lies before it."""
    on = date.fromisoformat(day)
    before = delivery_course(events, terms, PARTIES, on)
    moved = [one for one in delivery_course(events, terms, PARTIES, ON).moves if one.event.placed <= on]
    if all(one.told <= on for one in terms):
        assert list(before.moves) == moved
