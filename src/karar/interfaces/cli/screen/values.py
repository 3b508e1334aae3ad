"""Values of commitments in words: sums beside each other, what is wrong with one, who says so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from karar.interfaces.cli.screen.table import ID_SHOWN
from karar.interfaces.cli.screen.words import Words
from karar.model.values import Amount, Duration, When
from karar.tracking.amounts import Comparison
from karar.tracking.fields import Competing, Field
from karar.tracking.headline import Report
from karar.tracking.totals import LeftOut

_MANY = 3
"""From so many zeros on a factor is told by their number."""


def value_in_words(words: Words, field: Field, value: Any) -> str:
    """Return a value of a field as people say it.

    >>> from karar.tracking.headline import Report
    >>> field = Field("duration", "pledge", (), "only-value")
    >>> value_in_words(Words("en", {}), field, Duration(n=10, unit="year"))
    'for 10 years'
    """
    if isinstance(value, Amount):
        return words.amount(value)
    if isinstance(value, When):
        return value.value or value.text
    if isinstance(value, Duration):
        return words.phrase(value.unit, value.n)
    if isinstance(value, tuple):
        return ", ".join(map(words.party, value))
    if field.name in ("giver", "receiver"):
        return words.party(value)
    return words.get("instrument" if field.name == "instrument" else "value", str(value))


def verdict(words: Words, headline: Any, one: Competing) -> str:
    """Return how a value stands to the headline, in words; a conflict of sums says what is probably wrong."""
    comparison = one.comparison
    if comparison is None:
        return words.get("agreement", one.agreement) if one.agreement else ""
    if comparison.gap or comparison.agreement is None:
        return words.get("gap", comparison.gap or "no-rate")
    told = words.get("agreement", comparison.agreement)
    if comparison.agreement != "conflict":
        off = percent(comparison.off)
        return f"{told} ({off}{_by_rate(words, comparison)})"
    wrong = _conflict(words, headline, one.value, comparison)
    return f"{told}: {wrong}{_by_rate(words, comparison, ' (', ')')}"


def in_a_year(words: Words, pace: tuple[str, Decimal]) -> str:
    """Return a sum for each year: ``JPY 1 tn``."""
    currency, value = pace
    return f"{currency} {words.number(f'{value:f}', currency)}"


def left_out(words: Words, one: LeftOut) -> str:
    """Return in words why a sum is in no total."""
    by = f" {one.by[:ID_SHOWN]}" if one.by else ""
    amount = f"{words.get('step', one.rung)}, {words.amount(one.amount)}"
    return f"{one.commitment[:ID_SHOWN]} ({amount}): {words.get('reason', one.reason)}{by}"


def percent(share: Decimal | None) -> str:
    """Return a share with its sign.

    >>> percent(Decimal("-0.0812"))
    '−8.1 %'
    """
    return f"{(share or Decimal(0)) * 100:+.1f} %".replace("-", "−")


def _by_rate(words: Words, comparison: Comparison, start: str = ", ", end: str = "") -> str:
    rate = comparison.rate
    if rate is None:
        return ""
    return f"{start}{words.say('commitment', 'rate', rate.day, words.get('commitment', rate.source))}{end}"


def _conflict(words: Words, standard: Amount, other: Amount, comparison: Comparison) -> str:
    """Return what is wrong: ``10 trillion yen is about 6 lakh crore rupees; this report prints a tenth.``"""
    believed = words.money(Decimal(standard.value or 0), standard.currency or "")
    expected = words.money(comparison.expected or Decimal(0), other.currency or "")
    slip, same = comparison.slip, standard.currency == other.currency
    if slip and slip.meant:
        return words.say("commitment", "swap", believed, expected, words.money(Decimal(other.value or 0), slip.meant))
    if slip:
        name = words.get("power", str(slip.power))
        if abs(slip.power) > _MANY:
            told = words.say("commitment", "power_many", believed, expected, abs(slip.power))
        else:
            told = words.say("commitment", "same_power" if same else "power", believed, expected, name)
        apart = words.get("apart", str(abs(slip.power)))
        return told if apart == str(abs(slip.power)) else f"{told} {apart}"
    off = percent(comparison.off)
    return words.say("commitment", "same_off", off) if same else words.say("commitment", "off", believed, expected, off)


def sources(words: Words, reports: tuple[Report, ...]) -> list[str]:
    """Return who says a value, each once: what they are, who, when, and the claim."""
    return [
        " · ".join(
            part
            for part in (
                words.get("publisher", one.standing),
                one.publisher or "",
                one.published or words.get("commitment", "undated"),
                one.claim[:10],
            )
            if part
        )
        for one in {one.claim: one for one in reversed(reports)}.values()
    ][::-1]
