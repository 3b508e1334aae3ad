"""Normalise text for matching, with a map back to the stored text.

Surfaces of the lexicon and the text of a document go through the same steps, so that one spelling finds all:

1. *one for one*: letters to lower case, Latin ones without their marks, precomposed nukta letters to their base,
   chandrabindu to anusvara, Devanagari digits to ASCII, curly quotes, dashes and spaces to plain ones, the danda's
   look-alikes;
2. *misordered vowel signs*: a nasal sign typed before its vowel sign is put behind it; ``अ`` + ``ा`` is ``आ``;
3. *shortening*: nukta, ZWJ, ZWNJ, soft hyphens and combining accents go; a half nasal before a consonant of its own
   class becomes anusvara (``हिन्दी`` → ``हिंदी``, ``सम्बन्ध`` → ``संबंध``).

Steps 1 and 2 keep every length; only step 3 moves offsets, and it notes where.
"""

from __future__ import annotations

import re
import string
import unicodedata
from bisect import bisect_right

from karar.model.spans import Span


def _one_for_one() -> dict[int, int]:
    table = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    for code in (*range(0x00C0, 0x0180), *range(0x0218, 0x021C), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1 and base.isascii():
            table[code] = ord(base)
    table |= {ord("İ"): ord("i"), ord("ı"): ord("i"), ord("ø"): ord("o"), ord("Ø"): ord("o"), ord("ł"): ord("l")}
    # NFC leaves these decomposed (composition exclusions), so both forms occur in print.
    table |= dict(zip(range(0x0958, 0x0960), map(ord, "कखगजडढफय"), strict=True))
    table |= {0x0929: ord("न"), 0x0931: ord("र"), 0x0934: ord("ळ"), 0x0901: 0x0902, 0x0965: 0x0964, ord("|"): 0x0964}
    table |= {0x0966 + digit: ord("0") + digit for digit in range(10)}
    table |= {ord(quote): ord("'") for quote in "‘’‚‛′`´"} | {ord(quote): ord('"') for quote in "“”„‟″«»"}
    table |= {ord(dash): ord("-") for dash in "‐‑‒–—―−"}
    table |= {ord(space): ord(" ") for space in "\t\n\r\v\f\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"}
    return table


_TABLE = _one_for_one()
# A translation looks every character up; the few that a page often has are replaced by search, which is ten times
# faster, and the table is asked only where another one stands.
_OFTEN = "\n\u00a0–—‘’“”|\u0901\u0958\u0959\u095a\u095b\u095c\u095d\u095e०१२३४५६७८९"
_COMMON = tuple((char, chr(_TABLE[ord(char)])) for char in _OFTEN)
_SELDOM = {chr(code) for code in _TABLE} - {*_OFTEN, *string.ascii_uppercase}
_RARE = re.compile(f"[{re.escape(''.join(sorted(_SELDOM)))}]+")
_VOWEL_SIGNS = "\u093e-\u094c"
_MISORDERED = re.compile(f"(\u0902)([{_VOWEL_SIGNS}])")
_NASALS = frozenset("ङञणनम")
_SPLIT_VOWELS = {"अा": "आ", "अो": "ओ", "अौ": "औ", "एे": "ऐ"}
_DROPPED = "\u093c\u00ad\u200b-\u200f\u2060\ufe0f\ufeff\u0300-\u036f"
_SHORTEN = re.compile(
    # One class of first characters, so that the search runs past all others.
    f"[{''.join(sorted(_NASALS))}अए{_DROPPED}](?:"
    # A joiner may stand between the half nasal and its consonant, and a nukta on the nasal.
    f"(?:(?<=ङ)[{_DROPPED}]*्[{_DROPPED}]*(?=[कखगघ])|(?<=ञ)[{_DROPPED}]*्[{_DROPPED}]*(?=[चछजझ])"
    f"|(?<=ण)[{_DROPPED}]*्[{_DROPPED}]*(?=[टठडढ])|(?<=न)[{_DROPPED}]*्[{_DROPPED}]*(?=[तथदधटठडढ])"
    f"|(?<=म)[{_DROPPED}]*्[{_DROPPED}]*(?=[पफबभ]))"
    f"|(?<=[{_DROPPED}])[{_DROPPED}]*|(?<=अ)[ाोौ]|(?<=ए)े)"
)


class Normalised:
    """Normalised text and the way back.

    Attributes:
        text: the normalised text.

    >>> n = normalise("हिन्दी में")
    >>> n.text, n.span(0, 5)
    ('हिंदी में', Span(start=0, end=6))
    """

    __slots__ = ("_at", "_base", "_shift", "text")

    def __init__(self, text: str, at: list[int], shift: list[int], base: int) -> None:
        self.text, self._at, self._shift, self._base = text, at, shift, base

    def position(self, index: int) -> int:
        """Return the stored text's offset of the normalised character at ``index`` (its length maps to the end)."""
        place = bisect_right(self._at, index)
        return self._base + index + (self._shift[place - 1] if place else 0)

    def span(self, start: int, end: int) -> Span:
        """Return the stored text's span of the normalised stretch ``[start, end)``, dropped marks included."""
        return Span(self.position(start), self.position(end))


def normalise(text: str, *, base: int = 0) -> Normalised:
    """Normalise ``text``; ``base`` is its own offset in the stored text."""
    flat = _flatten(text)
    if flat.isascii():
        return Normalised(flat, [], [], base)
    if "\u0902" in flat:
        flat = _MISORDERED.sub(r"\2\1", flat)
    pieces: list[str] = []
    at: list[int] = []
    shift: list[int] = []
    last = length = dropped = 0
    for match in _SHORTEN.finditer(flat):
        start, end = match.span()
        found = match.group()
        pieces.append(flat[last:start])
        length += start - last
        kept = ""
        if found[0] in _NASALS:
            kept = "\u0902"
        elif found in _SPLIT_VOWELS:
            kept = _SPLIT_VOWELS[found]
        pieces.append(kept)
        length += len(kept)
        dropped += end - start - len(kept)
        at.append(length)
        shift.append(dropped)
        last = end
    if not pieces:
        return Normalised(flat, at, shift, base)
    pieces.append(flat[last:])
    return Normalised("".join(pieces), at, shift, base)


def _flatten(text: str) -> str:
    """Return ``text`` after step 1."""
    if _RARE.search(text):
        text = _RARE.sub(_replaced, text)
    for char, plain in _COMMON:
        if char in text:
            text = text.replace(char, plain)
    return text.lower()  # of one length with the text: "İ", the only letter that grows, is gone


def _replaced(match: re.Match[str]) -> str:
    return match.group().translate(_TABLE)


def fold(text: str) -> str:
    """Return the normalised form of ``text`` alone, for surfaces and search words.

    >>> fold("ज़मीन"), fold("सम्बन्ध"), fold("MoU")
    ('जमीन', 'संबंध', 'mou')
    """
    return normalise(text).text
