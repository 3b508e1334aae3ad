"""The tagger: words in, names with their kinds and probabilities out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import pycrfsuite

from karar_names.features import Word, features_of

Kind = Literal["person", "place", "organisation"]

MODELS = Path(__file__).parent / "models"
LANGUAGES = ("hi", "en")
OUTSIDE = "O"


class Name(NamedTuple):
    """One name: the words ``[start, end)``, its kind, and how probable its least probable word is, from 0 to 1."""

    start: int
    end: int
    kind: Kind
    probability: float


class Tagger:
    """A trained model. One tagger serves one thread: it keeps the sentence that it is at.

    Raises:
        OSError, ValueError: there is no model at ``path``.
    """

    def __init__(self, path: Path) -> None:
        self._crf = pycrfsuite.Tagger()
        self._crf.open(str(path))

    def labels(self, words: Sequence[Word]) -> list[str]:
        """Return the likeliest label of each word: ``B-person``, ``I-person``, ``O`` …"""
        return list(self._crf.tag(features_of(words))) if words else []

    def find(self, words: Sequence[Word]) -> list[Name]:
        """Return the names in one sentence, in order."""
        labels = self.labels(words)
        return [
            Name(start, end, kind, min(self._crf.marginal(labels[place], place) for place in range(start, end)))
            for start, end, kind in names_of(labels)
        ]


def names_of(labels: Sequence[str]) -> list[tuple[int, int, Kind]]:
    """Return the stretches of one name each; a label that goes on with another kind begins a name of its own.

    >>> names_of(["B-person", "I-person", "O", "I-place"])
    [(0, 2, 'person'), (3, 4, 'place')]
    """
    found: list[tuple[int, int, Kind]] = []
    start, kind = 0, ""
    for place, label in enumerate([*labels, OUTSIDE]):
        if kind and label != f"I-{kind}":
            found.append((start, place, kind))  # type: ignore[arg-type]
            kind = ""
        if not kind and label != OUTSIDE:
            start, kind = place, label.partition("-")[2]
    return found


@lru_cache(maxsize=len(LANGUAGES))
def load_tagger(lang: str) -> Tagger | None:
    """Return the tagger of a language, loaded once; None for a language that has no model."""
    return Tagger(MODELS / f"{lang}.crfsuite") if lang in LANGUAGES else None
