"""What the tagger sees of a word: its letters, its shape, what is known of it, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

REACH = 2  # neighbours on either side
_AFFIXES = (1, 2, 3, 4)
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
    ['w=seoul', 's=Aa', 'n=5']
    """
    texts = [word.text for word in words]
    shapes = [shape_of(word.written) for word in words]
    known = ["+".join(word.known) for word in words]
    return [_own(word, shapes[place]) + _around(texts, shapes, known, place) for place, word in enumerate(words)]


def _own(word: Word, shape: str) -> list[str]:
    text = word.text
    found = [f"w={text}", f"s={shape}", f"n={min(len(text), 9)}"]
    for size in _AFFIXES:
        if len(text) > size:
            found.append(f"<{text[:size]}")
            found.append(f">{text[-size:]}")
    found += [f"k={each}" for each in word.known]
    return found


def _around(texts: list[str], shapes: list[str], known: list[str], place: int) -> list[str]:
    found = []
    for step in (-2, -1, 1, 2):
        there = place + step
        if 0 <= there < len(texts):
            found.append(f"w{step}={texts[there]}")
            found.append(f"s{step}={shapes[there]}")
            if known[there]:
                found.append(f"k{step}={known[there]}")
            if abs(step) == 1:
                found.append(f">{step}={texts[there][-3:]}")
        else:
            found.append(f"w{step}={_EDGE}")
    before = texts[place - 1] if place else _EDGE
    after = texts[place + 1] if place + 1 < len(texts) else _EDGE
    found += [f"b={before} {texts[place]}", f"f={texts[place]} {after}", f"o={before} {after}"]
    here, left, right = known[place], known[place - 1] if place else _EDGE, known[place + 1 : place + 2]
    found += [f"kb={left} {here}", f"kf={here} {right[0] if right else _EDGE}"]
    found.append(f"ss={shapes[place - 1] if place else _EDGE} {shapes[place]}")
    return found
