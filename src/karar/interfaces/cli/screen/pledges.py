"""Pledges on a screen.

::

    2025-08-29  Japan → India · finance and investment · private · uedbvemjj6
                pledged   JPY 10 tn = INR 5.99 lakh crore (at the rate of 2025-08-29, ECB)
                          INR 60,000 crore – CONFLICT: 10 trillion yen is about 6 lakh crore rupees; …
                for 10 years, until 2035-08: JPY 1 tn a year
                after JPY 5 tn of 2022-03 (73gzqdiee3), for 5 years: the same yearly sum
                no pace: nobody tells of a delivery
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from karar.interfaces.cli.screen.console import put
from karar.interfaces.cli.screen.table import DAY, GAP, ID_SHOWN
from karar.interfaces.cli.screen.values import left_out as told_left_out
from karar.interfaces.cli.screen.values import verdict
from karar.interfaces.cli.screen.words import Words
from karar.tracking.pillars import load_pillars
from karar.tracking.pledge_types import Followed, Group, Pledge, RungSum
from karar.tracking.pledges import Pledges
from karar.tracking.prices import AS_TOLD, Priced, Pricing
from karar.tracking.totals import LeftOut

_SAME = Decimal("0.02")
"""Yearly sums so near to each other are the same."""


class PledgeView:
    """Prints pledges to a console in one language."""

    def __init__(self, console: Console, words: Words, pricing: Pricing = AS_TOLD) -> None:
        self.console, self.words, self.pricing = console, words, pricing

    def show(self, found: Pledges) -> None:
        """Print each pledge."""
        if not found.pledges:
            self._put(Text(self.words.get("total", "none")), 0)
        for number, pledge in enumerate(found.pledges):
            if number:
                self.console.print()
            self.one(pledge)

    def one(self, pledge: Pledge) -> None:
        """Print one pledge."""
        words = self.words
        head = Text(f"{pledge.day or words.get('commitment', 'undated'):<{DAY + GAP}}")
        head.append(self.pair(pledge.pair), "bold")
        funds = "/".join(words.get("value", one) for one in pledge.funds_told)
        fields = ", ".join(map(words.sector, pledge.sectors))
        told = [part for part in (fields, funds, pledge.commitment[:ID_SHOWN]) if part]
        head.append(f" · {' · '.join(told)}", "dim")
        self._put(head, 0)
        for one in pledge.rungs:
            self._rung(one)
        self._below(pledge)

    def beside(self, pledge: Pledge) -> None:
        """Print what is told of a pledge beside its sum: other sums told, by the year, the pledge before, the pace."""
        top = pledge.rungs[-1]
        for rung in pledge.rungs:
            if rung is not top:
                self._rung(rung)
        self._others(top)
        self._below(pledge)

    def _below(self, pledge: Pledge) -> None:
        words = self.words
        for line in self.lines(pledge):
            self._put(Text(line), DAY + GAP)
        for problem in pledge.problems:
            told_problem = words.get("pledge_problem", problem.kind)
            self._put(Text(f"! {told_problem}: {problem.message}", "red"), DAY + GAP)

    def lines(self, pledge: Pledge) -> Iterable[str]:
        """Return what is told of a pledge below its sums: term, yearly sum, the pledge before, pace."""
        words, term, base = self.words, pledge.term, pledge.sum_on(pledge.base)
        if term is not None and pledge.yearly is not None and base is not None and base.amount.currency:
            end = words.phrase("until", term.end) if term.end else ""
            told = ", ".join(part for part in (words.phrase("year", _years(words, term.years)), end) if part)
            yield f"{told}: {words.say('commitment', 'yearly', self.money(pledge.yearly, base.amount.currency))}"
        if pledge.follows is not None:
            yield self.follow(pledge.follows)
        if pledge.pace is not None and base is not None and base.amount.currency:
            pace = pledge.pace
            shares = (_percent(pace.delivered), _percent(pace.elapsed), f"{pace.ratio:.2f}")
            told = words.say("pledge", "pace", *shares, pace.on)
            if pace.still_needed is None:
                yield f"{told}; {words.get('pledge', 'over')}"
            else:
                needed = self.money(pace.still_needed, base.amount.currency)
                yield f"{told}; {words.say('pledge', 'needed', needed)}"
        elif pledge.gap is not None and pledge.gap != "no-term":
            yield words.say("pledge", "no_pace", words.get("pace_gap", pledge.gap))

    def follow(self, followed: Followed) -> str:
        """Return in words which pledge was before, and how the yearly sums compare."""
        words = self.words
        years = words.phrase("year", _years(words, followed.years)) if followed.years is not None else ""
        day = followed.day or words.get("commitment", "undated")
        before = words.say("pledge", "after", words.amount(followed.sum), day, followed.commitment[:ID_SHOWN])
        told = f"{before}, {years}" if years else before
        if followed.ratio is None:
            return told
        if abs(followed.ratio - 1) <= _SAME:
            return f"{told}: {words.get('pledge', 'same_pace')}"
        return f"{told}: {words.say('pledge', 'times', f'{followed.ratio:.2f}')}"

    def _rung(self, one: RungSum) -> None:
        words = self.words
        line = Text(f"{words.get('step', one.rung)}  ")
        line.append(words.amount(one.amount), "bold")
        if one.priced is not None and (one.priced.rate or one.priced.prices):
            line.append(f" = {self.priced(one.priced)}")
        elif one.gap is not None:
            line.append(f" ({words.get('reason', one.gap)})", "yellow")
        self._put(line, DAY + GAP)
        self._others(one)

    def _others(self, one: RungSum) -> None:
        words = self.words
        for other in one.others:
            told = verdict(words, one.amount, other)
            self._put(Text(f"{words.amount(other.value)} – {told}", "dim"), DAY + 3 * GAP)

    def priced(self, priced: Priced) -> str:
        """Return a sum in the currency and prices asked for, with the rate and the year of prices."""
        words = self.words
        notes = []
        if priced.rate is not None:
            rate = priced.rate
            notes.append(words.say("commitment", "rate", rate.day, words.get("commitment", rate.source)))
        if priced.prices is not None:
            notes.append(words.say("pledge", "prices", priced.prices))
        told = self.money(priced.value, priced.currency)
        return f"{told} ({'; '.join(notes)})" if notes else told

    def show_groups(self, groups: Sequence[Group], by: str, found: Pledges) -> None:
        """Print what groups come to, rung by rung, and what is in none of them."""
        words = self.words
        if not groups:
            self._put(Text(words.get("total", "none")), 0)
            return
        self._put(Text(words.get("total", "heading"), "dim"), 0)
        for group in groups:
            self._put(Text(self.key(group.key, by), "bold"), 0)
            for one in group.sums:
                number = len(one.commitments)
                line = Text(f"{words.get('step', one.rung)}  ")
                line.append(self.money(one.value, one.currency), "bold")
                line.append(f"  {words.say('total', 'of_one' if number == 1 else 'of', number)}", "dim")
                if set(one.by_funds) != {"untold"}:
                    funds = (
                        f"{words.get('value', name)} {self.money(value, one.currency)}"
                        for name, value in one.by_funds.items()
                    )
                    line.append(f"; {words.say('pledge', 'of_it', ', '.join(funds))}", "dim")
                self._put(line, GAP)
        self.left_out(found.totals.left_out)

    def left_out(self, left: Sequence[LeftOut]) -> None:
        """Print the sums that are in no total, and why."""
        words = self.words
        if left:
            self.console.print()
            self._put(Text(words.get("total", "left_out"), "bold underline"), 0)
        for one in left:
            self._put(Text(told_left_out(words, one)), GAP)

    def key(self, key: str, by: str) -> str:
        """Return what a group is called."""
        if by == "pair":
            return self.pair(key)
        if by == "year":
            return self.words.get("commitment", key) if not key.isdigit() else key
        pillar = load_pillars().get(key)
        return self.words.named(pillar.labels) if pillar else self.words.get("pledge", key)

    def pair(self, key: str) -> str:
        """Return a pair by its parties' names: ``Japan → India``, ``India, Japan``.

        >>> PledgeView(Console(), Words("en", {})).pair("JP>IN")
        'Japan → India'
        """
        if ">" in key:
            return " → ".join(map(self.words.party, key.split(">")))
        return ", ".join(map(self.words.party, key.split("+")))

    def money(self, value: Decimal, currency: str) -> str:
        """Return a sum with its currency: ``JPY 10 tn``."""
        return f"{currency} {self.words.number(f'{value:f}', currency)}"

    def _put(self, text: Text, indent: int) -> None:
        put(self.console, text, indent)


def _years(words: Words, years: Decimal) -> str:
    return words.number(f"{years:.1f}", None)


def _percent(share: Decimal) -> str:
    return f"{share * 100:.0f} %"
