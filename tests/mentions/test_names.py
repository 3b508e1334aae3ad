"""Names in a sentence: the longest stands, a common word needs a cue beside it, capitals may count."""

from __future__ import annotations

import pytest

from karar.mentions.names import find_names, follows_name
from karar.model.lexicon import Entry
from karar.reference.load import Reference
from karar.scan.scanner import scanner_for
from karar.text.sentences import split_document
from tests.reference.known import document, names, reference, scanned, toy_reference

CUE = {"needs": "cue"}


def toy() -> Reference:
    """A few names, some of them common words."""
    return toy_reference(
        ("कोरिया", Entry("party", "KR")),
        ("दक्षिण कोरिया", Entry("party", "KR")),
        ("भारत", Entry("party", "IN")),
        ("भारत के प्रधानमंत्री", Entry("office", "in-pm", attrs={"party": "IN"})),
        ("भारतीय", Entry("demonym", "IN")),
        ("तक", Entry("place", "TAK", attrs=CUE)),
        ("चीनी", Entry("demonym", "CN", attrs=CUE)),
        ("मंत्री", Entry("office", "minister")),
        ("में", Entry("case", "in")),
        ("ने", Entry("case", "erg")),
        ("रक्षा", Entry("sector", "defence")),
        ("रक्षा मंत्री", Entry("office", "defence-minister")),
        ("समझौता", Entry("instrument", "agreement")),
        ("समझौता ज्ञापन", Entry("instrument", "memorandum")),
        ("turkey", Entry("party", "TR", attrs={"case": "exact", "exact": "Turkey"})),
        ("us", Entry("party", "US", attrs={"case": "exact", "exact": "US"})),
        ("chad", Entry("party", "TD", attrs=CUE)),
        ("georgia", Entry("party", "GE")),
        ("georgia", Entry("place", "US-GA")),
    )


def found(text: str, *, alone: bool = False) -> list[tuple[str, str]]:
    """Kinds and values of the names in ``text``."""
    return names(find_names(scanned(text, toy()), alone=alone))


CASES = [
    ("the longest name stands", "दक्षिण कोरिया ने", [("party", "KR")]),
    ("an office stands over the state in its title", "भारत के प्रधानमंत्री ने", [("office", "in-pm")]),
    (
        "a sector is kept beside the office that holds it",
        "रक्षा मंत्री ने",
        [("office", "defence-minister"), ("sector", "defence")],
    ),
    ("the longest instrument stands", "समझौता ज्ञापन", [("instrument", "memorandum")]),
    ("a common word without a cue is no name", "2030 तक ने", []),
    ("a common word with a case of place is a name", "तक में", [("place", "TAK")]),
    ("an adjective that is a common word needs a head", "चीनी में", []),
    ("an adjective with a head is a name", "चीनी मंत्री ने", [("demonym", "CN"), ("office", "minister")]),
    ("capitals count where they must", "Turkey and the US", [("party", "TR"), ("party", "US")]),
    ("small letters do not", "a turkey for us", []),
    ("a Latin common word needs its capital", "he met Chad there, a chad", [("party", "TD")]),
    ("a capital at the start of a sentence is no cue", "Chad left", []),
    ("one surface, two meanings: the state stands", "in Georgia", [("party", "GE")]),
    ("names come in order", "भारत, दक्षिण कोरिया", [("party", "IN"), ("party", "KR")]),
]


@pytest.mark.parametrize(("why", "text", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_which_names_stand(why: str, text: str, wanted: list[tuple[str, str]]):
    """Overlaps, common words and capitals are settled in the sentence."""
    assert found(text) == wanted


def test_a_stretch_cut_out_needs_no_cue():
    """Evidence is read on its own: the cue may stand outside of it, the capitals still count."""
    assert found("तक", alone=True) == [("place", "TAK")]
    assert found("turkey", alone=True) == []


def test_a_name_points_at_its_stored_text():
    """Offsets are in the sentence, spans in the stored text."""
    sent = scanned("दक्षिण कोरिया ने", toy())
    (name,) = find_names(sent)
    assert sent.stored(name.start, name.end) == "दक्षिण कोरिया"


FOLLOWING = [
    ("Defence Minister Suh Wook met", "en", "Suh Wook"),
    ("Defence Minister arrived", "en", None),
    ("रक्षा मंत्री सू वूक ने कहा", "hi", "सू वूक"),
    ("रक्षा मंत्री ने कहा", "hi", None),
    ("रक्षा मंत्री दिल्ली पहुंचे", "hi", None),
]


@pytest.mark.parametrize(("text", "lang", "name"), FOLLOWING)
def test_an_unlisted_person_follows_an_office(text: str, lang: str, name: str | None):
    """A run of capitals, or what stands before the next case marker, is the person's name."""
    sent = split_document(document(text, lang=lang), reference().packs[lang].abbreviations)[0]
    sent.hits = tuple(scanner_for(reference()).scan(sent.text))
    office = next(mention for mention in find_names(sent) if mention.kind == "office")
    place = follows_name(sent, office)
    assert (sent.stored(*place) if place else None) == name


REAL = [
    ("अमेरिका और दक्षिण कोरिया", "hi", {"US", "KR"}),
    ("उत्तर कोरिया ने", "hi", {"KP"}),
    ("the US and us", "en", {"US"}),
    ("Turkey ate a turkey", "en", {"TR"}),
    ("South Korea and North Korea", "en", {"KR", "KP"}),
    ("Papua New Guinea and Equatorial Guinea", "en", {"PG", "GQ"}),
    ("the Democratic Republic of the Congo", "en", {"CD"}),
    ("पापुआ न्यू गिनी", "hi", {"PG"}),
    ("2030 तक", "hi", set()),
    ("बार-बार और सागर", "hi", set()),
]


@pytest.mark.parametrize(("text", "lang", "parties"), REAL)
def test_the_gazetteer_s_states_do_not_hide_in_each_other(text: str, lang: str, parties: set[str]):
    """States whose names hold others, or common words, are read as meant."""
    sent = split_document(document(text, lang=lang), frozenset())[0]
    sent.hits = tuple(scanner_for(reference()).scan(sent.text))
    assert {mention.value for mention in find_names(sent) if mention.kind == "party"} == parties


def test_a_sector_inside_another_sector_s_longer_cue_is_not_named():
    """The longest cue at a place wins: nuclear energy is nuclear, as the sectors' README says."""
    known = toy_reference(("ऊर्जा", Entry("sector", "energy")), ("परमाणु ऊर्जा", Entry("sector", "nuclear")))
    assert names(find_names(scanned("परमाणु ऊर्जा पर", known))) == [("sector", "nuclear")]
