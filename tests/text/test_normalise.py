"""Normalising: one spelling for all, and a way back to the stored text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from karar.model.spans import Span
from karar.text.normalise import fold, normalise

_DEVANAGARI = "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह" + "अआइईउऊएऐओऔ" + "ािीुूृेैोौंःँ़्" + "क़ख़ग़ज़ड़ढ़फ़य़ऩऱऴ" + "०१२३४५६७८९।॥"
_SIGNS = "\u200b\u200c\u200d\u200e\u00ad\u2060\ufeff" + "‘’“”–—−…|" + "\u00a0\u2009\u202f\t\n"
_LATIN = "aAbBiIİıéÉñüøłçßœﬁ" + "\u0301\u0308\u0327"
_HALF_NASALS = ["न्द", "म्ब", "ङ्क", "ञ्च", "ण्ड", "न्\u200dद", "न्न", "म्म", "ंि", "ंा", "अा", "अो", "एे", "ज़", "ज\u093c"]

texts = st.lists(
    st.one_of(
        st.sampled_from(_DEVANAGARI),
        st.sampled_from(_SIGNS),
        st.sampled_from(_LATIN),
        st.sampled_from(_HALF_NASALS),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
).map("".join)

_REACH = (
    2  # code points around a stretch that may decide how it is written: a consonant behind a half nasal, a vowel sign
)

_MARKS = re.compile("[\u093c\u00ad\u200b-\u200f\u2060\ufe0f\ufeff\u0300-\u036f]")
_PILED = re.compile("[\u0901\u0902\u093e-\u094c]{3}")

steady = settings(derandomize=True, max_examples=300)  # the same texts on every machine


@steady
@given(texts)
def test_fold_is_the_text_of_normalise(text: str):
    """`fold` and `normalise` give the same text, so a surface is found wherever it stands."""
    assert normalise(text).text == fold(text)


@steady
@given(texts)
@example("हिन्\u200dदी")
@example("सम्\u200dबन्\u200dध")
def test_fold_twice_is_fold_once(text: str):
    """A folded text is folded already, as long as a syllable carries no more signs than any word has."""
    assume(not _PILED.search(_MARKS.sub("", text)))
    assert fold(fold(text)) == fold(text)


@steady
@given(texts)
def test_positions_rise_and_stay_inside(text: str):
    """Positions never go back, start at the first or behind dropped marks, and end with the text."""
    found = normalise(text)
    places = [found.position(index) for index in range(len(found.text) + 1)]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    assert all(0 <= place <= len(text) for place in places)
    assert places[-1] == len(text)


@steady
@given(texts, st.data())
def test_a_span_holds_what_the_normalised_stretch_says(text: str, data: st.DataObject):
    """The stored characters of a normalised stretch fold to it, read with the letters beside them."""
    found = normalise(text)
    start = data.draw(st.integers(0, len(found.text)))
    end = data.draw(st.integers(start, len(found.text)))
    span = found.span(start, end)
    around = text[max(0, span.start - _REACH) : span.end + _REACH]
    assert found.text[start:end] in fold(around)


@steady
@given(texts, st.integers(0, 10_000))
def test_a_base_moves_every_offset(text: str, base: int):
    """With a base, positions count in the document and not in the block."""
    plain, moved = normalise(text), normalise(text, base=base)
    assert moved.text == plain.text
    assert all(moved.position(i) == plain.position(i) + base for i in range(len(plain.text) + 1))


@steady
@given(texts)
def test_both_unicode_forms_are_one(text: str):
    """Composed and decomposed writing of the same Devanagari letters fold alike."""
    devanagari = "".join(char for char in text if "\u0900" <= char <= "\u0963")
    assert fold(unicodedata.normalize("NFC", devanagari)) == fold(unicodedata.normalize("NFD", devanagari))


PAIRS = [
    ("ज़मीन", "जमीन"),
    ("ज\u093cमीन", "जमीन"),
    ("हिंदी", "हिन्दी"),
    ("हिन्\u200dदी", "हिंदी"),
    ("सम्बन्ध", "संबंध"),
    ("पहुँच", "पहुंच"),
    ("कम्पनी", "कंपनी"),
    ("पञ्चायत", "पंचायत"),
    ("दण्ड", "दंड"),
    ("अङ्क", "अंक"),
    ("स्\u200dवास्\u200dथ्\u200dय", "स्वास्थ्य"),
    ("अाज", "आज"),
    ("एेसे", "ऐसे"),
    ("मेंं", "मेंं"),
    ("१५ करोड़", "15 करोड़"),
    ("भारत॥", "भारत।"),
    ("भारत|", "भारत।"),
    ("Türkiye", "turkiye"),
    ("Tu\u0308rkiye", "turkiye"),
    ("Côte d’Ivoire", "cote d'ivoire"),
    ("Erdoğan", "erdogan"),
    ("10\u00a0billion", "10 billion"),
    ("2026–30", "2026-30"),
    ("co\u00adoperation", "cooperation"),
]


@pytest.mark.parametrize(("written", "other"), PAIRS)
def test_two_spellings_are_one(written: str, other: str):
    """Two ways to write a word fold to one."""
    assert fold(written) == fold(other)


KEPT = [("अन्न", "अंन"), ("सम्मान", "संमान"), ("जन्म", "जंम"), ("कल", "काल"), ("दिन", "दीन")]


@pytest.mark.parametrize(("word", "other"), KEPT)
def test_different_words_stay_apart(word: str, other: str):
    """A doubled nasal is no anusvara, and lengths of vowels are kept."""
    assert fold(word) != fold(other)


def test_a_dropped_mark_belongs_to_its_letter():
    """The span of a letter takes the nukta behind it along."""
    text = "ज\u093cमीन"
    assert normalise(text).span(0, 1) == Span(0, 2)
    assert normalise(text).span(1, 2).of(text) == "म"


def test_a_half_nasal_maps_to_both_its_characters():
    """The anusvara that stands for a half nasal points at the consonant and its virama."""
    text = "हिन्दी"
    assert normalise(text).span(2, 3).of(text) == "न्"


def test_an_empty_text_has_one_position():
    """Nothing normalises to nothing."""
    found = normalise("", base=7)
    assert (found.text, found.span(0, 0)) == ("", Span(7, 7))
