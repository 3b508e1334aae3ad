"""What was agreed, where the next clause says it: "दोनों में सहमति बनी कि …", "तय हुआ कि …"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from karar.frames.cues import match_cues
from karar.frames.types import Clause
from karar.model.mentions import Mention
from karar.reference.load import FIRM, Pack

_TO_COME = frozenset({"planned", "possible"})
_JOINT_REACH = 1  # characters between the end of one clause and the "कि" of the next


def take_content(clauses: list[Clause], mentions: list[Mention], pack: Pack) -> list[Clause]:
    """Return ``clauses`` with each resolve and the clause that says what was resolved as one.

    They stay two where the second states an act of its own ("तय हुआ कि भारत ऋण देगा"). A resolve about what is so, and
    not about what shall be ("सहमत हैं कि साझेदारी अहम है"), is no act: its clause becomes an aside.
    """
    told: list[Clause] = []
    for clause in clauses:
        before = told[-1] if told else None
        if before is None or clause.verbs is None or not _may_join(before, clause, pack):
            told.append(clause)
        elif clause.verbs.modality in _TO_COME and "should" not in clause.verbs.tags:
            nested = (*before.nested, *clause.nested)
            told[-1] = replace(before, end=clause.end, nested=nested)
            told[-1].mentions = [m for m in mentions if before.start <= m.start < clause.end]
        else:
            before.aside = not any(m.kind in ("sector", "amount", "instrument") for m in before.mentions)
            told.append(clause)
    for clause, follower in pairwise(told):
        follower.follows = clause
    return told


def _may_join(before: Clause, clause: Clause, pack: Pack) -> bool:
    return _resolves(before, pack) and _is_content(clause) and not _states_act(clause, pack)


def _resolves(clause: Clause, pack: Pack) -> bool:
    return clause.verbs is not None and any(
        clause.covers(hit.start) and pack.acts[int(hit.entry.value.partition(".")[2])].get("takes_content")
        for hit in clause.sent.of("act")
        if hit.entry.lang == pack.lang
    )


def _is_content(clause: Clause) -> bool:
    """Whether "कि" opens the clause."""
    return any(
        hit.entry.value == "that" and 0 <= hit.start - clause.start <= _JOINT_REACH
        for hit in clause.sent.of("particle")
    )


def _states_act(clause: Clause, pack: Pack) -> bool:
    return any(match.rank >= FIRM and not match.embedded for match in match_cues(clause, pack))
