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
from karar.pages.language import find_language


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
        PageError: there is nothing to read on the page.
    """
    if not any(char.isalnum() for block in blocks for char in block.span.of(text)):
        raise PageError("The page holds no text to read", where=page.name, hint="Save the article's own page.")
    notes, facts = list(problems), page.facts
    published = facts.published
    if published and iso_day(published) != published:
        notes.append(Problem("bad-day", f"{published!r} is no day (YYYY-MM-DD); it was left out.", field="published"))
        published = None
    body = "\n".join(block.span.of(text) for block in blocks)
    headline = next((block.span.of(text) for block in blocks if block.kind == "title"), None)
    return Document(
        text=text,
        blocks=tuple(blocks),
        projection=projection,
        uri=facts.uri or address(page.name),
        title=re.sub(r"\s+", " ", headline).strip() if headline else None,
        publisher=facts.publisher or says.publisher,
        published=published or says.published,
        lang=facts.lang or find_language(body, says.lang),
        problems=tuple(notes),
    )


def address(name: str) -> str:
    """Return the address of a page that has none of its own: its name as given, in posix form.

    >>> address("news/a.txt")
    'file:news/a.txt'
    """
    return "file:" + PurePath(name).as_posix()
