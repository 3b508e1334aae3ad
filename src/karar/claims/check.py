"""What keeps a frame from becoming a claim: nothing said, nobody named."""

from __future__ import annotations

from karar.frames.types import Frame

_TELLING = frozenset(
    {"person", "office", "organisation", "ministry", "sector", "date", "initiative", "amount", "place", "bloc"}
)

_MATTER = frozenset({"sector", "instrument", "amount", "quantity", "initiative"})


def says_something(frame: Frame) -> bool:
    """Whether a frame says more than what its page is about anyway.

    "खूब चर्चा की गई" with nobody named, no field, no day and no topic is the page's own talk told again, not another.
    """
    if frame.act == "agree" and frame.modality == "denied":
        return any(mention.kind in _MATTER for mention in frame.clause.mentions)  # "इससे सहमत नहीं": about nothing
    if frame.act != "consult" or frame.topics:
        return True
    if any(not role.inherited for role in frame.roles):
        return True
    return any(mention.kind in _TELLING for mention in frame.clause.mentions)
