"""Sums of money: a number beside a currency, ranges, qualifiers, and what is wrong with them."""

from __future__ import annotations

import re
from decimal import Decimal

from karar.mentions.money import Currency, Sum, attach, find_currencies
from karar.mentions.numbers import Number, find_numbers, longest
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.model.problems import Problem
from karar.model.values import Amount, Qualifier
from karar.text.sentences import Sentence

# More than any promise between two states so far: trade of the largest pairs is below 10¹² dollars.
IMPLAUSIBLE_USD = 2 * 10**12

_RANGE = re.compile(r" ?- ?| to | से ")
_BETWEEN = re.compile(r" and | और | व | एवं ")
_ELLIPSIS = re.compile(r" ?(?:…|\.\.\.+)")
_NEAR = re.compile(r"[ .(]{0,2}")
_BEFORE_SAME = re.compile(r"[\s,:.(\[=/-]*")
# Without a currency only millions and more are read as money, and only before a word for it.
_MONEY_FROM, _SCALE_FROM = 10**6, 10**5
_OF = re.compile(r"(?: (?:का|के|की|से अधिक का|से अधिक की|तक का|तक की|in|of|worth of))?[ -](?:[^\W\d]{4,} )?")
_WORTH = re.compile(r" (?:of|worth|totall?ing) (?:[a-z]+ ){0,2}")
_RANK: dict[str, int] = {"exact": 0, "about": 1, "over": 2, "under": 3}


def find_amounts(sent: Sentence) -> list[Mention]:
    """Return the sums of money of ``sent`` in order, as mentions of kind ``amount``.

    A mention covers number, scale and currency; of a range both numbers ("between" and "के बीच" too). Qualifiers
    stand outside and are in the value; ``attrs`` may have ``qualifier_start`` and ``qualifier_end``, ``ceiling``,
    ``currency_assumed`` (``rupee``, ``yen-yuan``: a later room may know better), ``currency_states`` (``KE:KES
    TZ:TZS``: whose money the bare word may be), ``same_as_previous``, and ``unnamed`` where no currency is written.

    Example: ``जापान 10 ट्रिलियन येन का निवेश करेगा`` has one, with value ``10000000000000`` and currency ``JPY``.
    """
    text = sent.text
    cut = "…" in text or "..." in text
    currencies = find_currencies(sent)
    qualifiers = longest(sent.of("qualifier"))
    if not currencies and not cut and not any(hit.entry.value == "money" for hit in qualifiers):
        return []
    sums = attach(text, find_numbers(sent), currencies)
    mentions: list[Mention] = []
    at = 0
    while at < len(sums):
        mention, used = _read(sent, sums, at, qualifiers)
        at += used
        if mention is not None:
            mentions.append(_say_again(text, mentions, mention, qualifiers))
    return mentions


def _read(sent: Sentence, sums: list[Sum], at: int, qualifiers: list[Hit]) -> tuple[Mention | None, int]:
    """Return the amount at ``sums[at]``, None where it is no money, and how many sums it takes."""
    this = sums[at]
    following = sums[at + 1] if at + 1 < len(sums) else None
    if truncated := _truncated(sent, this, following):
        return truncated
    if following is not None and (borders := _range(sent.text, this, following, qualifiers)):
        return _range_mention(sent, this, following, borders), 2
    if this.currency is None:
        return _unnamed(sent, this.number, qualifiers), 1
    return _single(sent, this, this.currency, qualifiers), 1


def _single(sent: Sentence, found: Sum, currency: Currency, qualifiers: list[Hit]) -> Mention | None:
    number = found.number
    problems = _problems(sent, found.start, found.end, currency, number.value)
    attrs = _assumed(currency)
    if number.value is None:
        if found.after is None:  # "Rs crore" over a table's column
            return None
        message = "The text tells no number, only its order of magnitude."
        problems += (Problem("vague-amount", message, "loss", span=sent.span(found.start, found.end)),)
    qualifier, extra = _qualifier(sent.text, found.start, found.end, qualifiers)
    value = Amount(value=_decimal(number.value), currency=currency.code, qualifier=qualifier)
    return Mention("amount", found.start, found.end, value, attrs | extra, problems)


def _unnamed(sent: Sentence, number: Number, qualifiers: list[Hit]) -> Mention | None:
    """Return a sum whose currency the text leaves out: "6 लाख करोड़ का निवेश", "a 2 billion loan".

    The mention covers the noun too, for it is what makes the number money.
    """
    if number.value is None or number.value < _MONEY_FROM or number.scale < _SCALE_FROM:
        return None
    borders = _with_noun(sent.text, number, qualifiers)
    if borders is None:
        return None
    start, end = borders
    qualifier, attrs = _qualifier(sent.text, number.start, number.end, qualifiers)
    problem = Problem("unknown-currency", "The text names no currency.", "note", span=sent.span(start, end))
    value = Amount(value=_decimal(number.value), currency=None, qualifier=qualifier)
    return Mention("amount", start, end, value, {"unnamed": "1"} | attrs, (problem,))


def _with_noun(text: str, number: Number, qualifiers: list[Hit]) -> tuple[int, int] | None:
    """Return the stretch of ``number`` and the word for money beside it: "6 लाख करोड़ का निवेश", "loan of 2 billion"."""
    for hit in qualifiers:
        if hit.entry.value == "money":
            if hit.start > number.end and _OF.fullmatch(text[number.end : hit.start]):
                return number.start, hit.end
            if hit.end < number.start and _WORTH.fullmatch(text[hit.end : number.start]):
                return hit.start, number.end
    return None


def _range(text: str, low: Sum, high: Sum, qualifiers: list[Hit]) -> tuple[int, int] | None:
    """Return the start and end of a range from ``low`` to ``high``, None where they are none."""
    if low.number.value is None or high.number.value is None or low.currency is high.currency is None:
        return None
    if low.currency and high.currency and low.currency.code != high.currency.code:
        return None
    gap = text[low.end : high.start]
    joined = _RANGE.fullmatch(gap)
    if high.currency is None and ((high.number.scale == 1 and "-" not in gap) or high.number.is_year):
        return None
    if low.currency is None and (low.number.is_year or text[low.number.start - 1 : low.number.start] == "$"):
        return None
    if _lower(low.number, high.number) >= high.number.value:
        return None
    between = _between(text, low.start, high.end, qualifiers)
    if between and (joined or _BETWEEN.fullmatch(gap)):
        return between
    grows = low.currency is not None and low.number.scale > 1 and _grows(text, low.start, high.end, qualifiers)
    return (low.start, high.end) if joined and not grows else None


def _lower(low: Number, high: Number) -> Decimal:
    """Return the lower number, with the scale of the higher where it has none: "5 से 7 अरब"."""
    if low.value is None or high.value is None:
        raise ValueError("a range needs two numbers")
    if low.scale == 1 and low.value < high.value / high.scale:
        return low.value * high.scale
    return low.value


def _between(text: str, start: int, end: int, qualifiers: list[Hit]) -> tuple[int, int] | None:
    for hit in qualifiers:
        if hit.entry.value == "between":
            if hit.entry.attrs.get("place") == "before" and text[hit.end : start].isspace():
                return None if hit.entry.attrs.get("growth") else (hit.start, end)
            if hit.entry.attrs.get("place") == "after" and text[end : hit.start].isspace():
                return start, hit.end
    return None


def _grows(text: str, start: int, end: int, qualifiers: list[Hit]) -> bool:
    """Whether "from $20 billion to $50 billion", "… से 50 अरब डॉलर तक पहुंचाना" tells of growth, not of a range."""
    for hit in qualifiers:
        if hit.end <= start and text[hit.end : start].isspace() and hit.entry.attrs.get("growth"):
            return True
        if hit.entry.value == "exact" and text[end : hit.start].isspace():
            return True
    return False


def _range_mention(sent: Sentence, low: Sum, high: Sum, borders: tuple[int, int]) -> Mention:
    currency = high.currency or low.currency
    if currency is None:
        raise ValueError("a range of money needs a currency")
    start, end = borders
    value = Amount(
        value=_decimal(_lower(low.number, high.number)),
        to=_decimal(high.number.value),
        currency=currency.code,
        qualifier="range",
    )
    return Mention(
        "amount", start, end, value, _assumed(currency), _problems(sent, start, end, currency, high.number.value)
    )


def _truncated(sent: Sentence, this: Sum, following: Sum | None) -> tuple[Mention, int] | None:
    """Return an amount without a value where the text cuts the number off: "Rs 5,", "10 ट्रि…", "5… करोड़"."""
    text, number = sent.text, this.number
    end, used = this.number.end, 1
    if this.after is not None:
        return None
    if ellipsis := _ELLIPSIS.match(text, end):
        rest = following is not None and text[ellipsis.end() : following.number.start].strip() == ""
        end = ellipsis.end()
        if rest and following is not None and following.number.value is None:
            end, used = following.end, 2
            this = Sum(number, this.before or following.after)
        elif not (number.cut or this.before is not None or number.scale > 1):
            return None
    elif this.before is not None and text[end:].strip() == ",":
        end = len(text.rstrip())
    else:
        return None
    currency = this.before
    start = number.start if currency is None else min(number.start, currency.start)
    problem = Problem("truncated-number", "The text cuts the number off.", "loss", span=sent.span(start, end))
    value = Amount(value=None, currency=currency.code if currency else None)
    return Mention("amount", start, end, value, _assumed(currency) if currency else {}, (problem,)), used


def _assumed(currency: Currency) -> dict[str, str]:
    attrs = {"currency_assumed": currency.assumed} if currency.assumed else {}
    return attrs | {"currency_states": currency.states} if currency.states else attrs


def _problems(sent: Sentence, start: int, end: int, currency: Currency, value: Decimal | None) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    if currency.code is None:
        message = "The word names the money of several states."
        problems.append(Problem("ambiguous-currency", message, "doubt", span=sent.span(start, end)))
    elif value is not None and value > IMPLAUSIBLE_USD * currency.per_usd:
        message = "The sum is larger than any promise between two states: the scale or the currency may be wrong."
        problems.append(Problem("implausible-value", message, "doubt", span=sent.span(start, end)))
    return tuple(problems)


def _qualifier(text: str, start: int, end: int, qualifiers: list[Hit]) -> tuple[Qualifier, dict[str, str]]:
    """Return the qualifier of the amount at ``[start, end)`` and where it stands; the strictest of several."""
    best: Hit | None = None
    edge = start
    for hit in reversed(qualifiers):
        if hit.end <= edge and hit.entry.attrs.get("place") != "after" and _NEAR.fullmatch(text[hit.end : edge]):
            edge = hit.start
            best = _stricter(best, hit)
    for hit in qualifiers:
        if hit.start >= end and hit.entry.attrs.get("place") != "before" and _NEAR.fullmatch(text[end : hit.start]):
            best = _stricter(best, hit)
    if best is None or best.entry.value == "exact":
        return "exact", {}
    attrs = {"qualifier_start": str(best.start), "qualifier_end": str(best.end)}
    if best.entry.attrs.get("ceiling"):
        attrs["ceiling"] = "1"
    names: dict[str, Qualifier] = {"about": "about", "over": "over", "under": "under"}
    return names[best.entry.value], attrs


def _stricter(best: Hit | None, hit: Hit) -> Hit | None:
    if hit.entry.value not in _RANK:
        return best
    return hit if best is None or _RANK[hit.entry.value] > _RANK[best.entry.value] else best


def _say_again(text: str, before: list[Mention], mention: Mention, qualifiers: list[Hit]) -> Mention:
    """Mark ``mention`` where it says the amount before it again in another currency: "(about 68 billion dollars)"."""
    if not before or before[-1].value.currency == mention.value.currency:
        return mention
    start, end = before[-1].end, mention.start
    inner = [hit for hit in qualifiers if start <= hit.start and hit.end <= end]
    rest = text[start:end]
    for hit in reversed(inner):
        rest = rest[: hit.start - start] + rest[hit.end - start :]
    if not _BEFORE_SAME.fullmatch(rest):
        return mention
    opened = any(sign in rest for sign in "([=") or any(hit.entry.value in ("same", "about") for hit in inner)
    goes_on = "same_as_previous" in before[-1].attrs and "," in rest
    if opened or goes_on:
        mention.attrs["same_as_previous"] = "1"
    return mention


def _decimal(value: Decimal | None) -> str | None:
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
