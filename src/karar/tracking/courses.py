"""The course of a state: events put in order, each a move or a repeat, and what stands in the end.

A state goes on by its rank. A later report of an earlier rank (an article that calls a signed paper "announced") moves
nothing. What does turn back is said by an event: an end (suspended, lapsed …), or a person's addition. The course
depends on the events alone, in whatever order they arrived.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from karar.model.problems import Problem
from karar.model.states import Grade
from karar.tracking.events import Event
from karar.tracking.grades import grade_of

BACK = "extended"
"""What undoes a lapse where nothing else was heard: the state is again what it was before."""


class Ladder(msgspec.Struct, frozen=True):
    """The states of a track.

    Attributes:
        ranks: those that follow each other.
        ends: those that end it, each with what may still be reached from it by a report; an addition may move it on
            from everywhere.
    """

    ranks: tuple[str, ...]
    ends: Mapping[str, tuple[str, ...]]

    def rank(self, state: str | None) -> int:
        """Return a state's place in the order; -1 for none, and for an end."""
        return self.ranks.index(state) if state in self.ranks else -1

    def place(self, state: str) -> int:
        """Return a place for states of one day: ranks in their order, then ends."""
        return self.rank(state) if state in self.ranks else len(self.ranks)


class Move(msgspec.Struct, frozen=True):
    """That a state became another, and the event that says so."""

    before: str | None
    after: str | None
    event: Event


class Course(msgspec.Struct, frozen=True):
    """How a state came along.

    Attributes:
        state: what it is; None where there is no evidence of any.
        grade: how good the evidence of that is.
        since: the day of it, as exactly as it is known.
        moves: from the first state to the last, each with its event.
        repeats: events that moved nothing: further reports of what was known.
        contested: events that tell of it as going on after its end, which they cannot undo.
        problems: what is wrong with the events.
    """

    state: str | None
    grade: Grade
    since: str | None
    moves: tuple[Move, ...] = ()
    repeats: tuple[Event, ...] = ()
    contested: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def events(self) -> list[Event]:
        """All its events, by day."""
        found = [*(one.event for one in self.moves), *self.repeats, *self.contested]
        return sorted(found, key=lambda one: (one.placed, one.id, one.what))


def run_course(ladder: Ladder, events: Iterable[Event], parties: Collection[str], on: date) -> Course:
    """Return the course of a state up to a day.

    Args:
        ladder: the track's states.
        events: of this track, in any order; those of later days are left out.
        parties: whose official word counts.
        on: the last day.
    """
    ordered = sorted(
        (one for one in events if one.placed <= on),
        key=lambda one: (one.placed, ladder.place(one.what), one.what, one.rule, one.id),
    )
    state: str | None = None
    resting: str | None = None
    moves: list[Move] = []
    repeats: list[Event] = []
    contested: list[Event] = []
    problems: list[Problem] = []
    for event in ordered:
        after = resting if event.what == BACK and state == "lapsed" else event.what
        if not moves_on(ladder, state, event):
            goes_on = state in ladder.ends and event.what in ladder.ranks and event.placed > moves[-1].event.placed
            (contested if goes_on else repeats).append(event)
            continue
        problems += _skips(ladder, state, event)
        if after in ladder.ends and state not in ladder.ends:
            resting = state
        moves.append(Move(state, after, event))
        state = after
    return Course(
        state=state,
        grade=_grade(state, moves, repeats, parties),
        since=moves[-1].event.day if moves else None,
        moves=tuple(moves),
        repeats=tuple(repeats),
        contested=tuple(contested),
        problems=tuple(problems),
    )


def moves_on(ladder: Ladder, state: str | None, event: Event) -> bool:
    """Whether an event moves a state."""
    what = event.what
    if what == BACK:
        return state == "lapsed"
    if what == state or (what not in ladder.ranks and what not in ladder.ends):
        return False
    if what == "lapsed":
        # A term that runs out ends what was under way, and not what was fulfilled or ended before.
        return state != ladder.ranks[-1] and state not in ladder.ends
    if event.addition is not None or what in ladder.ends:
        return True
    if state is not None and state in ladder.ends:
        return what in ladder.ends[state]
    return ladder.rank(what) > ladder.rank(state)


def _skips(ladder: Ladder, state: str | None, event: Event) -> Iterable[Problem]:
    """Yield what is odd about a move: it turns back, leaves out states between, or names a state that is none."""
    rank, before = ladder.rank(event.what), ladder.rank(state)
    if rank >= 0 and before >= 0 and rank < before:
        yield Problem("runs-backwards", f"It was {state} and is {event.what} again, as {_who(event)} says.", "note")
    if rank > before + 1 and before >= 0:
        left = ", ".join(ladder.ranks[before + 1 : rank])
        yield Problem("skipped-state", f"From {state} to {event.what} without evidence of: {left}.", "note")


def _who(event: Event) -> str:
    return event.publisher or event.where or event.id


def _grade(state: str | None, moves: Sequence[Move], repeats: Sequence[Event], parties: Collection[str]) -> Grade:
    if state is None:
        return "none"
    # What was said of this state before it was last left says nothing of today.
    left = [number for number, one in enumerate(moves) if one.after != state]
    since = moves[left[-1] + 1].event.placed if left and left[-1] + 1 < len(moves) else date.min
    reached = [one.event for one in moves if one.after == state and one.event.placed >= since]
    return grade_of([*reached, *(one for one in repeats if one.what == state and one.placed >= since)], parties)
