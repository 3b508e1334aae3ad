"""The gate: is a page worth reading? Beside parsing its HTML, and beside reading it to its claims."""

from __future__ import annotations

from benchmarks.effort import Effort
from benchmarks.report import Table, compare
from benchmarks.texts import LANGUAGES, announcements, enlarge, example_pages, general, note_absence
from benchmarks.timing import Rounds, Tell, Work, about, take_turns
from karar.model.documents import Page
from karar.pages import read_page
from karar.pages.projection import parse
from karar.pages.read import decode_page
from karar.pipeline.run import read_pages
from karar.pipeline.stages import read_document
from karar.reference import Reference, load_reference
from karar.scan.marks import marker_for

ONE_CORE = True

TOLD = (
    "The gate looks at a page's decoded text, markup and all, and says whether it may hold a claim. Beside it: "
    "building the DOM of the same text (`karar.pages.projection.parse`), and reading the page from its bytes to its "
    "claims, with the gate and without. The number behind a set says how many pages it has; found by the gate are "
    "those that it lets through. A bare page has the article in its markup and no headlines of others."
)


def measure(effort: Effort, tell: Tell) -> list[Table]:
    """Measure the example pages of HTML, and large pages that hold general news and announcements."""
    reference = load_reference()
    sets: dict[str, Rounds] = {}
    for name, pages in list_sets(effort).items():
        sets[name] = take_turns(
            list_contenders(pages, reference),
            effort.rounds,
            about(name, tell),
            items=len(pages),
            size=sum(len(page.content) for page in pages),
        )
    return [compare("The gate", TOLD, "page", sets, note_absence(effort.shared))]


def list_sets(effort: Effort) -> dict[str, list[Page]]:
    """Return the sets of pages by name, with how many there are."""
    examples, sets = [page for page in example_pages() if page.name.endswith(".html")], {}
    for lang, language in LANGUAGES.items():
        news, promises = general(lang, effort.shared), announcements(lang, effort.shared)
        sets[f"{language}, examples"] = [page for page in examples if page.facts.lang == lang][: effort.articles]
        sets[f"{language}, large, general"] = enlarge(news, lang, effort.large)
        sets[f"{language}, large and bare, general"] = enlarge(news, lang, effort.large, teasers=False)
        sets[f"{language}, large, announcements"] = enlarge(promises, lang, effort.large)
    return {f"{name} ({len(pages)})": pages for name, pages in sets.items() if pages}


def list_contenders(pages: list[Page], reference: Reference) -> dict[str, Work]:
    """Return what looks at the pages, the gate first."""
    marker, texts = marker_for(reference), [decode_page(page).text for page in pages]
    return {
        "gate": lambda: sum(marker.worth_reading(text) for text in texts),
        "DOM of the same text": lambda: sum(parse(text) is not None for text in texts),
        "page → claims, gate first": lambda: sum(len(one.claims) for one in read_pages(pages, reference)),
        "page → claims, no gate": lambda: sum(len(read_document(read_page(page), reference).claims) for page in pages),
    }
