"""Scanning: surfaces on token boundaries, overlapping ones included."""

from __future__ import annotations

import pytest

from karar.model.lexicon import Entry
from karar.scan import Scanner, scanner_for
from karar.text.normalise import fold
from tests.reference.known import reference, toy_reference

SURFACES = ["कर", "करार", "भारत", "कोरिया", "दक्षिण कोरिया", "in", "india", "us", "u.s", "$", "₹", "b.s.", "10", "के साथ"]
SCANNER = Scanner(toy_reference(*((surface, Entry("word", surface)) for surface in SURFACES)))


def scan(text: str) -> list[str]:
    """The surfaces found in ``text``, folded, in order."""
    return [hit.entry.value for hit in SCANNER.scan(fold(text))]


CASES = [
    ("a word inside a word is none", "करार", ["करार"]),
    ("a vowel sign goes on with the word", "करा", []),
    ("a virama goes on with the word", "कर्म", []),
    ("an anusvara goes on with the word", "भारतं", []),
    ("a danda ends a word", "करार।", ["करार"]),
    ("a hyphen parts words", "भारत-कोरिया", ["भारत", "कोरिया"]),
    ("a word inside a Latin word is none", "Indian inn", []),
    ("a possessive parts words", "India's", ["india"]),
    ("digits go on with the word", "us5 5us 100", []),
    ("a sign needs no boundary", "$5 ₹10", ["$", "₹", "10"]),
    ("a sign before a letter", "US$5", ["us", "$"]),
    ("a surface that ends with a sign needs no boundary there", "2080 b.s.", ["b.s."]),
    ("two scripts side by side are one token", "usभारत", []),
    ("several words", "भारत के साथ", ["भारत", "के साथ"]),
    ("a surface at both ends", "भारत india", ["भारत", "india"]),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("why", "text", "found"), CASES, ids=[case[0] for case in CASES])
def test_surfaces_stand_on_token_boundaries(why: str, text: str, found: list[str]):
    """A surface counts where it is a whole token, in Devanagari and in Latin script."""
    assert scan(text) == found


GLUED = [
    ("behind digits", "5bn 5 bn", ["bn", "bn"]),
    ("before digits only what may stand on both sides", "bn5 rs5 5rs", ["rs", "rs"]),
    ("some count nowhere but behind digits", "5m m m5", ["m"]),
    ("an ending stands behind letters only", "करेगा ेगा 5ेगा करेगाह", ["ेगा"]),
    ("letters stay a part of the word", "xbn 5bnx xrs5", []),
]


@pytest.mark.parametrize(("why", "text", "found"), GLUED, ids=[case[0] for case in GLUED])
def test_digits_are_a_boundary_where_the_entry_says_so(why: str, text: str, found: list[str]):
    """Surfaces whose entry has ``glued`` may touch digits, others may not."""
    marks = {"bn": "after", "rs": "both", "m": "only", "ेगा": "word"}
    scanner = Scanner(toy_reference(*((s, Entry("word", s, attrs={"glued": mark})) for s, mark in marks.items())))
    assert [hit.entry.value for hit in scanner.scan(text)] == found


def test_overlapping_hits_are_all_kept():
    """Both readings stay until context decides, the longer one first where they start together."""
    assert scan("दक्षिण कोरिया") == ["दक्षिण कोरिया", "कोरिया"]
    assert scan("u.s") == ["u.s"]


def test_hits_come_in_order_of_start():
    """Hits are sorted by where they start, the longest first."""
    text = fold("दक्षिण कोरिया और India के साथ करार")
    places = [(hit.start, -hit.end) for hit in SCANNER.scan(text)]
    assert places == sorted(places)


def test_a_surface_with_two_meanings_gives_two_hits():
    """Each entry of a surface is a hit of its own at the same place."""
    scanner = Scanner(toy_reference(("georgia", Entry("party", "GE")), ("georgia", Entry("place", "US-GA"))))
    assert [hit.entry.value for hit in scanner.scan("to georgia")] == ["GE", "US-GA"]


def test_a_hit_is_the_surface():
    """The characters under a hit are the surface itself."""
    text = fold("भारत और दक्षिण कोरिया के साथ")
    assert [text[hit.start : hit.end] for hit in SCANNER.scan(text)] == ["भारत", "दक्षिण कोरिया", "कोरिया", "के साथ"]


def test_the_scanner_is_built_once():
    """One reference has one automaton."""
    assert scanner_for(reference()) is scanner_for(reference())


@pytest.mark.parametrize("text", ["ज़मीन", "हिन्दी", "बाँग्लादेश", "बांग्‍लादेश", "बाङ्लादेश"])
def test_the_project_s_own_surfaces_are_found_in_any_spelling(text: str):
    """A name is found as the press writes it: with chandrabindu, anusvara or a joiner."""
    values = {hit.entry.value for hit in scanner_for(reference()).scan(fold(text))}
    assert ("BD" in values) == text.startswith(("बां", "बाँ"))
