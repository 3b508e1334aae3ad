"""Projects on a screen.

::

    रेयर अर्थ रिफाइनिंग प्रोजेक्ट · India, Japan · agreed
      operator: टोयोटा Tsusho · critical-minerals
      where: आंध्र प्रदेश (IN-AP), 16.17° N, 80.77° E: somewhere in the state
      2025-08-29  agreed · outlet · pyre3ox5en
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from karar.interfaces.cli.screen.console import put
from karar.interfaces.cli.screen.table import ID_SHOWN, start_of
from karar.interfaces.cli.screen.values import value_in_words
from karar.interfaces.cli.screen.words import Words
from karar.tracking.history import Known
from karar.tracking.projects import Project, Site

_COLOURS = {"completed": "green", "under-way": "cyan", "suspended": "red", "proposed": "yellow"}


class ProjectView:
    """Prints projects to a console in one language."""

    def __init__(self, console: Console, words: Words, known: Known) -> None:
        self.console, self.words, self.known = console, words, known

    def show(self, project: Project) -> None:
        """Print one: name, who, how far; operators, fields, place, sums; events; what is due, disputed, wrong."""
        words = self.words
        head = Text(words.named(project.names), "bold")
        head.append(f" · {', '.join(map(words.party, project.parties))}", "not bold")
        head.append(f" · {words.get('project_stage', project.stage)}", _COLOURS.get(project.stage, ""))
        if project.contested:
            head.append(f" · {words.get('project', 'contested')}", "bold red")
        self.console.print(head)
        who = words.say("project", "operator", ", ".join(project.operators)) if project.operators else ""
        self._put(" · ".join(filter(None, (who, ", ".join(map(words.sector, project.sectors)), project.key))), 2, "dim")
        for site in project.sites:
            self._put(words.say("project", "where", self._where(site)), 2)
        for field in project.sums:
            name = words.get("field", field.name) if field.name != "promise" else words.get("step", field.step)
            self._put(f"{name}: {value_in_words(words, field, field.headline.value)}", 2)
        for event in project.stages:
            day = event.day or words.get("commitment", "undated")
            told = [words.get("project_stage", event.what), event.publisher or "", event.id[:ID_SHOWN]]
            self._put(f"{day}  {' · '.join(filter(None, told))}", 4)
            claim = self.known.claims.get(event.claim or "")
            quote = claim.quote.text if claim else event.note
            if quote:
                self._put(f"“{start_of(quote, max(40, self.console.width - 20))}”", 8, "dim")
        for due in project.milestones:
            late = f" · {words.say('dialogue', 'overdue', due.late)}" if due.late else ""
            what = words.get("act", due.what)
            self._put(words.say("project", "due", due.day, what) + late, 2, "red" if due.late else "")
        for dispute in project.disputes:
            about = words.get("field", dispute.about)
            sides = (
                ", ".join(name[:ID_SHOWN] for name in side) for side in (dispute.on_one_side, dispute.on_the_other)
            )
            self._put(words.say("project", "dispute", about, *sides), 2, "red")
        for problem in project.problems:
            self._put(f"! {problem.message} ({problem.field})", 2, "red")

    def _where(self, site: Site) -> str:
        named = f"{site.name} ({site.code})" if site.code else site.name
        if site.latitude is None or site.longitude is None or site.exactness is None:
            return named
        north = f"{abs(site.latitude):.2f}° {'N' if site.latitude >= 0 else 'S'}"
        east = f"{abs(site.longitude):.2f}° {'E' if site.longitude >= 0 else 'W'}"
        return f"{named}, {north}, {east}: {self.words.get('exactness', site.exactness)}"

    def _put(self, text: str, indent: int, style: str = "") -> None:
        put(self.console, Text(text, style), indent)
