"""Additions: what can be understood is kept with its problems, what cannot is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from karar.model.additions import Addition, AdditionSource, find_problems, identify_addition
from karar.model.days import deadline_of, last_day, later, precision_of, stretch_of
from karar.model.values import Duration, Period, When
from tests.ledger.making import added, claim, document

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({}, []),
        ({"day": "2025-02-30"}, ["impossible-date"]),
        ({"day": "soon"}, ["impossible-date"]),
        ({"day": "2025-05", "until": "2025-04-30"}, ["end-before-start"]),
        ({"day": "2025-05", "until": "2025-05-01"}, []),
        ({"day": "2025-12-02"}, ["later-than-source"]),
        ({"day": "2027", "source": AdditionSource("a report")}, ["in-the-future"]),
        ({"day": None}, ["no-day"]),
        ({"kind": "milestone", "track": None, "day": "2030"}, []),
        ({"kind": "amount", "track": None, "what": "delivered", "value": "-5", "unit": "INR"}, ["negative-value"]),
        ({"kind": "amount", "track": None, "what": "delivered", "value": "five", "unit": "INR"}, ["unreadable-number"]),
        ({"kind": "amount", "track": None, "what": "delivered", "value": "5"}, ["unknown-currency"]),
        ({"kind": "amount", "track": None, "what": "delivered", "value": "5", "unit": "rupees"}, ["unknown-currency"]),
        ({"kind": "amount", "track": None, "what": "delivered", "value": "5,00,000", "unit": "INR"}, []),
        ({"kind": "place", "track": None, "latitude": "17.7", "longitude": "83.2"}, []),
        ({"kind": "place", "track": None, "latitude": "97", "longitude": "83.2"}, ["impossible-place"]),
        ({"kind": "place", "track": None, "latitude": "17.7"}, ["impossible-place"]),
        ({"kind": "unit", "track": None, "what": "A factory"}, ["in-no-node"]),
    ],
)
def test_what_is_wrong_stands_beside_it(fields, kinds):
    """Bad days, numbers and places are problems, and the record keeps what was written."""
    one = added(**{"at": NOW, **fields})
    assert [problem.kind for problem in find_problems(one)] == kinds
    assert all(getattr(one, name) == value for name, value in fields.items())


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"subject": "mill"}, "names nothing"),
        ({"subject": "mill:a"}, "names nothing"),
        ({"subject": "project: "}, "names nothing"),
        ({"subject": ""}, "names nothing"),
        ({"what": " "}, "nothing is said"),
        ({"source": None}, "source"),
        ({"source": AdditionSource("  ")}, "source"),
        ({"who": ""}, "name"),
        ({"track": None}, "what it moves"),
        ({"kind": "milestone"}, "what it moves"),
        ({"kind": "amount", "track": None}, "value"),
        ({"kind": "take-back", "track": None}, "names an earlier"),
        ({"takes_back": "abc"}, "names an earlier"),
        ({"kind": "take-back", "track": None, "takes_back": "abc"}, "reason"),
    ],
)
def test_what_cannot_be_understood_is_refused(fields, word):
    """No subject, nothing said, no source, nobody: there is nothing to keep."""
    with pytest.raises(ValueError, match=word):
        added(**{"subject": "project:a", **fields})


def test_the_name_is_of_what_is_said():
    """Who adds it, when and why lie outside; a take-back's reason counts, for one thing may be taken back twice."""
    one, other = identify_addition(added(why="a", at=NOW)), identify_addition(added(why="b", who="another"))
    assert one.id == other.id != identify_addition(added(value="x")).id
    backs = [Addition(kind="take-back", takes_back="a", why=why, who="a clerk") for why in ("x", "y")]
    assert len({identify_addition(back).id for back in backs}) == 2


@pytest.mark.parametrize("written", ["2025-13", "2025-00-01", "2025-02-29", "0000", "2025-W54", "25", "2025-1-1", ""])
def test_a_day_that_is_none(written):
    """No calendar has it."""
    assert (stretch_of(written), last_day(written), precision_of(written)) == (None, None, None)
    assert later(written, Duration(n=1, unit="day")) is None


@pytest.mark.parametrize(
    ("start", "length", "wanted"),
    [
        ("2025-08-29", (10, "year"), "2035-08"),
        ("2025-12", (1, "month"), "2026-01"),
        ("2025", (18, "month"), "2027"),
        ("2025-12-30", (2, "week"), "2026-01-13"),
        ("9999", (1, "year"), "10000"),
        ("9999-12-31", (1, "day"), None),
    ],
)
def test_a_length_of_time_ends_as_exactly_as_it_is_known(start, length, wanted):
    """Years from a day end in a month, years from a year in a year."""
    assert later(start, Duration(n=length[0], unit=length[1])) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"period": Period(end="2030")}, "2030"),
        ({"duration": Duration(n=10, unit="year")}, "2035-08"),
        ({"modality": "planned", "when": When(value="2027-03", precision="month", text="March 2027")}, "2027-03"),
        ({"modality": "planned", "when": When(value="2026", precision="fiscal-year", text="2026-27")}, "2027-03-31"),
        (
            {
                "modality": "decided",
                "when": When(value="2022-03", precision="month", text="March 2022"),
                "duration": Duration(n=5, unit="year"),
            },
            "2027-03",
        ),
        ({"modality": "decided", "when": When(value="2022-03", precision="month", text="March 2022")}, None),
        ({"modality": "done", "when": When(value="2020", precision="year", text="2020")}, None),
        ({"act": "consult", "duration": Duration(n=3, unit="day")}, None),
        ({"modality": "denied", "period": Period(end="2030")}, None),
        ({"act": "deliver", "modality": "done", "duration": Duration(n=3, unit="year")}, None),
        ({}, None),
    ],
)
def test_by_when_a_promise_is_due(fields, wanted):
    """The end of its period, the day of an act to come, or its day and its length."""
    assert deadline_of(claim(document(), **fields)) == wanted
