"""What to look for among the claims, and the statement that finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any, TypeVar, get_args

import msgspec
from sqlalchemy import JSON, ColumnElement, Connection, Select, and_, exists, func, or_, select, type_coerce

from karar.errors import UsageError
from karar.ledger import replay, search
from karar.ledger.reading_out import claim_of, claim_rows
from karar.ledger.tables import claim_amounts, claim_parties, claim_sectors, claims, documents, readings
from karar.model.claims import Act, Claim
from karar.model.values import Modality

T = TypeVar("T")

_AT_ONCE = 500
_IN_ONE = 5000
_LAST = "~"
"""Stands after every digit and hyphen: ``2025`` up to ``2025~`` holds all days of the year."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims are wanted. What is left out does not matter; what is given must all be true.

    Attributes:
        parties: states and blocs that are all among the claim's parties.
        among: of these at least ``least`` are among the claim's parties.
        least: how many of ``among``.
        initiatives: any of these is named.
        sectors: any of these.
        acts: any of these.
        modalities: any of these.
        published_from: first day that the source was published on; ``2025``, ``2025-08`` and ``2025-08-30`` will do.
        published_to: last day; a year or month is meant to its end. A claim without a day is never between.
        amount_min: at least this sum, in base units of ``currency``: the upper end of a range counts.
        amount_max: at most this sum: the lower end of a range counts. Sums are compared to some fifteen digits.
        currency: ISO 4217. Without one sums cannot be compared.
        min_confidence: from 0 to 1.
        lang: the document's language.
        publisher: the document's publisher, letter for letter.
        text: words that all stand in the claim's quote or names; ``"…"`` for a phrase, ``*`` for any ending.
        page_says: phrases of which the page's title or text has at least one.
        limit: at most so many.
        include_withdrawn: also the claims that went with a withdrawn source; their quotes are empty.

    Raises:
        UsageError: an act or modality that does not exist, a sum without a currency, a number nobody can read.
    """

    parties: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    least: int = 1
    initiatives: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    published_from: str | None = None
    published_to: str | None = None
    amount_min: Decimal | str | int | None = None
    amount_max: Decimal | str | int | None = None
    currency: str | None = None
    min_confidence: float | None = None
    lang: str | None = None
    publisher: str | None = None
    text: str | None = None
    page_says: tuple[str, ...] = ()
    limit: int | None = None
    include_withdrawn: bool = False

    def __post_init__(self) -> None:
        _known("act", self.acts, get_args(Act))
        _known("modality", self.modalities, get_args(Modality))
        for name in ("amount_min", "amount_max"):
            value = getattr(self, name)
            if value is None:
                continue
            _number(value)
            if self.currency is None:
                raise UsageError("Sums can only be compared in one currency", where=name, hint="Name a currency.")
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"A limit of {self.limit} is no limit", hint="Give 0 or more.")


def _known(what: str, given: Iterable[str], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            raise UsageError(f"There is no {what} {name!r}", hint=f"Choose among: {', '.join(known)}.")


def _number(value: Decimal | str | int) -> float:
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise UsageError(f"{value!r} is no sum", hint="Write digits, with a point for the fraction.")
    return float(number)


def found(
    connection: Connection, query: Query, as_of: datetime | None, *, stood: Select[int] | None = None
) -> Iterator[Claim]:
    """Yield the claims wanted: those published last first, then by address, each page's in the order of its text.

    ``stood``: from these documents only.
    """
    statement = claim_rows(as_of).where(*_conditions(query, as_of))
    if stood is not None:
        statement = statement.where(readings.c.document.in_(stood))
    place = type_coerce(claims.c.body, JSON)["quote"]["start"].as_integer()
    address = replay.address(readings.c.document, as_of)
    statement = statement.order_by(claims.c.published.desc(), address, readings.c.document, place, claims.c.id)
    if query.limit is not None:
        statement = statement.limit(query.limit)
    return stream(connection, statement)


def count_left_out(connection: Connection, query: Query, as_of: datetime | None) -> int:
    """Return how many claims meet all of the query but its least confidence; its limit does not matter."""
    if query.min_confidence is None:
        return 0
    others = msgspec.structs.replace(query, min_confidence=None)
    unsure = claim_rows(as_of).where(*_conditions(others, as_of), claims.c.confidence < query.min_confidence)
    return int(connection.execute(select(func.count()).select_from(unsure.subquery())).scalar_one())


def claims_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
    """Return the claims of readings by the readings' ids, in the order in which they were added."""
    statement = claim_rows(None).add_columns(readings.c.id.label("of")).where(readings.c.id.in_(ids))
    statement = statement.where(~replay.withdrawn(readings.c.document, None, with_claims=True)).order_by(claims.c.seq)
    found: dict[str, list[Claim]] = {name: [] for name in ids}
    for row in connection.execute(statement):
        found[row.of].append(claim_of(row))
    return {name: tuple(one) for name, one in found.items()}


def stream(connection: Connection, statement: Select[Any]) -> Iterator[Claim]:
    """Yield claims as the database hands them out, holding no more than a few hundred."""
    for part in connection.execute(statement, execution_options={"yield_per": _AT_ONCE}).partitions():
        yield from map(claim_of, part)


def numbers(connection: Connection, query: Query, as_of: datetime | None, page: tuple[int, int | None]) -> list[int]:
    """Return the numbers of the claims wanted, those published last first; the query's own limit does not matter.

    ``page``: how many to pass over, and how many to return at most (None: all).
    """
    passed, most = page
    statement = (
        select(claims.c.seq).join(readings, readings.c.seq == claims.c.reading).where(*_conditions(query, as_of))
    )
    statement = statement.order_by(claims.c.published.desc(), claims.c.id.desc()).offset(passed)
    return list(connection.scalars(statement if most is None else statement.limit(most)))


def parts(found: Iterable[T]) -> Iterator[list[T]]:
    """Yield what was given in lists that go into one statement each."""
    coming = iter(found)
    while part := list(islice(coming, _IN_ONE)):
        yield part


def view(as_of: datetime | None) -> tuple[ColumnElement[bool], ...]:
    """Return what holds for the claims of today's view, or of a past one."""
    current = and_(replay.current(as_of), replay.stands(readings.c.document, as_of))
    return current, ~replay.withdrawn(readings.c.document, as_of, with_claims=True)


def _conditions(query: Query, as_of: datetime | None) -> Iterator[ColumnElement[bool]]:
    current, kept = view(as_of)
    yield current
    if not query.include_withdrawn:
        yield kept
    yield from wanted(query)


def wanted(query: Query) -> Iterator[ColumnElement[bool]]:
    """Yield what holds for the claims wanted, whatever view they stand in."""
    yield from _among(query)
    if query.published_from is not None:
        yield claims.c.published >= query.published_from
    if query.published_to is not None:
        yield claims.c.published <= query.published_to + _LAST
        yield claims.c.published != ""
    if query.currency is not None:
        yield _amount(query)
    if query.min_confidence is not None:
        yield claims.c.confidence >= query.min_confidence
    if query.lang is not None:
        yield claims.c.lang == query.lang
    if query.publisher is not None:
        yield exists().where(documents.c.seq == readings.c.document, documents.c.publisher == query.publisher)
    if query.text is not None:
        yield search.matches(query.text)
    if query.page_says:
        yield readings.c.document.in_(search.saying(query.page_says))


def _among(query: Query) -> Iterator[ColumnElement[bool]]:
    for party in query.parties:
        yield claims.c.seq.in_(select(claim_parties.c.claim).where(claim_parties.c.party == party))
    if query.among:
        some = select(claim_parties.c.claim).where(claim_parties.c.party.in_(query.among))
        if query.least > 1:
            some = some.group_by(claim_parties.c.claim).having(func.count() >= query.least)
        yield claims.c.seq.in_(some)
    if query.initiatives:
        # A list of a few names: its JSON text holds each in quotation marks.
        named = func.json_extract(claims.c.body, "$.initiatives")
        yield or_(*(named.like(f'%"{name}"%') for name in query.initiatives))
    if query.sectors:
        yield claims.c.seq.in_(select(claim_sectors.c.claim).where(claim_sectors.c.sector.in_(query.sectors)))
    for column, wanted in ((claims.c.act, query.acts), (claims.c.modality, query.modalities)):
        if wanted:
            yield column.in_(wanted)


def _amount(query: Query) -> ColumnElement[bool]:
    amount = claim_amounts
    statement = select(amount.c.claim).where(amount.c.currency == query.currency)
    if query.amount_min is not None:
        statement = statement.where(amount.c.high >= _number(query.amount_min))
    if query.amount_max is not None:
        statement = statement.where(amount.c.low <= _number(query.amount_max))
    return claims.c.seq.in_(statement)
