"""Counts of things other than money: students, megawatts, ships, tonnes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from karar.mentions.numbers import Number, find_numbers, longest
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.model.values import Quantity
from karar.text.sentences import Sentence

# Up to two describing words may stand between number and thing ("5,000 भारतीय छात्र"); short words are case markers,
# prepositions and conjunctions, which end the noun phrase.
_BETWEEN = re.compile(r"[ -]{0,2}(?:[^\W\d_][\w\u0900-\u0963'-]{3,}[ -]){0,2}")
_RANGE = re.compile(r" ?- ?| to | से ")
# "800 km per hour" tells how fast, not how far.
_SPEED = re.compile(
    r" ?(?:/ ?(?:h|hr|s|घंट[ाे])\b"
    r"|(?:per|an|a|प्रति) ?(?:hour|second|minute|घंट[ाे]|घण्ट[ाे]|सेकंड|सेकेंड|मिनट))"
)
_PLACE = "place"  # of a unit: it stands before its number
_DISTANCES = frozenset({"kilometre", "metre", "mile", "nautical-mile", "foot"})


def find_quantities(sent: Sentence, taken: Sequence[Mention]) -> list[Mention]:
    """Return the counts of ``sent`` in order, as mentions of kind ``quantity`` over number and unit.

    ``taken`` are mentions whose numbers are something else (amounts). A range counts its higher end, with
    ``attrs["from"]``; a single "एक" or "one" is an article, not a count.

    Example: ``50,000 कुशल कर्मचारी`` is ``{"value": "50000", "unit": "person"}``.
    """
    units = [hit for hit in longest(sent.of("unit")) if hit.entry.value != "percent"]
    if not units:
        return []
    numbers = [number for number in find_numbers(sent) if _counts(number, taken)]
    mentions: list[Mention] = []
    for place, number in enumerate(numbers):
        following = numbers[place + 1].start if place + 1 < len(numbers) else len(sent.text)
        unit = next((hit for hit in units if hit.start >= number.end and _PLACE not in hit.entry.attrs), None)
        if unit is None or unit.start >= following or not _belongs(sent, number, unit):
            if (before := _unit_before(sent, units, number)) is not None:
                value = Quantity(value=_decimal(number.value), unit=before.entry.value)
                mentions.append(Mention("quantity", before.start, number.end, value))
            continue
        if unit.entry.value in _DISTANCES and _SPEED.match(sent.text, unit.end):
            continue
        low = numbers[place - 1] if place else None
        if low is not None and not _RANGE.fullmatch(sent.text[low.end : number.start]):
            low = None
        mentions.append(_quantity(number, unit, low))
    return mentions


def _unit_before(sent: Sentence, units: Sequence[Hit], number: Number) -> Hit | None:
    """Return the unit that tells what ``number`` counts before it: "a population of about 5 million"."""
    start = number.start
    for hit in sent.of("qualifier"):
        if hit.end + 1 == start and hit.entry.attrs.get("place") in ("before", "both"):
            start = hit.start
    found = (hit for hit in units if _PLACE in hit.entry.attrs and hit.end + 1 == start)
    return next(found, None)


def _counts(number: Number, taken: Sequence[Mention]) -> bool:
    if number.value is None or number.short or not number.counts or (number.word and number.value <= 1):
        return False
    return not any(mention.start < number.end and number.start < mention.end for mention in taken)


def _belongs(sent: Sentence, number: Number, unit: Hit) -> bool:
    end = number.end
    for hit in sent.hits:  # "5 से ज्यादा छात्र"
        if hit.entry.kind == "qualifier" and hit.entry.attrs.get("place") == "after" and hit.start == number.end + 1:
            end = max(end, hit.end)
    between = sent.text[end : unit.start]
    if number.is_year:
        return between == " " and not _is_time(sent, number)
    if not _BETWEEN.fullmatch(_without_states(sent, end, unit.start)):
        return False
    # "10 year visa", "5 अरब डॉलर परियोजना": the number has its own unit already.
    return not any(
        end <= hit.start < unit.start and hit.entry.kind in ("duration-unit", "currency", "month", "qualifier")
        for hit in sent.hits
    )


def _without_states(sent: Sentence, start: int, end: int) -> str:
    """Return the text of ``[start, end)`` without names of states, which may be short: "4,000 UK troops"."""
    text = sent.text[start:end]
    for hit in sent.hits:
        if start <= hit.start and hit.end <= end and hit.entry.kind in ("party", "demonym"):
            text = text.replace(sent.text[hit.start : hit.end] + " ", "")
    return text


def _is_time(sent: Sentence, number: Number) -> bool:
    return any(hit.end <= number.start and sent.text[hit.end : number.start].isspace() for hit in sent.of("time-word"))


def _quantity(number: Number, unit: Hit, low: Number | None) -> Mention:
    attrs: dict[str, str] = {}
    start = number.start
    if low is not None and low.value is not None and number.value is not None:
        lower = low.value * number.scale if low.scale == 1 and low.value < number.value / number.scale else low.value
        if lower < number.value and not low.is_year:
            attrs["from"] = _decimal(lower)
            start = low.start
    return Mention("quantity", start, unit.end, Quantity(value=_decimal(number.value), unit=unit.entry.value), attrs)


def _decimal(value: Decimal | None) -> str:
    text = format(value or Decimal(0), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
