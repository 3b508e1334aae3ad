"""Puts a document together: what a person said of the page stands above what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from karar.errors import PageError
from karar.model.documents import Block, Document, Page
from karar.model.problems import Problem
from karar.pages.dates import iso_day
from karar.pages.fonts import find_family, is_suspect, legacy_fault
from karar.pages.language import check_language, find_language, is_plausible
from karar.reference import load_reference


@dataclass(frozen=True, slots=True)
class PageSays:
    """What a page says of itself; any of it may be missing. ``lang`` is what it declares, not yet checked."""

    publisher: str | None = None
    published: str | None = None
    lang: str | None = None


def assemble(
    page: Page,
    text: str,
    blocks: Sequence[Block],
    *,
    projection: str,
    says: PageSays,
    problems: Sequence[Problem] = (),
) -> Document:
    """Return the document; its title is the text of its title block, white space collapsed.

    Raises:
        PageError: there is nothing to read on the page, or its text is in a language or a font that is not read.
    """
    paragraphs = [block.span.of(text) for block in blocks]
    fonts = _find_legacy_fonts(text, paragraphs, where=page.name)
    if not any(char.isalnum() for paragraph in paragraphs for char in paragraph):
        raise PageError("The page holds no text to read", where=page.name, hint="Save the article's own page.")
    notes, facts = [*problems, *fonts], page.facts
    published = facts.published
    if published and iso_day(published) != published:
        notes.append(Problem("bad-day", f"{published!r} is no day (YYYY-MM-DD); it was left out.", field="published"))
        published = None
    body = "\n".join(paragraphs)
    lang = facts.lang or find_language(body, says.lang)
    if not facts.lang:
        check_language(body, lang, read=load_reference().packs.keys(), where=page.name)
    headline = next((block.span.of(text) for block in blocks if block.kind == "title"), None)
    return Document(
        text=text,
        blocks=tuple(blocks),
        projection=projection,
        uri=facts.uri or address(page.name),
        title=re.sub(r"\s+", " ", headline).strip() if headline else None,
        publisher=facts.publisher or says.publisher,
        published=published or says.published,
        lang=lang,
        problems=tuple(notes),
    )


def _find_legacy_fonts(text: str, paragraphs: Sequence[str], *, where: str) -> list[Problem]:
    """Return a problem where some of a page is set in a legacy font; where most is, the page cannot be read.

    Such letters look like no article, and little of one may have been chosen; then all of ``text`` tells.
    """
    if not is_suspect(text):
        return []
    body = "\n".join(paragraphs)
    whole = find_family(body) or (None if is_plausible(body) else find_family(text))
    if whole:
        raise legacy_fault(whole, where=where)
    found = [family for line in text.split("\n") if (family := find_family(line))]
    if not found:
        return []
    message = f"{len(found)} lines are set in a legacy font ({found[0]}) and say nothing; convert them to Unicode."
    return [Problem("legacy-font", message, "loss")]


def address(name: str) -> str:
    """Return the address of a page that has none of its own: its name as given, in posix form.

    >>> address("news/a.txt")
    'file:news/a.txt'
    """
    return "file:" + PurePath(name).as_posix()
