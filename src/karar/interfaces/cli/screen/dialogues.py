"""Dialogues on a screen.

::

    India, South Korea · defence ministers' talks · ministers
      no day is known for the next round: 1 dated round shows no rhythm; 3 could
      2021-03-25 – 2021-03-26  held · सू वूक, राजनाथ सिंह · dojqzofsdv
          came of it: agrees to work together · 4fundsfnoq
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from karar.interfaces.cli.screen.console import put
from karar.interfaces.cli.screen.table import FIRMNESS, ID_SHOWN, start_of
from karar.interfaces.cli.screen.words import Words
from karar.text.sounds import same_name
from karar.tracking.dialogues import Dialogue
from karar.tracking.history import Known
from karar.tracking.rounds import Meeting

_COLOURS = {"held": "green", "planned": "cyan", "possible": "yellow", "called-off": "red"}


class DialogueView:
    """Prints dialogues to a console in one language."""

    def __init__(self, console: Console, words: Words, known: Known) -> None:
        self.console, self.words, self.known = console, words, known
        self._commitments = {one.id: one for one in known.linking.commitments}

    def show(self, dialogue: Dialogue) -> None:
        """Print one: who, what, how often, what is due, then its rounds with what came of each."""
        words = self.words
        head = Text(", ".join(map(words.party, dialogue.parties)), "bold")
        head.append(f" · {words.named(dialogue.labels)}", "bold")
        head.append(f" · {words.get('talks_level', dialogue.level)}", "not bold")
        self.console.print(head)
        self._put(Text(self._rhythm(dialogue), "dim"), 2)
        due = self._due(dialogue)
        if due:
            self._put(due, 2)
        for name in dialogue.set_up:
            self._put(Text(f"{words.get('dialogue', 'set_up')}: {self._told(name)}"), 2)
        for meeting in dialogue.meetings:
            self._meeting(meeting)
        for problem in dialogue.problems:
            if problem.kind != "no-rhythm":
                kind = words.get("dialogue_problem", problem.kind)
                self._put(Text(f"! {kind}: {problem.message}", "red"), 2)

    def _rhythm(self, dialogue: Dialogue) -> str:
        words, rhythm = self.words, dialogue.rhythm
        if rhythm is None:
            return words.get("dialogue", "no_rhythm")
        every = words.get("every", rhythm.every)
        if every == rhythm.every:
            every = words.say("dialogue", "every", rhythm.every[1:-1], words.get("unit", rhythm.every[-1]))
        return words.say("dialogue", "rhythm", every, words.get("rhythm", rhythm.how))

    def _due(self, dialogue: Dialogue) -> Text | None:
        words, due = self.words, dialogue.due
        if due is None:
            return None
        when = due.first if due.first == due.last else words.say("dialogue", "between", due.first, due.last)
        line = Text(words.say("dialogue", f"due_{due.how}", when), "bold")
        if due.overdue:
            line.append(f" · {words.say('dialogue', 'overdue', due.overdue)}", "red")
        if dialogue.silent is not None:
            line.append(f" · {words.say('dialogue', 'silent', dialogue.silent)}", "dim not bold")
        return line

    def _meeting(self, meeting: Meeting) -> None:
        words = self.words
        told = words.say("dialogue", "told_on", meeting.told) if meeting.told else words.get("commitment", "undated")
        day = meeting.day or told
        line = Text(f"{day} – {meeting.until}" if meeting.until else day)
        line.append(f"  {words.get('held', meeting.held)}", _COLOURS[meeting.held])
        number = words.say("dialogue", "round", meeting.number) if meeting.number else ""
        ids = ", ".join(name[:ID_SHOWN] for name in (*meeting.commitments, *meeting.additions))
        for part in (number, ", ".join(meeting.places), ", ".join(self._people(meeting.people)), ids):
            if part:
                line.append(f" · {part}")
        self._put(line, 4)
        for note in meeting.notes:
            self._put(Text(note, "dim"), 8)
        for name in sorted(meeting.outcome, key=self._firmness) if meeting.held == "held" else meeting.commitments:
            self._put(Text(self._told(name), "dim"), 8)

    def _people(self, names: Sequence[str]) -> list[str]:
        """Return each person once, in the script of this language where pages spell the name in both."""
        persons: list[list[str]] = []
        for name in names:
            known = next((spelt for spelt in persons if same_name(spelt[0], name)), None)
            if known is None:
                persons.append([name])
            else:
                known.append(name)
        latin = self.words.lang == "en"
        return [next((name for name in spelt if name.isascii() == latin), spelt[0]) for spelt in persons]

    def _firmness(self, name: str) -> int:
        """Return what outcomes stand in order of: what is done before what is only planned."""
        commitment = self._commitments.get(name)
        claims = self.known.claims_of(commitment) if commitment else []
        return list(FIRMNESS).index(claims[0].modality) if claims else len(FIRMNESS)

    def _told(self, name: str) -> str:
        """Return a commitment in one line: what is done, how firmly, and its words."""
        commitment = self._commitments.get(name)
        claims = self.known.claims_of(commitment) if commitment else []
        if not claims:
            return name[:ID_SHOWN]
        first = claims[0]
        act = f"{self.words.get('act', first.act)}, {self.words.get('modality', first.modality)}"
        quote = start_of(first.quote.text, max(30, self.console.width - 50))
        return f"{act} · “{quote}” · {name[:ID_SHOWN]}"

    def _put(self, text: Text, indent: int) -> None:
        put(self.console, text, indent)
