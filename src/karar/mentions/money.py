"""Currencies of a sentence: words, signs and codes, each beside the number it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from karar.mentions.numbers import Number, is_glued
from karar.model.lexicon import Hit
from karar.text.sentences import Sentence

NO_STATE = "XXX"
_BEFORE = re.compile(r"[ .:()-]{0,3}")
_AFTER = re.compile(r"[ -]{0,2}| \(")


@dataclass(frozen=True, slots=True)
class Currency:
    """A word, sign or code of money at ``[start, end)``.

    Attributes:
        code: ISO 4217; None where the word alone names the money of several states.
        place: ``after`` its number only, ``scale`` only after a number with a scale, else empty.
        sign: whether it is a sign ("$", "₹"), which belongs to the number after it.
        assumed: what was taken for granted: ``rupee`` or ``yen-yuan``, else empty.
        per_usd: units to a dollar, by order of magnitude.
        states: whose money the bare word may be: ``KE:KES TZ:TZS``; empty where the word is clear.
    """

    start: int
    end: int
    code: str | None
    place: str
    sign: bool
    assumed: str
    per_usd: int
    states: str = ""


def find_currencies(sent: Sentence) -> list[Currency]:
    """Return the currencies of ``sent`` in order, the longest at a place: "श्रीलंकाई रुपये" over "रुपये"."""
    kept: list[Currency] = []
    end = -1
    for hit in sent.hits:
        if hit.entry.kind == "currency" and hit.end > end and _stands(sent, hit):
            kept.append(_currency(sent.text, hit))
            end = hit.end
    return _yuan_not_yen(kept)


def _stands(sent: Sentence, hit: Hit) -> bool:
    exact = hit.entry.attrs.get("exact")
    glued = is_glued(sent.text, hit) or ("glued" in hit.entry.attrs and sent.text[hit.end : hit.end + 1].isdecimal())
    return exact is None or glued or sent.stored(hit.start, hit.end) == exact


def _currency(text: str, hit: Hit) -> Currency:
    attrs = hit.entry.attrs
    code = None if hit.entry.value == NO_STATE else hit.entry.value
    last = text[hit.end - 1]
    sign = not (last.isalnum() or last == "." or "\u0900" <= last <= "\u0963")
    place, assumed, per_usd = attrs.get("place", ""), attrs.get("assumed", ""), int(attrs.get("per_usd", 1))
    return Currency(hit.start, hit.end, code, place, sign, assumed, per_usd, attrs.get("states", ""))


def _yuan_not_yen(currencies: list[Currency]) -> list[Currency]:
    """Read "¥" as yuan where the sentence names the yuan and not the yen."""
    sure = {currency.code for currency in currencies if currency.assumed != "yen-yuan"}
    if "CNY" not in sure or "JPY" in sure:
        return currencies
    return [
        Currency(c.start, c.end, "CNY", c.place, c.sign, c.assumed, 7, c.states) if c.assumed == "yen-yuan" else c
        for c in currencies
    ]


@dataclass(slots=True)
class Sum:
    """A number with the currency before it, after it, or both."""

    number: Number
    before: Currency | None = None
    after: Currency | None = None

    @property
    def currency(self) -> Currency | None:
        """The currency: the one written before the number stands first, but a code tells whose "$" is meant."""
        if self.before and self.after and self.before.sign and not self.after.sign:
            return self.after
        return self.before or self.after

    @property
    def start(self) -> int:
        """The first character, currency included."""
        return self.before.start if self.before else self.number.start

    @property
    def end(self) -> int:
        """One past the last character, currency included."""
        return max(self.after.end, self.number.end) if self.after else self.number.end


def attach(text: str, numbers: list[Number], currencies: list[Currency]) -> list[Sum]:
    """Return a `Sum` for each number, with the currencies that stand beside it; each currency goes to one number."""
    sums = [Sum(number) for number in numbers]
    for currency in currencies:
        left = next((s for s in reversed(sums) if s.number.end <= currency.start), None)
        right = next((s for s in sums if s.number.start >= currency.end), None)
        if right is not None and not _leads(text, right, currency):
            right = None
        if left is not None and not _follows(text, left, currency) and (right or not _tells_sign(text, left, currency)):
            left = None
        if currency.sign and right is not None:
            left = None
        if left is not None:
            left.after = currency
        elif right is not None:
            right.before = currency
    return _scale_behind(text, sums)


def _scale_behind(text: str, sums: list[Sum]) -> list[Sum]:
    """Join a scale that stands behind its currency to the number: "30,162 INR crore"."""
    kept: list[Sum] = []
    for found in sums:
        last = kept[-1] if kept else None
        number = found.number
        bare = number.value is None and not number.cut and found.currency is None
        if bare and last and last.after and last.number.value and _AFTER.fullmatch(text[last.end : number.start]):
            value, scale = last.number.value * number.scale, last.number.scale * number.scale
            last.number = Number(last.number.start, number.end, value, scale)
            continue
        kept.append(found)
    return kept


def _follows(text: str, left: Sum, currency: Currency) -> bool:
    number = left.number
    if not _AFTER.fullmatch(text[number.end : currency.start]) or left.after is not None:
        return False
    if currency.place == "scale" and number.scale == 1 and number.value is not None:
        return False
    return left.before is None or left.before.code == currency.code


def _tells_sign(text: str, left: Sum, currency: Currency) -> bool:
    """Whether a code behind the number says whose money the sign before it is: "$4.5 million BBD"."""
    sign = left.before is not None and left.before.sign and left.after is None
    return sign and not currency.sign and text[left.number.end : currency.start] == " "


def _leads(text: str, right: Sum, currency: Currency) -> bool:
    number = right.number
    if currency.place or right.before is not None or (number.value is None and not number.cut):
        return False
    if number.is_year and not currency.sign and currency.assumed != "rupee":  # "in US dollars 2030"
        return False
    return bool(_BEFORE.fullmatch(text[currency.end : number.start]))
