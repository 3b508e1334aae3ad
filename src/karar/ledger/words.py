"""What a search looks for: folded words, phrases, and bigrams where a script writes no spaces.

The words of a text and of a search go through the same `fold`, so that one spelling finds all. Chinese, Japanese and
Korean runs are cut into pairs of characters (``日本政府`` → ``日本 本政 政府 府``; the last character stands alone, so
that a search for one character can look for whatever begins with it).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from karar.model.spans import Span
from karar.text.normalise import fold, normalise

_RUN = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+"
)
_TERM = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')
_MOST_TERMS = 32
_AROUND = 90


class Term(NamedTuple):
    """Words that stand next to each other; ``prefix``: the last one may go on. ``run``: a run without spaces."""

    words: tuple[str, ...] = ()
    run: str = ""
    prefix: bool = False


def terms(words: str) -> list[Term]:
    """Return what a search for ``words`` looks for. All of it must be found; nothing a person types is an error.

    >>> terms('रक्षा "Joint Statement" करा* 日本')  # doctest: +NORMALIZE_WHITESPACE
    [Term(words=('रक्षा',), run='', prefix=False), Term(words=('joint', 'statement'), run='', prefix=False),
     Term(words=('करा',), run='', prefix=True), Term(words=(), run='日本', prefix=False)]
    """
    found: list[Term] = []
    for match in _TERM.finditer(fold(words)):
        phrase = match[1] if match[1] is not None else match[2]
        tokens = tuple(token for _, _, token in tokenise(_RUN.sub(" ", phrase)))
        if tokens:
            found.append(Term(words=tokens, prefix=match[1] is None and phrase.endswith("*")))
        found.extend(Term(run=run[0]) for run in _RUN.finditer(phrase))
    return found[:_MOST_TERMS]


def columns(text: str) -> tuple[str, str]:
    """Return ``text`` as it is indexed: its folded words, and the bigrams of its runs without spaces."""
    folded = fold(text)
    pairs = [pair for match in _RUN.finditer(folded) for pair in (*bigrams(match[0]), match[0][-1])]
    return (_RUN.sub(" ", folded) if pairs else folded), " ".join(pairs)


def bigrams(run: str) -> list[str]:
    """Return the overlapping pairs of a run.

    >>> bigrams("日本政府")
    ['日本', '本政', '政府']
    """
    return [run[at : at + 2] for at in range(len(run) - 1)]


@lru_cache(maxsize=4096)
def _in_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category in ("Mn", "Mc", "Co")


def tokenise(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and lower-case form of each word, cut as the full-text index cuts them."""
    at = 0
    for inside, characters in groupby(folded, _in_word):
        word = "".join(characters)
        if inside:
            yield at, at + len(word), word.lower()
        at += len(word)


def snippet(text: str, wanted: Sequence[Term]) -> tuple[str, int, tuple[Span, ...]]:
    """Return a stretch of ``text`` around the first find, its offset, and all finds in it as spans of ``text``.

    >>> snippet("Delhi and Tokyo signed a pact.", terms("pact"))
    ('Delhi and Tokyo signed a pact.', 0, (Span(start=25, end=29),))
    """
    spans = _finds(text, wanted)
    if not spans:
        return "", 0, ()
    start, end = spans[0].start - _AROUND, spans[0].end + _AROUND
    start = 0 if start <= 0 else _after_space(text, start, spans[0].start)
    end = len(text) if end >= len(text) else _before_space(text, spans[0].end, end)
    window = Span(start, end)
    return window.of(text), start, tuple(span for span in spans if window.covers(span))


def _finds(text: str, wanted: Sequence[Term]) -> list[Span]:
    normalised = normalise(text)
    folded = normalised.text
    tokens = list(tokenise(_RUN.sub(lambda match: " " * len(match[0]), folded)))
    found: set[tuple[int, int]] = set()
    for term in wanted:
        if term.run:
            found.update(match.span() for match in re.finditer(re.escape(term.run), folded))
            continue
        found.update(_phrases(tokens, term))
    spans: list[Span] = []
    for start, end in sorted(found):
        span = normalised.span(start, end)
        if spans and spans[-1].overlaps(span):
            spans[-1] = spans[-1].join(span)
        else:
            spans.append(span)
    return spans


def _phrases(tokens: Sequence[tuple[int, int, str]], term: Term) -> Iterator[tuple[int, int]]:
    *first, last = term.words
    for at in range(len(tokens) - len(first)):
        final = tokens[at + len(first)]
        if final[2] != last and not (term.prefix and final[2].startswith(last)):
            continue
        if [token for _, _, token in tokens[at : at + len(first)]] == first:
            yield tokens[at][0], final[1]


def _after_space(text: str, start: int, stop: int) -> int:
    at = text.find(" ", start, stop)
    return start if at < 0 else at + 1


def _before_space(text: str, start: int, end: int) -> int:
    at = text.rfind(" ", start, end)
    return end if at < 0 else at
