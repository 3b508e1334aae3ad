"""Plain text to units: lines, with hard-wrapped and broken sentences joined and repeated copies marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from karar.pages.resources import load

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_TERMINAL = re.compile(r"""[.!?।॥|。！？…:][\s"'”’»)\]]*$""")
_MOST_PIECES = 500  # no release breaks one paragraph into more
_SENTENCE_BREAK = re.compile(r"[.!?।॥|。][\"'”’)]*\s?(?=\S)")
_BULLET = re.compile(r"\s*(?:[•◦▪●■*‣→+–—-]\s+|\d{1,2}\s*\|\s+|\(?(?:\d{1,2}|[ivxlc]{1,5}|[a-zA-Zक-ह])[.)]\s+)")
_TRUNCATED = re.compile(r"(?:…|\.\.\.?|\[…\]|\[\.\.\.\])[\s\])]*$")
_WORDS = re.compile(r"[^\W_][\w\u0900-\u0903\u093a-\u094f\u200c\u200d]*")


@dataclass(frozen=True, slots=True)
class Unit:
    """One line, or several that belong together: ``[start, end)`` of the text without white space at its ends.

    Attributes:
        text: the stretch itself.
        gap: whether a blank line stands before it.
        copies: how many times the units after it said the same again (a doubled headline has one).
    """

    start: int
    end: int
    text: str
    gap: bool = True
    copies: int = 0

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_TERMINAL.search(self.text[-12:])) and not self.truncated

    @property
    def truncated(self) -> bool:
        """Whether it ends in dots, as a cut teaser does."""
        return bool(_TRUNCATED.search(self.text[-12:]))

    @property
    def bulleted(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return bool(_BULLET.match(self.text))

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, folded for comparison only by case."""
        return _words(self.text)

    @property
    def prose(self) -> bool:
        """Whether it reads as a paragraph: a closed line of some length, or a long one that holds several sentences."""
        if len(self.text) < 60 or (self.truncated and len(self.text) < 600):
            return False
        if self.closed:
            return len(self.text) >= 100 or not self.text.endswith(":")
        return len(self.text) >= 200 and len(_SENTENCE_BREAK.findall(self.text)) >= 2


@lru_cache(maxsize=2_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.casefold())) if text.isascii() else tuple(map(str.casefold, _WORDS.findall(text)))


def split_units(text: str) -> list[Unit]:
    """Return the units of a plain text, copies left out.

    >>> [unit.text for unit in split_units("Pact signed\\n\\nPact signed\\n\\nBoth sides signed it.")]
    ['Pact signed', 'Both sides signed it.']
    """
    units = []
    end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        start = match.start() + len(raw) - len(raw.lstrip())
        stop = match.start() + len(raw.rstrip())
        units.append(Unit(start, stop, text[start:stop], gap=text.count("\n", end, start) > 1))
        end = match.end()
    return _without_copies(_join_broken(_without_copies(_unwrap(units, text)), text))


def _unwrap(units: list[Unit], text: str) -> list[Unit]:
    """Join the lines of hard-wrapped paragraphs (mail, old saves): lines of one width that break inside sentences."""
    width = max((len(unit.text) for unit in units), default=0)
    if len(units) < 4 or not 45 <= width <= 110:
        return units
    inside = [i for i, unit in enumerate(units[:-1]) if not unit.closed and not units[i + 1].gap]
    # A line is full where the next line's first word would not have fitted. In wrapped text nearly every line that
    # breaks inside a sentence is; in a list of titles few are.
    wrapped = {
        i
        for i, unit in enumerate(units[:-1])
        if not units[i + 1].gap and len(unit.text) + len(units[i + 1].text.split()[0]) + 4 > width
    }
    if len(inside) < 2 or len(wrapped.intersection(inside)) < 0.8 * len(inside):
        return units
    joined: list[Unit] = []
    for i, unit in enumerate(units):
        if i and i - 1 in wrapped and not unit.bulleted:
            joined[-1] = _merge(joined[-1], unit, text)
        else:
            joined.append(unit)
    return joined


def _without_copies(units: list[Unit]) -> list[Unit]:
    """Leave out what says the unit before it again, whole or broken into pieces.

    Releases saved as text hold each paragraph twice: once whole, once cut wherever an inline tag stood. From the last
    unit to the first: how many units after this one are its copy? A piece may itself be followed by its own copy.
    """
    keys = [_key(unit.text) for unit in units]
    copies = [0] * len(units)
    for i in range(len(units) - 2, -1, -1):
        if len(keys[i]) >= 6:
            copies[i] = _copy_length(keys, copies, i)
    kept: list[Unit] = []
    i, whole = 0, ""
    while i < len(units):
        crumbs = _crumbs(keys, i, whole)
        if crumbs or (kept and _is_scrap(units[i], kept)):
            i += crumbs or 1
            continue
        kept.append(replace(units[i], copies=units[i].copies + (1 if copies[i] else 0)))
        whole = keys[i] if len(keys[i]) >= 60 else whole
        i += 1 + copies[i]
    return kept


def _crumbs(keys: list[str], i: int, whole: str) -> int:
    """Return how many units from ``i`` on are words of the paragraph before them, one or two a line; 0 below four.

    Some saves broke a release's second copy at every word and then left out the words that had stood before.
    """
    stop = i
    while stop < len(keys) and len(keys[stop]) <= 24 and keys[stop] in whole:
        stop += 1
    return stop - i if stop - i >= 4 else 0


def _copy_length(keys: list[str], copies: list[int], i: int) -> int:
    whole, said, j, start = keys[i], 0, i + 1, i + 1
    end = min(len(keys), start + _MOST_PIECES)
    while j < end and said < len(whole):
        if whole.startswith(keys[j], said):
            said += len(keys[j])
            j += 1
        elif j > start and copies[j - 1]:
            j += copies[j - 1]
        else:
            break
    # Marks that stood between two inline tags trail behind the copy.
    while said == len(whole) and j < end and not keys[j]:
        j += 1
    return j - start if said == len(whole) else 0


def _is_scrap(unit: Unit, kept: list[Unit]) -> bool:
    key = _key(unit.text)
    if len(key) < 12 or unit.closed or len(unit.words) < 3:
        return False
    # A whole line that stands again inside the paragraph just above it is a piece of it.
    return any(len(before.text) > 2 * len(unit.text) and key in _key(before.text) for before in kept[-1:])


def _join_broken(units: list[Unit], text: str) -> list[Unit]:
    joined: list[Unit] = []
    for unit in units:
        if joined and _goes_on(joined[-1], unit):
            joined[-1] = _merge(joined[-1], unit, text)
        else:
            joined.append(unit)
    return joined


def _goes_on(before: Unit, unit: Unit) -> bool:
    """Whether ``unit`` continues the sentence of the unit before it."""
    if before.closed or before.truncated or unit.bulleted or len(before.text) > 4000:
        return False
    if unit.gap and _STORY.match(unit.text):
        return False  # a headline that ends in "in", "to" …
    data, tail = _continuation(), before.text[-60:].split()[-1].casefold()
    words, some = unit.text[:200].split(), len(before.text) > 60 or len(before.words) > 3
    if len(unit.text) <= 2 and not unit.text.isalnum() and some:
        return True  # a comma, a bracket on its own line
    if tail in data["open"] or (before.text.endswith((",", "(")) and len(words) <= 4):
        return some or len(words) <= 2
    if not some:
        return False
    # A number alone waits for its unit, and goes on with what stood before it.
    if words[0].casefold().strip(",.") in data["begins"] or re.fullmatch(r"[\d.,]+", unit.text):
        return True
    last = before.text[-60:].rsplit("\n", 1)
    if len(last) == 2 and (re.fullmatch(r"[\d.,()/]+", last[1].strip()) or (last[1].isalnum() and len(last[1]) < 12)):
        return True
    return unit.text[0].islower() and not re.match(r"\S*[@/]|www", unit.text)


def _merge(first: Unit, second: Unit, text: str) -> Unit:
    return replace(first, end=second.end, text=text[first.start : second.end])


def _key(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


# A town in capitals with which a story opens: "SKOPJE, May 19 -".
_STORY = re.compile(r"[A-Z][A-Z .'/-]{3,40}(?:,| [-\u2013\u2014(]|:)")
_NO_LETTERS = re.compile(r"[^\w\u0900-\u0903\u093a-\u094f]+|_+")


@cache
def _continuation() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in load("continuation").items()}
