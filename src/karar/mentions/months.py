"""Months with what stands around them: a day, two days, a year, "last year", "next"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from karar.mentions.numbers import longest
from karar.mentions.written import Written
from karar.model.lexicon import Hit
from karar.text.sentences import Sentence

_ORDINAL = r"(?:st|nd|rd|th)?"
_DAY_BEFORE = re.compile(
    rf"(?<![\w.,:/$-])(\d{{1,2}}){_ORDINAL}(?: ?(?:-|to|से|and|और|व|एवं|&) ?(\d{{1,2}}){_ORDINAL})?(?: of|,)? ?\Z"
)
_DAY_AFTER = re.compile(rf"\.?,? ?(\d{{1,2}}){_ORDINAL}(?: ?(?:-|to|and) ?(\d{{1,2}}){_ORDINAL})?(?![\w%]|[.,:/]\d)")
_YEAR_AFTER = re.compile(r"\.?(?: ?,)?(?: of| के)?[ -]?((?:1\d|20)\d{2})(?!\w|[,.]\d)|,? ?'(\d{2})(?!\w)")
_YEAR_BEFORE = re.compile(r"(?<![\w.,-])((?:1\d|20)\d{2})(?:,| के| की| में)? \Z")
_IN_TIME = re.compile(
    r"\b(?:in|on|since|by|until|till|last|next|this|early|late|mid|from|to|during|before|after|of|end|through)[ -]\Z"
)
_IN_TIME_HINDI = re.compile(r" (?:में|तक|से|के|की|को|माह|महीने)(?![\u0900-\u0963])")
_RELATIVE_GAP = re.compile(r",?(?: की| के| में| of)? ?")


def find_month_dates(sent: Sentence) -> Iterator[Written]:
    """Yield the dates of ``sent`` that name a month, with the precision ``day`` or ``month``."""
    for hit in longest(sent.of("month")):
        if hit.entry.lang == "en" and not sent.stored(hit.start, hit.start + 1).isupper():
            continue
        written = Written(hit.start, hit.end, "month", month=int(hit.entry.value))
        _take_day(sent, written)
        _take_year(sent.text, written)
        _take_cue(sent, written)
        if _stands(sent, hit, written):
            if written.day is not None:
                written.precision = "day"
            yield written


def _take_day(sent: Sentence, written: Written) -> None:
    text = sent.text
    if match := _DAY_BEFORE.search(text, max(0, written.start - 16), written.start):
        if 1 <= int(match[1]) <= 31:
            written.day, written.start = int(match[1]), match.start()
            written.last_day = int(match[2]) if match[2] and int(match[1]) < int(match[2]) <= 31 else None
    elif match := _DAY_AFTER.match(text, written.end):
        if 1 <= int(match[1]) <= 31 and not _counts(sent, match.end()):
            written.day, written.end = int(match[1]), match.end()
            written.last_day = int(match[2]) if match[2] and int(match[1]) < int(match[2]) <= 31 else None
    else:
        word = next((h for h in sent.of("numeral") if h.end + 1 == written.start), None)
        if word and word.entry.lang == "hi" and word.entry.value.isdigit() and 1 <= int(word.entry.value) <= 31:
            written.day, written.start = int(word.entry.value), word.start  # "बीस सितंबर"


def _counts(sent: Sentence, end: int) -> bool:
    """Whether the number that ends at ``end`` counts something: "in March 15 ships"."""
    kinds = ("unit", "scale", "currency", "duration-unit")
    return any(end <= hit.start <= end + 1 and hit.entry.kind in kinds for hit in sent.hits)


def _take_year(text: str, written: Written) -> None:
    if match := _YEAR_AFTER.match(text, written.end):
        written.year = int(match[1]) if match[1] else 2000 + int(match[2])
        written.end = match.end()
    elif written.day is None and (match := _YEAR_BEFORE.search(text, max(0, written.start - 9), written.start)):
        written.year, written.start = int(match[1]), match.start()


def _take_cue(sent: Sentence, written: Written) -> None:
    """Take in "last year", "इस साल", "next", "last" beside the month."""
    text = sent.text
    for hit in sent.hits:
        if hit.entry.kind == "relative-date" and hit.entry.value.startswith("year:"):
            step = int(hit.entry.value[5:])
        elif hit.entry.kind == "time-word" and hit.entry.value in ("next", "last", "this"):
            step = None
        else:
            continue
        before = hit.end <= written.start and _RELATIVE_GAP.fullmatch(text[hit.end : written.start])
        after = (
            written.end <= hit.start and hit.start - written.end < 4 and text[written.end : hit.start] in (" ", ", ")
        )
        if step is not None and (before or after) and written.year is None:
            written.year_step = step
        elif step is None and (before or (after and hit.entry.lang == "en" and hit.entry.value == "last")):
            written.direction = {"next": 1, "last": -1, "this": 0}[hit.entry.value]
        else:
            continue
        written.start, written.end = min(written.start, hit.start), max(written.end, hit.end)


def _stands(sent: Sentence, hit: Hit, written: Written) -> bool:
    """Whether the name means a month here: "may", "march", "मार्च" and short forms need a date around them."""
    if written.day is not None or written.year is not None or written.year_step is not None:
        return True
    length = hit.end - hit.start
    if hit.entry.lang == "en":
        short = length <= 4 and hit.entry.value not in ("5", "6", "7")
        stopped = sent.text[hit.end - 1] == "." or sent.text.startswith(".", hit.end)  # "until Oct."
        sure = not short and not hit.entry.attrs.get("homograph")
        return sure or bool((stopped or not short) and _IN_TIME.search(sent.text, max(0, hit.start - 8), hit.start))
    if not hit.entry.attrs.get("homograph"):
        return True
    before = any(word.entry.value == "no-month" and word.end + 1 == hit.start for word in sent.of("time-word"))
    return not before and (written.direction is not None or bool(_IN_TIME_HINDI.match(sent.text, hit.end)))
