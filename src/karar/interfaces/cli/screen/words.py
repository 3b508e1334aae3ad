"""The words that a screen is made of, in English or Hindi: parties, acts, sums, days."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import format_decimal, get_currency_name

from karar.model.claims import Claim
from karar.model.values import Amount

LANGUAGES = ("en", "hi")


def choose_language(asked: str | None) -> str:
    """Return the language asked for, or the environment's, or English."""
    if asked:
        return str(asked)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "hi" if value.startswith("hi") else "en"
    return "en"


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Words:
    """One language's words. ``sectors`` are labels by sector, from the reference data; missing ones stay codes; so are
    ``initiatives``.
    """

    lang: str
    sectors: Mapping[str, str]
    initiatives: Mapping[str, str] = field(default_factory=dict)

    def get(self, table: str, key: str) -> str:
        """Return a word of `words.toml`, or the key itself."""
        return str(_tables()[self.lang].get(table, {}).get(key, key))

    def phrase(self, key: str, value: object) -> str:
        """Return a phrase around a value: ``on 2021-03-26``."""
        return self.get("phrase", key).replace("{}", str(value))

    def party(self, code: str) -> str:
        """Return the name of a state in this language; a body that CLDR does not know stays a code.

        >>> Words("hi", {}).party("JP")
        'जापान'
        """
        return str(Locale.parse(self.lang).territories.get(code, code))

    def named(self, names: Mapping[str, str]) -> str:
        """Return a thing's name in this language, else in English, else in any.

        >>> Words("hi", {}).named({"en": "Agra", "hi": "आगरा"})
        'आगरा'
        """
        return names.get(self.lang) or names.get("en") or next(iter(names.values()), "")

    def sector(self, name: str) -> str:
        """Return the label of a sector."""
        return self.sectors.get(name, name)

    def initiative(self, name: str) -> str:
        """Return the label of an initiative."""
        return self.initiatives.get(name, name)

    def parties(self, claim: Claim) -> str:
        """Return who, and for whom: ``Japan → India``, or all of them where nobody gives.

        The giver stands before the arrow, the receiver behind it; a giver to many stands before all the others.
        """
        if not (claim.giver or claim.receiver):
            return ", ".join(map(self.party, claim.parties))
        givers = [claim.giver] if claim.giver else [p for p in claim.parties if p != claim.receiver]
        receivers = [claim.receiver] if claim.receiver else [p for p in claim.parties if p != claim.giver]
        rest = [p for p in claim.parties if p not in givers and p not in receivers]
        sides = [", ".join(map(self.party, side)) for side in (givers, receivers)]
        text = " → ".join(side for side in sides if side)
        return f"{text} (+ {', '.join(map(self.party, rest))})" if rest else text

    def say(self, table: str, key: str, *parts: object) -> str:
        """Return a sentence of `words.toml` with its ``{0}``, ``{1}`` … filled.

        >>> Words("en", {}).say("commitment", "reports", 4)
        '4 reports'
        """
        return self.get(table, key).format(*parts)

    def number(self, value: str, currency: str | None, *, long: bool = False, fixed: bool = False) -> str:
        """Return a number as people say it: ``10 tn``, ``6 lakh crore``; ``long``: ``10 trillion``.

        ``fixed``: two digits behind the point, or none: ``1,236.10 crore``, as the columns of a table want it.

        >>> Words("en", {}).number("6000000000000", "INR")
        '6 lakh crore'
        """
        exact = Decimal(value)
        scales = _tables()[self.lang]["scale"]
        for step in scales.get(currency or "*", scales["*"]):
            if exact >= step["value"]:
                word = step.get("long", step["word"]) if long else step["word"]
                return f"{self._decimal(exact / step['value'], fixed=fixed)} {word}"
        return self._decimal(exact, fixed=fixed)

    def money(self, value: Decimal, currency: str) -> str:
        """Return a sum in words, as for a sentence.

        >>> Words("en", {}).money(Decimal(10**13), "JPY")
        '10 trillion Japanese yen'
        """
        name = get_currency_name(currency, count=value, locale=self.lang)
        return f"{self.number(f'{value:f}', currency, long=True)} {name}"

    def _decimal(self, value: Decimal, *, fixed: bool = False) -> str:
        pattern = "#,##,##0.##" if self.lang == "hi" else "#,##0.##"
        if fixed and value % 1:
            pattern = pattern.removesuffix("##") + "00"
        return str(format_decimal(value, format=pattern, locale="en"))

    def amount(self, amount: Amount) -> str:
        """Return a sum as people say it: ``about JPY 10 tn (project cost)``."""
        if amount.value is None:
            return f"{amount.currency or ''} ({self.get('phrase', 'cut')})".strip()
        number = self.number(amount.value, amount.currency)
        if amount.to is not None:
            number = f"{number} – {self.number(amount.to, amount.currency)}"
        text = self.get("qualifier", amount.qualifier).replace("{}", f"{amount.currency or ''} {number}".strip())
        if amount.modality:
            text = f"{text} ({self.get('modality', amount.modality)})"
        role = {"ceiling": "ceiling", "project-cost": "cost"}.get(amount.role)
        return f"{text} {self.get('phrase', role)}" if role else text

    def amounts(self, claim: Claim) -> list[str]:
        """Return the sums of a claim; one that says another again begins with ``=``."""
        return [f"{'= ' if amount.same_as is not None else ''}{self.amount(amount)}" for amount in claim.amounts]

    def days(self, claim: Claim) -> list[str]:
        """Return when it was or will be, and what stretch of time it covers."""
        told = []
        if claim.when:
            told.append(self.phrase("on", claim.when.value or claim.when.text))
        if claim.period and claim.period.start:
            told.append(self.phrase("from", claim.period.start))
        if claim.period and claim.period.end:
            told.append(self.phrase("until", claim.period.end))
        if claim.duration:
            told.append(self.phrase(claim.duration.unit, claim.duration.n))
        return told
