"""Which names of states in an English clause act for the state: not those of firms, players and people."""

from __future__ import annotations

from karar.frames.parties import party_mentions
from karar.frames.types import Clause
from karar.model.mentions import Mention

_PRIVATE_REACH = 24  # characters between "Swedish" and "maker" in "Swedish soft-drinks maker"
_COMING_FROM = (" from ", " from the ", " in ", " in the ", " of ", " of the ")
_JOINTS = ("", "-", ",", "/", "and", "&", ", and", "s and", "as well as", "and the", ", the", "and its", "\u2013")
_OF_FIRMS = frozenset({"demonym", "party", "place", "metonym"})
_PEOPLE = ("ans", "ns", "is", "os", "ks", "nes")


def public_mentions(clause: Clause) -> list[Mention]:
    """Return the mentions of states without those that only say where firms or people come from."""
    named: list[Mention] = []
    private: Mention | None = None
    for mention in party_mentions(clause.mentions):
        listed = private is not None and coordinated(clause.sent.text[private.end : mention.start])
        if listed or _come_from(clause, mention):
            private = mention
        elif not _is_adjective_of_firm(clause, mention):
            named.append(mention)
            private = None
    return named


def coordinated(between: str) -> bool:
    """Whether the text between two names is a comma, an "and" or the like."""
    return between.strip(" '") in _JOINTS


def _come_from(clause: Clause, mention: Mention) -> bool:
    """Whether firms or people stand before the name that they come from: "companies from Japan"."""
    text = clause.sent.text
    start = next((mention.start - len(word) for word in _COMING_FROM if text.endswith(word, 0, mention.start)), None)
    return start is not None and any(
        hit.entry.value == "private" and hit.end == start for hit in clause.sent.of("particle")
    )


def _is_adjective_of_firm(clause: Clause, mention: Mention) -> bool:
    """Whether the mention only says where a firm or people come from: "a Swedish soft-drinks maker", "Filipinos"."""
    text = clause.sent.text
    surface = text[mention.start : mention.end]
    if mention.kind == "demonym" and surface.endswith("s") and not text.endswith("the ", 0, mention.start):
        return surface.endswith(_PEOPLE) and not surface.endswith("'s")
    if mention.kind not in _OF_FIRMS or text.startswith("'s", mention.end):
        return False
    reach = mention.end + (_PRIVATE_REACH if mention.kind == "demonym" else 2)
    stops = [h.start for h in clause.sent.hits if h.start >= mention.end and h.entry.kind in ("case", "verb")]
    last = min([reach, *stops])
    # People are no party as the subject ("Indian students will …"), but aid for them is aid for their state.
    leads = clause.verbs is not None and mention.end <= clause.verbs.start
    kinds = ("private", "people") if leads else ("private",)
    return any(hit.entry.value in kinds and mention.end < hit.start <= last for hit in clause.sent.of("particle"))
