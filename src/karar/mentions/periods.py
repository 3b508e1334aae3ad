"""Stretches of time: periods with an end in the calendar ("by 2030") and durations ("over ten years")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from karar.mentions.numbers import Number, find_numbers, longest
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.model.values import Duration, DurationUnit, Period
from karar.text.sentences import Sentence

_YEARS = re.compile(
    r"(?<![\w.,/-])((?:19|20)\d{2}) ?(-|to|से|and|और|through|until) ?((?:19|20)\d{2}|\d{2})(?![\w/]|[.,-]\d)"
)
_BETWEEN = re.compile(r"\bbetween (?:the years )?\Z")
_FROM = re.compile(r"\b(?:from|between) (?:the years |the )?\Z")
_PAIR = re.compile(r" ?(?:-|to|until|till|through|से|से लेकर) ?")
_AND = re.compile(r" (?:and|और) ")
_SINCE = re.compile(
    r"(?: के बाद| के शुरू| की शुरुआत| के मध्य| के अंत| के आखिर"
    r"| के (?:शुरुआती|आखिरी|आखिर के|अंतिम) (?:समय|दिनों|हफ्तों|महीनों))? से"
    r"(?! (?:पहले|अधिक|ज्यादा|कम|पूर्व|[\w\u0900-\u0963]+ [\u0900-\u0963]+ (?:पहले|पूर्व)))(?![\u0900-\u0963])"
)
# "by the end of 2026", "until early 2027", "2026 के अंत तक"
_FILL = re.compile(
    r"(?:[ -](?:the|end|of|year|early|late|mid|middle|close|about|around|fiscal|financial|calendar))*[ -]?"
)
_FILL_AFTER = re.compile(r"(?: के| की)?(?: अंत| आखिर| मध्य| शुरुआत| दौरान)? ?")
_GAP = re.compile(r"[ -]{0,2}")
_ARTICLE = re.compile(
    r"\b(?:in|within|over|for|next|of|after|by|than|up to|another|spent|spend|been|lasts?|lasted|takes?|took)"
    r" (?:about |roughly |nearly |almost )?(?:a|an|the next|the coming)[ -]\Z"
)
_LONE_ARTICLE = re.compile(r"\b(?:a|an)[ -]\Z")
_APART = re.compile(r" (?:ago|earlier|later|after|before|since)\b")  # "a year ago", "a month after the talks"
_OLD = re.compile(
    r"[- ]olds?\b| (?:old|older|younger|of age)\b| (?:his|her|my|our|your|their) (?:senior|junior)s?\b"
    r"| (?:की|के|का) (?:थी|थे|था|हैं?|हो|होने|हुए|हुई)(?![\u0900-\u0963])"
)
_OF_AGE = re.compile(r" (?:की|के|का)(?: [^ ]+)? ")
_AGED = 10  # a plan of fewer years is likelier than a child of them
_EVERY = re.compile(r"(?:\bevery|\beach|\bper|हर|प्रत्येक|प्रति) \Z")
_PAST_AFTER = re.compile(r" of | since | (?:से|तक)(?: चल| जारी| लंबित|$)| में पहली बार")
_WORTHLESS = 200  # no promise covers more years than that
_TENOR_REACH = 60


def find_periods(sent: Sentence, published: date | None, dates: Sequence[Mention]) -> list[Mention]:  # noqa: ARG001
    """Return the periods and durations of ``sent`` in order.

    ``dates`` are the dates of the same sentence, resolved by ``published``. Kind ``period`` has a `Period`, kind
    ``duration`` a `Duration`; a duration's ``attrs`` may have ``past`` ("in the past five years"), ``tenor`` (the time
    in which a loan is paid back) and ``from`` (the lower end of "three to five years").

    Example: ``अगले 10 सालों में`` is a duration of ``{"n": 10, "unit": "year"}``, ``by 2030`` a period to ``2030``.
    """
    mentions = list(_year_ranges(sent.text))
    mentions += [found for found in _date_periods(sent, dates) if _free(found, mentions)]
    mentions += [found for found in _durations(sent) if _free(found, mentions)]
    mentions.sort(key=lambda mention: mention.start)
    return mentions


def _free(mention: Mention, others: list[Mention]) -> bool:
    return all(other.end <= mention.start or mention.end <= other.start for other in others)


def _year_ranges(text: str) -> Iterator[Mention]:
    for match in _YEARS.finditer(text):
        first, last = int(match[1]), int(match[3])
        if len(match[3]) == 2:
            if match[2] != "-" or last == (first + 1) % 100:  # "2025-26" is a fiscal year
                continue
            last += first // 100 * 100
        start, end = match.span()
        between = _BETWEEN.search(text, max(0, start - 20), start)
        if match[2] in ("and", "और") and not between and not text.startswith((" के बीच", " के दौरान"), end):
            continue
        if first < last:
            lead = between or _FROM.search(text, max(0, start - 20), start)
            end += 3 if text.startswith(" तक", end) else 0
            yield Mention("period", lead.start() if lead else start, end, Period(start=str(first), end=str(last)))


def _date_periods(sent: Sentence, dates: Sequence[Mention]) -> Iterator[Mention]:
    told = [mention for mention in dates if mention.value.value is not None]
    used: set[int] = set()
    for left, right in pairwise(told):
        gap = sent.text[left.end : right.start]
        between = _AND.fullmatch(gap) and _BETWEEN.search(sent.text, max(0, left.start - 20), left.start)
        if (between or _PAIR.fullmatch(gap)) and left.value.value < right.value.value and "to" not in left.attrs:
            used |= {id(left), id(right)}
            lead = _FROM.search(sent.text, max(0, left.start - 20), left.start)
            value = Period(start=_first(left), end=_last(right))
            yield Mention("period", lead.start() if lead else left.start, right.end, value)
    words = [hit for hit in sent.of("time-word") if hit.entry.value in ("until", "since")]
    for mention in told:
        if id(mention) in used:
            continue
        if "to" in mention.attrs:
            value = Period(start=mention.value.value, end=mention.attrs["to"])
            yield Mention("period", mention.start, mention.end, value)
        elif bound := _bound(sent.text, words, mention):
            yield bound


def _bound(text: str, words: list[Hit], mention: Mention) -> Mention | None:
    """Return the period that ``mention`` ends or begins by the word beside it."""
    for hit in words:
        before = hit.entry.attrs.get("place") == "before"
        # "from Sunday's talks" is where something comes from
        owns = text.startswith("'s", mention.end)
        if before and not owns and hit.end <= mention.start and _FILL.fullmatch(text[hit.end : mention.start]):
            return _half_open(hit, mention, hit.start, mention.end)
        if not before and hit.start >= mention.end and _FILL_AFTER.fullmatch(text[mention.end : hit.start]):
            return _half_open(hit, mention, mention.start, hit.end)
    if since := _SINCE.match(text, mention.end):
        return Mention("period", mention.start, since.end(), Period(start=_first(mention)))
    return None


def _half_open(hit: Hit, mention: Mention, start: int, end: int) -> Mention:
    until = hit.entry.value == "until"
    value = Period(end=_last(mention)) if until else Period(start=_first(mention))
    return Mention("period", start, end, value)


def _first(mention: Mention) -> str:
    """The beginning of a date: a fiscal year's is April."""
    value: str = mention.value.value
    return f"{value}-04" if mention.value.precision == "fiscal-year" else value


def _last(mention: Mention) -> str:
    value: str = mention.attrs.get("to", mention.value.value)
    return f"{int(value) + 1}-03" if mention.value.precision == "fiscal-year" else value


def _durations(sent: Sentence) -> Iterator[Mention]:
    units = longest(sent.of("duration-unit"))
    if not units:
        return
    numbers = find_numbers(sent)
    for unit in units:
        found = _count(sent, unit, numbers)
        if found is None or _is_age(sent, found[0], found[1], unit) or _EVERY.search(sent.text, 0, found[0]):
            continue
        start, count, low = found
        end = unit.end
        if count == 1 and sent.text.startswith(" and a half", end):
            count, end = Decimal("1.5"), end + len(" and a half")
        value = _duration(unit, count)
        if value is None:
            continue
        attrs = _attrs(sent, start, unit, value)
        if low is not None:
            attrs["from"] = str(low)
        yield Mention("duration", start, end, value, attrs)


def _is_age(sent: Sentence, start: int, count: Decimal, unit: Hit) -> bool:
    """Whether it tells how old somebody is: "a 30-year-old", "30 साल के युवक", "उम्र 84 साल", "42 वर्षीय सेठ"."""
    if unit.entry.value != "year":
        return False
    if _OLD.match(sent.text, unit.end):
        return True
    if "adjective" in unit.entry.attrs and count >= _AGED and not _has_plan(sent, unit):
        return True
    for hit in sent.hits:
        if hit.entry.kind == "time-word" and hit.entry.value == "age":
            before = hit.entry.attrs.get("place") == "before" and 0 < start - hit.end < 12
            if before or (hit.entry.attrs.get("place") == "after" and 0 <= hit.start - unit.end <= 1):
                return True
        if hit.entry.kind == "unit" and hit.entry.value == "person" and unit.entry.lang == "hi":
            between = sent.text[unit.end : hit.start]
            # "39 साल के तीन लोगों", not "5 साल के लिए लोगों"
            if between == " " or (_OF_AGE.fullmatch(between) and _is_number(sent, between, unit.end)):
                return True
    return False


def _is_number(sent: Sentence, between: str, start: int) -> bool:
    """Whether nothing but a number stands behind the case marker of ``between``, which begins at ``start``."""
    words = between.split()
    if len(words) == 1:
        return True
    place = start + between.rindex(words[1])
    return words[1].isdecimal() or any(hit.start == place for hit in sent.of("numeral"))


def _has_plan(sent: Sentence, unit: Hit) -> bool:
    """Whether the noun phrase behind ``unit`` is of something that runs for years: a plan, a loan, a treaty."""
    end = next((hit.start for hit in sent.of("case") if hit.start > unit.end), len(sent.text))
    plans = (hit for hit in sent.hits if hit.entry.kind in ("instrument", "initiative") or hit.entry.value == "plan")
    return any(unit.end < hit.start < end for hit in plans)


def _count(sent: Sentence, unit: Hit, numbers: list[Number]) -> tuple[int, Decimal, Decimal | None] | None:
    """Return where the duration starts, how many of the unit it is, and the lower end of a range."""
    text = sent.text
    if n := unit.entry.attrs.get("n"):
        return unit.start, Decimal(n), None
    place = next(
        (i for i, n in enumerate(numbers) if n.end <= unit.start and _GAP.fullmatch(text[n.end : unit.start])), -1
    )
    if place >= 0:
        number = numbers[place]
        if number.value is None or number.is_year or number.short or not 0 < number.value <= _WORTHLESS:
            return None
        idle = number.word and number.value == 1 and unit.entry.value == "day" and "adjective" not in unit.entry.attrs
        idle = idle and text[number.end : unit.start] == " " and unit.entry.lang == "hi"  # "एक दिन" is "one day"
        if idle and not _is_measured(sent, unit):
            return None
        low = numbers[place - 1] if place else None
        if low and low.value and low.value < number.value and _PAIR.fullmatch(text[low.end : number.start]):
            return low.start, number.value, low.value
        return number.start, number.value, None
    if "many" in unit.entry.attrs:
        return None
    cue = _cue(sent, unit.start)
    if cue is not None and ("times" in unit.entry.attrs):  # "अगले दशक में", "the next decade"
        return cue.start, Decimal(1), None
    if article := _ARTICLE.search(text, max(0, unit.start - 24), unit.start):
        start = article.end() - 2 if text[article.end() - 3 : article.end() - 1] in (" a", "a ") else article.start()
        return max(start, article.start()), Decimal(1), None
    lone = _LONE_ARTICLE.search(text, max(0, unit.start - 3), unit.start)
    if lone and _APART.match(text, unit.end):
        return lone.start(), Decimal(1), None
    return None


def _is_measured(sent: Sentence, unit: Hit) -> bool:
    """Whether the words behind ``unit`` measure it: "एक दिन से ज्यादा", "एक दिन के लिए"."""
    after = unit.end + 1
    if any(hit.start == after and hit.entry.kind == "qualifier" for hit in sent.hits):
        return True
    return sent.text.startswith((" के लिए", " के भीतर", " के अंदर"), unit.end)


def _cue(sent: Sentence, start: int) -> Hit | None:
    """Return "next", "पिछले" … straight before ``start``."""
    return next(
        (
            hit
            for hit in sent.of("time-word")
            if hit.entry.value in ("next", "last", "this")
            and hit.end <= start
            and sent.text[hit.end : start] in (" ", " about ", " लगभग ", " करीब ")
        ),
        None,
    )


def _duration(unit: Hit, count: Decimal) -> Duration | None:
    """Return the duration in whole units; "ढाई साल" becomes 30 months, "डेढ़ महीना" 45 days."""
    total = count * int(unit.entry.attrs.get("times", 1))
    name: DurationUnit = unit.entry.value  # type: ignore[assignment]
    smaller: dict[str, tuple[DurationUnit, int]] = {"year": ("month", 12), "month": ("day", 30)}
    if total % 1 and name in smaller:
        name, factor = smaller[name]
        total *= factor
    if total % 1 or not 0 < total <= _WORTHLESS * 365:
        return None
    return Duration(n=int(total), unit=name)


def _attrs(sent: Sentence, start: int, unit: Hit, value: Duration) -> dict[str, str]:
    attrs: dict[str, str] = {}
    cue = _cue(sent, start) or _cue(sent, unit.start)
    words = sent.of("time-word")
    ago = any(hit.entry.value == "ago" and hit.start == unit.end + 1 for hit in words)
    since = cue is None and value.unit == "year" and sent.text.startswith(" से ", unit.end)
    since = since or (
        cue is None and "-" not in sent.text[start : unit.end] and bool(_PAST_AFTER.match(sent.text, unit.end))
    )
    if ago or since or (cue is not None and cue.entry.value == "last"):
        attrs["past"] = "1"
    near = (hit for hit in words if hit.entry.value == "tenor")
    if any(hit.end > start - _TENOR_REACH and hit.start < unit.end + _TENOR_REACH for hit in near):
        attrs["tenor"] = "1"
    return attrs
