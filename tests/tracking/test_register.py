"""The register of instruments: what pages and people tell of a paper, each thing with what says so."""

from __future__ import annotations

from datetime import UTC, date, datetime

from karar.model.additions import Addition, AdditionSource, Held, identify_addition
from karar.model.claims import Actor, Instrument, Place
from karar.model.commitments import Commitment, Linking, Relation, RelationEvidence
from karar.model.values import When
from karar.tracking.history import Known
from karar.tracking.register import register_of
from tests.tracking.making import AGENCY, OFFICIAL, claim

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ON = NOW.date()
MEMORANDUM = Instrument("memorandum", "Memorandum on Minerals")
MINES, METI = Actor("Ministry of Mines", "office", "IN"), Actor("METI", "office", "JP")


def fact(what, value, subject="commitment:a", **fields):
    """Make a fact that a person adds."""
    given = {"kind": "fact", "what": what, "value": value, "subject": subject, "who": "a clerk", "at": NOW}
    return identify_addition(Addition(source=AdditionSource("A notice"), **given | fields))


def known(*groups, added=(), relations=()):
    """Make commitments, each founded by its first claim, with what was added to the first of all."""
    made = [
        Commitment(
            group[0].id,
            tuple(sorted(one.id for one in group)),
            group[0].parties,
            tuple(one for one in relations if one.source == group[0].id),
        )
        for group in groups
    ]
    held = tuple(Held(one, groups[0][0].id, None) for one in added)
    return Known(Linking(tuple(made)), {one.id: one for group in groups for one in group}, (), held)


def test_a_paper_is_put_together_from_its_reports():
    """Titles once for each language, who signed, where, when, its state, and every report."""
    given = {"instrument": MEMORANDUM, "sectors": ("critical-minerals",)}
    day = When(value="2025-08-29", precision="day", text="Friday")
    signing = {"act": "sign", "modality": "done", **given}
    where = (Place("Tokyo", "JP-13"),)
    signed = claim(when=day, published="2025-08-30", actors=(MINES, METI), places=where, **signing)
    again = claim(OFFICIAL, published="2025-08-31", actors=(MINES,), **signing)
    minister = (Actor("A minister", "person"),)
    before = claim(AGENCY, act="agree", modality="planned", published="2025-08-20", actors=minister, **given)
    (found,) = register_of(known([signed, again, before]), ON)
    assert (found.type, found.state, found.grade, found.day, found.precision) == (
        "memorandum",
        "signed",
        "one-party",
        "2025-08-29",
        "day",
    )
    assert [(one.text, one.claim) for one in found.titles] == [("Memorandum on Minerals", before.id)]
    assert [(one.name, one.party) for one in found.signatories] == [("Ministry of Mines", "IN"), ("METI", "JP")]
    assert [(one.name, one.code) for one in found.places] == [("Tokyo", "JP-13")]
    assert [one.claim for one in found.reports] == [before.id, signed.id, again.id]
    assert found.fields == ("critical-minerals",)


def test_a_promise_without_a_paper_is_not_in_it():
    """Unless a person says what paper it is."""
    plain = claim(published="2025-01-01")
    assert register_of(known([plain]), ON) == ()
    (found,) = register_of(known([plain], added=[fact("type", "loan")]), ON)
    assert (found.type, found.state) == ("loan", "announced")


def test_what_people_add_stands_beside_what_pages_say():
    """Titles in other languages, offices, places, fields; a type that is none is a problem."""
    paper = claim(act="sign", modality="done", published="2025-01-01", instrument=MEMORANDUM)
    added = [
        fact("title", "खनिज समझौता ज्ञापन", lang="hi"),
        fact("person", "A. Minister", party="JP"),
        fact("field", "energy"),
        fact("type", "treatise"),
        fact("Tokyo", None, kind="place"),
    ]
    (found,) = register_of(known([paper], added=added), ON)
    assert [(one.lang, bool(one.addition)) for one in found.titles] == [("und", False), ("hi", True)]
    assert [(one.kind, one.party) for one in found.signatories] == [("person", "JP")]
    assert [one.name for one in found.places] == ["Tokyo"]
    assert (found.fields, found.type) == (("energy",), "memorandum")
    assert [one.kind for one in found.problems] == ["unknown-type"]


def test_a_paper_that_no_page_tells_of():
    """Under a key of its own, with type, parties, title and state, and a day that is none as a problem."""
    key = "instrument:acsa"
    event = {"kind": "event", "track": "instrument"}
    added = [
        fact("type", "agreement", key),
        fact("parties", "IN, JP", key),
        fact("title", "Acquisition and Cross-Servicing Agreement", key, lang="en"),
        fact("signed", None, key, **event | {"day": "2020-09-09", "place": "New Delhi"}),
        fact("in-force", None, key, **event | {"day": "2021-07-11"}),
        fact("suspended", None, key, **event | {"day": "2021-02-30"}),
    ]
    held = [Held(one, None, None) for one in added]
    (found,) = register_of(Known(Linking(()), {}), date(2021, 12, 31), held)
    assert (found.id, found.type, found.parties, found.day) == (key, "agreement", ("IN", "JP"), "2020-09-09")
    assert [one.name for one in found.places] == ["New Delhi"]
    assert found.state == "in-force"
    assert [one.kind for one in found.problems] == ["impossible-date"]
    taken_back = [one._replace(taken_back="t") if one.addition.what == "in-force" else one for one in held]
    assert register_of(Known(Linking(()), {}), date(2021, 12, 31), taken_back)[0].state == "signed"


def test_a_later_paper_takes_an_earlier_one_s_place():
    """Each names the other, and the earlier one's state says so."""
    given = {"act": "sign", "modality": "done", "instrument": Instrument("agreement")}
    old, new = claim(published="2015-01-01", **given), claim(published="2025-01-01", **given)
    bears = Relation("supersedes", new.id, old.id, (RelationEvidence(new.id, ("act",)),), "test")
    later, earlier = register_of(known([old], [new], relations=[bears]), ON)
    assert (later.supersedes, earlier.superseded_by) == ((old.id,), (new.id,))
    assert (earlier.state, earlier.course.since) == ("superseded", "2025-01-01")
    assert (earlier.day, later.state) == ("2015-01-01", "signed")
