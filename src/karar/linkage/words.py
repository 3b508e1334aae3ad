"""The words of a claim as they are compared: by sound, as bits of masks; and those that point at another promise.

Announcements say the same words again and again, so what a stretch without blanks comes to is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from tomllib import loads
from typing import NamedTuple

from karar.linkage.keys import hashed
from karar.model.claims import Claim
from karar.model.spans import Span
from karar.text.normalise import fold
from karar.text.sounds import sound_key

BITS = 63
"""Bits of a mask that every engine holds as a signed number."""
_MASK = (1 << BITS) - 1
_WORDS = re.compile(r"[^\W_]+(?:[\u0900-\u097f]+)?", re.UNICODE)
_DATA = Path(__file__).parent / "data"
_OWN_ROWS = ("parties", "giver", "receiver", "amounts", "when", "period", "duration", "modality", "act")
"""Fields whose words are compared elsewhere, or are the same in every claim of their kind."""
_KEPT_SKELETON = 3
_BEGINNING = 3


@lru_cache(maxsize=1 << 17)
def _bit(member: str, bits: int) -> int:
    return 1 << hashed(member) % bits


def masks(members: Iterable[str], count: int) -> list[int]:
    """Return ``count`` masks in which each member has its one bit."""
    bits, whole = BITS * count, 0
    for member in members:
        whole |= _bit(member, bits)
    return [whole >> BITS * place & _MASK for place in range(count)]


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    table = loads((_DATA / "words.toml").read_text(encoding="utf-8"))
    return frozenset(fold(word) for words in table["stop"].values() for word in words)


@lru_cache(maxsize=1)
def cues() -> Mapping[str, tuple[str, ...]]:
    """Return the words by which a text points at another promise, folded, by kind (``part``, ``again`` …)."""
    table = loads((_DATA / "cues.toml").read_text(encoding="utf-8"))
    return {
        kind: tuple(f" {fold(word)}" for words in by_lang.values() for word in words)
        for kind, by_lang in table["cues"].items()
    }


@lru_cache(maxsize=1)
def _cues_by_beginning() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return the cues by their first letters, each with the bit of its kind."""
    found: dict[str, list[tuple[str, int]]] = {}
    for place, words in enumerate(cues().values()):
        for word in words:
            found.setdefault(word.split()[0][:_BEGINNING], []).append((word, 1 << place))
    return {beginning: tuple(known) for beginning, known in found.items()}


def cues_in(text: str) -> int:
    """Return a mask of the kinds of cues that a text holds, in the order of their kinds."""
    stretches = [_read(stretch) for stretch in text.split()]
    known = _cues_by_beginning()
    beginnings = {one.beginning for one in stretches if one.beginning in known}
    if not beginnings:
        return 0
    folded, mask = " ".join(["", *(one.folded for one in stretches)]), 0
    for beginning in beginnings:
        for word, bit in known[beginning]:
            if word in folded:
                mask |= bit
    return mask


class _Stretch(NamedTuple):
    """A stretch without blanks: folded, its first letters, and its words by sound."""

    folded: str
    beginning: str
    tokens: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def _read(stretch: str) -> _Stretch:
    folded, stop = fold(stretch), _stop_words()
    words = tuple(_token(word) for word in _WORDS.findall(folded) if word not in stop)
    return _Stretch(folded, folded[:_BEGINNING], words)


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are compared: by sound where the key is long enough, else folded.

    >>> tokens("Wat Phou temple") == tokens("वाट फू temple")
    False
    """
    return [token for stretch in text.split() for token in _read(stretch).tokens]


def _token(word: str) -> str:
    key = sound_key(word)
    return key if len(key) >= _KEPT_SKELETON else word


def own_words(claim: Claim) -> set[str]:
    """Return the quote's words outside the evidence of fields that have a row of their own."""
    quote = claim.quote
    text, taken = quote.text, sorted(_taken(claim))
    if taken:
        left, last = [], quote.start
        for span in taken:
            left.append(text[last - quote.start : max(last, span.start) - quote.start])
            last = max(last, span.end)
        left.append(text[last - quote.start :])
        text = " ".join(left)
    return {word for word in tokens(text) if not word.isdigit()}


def _taken(claim: Claim) -> Iterator[Span]:
    quote = claim.quote
    for field, spans in claim.evidence.items():
        if field.partition(".")[0] in _OWN_ROWS:
            yield from (span for span in spans if quote.start <= span.start and span.end <= quote.end)
