"""Joint programmes on a screen.

::

    India, South Korea · defence
      agreed as far as joint export; nothing reached
      joint research     agreed    2021-03-28  lxqszzabyo
      joint production   agreed    2021-03-28  lxqszzabyo, 52ytcndzkx
      joint export       agreed    2021-03-28  lxqszzabyo
        needs the word of every party; missing: India, South Korea
"""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from karar.interfaces.cli.screen.console import put
from karar.interfaces.cli.screen.table import ID_SHOWN, start_of
from karar.interfaces.cli.screen.words import Words
from karar.reference.programmes import ProgrammeTables
from karar.tracking.history import Known
from karar.tracking.programmes import COUNTED, Programme

_COLOURS = {"reached": "green", "agreed": "cyan", "open": "yellow"}


class ProgrammeView:
    """Prints programmes to a console in one language."""

    def __init__(self, console: Console, words: Words, known: Known) -> None:
        self.console, self.words, self.known = console, words, known

    def show(self, programme: Programme) -> None:
        """Print one: who and what, how far, its stages with what says so, numbers, approvals, what is wrong."""
        words = self.words
        what = words.named(programme.labels) if programme.labels else words.sector(programme.sector or "")
        head = Text(", ".join(map(words.party, programme.parties)), "bold")
        head.append(f" · {what}", "bold")
        self.console.print(head)
        self._put(
            Text(" · ".join(filter(None, (self._how_far(programme), self._facts(programme), programme.key))), "dim"), 2
        )
        self._stages(programme)
        for what_counted in COUNTED:
            told = programme.total(what_counted)
            if told:
                number = f"({told[0]})" if told[1] else told[0]
                unit = next(one.unit for one in programme.numbers if one.what == what_counted)
                self._put(Text(f"{words.get('counted', what_counted)}: {number} {words.get('thing', unit)}"), 2)
        if programme.approvals:
            missing = [words.party(one.party) for one in programme.approvals if one.event is None]
            key = "approvals_missing" if missing else "approvals_given"
            self._put(Text(words.say("programme", key, ", ".join(missing)), "yellow" if missing else "green"), 2)
        for problem in programme.problems:
            self._put(Text(f"! {problem.message} ({problem.field})", "red"), 2)

    def _how_far(self, programme: Programme) -> str:
        words = self.words
        reached = words.get("programme_stage", programme.reached) if programme.reached else ""
        aim = words.get("programme_stage", programme.aim) if programme.aim else ""
        if reached and aim != reached:
            return words.say("programme", "reached_aim", reached, aim)
        if reached:
            return words.say("programme", "reached", reached)
        return words.say("programme", "aim", aim) if aim else words.get("programme", "open")

    def _facts(self, programme: Programme) -> str:
        level = f"TRL {programme.trl}" if programme.trl else ""
        return " · ".join(filter(None, (level, programme.category or "")))

    def _stages(self, programme: Programme) -> None:
        table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
        for _ in range(3):
            table.add_column(no_wrap=True)
        table.add_column()
        for one in programme.stages:
            days = [event.day for event in one.events if event.day]
            firmness = Text(self.words.get("firmness", one.firmness), _COLOURS[one.firmness])
            claim = self.known.claims.get(one.events[-1].claim or "")
            quote = f"“{start_of(claim.quote.text, 60)}” " if claim else ""
            ids = ", ".join(event.id[:ID_SHOWN] for event in one.events)
            name = self.words.get("programme_stage", one.stage)
            table.add_row(name, firmness, days[-1] if days else "–", Text(f"{quote}{ids}", "dim"))
        self.console.print(Padding(table, (0, 0, 0, 4), expand=False))

    def _put(self, text: Text, indent: int) -> None:
        put(self.console, text, indent)


def print_categories(console: Console, words: Words, tables: ProgrammeTables) -> None:
    """Print India's categories of procurement, by edition."""
    for name, edition in tables.editions.items():
        until = edition.until or words.get("programme", "today")
        console.print(Text(f"{edition.title} ({name}), {edition.start} – {until}", "bold"))
        for code, category in edition.categories.items():
            content = "" if category.content is None else words.say("programme", "content", category.content)
            label = category.hi if words.lang == "hi" else category.en
            console.print(Text(f"  {name}/{code}  {label}  {content}".rstrip()), soft_wrap=True)
        console.print()
