"""Roadmaps on a screen: a list, one with all its changes, and what is due.

::

    2025-08-29  India, Japan · roadmap
                “सुरक्षा सहयोग का रोडमैप तैयार”
                paper: announced (claimed) · iba6xgqiep
                delivery: no evidence
                fields: defence iba6xgqiep, cyber vbkkrm572w, counter-terrorism vbkkrm572w
                last heard 2025-08-29, 12 days ago · iba6xgqiep
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from karar.interfaces.cli.screen.console import put
from karar.interfaces.cli.screen.table import ID_SHOWN, start_of
from karar.interfaces.cli.screen.words import Words
from karar.tracking.compliance import Scored
from karar.tracking.courses import Course
from karar.tracking.due import DueItem, DueList
from karar.tracking.events import Event
from karar.tracking.roadmaps import Roadmap

_INDENT = 12
_ENDS = frozenset({"lapsed", "withdrawn", "suspended", "terminated", "superseded"})


class RoadmapView:
    """Prints roadmaps to a console in one language; ``on`` is the day that silence is counted to."""

    def __init__(self, console: Console, words: Words, on: date) -> None:
        self.console, self.words, self.on = console, words, on

    # --- one ------------------------------------------------------------------

    def show(self, one: Roadmap, *, score: bool) -> None:
        """Print a roadmap with every change."""
        self.line(one, score=False)
        for name, course in (("instrument", one.instrument), ("delivery", one.delivery)):
            self._course(name, course)
        self._milestones(one)
        if score:
            self._title(self.words.get("roadmap", "compliance"))
            self._put(self._score(one), 2)
            self._put(self.words.say("roadmap", "ogp", self.words.get("completion", one.compliance.completion)), 2)
        if one.problems:
            self._title(self.words.get("roadmap", "problems"))
        for problem in one.problems:
            self._put(f"{self.words.get('severity', problem.severity)}: {problem.message}", 2)

    def _course(self, name: str, course: Course) -> None:
        words = self.words
        if not course.events:
            return
        self._title(f"{words.get('track', name)}: {self._state(course)}")
        for move in course.moves:
            before = f"{words.get('state', move.before)} → " if move.before else ""
            after = words.get("state", move.after or "none")
            self._put(f"{move.event.day or '?'}  {before}{after} · {self._source(move.event)}", 2)
        for key, events in (("against", course.contested), ("repeats", course.repeats)):
            for event in events:
                told = f"{event.day or '?'}  {words.get('state', event.what)} · {self._source(event)}"
                self._put(f"{words.get('roadmap', key)}: {told}", 4)

    def _source(self, event: Event) -> str:
        """Return by which rule an event was read, whose word it is, and what says so."""
        words = self.words
        word = words.party(event.word) if event.word else None
        whose = words.get("publisher", event.standing) if event.standing else None
        where = event.publisher or (event.where if event.addition else None)
        name = (event.id or event.note or "")[:ID_SHOWN]
        parts = (words.get("event_rule", event.rule), whose, word, where, name)
        return " · ".join(filter(None, parts))

    def _milestones(self, one: Roadmap) -> None:
        if one.milestones:
            self._title(self.words.get("roadmap", "milestones"))
        for milestone in one.milestones:
            met = f" · {self.words.get('roadmap', 'met')} {milestone.met[:ID_SHOWN]}" if milestone.met else ""
            self._put(f"{milestone.day or '?'}  {milestone.what} · {milestone.addition[:ID_SHOWN]}{met}", 2)

    # --- a list ---------------------------------------------------------------

    def line(self, one: Roadmap, *, score: bool) -> None:
        """Print a roadmap as an item of a list: who, what paper, the states, fields, what is due, how long silent."""
        words = self.words
        head = Text(f"{one.announced or words.get('phrase', 'undated'):<{_INDENT}}")
        head.append(", ".join(map(words.party, one.parties)), "bold")
        kind = words.get("instrument", one.kind)
        head.append(f" · {kind}" if kind else "")
        if one.contested:
            head.append(f" · {words.get('roadmap', 'contested')}", "bold red")
        self.console.print(head)
        self._put(one.title or f"“{start_of(one.quote, 2 * self.console.width - 30)}”", _INDENT)
        for name, course in (("instrument", one.instrument), ("delivery", one.delivery)):
            told = Text(f"{words.get('track', name)}: ")
            told.append(self._state(course), "red" if course.state in _ENDS else "bold")
            told.append(f" · {_ids(course)}" if course.moves else "", "dim")
            self._put(told, _INDENT)
        if one.fields:
            named = (f"{words.sector(field.name)} {field.claims[0][:ID_SHOWN]}" for field in one.fields)
            self._put(Text(f"{words.get('roadmap', 'fields')}: {', '.join(named)}", "dim"), _INDENT)
        for name in one.denied:
            self._put(Text(words.say("roadmap", "denied", name[:ID_SHOWN]), "red"), _INDENT)
        share = words.say("roadmap", "share", f"{100 * one.share:.1f}") if one.share is not None else None
        due = words.say("roadmap", "by", one.deadline.day) if one.deadline and not one.ended else None
        parts = (share, due, self._heard(one), self._score(one) if score else None, one.commitment[:ID_SHOWN])
        self._put(Text(" · ".join(filter(None, parts)), "dim"), _INDENT)

    def _state(self, course: Course) -> str:
        state = self.words.get("state", course.state or "none")
        return state if course.state is None else f"{state} ({self.words.get('grade', course.grade)})"

    def _heard(self, one: Roadmap) -> str:
        if one.heard is None:
            return self.words.get("roadmap", "never")
        days = (self.on - date.fromisoformat(one.heard)).days
        key = "heard" if days > 1 else "one_day" if days == 1 else "today"
        return self.words.say("roadmap", key, one.heard, days)

    def _score(self, one: Roadmap) -> str:
        if one.compliance.because:
            return self.words.get("roadmap", f"unscored_{one.compliance.because}")
        return self.words.say("roadmap", "g20", f"{one.compliance.score:+d}" if one.compliance.score else "0")

    def scored(self, found: Scored) -> None:
        """Print the score of all of them."""
        words = self.words
        if found.mean is None:
            told = words.say("roadmap", "all_none", found.unscored)
        else:
            told = words.say("roadmap", "all", found.mean, found.percent, found.scored, found.unscored)
        self.console.print(Text(told, "bold"))

    # --- what is due ----------------------------------------------------------

    def due(self, found: DueList) -> None:
        """Print what is due, then what is overdue."""
        for key, items in (("coming", found.coming), ("overdue", found.overdue)):
            if items:
                self._title(self.words.get("due", key))
            self._items(items)

    def _items(self, items: Iterable[DueItem]) -> None:
        words = self.words
        for one in items:
            day = "today" if one.days == 0 else "in_days" if one.days > 0 else "ago"
            silent = words.get("due", "never") if one.silent is None else words.say("due", "silent", one.silent)
            what = one.what or words.get("due", "whole")
            head = Text(f"{one.day:<{_INDENT}}")
            head.append(words.say("due", day, abs(one.days)), "bold red" if one.days < 0 else "bold")
            roadmap = one.roadmap
            who = ", ".join(map(words.party, roadmap.parties)) if roadmap else one.subject
            head.append(f" · {who} · {what}")
            self.console.print(head)
            if roadmap:
                self._put(roadmap.title or f"“{start_of(roadmap.quote, 2 * self.console.width - 30)}”", _INDENT)
            state = f"{words.get('track', 'delivery')}: {self._state(roadmap.delivery)}" if roadmap else None
            says = (one.claim or one.addition or "")[:ID_SHOWN]
            self._put(Text(" · ".join(filter(None, (state, silent, says))), "dim"), _INDENT)

    def _title(self, text: str) -> None:
        self.console.print()
        self._put(Text(text, "bold underline"), 0)

    def _put(self, text: Text | str, indent: int) -> None:
        put(self.console, text, indent)


def _ids(course: Course) -> str:
    """Return what says that the state was reached, the last first; of what was computed what it follows from."""
    last = course.moves[-1].event
    names: Sequence[str] = [last.id or last.note or "", *(one.id for one in course.repeats if one.what == course.state)]
    return " ".join(dict.fromkeys(name[:ID_SHOWN] for name in names[:3] if name))
