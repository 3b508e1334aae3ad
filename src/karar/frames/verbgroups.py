"""Verb groups: which verb tokens belong together, and what their endings say.

The tables give every verb form a tag; the pack's `modality.toml` gives patterns of tags. A pattern's tags must stand in
the group in order; ``<lemma>`` asks for a verb, ``<lemma>:tag`` for one of its forms, ``after`` for one of several tags
before it. Patterns are tried from the top, the first that holds decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from karar.model.values import Modality
from karar.reference.load import Pack

Forms = tuple[tuple[str, str], ...]
"""A group's verbs as ``(lemma, tag)``."""


@dataclass(frozen=True, slots=True)
class VerbToken:
    """One verb token: where it stands, its lemma and its tag (``root`` where the table gives none)."""

    start: int
    end: int
    lemma: str
    tag: str


def group_modality(pack: Pack, verbs: Sequence[VerbToken]) -> tuple[Modality, Mapping[str, Any] | None]:
    """Return what the group's tags say, and the pattern that said it (None: no pattern held, taken as done)."""
    return _modality(pack, tuple((verb.lemma, verb.tag) for verb in verbs))


@lru_cache(maxsize=4096)  # a language has few groups: "किया गया", "will be signed"
def _modality(pack: Pack, forms: Forms) -> tuple[Modality, Mapping[str, Any] | None]:
    for pattern in pack.modality:
        if _holds(pattern, forms):
            modality: Modality = pattern["modality"]
            return modality, pattern
    return "done", None


def _holds(pattern: Mapping[str, Any], forms: Forms) -> bool:
    place = 0
    for wanted in pattern["tags"]:
        while place < len(forms) and not _fits(wanted, *forms[place]):
            place += 1
        if place == len(forms):
            return False
        place += 1
    after = pattern.get("after")
    return not after or any(tag in after for _, tag in forms[: place - 1])


def _fits(wanted: str, lemma: str, tag: str) -> bool:
    if wanted.startswith("<"):
        verb, _, form = wanted[1:].partition(">")
        return lemma == verb and (not form or tag == form[1:])
    return tag == wanted
