"""What page furniture looks like: menus, share bars, comment forms, credits. Shared by HTML and plain text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from karar.pages.dates import is_date_line
from karar.pages.resources import load

Noise = Literal["close", "aside", "drop"]
"""``close``: the article is over. ``aside``: a box of other stories begins. ``drop``: this line alone is noise."""

_EDGES = " \t\u00a0.,:;|!*#>»›→•·–—-_=~[]{}\"'“”‘’।…"
_RULE = re.compile(r"[\W_]+")
_INITIALS = re.compile(r"[^\s/]{1,9}(?:\s?/\s?[^\s/]{1,9})+")
_TIME = re.compile(
    r"\d{1,2}[:.]\d{2}\s*(?:am|pm|hrs|ist|बजे)?(?:\s*ist)?|\d+\s*(?:min|mins|minute|minutes|मिनट)\s*(?:read|पढ़ें)?"
)
_DAY_FIRST = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}")
_NUKTA = re.compile("[\u093c\u200c\u200d\u200b\ufeff\u200e\u200f\u00ad]+")


@lru_cache(maxsize=2_000)
def fold(text: str) -> str:
    """Return a line as the data compares it: case, nukta and joiners gone, white space single.

    >>> fold("  यह भी पढ़ें : ")
    'यह भी पढें :'
    """
    if not text.isascii():
        text = _NUKTA.sub("", unicodedata.normalize("NFD", text))
    return " ".join(text.casefold().split())


@lru_cache(maxsize=2_000)
def classify(line: str, *, in_article: bool = False) -> Noise | None:
    """Return what kind of furniture a line is, or None where it may be the article's own.

    ``in_article`` asks for only what can be told without looking at the lines around it: a section's name ("India")
    may also be a cell of the article's table.

    >>> classify("Please enter your comment!"), classify("Also Read: Ministers meet in Tokyo"), classify("A treaty.")
    ('close', 'drop', None)
    """
    words = _words()
    folded = fold(line)
    bare = folded.strip(_EDGES)
    if not bare:
        return None if in_article else "drop"
    if bare in words.whole:
        return words.whole[bare]
    noise = _begins(folded, bare) or _holds(folded)
    if folded.endswith(tuple(_folded("close")["ends"])) and len(folded.split()) <= 4:
        return "close"
    if noise:
        return noise
    if _is_caption(bare, folded) or _is_bar(bare, in_article=in_article) or _is_stamp(line, folded):
        return "drop"
    return None


def is_byline(line: str) -> bool:
    """Whether a line names a writer or a desk. Only trustworthy near the headline."""
    folded = fold(line).strip(_EDGES)
    data = _folded("byline")
    if len(folded) > 90 or not folded:
        return False
    if folded in data["whole"] or any(phrase in folded for phrase in data["contains"]):
        return True
    names = line.split()[1:]
    return (
        any(folded.startswith(start) for start in data["starts"])
        and 1 <= len(names) <= 8
        and not any(char.isdigit() for char in line)
        and all(name[0].isupper() or not name[0].isascii() or name in ("and", "&", "of", "in", "|") for name in names)
    )


def is_label(line: str) -> bool:
    """Whether a line is only the name of a section (``भारत``, ``World / Asia``)."""
    parts = re.findall(r"[^\s/|>»›•·,:–-]+", fold(line))
    return 0 < len(parts) <= 8 and all(part in _folded("sections")["words"] for part in parts)


def trim_credit(text: str) -> int:
    """Return where a paragraph ends without the source's name at its end; its length where there is none.

    >>> line = "चर्चा की गई| खबर अमरउजाला"
    >>> line[:trim_credit(line)]
    'चर्चा की गई|'
    """
    tail = re.search(r"[।|.?!॥…\"”’)](?P<gap>\s*)(?P<credit>[(\[–—-]?\s*[^।|.?!\n]{2,60}[)\].।|]?)\s*$", text)
    if not tail:
        return len(text)
    credit, data = fold(tail["credit"]), _folded("credit")
    parts = credit.split()
    bare = credit.strip(_EDGES + "()/")
    bracketed = credit.startswith(("(", "[", "-", "–", "—"))
    named = len(parts) <= 6 and parts[0] in data["words"] and len(parts) > 1 and not credit.endswith(("।", "|"))
    if bare in data["closed"] or (named and (tail["gap"] or bracketed)) or (bracketed and _all_closed(bare, data)):
        return tail.start("gap")
    return len(text)


@lru_cache(maxsize=4096)
def in_noise_class(names: str) -> bool:
    """Whether the ``class`` and ``id`` of an element (joined by a space) mark it as no part of the article."""
    return any(name in _folded("classes")["words"] for name in re.split(r"[\s]+", names.casefold())) or any(
        part in _folded("classes")["words"] for part in re.split(r"[\s_]+|__|--", names.casefold())
    )


@dataclass(frozen=True, slots=True)
class _Words:
    whole: dict[str, Noise]
    starts: re.Pattern[str]
    contains: re.Pattern[str]


@cache
def _words() -> _Words:
    data = load("furniture")
    order: tuple[Noise, ...] = ("close", "aside", "drop")
    whole = {fold(p).strip(_EDGES): noise for noise in reversed(order) for p in data[noise]["whole"]}
    return _Words(whole, _one_of(data, order, "starts"), _one_of(data, order, "contains"))


def _one_of(data: dict[str, Any], order: tuple[Noise, ...], column: str) -> re.Pattern[str]:
    """One pattern of a column, a named group for each kind; a phrase that ends in a letter must end its word."""
    groups = []
    for noise in order:
        phrases = sorted((fold(phrase) for phrase in data[noise].get(column, ())), key=len, reverse=True)
        if phrases:
            groups.append(f"(?P<{noise}>" + "|".join(map(re.escape, phrases)) + ")")
    end = r"(?:(?<!\w)|(?![\w\u0900-\u0903\u093a-\u094f]))" if column == "starts" else ""
    return re.compile("(?:" + "|".join(groups) + ")" + end)


@cache
def _folded(table: str) -> dict[str, frozenset[str]]:
    values: dict[str, Any] = load("furniture")[table]
    return {
        key: frozenset(fold(item) + (" " if item.endswith(" ") else "") for item in items)
        for key, items in values.items()
    }


def _begins(folded: str, bare: str) -> Noise | None:
    if len(folded) > 220:
        return None
    for text in (folded, bare):
        match = _words().starts.match(text)
        if match and match.lastgroup:
            start = match.group()
            # Without a colon the phrase may open a sentence of the article ("Join the alliance, urged …").
            if not (start[-1].isalnum() and len(folded) > 110 and folded.endswith((".", "।"))):
                return _noise(match.lastgroup)
    return None


def _holds(folded: str) -> Noise | None:
    match = _words().contains.search(folded) if len(folded) <= 260 else None
    return _noise(match.lastgroup) if match and match.lastgroup else None


def _noise(name: str) -> Noise:
    return "close" if name == "close" else "aside" if name == "aside" else "drop"


def _is_caption(bare: str, folded: str) -> bool:
    if len(folded) > 260:
        return False
    return bare.rstrip(")] ").endswith(_caption_ends()) or bool(_caption_mark().search(folded))


@cache
def _caption_mark() -> re.Pattern[str]:
    marks = "|".join(re.escape(mark) for mark in _folded("caption")["marks"])
    return re.compile(rf"[(\[](?:{marks})\s?[:–-][^()\[\]]{{1,40}}[)\]]\W*$")


@cache
def _caption_ends() -> tuple[str, ...]:
    return tuple(end.strip("()") for end in _folded("caption")["ends"])


def _is_bar(bare: str, *, in_article: bool) -> bool:
    parts = [part.lstrip("0123456789.k") for part in re.findall(r"[^\s/|>»›•·,:+]+", bare)]
    parts = [part for part in parts if part]
    if len(parts) <= 40 and sum(part in _folded("share")["words"] for part in parts) == len(parts) > 0:
        return True
    return not in_article and len(parts) >= 3 and all(part in _folded("sections")["words"] for part in parts)


def _is_stamp(line: str, folded: str) -> bool:
    if _TIME.fullmatch(folded.strip(_EDGES)):
        return True
    # A day and its source, editor, author, all on one line.
    if len(line) < 130 and _DAY_FIRST.match(line):
        return True
    # A breadcrumb; initials at a release's foot ("पीके/केसी/एसके", "RC/AR").
    if re.search(r"\S\s*[>»›]\s*\S", line) and len(line) < 160 and not line.rstrip().endswith((".", "।")):
        return True
    if _INITIALS.fullmatch(folded) and len(folded) <= 40 and (line.isupper() or not line.isascii()):
        return True
    return bool(_RULE.fullmatch(line)) or is_date_line(line)


def _all_closed(bare: str, data: dict[str, frozenset[str]]) -> bool:
    parts = re.split(r"[\s/,|&-]+", bare)
    return bool(parts) and all(part in data["closed"] for part in parts)
