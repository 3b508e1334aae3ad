"""How sure the reader is of a claim, before any calibration on gold."""

from __future__ import annotations

from karar.frames.types import Frame

_BASE = 0.45
_EXPLICIT_PARTY = 0.12
_RANK_SHARE = 0.002
_FINITE_VERB = 0.08
_HEDGED = 0.05


def confidence_of(frame: Frame) -> float:
    """Return a score from 0 to 1: parties named in the clause itself, a strong cue and a finite verb raise it."""
    named = sum(not role.inherited for role in frame.roles[:2])
    score = _BASE + _EXPLICIT_PARTY * named + _RANK_SHARE * frame.cues[0].rank
    if frame.clause.verbs is not None:
        score += _FINITE_VERB
    if frame.modality in ("possible", "denied"):
        score -= _HEDGED
    return round(min(0.99, max(0.05, score)), 2)
