"""Today's view and the past ones, as conditions on the tables.

Of a document's readings the one registered last stands in the view; the version that a reader gives itself is not
compared, so going back to an older reader is a new reading by it, and never a silent change. The view ``as_of`` a
past moment is the same rule over the rows that the ledger had by then. Of documents with the same words at one address
the one handed in last stands (`stands`).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, not_, or_, select, true

from karar.ledger.tables import hand_ins, in_utc, observations, readings, sources, withdrawals

STANDARD_INPUT = "file:-"
"""What stands for a page that was piped in: a name for what has no address."""


def current(as_of: datetime | None) -> ColumnElement[bool]:
    """Whether a row of `readings` is its document's last one, as known at ``as_of`` (None: now)."""
    later = readings.alias("later")
    newer = and_(later.c.document == readings.c.document, later.c.seq > readings.c.seq)
    if as_of is None:
        return not_(exists().where(newer))
    moment = in_utc(as_of)
    return and_(readings.c.made_at <= moment, not_(exists().where(newer, later.c.made_at <= moment)))


def stands(document: ColumnElement[int], as_of: datetime | None) -> ColumnElement[bool]:
    """Whether a document is the one that stands for its words at one of its addresses.

    The same words handed in for the same address with other facts (the day, the publisher, the language) are another
    document. The newest takes the older one's place, but a hand-in for which nobody stated a fact never takes the
    place of one with stated facts. Words from a file or a pipe for which nobody stated a fact also give way to the
    same words with stated facts at any address.
    """
    mine, better = hand_ins.alias("mine"), hand_ins.alias("better")
    newer = and_(better.c.stated == mine.c.stated, better.c.seq > mine.c.seq)
    local = exists().where(sources.c.seq == mine.c.source, kind_of_address(sources.c.uri) > 0)
    told_of = and_(better.c.stated, not_(mine.c.stated))
    displaced = exists().where(
        better.c.content == mine.c.content,
        or_(and_(better.c.source == mine.c.source, or_(newer, told_of)), and_(told_of, local)),
        *_known(better.c.recorded, as_of),
    )
    return exists().where(mine.c.document == document, *_known(mine.c.recorded, as_of), not_(displaced))


def withdrawn(
    document: ColumnElement[int], as_of: datetime | None, *, with_claims: bool = False
) -> ColumnElement[bool]:
    """Whether a document stood at a withdrawn source, or (``with_claims``) at one whose claims went too."""
    return exists().where(
        observations.c.document == document,
        withdrawals.c.source == observations.c.source,
        withdrawals.c.drop_claims if with_claims else true(),
        *_known(observations.c.recorded, as_of),
        *_known(withdrawals.c.at, as_of),
    )


def address(document: ColumnElement[int], as_of: datetime | None) -> ScalarSelect[str | None]:
    """Return the best of the addresses that a document was seen at: the same one, whatever came first.

    An address on the web stands before a file, a file before standard input; then the smallest (binary order).
    """
    return (
        select(sources.c.uri)
        .join(observations, observations.c.source == sources.c.seq)
        .where(observations.c.document == document, *_known(observations.c.recorded, as_of))
        .order_by(kind_of_address(sources.c.uri), sources.c.uri)
        .limit(1)
        .scalar_subquery()
    )


def kind_of_address(uri: ColumnElement[str]) -> ColumnElement[int]:
    """Return 0 for an address on the web, 1 for any other, 2 for standard input."""
    web = or_(uri.startswith("http://"), uri.startswith("https://"))
    return case((web, 0), (uri == STANDARD_INPUT, 2), else_=1)


def _known(column: ColumnElement[datetime], as_of: datetime | None) -> tuple[ColumnElement[bool], ...]:
    return () if as_of is None else (column <= in_utc(as_of),)
