"""Load the compiled reference data; nothing is read at import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from karar.errors import ResourceError
from karar.model.lexicon import Entry

FIRM = 50
"""The rank from which a cue states an act of its own, whatever the page says around it."""
FORMAT = 2  # raised with every change of what a compiled record holds
COMPILED = Path(__file__).parent / "compiled" / "reference.msgpack"


@dataclass(frozen=True, eq=False, slots=True)
class Pack:
    """What is known of one language beyond its surfaces.

    Attributes:
        lang: ISO 639-1 code.
        profile: how its clauses work: ``postpositional`` (case markers after the noun) or ``prepositional``.
        abbreviations: folded words that a full stop may follow.
        acts: the cues of acts, as in `acts.toml`.
        modality: the patterns of verb groups, as in `modality.toml`.
        settings: the rest of `pack.toml`.
        verb_acts: the numbers of the cues that need no noun, by their verbs (``*``: any verb), in the order of `acts`.
    """

    lang: str
    profile: str
    abbreviations: frozenset[str]
    acts: tuple[Mapping[str, Any], ...]
    modality: tuple[Mapping[str, Any], ...]
    settings: Mapping[str, Any]
    verb_acts: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, eq=False, slots=True)
class Reference:
    """All that is known before reading.

    Attributes:
        surfaces: folded surface → its entries; the order is the automaton's.
        packs: language code → pack.
        sectors: sector id → its file's content (labels, crosswalk).
        initiatives: initiative id → its file's content.
        version: the fingerprint of the resources it was compiled from.
    """

    surfaces: Mapping[str, tuple[Entry, ...]]
    packs: Mapping[str, Pack]
    sectors: Mapping[str, Mapping[str, Any]]
    initiatives: Mapping[str, Mapping[str, Any]]
    version: str

    def entries(self, surface: str) -> tuple[Entry, ...]:
        """Return the entries of a folded surface, () where it is unknown."""
        return self.surfaces.get(surface, ())


@lru_cache(maxsize=1)
def load_reference(path: Path = COMPILED) -> Reference:
    """Load the reference data compiled by `tools/build_data.py`, once.

    Raises:
        ResourceError: the compiled file is missing or of another version of the program.
    """
    try:
        record = msgspec.msgpack.decode(path.read_bytes())
        if record["format"] != FORMAT:
            raise ValueError(f"format {record['format']}, not {FORMAT}")
        return build_reference(record)
    except (OSError, msgspec.DecodeError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise ResourceError(
            "The compiled reference data is missing or broken",
            where=path.name,
            hint="Run: python3 tools/build_data.py",
        ) from error


def build_reference(record: Mapping[str, Any]) -> Reference:
    """Return the `Reference` of a compiled record (see `karar.reference.compile`)."""
    entries = [Entry(kind, value, lang, attrs) for kind, value, lang, attrs in record["entries"]]
    surfaces = {surface: tuple(entries[i] for i in numbers) for surface, numbers in record["surfaces"].items()}
    packs = {
        lang: Pack(
            lang=lang,
            profile=body["profile"],
            abbreviations=frozenset(body["abbreviations"]),
            acts=tuple(body["acts"]),
            modality=tuple(body["modality"]),
            settings=body["settings"],
            verb_acts=_by_verb(body["acts"]),
        )
        for lang, body in record["packs"].items()
    }
    return Reference(surfaces, packs, record["sectors"], record["initiatives"], record["version"])


def _by_verb(acts: Sequence[Mapping[str, Any]]) -> dict[str, tuple[int, ...]]:
    numbers: dict[str, list[int]] = {}
    for number, cue in enumerate(acts):
        for verb in () if cue.get("noun") else cue["verbs"]:
            numbers.setdefault(verb, []).append(number)
    return {verb: tuple(found) for verb, found in numbers.items()}
