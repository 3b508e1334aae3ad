"""One verb with several objects in an English clause: parts that share its subject and have parties of their own.

"Japan gave $5 million, Chile $2 million", "lent Laos $4 million and Nepal $2 million", "approved a pact with Ghana on
health and another with Peru on space": each part is a clause of the same verb, with a hole where the others stand.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from karar.frames.parties import party_of
from karar.frames.types import Clause, VerbGroup
from karar.model.lexicon import Hit

_COUNTERPARTS = frozenset({"com", "between"})
_STATES = frozenset({"party", "demonym", "metonym", "office", "person", "ministry", "organisation", "bloc"})
_REACH = 5  # characters between "with" and the name behind it: room for "the"
_JOINT = re.compile(
    r"(?:,? and|,? as well as|,? besides|,? plus|,? along with|[,;])\s+(?:also\s+)?"
    r"(?P<head>(?:an?|another|one|two|three|four|five|the other|similar|separate|further)\s+(?:[\w-]+\s+){0,6})?$"
)


def split_parts(clause: Clause) -> list[Clause]:
    """Return the clause, or its parts where it goes on without its verb."""
    if clause.hole is not None:
        return [clause]
    verbs = clause.verbs
    parts = [clause] if verbs is None or verbs.passive else _by_sums(clause, verbs)
    return _by_counterparts(clause) if len(parts) == 1 else parts


def _by_sums(clause: Clause, verbs: VerbGroup) -> list[Clause]:
    """Return the parts that each have a sum, and before it their own giver or, as the first one does, receiver."""
    sums = {m.start: m for m in clause.mentions if m.kind == "amount" and m.start >= verbs.end}
    named = [m for m in clause.mentions if m.kind == "party" and m.start >= verbs.end and m.end + 1 in sums]
    heads = [m for m in named if m.start > min(sums)]
    if not heads:
        return [clause]
    # Behind a comma another gives to the same one: "Japan gave Lebanon $3 million, Chile $2 million".
    joined = clause.sent.text.endswith(" and ", 0, heads[0].start)
    got = next((m for m in named if m.end + 1 == min(sums)), None) if joined else None
    ends = [*(m.start for m in heads[1:]), clause.end]
    parts = [replace(clause, end=heads[0].start, mentions=[m for m in clause.mentions if m.start < heads[0].start])]
    for head, end in zip(heads, ends, strict=True):
        own = [m for m in clause.mentions if head.start <= m.start < end]
        if got is not None:
            own = [*(m for m in clause.mentions if m.start < got.start), *own]
            parts.append(replace(clause, end=end, hole=(got.start, head.start), mentions=own))
        else:
            hole = (verbs.end, head.start)
            parts.append(
                replace(clause, start=verbs.start, end=end, follows=None, hole=hole, mentions=own, gapped=True)
            )
    return parts


def _by_counterparts(clause: Clause) -> list[Clause]:
    """Return the parts that each name who it is done with: "a pact with Ghana and a memorandum with Peru"."""
    floor = clause.verbs.end if clause.verbs is not None else clause.start
    pairs = pairwise(_heads(clause, floor))
    joints = [joint for before, behind in pairs if (joint := _joint(clause, before, behind)) is not None]
    if not joints:
        return [clause]
    first = [m for m in clause.mentions if m.start < joints[0]]
    shared = [m for m in first if m.start < floor]
    papers = [m for m in first if m.kind == "instrument" and m.start >= floor][:1]
    parts = [replace(clause, end=joints[0], mentions=first)]
    for joint, end in zip(joints, [*joints[1:], clause.end], strict=True):
        own = [m for m in clause.mentions if joint <= m.start < end]
        said = papers if clause.verbs is not None and not any(m.kind == "instrument" for m in own) else []
        parts.append(replace(clause, end=end, hole=(floor, joint), mentions=[*shared, *said, *own]))
    named = [{party_of(m) for m in part.mentions} for part in parts]
    for place, part in enumerate(parts):
        others = set[str | None]().union(*named[:place], *named[place + 1 :]) - named[place]
        part.apart = frozenset(code for code in others if code)
    return parts


def _heads(clause: Clause, floor: int) -> list[Hit]:
    """Return the prepositions behind ``floor`` that a state or its people follow, the longest of each place."""
    names = [m for m in clause.mentions if m.kind in _STATES]
    heads: list[Hit] = []
    for hit in sorted(clause.sent.of("case"), key=lambda hit: (hit.start, -hit.end)):
        if hit.entry.value not in _COUNTERPARTS or not clause.covers(hit.start) or hit.start < floor:
            continue
        if any(0 < m.start - hit.end <= _REACH for m in names) and (not heads or hit.start >= heads[-1].end):
            heads.append(hit)
    return heads


def _joint(clause: Clause, before: Hit, behind: Hit) -> int | None:
    """Return where the part of the second counterpart begins, None where both are counterparts in one act.

    "Talks with Ghana and with Peru" are one; "between" always tells a pair of its own.
    """
    match = _JOINT.search(clause.sent.text, before.end, behind.start)
    if match is None or before.entry.value != behind.entry.value:
        return None
    if match["head"] is None and behind.entry.value != "between":
        return None
    named = any(m.kind in _STATES and before.end <= m.start < match.start() for m in clause.mentions)
    return match.start() if named else None
