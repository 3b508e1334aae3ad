"""Standing talks between states: which there are, at what level, the rounds held, what came of them, when next.

A commitment that tells of a meeting is a round of the talks that its claims name (see `dialogue_names`), or else of the
talks whose offices meet there; commitments that tell of one round are put together. What the same page says was signed,
agreed or pledged between the same parties is the round's outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from karar.model.claims import Claim
from karar.model.commitments import Commitment
from karar.model.problems import Problem
from karar.model.spans import Span
from karar.model.values import Modality
from karar.reference.dialogues import DialogueTables, Level, Mechanism
from karar.tracking.days import stretch
from karar.tracking.dialogue_names import Naming, find_naming
from karar.tracking.history import Known
from karar.tracking.rhythm import FEWEST, Due, Rhythm, compute_rhythm, gaps_of, next_due

Held = Literal["held", "planned", "possible", "called-off"]
"""How firm a round is: it took place; it is decided or planned; it was proposed or may be; it was denied or put off."""

_HELD: Mapping[Modality, Held] = {
    "done": "held",
    "decided": "planned",
    "planned": "planned",
    "proposed": "possible",
    "possible": "possible",
    "denied": "called-off",
}
_SUMMIT, _LEADERS = "annual-summit", "leaders"
_REPORTED_WITHIN = 7
"""A page without the day of a meeting tells of one held so many days before it at most."""
_EXACT = timedelta(days=31)
"""What is dated less exactly than to the month ("in 2019") is told as history, not as what came of a meeting."""
_VISIT = 3
"""Rounds of one level so many days apart are one visit."""


LEVELS: tuple[Level, ...] = (
    "leaders", "ministers", "special-representatives", "advisers", "officials", "military", "legislators", "business",
)  # fmt: skip
"""From the top down."""
_FIRMEST: tuple[Held, ...] = ("held", "called-off", "planned", "possible")


class WordsOf(msgspec.Struct, frozen=True):
    """Which words of which claim say so; the spans are of its document's text."""

    claim: str
    spans: tuple[Span, ...]


class Meeting(msgspec.Struct, frozen=True):
    """One round.

    Attributes:
        held: how firm it is, by the firmest of its reports.
        day: when, as exactly as it is told: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``YYYY-Www``; None where no
            page says.
        until: its last day, where pages tell of several (an arrival, the talks on the next day).
        told: the first day on which a page told of it.
        number: which round, where the words say so.
        places: where, as named.
        people: who took part, as named.
        commitments: the commitments that tell of it.
        outcome: the commitments that the same pages say were made by the same parties.
        evidence: the words that name the talks.
    """

    held: Held
    day: str | None
    until: str | None
    told: str | None
    number: int | None
    places: tuple[str, ...]
    people: tuple[str, ...]
    commitments: tuple[str, ...]
    outcome: tuple[str, ...]
    evidence: tuple[WordsOf, ...]

    @property
    def order(self) -> str:
        """What rounds are ordered by: the day, else the day it was told of."""
        return self.day or self.told or ""


class Dialogue(msgspec.Struct, frozen=True):
    """Talks between some states.

    Attributes:
        key: ``dialogue:IN-JP:security-advisers``; it stays the same whatever is read.
        mechanism: id in `resources/dialogues`.
        labels: what the mechanism is called, by language.
        level: who meets.
        sectors: what it is about.
        parties: between whom.
        standing: whether it is held again and again: by its name, its rhythm, or two rounds and more.
        meetings: rounds, the latest first.
        set_up: commitments that decide on the talks themselves.
        rhythm: how often; None where nobody can say.
        due: when next, by a plan or by the rhythm; None where neither is known.
        silent: days since anything was told of it; None where no page has a day.
        problems: what is wrong with it.
    """

    key: str
    mechanism: str
    labels: dict[str, str]
    level: Level
    sectors: tuple[str, ...]
    parties: tuple[str, ...]
    standing: bool
    meetings: tuple[Meeting, ...]
    set_up: tuple[str, ...] = ()
    rhythm: Rhythm | None = None
    due: Due | None = None
    silent: int | None = None
    problems: tuple[Problem, ...] = ()


class _Telling(msgspec.Struct, frozen=True):
    """A commitment that tells of talks, with the claim that tells best."""

    commitment: Commitment
    claims: tuple[Claim, ...]
    naming: Naming
    claim: Claim


def find_dialogues(known: Known, tables: DialogueTables, today: date) -> tuple[Dialogue, ...]:
    """Return the talks that commitments tell of, from leaders down, those with the latest round first.

    Args:
        known: commitments and their claims.
        tables: the mechanisms and their names.
        today: the day that what is due or silent is counted from.
    """
    told: dict[tuple[tuple[str, ...], str], list[_Telling]] = {}
    for commitment in known.linking.commitments:
        found = _tell(known.claims_of(commitment), commitment, tables)
        if found is not None and len(found.claim.parties) > 1:
            told.setdefault((tuple(sorted(found.claim.parties)), found.naming.mechanism), []).append(found)
    pages = _by_page(known)
    rounds = {
        key: list(_put_together([_meeting(one, pages) for one in tellings if not one.naming.founding]))
        for key, tellings in told.items()
    }
    for key in told:
        _absorb(key, rounds)
    dialogues = [
        _dialogue(parties, tables.mechanisms[name], tellings, rounds[parties, name], today)
        for (parties, name), tellings in told.items()
        if rounds[parties, name] or any(one.naming.founding for one in tellings)
    ]
    dialogues.sort(key=lambda one: one.key)
    dialogues.sort(key=lambda one: one.meetings[0].order if one.meetings else "", reverse=True)
    return tuple(sorted(dialogues, key=lambda one: LEVELS.index(one.level)))


def _tell(claims: Sequence[Claim], commitment: Commitment, tables: DialogueTables) -> _Telling | None:
    """Return what a commitment's claims tell of talks: a name before offices, a meeting before another act."""
    found = [(claim, naming) for claim in claims if (naming := find_naming(claim, tables)) is not None]
    if not found:
        return None
    claim, naming = max(found, key=lambda one: (one[1].named, one[0].act == "consult", one[0].confidence, one[0].id))
    return _Telling(commitment, tuple(claims), naming, claim)


def _absorb(key: tuple[tuple[str, ...], str], rounds: dict[tuple[tuple[str, ...], str], list[Meeting]]) -> None:
    """Take the leaders' meetings that a page calls by no name into the annual summit that was held on those days."""
    parties, name = key
    if name != _SUMMIT or (parties, _LEADERS) not in rounds:
        return
    left = []
    for meeting in rounds[parties, _LEADERS]:
        same = next((place for place, other in enumerate(rounds[key]) if _is_same(other, meeting)), None)
        if same is None:
            left.append(meeting)
        else:
            rounds[key][same] = _joined(rounds[key][same], meeting)
    rounds[parties, _LEADERS] = left


def _by_page(known: Known) -> dict[str, list[tuple[str, Claim]]]:
    """Return what each page says besides meetings, with the commitment it belongs to."""
    belong = known.linking.by_claim()
    pages: dict[str, list[tuple[str, Claim]]] = {}
    for claim in known.claims.values():
        if claim.modality != "denied" and claim.id in belong:
            pages.setdefault(claim.reading.document, []).append((belong[claim.id], claim))
    return pages


def _dialogue(
    parties: tuple[str, ...],
    mechanism: Mechanism,
    tellings: Sequence[_Telling],
    rounds: Sequence[Meeting],
    today: date,
) -> Dialogue:
    meetings = sorted(rounds, key=lambda one: (one.order, one.commitments), reverse=True)
    set_up = tuple(sorted(one.commitment.id for one in tellings if one.naming.founding))
    stated = _stated(tellings, mechanism)
    held = [span for one in meetings if one.held == "held" and (span := _known_to_month(one.day or one.told))]
    rhythm = stated or compute_rhythm([first for first, _ in held])
    named = any(one.naming.named for one in tellings) and mechanism.standing
    standing = named or rhythm is not None or len(held) > 1 or bool(set_up)
    days = [day for one in tellings for claim in one.claims if (day := claim.source.published)]
    last = stretch(max(days, default=None))
    return Dialogue(
        key=f"dialogue:{'-'.join(parties)}:{mechanism.id}",
        mechanism=mechanism.id,
        labels=mechanism.labels,
        level=mechanism.level,
        sectors=mechanism.sectors,
        parties=parties,
        standing=standing,
        meetings=tuple(meetings),
        set_up=set_up,
        rhythm=rhythm,
        due=_due(meetings, held, rhythm, today),
        silent=max(0, (today - last[1]).days) if last else None,
        problems=tuple(_problems(meetings, held, rhythm, standing=standing)),
    )


def _known_to_month(day: str | None) -> tuple[date, date] | None:
    found = stretch(day)
    return found if found and (found[1] - found[0]).days < 31 else None


def _meeting(one: _Telling, pages: Mapping[str, Sequence[tuple[str, Claim]]]) -> Meeting:
    modality = Counter(claim.modality for claim in one.claims).most_common()
    firmest = min((_HELD[name] for name, _ in modality), key=_FIRMEST.index)
    parties = set(one.claim.parties)
    outcome = {
        commitment
        for claim in one.claims
        for commitment, other in pages.get(claim.reading.document, ())
        if parties <= set(other.parties) and other.act != "consult" and _came_of(claim, other)
    }
    first, last = _from_to(claim.when.value for claim in one.claims if claim.when)
    return Meeting(
        held=firmest,
        day=first,
        until=last,
        told=min((claim.source.published for claim in one.claims if claim.source.published), default=None),
        number=one.naming.number,
        places=_named(place.name for claim in one.claims for place in claim.places),
        people=_people(actor.name for claim in one.claims for actor in claim.actors if actor.kind == "person"),
        commitments=(one.commitment.id,),
        outcome=tuple(sorted(outcome)) if firmest == "held" else (),
        evidence=(WordsOf(one.claim.id, one.naming.evidence),),
    )


def _from_to(days: Iterable[str | None]) -> tuple[str | None, str | None]:
    """Return the first of the days that are told most exactly, and the last where that is another."""
    known = {day for day in days if day}
    exact = sorted(day for day in known if len(day) == max(map(len, known)))
    if not exact:
        return None, None
    return exact[0], exact[-1] if exact[-1] != exact[0] else None


def _came_of(claim: Claim, other: Claim) -> bool:
    """Whether what a page tells beside a meeting may have come of it: it has no day of its own, or the meeting's.

    A meeting whose day is not told lies within the week before its page.
    """
    its = stretch(other.when.value) if other.when else None
    if its is None:
        return True
    mine = stretch(claim.when.value) if claim.when else None
    if mine is None and (told := stretch(claim.source.published)):
        mine = told[0] - timedelta(days=_REPORTED_WITHIN), told[1]
    return mine is None or (mine[0] <= its[1] and its[0] <= mine[1] and its[1] - its[0] <= _EXACT)


def _people(names: Iterable[str]) -> tuple[str, ...]:
    """Return names, each once; a surname that another's full name ends with is no further person."""
    found = dict.fromkeys(names)
    return tuple(one for one in found if not any(other != one and other.endswith(f" {one}") for other in found))


def _named(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _put_together(meetings: Sequence[Meeting]) -> Iterator[Meeting]:
    """Yield rounds, those told apart in several commitments put together."""
    groups: list[Meeting] = []
    for one in sorted(meetings, key=lambda one: (one.day is None, one.order, one.commitments)):
        same = next((place for place, other in enumerate(groups) if _is_same(other, one)), None)
        if same is None:
            groups.append(one)
        else:
            groups[same] = _joined(groups[same], one)
    yield from groups


def _is_same(a: Meeting, b: Meeting) -> bool:
    if a.number and b.number:
        return a.number == b.number
    if a.day and b.day:
        mine, its = stretch(a.day), stretch(b.day)
        if mine is None or its is None:
            return a.day == b.day
        apart = max((mine[0] - its[1]).days, (its[0] - mine[1]).days)
        return apart <= _VISIT
    dated, undated = (a, b) if a.day else (b, a)
    mine, its = stretch(dated.day or dated.told), stretch(undated.told)
    if mine is None or its is None:
        return False
    return -_VISIT <= (its[0] - mine[1]).days <= _REPORTED_WITHIN


def _joined(a: Meeting, b: Meeting) -> Meeting:
    held = min((a.held, b.held), key=_FIRMEST.index)
    first, last = _from_to((a.day, a.until, b.day, b.until))
    commitments = {*a.commitments, *b.commitments}
    return Meeting(
        held=held,
        day=first,
        until=last,
        told=min((day for day in (a.told, b.told) if day), default=None),
        number=a.number or b.number,
        places=_named((*a.places, *b.places)),
        people=_people((*a.people, *b.people)),
        commitments=tuple(sorted(commitments)),
        outcome=tuple(sorted({*a.outcome, *b.outcome})),
        evidence=(*a.evidence, *b.evidence),
    )


def _stated(tellings: Sequence[_Telling], mechanism: Mechanism) -> Rhythm | None:
    """Return the rhythm that the words of the latest claim which has some tell, else that of the mechanism's name."""
    stated = [one for one in tellings if one.naming.every is not None and one.naming.every_evidence]
    if stated:
        last = max(stated, key=lambda one: (one.claim.source.published or "", one.claim.id))
        return Rhythm(str(last.naming.every), "stated", claim=last.claim.id)
    return Rhythm(mechanism.every, "named") if mechanism.every else None


def _due(
    meetings: Sequence[Meeting],
    held: Sequence[tuple[date, date]],
    rhythm: Rhythm | None,
    today: date,
) -> Due | None:
    """Return the next round: one that is planned after the last held, else by the rhythm."""
    last = max(held, default=None)
    planned = [
        (span, one)
        for one in meetings
        if one.held == "planned" and (span := stretch(one.day)) and (last is None or span[0] > last[1])
    ]
    if planned:
        (first, end), one = min(planned, key=lambda found: found[0])
        overdue = max(0, (today - end).days)
        return Due(first.isoformat(), end.isoformat(), "planned", overdue, one.evidence[0].claim)
    return next_due(last[1], rhythm, today) if last and rhythm else None


def _problems(
    meetings: Sequence[Meeting], held: Sequence[tuple[date, date]], rhythm: Rhythm | None, *, standing: bool
) -> Iterator[Problem]:
    for one in meetings:
        day, told = stretch(one.day), stretch(one.told)
        if one.held == "held" and day and told and day[0] > told[1]:
            message = f"a round of {one.day} is told as held by a page of {one.told}"
            yield Problem("held-before-its-day", message, "doubt", field=f"meetings.{one.commitments[0]}")
    if standing and rhythm is None:
        gaps = gaps_of([first for first, _ in held])
        if len(gaps) < FEWEST - 1:
            yield Problem("no-rhythm", f"{len(held)} dated rounds show no rhythm; {FEWEST} could", "note")
        else:
            message = f"rounds lie {min(gaps)} to {max(gaps)} days apart: no rhythm"
            yield Problem("uneven-rhythm", message, "note")
