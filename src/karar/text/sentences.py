"""Sentences: the stretches of a document's blocks that are read one by one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from karar.model.documents import Block, Document
from karar.model.lexicon import Hit
from karar.model.spans import Span
from karar.text.normalise import Normalised, normalise

# A full stop ends a sentence before a space or the end; in Devanagari also right before the next word. All ends begin
# with one class of characters, so that the search runs past all others.
_END = re.compile(
    r"[।?!….;•▪●*](?:(?<=।)।*|(?<=[?!])[?!]*|(?<=…)(?=\s|$)"
    r"|(?<=\.)(?:(?=[\s\"')\]]|$)|(?<=[\u0900-\u0963]\.)(?=[\u0900-\u0963]))"
    r"|(?<=;)(?=\s)|(?<=\s[•▪●*])\s)"
)
MAX_SENTENCE = 4_000
_LONGEST_LETTER = 7  # characters: डब्ल्यू
_BETWEEN = " \u2022\u25aa\u25cf*"
_WORD_BEFORE = re.compile(r"[\w\u0900-\u0963]+(?:\.[\w\u0900-\u0963]+)*$")
# "यू.के.": the name of a letter behind the stop, with a stop of its own.
_LETTER_NAME = re.compile(r"[\u0900-\u0963]{1,7}\.")
_TOKEN = re.compile(r"[a-z0-9\u0900-\u0963]+(?:[.'](?=[a-z0-9])[a-z0-9]+)*|[^\s\w]|[^\W]+")


def _start(hit: Hit) -> int:
    return hit.start


@dataclass(slots=True)
class Sentence:
    """One sentence of one block, normalised, with the hits of the scan.

    ``text`` is normalised; ``hits`` and every mention's offsets count inside it; `span` maps them to the stored text.
    """

    doc: Document
    block: Block
    index: int
    start: int  # in the block's normalised text
    text: str
    normalised: Normalised
    hits: tuple[Hit, ...] = ()
    _tokens: list[tuple[int, int]] | None = field(default=None, repr=False)
    _kinds: dict[str, list[Hit]] | None = field(default=None, repr=False)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Return the stored text's span of ``[start, end)`` of this sentence."""
        stop = len(self.text) if end is None else end
        return self.normalised.span(self.start + start, self.start + stop)

    def stored(self, start: int = 0, end: int | None = None) -> str:
        """Return the characters of the stored text under ``[start, end)``."""
        return self.span(start, end).of(self.doc.text)

    def of(self, kind: str) -> Sequence[Hit]:
        """Return the hits of one kind, in order; sorted by kind on first use, after the scan."""
        if self._kinds is None:
            self._kinds = {}
            for hit in self.hits:
                self._kinds.setdefault(hit.entry.kind, []).append(hit)
        return self._kinds.get(kind, ())

    def within(self, start: int, end: int) -> Sequence[Hit]:
        """Return the hits that begin in ``[start, end)``, found by halving: a long sentence has thousands."""
        hits = self.hits
        return hits[bisect_left(hits, start, key=_start) : bisect_left(hits, end, key=_start)]

    def words(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the tokens that begin in ``[start, end)``."""
        tokens = self.tokens
        return tokens[bisect_left(tokens, (start,)) : bisect_left(tokens, (end,))]

    @property
    def tokens(self) -> list[tuple[int, int]]:
        """The sentence's tokens as ``(start, end)``, split on first use: most sentences are never looked at."""
        if self._tokens is None:
            self._tokens = [match.span() for match in _TOKEN.finditer(self.text)]
        return self._tokens


def split_block(text: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of the sentences of a block's normalised text, white space trimmed.

    ``abbreviations`` are folded words that a full stop may follow without ending a sentence. A run without any sign of
    an end is cut at a space before `MAX_SENTENCE` characters: reading takes time in the square of its length.

    >>> list(split_block("dr. rao met mr. abe. they talked.", frozenset({"dr", "mr"})))
    [(0, 20), (21, 33)]
    """
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if text[end - 1] == "." and not _ends(text, end - 1, abbreviations):
            continue
        while end < len(text) and text[end] in "\"')]":
            end += 1
        yield from _pieces(text, start, end)
        start = end
    yield from _pieces(text, start, len(text))


def _ends(text: str, stop: int, abbreviations: frozenset[str]) -> bool:
    before = _WORD_BEFORE.search(text, max(0, stop - 24), stop)
    if before is None:
        return True
    word = before.group()
    if len(word) <= _LONGEST_LETTER and _LETTER_NAME.match(text, stop + 1):
        return False
    # A single letter is an initial ("S. Jaishankar"), a dotted run an acronym ("U.S. officials").
    if word in abbreviations or "." in word or (len(word) == 1 and word.isalpha()):
        after = text[stop + 1 : stop + 40].lstrip()
        return not after
    return True


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while True:
        while start < end and text[start] in _BETWEEN:
            start += 1
        while start < end and text[end - 1] in _BETWEEN:
            end -= 1
        if end - start <= MAX_SENTENCE:
            break
        cut = text.rfind(" ", start, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield from _pieces(text, start, cut)
        start = cut
    if start < end:
        yield start, end


def split_document(doc: Document, abbreviations: frozenset[str]) -> list[Sentence]:
    """Return the sentences of all blocks of ``doc``, without hits."""
    sentences: list[Sentence] = []
    for block in doc.blocks:
        normalised = normalise(block.span.of(doc.text), base=block.span.start)
        for start, end in split_block(normalised.text, abbreviations):
            text = normalised.text[start:end]
            sentences.append(Sentence(doc, block, len(sentences), start, text, normalised))
    return sentences
