"""Commitments on a screen: a list, and one with all that is said of it.

::

    Commitment rqa3ubxy55 · India, Japan · pledged
    JPY 10 tn

    How it came along
      2025-08-29  pledged · 3 reports · rqa3ubxy55

    What is said of it
      pledged, announced 2025-08-29
        who gives: Japan · 3 reports
        sum: JPY 10 tn · 2 reports
            first because: official text before agencies, agencies before outlets
            official text · MEA · 2025-08-29 · rqa3ubxy55
          INR 60,000 crore
            CONFLICT: 10 trillion Japanese yen is about 5.99 lakh crore Indian rupees; this report prints a tenth.
            outlet · … · 2025-08-30 · 7ab3kq2xyz
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from karar.interfaces.cli.screen.table import ID_SHOWN, ClaimTable, start_of
from karar.interfaces.cli.screen.values import in_a_year, sources, value_in_words, verdict
from karar.interfaces.cli.screen.words import Words
from karar.model.claims import Claim
from karar.model.commitments import Relation
from karar.model.judgements import Decided, Decisions
from karar.tracking.amounts import yearly
from karar.tracking.fields import Field
from karar.tracking.history import State
from karar.tracking.ladder import STEPS

_COLOURS = {"conflict": "bold red", "rounding": "yellow", "agrees": "green"}


class CommitmentView:
    """Prints commitments to a console in one language."""

    def __init__(self, console: Console, words: Words) -> None:
        self.console, self.words = console, words

    def line(self, state: State, claims: Sequence[Claim]) -> None:
        """Print a commitment as an item of a list: who, what, how far, how much, how many reports, what is disputed."""
        words, first = self.words, claims[0]
        head = Text(f"{_day(state) or words.get('commitment', 'undated')}  ")
        head.append(words.parties(first), "bold")
        head.append(f"  {words.get('step', state.step)}")
        field = state.sum()
        if field:
            head.append(f"  {words.amount(field.headline.value)}", "bold")
        self._put(head, 0)
        self._put(Text(f"“{start_of(first.quote.text, 2 * self.console.width - 30)}”"), 12)
        rest = [", ".join(map(words.sector, first.sectors)), self._reports(len(claims)), state.commitment.id[:ID_SHOWN]]
        below = Text(" · ".join(filter(None, rest)), "dim")
        if state.disputed:
            below.append(f" · {self._disputed(state)}", "red")
        self._put(below, 12)

    def head(self, state: State, claims: Sequence[Claim], as_of: str | None) -> None:
        """Print what stands over a commitment: its id, who, how far, and the sum that stands first."""
        words = self.words
        title = Text(words.say("commitment", "title", state.commitment.id[:ID_SHOWN]), "bold")
        parties = words.parties(claims[0]) if claims else ""
        title.append(" · ".join(["", parties, words.get("step", state.step)]), "not bold")
        self._put(title, 0)
        if as_of:
            self._put(Text(words.say("commitment", "of_day", as_of), "dim"), 0)
        field = state.sum()
        if field:
            self._put(Text(self._sum(field, claims), "bold"), 0)
        if state.disputed:
            self._put(Text(self._disputed(state), "red"), 0)

    def history(self, state: State) -> None:
        """Print the dated steps."""
        self._title("history")
        for event in state.events:
            day = event.day or self.words.get("commitment", "undated")
            step = self.words.get("step", event.step)
            self._put(Text(f"{day}  {step} · {self._reports(event.reports)} · {event.claim[:ID_SHOWN]}"), 2)

    def fields(self, state: State) -> None:
        """Print every field with its values, who says them, and how they stand to the one that is first."""
        self._title("values")
        ordered = sorted(state.fields, key=lambda field: STEPS.index(field.step))
        for step, fields in groupby(ordered, key=lambda field: field.step):
            found = list(fields)
            days = [field.day for field in found if field.day]
            about = self.words.get("step", step)
            if days:
                about = f"{about}, {self.words.say('commitment', 'announced', days[0])}"
            self._put(Text(about, "bold"), 2)
            for field in found:
                self._field(field)

    def _field(self, field: Field) -> None:
        """Print a field: on one line where all say the same, else every value with its sources."""
        words, name = self.words, self.words.get("field", field.name)
        first = value_in_words(words, field, field.headline.value)
        count = self._reports(len({one.claim for one in field.headline.reports}))
        self._put(Text(f"{name}: {first} · {count}", "bold" if field.name == "promise" else ""), 4)
        if len(field.values) > 1:
            self._put(Text(words.say("commitment", "rule", words.get("rule", field.rule)), "dim"), 8)
            for line in sources(words, field.headline.reports):
                self._put(Text(line, "dim"), 8)
        for one in field.values[1:]:
            self._put(Text(value_in_words(words, field, one.value)), 6)
            self._put(Text(verdict(words, field.headline.value, one), _COLOURS.get(one.agreement or "", "yellow")), 8)
            for line in sources(words, one.reports):
                self._put(Text(line, "dim"), 8)
        for further in field.beside:
            self._put(Text(words.say("commitment", "beside", words.amount(further.value))), 6)
        if field.silent and field.name in ("promise", "funds"):
            self._put(Text(words.say("commitment", "silent", len(field.silent)), "dim"), 8)

    def reports(self, claims: Sequence[Claim], decisions: Decisions) -> None:
        """Print the claims, one below the other, as `karar show` does."""
        self.console.print()
        table = ClaimTable(self.console, self.words)
        for claim in claims:
            table.add(claim)
            if claim.id in decisions.rejected:
                self._put(Text(self.words.get("commitment", "rejected"), "red"), 12)

    def relations(self, state: State, found: Sequence[Relation], told: Mapping[str, str]) -> None:
        """Print how it bears on others, and others on it; ``told``: each other commitment in a few words."""
        if found:
            self._title("relations")
        for one in found:
            own = one.source == state.commitment.id
            other = one.target if own else one.source
            verb = self.words.get("relation" if own else "borne", one.kind)
            self._put(Text(f"{verb} {told.get(other, other[:ID_SHOWN])} ({one.rule.replace('-', ' ')})"), 2)

    def judgements(self, made: Sequence[Decided], decisions: Decisions) -> None:
        """Print what people decided, with who, when and why."""
        if made:
            self._title("judgements")
        for one in made:
            self._put(Text(judgement_line(self.words, one, decisions)), 2)

    def _sum(self, field: Field, claims: Sequence[Claim]) -> str:
        """Return the sum that stands first, and what it comes to in a year where it is promised for several."""
        told = self.words.amount(field.headline.value)
        saying = {one.claim for one in field.headline.reports}
        paces = (yearly(claim) for claim in claims if claim.id in saying)
        pace = next((one for one in paces if one), None)
        if pace is None:
            return told
        return f"{told} · {self.words.say('commitment', 'yearly', in_a_year(self.words, pace))}"

    def _title(self, name: str) -> None:
        self.console.print()
        self._put(Text(self.words.get("commitment", name), "bold underline"), 0)

    def _disputed(self, state: State) -> str:
        names = dict.fromkeys(self.words.get("field", field.name) for field in state.disputed)
        return self.words.say("commitment", "disputed", ", ".join(names))

    def _reports(self, count: int) -> str:
        return self.words.say("commitment", "one_report" if count == 1 else "reports", count)

    def _put(self, text: Text, indent: int) -> None:
        self.console.print(Padding(text, (0, 0, 0, indent), expand=False))


def judgement_line(words: Words, one: Decided, decisions: Decisions) -> str:
    """Return a judgement on one line: when, who, what, of which claims, why; and whether it still holds."""
    judgement = one.judgement
    what = words.get("judgement", judgement.kind)
    if judgement.field:
        what = f"{what} {judgement.field}"
    if judgement.kind == "correct":
        what = f"{what} = {_short(judgement.value)}"
    claims = ", ".join(name[:ID_SHOWN] for name in judgement.claims)
    line = f"{judgement.at:%Y-%m-%d}  {judgement.who}: {what} {claims} – {judgement.why}"
    if judgement.id in decisions.overruled:
        line = f"{line} ({words.get('commitment', 'overruled')})"
    return line


def _short(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in (value.get("currency"), value.get("value")) if part) or str(value)
    return str(value)


def _day(state: State) -> str | None:
    return next((event.day for event in state.events if event.day), None)
