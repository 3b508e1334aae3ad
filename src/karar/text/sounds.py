"""Keys by sound, so that a name is found in the other script: "Vladivostok" and "व्लादिवोस्तक" have the same.

A key is the row of a word's consonants; the vowels, h and y are left out, and so is an anusvara at the end, which is a
case ending in Hindi. The table is `data/sounds.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from karar.text.normalise import fold

_TABLE = Path(__file__).parent / "data" / "sounds.toml"
_LABIAL = re.compile("m(?=[bp])")
_TWICE = re.compile(r"(.)\1+")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LONG_ENOUGH = 4
"""Shorter English words do not lose an s at the end."""


@lru_cache(maxsize=1)
def _tables() -> tuple[re.Pattern[str], Mapping[str, str], Mapping[int, str]]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    latin: dict[str, str] = table["latin"]
    longest = re.compile("|".join(sorted(latin, key=len, reverse=True)))
    return longest, latin, {ord(char): sound for char, sound in table["devanagari"].items()}


def sound_key(word: str) -> str:
    """Return the key of one word, "" where it holds no consonant of either script.

    >>> sound_key("Vladivostok") == sound_key("व्लादिवोस्तक") == "vldvstk"
    True
    >>> sound_key("Mumbai") == sound_key("मुंबई")
    True
    """
    longest, latin, devanagari = _tables()
    plain = fold(word)
    if _DEVANAGARI.search(plain):
        key = "".join(devanagari.get(ord(char), "") for char in plain.rstrip("\u0902"))
    else:
        if len(plain) > _LONG_ENOUGH and plain.endswith("s") and not plain.endswith("ss"):
            plain = plain[:-1]
        key = "".join(latin[match.group()] for match in longest.finditer(plain))
    return _TWICE.sub(r"\1", _LABIAL.sub("n", key))
