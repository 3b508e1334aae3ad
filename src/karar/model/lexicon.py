"""What the lexicon says about a stretch of text: entries (what a surface may mean) and hits (where one stands)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import msgspec

_NO_ATTRS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of one surface.

    Attributes:
        kind: the table's kind: ``party``, ``demonym``, ``numeral``, ``scale``, ``currency``, ``month``, ``act`` …
        value: the canonical value as a string: ``IN``, ``25``, ``10000000``, ``JPY``.
        lang: the language whose pack or column it came from; ``*`` for all.
        attrs: further columns of the table, as strings.
    """

    kind: str
    value: str
    lang: str = "*"
    attrs: Mapping[str, str] = field(default_factory=lambda: _NO_ATTRS)


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A surface found in normalised text, on token boundaries: ``[start, end)`` in the NORMALISED text."""

    start: int
    end: int
    entry: Entry
