"""Reads one page, whatever it is, in two steps: bytes to text, and text to the article in it."""

from __future__ import annotations

from karar import pages
from karar.errors import PageError
from karar.model.documents import MOST_BYTES, Document, Page
from karar.pages.decode import Decoded, charset, decode, sniff
from karar.pages.pdf import read_pdf
from karar.pages.text import read_text
from karar.pages.transcript import transcribe

MOST_CHARACTERS = 10_000_000
MOST_TAGS = 500_000
MOST_LINES = 500_000
"""What a page of HTML or text may have. The longest live blogs have 1,000,000 characters and 20,000 tags; whatever is
larger is a whole site, a data set or an attack, would take a minute and a gigabyte, and has no one article."""


def read_page(page: Page) -> Document:
    """Return the page's own article as a document: `decode_page`, then `read_decoded`.

    Raises:
        PageError: the page is empty, a picture or another binary, of a kind that is not read, or holds no text.

    >>> read_page(Page("भारत और जापान के बीच समझौता".encode(), "a.txt")).blocks[0].kind
    'title'
    """
    return read_decoded(page, decode_page(page))


def decode_page(page: Page) -> Decoded:
    """Find what a page is, from its bytes first, and return its text: cheap, and nothing in it is looked at.

    Raises:
        PageError: the page is empty, too large, a picture or another binary, or of a kind that is not read; it is a PDF
            file that cannot be opened.

    >>> decode_page(Page(b"<!DOCTYPE html><p>A pact", "a.txt")).media_type
    'text/html'
    """
    if not page.content.strip():
        raise PageError("The page is empty", where=page.name, hint="Save it again.")
    if len(page.content) > MOST_BYTES:
        raise _too_large(page, len(page.content), MOST_BYTES, "bytes")
    media_type = sniff(page.content, page.name, page.media_type)
    if media_type in ("text/html", "text/plain"):
        html = media_type == "text/html"
        text, problems = decode(page.content, where=page.name, html=html, declared=charset(page.media_type))
        _check_size(page, text, html=html)
        return Decoded(media_type, text, problems)
    if media_type == "application/pdf":
        return transcribe(page)
    raise PageError(
        "The page is not text (a picture, an archive or a program)",
        where=page.name,
        hint="Hand in the page as HTML, as text or as a PDF file.",
    )


def _check_size(page: Page, text: str, *, html: bool) -> None:
    if len(text) > MOST_CHARACTERS:
        raise _too_large(page, len(text), MOST_CHARACTERS, "characters")
    sign, most, name = ("<", MOST_TAGS, "tags") if html else ("\n", MOST_LINES, "lines")
    if len(text) > most and text.count(sign) > most:
        raise _too_large(page, text.count(sign), most, name)


def _too_large(page: Page, size: int, most: int, unit: str) -> PageError:
    return PageError(
        f"The page is too large to be an article ({size:,} {unit}; {most:,} are read at most)",
        where=page.name,
        hint="Hand in the article's own page.",
    )


def read_decoded(page: Page, decoded: Decoded) -> Document:
    """Return the article in a decoded page as a document.

    Raises:
        PageError: the page holds no text to read.

    >>> page = Page("भारत और जापान के बीच समझौता".encode(), "a.txt")
    >>> read_decoded(page, decode_page(page)) == read_page(page)
    True
    """
    if decoded.media_type == "text/html":
        return pages.read_html(page, decoded)
    if decoded.media_type == "application/pdf":
        return read_pdf(page, decoded)
    return read_text(page, decoded)
