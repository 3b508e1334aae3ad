"""Mentions: a stretch of a sentence with a typed value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from karar.model.problems import Problem

MentionKind = Literal[
    # states, and what stands for them
    "party",
    "demonym",
    "metonym",
    # who acts
    "office",
    "person",
    "organisation",
    "ministry",
    "bloc",
    # what it is about
    "place",
    "sector",
    "instrument",
    "initiative",
    "stage",
    # how much, when
    "amount",
    "quantity",
    "date",
    "period",
    "duration",
    # words that steer the reading
    "reference",
    "attribution",
    "hedge",
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence with a typed value.

    Attributes:
        kind: what it is.
        start: first character, in the sentence's normalised text.
        end: one past the last.
        value: for ``amount`` an `Amount`, ``quantity`` a `Quantity`, ``date`` a `When`, ``period`` a `Period`,
            ``duration`` a `Duration`; for the others the canonical code as a string (``IN``, ``defence``).
        attrs: further facts: ``party`` of an office or organisation, ``form`` of a party, ``code`` of a place.
        problems: what is wrong with the value.
    """

    kind: MentionKind
    start: int
    end: int
    value: Any
    attrs: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
