"""Plain text, as saved from a web page with no markup to help (projection ``text/1``).

The stored text is the decoded text, newlines normalised to ``\\n``; nothing else is changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from karar.model.documents import Block, Document, Page
from karar.model.problems import Problem
from karar.model.spans import Span
from karar.pages.assemble import PageSays, assemble
from karar.pages.body import Chosen
from karar.pages.dates import dateline, find_days, first_day
from karar.pages.decode import Decoded
from karar.pages.furniture import classify, trim_credit
from karar.pages.lines import Unit, split_units
from karar.pages.segment import choose

PROJECTION = "text/1"


def read_text(page: Page, decoded: Decoded) -> Document:
    """Return the article in a plain text as a document.

    Raises:
        PageError: the page holds nothing to read.

    >>> text = "भारत\\n\\nदो देशों में समझौता\\n\\nLEAVE A REPLY"
    >>> doc = read_text(Page(text.encode(), "a.txt"), Decoded("text/plain", text))
    >>> [block.span.of(doc.text) for block in doc.blocks]
    ['दो देशों में समझौता']
    """
    units = split_units(decoded.text)
    chosen = choose(units)
    published, doubts = find_published(units, chosen)
    return assemble(
        page,
        decoded.text,
        [to_block(item) for item in chosen],
        projection=PROJECTION,
        says=PageSays(published=published),
        problems=(*decoded.problems, *doubts),
    )


def to_block(item: Chosen) -> Block:
    """Return the block of a chosen unit, without the source's name at a paragraph's end."""
    end = item.unit.end
    if item.kind in ("paragraph", "item"):
        end = item.unit.start + trim_credit(item.unit.text)
    return Block(Span(item.unit.start, end), item.kind)


def find_published(units: Sequence[Unit], chosen: Sequence[Chosen]) -> tuple[str | None, list[Problem]]:
    """Return the day a text says it was published: on a labelled line, in the dateline, or on a line by the headline.

    A day of updating stands in only where no other is named, and is noted. Never guessed.
    """
    updated: str | None = None
    for unit in units:
        # Labels stand on lines of their own or among a byline; a sentence that says "published" is no label.
        if len(unit.text) > 200:
            continue
        for day in find_days(unit.text):
            if day.role == "published" and not unit.prose:
                return day.iso, []
            if day.role == "updated" and not unit.prose:
                updated = updated or day.iso
    paragraphs = [item.unit for item in chosen if item.kind != "title"]
    for unit in (*paragraphs[:1], *(item.unit for item in chosen[:1])):
        line = dateline(unit.text)
        if line:
            return line.iso, []
    beside = _beside_headline(units, chosen)
    if beside:
        return beside, []
    if updated:
        return updated, [Problem("published-from-update", "Only the day of updating is named.", "note", "published")]
    return None, []


def _beside_headline(units: Sequence[Unit], chosen: Sequence[Chosen]) -> str | None:
    if not chosen:
        return None
    places = {unit.start: i for i, unit in enumerate(units)}
    title = places.get(chosen[0].unit.start, 0)
    body = places.get(chosen[1].unit.start, title + 1) if len(chosen) > 1 else title + 1
    for unit in (*units[title + 1 : max(body, title + 2)], *units[max(title - 2, 0) : title]):
        day = first_day(unit.text)
        if day and day.role == "bare":
            return day.iso
        # "2025-08-30 14:40 Source: … Editor: …"
        days = find_days(unit.text[:30]) if classify(unit.text) else []
        if days and days[0].start == 0:
            return days[0].iso
    return None
