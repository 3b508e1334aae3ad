"""Finds a page's headline: the line on the page that says what the head says, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from karar.pages.furniture import classify, fold, is_label
from karar.pages.metadata import Head
from karar.pages.projection import Piece

_SEPARATOR = re.compile(r"\s+(?:[|–—•·»:-]|::)\s+|\s*\|\s*")
_HEADINGS = ("h1", "h2", "h3")
LONGEST_TITLE = 2_000  # characters; a longer one is a whole page in an unclosed <title>, and hides no site's name


def find_headline(pieces: Sequence[Piece], chosen: Sequence[int], head: Head) -> Piece | None:
    """Return the headline's line, or the part of the ``<title>`` line that is it; None where the page has neither."""
    shown = [piece for piece in pieces if not piece.hidden and "title" not in piece.path and len(piece.text) <= 400]
    wanted = [_words(title) for title in head.titles]
    # The nearest heading above the article wins among equals.
    first = pieces[chosen[0]].start if chosen else 0
    wrapped = set(pieces[chosen[0]].asides) if chosen else set()
    best, best_score = None, 0.0
    for piece in shown:
        if piece.tag not in _HEADINGS and piece.tag not in ("div", "p", "header", "section", "article", "a"):
            continue
        likeness = _likeness(piece, wanted)
        if not likeness and piece.tag != "h1":
            continue
        score = likeness + _rank(piece, wrapped)
        if score >= 1.0 and (score, -abs(piece.start - first)) > (best_score, -abs(best.start - first) if best else 0):
            best, best_score = piece, score
    if best is None and not head.titles:
        best = _heading_above(pieces, chosen)
    return best or _from_title(pieces, head)


def _heading_above(pieces: Sequence[Piece], chosen: Sequence[int]) -> Piece | None:
    """Where the head names none: the heading that stands right above the article, or opens it."""
    if not chosen:
        return None
    near = [pieces[i] for i in range(max(chosen[0] - 5, 0), chosen[0] + 1) if pieces[i].tag in _HEADINGS]
    return next((piece for piece in reversed(near) if not piece.hidden and not classify(piece.text)), None)


def _rank(piece: Piece, wrapped: set[int]) -> float:
    if classify(piece.text) or is_label(piece.text) or len(piece.text) < 12:
        return -1.0
    if not wrapped.issuperset(piece.asides) and piece.tag != "h1":
        return -0.5
    if piece.tag == "h1":
        return 1.0
    # A div or a smaller heading must say what the head says.
    return {"h2": 0.4, "h3": 0.2}.get(piece.tag, 0.1)


def _likeness(piece: Piece, wanted: Sequence[set[str]]) -> float:
    own = _words(piece.text)
    best = 0.0
    for words in wanted:
        both = len(own & words)
        if own and words and both >= 2:
            # A headline and a site's name share words; so all of the line must stand in the head, nearly.
            best = max(best, both / len(own) * min(1.0, both / max(len(words) * 0.5, 1)))
    return best if best >= 0.6 else 0.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_][\w\u0900-\u0903\u093a-\u094f]*", fold(text)))


def _from_title(pieces: Sequence[Piece], head: Head) -> Piece | None:
    line = next((piece for piece in pieces if "title" in piece.path and not piece.hidden), None)
    if line is None:
        return None
    for title in head.titles:
        at = line.text.find(title)
        if at >= 0 and len(title) < len(line.text):
            return replace(line, start=line.start + at, end=line.start + at + len(title), text=title)
    return _without_site(line, head.site)


def _without_site(line: Piece, site: str | None) -> Piece:
    if len(line.text) > LONGEST_TITLE:
        return line
    parts = list(_SEPARATOR.finditer(line.text))
    start, end = 0, len(line.text)
    name = fold(site) if site else ""
    for cut in reversed(parts):
        tail = fold(line.text[cut.end() : end])
        if tail and (
            tail == name or (name and (tail in name or name in tail)) or (not name and len(tail.split()) <= 3)
        ):
            end = cut.start()
    if parts and name and fold(line.text[: parts[0].start()]) == name:
        start = parts[0].end()
    if start >= end:
        start, end = 0, len(line.text)
    return replace(line, start=line.start + start, end=line.start + end, text=line.text[start:end])
