"""The entries of the phrase ruler: what Karar itself knows."""

from __future__ import annotations

from hashlib import blake2b

from karar.reference import Reference

NAMES = frozenset({"place", "organisation", "person", "party", "office", "ministry"})


def choose_entries(reference: Reference, lang: str, number: int) -> list[str]:
    """Return so many surfaces of the compiled reference: those of the language, then names of the other languages.

    The order is that of a hash of the surface, so that a part of them is a fair sample and always the same one.
    """
    own, others = [], []
    for surface, entries in reference.surfaces.items():
        if any(entry.lang == lang for entry in entries):
            own.append(surface)
        elif any(entry.kind in NAMES for entry in entries):
            others.append(surface)
    return [*sorted(own, key=_place), *sorted(others, key=_place)][:number]


def _place(surface: str) -> bytes:
    return blake2b(surface.encode(), digest_size=8).digest()
