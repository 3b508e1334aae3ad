"""Finds what stands today where a person judged, or added to, a claim that is no longer read.

What people say of a claim holds on to the words that it was read from: the document's text and the spans of its
evidence. Where a newer reader, or the same words handed in with other facts, gave other claims, it is carried to the
one claim that stands on most of the same words. Where there is none, or two stand on them alike, there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from karar.ledger import queries
from karar.ledger.reading_out import claim_of, claim_rows
from karar.ledger.tables import claims, hand_ins, readings
from karar.model.claims import Claim

ENOUGH = 0.5
"""The least share of words (of all that either claim stands on) that the two have in common."""


def carried(
    connection: Connection, names: Iterable[str], as_of: datetime | None, *, standing: Collection[str] = ()
) -> Mapping[str, str | None]:
    """Return for each claim the one that stands for it in the view, None where there is none.

    ``standing``: claims of which it is known already that they stand in it.
    """
    today: dict[str, str | None] = {name: name for name in names if name in standing}
    asked = sorted(set(names) - today.keys())
    for part in queries.parts(asked):
        joined = select(claims.c.id).join(readings, readings.c.seq == claims.c.reading)
        found = connection.scalars(joined.where(claims.c.id.in_(part), *queries.view(as_of)))
        today.update((name, name) for name in found)
    return today | {name: _heir(connection, name, as_of) for name in asked if name not in today}


def _heir(connection: Connection, name: str, as_of: datetime | None) -> str | None:
    """Return the claim of the view that stands on most of the words that this one stood on."""
    old = claim_of(connection.execute(claim_rows(None).where(claims.c.id == name)).one())
    document = select(readings.c.document).join(claims, claims.c.reading == readings.c.seq).where(claims.c.id == name)
    seq = connection.scalar(document)
    content = select(hand_ins.c.content).where(hand_ins.c.document == seq)
    same = select(hand_ins.c.document).where(hand_ins.c.content.in_(content))
    here = (readings.c.document == seq) | readings.c.document.in_(same)
    statement = claim_rows(as_of).where(*queries.view(as_of), here)
    return nearest(old, [claim_of(row) for row in connection.execute(statement)])


def nearest(old: Claim, candidates: Sequence[Claim]) -> str | None:
    """Return the id of the claim that stands on most of the words of another, which must be enough of them."""
    words = _words(old)
    shares = sorted(((_share(words, _words(one)), one.act == old.act, one.id) for one in candidates), reverse=True)
    best = [one for one in shares if one[:2] == shares[0][:2]]
    return best[0][2] if len(best) == 1 and best[0][0] >= ENOUGH else None


def _words(claim: Claim) -> frozenset[int]:
    """The characters that a claim stands on; its quote's where no field has evidence."""
    spans = [span for found in claim.evidence.values() for span in found]
    if not spans:
        return frozenset(range(claim.quote.start, claim.quote.end))
    return frozenset(place for span in spans for place in range(span.start, span.end))


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))
