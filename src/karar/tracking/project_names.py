"""Which commitments tell of one project: by an initiative that is built somewhere, or by the name that pages give it.

A name's own words are what is left without those that any project has ("railway project", "परियोजना"). Two commitments
of common parties tell of one project where those words are the same in sound, so that "Karnaphuli Tunnel" and "कर्णफुली
सुरंग" meet in their own word; or where both name the same operator in the same region.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from karar.model.claims import Claim
from karar.text.normalise import fold
from karar.text.sounds import sound_key

_COMMON = Path(__file__).parent / "data" / "project_words.toml"
_WORDS = re.compile(r"[a-z0-9']+|[\u0900-\u0963]+")
_SHORTEST = 2


@lru_cache(maxsize=1)
def _common() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads(_COMMON.read_text(encoding="utf-8"))
    plain, plural = (
        frozenset(fold(word) for lang in ("en", "hi") for word in table[kind][lang]) for kind in ("words", "plurals")
    )
    return plain, plural


def own_words(name: str) -> frozenset[str]:
    """Return the sounds of a project's own words; none where any project could be called that, or several are meant.

    >>> own_words("Karnaphuli Tunnel project") == own_words("कर्णफुली सुरंग परियोजना")
    True
    >>> own_words("infrastructure projects")
    frozenset()
    """
    common, plural = _common()
    words = _WORDS.findall(fold(name))
    if not words or words[-1] in plural:
        return frozenset()
    keys = {sound_key(word) or word for word in words if word not in common}
    return frozenset(key for key in keys if len(key) >= _SHORTEST)


def operators(claim: Claim) -> frozenset[str]:
    """Return the sounds of the organisations that a claim names beside a project."""
    return frozenset(
        key
        for actor in claim.actors
        if actor.kind == "organisation"
        for word in _WORDS.findall(fold(actor.name))
        if len(key := sound_key(word)) > _SHORTEST
    )


def regions(claim: Claim) -> frozenset[str]:
    """Return the codes of the regions and countries that a claim's places lie in."""
    return frozenset(place.code for place in claim.places if place.code)


def built(claim: Claim, initiatives: Mapping[str, Mapping[str, object]]) -> str | None:
    """Return the initiative of a claim that is built somewhere, None where it names none."""
    return next((name for name in claim.initiatives if initiatives.get(name, {}).get("sites")), None)


def group(claims: Mapping[str, Iterable[Claim]], initiatives: Mapping[str, Mapping[str, object]]) -> list[list[str]]:
    """Return commitments by project, those of one together; what names no project is left out.

    Args:
        claims: of each commitment.
        initiatives: as in `karar.reference.load.Reference`.
    """
    home: dict[str, str] = {}
    seen: dict[tuple[str, ...], str] = {}

    def root(name: str) -> str:
        while home[name] != name:
            name = home[name]
        return name

    for commitment in sorted(claims):
        keys = {key for claim in claims[commitment] for key in _keys(claim, initiatives)}
        if not keys:
            continue
        home[commitment] = commitment
        for key in sorted(keys):
            other = root(seen.setdefault(key, commitment))
            mine = root(commitment)
            home[max(other, mine)] = min(other, mine)
    groups: dict[str, list[str]] = {}
    for commitment in home:
        groups.setdefault(root(commitment), []).append(commitment)
    return list(groups.values())


def _keys(claim: Claim, initiatives: Mapping[str, Mapping[str, object]]) -> Iterable[tuple[str, ...]]:
    """Yield what a commitment shares with others of one project."""
    name = built(claim, initiatives)
    if name is not None:
        yield ("initiative", name)
    words = own_words(claim.project or "")
    if not words:
        return
    who = "-".join(sorted(claim.parties))
    yield ("name", who, *sorted(words))
    for region in regions(claim):
        for operator in operators(claim):
            yield ("operator", who, region, operator)
