"""The register of instruments: every paper that claims name or people added, with what is known of it and its reports.

An entry is a commitment whose claims name a paper (a memorandum, a loan, a joint statement …), or a thing that people
added under a key of its own (``instrument:…``). A title stands in the language of the page that gives it; none is
translated or made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, TypeVar, get_args

import msgspec

from karar.model.additions import Addition, Held
from karar.model.claims import ActorKind, Claim, InstrumentType
from karar.model.days import DayPrecision, precision_of
from karar.model.problems import Problem
from karar.model.states import Grade
from karar.text.normalise import fold
from karar.tracking.courses import Course
from karar.tracking.events import events_added
from karar.tracking.fields import announced
from karar.tracking.history import Known
from karar.tracking.instruments import instrument_course
from karar.tracking.roadmaps import Roadmap, roadmaps_of

T = TypeVar("T")

_OWN = "instrument:"
_SIGNING = frozenset({"sign", "procure"})
_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
_TYPES: tuple[InstrumentType, ...] = get_args(InstrumentType)


class Title(msgspec.Struct, frozen=True):
    """A title as it is written, its language, and what says so."""

    text: str
    lang: str | None
    claim: str | None = None
    addition: str | None = None


class Signatory(msgspec.Struct, frozen=True):
    """Who signed, or for whom: an office, an organisation, a person; the party where it is known; what says so."""

    name: str
    kind: ActorKind
    party: str | None
    claim: str | None = None
    addition: str | None = None


class Site(msgspec.Struct, frozen=True):
    """Where it was signed, with its code where that is known, and what says so."""

    name: str
    code: str | None
    claim: str | None = None
    addition: str | None = None


class PaperReport(msgspec.Struct, frozen=True):
    """A claim that tells of it, with its source and its words."""

    claim: str
    publisher: str | None
    published: str | None
    uri: str
    quote: str


class RegisterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument.

    Attributes:
        id: the commitment's id, or the key under which it was added.
        type: what kind of paper.
        titles: as pages and people give them, each once.
        parties: between whom.
        signatories: offices, organisations and persons that signed, as the claims of the signing name them.
        day: when it was signed, else when it was announced, as exactly as it is known.
        precision: how exact that is.
        places: where it was signed.
        fields: what it is about.
        state: its paper's state; None where nothing firm is told.
        grade: how good the evidence of that is.
        course: how its state came along.
        until: by when what it promises is to be kept.
        supersedes: ids of commitments whose place it takes.
        superseded_by: ids of commitments that take its place.
        reports: the claims that tell of it, the oldest first.
        problems: what is wrong with what was added, or with the events.
    """

    id: str
    type: InstrumentType
    titles: tuple[Title, ...]
    parties: tuple[str, ...]
    signatories: tuple[Signatory, ...]
    day: str | None
    precision: DayPrecision | None
    places: tuple[Site, ...]
    fields: tuple[str, ...]
    state: str | None
    grade: Grade
    course: Course
    until: str | None = None
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    reports: tuple[PaperReport, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Facts(NamedTuple):
    """What people added to one instrument."""

    titles: list[Title]
    signatories: list[Signatory]
    places: list[Site]
    fields: list[str]
    type: InstrumentType | None
    parties: tuple[str, ...]
    problems: list[Problem]


def register_of(known: Known, on: date, added: Sequence[Held] = ()) -> tuple[RegisterEntry, ...]:
    """Return the instruments of all that is known, those signed last first.

    Args:
        known: commitments with their claims and what was added to them.
        on: the day to be told of; events of later days are left out.
        added: what was added under keys of their own (`Ledger.additions(subjects=("instrument:",))`).
    """
    borne = known.borne_on()
    homes = {one.id: one for one in known.linking.commitments}
    held: dict[str, list[Held]] = {}
    for one in known.additions:
        if one.counts and one.claim is not None:
            held.setdefault(one.claim, []).append(one)
    entries: list[RegisterEntry] = []
    for roadmap in roadmaps_of(known, on):
        own = [one for name in homes[roadmap.commitment].claims for one in held.get(name, ())]
        facts = _facts(own)
        if roadmap.kind == "none" and facts.type is None:
            continue
        after = tuple(one.source for one in borne.get(roadmap.commitment, ()) if one.kind == "supersedes")
        before = tuple(one.target for one in homes[roadmap.commitment].relations if one.kind == "supersedes")
        entry = _entry(roadmap, [known.claims[name] for name in roadmap.claims], facts)
        entries.append(msgspec.structs.replace(entry, supersedes=before, superseded_by=after))
    entries += _added(added, on)
    entries.sort(key=lambda one: one.id)
    return tuple(sorted(entries, key=lambda one: one.day or "", reverse=True))


def _entry(roadmap: Roadmap, claims: Sequence[Claim], facts: _Facts) -> RegisterEntry:
    """Make the entry of a commitment."""
    signing = [claim for claim in claims if claim.act in _SIGNING] or [
        claim for claim in claims if claim.instrument.type != "none"
    ]
    course = roadmap.instrument
    signed = next((one.event for one in course.moves if one.after == "signed"), None)
    day = signed.day if signed else course.since or announced(claims[0])
    return RegisterEntry(
        id=roadmap.commitment,
        type=facts.type or roadmap.kind,
        titles=_once([*_titles(claims), *facts.titles], lambda one: (fold(one.text), one.lang)),
        parties=facts.parties or roadmap.parties,
        signatories=_once([*_signatories(signing), *facts.signatories], lambda one: fold(one.name)),
        day=day,
        precision=precision_of(day) if day else None,
        places=_once([*_sites(signing), *facts.places], lambda one: fold(one.name)),
        fields=tuple(dict.fromkeys([*roadmap.sectors, *facts.fields])),
        state=course.state,
        grade=course.grade,
        course=course,
        until=roadmap.deadline.day if roadmap.deadline else None,
        reports=tuple(
            PaperReport(
                claim.id, claim.source.publisher, claim.source.published, claim.source.uri, claim.quote.text
            )
            for claim in claims
        ),
        problems=tuple(dict.fromkeys([*roadmap.problems, *facts.problems])),
    )  # fmt: skip


def _added(added: Iterable[Held], on: date) -> list[RegisterEntry]:
    """Make the entries of what people added under keys of their own."""
    own = sorted((one for one in added if one.counts and one.addition.subject.startswith(_OWN)), key=_subject)
    entries: list[RegisterEntry] = []
    for subject, found in groupby(own, key=_subject):
        held = list(found)
        facts = _facts(held)
        course = instrument_course(events_added(held), facts.parties, on)
        signed = next((one.event.day for one in course.moves if one.after == "signed"), course.since)
        entries.append(
            RegisterEntry(
                id=subject,
                type=facts.type or "none",
                titles=tuple(facts.titles),
                parties=facts.parties,
                signatories=tuple(facts.signatories),
                day=signed,
                precision=precision_of(signed) if signed else None,
                places=tuple(facts.places),
                fields=tuple(facts.fields),
                state=course.state,
                grade=course.grade,
                course=course,
                problems=(*(problem for one in held for problem in one.problems), *facts.problems),
            )
        )
    return entries


def _subject(one: Held) -> str:
    return one.addition.subject


def _once(found: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    """Return what was found without what says the same again."""
    kept: dict[object, T] = {}
    for one in found:
        kept.setdefault(key(one), one)
    return tuple(kept.values())


def _titles(claims: Iterable[Claim]) -> list[Title]:
    return [
        Title(claim.instrument.title, claim.source.lang, claim=claim.id) for claim in claims if claim.instrument.title
    ]


def _signatories(claims: Iterable[Claim]) -> list[Signatory]:
    return [Signatory(one.name, one.kind, one.party, claim=claim.id) for claim in claims for one in claim.actors]


def _sites(claims: Iterable[Claim]) -> list[Site]:
    return [Site(one.name, one.code, claim=claim.id) for claim in claims for one in claim.places]


def _facts(held: Iterable[Held]) -> _Facts:
    """Return what people added: facts named ``title``, ``type``, ``field``, ``parties``, ``office``, ``person``,
    ``organisation``; places; and the parties that events name."""
    facts = _Facts([], [], [], [], None, (), [])
    kind: InstrumentType | None = None
    parties: tuple[str, ...] = ()
    for one in held:
        added = one.addition
        parties = parties or added.parties
        if added.kind == "place":
            facts.places.append(Site(added.what, added.code, addition=added.id))
        elif added.kind == "event" and added.place:
            facts.places.append(Site(added.place, added.code, addition=added.id))
        if added.kind == "fact":
            found, problem = _fact(added, facts)
            kind = found or kind
            facts.problems.extend([problem] if problem else [])
            if added.what == "parties":
                parties = tuple((added.value or "").replace(",", " ").split())
    return facts._replace(type=kind, parties=parties)


def _fact(added: Addition, facts: _Facts) -> tuple[InstrumentType | None, Problem | None]:
    """Put one fact where it belongs; return the type of paper that it names, and what is wrong with it."""
    value = added.value or ""
    if added.what == "title":
        facts.titles.append(Title(value, added.lang, addition=added.id))
    elif added.what == "field":
        facts.fields.append(value)
    elif added.what == "type":
        for kind in _TYPES:
            if kind == value:
                return kind, None
        return None, Problem("unknown-type", f"{value!r} is no type of paper: {', '.join(_TYPES)}.", field="value")
    else:
        for actor in _KINDS:
            if actor == added.what:
                facts.signatories.append(Signatory(value, actor, added.party, addition=added.id))
    return None, None
