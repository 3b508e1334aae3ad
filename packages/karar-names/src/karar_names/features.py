"""What the tagger sees of a word: its letters, its shape, what is known of it, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_AFFIXES = (2, 3, 4)
_EDGE = "#"


class Word(NamedTuple):
    """One word of a sentence.

    Attributes:
        text: the word, folded (lower case, one spelling of each letter): affixes and neighbours are taken from it.
        written: the word as it stands in the text: its shape is taken from it.
        known: what lists know of it, in a fixed order: ``("B-party",)``, ``("case:erg",)``.
    """

    text: str
    written: str
    known: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def shape_of(written: str) -> str:
    """Return the kinds of characters of a word, runs shortened: capital, small, digit, Devanagari, other letter, sign.

    >>> shape_of("McDonald"), shape_of("G20"), shape_of("वूक"), shape_of("—")
    ('AaAa', 'A0', 'd', '-')
    """
    shape = ""
    for char in written:
        if "\u0900" <= char <= "\u0963":
            kind = "d"
        elif char.isdecimal():
            kind = "0"
        elif char.isupper():
            kind = "A"
        elif char.islower():
            kind = "a"
        else:
            kind = "x" if char.isalpha() else "-"
        if not shape.endswith(kind):
            shape += kind
    return shape


def features_of(words: Sequence[Word]) -> list[list[str]]:
    """Return the features of each word, as strings, in a fixed order; the same words always give the same features.

    >>> features_of([Word("seoul", "Seoul", ("B-metonym",))])[0][:3]
    ['w=seoul', 's=Aa', '<se']
    """
    texts = [word.text for word in words]
    shapes = [shape_of(word.written) for word in words]
    known = ["+".join(word.known) for word in words]
    return [_own(word, shapes[place]) + _around(texts, shapes, known, place) for place, word in enumerate(words)]


def _own(word: Word, shape: str) -> list[str]:
    text = word.text
    found = [f"w={text}", f"s={shape}"]
    for size in _AFFIXES:
        if len(text) > size:
            found.append(f"<{text[:size]}")
            found.append(f">{text[-size:]}")
    found += [f"k={each}" for each in word.known]
    return found


def _around(texts: list[str], shapes: list[str], known: list[str], place: int) -> list[str]:
    last = len(texts) - 1
    left, right = (texts[place - 1] if place else _EDGE), (texts[place + 1] if place < last else _EDGE)
    here, before, after = (
        known[place],
        known[place - 1] if place else _EDGE,
        known[place + 1] if place < last else _EDGE,
    )
    found = [
        f"w-1={left}",
        f"w+1={right}",
        f"b={left} {texts[place]}",
        f"f={texts[place]} {right}",
        f">-1={left[-3:]}",
        f">+1={right[-3:]}",
        f"kb={before} {here}",
        f"kf={here} {after}",
    ]
    if place:
        found.append(f"s-1={shapes[place - 1]}")
        if before:
            found.append(f"k-1={before}")
    if place < last:
        found.append(f"s+1={shapes[place + 1]}")
        if after:
            found.append(f"k+1={after}")
    if place > 1:
        found.append(f"w-2={texts[place - 2]}")
        if known[place - 2]:
            found.append(f"k-2={known[place - 2]}")
    if place + 1 < last:
        found.append(f"w+2={texts[place + 2]}")
        if known[place + 2]:
            found.append(f"k+2={known[place + 2]}")
    return found
