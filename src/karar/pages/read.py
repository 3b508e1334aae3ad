"""Reads one page, whatever it is: the media type comes from the bytes first."""

from __future__ import annotations

from karar import pages
from karar.errors import PageError
from karar.model.documents import Document, Page
from karar.pages.decode import sniff
from karar.pages.text import read_text


def read_page(page: Page) -> Document:
    """Return the page's own article as a document.

    Raises:
        PageError: the page is empty, a picture or another binary, of a kind that is not read, or holds no text.

    >>> read_page(Page("भारत और जापान के बीच समझौता".encode(), "a.txt")).blocks[0].kind
    'title'
    """
    if not page.content.strip():
        raise PageError("The page is empty", where=page.name, hint="Save it again.")
    media_type = sniff(page.content, page.name, page.media_type)
    if media_type == "text/html":
        return pages.read_html(page)
    if media_type == "text/plain":
        return read_text(page)
    kind = "a PDF file" if media_type == "application/pdf" else "not text (a picture, an archive or a program)"
    raise PageError(f"The page is {kind}", where=page.name, hint="Hand in the page as HTML or as text.")
