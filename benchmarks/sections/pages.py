"""Page → claims, from the bytes, beside trafilatura alone and a bare parse of the HTML."""

from __future__ import annotations

import trafilatura
from lxml import html

from benchmarks.effort import Effort
from benchmarks.report import Table, compare
from benchmarks.texts import LANGUAGES, announcements, enlarge, example_pages, general, note_absence
from benchmarks.timing import Rounds, Tell, Work, about, take_turns
from karar.model.documents import Page
from karar.pages import read_page
from karar.pipeline.stages import read_document
from karar.reference import Reference, load_reference

ONE_CORE = True

TOLD = (
    "Bytes of a page to its claims, beside finding the article with trafilatura alone (as it comes, with metadata; and "
    "in its fast mode without, as Karar calls it) and parsing the HTML with lxml alone. The example pages are small; "
    "the large ones are articles inside about 100 kB of menus, teasers, styles and scripts. Pages of plain text stand "
    "beside reading their text alone."
)


def measure(effort: Effort, tell: Tell) -> list[Table]:
    """Measure the example pages, HTML and text, and large pages."""
    reference = load_reference()
    sets: dict[str, Rounds] = {}
    for name, pages in list_sets(effort).items():
        markup = pages[0].content.lstrip().startswith(b"<")
        sets[name] = take_turns(
            of_markup(pages, reference) if markup else of_text(pages, reference),
            effort.rounds,
            about(name, tell),
            items=len(pages),
            size=sum(len(page.content) for page in pages),
        )
    return [compare("Page → claims", TOLD, "page", sets, note_absence(effort.shared))]


def list_sets(effort: Effort) -> dict[str, list[Page]]:
    """Return the sets of pages by name."""
    examples, sets = example_pages(), {}
    for lang, language in LANGUAGES.items():
        own = [page for page in examples if page.facts.lang == lang]
        sets[f"{language}, examples, HTML"] = [page for page in own if page.name.endswith(".html")]
        sets[f"{language}, examples, text"] = [page for page in own if page.name.endswith(".txt")]
        sets[f"{language}, large, general"] = enlarge(general(lang, effort.shared), lang, effort.large)
        sets[f"{language}, large, announcements"] = enlarge(announcements(lang, effort.shared), lang, effort.large)
    return {name: pages[: effort.articles] for name, pages in sets.items() if pages}


def read_all(pages: list[Page], reference: Reference) -> int:
    """Read pages from their bytes; return how many claims there are."""
    return sum(len(read_document(read_page(page), reference).claims) for page in pages)


def of_markup(pages: list[Page], reference: Reference) -> dict[str, Work]:
    """Return what reads pages of HTML, Karar first."""
    return {
        "Karar, page → claims": lambda: read_all(pages, reference),
        "trafilatura alone": lambda: sum(
            trafilatura.bare_extraction(page.content, with_metadata=True) is not None for page in pages
        ),
        "trafilatura alone, fast": lambda: sum(
            trafilatura.bare_extraction(page.content, include_comments=False, fast=True) is not None for page in pages
        ),
        "lxml's parse alone": lambda: sum(html.document_fromstring(page.content) is not None for page in pages),
    }


def of_text(pages: list[Page], reference: Reference) -> dict[str, Work]:
    """Return what reads pages of plain text, Karar first."""
    documents = [read_page(page) for page in pages]
    return {
        "Karar, page → claims": lambda: read_all(pages, reference),
        "Karar, its text → claims": lambda: sum(len(read_document(doc, reference).claims) for doc in documents),
    }
