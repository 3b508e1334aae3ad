"""Which states a stretch of a sentence names, and how: the part that is the same for every language."""

from __future__ import annotations

from collections.abc import Iterable

from karar.model.mentions import Mention

_STRENGTH = {"party": 3, "person": 2, "office": 2, "organisation": 2, "metonym": 1, "demonym": 1, "place": 1}
_HEADS = frozenset({"office", "person", "organisation", "ministry"})


def party_of(mention: Mention) -> str | None:
    """Return the state that a mention names or belongs to, None where it names none."""
    if mention.kind in ("party", "demonym", "metonym"):
        return str(mention.value)
    if mention.kind in ("person", "office", "organisation", "place"):
        return mention.attrs.get("party") or None
    return None


def strength_of(mention: Mention) -> int:
    """Return how strongly a mention makes its state a party: 3 by name, 2 by an official or body, 1 in passing."""
    return _STRENGTH.get(mention.kind, 0)


def is_head(mention: Mention) -> bool:
    """Whether the mention can be the head that a state's name modifies ("Japan's minister")."""
    return mention.kind in _HEADS


def party_mentions(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that name a state, in order."""
    return [mention for mention in mentions if party_of(mention)]
