"""Joint programmes: which claims tell of one, stages, numbers, approvals, and what is wrong."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karar.model.additions import Addition, AdditionSource, Held, identify_addition
from karar.model.claims import Quote, identify
from karar.model.commitments import Commitment, Linking
from karar.model.values import Quantity, When
from karar.reference.programmes import STAGES, load_programmes
from karar.tracking.history import Known
from karar.tracking.programmes import find_programmes
from tests.tracking.making import OFFICIAL, claim

KR = ("IN", "KR")


def says(text, *, act="agree", modality="done", parties=KR, sectors=("defence",), **fields):
    """Make a claim with a quote that stands at 100 in its document."""
    made = claim(
        f"https://news.example/{text[:40]}", act=act, modality=modality, parties=parties, sectors=sectors, **fields
    )
    return identify(msgspec.structs.replace(made, quote=Quote(text, 100, 100 + len(text))))


def found(*claims, added=()):
    """Return the programmes of claims, each a commitment of its own."""
    linking = Linking(tuple(Commitment(one.id, (one.id,)) for one in claims))
    return find_programmes(Known(linking, {one.id: one for one in claims}), load_programmes(), added)


def add(subject, **fields):
    """Make what a person added to a programme."""
    one = Addition(subject=subject, source=AdditionSource(OFFICIAL), who="a clerk", why="no page says so", **fields)
    return Held(identify_addition(one), None, None)


def on(day):
    """Make a day."""
    return When(value=day, precision="day", text=day)


def test_research_production_export_are_one_programme():
    """Agreed on one page, agreed again on another: a programme of the field, nothing of it reached, and joint export
    waits for the word of both."""
    agreed = says(
        "They promote research, production, export.", modality="decided", stages=("research", "production", "export")
    )
    before = says("A roadmap on production.", published="2019-09-06", stages=("production",))
    (programme,) = found(agreed, before)
    assert programme.key == "programme:IN-KR:defence"
    assert [(one.stage, one.firmness, len(one.events)) for one in programme.stages] == [
        ("research", "agreed", 1),
        ("production", "agreed", 2),
        ("export", "agreed", 1),
    ]
    assert (programme.reached, programme.aim) == (None, "export")
    assert [(one.party, one.event) for one in programme.approvals] == [("IN", None), ("KR", None)]


def test_one_stage_in_a_field_is_no_programme():
    """A word on production alone, without a system, makes none; nor do talks, denials and withdrawals."""
    assert found(says("They stress production.", stages=("production",))) == ()
    for fields in ({"act": "consult"}, {"modality": "denied"}, {"act": "withdraw"}):
        assert found(says("The K9 Vajra and its joint production.", **fields)) == ()


@pytest.mark.parametrize(
    ("text", "parties", "key", "stages"),
    [
        ("K9 Vajra guns will be co-produced.", KR, "programme:IN-KR:k9-vajra", ["production"]),
        ("के9 वज्र तोप का संयुक्त उत्पादन होगा।", KR, "programme:IN-KR:k9-vajra", ["production"]),
        ("A contract for BrahMos batteries was signed.", ("IN", "PH"), "programme:IN-PH:brahmos", ["order"]),
        ("GCAP: a joint development.", ("GB", "IT", "JP", "US"), "programme:GB-IT-JP:gcap", ["research"]),
        ("एएमसीए इंजन का सह-विकास किया जाएगा।", ("FR", "IN"), "programme:FR-IN:amca-engine", ["research"]),
        ("the dac rafale", ("FR", "IN"), None, []),
    ],
)  # fmt: skip
def test_a_system_is_known_by_its_name(text, parties, key, stages):
    """In both scripts, as it is written; its own parties stand where they are among the claim's."""
    programmes = found(says(text, parties=parties))
    assert [one.key for one in programmes] == ([key] if key else [])
    assert [stage.stage for one in programmes for stage in one.stages] == stages
    for one in programmes:
        spans = [span for naming in one.evidence for span in naming.spans]
        assert all(text[span.start - 100 : span.end - 100] for span in spans)


def test_orders_and_deliveries_are_counted_and_not_added_up():
    """The last source's number stands first, an estimate in brackets; more delivered than ordered is a problem."""
    order = says(
        "Ordered: 100 K9 Vajra.", act="procure", when=on("2017-05-01"), quantities=(Quantity(value="100", unit="gun"),)
    )
    given = says(
        "K9 Vajra handed over.", act="deliver", when=on("2021-02-18"), quantities=(Quantity(value="100", unit="gun"),)
    )
    (programme,) = found(order, given)
    assert (programme.total("ordered"), programme.total("delivered"), programme.problems) == (
        ("100", False),
        ("100", False),
        (),
    )
    assert (programme.reached, programme.numbers[0].unit) == ("delivery", "gun")
    more = add(programme.key, kind="number", what="delivered", value="120", unit="gun", qualifier="about", day="2022")
    (again,) = found(order, given, added=[more])
    assert str(again.numbers[-1]) == "(120)"
    assert [one.kind for one in again.problems] == ["more-than-ordered"]


def test_export_needs_the_word_of_every_party():
    """Each party's own event counts for it; one of no party is a problem."""
    agreed = says("K9 Vajra: joint export.", modality="decided")
    key = "programme:IN-KR:k9-vajra"
    word = add(key, kind="event", track="stage", what="export", party="KR", day="2026-02")
    stranger = add(key, kind="event", track="stage", what="export", party="US", day="2026-02")
    (programme,) = found(agreed, added=[word, stranger])
    assert [(one.party, one.event) for one in programme.approvals] == [("IN", None), ("KR", word.addition.id)]
    assert [one.kind for one in programme.problems] == ["no-party"]


def test_levels_and_categories_are_checked():
    """A readiness level from 1 to 9, a category of a listed edition; all else is a problem, and nothing is dropped."""
    key = "programme:IN-KR:k9-vajra"
    good = [
        add(key, kind="fact", what="trl", value="7"),
        add(key, kind="fact", what="category", value="DAP-2020/buy-indian"),
    ]
    (programme,) = found(added=good)
    assert (programme.trl, programme.category, programme.problems) == (7, "DAP-2020/buy-indian", ())
    bad = [
        add(key, kind="fact", what="trl", value="11"),
        add(key, kind="fact", what="category", value="DAP-2020/gift"),
        add(key, kind="event", track="stage", what="dreamt", day="2020-02-30"),
        add(key, kind="number", what="ordered", value="-3", unit="gun"),
    ]
    (programme,) = found(added=bad)
    kinds = {one.kind for one in programme.problems}
    assert kinds == {"no-level", "no-category", "no-stage", "impossible-date", "negative-value"}


def test_delivered_before_it_was_ordered():
    """A delivery without an order is worth knowing; one before its order is a doubt."""
    given = says("K9 Vajra handed over.", act="deliver", when=on("2016-02-18"))
    assert [(one.kind, one.severity) for one in found(given)[0].problems] == [("no-order", "note")]
    order = says("Ordered: K9 Vajra.", act="procure", when=on("2017-05-01"))
    assert [one.kind for one in found(given, order)[0].problems] == ["delivered-before-order"]


def test_the_edition_that_holds_on_a_day():
    """An edition holds from its first to its last day."""
    tables = load_programmes()
    names = [
        found[0] if (found := tables.edition_of(day)) else None for day in ("2016-01-01", "2020-09-30", "2020-10-01")
    ]
    assert names == [None, "DPP-2016", "DAP-2020"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(STAGES), min_size=1, max_size=6), st.randoms())
def test_the_order_of_reading_makes_no_difference(stages, random):
    """Additions of stages in any order of arrival give the same stages, and none is lost."""
    key = "programme:IN-KR:k9-vajra"
    events = [add(key, kind="event", track="stage", what=stage, day=f"20{n + 10}") for n, stage in enumerate(stages)]
    (first,) = found(added=events)
    random.shuffle(events)
    (again,) = found(added=events)
    assert again.stages == first.stages
    assert {one.stage for one in first.stages} == set(stages)
