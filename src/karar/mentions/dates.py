"""Dates: days, months, years, fiscal years, weekdays and words like "yesterday", each with the precision it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from karar.mentions import anchors
from karar.mentions.months import find_month_dates
from karar.mentions.numbers import longest
from karar.mentions.written import Written, is_day
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.model.problems import Problem
from karar.model.values import Precision, When
from karar.text.sentences import Sentence

_DIGIT = re.compile("[0-9]")
_ISO = re.compile(r"(?<![\w.-])((?:19|20)\d{2})-(\d{2})-(\d{2})(?![\w-])")
_NUMERIC = re.compile(r"(?<![\w./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d{2}|\d{2})(?![\w/]|[.-]\d)")
_YEAR = re.compile(r"(?<![\w.,/:+$₹€£¥-])(?:19|20)\d{2}(?!\w|[,.:/-]\d|%| ?[%+]|-\w| के दशक| bc|'?s\b)")
_SPLIT_YEAR = re.compile(r"(?<![\w.,/-])((?:19|20)\d{2}) ?[-/] ?(\d{2}|(?:19|20)\d{2})(?![\w-]|[.,]\d)")
_FISCAL = re.compile(r"\b(?:fy|f\.y\.) ?'?((?:20)?\d{2})(?: ?[-/] ?((?:20)?\d{2}))?(?!\w)")
# Function words that make four digits beside them a year.
_YEAR_AFTER = re.compile(
    r"(?:\b(?:in|since|by|of|until|till|from|during|year|to|after|before|through|for|early|late|mid|and|between|around"
    r"|end|or|than)[ -]|\(|\b(?:early|late|mid|end)-)\Z"
)
# "the 1997 match", "Berlin's 2019 summit": a year that tells which one is meant.
_YEAR_NAMES = re.compile(r"(?:\bthe |'s )\Z")
_NAMED = re.compile(r" [a-z]{3,}")
_YEAR_BEFORE = re.compile(r" (?:में|से|के|की|का|तक|को|वाले|वाली)(?![\u0900-\u0963])")
_JOINS_WEEKDAY = re.compile(r"(?: को)?[ ,(-]{1,3}(?:the )?")
_DAY_OF = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? of \Z")
_NUMBERED_DAY = re.compile(r"(\d{1,2}) \Z")


@dataclass(slots=True)
class _Found:
    written: list[Written] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        return all(other.end <= start or end <= other.start for other in self.written)

    def add(self, candidates: Iterator[Written]) -> None:
        for candidate in candidates:
            if self.free(candidate.start, candidate.end):
                self.written.append(candidate)


def find_dates(sent: Sentence, published: date | None) -> list[Mention]:
    """Return the dates of ``sent`` in order, as mentions of kind ``date`` with a `When`.

    What the text leaves open (the year of "29 August", a weekday, "yesterday") is settled by ``published`` as
    `karar.mentions.anchors` says, and keeps the value None without it; a weekday that is settled is a day.
    ``attrs`` may have ``to`` (the last day of "29-30 August") and ``anchored`` (``1``: the publication day went in).

    Example: ``२०१९ में`` is ``{"value": "2019", "precision": "year", "text": "२०१९"}``.
    """
    found = _Found()
    text = sent.text
    digits = _DIGIT.search(text) is not None
    if digits:
        found.add(_numeric(text))
        found.add(_fiscal(sent))
    found.add(find_month_dates(sent))
    if digits:
        found.add(_years(sent))
    found.add(_day_numbers(sent))
    found.add(_relative(sent))
    _weekdays(sent, found)
    found.written.sort(key=lambda written: written.start)
    _share_years(text, found.written)
    return [_mention(sent, written, published) for written in found.written]


def _numeric(text: str) -> Iterator[Written]:
    for match in _ISO.finditer(text):
        year, month, day = map(int, match.groups())
        if is_day(year, month, day):
            yield Written(*match.span(), "day", year=year, month=month, day=day)
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if year < 100:
            if match[2] == "-" or len(match[1]) < 2 or len(match[3]) < 2:
                continue
            year += 2000 if year < 70 else 1900
        day, month = (second, first) if second > 12 else (first, second)  # the day stands first but in America
        if is_day(year, month, day):
            yield Written(*match.span(), "day", year=year, month=month, day=day)


def _fiscal(sent: Sentence) -> Iterator[Written]:
    """Yield fiscal years: "FY26", "2025-26", "वित्त वर्ष 2026"; a lone year names the one it ends in, as in India."""
    text = sent.text
    for match in _FISCAL.finditer(text):
        year = int(match[1]) + (0 if len(match[1]) == 4 else 2000)
        yield Written(*match.span(), "fiscal-year", year=year if match[2] else year - 1, doubtful=not match[2])
    words = [hit for hit in sent.of("time-word") if hit.entry.value == "fiscal"]
    for match in _SPLIT_YEAR.finditer(text):
        year, follower = int(match[1]), int(match[2]) % 100
        word = _beside(words, text, match.start())
        if follower == (year + 1) % 100 and (len(match[2]) == 2 or word):
            yield Written(word.start if word else match.start(), match.end(), "fiscal-year", year=year)
    for match in _YEAR.finditer(text):
        if word := _beside(words, text, match.start()):
            yield Written(word.start, match.end(), "fiscal-year", year=int(match.group()) - 1, doubtful=True)


def _beside(hits: list[Hit], text: str, start: int) -> Hit | None:
    return next((hit for hit in hits if hit.end <= start and not text[hit.end : start].strip(" -")), None)


def _years(sent: Sentence) -> Iterator[Written]:
    text = sent.text
    words = [hit for hit in sent.of("time-word") if hit.entry.value in ("year", "era")]
    events = [hit for hit in sent.of("time-word") if hit.entry.value == "event"]
    for match in _YEAR.finditer(text):
        start, end = match.span()
        word = _beside(words, text, start)
        beside = _YEAR_AFTER.search(text, max(0, start - 9), start) or _YEAR_BEFORE.match(text, end)
        beside = beside or (_NAMED.match(text, end) and _YEAR_NAMES.search(text, max(0, start - 4), start))
        if word is None and not beside and not any(hit.start == end + 1 for hit in events):
            continue
        if any(end < hit.end and end <= hit.start <= end + 1 and hit.entry.kind in _COUNTED for hit in sent.hits):
            continue
        year = None if word and word.entry.value == "era" else int(match.group())
        yield Written(word.start if word else start, end, "year", year=year)


_COUNTED = frozenset({"unit", "scale", "currency", "duration-unit"})


def _day_numbers(sent: Sentence) -> Iterator[Written]:
    """Yield "29 तारीख", "पिछले महीने की दो तारीख", "the 7th of this month"."""
    months = [hit for hit in sent.of("relative-date") if hit.entry.value.startswith("month:")]
    for hit in sent.hits:
        if hit.entry.kind == "time-word" and hit.entry.value == "day-word" and (told := _day_before(sent, hit)):
            day, start = told
            month = next((m for m in months if sent.text[m.end : start] == " की "), None)
            step = int(month.entry.value[6:]) if month else None
            yield Written(month.start if month else start, hit.end, "day", day=day, month_step=step)
    for month in months:
        match = _DAY_OF.search(sent.text, max(0, month.start - 10), month.start)
        if match and 1 <= int(match[1]) <= 31:
            step = int(month.entry.value[6:])
            yield Written(match.start(), month.end, "day", day=int(match[1]), month_step=step)


def _day_before(sent: Sentence, hit: Hit) -> tuple[int, int] | None:
    """Return the day of the month before "तारीख" and where it starts."""
    digits = _NUMBERED_DAY.search(sent.text, max(0, hit.start - 3), hit.start)
    if digits:
        day, start = int(digits[1]), digits.start(1)
    else:
        word = next((h for h in sent.of("numeral") if h.end + 1 == hit.start), None)
        if word is None or not word.entry.value.isdigit():
            return None
        day, start = int(word.entry.value), word.start
    return (day, start) if 1 <= day <= 31 else None


def _relative(sent: Sentence) -> Iterator[Written]:
    for hit in longest(sent.of("relative-date")):
        unit, _, step = hit.entry.value.partition(":")
        precision: Precision = unit  # type: ignore[assignment]
        if step.startswith("?"):
            if sent.text[hit.end : hit.end + 1] == "-":  # कल-कारखाने: machines
                continue
            direction = anchors.verb_direction(sent, hit.start, hit.end, weak=1)
            yield Written(hit.start, hit.end, precision, step=int(step[1:]) * direction if direction else None)
        else:
            yield Written(hit.start, hit.end, precision, step=int(step))


def _weekdays(sent: Sentence, found: _Found) -> None:
    for hit in longest(sent.of("weekday")):
        if hit.entry.lang == "en" and not sent.stored(hit.start, hit.start + 1).isupper():
            continue
        beside = _full_date_beside(sent.text, hit, found.written)
        if beside is not None:
            beside.start, beside.end = min(beside.start, hit.start), max(beside.end, hit.end)
            beside.falls_on = int(hit.entry.value)
        elif found.free(hit.start, hit.end):
            found.written.append(_weekday(sent, hit))


def _full_date_beside(text: str, hit: Hit, written: list[Written]) -> Written | None:
    for other in written:
        gap = text[hit.end : other.start] if hit.end <= other.start else text[other.end : hit.start]
        if other.precision == "day" and (other.day or other.step is not None) and _JOINS_WEEKDAY.fullmatch(gap):
            return other
    return None


def _weekday(sent: Sentence, hit: Hit) -> Written:
    cue = next((h for h in sent.of("time-word") if h.end + 1 == hit.start), None)
    way = {"next": 1, "last": -1}.get(cue.entry.value) if cue else None
    start = cue.start if cue and way else hit.start
    return Written(start, hit.end, "weekday", weekday=int(hit.entry.value), direction=way)


def _share_years(text: str, written: list[Written]) -> None:
    """Give the first of "29 August to 1 September 2025" the year of the second."""
    for left, right in pairwise(written):
        open_year = left.month and left.year is None and left.year_step is None
        if open_year and left.month and right.month and right.year and len(text[left.end : right.start]) <= 6:
            left.year = right.year - (1 if left.month > right.month else 0)


def _cue_of(sent: Sentence, written: Written) -> int:
    """Return 1 where "by", "until", "तक" stands beside the date: what it bounds is yet to come."""
    if sent.text.startswith("'s", written.end):  # "caused by Friday's storm"
        return 0
    for hit in sent.hits:
        if hit.entry.kind == "time-word" and hit.entry.value == "until":
            before = hit.entry.attrs.get("place") == "before" and hit.end + 1 == written.start
            if before or (hit.entry.attrs.get("place") == "after" and hit.start == written.end + 1):
                return 1
    return 0


def _mention(sent: Sentence, written: Written, published: date | None) -> Mention:
    direction = written.direction
    if direction is None:
        direction = _cue_of(sent, written) or anchors.verb_direction(sent, written.start, written.end)
    value, precision, anchored = written.resolve(published, direction)
    attrs: dict[str, str] = {"anchored": "1"} if anchored and value is not None else {}
    if value is not None and written.last_day is not None:
        attrs["to"] = f"{value[:8]}{written.last_day:02}"
    problems: tuple[Problem, ...] = ()
    span = sent.span(written.start, written.end)
    if value is None:
        problems = (Problem("no-anchor-date", "The text gives no anchor for this date.", "note", span=span),)
    elif written.doubtful:
        message = "A single year names the fiscal year that ends in it in India, the one that starts in it in Japan."
        problems = (Problem("fiscal-year", message, "note", span=span),)
    when = When(value=value, precision=precision, text=sent.stored(written.start, written.end))
    return Mention("date", written.start, written.end, when, attrs, problems)
