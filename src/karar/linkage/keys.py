"""Blocking keys: two claims are compared where one key is the same in both.

All hold the parties: claims of different parties are never compared. The keys of days and sums come twice, shifted by
half their width, so that what is near is together in one of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

KEYS = ("near1", "near2", "sum1", "sum2", "form", "name1", "name2")
"""The columns of a record that hold them."""
_LARGEST = (1 << 63) - 1
_STEP = 0x1E3779B97F4A7C15
"""An odd number without a pattern: neighbours in one series of keys lie far apart, as hashes do."""


def hashed(*parts: object) -> int:
    """Return a number from 0 to 2⁶³ - 1 for some values, the same on every machine.

    >>> hashed("IN|JP", 3) == hashed("IN|JP", 3) != hashed("IN|KR", 3)
    True
    """
    text = "\x1f".join(map(str, parts)).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest()) >> 1


@lru_cache(maxsize=1 << 16)
def _series(*parts: str | None) -> int:
    return hashed(*parts)


def _key(number: int, *parts: str | None) -> int:
    """Return the key with this number in the series of some values; a hash for each series, not for each key."""
    return _series(*parts) + number * _STEP & _LARGEST


def blocking_keys(
    parties: str | None,
    day: int | None,
    paper: str | None,
    sectors: str | None,
    money: Mapping[str, Any],
    names: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """Return the blocking keys of a record by column; None where it has nothing to make one of."""
    keys: dict[str, int | None] = dict.fromkeys(KEYS)
    if parties is None:
        return keys
    if day is None:
        keys["near1"] = hashed("near1", parties, "undated", sectors)
    else:
        keys["near1"] = _key(day // 10, "near1", parties)
        keys["near2"] = _key((day + 5) // 10, "near2", parties)
        if paper or sectors:
            keys["form"] = _key(day // 91, "form", parties, paper, sectors)
    size = money["usd"] if money["usd"] is not None else money["num"]
    if size is not None:
        keys["sum1"] = _key(math.floor(size * 10), "sum1", parties)
        keys["sum2"] = _key(math.floor(size * 10 + 0.5), "sum2", parties)
    if names["initiative"]:
        keys["name1"] = hashed("name1", parties, min(names["initiative"]))
    if names["subject"]:
        keys["name2"] = hashed("name2", parties, max(names["subject"], key=lambda word: (len(word), word)))
    return keys
