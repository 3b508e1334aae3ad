"""Verb groups: which verb tokens belong together, and what their endings say.

The tables give every verb form a tag; the pack's `modality.toml` gives patterns of tags. A pattern's tags must stand in
the group in order; ``<lemma>`` asks for a verb, ``<lemma>:tag`` for one of its forms, ``after`` for one of several tags
before it. Patterns are tried from the top, the first that holds decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from karar.model.values import Modality
from karar.reference.load import Pack


@dataclass(frozen=True, slots=True)
class VerbToken:
    """One verb token: where it stands, its lemma and its tag (``root`` where the table gives none)."""

    start: int
    end: int
    lemma: str
    tag: str


def group_modality(pack: Pack, verbs: Sequence[VerbToken]) -> tuple[Modality, Mapping[str, Any] | None]:
    """Return what the group's tags say, and the pattern that said it (None: no pattern held, taken as done)."""
    for pattern in pack.modality:
        if _holds(pattern, verbs):
            modality: Modality = pattern["modality"]
            return modality, pattern
    return "done", None


def _holds(pattern: Mapping[str, Any], verbs: Sequence[VerbToken]) -> bool:
    place = 0
    for wanted in pattern["tags"]:
        while place < len(verbs) and not _fits(wanted, verbs[place]):
            place += 1
        if place == len(verbs):
            return False
        place += 1
    after = pattern.get("after")
    return not after or any(verb.tag in after for verb in verbs[: place - 1])


def _fits(wanted: str, verb: VerbToken) -> bool:
    if wanted.startswith("<"):
        lemma, _, tag = wanted[1:].partition(">")
        return verb.lemma == lemma and (not tag or verb.tag == tag[1:])
    return verb.tag == wanted
