"""Names that no list spells so: behind an office, by the tagger, by their sound."""

from __future__ import annotations

import pytest

from karar.mentions.names import find_names
from karar.mentions.unlisted import find_unlisted, known_person
from karar.model.mentions import Mention
from karar.text.sentences import split_document
from tests.reference.known import claims_of, document, reference, scanned


def unlisted(text: str, lang: str = "hi", published: str | None = None) -> list[Mention]:
    """The unlisted names of one sentence, by all that is known."""
    sent = scanned(text, reference(), lang)
    return find_unlisted(sent, find_names(sent), lang, reference(), published)


KNOWN = [
    ("a spelling that no list has", "सूह वूक", "defence-minister", "2021-03-17", "suh-wook"),
    ("another script's spelling", "Seo Wook", "defence-minister", "2021-03-17", "suh-wook"),
    ("the family name alone, with the office", "वुक", "defence-minister", "2021-03-17", "suh-wook"),
    ("the family name alone, another office", "वुक", "foreign-minister", "2021-03-17", None),
    ("the family name alone, after the office was left", "वुक", "defence-minister", "2024-03-17", None),
    ("the family name alone, no office", "वुक", None, "2021-03-17", None),
    ("no day is known", "वुक", "defence-minister", None, "suh-wook"),
    ("nobody sounds so", "टुंगभद्र क्षीरसागर", "defence-minister", "2021-03-17", None),
    ("an empty name", "", "defence-minister", "2021-03-17", None),
]


@pytest.mark.parametrize(("why", "name", "office", "day", "who"), KNOWN, ids=[case[0] for case in KNOWN])
def test_a_name_is_told_by_its_sound_and_office(
    why: str, name: str, office: str | None, day: str | None, who: str | None
):
    """A likeness counts with the office held on the day of the page, or where the whole name is long enough."""
    found = known_person(name, office, day, reference())
    assert (found.value if found else None) == who


def test_whole_names_meet_without_an_office():
    """A long name in another spelling is the known person, with that one's state."""
    found = known_person("नरेन्दर मोदि", None, None, reference())
    assert found is not None
    assert (found.value, found.attrs["party"]) == ("narendra-modi", "IN")


def test_every_listed_person_is_found_by_a_listed_name():
    """The index holds everybody: a listed full name sounds like itself, and like nobody of another state."""
    lost = []
    for surface, entries in reference().surfaces.items():
        for entry in entries:
            if entry.kind == "person" and " " in surface and "form" not in entry.attrs:
                found = known_person(surface, entry.attrs["office"], entry.attrs.get("from"), reference())
                if found is not None and found.attrs["party"] != entry.attrs["party"]:
                    lost.append((surface, found.value))
    assert lost == []


def test_a_person_behind_an_office_has_the_office_s_state():
    """What the text says of the office holds for who stands behind it."""
    (claim,) = claims_of("भारत और कनाडा के खेल मंत्री टुंगभद्र क्षीरसागर ने समझौते पर हस्ताक्षर किए।")
    (actor,) = [actor for actor in claim.actors if actor.kind == "person"]
    assert (actor.name, actor.party) == ("टुंगभद्र क्षीरसागर", "CA")


def test_a_state_beside_and_is_not_the_body_s():
    """ "India and" names another side, not whose body follows."""
    for claim in claims_of("India and Zorvex Dynamics signed a memorandum with Japan.", lang="en"):
        assert [actor.party for actor in claim.actors if "Zorvex" in actor.name] in ([], [None])


def test_unlisted_people_make_nobody_a_party():
    """The same sentence with the unlisted names of people left out has the same parties."""
    with_name = claims_of("जापान के विदेश मंत्री कोजी नाकामुरा ने भारत के साथ समझौते पर हस्ताक्षर किए।")
    without = claims_of("जापान के विदेश मंत्री ने भारत के साथ समझौते पर हस्ताक्षर किए।")
    assert [claim.parties for claim in with_name] == [claim.parties for claim in without] != []


def test_what_is_listed_is_not_found_again():
    """No unlisted name covers a listed one."""
    text = "रक्षा मंत्री राजनाथ सिंह ने जापान के रक्षा मंत्री नोबुओ किशी से मुलाकात की।"
    sent = scanned(text, reference())
    listed = find_names(sent)
    for name in find_unlisted(sent, listed, "hi", reference(), None):
        assert not any(m.start < name.end and name.start < m.end for m in listed if m.kind == "person")


def test_names_point_at_their_characters():
    """Start and end are those of the name as written."""
    for text in ("विदेश मंत्री टुंगभद्र क्षीरसागर ने कहा।", "विदेश मंत्री (नए) ने कहा।"):
        sent = split_document(document(text), frozenset())[0]
        for name in unlisted(text):
            assert sent.stored(name.start, name.end) in text
