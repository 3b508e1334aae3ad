"""Fonts from before Unicode: text whose letters are Latin ones that only look like Devanagari."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from karar.errors import PageError
from karar.pages.resources import load

# Running Hindi has every third word in a family's list, running English one in a hundred ("us").
_SHARE = 0.12
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    fonts: tuple[str, ...]
    words: frozenset[str]


@cache
def _families() -> tuple[_Family, ...]:
    return tuple(
        _Family(body["name"], tuple(body["fonts"]), frozenset(body["words"])) for body in load("fonts")["family"]
    )


def family_of(font: str) -> str | None:
    """Return the family of a legacy font by its name, None for any other font.

    >>> family_of("ABCDEF+KrutiDev010"), family_of("Kruti Dev 010 Bold"), family_of("Mangal")
    ('Kruti Dev', 'Kruti Dev', None)
    """
    name = re.sub("[^a-z]", "", font.rpartition("+")[2].casefold())
    return next((family.name for family in _families() if name.startswith(family.fonts)), None)


def find_family(text: str) -> str | None:
    """Return the family of the legacy font that a text is set in, by its small words; None for any other text.

    >>> find_family("Hkkjr ds iz/kkuea=h us dgk fd ubZ fnYyh esa le>kSrk gqvk gSA")
    'Kruti Dev'
    """
    words = text.split()
    own = _all_words().intersection(words)
    for family in _families():
        known = own & family.words
        if len(known) >= _SEVERAL and sum(word in known for word in words) >= _SHARE * len(words):
            return family.name
    return None


def is_suspect(text: str) -> bool:
    """Whether any of a text may be set in a legacy font: a quick look that is right where it says no.

    >>> is_suspect("India and Japan signed a pact")
    False
    """
    return len(_all_words().intersection(text.split())) >= _SEVERAL


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for family in _families() for word in family.words)


def legacy_fault(family: str, *, where: str) -> PageError:
    """Return the error of a page that is set in a legacy font."""
    return PageError(
        f"The text is set in a legacy font ({family}): its letters only look like Devanagari",
        where=where,
        hint="Convert it to Unicode, or hand in the page's Unicode edition.",
    )
