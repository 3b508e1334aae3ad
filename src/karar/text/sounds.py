"""Keys by sound, so that a name is found in the other script: "Vladivostok" and "व्लादिवोस्तक" have the same.

A key is the row of a word's consonants; the vowels, h and y are left out, and so is an anusvara at the end, which is a
case ending in Hindi. The table is `data/sounds.toml`.

A person's name has no one spelling where it comes from another script: "सुह वूक", "सू वुक" and "Suh Wook" are one man. Two
spellings are alike where their consonants are, and the vowels between them mostly.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from karar.text.normalise import fold

_TABLE = Path(__file__).parent / "data" / "sounds.toml"
_LABIAL = re.compile("m(?=[bp])")
_TWICE = re.compile(r"(.)\1+")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LONG_ENOUGH = 4
"""Shorter English words do not lose an s at the end."""
LIKE = 0.7
"""The least share of their sound that two spellings of one name have in common."""
_FINAL = re.compile("(?<=n)gh?$|(?<=\u0902)[गह]$")  # Singh, सिंह; Hoang, होआंग
_WORDS = re.compile(r"[a-z']+|[\u0900-\u0963]+")

Tables = tuple[re.Pattern[str], Mapping[str, str], Mapping[int, str]]


@lru_cache(maxsize=2)
def _tables(*, vowels: bool = False) -> Tables:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    latin: dict[str, str] = table["latin"] | (table["latin-vowels"] if vowels else {})
    devanagari: dict[str, str] = table["devanagari"] | (table["devanagari-vowels"] if vowels else {})
    longest = re.compile("|".join(sorted(latin, key=len, reverse=True)))
    return longest, latin, {ord(char): sound for char, sound in devanagari.items()}


def _spell(plain: str, tables: Tables) -> str:
    """Return the sounds of a folded word, by the tables."""
    longest, latin, devanagari = tables
    if _DEVANAGARI.search(plain):
        sounds = "".join(devanagari.get(ord(char), "") for char in plain)
    else:
        sounds = "".join(latin[match.group()] for match in longest.finditer(plain))
    return _TWICE.sub(r"\1", _LABIAL.sub("n", sounds))


def sound_key(word: str) -> str:
    """Return the key of one word, "" where it holds no consonant of either script.

    >>> sound_key("Vladivostok") == sound_key("व्लादिवोस्तक") == "vldvstk"
    True
    >>> sound_key("Mumbai") == sound_key("मुंबई")
    True
    """
    plain = fold(word).rstrip("\u0902")
    if len(plain) > _LONG_ENOUGH and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    return _spell(plain, _tables())


def name_words(name: str) -> list[str]:
    """Return the words of a person's name, folded, without initials.

    >>> name_words("S. Jaishankar"), name_words("सुह-वूक")
    (['jaishankar'], ['सुह', 'वूक'])
    """
    return [word for word in _WORDS.findall(fold(name)) if len(word) > 1]


def name_sound(word: str) -> str:
    """Return the sound of one word of a person's name: consonants, and vowels as ``i`` and ``u``.

    Within a word v and w are vowels: Rao is "राव".

    >>> name_sound("वूक"), name_sound("Wook"), name_sound("मोदी"), name_sound("Rao")
    ('vuk', 'vuk', 'mudi', 'ru')
    """
    plain = _FINAL.sub("", fold(word))
    plain = "s" + plain[1:] if plain.startswith("x") else plain
    sounds = _spell(plain, _tables(vowels=True))
    return _TWICE.sub(r"\1", sounds[:1] + sounds[1:].replace("v", "u"))


def name_key(word: str) -> str:
    """Return the consonants of the sound of one word of a person's name, for looking its spellings up.

    >>> name_key("जयशंकर") == name_key("Jaishankar"), name_key("आबे") == name_key("Abe")
    (True, True)
    """
    return _TWICE.sub(r"\1", name_sound(word).replace("i", "").replace("u", ""))


def sounds_alike(one: str, other: str) -> bool:
    """Whether two spellings may be one word of a person's name: the same consonants, vowels that mostly agree.

    >>> sounds_alike("सुह", "Suh"), sounds_alike("हून", "वूक"), sounds_alike("Trump", "ट्रंप")
    (True, False, True)
    """
    if name_key(one) != name_key(other):
        return False
    return SequenceMatcher(None, name_sound(one), name_sound(other), autojunk=False).ratio() >= LIKE


def same_name(one: str, other: str) -> bool:
    """Whether two spellings may be one person's whole name: as many words, each like its fellow.

    >>> same_name("नरेंद्र मोदी", "Narendra Modi"), same_name("Narendra Modi", "Modi")
    (True, False)
    """
    words, others = name_words(one), name_words(other)
    return len(words) == len(others) > 0 and all(map(sounds_alike, words, others))
