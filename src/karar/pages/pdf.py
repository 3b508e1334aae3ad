"""The article in a PDF file: its headline by the size of its letters, and all below it that is no furniture."""

from __future__ import annotations

from collections.abc import Sequence

from karar.model.documents import BlockKind, Document, Page
from karar.pages.assemble import PageSays, assemble
from karar.pages.body import Chosen
from karar.pages.decode import Decoded, Stretch
from karar.pages.furniture import classify, fold, is_label
from karar.pages.lines import Unit
from karar.pages.resources import load
from karar.pages.segment import choose
from karar.pages.text import find_published, to_block

PROJECTION = "pdf/1"

_LARGER = 1.12  # than the letters of the text
_LONGEST_TITLE = 400
_LONGEST_HEADING = 160
_LETTERHEAD_WORDS = 7


def read_pdf(page: Page, decoded: Decoded) -> Document:
    """Return the article in a PDF file as a document.

    Raises:
        PageError: the file holds nothing to read.

    >>> text = "India and Japan sign a pact\\n\\nThe two states signed it on Friday."
    >>> stretches = (Stretch(0, 27, "text", 0, 16.0, False), Stretch(29, 64, "text", 0, 11.0, False))
    >>> read_pdf(Page(b"%PDF-", "a.pdf"), Decoded("application/pdf", text, (), stretches)).title
    'India and Japan sign a pact'
    """
    body = [stretch for stretch in decoded.stretches if stretch.kind != "margin"]
    units = [Unit(stretch.start, stretch.end, decoded.text[stretch.start : stretch.end]) for stretch in body]
    usual = _usual_size(body)
    chosen = _choose(units, body, _find_title(units, body, usual), usual)
    published, doubts = find_published(units, chosen)
    return assemble(
        page,
        decoded.text,
        [to_block(item) for item in chosen],
        projection=PROJECTION,
        says=PageSays(published=published),
        problems=(*decoded.problems, *doubts),
    )


def _usual_size(body: Sequence[Stretch]) -> float:
    """Return the size that most letters have."""
    sizes: dict[float, int] = {}
    for stretch in body:
        size = round(stretch.size, 1)
        sizes[size] = sizes.get(size, 0) + stretch.end - stretch.start
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _find_title(units: Sequence[Unit], body: Sequence[Stretch], usual: float) -> int | None:
    """Return the place of the headline: the largest line of the first sheet with text, or its first bold one."""
    first = body[0].sheet if body else 0
    places = [
        i
        for i, (unit, stretch) in enumerate(zip(units, body, strict=True))
        if stretch.sheet == first
        and stretch.kind == "text"
        and len(unit.words) >= 3
        and len(unit.text) <= _LONGEST_TITLE
        and not _is_letterhead(unit)
        and not classify(unit.text)
        and not unit.bulleted
    ]
    larger = [i for i in places if body[i].size >= _LARGER * usual]
    if larger:
        return max(larger, key=lambda i: (round(body[i].size, 1), -i))
    return next((i for i in places if body[i].bold and not units[i].closed), None)


def _is_letterhead(unit: Unit) -> bool:
    line = fold(unit.text)
    words = load("letterheads")
    return len(unit.words) <= _LETTERHEAD_WORDS and (
        line.startswith(tuple(words["starts"])) or line.endswith(tuple(words["ends"])) or is_label(unit.text)
    )


def _choose(units: Sequence[Unit], body: Sequence[Stretch], title: int | None, usual: float) -> list[Chosen]:
    """Return what is the article's own. A file is a document as it was handed out, so all below its headline is.

    Only a web page that was printed to a file brings its furniture along, and is read as a saved page is.
    """
    told = choose(units[title or 0 :])
    if title is None and told and told[0].kind == "title":
        title = next(i for i, unit in enumerate(units) if unit.start == told[0].unit.start)
    headline = [Chosen(units[title], "title")] if title is not None else []
    below = range(0 if title is None else title + 1, len(units))
    if any(classify(units[i].text) in ("close", "aside") for i in below if len(units[i].text) <= _LONGEST_HEADING):
        own = {item.unit.start for item in told}
        below_own = [i for i in below if units[i].start in own]
    else:
        below_own = [i for i in below if not _is_scrap(units[i])]
    return [*headline, *(Chosen(units[i], _kind(units[i], body[i], usual)) for i in below_own)]


def _is_scrap(unit: Unit) -> bool:
    """Whether a paragraph is no text: a rule, a number in a table's first column, the initials at a release's foot."""
    short = len(unit.text) <= _LONGEST_HEADING
    return not any(map(str.isalpha, unit.text)) or (short and classify(unit.text, in_article=True) is not None)


def _kind(unit: Unit, stretch: Stretch, usual: float) -> BlockKind:
    if stretch.kind == "cell":
        return "cell"
    if unit.bulleted:
        return "item"
    apart = stretch.bold or stretch.size >= _LARGER * usual
    heading = apart and not unit.closed and len(unit.text) <= _LONGEST_HEADING
    return "heading" if heading else "paragraph"
