"""What a relative clause says more of the act before it: "signed an agreement under which … will finance a dam"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from karar.frames.types import Clause, Frame

_MATTER = frozenset({"sector", "amount", "quantity"})
_PAPERS = frozenset({"loan", "grant"})
_REACH = 2


def go_on(frames: Sequence[Frame], silent: Sequence[Clause]) -> list[Frame]:
    """Return the frames of one sentence, each with the matter of the clause that goes on about it and says no act.

    Only what the act's own clause does not say is taken over: its fields, its sum.
    """
    return [_with_matter(frame, silent) for frame in frames if not _only_introduces(frame, frames)]


def _only_introduces(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether the frame says of no matter that it was agreed, and the next one what: "It was agreed that …"."""
    clause = frame.clause
    if frame.act != "agree" or any(m.kind in _MATTER or m.kind == "instrument" for m in clause.mentions):
        return False
    return any(
        other.clause.follows is clause and other.clause.sent.text.startswith("that ", other.clause.start)
        for other in frames
    )


def _with_matter(frame: Frame, silent: Sequence[Clause]) -> Frame:
    clause = frame.clause
    known = {m.kind for m in clause.mentions if m.kind != "sector" or m.value != "finance"}
    more = [
        m
        for other in silent
        if other.follows is clause and not other.aside and _relative(other)
        for m in other.mentions
        if (m.kind in _MATTER and m.kind not in known) or (m.kind == "instrument" and m.value in _PAPERS)
    ]
    if not more:
        return frame
    mentions = sorted([*clause.mentions, *more], key=lambda m: (m.start, -m.end))
    return replace(frame, clause=replace(clause, mentions=mentions))


def _relative(clause: Clause) -> bool:
    """Whether "which", "under which" or the like opens the clause, or a "that" behind a noun."""
    before = clause.follows.verbs if clause.follows is not None else None
    if clause.sent.text.startswith("that ", clause.start) and before is not None:
        return clause.start - before.end > _REACH
    return any(
        hit.entry.value == "relative" and 0 <= hit.start - clause.start <= _REACH for hit in clause.sent.of("particle")
    )
