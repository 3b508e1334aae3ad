"""What people add with a source: kept once, carried to newer readings, taken back and never overwritten."""

from __future__ import annotations

import pytest

from karar.errors import NotFoundError
from karar.ledger import Ledger
from karar.model.additions import Addition, AdditionSource
from karar.model.spans import Span
from tests.ledger.making import GRAMMAR, added, claim, document

NEWER = "grammar/1.1.0"


@pytest.fixture
def read(ledger):
    """A claim of one page."""
    doc = document()
    made = claim(doc)
    ledger.add(doc, GRAMMAR, [made])
    return doc, made


def test_an_addition_comes_back_as_it_was_made(ledger, clock, read):
    """With the ledger's time, under the hash of what it says, for the claim whose id begins so."""
    clock.on(3)
    _, made = read
    given = added(f"commitment:{made.id[:8]}", track="delivery", what="implementing", why="asked the ministry")
    (taken,) = ledger.add_additions([given])
    (held,) = ledger.additions()
    assert taken.new
    assert held.addition == taken.addition
    assert (held.addition.subject, held.addition.at, held.claim) == (f"commitment:{made.id}", clock.now, made.id)
    assert held.counts
    assert ledger.addition(held.addition.id[:6]) == held


def test_the_same_twice_is_kept_once(ledger, clock):
    """Whoever adds it and when: what it says of what, by which source, is its name; in one go or in two."""
    (first, within) = ledger.add_additions([added(), added(why="again")])
    clock.on(1)
    (again,) = ledger.add_additions([added(who="another")])
    other = ledger.add_additions([added(source=AdditionSource("Annual report"))])[0]
    assert [first.new, within.new, again.new, other.new] == [True, False, False, True]
    assert again.addition == first.addition
    assert [one.addition.who for one in ledger.additions()] == ["a clerk", "a clerk"]


def test_a_dry_run_says_the_same_and_writes_nothing(ledger):
    """What is new, and what is refused."""
    told = ledger.add_additions([added(), added(), added("commitment:nothing")], dry_run=True)
    assert [(one.new, one.fault is None) for one in told] == [(True, True), (False, True), (False, False)]
    assert ledger.additions() == []


def test_one_that_names_nothing_is_refused_alone(ledger):
    """The others are kept."""
    bad, good = ledger.add_additions([added("commitment:nothing"), added()])
    assert isinstance(bad.fault, NotFoundError)
    assert bad.addition is None
    assert good.new
    (back,) = ledger.add_additions([Addition(kind="take-back", takes_back="zzz", why="wrong", who="a clerk")])
    assert "no addition 'zzz'" in str(back.fault)


def test_an_addition_is_taken_back_and_stays(ledger, clock):
    """It no longer counts, both are listed, and taking the take-back back makes it count again."""
    (made,) = ledger.add_additions([added()])
    before = clock.on(1)
    name = made.addition.id
    (back,) = ledger.add_additions([Addition(kind="take-back", takes_back=name[:8], why="wrong mill", who="a clerk")])
    assert back.addition.subject == "project:a-mill"
    held, end = ledger.additions(subjects=["project:a-mill"])
    assert (held.counts, held.taken_back, end.counts) == (False, back.addition.id, False)
    assert ledger.additions(before)[0].counts
    (again,) = ledger.add_additions([added()])
    assert (again.new, again.taken_back) == (False, back.addition.id)
    again_back = Addition(kind="take-back", takes_back=back.addition.id, why="the mill after all", who="a clerk")
    ledger.add_additions([again_back])
    assert ledger.additions()[0].counts


def test_additions_are_found_by_what_they_are_about(ledger, read):
    """One thing, all of a kind, or one kind of addition."""
    _, made = read
    ledger.add_additions(
        [
            added("dialogue:in-jp-2+2", track="meeting", what="meeting"),
            added("dialogue:in-kr-nsa", kind="milestone", track=None, what="meeting"),
            added(f"commitment:{made.id}"),
            added("dialogues:x".replace("dialogues", "programme")),
        ]
    )

    def subjects(**given):
        return [one.addition.subject for one in ledger.additions(**given)]

    assert subjects(subjects=["dialogue:"]) == ["dialogue:in-jp-2+2", "dialogue:in-kr-nsa"]
    assert subjects(subjects=["dialogue:in-kr-nsa"]) == ["dialogue:in-kr-nsa"]
    assert subjects(subjects=[f"commitment:{made.id[:9]}"]) == [f"commitment:{made.id}"]
    assert subjects(kinds=["milestone"]) == ["dialogue:in-kr-nsa"]


def test_an_addition_is_carried_to_a_newer_reading(ledger, clock, read):
    """It goes with the words; where nothing stands on them it is stale and does not count."""
    doc, made = read
    ledger.add_additions([added(f"commitment:{made.id}")])
    before = clock.on(1)
    newer = claim(doc, reader=NEWER, act="sign")
    ledger.add(doc, NEWER, [newer])
    (held,) = ledger.additions()
    assert (held.claim, held.addition.subject) == (newer.id, f"commitment:{made.id}")
    assert ledger.additions(before)[0].claim == made.id
    other = claim(doc, doc.text[:4], reader="grammar/1.2.0", evidence={"act": (Span(0, 4),)})
    ledger.add(doc, "grammar/1.2.0", [other])
    (held,) = ledger.additions()
    assert (held.stale, held.counts) == (True, False)


def test_a_past_day_knows_only_its_own_additions(ledger, clock):
    """What was added later is not known then."""
    ledger.add_additions([added()])
    before = clock.on(1)
    ledger.add_additions([added(what="working")])
    assert [one.addition.what for one in ledger.additions(before)] == ["building"]


def test_additions_outlive_the_program(path, clock):
    """They are in the file."""
    with Ledger.open(path, clock=clock) as ledger:
        ledger.add_additions([added()])
    with Ledger.open(path, create=False) as ledger:
        assert [one.addition.what for one in ledger.additions()] == ["building"]
