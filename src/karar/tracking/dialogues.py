"""Standing talks between states: which there are, at what level, the rounds held, what came of them, when next.

A commitment that tells of a meeting is a round of the talks that its claims name (see `dialogue_names`), or else of the
talks whose offices meet there; commitments that tell of one round are put together. What the same page says was signed,
agreed or pledged between the same parties is the round's outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from karar.model.additions import Addition, Held, find_problems
from karar.model.claims import Claim
from karar.model.commitments import Commitment
from karar.model.days import stretch_of
from karar.model.problems import Problem
from karar.reference.dialogues import DialogueTables, Level, Mechanism
from karar.tracking.dialogue_names import find_naming
from karar.tracking.history import Known
from karar.tracking.rhythm import FEWEST, Due, Rhythm, compute_rhythm, gaps_of, is_rhythm, next_due
from karar.tracking.rounds import Meeting, Telling, is_same, joined, meeting_added, meeting_of, put_together

_SUMMIT, _LEADERS = "annual-summit", "leaders"
LEVELS: tuple[Level, ...] = (
    "leaders", "ministers", "special-representatives", "advisers", "officials", "military", "legislators", "business",
)  # fmt: skip
"""From the top down."""


_Key = tuple[tuple[str, ...], str]
"""Parties, sorted, and the mechanism."""


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


def find_dialogues(
    known: Known, tables: DialogueTables, today: date, added: Sequence[Held] = ()
) -> tuple[Dialogue, ...]:
    """Return the talks that commitments tell of, from leaders down, those with the latest round first.

    Args:
        known: commitments and their claims.
        tables: the mechanisms and their names.
        today: the day that what is due or silent is counted from.
        added: what people added to dialogues (subject ``dialogue:IN-JP:cyber``): meetings held (``event``) and to come
            (``milestone``), and how often (the ``fact`` called ``every``, an ISO 8601 duration).
    """
    by_key = _by_key(added, tables)
    told: dict[_Key, list[Telling]] = {}
    for commitment in known.linking.commitments:
        found = _tell(known.claims_of(commitment), commitment, tables)
        if found is not None and len(found.claim.parties) > 1:
            told.setdefault((tuple(sorted(found.claim.parties)), found.naming.mechanism), []).append(found)
    pages = _by_page(known)
    rounds: dict[_Key, list[Meeting]] = {}
    for key in {**told, **by_key}:
        read = [meeting_of(one, pages) for one in told.get(key, ()) if not one.naming.founding]
        person = [meeting_added(one) for one in by_key.get(key, ()) if one.kind in ("event", "milestone")]
        rounds[key] = list(put_together([*read, *person]))
    for key in list(rounds):
        _absorb(key, rounds)
    dialogues = [
        _dialogue(key, tables.mechanisms[key[1]], told.get(key, ()), meetings, by_key.get(key, ()), today)
        for key, meetings in rounds.items()
        if meetings or key in by_key or any(one.naming.founding for one in told[key])
    ]
    dialogues.sort(key=lambda one: one.key)
    dialogues.sort(key=lambda one: one.meetings[0].order if one.meetings else "", reverse=True)
    return tuple(sorted(dialogues, key=lambda one: LEVELS.index(one.level)))


def _tell(claims: Sequence[Claim], commitment: Commitment, tables: DialogueTables) -> Telling | None:
    """Return what a commitment's claims tell of talks: a name before offices, a meeting before another act."""
    found = [(claim, naming) for claim in claims if (naming := find_naming(claim, tables)) is not None]
    if not found:
        return None
    claim, naming = max(found, key=lambda one: (one[1].named, one[0].act == "consult", one[0].confidence, one[0].id))
    return Telling(commitment, tuple(claims), naming, claim)


def _absorb(key: _Key, rounds: dict[_Key, list[Meeting]]) -> None:
    """Take the leaders' meetings that a page calls by no name into the annual summit that was held on those days."""
    parties, name = key
    if name != _SUMMIT or (parties, _LEADERS) not in rounds:
        return
    left = []
    for meeting in rounds[parties, _LEADERS]:
        same = next((place for place, other in enumerate(rounds[key]) if is_same(other, meeting)), None)
        if same is None:
            left.append(meeting)
        else:
            rounds[key][same] = joined(rounds[key][same], meeting)
    rounds[parties, _LEADERS] = left


def _by_page(known: Known) -> dict[str, list[tuple[str, Claim]]]:
    """Return what each page says besides meetings, with the commitment it belongs to."""
    belong = known.linking.by_claim()
    pages: dict[str, list[tuple[str, Claim]]] = {}
    for claim in known.claims.values():
        if claim.modality != "denied" and claim.id in belong:
            pages.setdefault(claim.reading.document, []).append((belong[claim.id], claim))
    return pages


def _by_key(added: Iterable[Held], tables: DialogueTables) -> dict[_Key, list[Addition]]:
    """Return what people added and what counts of it, by the dialogue's key; of mechanisms that are known."""
    found: dict[_Key, list[Addition]] = {}
    for one in added:
        _, _, key = one.addition.subject.partition(":")
        parties, _, name = key.partition(":")
        if one.counts and name in tables.mechanisms:
            found.setdefault((tuple(sorted(parties.split("-"))), name), []).append(one.addition)
    return found


def _dialogue(
    key: _Key,
    mechanism: Mechanism,
    tellings: Sequence[Telling],
    rounds: Sequence[Meeting],
    added: Sequence[Addition],
    today: date,
) -> Dialogue:
    parties = key[0]
    meetings = sorted(rounds, key=lambda one: (one.order, one.commitments, one.additions), reverse=True)
    set_up = tuple(sorted(one.commitment.id for one in tellings if one.naming.founding))
    stated = _added_rhythm(added) or _stated(tellings, mechanism)
    held = [span for one in meetings if one.held == "held" and (span := _known_to_month(one.day or one.told))]
    rhythm = stated or compute_rhythm([first for first, _ in held])
    named = any(one.naming.named for one in tellings) and mechanism.standing
    standing = named or rhythm is not None or len(held) > 1 or bool(set_up or added)
    days = [day for one in tellings for claim in one.claims if (day := claim.source.published)]
    last = stretch_of(max(days, default=""))
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
        problems=(*_problems(meetings, held, rhythm, standing=standing), *_of_additions(added)),
    )


def _known_to_month(day: str | None) -> tuple[date, date] | None:
    found = stretch_of(day or "")
    return found if found and (found[1] - found[0]).days < 31 else None


def _added_rhythm(added: Sequence[Addition]) -> Rhythm | None:
    """Return the rhythm that a person added last."""
    facts = [one for one in added if (one.kind, one.what) == ("fact", "every") and is_rhythm(one.value or "")]
    return Rhythm(str(facts[-1].value), "added", claim=facts[-1].id) if facts else None


def _stated(tellings: Sequence[Telling], mechanism: Mechanism) -> Rhythm | None:
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
        if one.held == "planned" and (span := stretch_of(one.day or "")) and (last is None or span[0] > last[1])
    ]
    if planned:
        (first, end), one = min(planned, key=lambda found: found[0])
        overdue = max(0, (today - end).days)
        says = (*(words.claim for words in one.evidence), *one.additions)
        return Due(first.isoformat(), end.isoformat(), "planned", overdue, says[0])
    return next_due(last[1], rhythm, today) if last and rhythm else None


def _problems(
    meetings: Sequence[Meeting], held: Sequence[tuple[date, date]], rhythm: Rhythm | None, *, standing: bool
) -> Iterator[Problem]:
    for one in meetings:
        day, told = stretch_of(one.day or ""), stretch_of(one.told or "")
        if one.held == "held" and day and told and day[0] > told[1]:
            message = f"a round of {one.day} is told as held by a page of {one.told}"
            yield Problem(
                "held-before-its-day", message, "doubt", field=f"meetings.{(*one.commitments, *one.additions)[0]}"
            )
    if standing and rhythm is None:
        gaps = gaps_of([first for first, _ in held])
        if len(gaps) < FEWEST - 1:
            yield Problem("no-rhythm", f"{len(held)} dated rounds show no rhythm; {FEWEST} could", "note")
        else:
            message = f"rounds lie {min(gaps)} to {max(gaps)} days apart: no rhythm"
            yield Problem("uneven-rhythm", message, "note")


def _of_additions(added: Iterable[Addition]) -> Iterator[Problem]:
    """Yield what is wrong with what people added, by itself or for a dialogue."""
    for one in added:
        yield from (msgspec.structs.replace(found, field=f"{one.id}.{found.field}") for found in find_problems(one))
        if (one.kind, one.what) == ("fact", "every") and not is_rhythm(one.value or ""):
            yield Problem("no-rhythm", f"nobody can compute {one.value!r}; P1Y is every year", "doubt", field=one.id)
