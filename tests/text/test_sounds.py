"""Keys by sound find a name in the other script."""

from __future__ import annotations

import pytest

from karar.text.sounds import sound_key


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
