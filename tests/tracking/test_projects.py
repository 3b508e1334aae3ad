"""Projects: commitments put together, stages, places, what is due, and what is contested."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karar.model.additions import Addition, AdditionSource, Held, identify_addition
from karar.model.claims import Actor, Instrument, Place
from karar.model.commitments import Commitment, Linking
from karar.model.values import Period, When
from karar.reference.places import load_places
from karar.reference.rates import load_rates
from karar.tracking.events import Event
from karar.tracking.geojson import projects_to_geojson
from karar.tracking.history import Known
from karar.tracking.project_names import own_words
from karar.tracking.project_stages import STAGES, reached, stage_of
from karar.tracking.projects import find_projects
from tests.tracking.making import AGENCY, OFFICIAL, OUTLET, claim, money

TODAY = date(2025, 10, 10)
TUNNEL = {"project": "Karnaphuli Tunnel project", "parties": ("BD", "CN"), "sectors": ("infrastructure",)}
INITIATIVES = {
    "mumbai-ahmedabad-hsr": {
        "labels": {"en": "High Speed Rail"},
        "members": ["IN", "JP"],
        "sites": ["Mumbai", "Ahmedabad"],
    },
    "quad": {"labels": {"en": "Quad"}},
}


def on(day):
    """Make a day."""
    return When(value=day, precision="day", text=day)


def found(claims, rates, added=(), today=TODAY):
    """Return the projects of claims, each a commitment of its own."""
    linking = Linking(tuple(Commitment(one.id, (one.id,)) for one in claims))
    known = Known(linking, {one.id: one for one in claims})
    return find_projects(known, INITIATIVES, load_places(), rates, today, added)


def add(subject, **fields):
    """Make what a person added to a project."""
    source = AdditionSource(fields.pop("where", OFFICIAL), published=fields.pop("published", None))
    one = Addition(subject=subject, source=source, who="a clerk", why="no page says so", **fields)
    return Held(identify_addition(one), None, None)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Karnaphuli Tunnel project", "कर्णफुली सुरंग परियोजना"),
        ("Padma Bridge Rail Link", "the Padma bridge rail link project"),
    ],
)
def test_one_project_in_two_scripts(a, b):
    """A name's own words sound alike in both scripts; words of any project are left out."""
    assert own_words(a) & own_words(b)


@pytest.mark.parametrize(
    "name", ["railway project", "infrastructure projects", "रक्षा गलियारा", "आधारभूत परियोजनाओं", "?", ""]
)
def test_what_any_project_is_called_is_no_name(name):
    """No own words, or several projects: nothing that commitments could be put together by."""
    assert not own_words(name)


@pytest.mark.parametrize(
    ("fields", "stage"),
    [
        ({"act": "propose", "modality": "done"}, "proposed"),
        ({"act": "agree", "modality": "possible"}, "proposed"),
        ({"act": "agree", "modality": "planned"}, "agreed"),
        ({"act": "sign", "modality": "done", "amounts": (money("5"),)}, "funded"),
        ({"act": "sign", "modality": "done", "instrument": Instrument("loan")}, "funded"),
        ({"act": "sign", "modality": "done", "amounts": (money("5", role="project-cost"),)}, "agreed"),
        ({"act": "launch", "modality": "done"}, "under-way"),
        ({"act": "launch", "modality": "planned"}, "agreed"),
        ({"act": "deliver", "modality": "done"}, "completed"),
        ({"act": "withdraw", "modality": "done"}, "suspended"),
        ({"act": "withdraw", "modality": "possible"}, None),
        ({"act": "consult", "modality": "done"}, None),
        ({"act": "sign", "modality": "denied"}, None),
    ],
)
def test_the_stage_that_a_claim_tells_of(fields, stage):
    """By act, firmness and money; a project's cost funds nothing."""
    told = stage_of(claim(**fields))
    assert (told[0] if told else None) == stage


STAGE = st.sampled_from([stage for stage in STAGES if stage != "unknown"])


@given(st.lists(STAGE, max_size=8))
def test_no_stage_runs_backwards_without_an_event_that_says_so(stages):
    """The stage after more events is no earlier one, unless a suspension or its end is among them."""
    events = [Event(track="stage", what=what, rule="added") for what in stages]
    for number in range(1, len(events) + 1):
        before, after = reached(events[: number - 1]), reached(events[:number])
        if "suspended" not in (before, after):
            assert STAGES.index(after) >= STAGES.index(before)


def test_a_project_is_put_together_across_scripts(rates):
    """The loan in English, the start in Hindi, the opening: one project, its stages in the order of their days."""
    loan = claim(act="sign", modality="done", when=on("2016-10-14"), amounts=(money("700_000_000", "USD"),), **TUNNEL)
    hindi = TUNNEL | {"project": "कर्णफुली सुरंग परियोजना"}
    start = claim(act="launch", modality="done", when=on("2019-02-24"), **hindi)
    opening = claim(act="deliver", modality="done", when=on("2023-10-28"), **TUNNEL)
    other = claim(act="launch", modality="done", **TUNNEL | {"project": "Dasherkandi Sewage plant"})
    one, two = sorted(found([opening, start, loan, other], rates), key=lambda one: len(one.commitments))
    assert one.commitments == (other.id,)
    assert [event.what for event in two.stages] == ["funded", "under-way", "completed"]
    assert (two.stage, two.parties, two.contested) == ("completed", ("BD", "CN"), False)
    assert two.sums[0].headline.value.value == "700000000"


def test_other_parties_build_another_project(rates):
    """The same name between other states is another project."""
    claims = [claim(act="agree", **TUNNEL), claim(act="agree", **TUNNEL | {"parties": ("CN", "PK")})]
    assert len(found(claims, rates)) == 2


def test_an_initiative_that_is_built_is_a_project(rates):
    """It goes by its id, and lies where its file says; a forum is none."""
    rail = claim(act="agree", initiatives=("mumbai-ahmedabad-hsr",))
    (project,) = found([rail, claim(act="agree", initiatives=("quad",))], rates)
    assert project.key == "project:mumbai-ahmedabad-hsr"
    assert [site.exactness for site in project.sites] == ["city", "city"]
    feature = projects_to_geojson([project])["features"][0]
    assert feature["geometry"]["type"] == "MultiPoint"
    west, south, east, north = projects_to_geojson([project])["bbox"]
    assert 72 < west < east < 73.5
    assert 18.5 < south < north < 23.5


def test_where_a_project_lies(rates):
    """A region's own point for a region, with the words that name it; None, and no geometry, for a place on no list."""
    places = (Place("आंध्र प्रदेश", "IN-AP"), Place("Nowhereville"))
    (project,) = found([claim(act="agree", project="Rare Earth refinery", places=places)], rates)
    known, unknown = project.sites
    assert (known.code, known.exactness) == ("IN-AP", "region")
    assert 12 < known.latitude < 20
    assert unknown.latitude is None
    (empty,) = found([claim(act="agree", project="Rare Earth refinery", places=places[1:])], rates)
    assert projects_to_geojson([empty])["features"][0]["geometry"] is None


def test_praised_and_suspended_is_contested(rates):
    """Facts, 'Histories': praised in August 2025, while in June it was told that its supply was to be suspended.
    Both stay; it is contested, not simply on its way. What a person adds makes it so too."""
    plant = {"project": "Rare Earth refinery", "actors": (Actor("Toyota Tsusho", "organisation", "JP"),)}
    praised = claim(OFFICIAL, act="agree", modality="done", published="2025-08-29", **plant)
    stopped = claim(AGENCY, act="withdraw", modality="decided", published="2025-06-13", **plant)
    (project,) = found([praised, stopped], rates)
    assert project.contested
    standing = next(one for one in project.disputes if one.about == "standing")
    assert (standing.on_one_side, standing.on_the_other) == ((praised.id,), (stopped.id,))
    assert [event.what for event in project.stages] == ["suspended", "agreed"]
    told = add(f"project:{praised.id}", kind="event", track="stage", what="contested", day="2025-06", where="An agency")
    (again,) = found([praised], rates, [told])
    assert again.contested


def test_sums_that_conflict_are_contested(rates):
    """Two papers print two sums of one loan: the field is named, with both sides."""
    claims = [
        claim(uri, act="sign", modality="done", published="2025-01-02", amounts=(money(value, "USD"),), **TUNNEL)
        for uri, value in ((OFFICIAL, "700"), (OUTLET, "70"))
    ]
    linking = Linking((Commitment(min(one.id for one in claims), tuple(sorted(one.id for one in claims))),))
    known = Known(linking, {one.id: one for one in claims})
    (project,) = find_projects(known, INITIATIVES, load_places(), rates, TODAY)
    assert [one.about for one in project.disputes] == ["promise"]


def test_what_is_due_and_what_a_person_adds(rates):
    """A period's end and an added milestone are due, late by days, and no longer once it is completed; an added place
    stands in the stead of those read; what is wrong with an addition is a problem."""
    read = claim(act="agree", period=Period(end="2025-09"), places=(Place("Chittagong"),), **TUNNEL)
    key = f"project:{read.id}"
    given = [
        add(key, kind="milestone", what="opening", day="2026-01-01"),
        add(key, kind="place", what="Patenga", latitude="22.24", longitude="91.79", code="BD-10"),
        add(key, kind="place", what="Moon", latitude="99", longitude="0"),
        add(key, kind="fact", what="operator", value="Bridge Authority"),
    ]
    (project,) = found([read], rates, given)
    assert [(one.day, one.late) for one in project.milestones] == [("2025-09", 10), ("2026-01-01", 0)]
    assert [(site.name, site.exactness) for site in project.sites] == [("Patenga", "added"), ("Moon", None)]
    assert project.operators == ("Bridge Authority",)
    assert [problem.kind for problem in project.problems] == ["impossible-place"]
    opened = add(key, kind="event", track="stage", what="completed", day="2025-10-01")
    (done,) = found([read], rates, [*given, opened])
    assert done.stage == "completed"
    assert {one.late for one in done.milestones} == {0}


def test_a_project_that_only_people_told_of(rates):
    """What no page names is there all the same, under its key."""
    (project,) = found(
        [], rates, [add("project:agalega-jetty", kind="event", track="stage", what="completed", day="2024")]
    )
    assert (project.key, project.stage, project.commitments) == ("project:agalega-jetty", "completed", ())


@settings(max_examples=25, deadline=None)
@given(st.permutations(["agree", "sign", "launch", "deliver", "withdraw"]))
def test_the_order_of_reading_makes_no_difference(order):
    """The same claims in any order give the same project."""
    claims = [
        claim(act=act, modality="done", when=on(f"202{n}-01-01"), **TUNNEL) for n, act in enumerate(sorted(order))
    ]
    shuffled = sorted(claims, key=lambda one: order.index(one.act))
    assert found(shuffled, load_rates()) == found(claims, load_rates())
