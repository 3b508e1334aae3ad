"""As many pages as are wanted, no two alike: the golden cases, told again with other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benchmarks.texts import golden_cases
from karar.model.documents import Page, PageFacts

NUMBER = re.compile(r"[0-9]+")
LAST_LINE = {"hi": "यह विज्ञप्ति क्रमांक {} है।", "en": "This is release number {}."}


def retell(lang: str) -> Iterator[str]:
    """Yield the texts of the golden cases without end, each time round with greater numbers.

    >>> first = [text for text, _ in zip(retell("en"), range(300))]
    >>> len(set(first)) > 240
    True
    """
    texts = [" ".join(case["text"].split()) for case in golden_cases(lang)]
    for more in count():
        yield from (raise_numbers(text, more) for text in texts)


def raise_numbers(text: str, more: int) -> str:
    """Return a text whose numbers are greater.

    >>> raise_numbers("5 ships by 2030", 2)
    '7 ships by 2032'
    """
    return NUMBER.sub(lambda match: str(int(match[0]) + more), text)


def cut(texts: Iterator[str], least: int) -> Iterator[list[str]]:
    """Yield lists of lines of at least so many bytes of UTF-8, for as long as there are texts."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text.encode()) + 1
        if size >= least:
            yield held
            held, size = [], 0


def make_pages(number: int, least: int) -> Iterator[Page]:
    """Yield so many pages of plain text of about ``least`` bytes, Hindi and English in turns."""
    of = {lang: cut(retell(lang), least) for lang in LAST_LINE}
    langs = list(of)
    for place in range(number):
        lang = langs[place % len(langs)]
        text = "\n".join([*next(of[lang]), LAST_LINE[lang].format(place)])
        name = f"page-{place:05}.{lang}.txt"
        facts = PageFacts(uri=f"https://example.org/{name}", lang=lang, published="2025-08-29")
        yield Page(text.encode(), name, media_type="text/plain", facts=facts)


def write_pages(folder: Path, number: int, least: int) -> None:
    """Write so many pages into a folder."""
    for page in make_pages(number, least):
        (folder / page.name).write_bytes(page.content)
