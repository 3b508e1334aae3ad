"""The texts that are read: general news, and announcements; in Hindi and in English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from benchmarks.effort import ROOT
from benchmarks.markup import wrap
from karar.evaluation.gold import load_gold, load_split
from karar.intake import collect
from karar.model.documents import Block, Document, Page, PageFacts
from karar.model.spans import Span
from karar.pages import read_page

LANGUAGES = {"hi": "Hindi", "en": "English"}
EXAMPLES = ROOT / "examples" / "pages"
GOLDEN = ROOT / "tests" / "golden"
SPLIT = ROOT / "evaluation" / "split.toml"
NTREX = Path("data/announcements/ntrex")
NTREX_TEXTS = {"hi": "newstest2019-ref.hin.txt", "en": "newstest2019-src.eng.txt"}
ARTICLE = {"hi": 4700, "en": 2000}
"""Bytes of UTF-8 in an article put together from short texts: what an article of general news has in the middle."""
PARAGRAPH = 3


@dataclass(frozen=True, slots=True)
class Texts:
    """A set of texts, ready to be read.

    Attributes:
        name: what the set is called in the tables.
        documents: made beforehand; every contender gets the same stretches of them.
    """

    name: str
    lang: str
    documents: tuple[Document, ...]

    @property
    def plain(self) -> tuple[str, ...]:
        """What Karar reads of each document, as plain text for the others."""
        return tuple("\n".join(block.span.of(doc.text) for block in doc.blocks) for doc in self.documents)

    @property
    def size(self) -> int:
        """Bytes of UTF-8 that are read."""
        return sum(len(text.encode()) for text in self.plain)


def load_sets(shared: Path, most: int) -> list[Texts]:
    """Return the sets that this machine has, at most so many articles of each."""
    sets = []
    for lang, language in LANGUAGES.items():
        for name, documents in (("general", general(lang, shared)), ("announcements", announcements(lang, shared))):
            if documents:
                sets.append(Texts(f"{language}, {name}", lang, thin_out(documents, most)))
    return sets


def thin_out(documents: Sequence[Document], most: int) -> tuple[Document, ...]:
    """Return at most so many of them, taken at even distances."""
    step = max(1, -(-len(documents) // most))
    return tuple(documents[::step])


def note_absence(shared: Path) -> list[str]:
    """Say what of the data beside the repository is not there."""
    absent = []
    if not (shared / NTREX).is_dir():
        absent.append("no general news: the sentences of newstest2019 (NTREX) are not beside the repository")
    if not (shared / "gold").is_dir():
        absent.append("announcements without the labelled pages, which are not beside the repository")
    return absent


def general(lang: str, shared: Path) -> list[Document]:
    """Return the articles of WMT19's news test in Hindi or English, three sentences a paragraph; [] without them."""
    folder = shared / NTREX
    if not folder.is_dir():
        return []
    ids = (folder / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").splitlines()
    lines = (folder / NTREX_TEXTS[lang]).read_text(encoding="utf-8").splitlines()
    articles = groupby(zip(ids, lines, strict=True), key=lambda pair: pair[0])
    return [make_document(name, paragraphs([line for _, line in article]), lang) for name, article in articles]


def paragraphs(sentences: list[str]) -> list[str]:
    """Put sentences together by three; the first, the headline, stands alone."""
    return [sentences[0], *(" ".join(sentences[i : i + PARAGRAPH]) for i in range(1, len(sentences), PARAGRAPH))]


def announcements(lang: str, shared: Path) -> list[Document]:
    """Return the example pages, the labelled pages that may be looked into, and articles made of golden cases."""
    return [*examples(lang), *labelled(lang, shared), *golden(lang)]


def examples(lang: str) -> list[Document]:
    """Return the articles of the example pages, HTML and text, as `karar.pages` finds them."""
    return [read_page(page) for page in example_pages() if page.facts.lang == lang]


def example_pages() -> list[Page]:
    """Return the example pages as they are handed in, with the facts of their manifest."""
    pages = collect([str(EXAMPLES)], manifest=EXAMPLES / "manifest.csv")
    return [page for page in pages if isinstance(page, Page)]


def labelled(lang: str, shared: Path) -> list[Document]:
    """Return the labelled pages that were seen while the reader was made; [] where the set is not there."""
    folder = shared / "gold"
    if not folder.is_dir():
        return []
    gold, split = load_gold(folder), load_split(SPLIT)
    seen = [page for page in gold.pages if page.lang == lang and split.is_seen(page)]
    facts = [PageFacts(lang=lang, published=page.published) for page in seen]
    return [
        read_page(Page(gold.text(page), f"{page.id}.txt", facts=said)) for page, said in zip(seen, facts, strict=True)
    ]


def golden(lang: str) -> list[Document]:
    """Return the texts of the golden cases, put together to articles: the densest pages that there could be."""
    texts = [case["text"] for case in golden_cases(lang)]
    return [make_document(f"golden-{number}", lines, lang) for number, lines in enumerate(fill(texts, ARTICLE[lang]))]


def golden_cases(lang: str) -> Iterator[dict[str, str]]:
    """Yield the golden cases of a language, file by file."""
    for path in sorted((GOLDEN / lang).glob("*.jsonl")):
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def enlarge(documents: Sequence[Document], lang: str, most: int, *, teasers: bool = True) -> list[Page]:
    """Return at most so many documents, each inside about 100 kB of HTML, with headlines of others in its boxes."""
    headlines = [doc.blocks[0].span.of(doc.text) for doc in documents]
    pages = []
    for seed, doc in enumerate(thin_out(documents, most)):
        lines = [block.span.of(doc.text) for block in doc.blocks]
        others = [line for line in headlines if line != lines[0]] if teasers else []
        pages.append(Page(wrap(lines, others, lang, seed), f"large-{seed}.html", facts=PageFacts(lang=lang)))
    return pages


def fill(texts: Iterable[str], least: int) -> Iterator[list[str]]:
    """Put texts together until they have so many bytes; what is left over at the end is left out."""
    held: list[str] = []
    for text in texts:
        held.append(" ".join(text.split()))
        if sum(len(line.encode()) for line in held) >= least:
            yield held
            held = []


def make_document(name: str, lines: list[str], lang: str) -> Document:
    """Return a document whose every line is a paragraph."""
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(Span(at, at + len(line)), "paragraph"))
        at += len(line) + 1
    return Document("\n".join(lines), tuple(blocks), "text/1", name, lang=lang)
