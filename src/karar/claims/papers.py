"""One signing of several papers: "स्वास्थ्य, कृषि और संस्कृति पर तीन समझौता ज्ञापन" is a claim each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from karar.frames.types import Clause, Frame
from karar.mentions.numbers import find_numbers
from karar.model.mentions import Mention

_PLURAL = "ों"
_INNER_CASES = frozenset({"gen"})  # they stand inside an item: "कामगारों की भर्ती"
_OF_PARTIES = frozenset({"erg", "com", "between"})  # behind them begins what the parties do
_OPEN = ("आदि", "इत्यादि")


def split_papers(frame: Frame) -> tuple[Frame, ...]:
    """Return a frame for each paper where the clause lists what they are on; else the frame alone.

    "संस्कृति, खनन और अंतरिक्ष में 8 एमओयू" lists fields and not papers, since there are more papers than that; behind
    "समेत" (among them) each is a paper all the same.
    """
    paper = _plural_paper(frame)
    if paper is None:
        return (frame,)
    clause = frame.clause
    items = list(_items(clause, paper))
    if len(items) < 2 or not _counted(clause, items, paper):
        return (frame,)
    listed = items[0][0]
    shared = [m for m in clause.mentions if m.kind != "sector" or not listed <= m.start < paper.start]
    parts = []
    for number, (start, end) in enumerate(items, 1):
        own = [m for m in clause.mentions if m.kind == "sector" and start <= m.start < end]
        mentions = sorted([*shared, *own], key=lambda m: (m.start, -m.end))
        parts.append(replace(frame, clause=replace(clause, mentions=mentions), part=number))
    return tuple(parts)


def _plural_paper(frame: Frame) -> Mention | None:
    """Return the paper that the act is about, where it stands in the plural or is counted."""
    papers = [m for m in frame.clause.mentions if m.kind == "instrument"]
    if frame.act != "sign" or not papers:
        return None
    cue = frame.cues[0]
    paper = min(papers, key=lambda m: abs(m.start - cue.start))
    word = frame.clause.sent.text[paper.start : paper.end]
    listed = cue.cue.get("listing") or word.endswith(_PLURAL) or _count_before(frame.clause, paper)
    return paper if listed else None


def _count_before(clause: Clause, paper: Mention) -> int | None:
    """Return how many papers the number right before ``paper`` says ("तीन और समझौता ज्ञापन" are three)."""
    for number in find_numbers(clause.sent):
        between = clause.sent.text[number.end : paper.start].strip() if number.end <= paper.start else None
        if between in ("", "और", "अन्य", "नए", "महत्वपूर्ण") and number.value is not None and number.value > 1:
            return int(number.value)
    return None


def _items(clause: Clause, paper: Mention) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the list before ``paper`` in order of the text; nothing where it has no list."""
    sent = clause.sent
    floor = _floor(clause, paper)
    inside = [(m.start, m.end) for m in clause.mentions if m.kind == "sector"]
    cuts = [
        (hit.start, hit.end)
        for hit in sent.of("particle")
        if hit.entry.value == "and" and not any(a < hit.start < b for a, b in inside)
    ]
    cuts += [(place, place + 1) for place, sign in enumerate(sent.text) if sign == ","]
    start = floor
    for left, right in sorted(cut for cut in cuts if floor <= cut[0] < paper.start):
        if sent.text[start:left].strip(" ,"):
            yield start, left
        start = right
    if any(start <= m.start < paper.start for m in clause.mentions if m.kind == "sector"):
        yield start, paper.start


def _floor(clause: Clause, paper: Mention) -> int:
    """Return where the list begins: behind the last case marker before its first sign or conjunction."""
    sent = clause.sent
    sectors = [m for m in clause.mentions if m.kind == "sector" and m.end <= paper.start]
    if not sectors:
        return paper.start
    acting = [hit.end for hit in sent.of("case") if hit.entry.value in _OF_PARTIES and hit.end <= paper.start]
    behind = max((end for end in acting if end > sectors[0].start), default=None)
    if behind is not None:
        sectors = [m for m in sectors if m.start >= behind]
        return behind if sectors else paper.start
    return max(
        (hit.end for hit in sent.of("case") if hit.entry.value not in _INNER_CASES and hit.end <= sectors[0].start),
        default=clause.start,
    )


def _counted(clause: Clause, items: list[tuple[int, int]], paper: Mention) -> bool:
    """Whether the items are the papers: as many as are counted, uncounted, or some of them "among" the rest."""
    text = clause.sent.text[items[0][0] : paper.start]
    if any(word in text.split() for word in _OPEN):
        return False
    count = _count_before(clause, paper)
    if count is None or count == len(items):
        return True
    return any(
        hit.entry.value == "with-list" and items[-1][0] <= hit.start < paper.start for hit in clause.sent.of("case")
    )
