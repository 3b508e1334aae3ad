"""Pillars: the groups in which the fields of a partnership are shown, and the one that a commitment counts in.

A promise may be of several fields. It stands in the pillar of the field that most of its claims name, so that no sum
is in two pillars; its other fields are told beside it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from karar.model.claims import Claim

OTHER = "other"
"""The pillar of what names no field."""


class Pillar(msgspec.Struct, frozen=True):
    """A group of fields.

    Attributes:
        labels: what it is called, by language.
        sectors: its fields, the most usual first.
    """

    labels: dict[str, str]
    sectors: tuple[str, ...]


@lru_cache(maxsize=1)
def load_pillars() -> Mapping[str, Pillar]:
    """Return the pillars in the order in which they are shown."""
    tables = tomllib.loads((Path(__file__).parent / "data" / "pillars.toml").read_text(encoding="utf-8"))
    return msgspec.convert(tables, dict[str, Pillar])


@lru_cache(maxsize=1)
def _of_sector() -> Mapping[str, str]:
    return {sector: name for name, pillar in load_pillars().items() for sector in pillar.sectors}


def pillar_of(sector: str | None) -> str:
    """Return the pillar of a field.

    >>> pillar_of("cyber"), pillar_of("semiconductors"), pillar_of(None)
    ('security', 'economic-security', 'other')
    """
    return _of_sector().get(sector or "", OTHER)


def sectors_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the fields of a commitment's claims: those that more of them name first, then as they name them.

    The first decides where the commitment stands.
    """
    found: Counter[str] = Counter()
    for claim in claims:
        found.update(dict.fromkeys(claim.sectors, 1))
    return tuple(name for name, _ in found.most_common())
