"""Keys by sound find a name in the other script."""

from __future__ import annotations

import pytest

from karar.text.sounds import name_key, name_sound, name_words, sound_key, sounds_alike


@pytest.mark.parametrize(
    ("latin", "devanagari"),
    [
        ("Rajnath", "राजनाथ"),
        ("Chabahar", "चाबहार"),
        ("Trincomalee", "त्रिंकोमाली"),
        ("Takeshi", "ताकेशी"),
        ("Colombo", "कोलंबो"),
        ("semiconductors", "सेमीकंडक्टर"),
        ("corridor", "कॉरिडोर"),
    ],
)
def test_a_name_has_one_key_in_both_scripts(latin, devanagari):
    """Whatever its vowels, doubled letters and plural."""
    assert sound_key(latin) == sound_key(devanagari) != ""


def test_other_names_have_other_keys():
    """A key holds all consonants."""
    assert sound_key("Kabul") != sound_key("Kandahar")


def test_what_has_no_consonant_has_no_key():
    """Numbers, vowels and other scripts."""
    assert [sound_key(word) for word in ("2030", "ईओ", "東京", "")] == ["", "", "", ""]


ALIKE = [
    ("वूक", "वुक", "Wook"),
    ("सुह", "सू", "Suh"),
    ("सिंह", "सिंग", "Singh"),
    ("जयशंकर", "Jaishankar", "Jayshankar"),
    ("राव", "Rao"),
    ("वैष्णव", "Vaishnaw", "Vaishnav"),
    ("ट्रंप", "ट्रम्प", "Trump"),
    ("अराघची", "अरागची", "Araghchi"),
    ("शी", "Xi"),
    ("ऋषि", "Rishi"),
    ("किशिदा", "किशीदा", "Kishida"),
    ("ज़ेलेंस्की", "जेलेंस्की", "Zelensky"),
    ("गुटेरेस", "गुतेरेस", "Guterres"),
]
APART = [("हून", "वूक"), ("Wang", "Yi"), ("मोदी", "माधव"), ("Li", "Lee Kuan"), ("Kim", "Kumar")]


@pytest.mark.parametrize("spellings", ALIKE, ids=lambda spellings: spellings[-1])
def test_spellings_of_one_name_sound_alike(spellings: tuple[str, ...]):
    """Aspirates, long vowels, v and w, nasals, nukta: whichever spelling was met, in either script."""
    for one in spellings:
        for other in spellings:
            assert sounds_alike(one, other), (one, other, name_sound(one), name_sound(other))


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_stay_apart(one: str, other: str):
    """Other consonants, or the same ones with other vowels."""
    assert not sounds_alike(one, other)


def test_the_frame_is_the_same_for_all_that_sound_alike():
    """What looks spellings up never parts what the comparison would join."""
    for spellings in ALIKE:
        assert len({name_key(word) for word in spellings}) == 1


def test_initials_and_signs_are_no_words_of_a_name():
    """A letter with a stop tells nothing of the sound; a hyphen parts two words."""
    assert name_words("Dr. S. Jaishankar") == ["dr", "jaishankar"]
    assert name_words("पार्क गून-हे") == ["पार्क", "गून", "हे"]
