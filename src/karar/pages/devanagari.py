"""Devanagari in a PDF file may stand in the order of drawing; here its signs are put in the order of reading.

A PDF file shows glyphs. Where the writing program says of each cluster what it reads, nothing is to be done. Where it
says so of single glyphs only, they come as they are drawn: ``ि`` before its letters, ``र्`` after them, ``ो`` in two
parts. A rule for signs that could stand either way first asks whether the text is drawn at all, by places that no text
in the order of reading has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from karar.pages.resources import load

_LETTER = "[\u0915-\u0939\u0958-\u095f]\u093c?"
_CLUSTER = f"(?:{_LETTER}\u094d[\u200c\u200d]?)*{_LETTER}"
_NO_LETTER_BEFORE = "(?<![\u0915-\u0939\u0958-\u095f\u093c\u094d\u200d])"
_I = re.compile(f"\u093f({_CLUSTER})")
_I_DRAWN = re.compile(f"{_NO_LETTER_BEFORE}\u093f({_CLUSTER})")
_I_READ = re.compile(f"(?<=[\u0915-\u0939\u0958-\u095f\u093c])\u093f(?!{_LETTER})")
_R = re.compile(f"({_CLUSTER}[\u093e-\u094c]*)\u0930\u094d(?![\u200c\u200d])")
_R_DRAWN = re.compile(f"(?<=[\u0904-\u0939\u093c\u093e-\u094c\u0958-\u095f])\u0930\u094d(?!{_LETTER}|[\u200c\u200d])")
_ANY_R = re.compile("\u0930\u094d")
_PARTS = {
    "\u093e\u0947": "\u094b",
    "\u093e\u0948": "\u094c",
    "\u093e\u0945": "\u0949",
    "\u0905\u093e": "\u0906",
    "\u0905\u094b": "\u0913",
    "\u0905\u094c": "\u0914",
    "\u0906\u0947": "\u0913",
    "\u0906\u0948": "\u0914",
    "\u090f\u0947": "\u0910",
}
_PART = re.compile("|".join(_PARTS))
# No word begins with a sign: a space before one was put in where it was drawn apart.
_TORN = re.compile(
    "(?<=[\u0904-\u0939\u093c\u093e-\u094d\u0958-\u0961]) +(?=[\u0900-\u0903\u093a-\u093c\u093e-\u094f])"
)
_WORD = re.compile("[\u0900-\u0963\u200c\u200d]+")


def put_in_order(lines: Sequence[str]) -> tuple[list[str], bool]:
    """Return the lines of one text with their signs in the order of reading, and whether any had to be moved.

    >>> put_in_order(["\u093fदल\u094dली में \u093fनवेश का कायर\u094d", "वषर\u094d"])[0]
    ['दिल्ली में निवेश का कार्य', 'वर्ष']
    """
    whole = "\n".join(lines)
    if not re.search("[\u0900-\u097f]", whole):
        return list(lines), False
    read = len(_I_READ.findall(whole))
    first = _I if len(_I_DRAWN.findall(whole)) > read else _I_DRAWN
    ends = len(_R_DRAWN.findall(whole))
    moved = first.sub("\\1\u093f", whole)
    moved = _PART.sub(lambda match: _PARTS[match[0]], _PART.sub(lambda match: _PARTS[match[0]], moved))
    if ends >= 2 and ends * 8 >= len(_ANY_R.findall(whole)):
        moved = _R.sub("\u0930\u094d\\1", moved)
    moved = _TORN.sub("", moved)
    return moved.split("\n"), moved != whole


def find_hidden_signs(text: str) -> list[str]:
    """Return words that no Hindi text has, and that come of a font that gives out ``ि`` as a letter.

    >>> find_hidden_signs("ववदेश मंत्रालय ने स्पष्ट ककया")
    ['ववदेश', 'ककया']
    """
    known = frozenset(load("fonts")["hidden"]["words"])
    return [word for word in _WORD.findall(text) if word in known]
