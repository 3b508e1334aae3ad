"""Finds an extractor's paragraphs again among a page's lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONG = 40
_GRAM = 12
_ENOUGH = 0.6
_NO_LETTERS = re.compile(r"[\W_]+")


def align(lines: Sequence[str], paragraphs: Sequence[str]) -> list[int]:
    """Return the places of the lines that the paragraphs were made from, in order.

    Letters and digits alone are compared. A long line counts where it stands in the extract, or where 6 in 10 of its
    stretches of twelve letters do (the extractor leaves links and marks out of a paragraph). A short line counts
    only where it is a paragraph of its own and stands between long lines that were found around it.

    >>> said = "Two states signed a pact on Friday in Tokyo."
    >>> align(["Menu", said, "Menu"], [said])
    [1]
    """
    keys = [_key(line) for line in lines]
    parts = [key for key in map(_key, paragraphs) if key]
    whole = "".join(parts)
    grams: set[str] = set()  # made where a line is not found as it stands
    found: dict[int, int] = {}
    at = 0
    for i, key in enumerate(keys):
        if len(key) < _LONG:
            continue
        place = whole.find(key, at)
        if place < 0:
            place = whole.find(key)
        if place < 0:
            grams = grams or {whole[i : i + _GRAM] for i in range(len(whole) - _GRAM + 1)}
        if place < 0 and _covered(key, grams):
            place = whole.find(key[:_GRAM])
            place = at if place < 0 else place
        if place >= 0:
            found[i] = place
            at = max(at, place)
    return sorted({*found, *_short(keys, parts, found)})


def _covered(key: str, grams: set[str]) -> bool:
    own = range(0, len(key) - _GRAM + 1, 3)
    return sum(key[i : i + _GRAM] in grams for i in own) >= _ENOUGH * len(own)


def _short(keys: Sequence[str], parts: Sequence[str], found: dict[int, int]) -> set[int]:
    places: dict[str, list[int]] = {}
    at = 0
    for part in parts:
        places.setdefault(part, []).append(at)
        at += len(part)
    kept: set[int] = set()
    anchors = sorted(found)
    below = -1
    step = 0
    taken: set[int] = set()
    for i, key in enumerate(keys):
        while step < len(anchors) and anchors[step] <= i:
            below = found[anchors[step]]
            step += 1
        above = found[anchors[step]] if step < len(anchors) else at
        if i in found or not key or len(key) >= _LONG:
            continue
        place = next((p for p in places.get(key, ()) if below <= p <= above and p not in taken), None)
        if place is not None:
            taken.add(place)
            kept.add(i)
    return kept


def _key(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())
