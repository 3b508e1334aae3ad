"""The addition: what no page of the ledger says and a person adds, with the source that does say so.

An addition is a fact with a source; a `karar.model.judgements.Judgement` is a decision about what was read. Like
judgements, additions are never changed: a later one may take an earlier one back, and both stay. What is wrong with one
(a day that is none, a sum below zero) is a problem that stands beside it; it is kept as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from karar.model.claims import Source
from karar.model.days import stretch_of
from karar.model.identity import digest
from karar.model.problems import Problem
from karar.model.values import Funds, Qualifier

AdditionKind = Literal["event", "milestone", "amount", "number", "unit", "place", "fact", "take-back"]
"""``event``: a state was reached, or a meeting held. ``milestone``: something is due on a day. ``amount``: a sum on a
rung of the ladder. ``number``: things ordered, produced, delivered. ``unit``: a factory or office of a corridor.
``place``: where a thing is. ``fact``: any other field of a thing (a title, an office, a rhythm). ``take-back``: an
earlier addition no longer counts."""

Track = Literal["instrument", "delivery", "stage", "meeting"]
"""What an event moves: the paper's state, the delivery's, a project's or programme's stage; or that people met."""

Standing = Literal["official", "agency", "outlet", "independent"]
"""Whose word a source is; ``independent``: an auditor, a court, a research group, the other side's own count."""

SubjectKind = Literal["commitment", "dialogue", "programme", "project", "corridor", "instrument"]
SUBJECT_KINDS: tuple[SubjectKind, ...] = get_args(SubjectKind)

NUMBERED = frozenset({"amount", "number"})


class AdditionSource(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where it is written: an address or a title, whose word that is, its day, and the words themselves."""

    where: str
    publisher: str | None = None
    published: str | None = None
    quote: str | None = None
    standing: Standing | None = None

    def as_page(self) -> Source:
        """Return it as a page's source, for those who judge sources."""
        return Source(self.where, self.publisher, None, self.published)


class Addition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person adds.

    Attributes:
        id: content hash of what is said of what, by which source; who adds it, why and when lie outside.
        kind: what is added.
        subject: what it is about: ``commitment:`` and the id of one of its claims, or the key of a thing that is
            tracked (``dialogue:…``, ``programme:…``, ``project:…``, ``corridor:…``, ``instrument:…``); a take-back may
            leave it to the ledger, which gives it the subject of what it takes back.
        what: the state or stage reached, what is due, the rung, the unit's or place's name, what is counted, the field.
        track: for an event, what it moves.
        day: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, as exactly as the source has it.
        until: the last day, where it took or takes several.
        value: a number as a decimal string, in base units; for a fact its words.
        unit: ISO 4217 for a sum; else what is counted (``piece``, ``hectare``).
        qualifier: how exact the number is.
        funds: whose money.
        party: the party that did it, or whose it is.
        parties: all that took part, where that is not the subject's.
        lang: the language of a fact's words.
        place: where it happened; for a unit its node.
        code: ISO 3166-2.
        latitude: degrees north, as written.
        longitude: degrees east, as written.
        note: what came of it, in a few words.
        takes_back: the id of the addition that no longer counts.
        source: who says so; None only for a take-back.
        why: why it is added.
        who: who adds it; a free name.
        at: when the ledger took it down; None before.

    Raises:
        ValueError: it cannot be understood: no subject, nothing said of it, no source, nobody adds it.
    """

    id: str = ""
    kind: AdditionKind
    subject: str = ""
    what: str = ""
    track: Track | None = None
    day: str | None = None
    until: str | None = None
    value: str | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    funds: Funds | None = None
    party: str | None = None
    parties: tuple[str, ...] = ()
    lang: str | None = None
    place: str | None = None
    code: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    note: str | None = None
    takes_back: str | None = None
    source: AdditionSource | None = None
    why: str = ""
    who: str
    at: datetime | None = None

    def __post_init__(self) -> None:
        kind, _, key = self.subject.partition(":")
        whole = kind in SUBJECT_KINDS and bool(key.strip())
        if not whole and (self.subject or self.kind != "take-back"):
            raise ValueError(f"{self.subject!r} names nothing: write one of {', '.join(SUBJECT_KINDS)}, a colon, a key")
        if not self.who.strip():
            raise ValueError("it needs a name to stand for it")
        if (self.kind == "take-back") != (self.takes_back is not None):
            raise ValueError("a take-back, and nothing else, names an earlier addition")
        if self.kind == "take-back":
            if not self.why.strip():
                raise ValueError("a take-back needs its reason")
            return
        if not self.what.strip():
            raise ValueError(f"nothing is said: {_WANTED[self.kind]}")
        if self.source is None or not self.source.where.strip():
            raise ValueError("it needs its source: an address or a title")
        if (self.kind == "event") != (self.track is not None):
            raise ValueError(f"an event, and nothing else, says what it moves: {', '.join(get_args(Track))}")
        if self.kind in (*NUMBERED, "fact") and not (self.value or "").strip():
            raise ValueError("the value is missing")

    @property
    def number(self) -> Decimal | None:
        """The value as a number, None where it is none; a number may be below zero, which is a problem."""
        return _number(self.value) if self.kind in NUMBERED else None

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """Degrees north and east, None where they are missing or lie nowhere on Earth."""
        north, east = _number(self.latitude), _number(self.longitude)
        if north is None or east is None or abs(north) > _POLE or abs(east) > _ANTIMERIDIAN:
            return None
        return float(north), float(east)


_POLE, _ANTIMERIDIAN = 90, 180
_WANTED: Mapping[str, str] = {
    "event": "name the state or stage, or the meeting",
    "milestone": "name what is due",
    "amount": "name the rung: target, pledge, signed, allocated or delivered",
    "number": "name what is counted: ordered, produced or delivered",
    "unit": "give the unit's name",
    "place": "give the place's name",
    "fact": "name the field",
}


def _number(written: str | None) -> Decimal | None:
    try:
        number = Decimal((written or "").replace(",", "").replace("_", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def identify_addition(addition: Addition) -> Addition:
    """Return the addition with its ``id`` set. Of a take-back also its reason counts, for it may be made twice."""
    record = msgspec.to_builtins(addition)
    for outside in ("id", "who", "at", *(() if addition.kind == "take-back" else ("why",))):
        record.pop(outside, None)
    return msgspec.structs.replace(addition, id=digest(record))


def find_problems(addition: Addition) -> tuple[Problem, ...]:
    """Return what is wrong with an addition by itself; what is wrong beside others is for those who know the others.

    >>> source = AdditionSource("https://example.org/a", published="2025-09-01")
    >>> made = {"subject": "project:a", "who": "a clerk", "source": source}
    >>> one = Addition(kind="milestone", what="opening", day="2027-02-30", **made)
    >>> [problem.kind for problem in find_problems(one)]
    ['impossible-date']
    """
    return (*_days(addition), *_values(addition), *_places(addition))


def _days(one: Addition) -> Iterable[Problem]:
    published = one.source.published if one.source else None
    for field, written in (("day", one.day), ("until", one.until), ("source.published", published)):
        if written is not None and stretch_of(written) is None:
            yield Problem("impossible-date", f"{written!r} is no day of the calendar.", field=field)
    start, end = (stretch_of(written) if written else None for written in (one.day, one.until))
    if start and end and end.last < start.first:
        yield Problem("end-before-start", f"It ends on {one.until} and begins on {one.day}.", field="until")
    if one.kind in ("event", "milestone") and one.day is None:
        severity: Any = "doubt" if one.kind == "event" else "loss"
        yield Problem("no-day", "No day is given, so it has no place in time.", severity, field="day")
    if one.kind == "event" and start:
        told = stretch_of(published) if published else None
        if told and start.first > told.last:
            yield Problem("later-than-source", f"Its source of {published} tells of {one.day} as past.", field="day")
        elif one.at is not None and start.first > one.at.date():
            yield Problem("in-the-future", f"{one.day} was still to come when it was added.", field="day")


def _values(one: Addition) -> Iterable[Problem]:
    if one.kind not in NUMBERED:
        return
    number = one.number
    if number is None:
        yield Problem("unreadable-number", f"{one.value!r} is no number.", "loss", field="value")
    elif number < 0:
        yield Problem("negative-value", f"{one.value} is below zero.", field="value")
    if one.kind == "amount" and not one.unit:
        yield Problem("unknown-currency", "No currency is given; none is assumed.", field="unit")
    elif one.kind == "amount" and not (len(one.unit or "") == 3 and (one.unit or "").isupper()):
        yield Problem("unknown-currency", f"{one.unit!r} is no code of a currency (ISO 4217).", field="unit")


def _places(one: Addition) -> Iterable[Problem]:
    if (one.latitude or one.longitude) and one.coordinates is None:
        yield Problem("impossible-place", f"{one.latitude}, {one.longitude} is no place on Earth.", field="latitude")
    if one.kind == "unit" and not one.place:
        yield Problem("in-no-node", "The unit's node is not given.", field="place")


class Held(NamedTuple):
    """An addition with what it is about today.

    Attributes:
        addition: as it was made.
        claim: for one about a commitment, the claim that stands for the one it was made for; None where nothing does.
        taken_back: id of the take-back that ended it, None where it counts.
    """

    addition: Addition
    claim: str | None
    taken_back: str | None

    @property
    def stale(self) -> bool:
        """Whether the claim that it was made for is no longer read."""
        return self.claim is None and self.addition.subject.startswith("commitment:")

    @property
    def counts(self) -> bool:
        """Whether it is neither stale nor taken back, and not a take-back itself."""
        return not self.stale and self.taken_back is None and self.addition.kind != "take-back"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it by itself."""
        return find_problems(self.addition)


def settle_additions(made: Iterable[Addition]) -> dict[str, str]:
    """Return by addition the take-back that ended it, given all in the order in which they were made.

    A take-back can itself be taken back; then what it ended counts again.

    >>> def back(name, what):
    ...     return Addition(id=name, kind="take-back", takes_back=what, who="a clerk", why="seen twice")
    >>> settle_additions([back("t1", "a"), back("t2", "t1")])
    {'t1': 't2'}
    """
    ended: dict[str, str] = {}
    for one in reversed([one for one in made if one.takes_back is not None]):
        if one.id not in ended and one.takes_back is not None:
            ended.setdefault(one.takes_back, one.id)
    return ended
