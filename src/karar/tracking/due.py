"""What is due or overdue, the nearest first, and how long nothing was heard of it.

Looked up through the ledger's index of days: the cost is of what is shown, and not of all that was ever promised.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Literal, NamedTuple

import msgspec

from karar.ledger import DueRow, Ledger, Query
from karar.tracking.delivery import DEADLINE
from karar.tracking.knowing import know_of
from karar.tracking.roadmaps import Roadmap, roadmaps_of

_AT_ONCE = 32
_EVER = date.min.isoformat()

DueKind = Literal["deadline", "milestone"]


class DueItem(msgspec.Struct, frozen=True):
    """Something due.

    Attributes:
        kind: the end of the whole promise, or a step on its way.
        what: what is due; None for the whole promise.
        day: by when, as exactly as it is written.
        days: days until its last day; below zero where it is overdue.
        roadmap: the commitment; None where it is of another thing.
        subject: the key of that other thing, or the commitment.
        silent: days since anything was heard of it; None where nothing ever was.
        claim: id of the claim that says so.
        addition: id of the addition that says so.
    """

    kind: DueKind
    what: str | None
    day: str
    days: int
    roadmap: Roadmap | None
    subject: str
    silent: int | None
    claim: str | None = None
    addition: str | None = None


class DueList(NamedTuple):
    """What is coming, the nearest first, and what is overdue, the latest first; ``more``: there are others."""

    coming: tuple[DueItem, ...]
    overdue: tuple[DueItem, ...]
    more: bool


def find_due(
    ledger: Ledger, query: Query, on: date, *, within: int = 90, as_of: datetime | None = None, limit: int = 50
) -> DueList:
    """Return what is due within some days of a day, and what was due before and is not known to be done.

    Args:
        ledger: where to look.
        query: of commitments with a claim that meets it.
        on: the day to count from.
        within: so many days ahead.
        as_of: as the ledger knew it then.
        limit: at most so many of each.
    """
    ahead = (on.isoformat(), (on + timedelta(days=within)).isoformat())
    past = (_EVER, (on - timedelta(days=1)).isoformat())
    coming = list(islice(_items(ledger, query, ahead, on, as_of, latest_first=False), limit + 1))
    overdue = list(islice(_items(ledger, query, past, on, as_of, latest_first=True), limit + 1))
    return DueList(tuple(coming[:limit]), tuple(overdue[:limit]), max(len(coming), len(overdue)) > limit)


def _items(
    ledger: Ledger, query: Query, between: tuple[str, str], on: date, as_of: datetime | None, *, latest_first: bool
) -> Iterator[DueItem]:
    """Yield what is due, a part of the rows at a time, each deadline of a commitment once."""
    seen: set[tuple[str, str | None, str]] = set()
    passed = 0
    while rows := ledger.due(query, between, as_of, latest_first=latest_first, page=(passed, _AT_ONCE)):
        passed += len(rows)
        known = know_of(ledger, sorted({row.claim for row in rows if row.claim}), as_of)
        home = known.linking.by_claim()
        roadmaps = {one.commitment: one for one in roadmaps_of(known, on)}
        for row in rows:
            roadmap = roadmaps.get(home.get(row.claim or "", ""))
            item = _item(row, roadmap, on)
            key = (item.subject, item.what, item.day) if item else None
            if item is not None and key is not None and key not in seen:
                seen.add(key)
                yield item
        if len(rows) < _AT_ONCE:
            return


def _item(row: DueRow, roadmap: Roadmap | None, on: date) -> DueItem | None:
    """Return what a row says is due; None where it no longer is: done, ended, taken back, or another day holds."""
    days = (date.fromisoformat(row.day) - on).days
    if roadmap is not None and roadmap.ended:
        return None
    silent = (on - date.fromisoformat(roadmap.heard)).days if roadmap and roadmap.heard else None
    if row.held is not None:
        added = row.held.addition
        whole = added.what.casefold() == DEADLINE
        met = {one.addition for one in roadmap.milestones if one.met} if roadmap else set()
        if not row.held.counts or added.id in met or (whole and not _holds(row, roadmap)):
            return None
        kind: DueKind = "deadline" if whole else "milestone"
        subject = roadmap.commitment if roadmap else added.subject
        what = None if whole else added.what
        return DueItem(kind, what, added.day or row.day, days, roadmap, subject, silent, addition=added.id)
    if roadmap is None or roadmap.deadline is None or not _holds(row, roadmap):
        return None
    return DueItem("deadline", None, roadmap.deadline.day, days, roadmap, roadmap.commitment, silent, claim=row.claim)


def _holds(row: DueRow, roadmap: Roadmap | None) -> bool:
    """Whether the day of a row is the one that holds today, and no later one was set."""
    return roadmap is None or (roadmap.deadline is not None and roadmap.deadline.last.isoformat() == row.day)
