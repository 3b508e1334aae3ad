"""Numbers of a sentence: digits of both groupings, number words, scales, and what they make together.

``6 लाख करोड़`` multiplies, ``37 करोड़ पचास लाख`` adds, ``3 लाख 19 हजार करोड़`` does both: a scale multiplies the term
before it and every earlier term that is smaller than the scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from karar.model.lexicon import Hit
from karar.text.sentences import Sentence

_DIGITS = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?")
_LETTER = re.compile(r"[^\W\d_]|[\u0900-\u0963]")
_GAP = re.compile(r"[ -]{0,2}\Z")
_AND = re.compile(r" and \Z")
_PART_OF_DATE = re.compile(r"[/:.]\d| के दशक")  # "1990 के दशक" is ten years
_SHARE_SIGN = re.compile(r" ?[%°]")
_RANGE_WORD = re.compile(r"\d ?-(?:से|to)-\Z")  # "18-से-29"
_RANGE_REACH = 6


@dataclass(frozen=True, slots=True)
class Number:
    """A number in normalised text ``[start, end)``.

    Attributes:
        value: the number; None where only a scale stands ("billions", "करोड़ों") or where the text cuts it off.
        scale: the product of the scales after a single base, else 1: "5 से 7 अरब" gives the 5 the scale of the 7.
        plain: whether it is digits alone, without a comma or a scale: it may be a year.
        word: whether it is words alone ("एक", "one").
        counts: False where it tells how often ("twice") or points back at what was counted before ("तीनों").
        cut: whether the text cuts it off ("10 ट्रि…").
        short: whether its scale is a single glued letter ("5m"), which only money makes a number.
    """

    start: int
    end: int
    value: Decimal | None
    scale: Decimal = Decimal(1)
    plain: bool = False
    word: bool = False
    cut: bool = False
    short: bool = False
    counts: bool = True

    @property
    def is_year(self) -> bool:
        """Whether it could be a year: four plain digits from 1900 to 2099."""
        return self.plain and self.end - self.start == 4 and self.value is not None and 1900 <= self.value < 2100


@dataclass(slots=True)
class _Item:
    start: int
    end: int
    role: str  # digits, cardinal, tens, add, fraction, article, half, times, all, idle, scale, cut, end
    value: Decimal


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits (of one kind, in order) without those that lie inside a longer one, one a place."""
    kept: list[Hit] = []
    end = -1
    for hit in hits:
        if hit.end > end:
            kept.append(hit)
            end = hit.end
    return kept


def find_numbers(sent: Sentence) -> list[Number]:
    """Return the numbers of ``sent`` in order, those that count nothing left out.

    Such are percentages, ordinals ("10वां", "2nd"), names ("Su-30"), decades and times of day ("6 बजे").
    """
    items = _items(sent)
    idle = {hit.start for hit in sent.of("unit") if hit.entry.value == "percent"}
    idle |= {hit.start for hit in sent.of("time-word") if hit.entry.value == "clock"}
    numbers: list[Number] = []
    at = 0
    while at < len(items):
        number, at = _read(items, at, sent.text)
        if number is None or idle & {number.end, number.end + 1} or _SHARE_SIGN.match(sent.text, number.end):
            continue
        numbers.append(number)
    return numbers


def _items(sent: Sentence) -> list[_Item]:
    scales = longest(sent.of("scale"))
    glued = {hit.start: hit for hit in sent.hits if is_glued(sent.text, hit) and hit.entry.kind != "scale"}
    glued |= {hit.start: hit for hit in scales if is_glued(sent.text, hit)}
    ends = {hit.end for hit in sent.hits if hit.entry.attrs.get("glued") == "both"}
    items = [item for match in _DIGITS.finditer(sent.text) for item in _digit_items(sent.text, match, glued, ends)]
    cut_ends = {hit.end for hit in sent.hits if "cut" in hit.entry.attrs}
    items += [
        _Item(hit.start, hit.end, hit.entry.attrs.get("role", "cardinal"), Decimal(hit.entry.value))
        for hit in longest(sent.of("numeral"))
    ]
    for hit in scales:
        if hit.start in glued:
            continue
        cut = hit.end in cut_ends and sent.text.startswith(("…", "..."), hit.end)
        if cut or "cut" not in hit.entry.attrs:
            items.append(_Item(hit.start, hit.end, "cut" if cut else "scale", Decimal(hit.entry.value)))
    items.sort(key=lambda item: item.start)
    return items


def is_glued(text: str, hit: Hit) -> bool:
    """Whether digits stand glued before ``hit``: "1.3bn", "500करोड"."""
    return hit.start > 0 and text[hit.start - 1].isdecimal() and "glued" in hit.entry.attrs


def _digit_items(text: str, match: re.Match[str], glued: dict[int, Hit], ends: set[int]) -> Iterator[_Item]:
    """Yield the digits of ``match`` and a scale glued to them; nothing for ordinals, names, clock times.

    ``glued`` are the hits that stand glued behind digits, by start; ``ends`` where those end that digits may follow.
    """
    start, end = match.span()
    if (start not in ends and _inside_name(text, start)) or _PART_OF_DATE.match(text, end):
        return
    behind = glued.get(end)
    if behind is None and _LETTER.match(text, end):
        return
    if _GROUPED.fullmatch(match.group()):
        yield _Item(start, end, "digits", Decimal(match.group().replace(",", "")))
    else:  # "29,2025": a comma without its space
        for part in re.finditer(r"\d+(?:\.\d+)?", match.group()):
            yield _Item(start + part.start(), start + part.end(), "digits", Decimal(part.group()))
    if behind is not None and behind.entry.kind == "scale":
        role = "short" if behind.entry.attrs["glued"] == "only" else "scale"
        yield _Item(behind.start, behind.end, role, Decimal(behind.entry.value))


def _inside_name(text: str, start: int) -> bool:
    """Whether the digits at ``start`` end a name or a version: "g20", "su-30", "1.5.2", "टी-20"."""
    if not start:
        return False
    before = text[start - 1]
    if before.isalpha() or "\u0900" <= before <= "\u0963":
        return True
    if before in "-/:." and start > 1:
        other = text[start - 2]
        if before == "-" and _RANGE_WORD.search(text, max(0, start - _RANGE_REACH), start):
            return False
        if before == "-":
            # "jpy-500" is rare, "su-30" is not; "august-29" is the dates' business.
            return other.isalpha() or "\u0900" <= other <= "\u0963"
        return other.isdigit() and before != "-"
    return False


def _joined(text: str, left: _Item, right: _Item) -> bool:
    return right.start == left.end or bool(_GAP.match(text[left.end : right.start]))


@dataclass(slots=True)
class _Sum:
    """A number under way: the terms that have their scale, and the base that waits for one."""

    terms: list[Decimal]
    base: Decimal | None = None
    add: Decimal | None = None  # साढ़े, सवा, पौने wait for their base
    scale: Decimal = Decimal(1)
    bases: int = 0

    def take(self, item: _Item) -> bool:
        """Take ``item`` in; False where it cannot belong to this number."""
        if item.role in ("scale", "short"):
            return self._times(item.value)
        if item.role == "add":
            if self.base is not None or self.add is not None:
                return False
            self.add = item.value
        elif item.role == "half":
            if self.base is None:
                return False
            self.base += item.value
        elif item.role == "article":  # "a million", and the idle one of "half a million"
            if self.base is None:
                self.base, self.bases = item.value, self.bases + 1
        elif self.base is not None:  # "twenty-five": the tens wait for their unit
            self.base += item.value
        elif self.terms and item.value >= self.terms[-1]:
            return False
        else:
            self.base, self.add, self.bases = item.value + (self.add or 0), None, self.bases + 1
        return True

    def _times(self, scale: Decimal) -> bool:
        if self.base is None and self.add is not None:  # "सवा सौ" is 125
            self.base, self.add = 1 + self.add, None
        if self.base is not None:
            self.terms.append(self.base)
            self.base = None
        keep = len(self.terms) - 1
        while keep > 0 and self.terms[keep - 1] < scale:
            keep -= 1
        self.terms[keep:] = [sum(self.terms[keep:], Decimal(0)) * scale]
        self.scale *= scale
        return True

    def value(self) -> Decimal:
        """The number so far; "सवा" alone is one and a quarter."""
        last = 1 + self.add if self.add is not None else self.base
        return sum(self.terms, last or Decimal(0))


def _read(items: list[_Item], at: int, text: str) -> tuple[Number | None, int]:
    """Read one number from ``items[at:]``; return it and the place after it."""
    if items[at].role == "scale":
        return _bare_scale(items, at, text)
    idle = items[at].role == "article" and not _before_scale(items, at, text)
    if idle or items[at].role in ("cut", "half", "short", "idle"):
        return None, at + 1
    if items[at].role in ("times", "all"):
        return Number(items[at].start, items[at].end, items[at].value, word=True, counts=False), at + 1
    total = _Sum([])
    place = at
    while place < len(items) and (place == at or _may_follow(items, place, text, total.base)):
        item = items[place]
        if item.role == "cut":
            return Number(items[at].start, item.end, None, cut=True), place + 1
        if not total.take(item):
            break
        place += 1
    start, end = items[at].start, items[place - 1].end
    used = {item.role for item in items[at:place]}
    return Number(
        start,
        end,
        total.value(),
        total.scale if total.bases == 1 else Decimal(1),
        plain=used == {"digits"} and text[start:end].isdigit(),
        word="digits" not in used,
        short="short" in used,
    ), place


def _before_scale(items: list[_Item], at: int, text: str) -> bool:
    after = items[at + 1] if at + 1 < len(items) else None
    return after is not None and after.role == "scale" and _joined(text, items[at], after)


def _may_follow(items: list[_Item], place: int, text: str, base: Decimal | None) -> bool:
    """Whether ``items[place]`` goes on with the number that the item before it belongs to."""
    last, item = items[place - 1], items[place]
    gap = text[last.end : item.start]
    if item.role in ("scale", "short", "cut"):
        return _joined(text, last, item)
    if last.role == "tens":
        unit = item.role == "cardinal" and 0 < item.value < 10
        return (unit or item.role == "half") and _joined(text, last, item)
    if last.role in ("add", "fraction"):
        # "साढ़े 3", but not "the second half 2025", "a quarter of 2018"
        follows = ("cardinal", "tens", "article", *(("digits",) if last.role == "add" else ()))
        return item.role in follows and _joined(text, last, item)
    if item.role == "half":
        return base is not None and _joined(text, last, item)
    if last.role != "scale" or item.role in ("article", "fraction"):
        return False
    if _AND.match(gap):  # "two hundred and fifty"
        if place + 1 < len(items) and items[place + 1].role == "scale" and items[place + 1].value >= last.value:
            return False
        return item.role in ("cardinal", "tens") and last.value <= 100000 and item.value < last.value
    if not gap.isspace():
        return False
    # Digits after a scale belong to it only before a scale of their own: not "5 करोड़ 20 लोगों", "$5 million 10 years".
    if item.role == "digits":
        return _before_scale(items, place, text)
    return item.role in ("cardinal", "tens", "add")


def _bare_scale(items: list[_Item], place: int, text: str) -> tuple[Number, int]:
    start, scale = items[place].start, items[place].value
    while place + 1 < len(items) and items[place + 1].role == "scale" and _joined(text, items[place], items[place + 1]):
        place += 1
        scale *= items[place].value
    return Number(start, items[place].end, None, scale, word=True), place + 1
