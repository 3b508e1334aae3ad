"""A partnership on a screen.

::

    India, Japan · 17 promises, 2 meetings · on 2026-01-01
    pledged  JPY 10 tn  of 1 commitment

    Security and defence
    Defence 3 · Cyber security 1 · Counter-terrorism 1
    2025-08-29  India and Japan draw up a roadmap on defence
                decided · paper: announced · delivery: no evidence · claimed · 1 report · iba6xgqiep
                “सुरक्षा सहयोग का रोडमैप तैयार”
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from karar.interfaces.cli.screen.console import put
from karar.interfaces.cli.screen.pledges import PledgeView
from karar.interfaces.cli.screen.table import DAY, FIRMNESS, GAP, ID_SHOWN, start_of
from karar.interfaces.cli.screen.values import left_out
from karar.interfaces.cli.screen.words import Words
from karar.tracking.partnership import Part, Partnership, Promise
from karar.tracking.pledge_types import Pledge

_MOST = 5
"""So many of what is due, silent or contested are named."""
_QUOTED = 3
_ENDS = frozenset({"lapsed", "withdrawn", "suspended", "terminated", "superseded"})


class PartnershipView:
    """Prints a partnership to a console in one language; ``titles`` are by commitment."""

    def __init__(self, console: Console, words: Words, titles: Mapping[str, str]) -> None:
        self.console, self.words, self.titles = console, words, titles
        self._pledges = PledgeView(console, words)
        self._of: Mapping[str, Pledge] = {}

    def show(self, found: Partnership) -> None:
        """Print all of it."""
        self._of = {one.commitment: one for one in found.pledges.pledges}
        self._head(found)
        promises = {one.commitment: one for one in found.promises()}
        for key in ("due", "overdue", "silent", "contested"):
            self._named(key, [promises[name] for name in getattr(found, key) if name in promises])
        for part in found.parts:
            self._part(part)
        if found.meetings:
            self._title(self.words.get("partnership", "meetings"))
            for one in found.meetings:
                self._promise(one)
        if found.pledges.totals.left_out:
            self._title(self.words.get("total", "left_out"))
        for left in found.pledges.totals.left_out:
            self._put(left_out(self.words, left), GAP)

    def _head(self, found: Partnership) -> None:
        words, partners = self.words, found.partners
        names = [words.party(code) for code in partners.parties]
        names += [words.named(group.labels) for group in partners.groups]
        head = Text(", ".join(names), "bold")
        counts = self._counted("promise", len(found.promises())), self._counted("meeting", len(found.meetings))
        head.append(f" · {', '.join(counts)} · {words.phrase('on', found.on)}", "not bold")
        self._put(head, 0)
        for group in partners.groups:
            members = ", ".join(map(words.party, found.members[group.id]))
            key = "members" if members else "ended" if group.end and group.end < found.on else "no_members"
            line = words.say("partnership", key, words.named(group.labels), members or group.end)
            self._put(Text(line, "dim"), 0)
            if group.successor:
                self._put(Text(words.say("partnership", "successor", words.initiative(group.successor)), "dim"), 0)
        for total in found.pledges.totals.totals:
            number = len(total.counted)
            line = f"{words.get('step', total.rung)}  {self._pledges.money(total.value, total.currency)}"
            self._put(f"{line}  {words.say('total', 'of_one' if number == 1 else 'of', number)}", 0)
        if not found.promises() and not found.meetings:
            self._put(words.get("partnership", "none"), 0)

    def _counted(self, what: str, number: int) -> str:
        many = {"promise": "promises", "meeting": "meetings_many"}[what]
        return self.words.say("partnership", f"{what}_one" if number == 1 else many, number)

    def _named(self, key: str, promises: Sequence[Promise]) -> None:
        """Name what is due, silent or contested, the first few by their titles."""
        if not promises:
            return
        self._title(self.words.get("partnership", key))
        for one in promises[:_MOST]:
            line = Text(f"{self._because(key, one)}: ", "red" if key in ("overdue", "contested") else "yellow")
            line.append(f"{self.titles[one.commitment]} ", "default")
            line.append(one.commitment[:ID_SHOWN], "dim")
            self._put(line, GAP)
        if len(promises) > _MOST:
            self._put(Text(self.words.say("partnership", "more", len(promises) - _MOST), "dim"), GAP)

    def _because(self, key: str, one: Promise) -> str:
        words = self.words
        if key == "contested":
            return ", ".join(words.get("partnership", "course") if f == "course" else words.get("field", f)
                             for f in one.contested)  # fmt: skip
        if key == "silent":
            return words.say("due", "silent", one.silent)
        days = one.days or 0
        if days < 0:
            return f"{one.due}, {words.say('due', 'ago', -days)}"
        return f"{one.due}, {words.say('due', 'in_days', days) if days else words.get('due', 'today')}"

    def _part(self, part: Part) -> None:
        words = self.words
        self._title(self._pledges.key(part.pillar, "pillar"))
        fields = " · ".join(f"{words.sector(name)} {len(names)}" for name, names in part.fields.items())
        if fields:
            self._put(Text(fields, "dim"), 0)
        for one in part.sums:
            self._put(f"{words.get('step', one.rung)}  {self._pledges.money(one.value, one.currency)}", 0)
        for promise in part.promises:
            self._promise(promise)
        here = {one.commitment for one in part.promises}
        elsewhere = dict.fromkeys(name for names in part.fields.values() for name in names if name not in here)
        for name in elsewhere:
            told = words.say("partnership", "see_also", name[:ID_SHOWN], self.titles[name])
            self._put(Text(start_of(told, self.console.width - DAY - GAP - 1), "dim"), DAY + GAP)

    def _promise(self, one: Promise) -> None:
        words = self.words
        head = Text(f"{one.day or words.get('commitment', 'undated'):<{DAY + GAP}}")
        self._hanging(head, Text(self.titles[one.commitment], "bold"))
        line = Text(words.get("modality", one.modality), FIRMNESS[one.modality])
        for name, state in (("instrument", one.paper), ("delivery", one.delivery)):
            if not one.meets and (state or name == "delivery"):
                told = f"{words.get('track', name)}: {words.get('state', state or 'none')}"
                line.append(f" · {told}", "red" if state in _ENDS else "default")
        for told in self._details(one):
            line.append(f" · {told}", "dim")
        if one.contested:
            line.append(f" · {words.get('roadmap', 'contested')}", "bold red")
        self._put(line, DAY + GAP)
        pledge = self._of.get(one.commitment)
        if pledge is not None:
            self._pledges.beside(pledge)
        brought = [*(name for name in one.projects if name not in self.titles[one.commitment]), *one.places]
        if brought:
            self._put(words.say("partnership", "project", ", ".join(brought)), DAY + GAP)
        for quoted in one.words[:_QUOTED]:
            day = f"{quoted.day}  " if one.meets and quoted.day and quoted.day != one.day else ""
            text = start_of(quoted.text, 2 * (self.console.width - DAY - GAP) - 4 - len(day))
            self._put(Text(f"{day}“{text}”", "dim"), DAY + GAP)

    def _details(self, one: Promise) -> Iterable[str]:
        words = self.words
        if one.grade != "none" and not one.meets:
            yield words.say("partnership", "evidence", words.get("grade", one.grade))
        if one.due:
            yield words.say("roadmap", "by", one.due)
        if one.strangers:
            yield words.say("partnership", "strangers", ", ".join(map(words.party, one.strangers)))
        yield (
            words.get("commitment", "one_report")
            if one.reports == 1
            else words.say("commitment", "reports", one.reports)
        )
        yield one.commitment[:ID_SHOWN]

    def _hanging(self, head: Text, text: Text) -> None:
        """Print a text behind a head, its further lines below its first."""
        lines = text.wrap(self.console, max(20, self.console.width - head.cell_len))
        for number, line in enumerate(lines):
            line.rstrip()
            self.console.print(head + line if number == 0 else Text(" " * head.cell_len) + line)

    def _title(self, text: str) -> None:
        self.console.print()
        self.console.print(Text(text, "bold underline"))

    def _put(self, text: Text | str, indent: int) -> None:
        put(self.console, text, indent)
