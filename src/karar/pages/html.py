"""HTML pages: the DOM's projection is stored, trafilatura says which of its lines are the article.

The extractor only selects: its paragraphs are found again among the projection's lines, and those lines become the
blocks. Furniture inside the article (boxes of other stories, share bars, captions) is then left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import trafilatura
from lxml import etree, html

from karar.errors import PageError
from karar.model.documents import Block, BlockKind, Document, Page
from karar.model.problems import Problem
from karar.model.spans import Span
from karar.pages.align import align
from karar.pages.assemble import PageSays, assemble
from karar.pages.dates import dateline, find_days
from karar.pages.decode import Decoded
from karar.pages.furniture import classify, fold, is_byline, is_label, trim_credit
from karar.pages.headline import find_headline
from karar.pages.lines import Unit
from karar.pages.metadata import Head, host_of, read_head
from karar.pages.projection import PROJECTION, Piece, parse, project
from karar.pages.segment import choose

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Below this, an extractor's answer is as likely a cookie notice as an article, and the page's lines are read as text.
_LEAST = 80
# The longest live blogs have 20,000 elements; the extractor takes a second for 30,000 and a minute for some 100,000.
_MOST = 30_000
_IS_LARGE = etree.XPath(f"count(//*) > {_MOST}")
# No box of other stories holds a third of an article; an element that does is its wrapper, whatever its class says.
_WRAPS = 0.33


def read_html(page: Page, decoded: Decoded) -> Document:
    """Return the article in a page of HTML as a document.

    Raises:
        PageError: the page holds nothing to read.
    """
    root = parse(decoded.text)
    if root is None:
        raise PageError("The page holds no text to read", where=page.name, hint="Save the article's own page.")
    stored, pieces = project(root)
    head = read_head(root)
    chosen = _select(root, pieces)
    headline = find_headline(pieces, chosen, head)
    blocks = _blocks(pieces, chosen, headline)
    published, doubts = _published(head, pieces, blocks, stored)
    return assemble(
        page,
        stored,
        blocks,
        projection=PROJECTION,
        says=PageSays(head.site or host_of(page.facts.uri), published, head.lang),
        problems=(*decoded.problems, *doubts),
    )


def _select(root: html.HtmlElement, pieces: Sequence[Piece]) -> list[int]:
    """Return the places of the lines that are the article's, in order."""
    shown = [i for i, piece in enumerate(pieces) if not piece.hidden and "title" not in piece.path]
    extracted = _extract(root)
    if len(extracted) >= _LEAST:
        found = align([pieces[i].text for i in shown], _paragraphs(extracted))
        own = _wrappers(pieces, [shown[k] for k in found])
        kept = [shown[k] for k in found if not _is_furniture(pieces[shown[k]], own)]
        kept = _without_boxes(pieces, kept)
        if sum(len(pieces[i].text) for i in kept) >= _LEAST:
            return kept
    return _select_as_text(pieces, shown)


def _extract(root: html.HtmlElement) -> str:
    if _IS_LARGE(root):
        return ""
    # A parser's or an extractor's fault on a broken page must not lose the page: its lines can still be read as text.
    try:
        found = trafilatura.bare_extraction(root, include_comments=False, include_tables=True, fast=True)
    except (
        etree.LxmlError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        RecursionError,
        AssertionError,
    ):
        return ""
    return str(found.text or "") if found is not None and not isinstance(found, dict) else ""


def _paragraphs(extracted: str) -> list[str]:
    # The extractor writes a table's row as "| one | two |"; elsewhere the bar may be a danda's look-alike.
    rows = (line.split("|") if line.startswith("|") else [line] for line in extracted.split("\n"))
    return [cell for row in rows for cell in row]


def _select_as_text(pieces: Sequence[Piece], shown: Sequence[int]) -> list[int]:
    wrappers = _wrappers(pieces, shown)
    own = [
        i
        for i in shown
        if wrappers.issuperset(pieces[i].asides) and not (pieces[i].linked > 0.8 and pieces[i].tag == "li")
    ]
    places = {pieces[i].start: i for i in own}
    units = [Unit(pieces[i].start, pieces[i].end, pieces[i].text) for i in own]
    return [places[item.unit.start] for item in choose(units)]


def _wrappers(pieces: Sequence[Piece], places: Sequence[int]) -> set[int]:
    """Return the elements that look like furniture but hold much of what was extracted: they wrap the article."""
    total = sum(len(pieces[i].text) for i in places)
    masses: Counter[int] = Counter()
    for i in places:
        for number in pieces[i].asides:
            masses[number] += len(pieces[i].text)
    return {number for number, mass in masses.items() if mass >= _WRAPS * total}


def _is_furniture(piece: Piece, wrappers: set[int]) -> bool:
    if piece.caption or not wrappers.issuperset(piece.asides):
        return True
    if len(piece.text) <= 260 and classify(piece.text, in_article=piece.tag in ("td", "th")):
        return True
    return piece.tag not in ("td", "th", "li") and (is_byline(piece.text) or is_label(piece.text))


def _without_boxes(pieces: Sequence[Piece], kept: Sequence[int]) -> list[int]:
    """Leave out lines that are nothing but a link and stand under a heading like "Also read", or cut off in dots."""
    own: list[int] = []
    boxed = False
    inside = set(kept)
    for i in range(kept[0] if kept else 0, kept[-1] + 1 if kept else 0):
        piece = pieces[i]
        mark = classify(piece.text) if len(piece.text) <= 120 else None
        link = piece.linked > 0.85
        boxed = mark in ("aside", "close") or (boxed and (link or i not in inside))
        if i in inside and not (boxed and link) and not (link and piece.text.endswith(("...", "…"))):
            own.append(i)
    return own


def _blocks(pieces: Sequence[Piece], chosen: Sequence[int], headline: Piece | None) -> list[Block]:
    blocks: list[Block] = []
    said = fold(headline.text) if headline else ""
    if headline:
        blocks.append(Block(Span(headline.start, headline.end), "title"))
    for i in chosen:
        piece = pieces[i]
        if headline and (headline.start <= piece.start < headline.end or fold(piece.text) == said):
            continue
        kind = _kind(piece)
        end = piece.start + (trim_credit(piece.text) if kind == "paragraph" else len(piece.text))
        if end > piece.start:
            blocks.append(Block(Span(piece.start, end), kind))
    return sorted(blocks, key=lambda block: block.span.start)


def _kind(piece: Piece) -> BlockKind:
    if piece.tag in _HEADINGS:
        return "heading"
    if piece.tag in ("td", "th"):
        return "cell"
    if piece.tag in ("li", "dd", "dt") or "li" in piece.path:
        return "item"
    short = len(piece.text) <= 140 and not re.search(r"[.!?।|:,;\"”’)]\s*$", piece.text)
    return "heading" if short and len(piece.text.split()) <= 14 else "paragraph"


def _published(
    head: Head, pieces: Sequence[Piece], blocks: Sequence[Block], stored: str
) -> tuple[str | None, list[Problem]]:
    if head.published:
        return head.published, []
    updated = head.updated
    for piece in pieces:
        if len(piece.text) > 200:
            continue
        for day in find_days(piece.text):
            if day.role == "published":
                return day.iso, []
            if day.role == "updated":
                updated = updated or day.iso
    first = next((block for block in blocks if block.kind == "paragraph"), None)
    line = dateline(first.span.of(stored)) if first else None
    if line:
        return line.iso, []
    if updated:
        return updated, [Problem("published-from-update", "Only the day of updating is named.", "note", "published")]
    return None, []
