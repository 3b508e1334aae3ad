"""A glance at a page that shows nothing to read: whether that is for its language or its font."""

from __future__ import annotations

from karar.errors import PageError
from karar.model.documents import Page
from karar.pages.decode import Decoded
from karar.pages.fonts import find_family, legacy_fault
from karar.pages.language import check_language, find_language
from karar.reference import load_reference
from karar.text.markup import between_tags

_PROSE = 40  # characters of a line that is no menu's
_ENOUGH = 20_000


def check_readable(page: Page, decoded: Decoded) -> None:
    """Raise where a page that shows no act and no states could not show any: nothing is said of one that could.

    Raises:
        PageError: it holds no text, or its text is in a language or in a font that is not read.

    >>> check_readable(Page(b"<p>Rain fell.</p>", "a.html"), Decoded("text/html", "<p>Rain fell.</p>"))
    """
    if decoded.media_type == "text/html":
        lines = [line for parts in between_tags(decoded.text) for part in parts if (line := part.strip())]
    else:
        lines = [line for part in decoded.text.splitlines() if (line := part.strip())]
    if not any(char.isalnum() for line in lines for char in line):
        raise PageError("The page holds no text to read", where=page.name, hint="Save the article's own page.")
    text = "\n".join(line for line in lines if len(line) >= _PROSE)[:_ENOUGH]
    if page.facts.lang or not text:
        return
    if family := find_family(text):
        raise legacy_fault(family, where=page.name)
    check_language(text, find_language(text), read=load_reference().packs.keys(), where=page.name)
