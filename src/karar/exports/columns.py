"""The columns of a table of commitments: name, what it holds and in which unit, and how it is had.

A cell is text, a number as text, or a list of codes. What nobody tells is None, never 0 or a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from karar.errors import UsageError
from karar.exports.view import RungSum, Tracked, View
from karar.tracking.ladder import LADDER, Rung

Cell = str | tuple[str, ...] | int | None
Kind = Literal["text", "list", "count", "sum"]
"""What a column's cells are: text, a list of texts, a whole number, a sum as a decimal string."""


class Column(NamedTuple):
    """A column; ``about`` says what it holds, with its unit or code list; ``kind`` what its cells are."""

    name: str
    about: str
    cell: Callable[[Tracked, View], Cell]
    kind: Kind = "text"


def _deadline(one: Tracked, _: View) -> Cell:
    return one.roadmap.deadline.day if one.roadmap.deadline else None


def _dac(one: Tracked, view: View) -> Cell:
    codes = (code for name in one.roadmap.sectors for code in crosswalk(view, name, "dac")[:1])
    return tuple(dict.fromkeys(codes))


def crosswalk(view: View, sector: str, scheme: str) -> tuple[str, ...]:
    """Return a field's codes in another scheme (``dac``, ``cameo``, ``plover``), the closest first."""
    return tuple(view.reference.sectors.get(sector, {}).get("crosswalk", {}).get(scheme, ()))


def _publishers(one: Tracked, _: View) -> Cell:
    return tuple(sorted({claim.source.publisher for claim in one.claims if claim.source.publisher}))


def _uris(one: Tracked, _: View) -> Cell:
    return tuple(dict.fromkeys(claim.source.uri for claim in one.claims))


def _disputed(one: Tracked, _: View) -> Cell:
    return tuple(dict.fromkeys(field.name for field in one.state.disputed))


def _relations(one: Tracked, _: View) -> Cell:
    return tuple(f"{relation.kind}:{relation.target}" for relation in one.commitment.relations)


def _sum(one: Tracked, rung: Rung) -> RungSum | None:
    return next((found for found in one.sums if found.rung == rung), None)


def _sum_columns(rung: Rung) -> Iterator[Column]:
    """Yield the columns of one rung. No column adds rungs up: they tell of the same money."""

    def of_amount(name: str) -> Callable[[Tracked, View], Cell]:
        def cell(one: Tracked, _: View) -> Cell:
            found = _sum(one, rung)
            return getattr(found.amount, name) if found else None

        return cell

    def day(one: Tracked, _: View) -> Cell:
        found = _sum(one, rung)
        return found.day if found else None

    def counted(one: Tracked, _: View) -> Cell:
        found = _sum(one, rung)
        if found is None:
            return None
        if found.left_out is None:
            return "yes"
        return ":".join(filter(None, (found.left_out.reason, found.left_out.by)))

    yield Column(f"{rung}_value", f"sum on the rung {rung!r}, in base units of its currency", of_amount("value"), "sum")
    yield Column(f"{rung}_to", "upper end, where it is a range", of_amount("to"), "sum")
    yield Column(f"{rung}_currency", "ISO 4217", of_amount("currency"))
    yield Column(f"{rung}_qualifier", "exact, about, over, under, range", of_amount("qualifier"))
    yield Column(f"{rung}_day", "day of announcement (ISO 8601, as exact as known)", day)
    yield Column(f"{rung}_counted", "yes, or why it is in no total, and whose sum it is counted with", counted)


COLUMNS: tuple[Column, ...] = (
    Column("id", "the commitment's id", lambda one, _: one.commitment.id),
    Column("announced", "day of its first report (ISO 8601, as exact as known)", lambda one, _: one.roadmap.announced),
    Column("parties", "ISO 3166-1 alpha-2, EU, ADB, EIB", lambda one, _: one.roadmap.parties, "list"),
    Column("giver", "who gives, as in parties", lambda one, _: one.headline("giver")),
    Column("receiver", "who gets, as in parties", lambda one, _: one.headline("receiver")),
    Column("sectors", "fields, the most told first", lambda one, _: one.roadmap.sectors, "list"),
    Column("dac", "OECD DAC code closest to each field", _dac, "list"),
    Column("title", "of the paper or project, as a page has it", lambda one, _: one.roadmap.title),
    Column("instrument", "type of paper", lambda one, _: one.roadmap.kind),
    Column("step", "how far any report says it is", lambda one, _: one.state.step),
    Column("paper_state", "state of the paper", lambda one, _: one.roadmap.instrument.state),
    Column("delivery_state", "what came of it; empty: nobody tells", lambda one, _: one.roadmap.delivery.state),
    Column("evidence", "how good the evidence of delivery is", lambda one, _: one.roadmap.delivery.grade),
    Column("due", "by when (ISO 8601, as exact as known)", _deadline),
    *(column for rung in LADDER for column in _sum_columns(rung)),
    Column("disputed", "fields in which sources conflict", _disputed, "list"),
    Column("relations", "how it bears on other commitments: kind:id", _relations, "list"),
    Column("reports", "number of claims", lambda one, _: len(one.claims), "count"),
    Column("claims", "ids of its claims", lambda one, _: tuple(claim.id for claim in one.claims), "list"),
    Column("publishers", "who reported it", _publishers, "list"),
    Column("uris", "where", _uris, "list"),
    Column("quote", "the words of its first report, as they stand there", lambda one, _: one.claims[0].quote.text),
    Column("lang", "the quote's language (ISO 639-1)", lambda one, _: one.claims[0].source.lang),
)  # fmt: skip


def chosen(names: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns with these names in their order; without names all.

    >>> [column.name for column in chosen(("id", "step"))]
    ['id', 'step']

    Raises:
        UsageError: there is no such column, or one is named twice.
    """
    known = {column.name: column for column in COLUMNS}
    for name in names:
        if name not in known:
            raise UsageError(f"There is no column {name!r}", hint=f"Choose among: {', '.join(known)}.")
    if len(set(names)) < len(names):
        raise UsageError("A column is named twice", hint="Name each once.")
    return tuple(known[name] for name in names) or COLUMNS
