"""A small reference of the value tables alone, and sentences scanned with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from karar.model.documents import Block, Document
from karar.model.spans import Span
from karar.reference.compile import Lexicon, add_row
from karar.reference.inflect import read_paradigms
from karar.reference.load import build_reference
from karar.reference.tables import read_table, read_toml
from karar.scan.scanner import Scanner
from karar.text.sentences import Sentence, split_document

LANGUAGES = Path(__file__).parents[2] / "resources" / "languages"
TABLES = {
    "numerals": "numeral",
    "scales": "scale",
    "currencies": "currency",
    "qualifiers": "qualifier",
    "months": "month",
    "weekdays": "weekday",
    "relative": "relative-date",
    "durations": "duration-unit",
    "time-words": "time-word",
    "units": "unit",
    "verbs": "verb",
    "cases": "case",
}


@cache
def scanner() -> Scanner:
    """The scanner over the value tables of both languages."""
    lexicon = Lexicon()
    folders = [LANGUAGES / lang for lang in ("en", "hi")]
    paradigms = read_paradigms((folder.name, read_toml(folder / "inflections.toml")) for folder in folders)
    for folder in folders:
        for name, kind in TABLES.items():
            for row in read_table(folder / f"{name}.tsv", lang=folder.name):
                add_row(lexicon, kind, row, paradigms)
    record = {"entries": lexicon.rows, "surfaces": lexicon.surfaces, "packs": {}, "sectors": {}, "initiatives": {}}
    return Scanner(build_reference(record | {"version": "test"}))


def sentence(text: str) -> Sentence:
    """``text`` as one scanned sentence of a document of its own."""
    doc = Document(text=text, blocks=(Block(Span(0, len(text)), "paragraph"),), projection="plain/1", uri="test:")
    sent = split_document(doc, frozenset({"rs", "रु", "approx", "u.s"}))[0]
    if sent.text != sent.normalised.text.strip():  # the splitter's own cases are tested elsewhere
        whole = sent.normalised.text
        sent = Sentence(doc, doc.blocks[0], 0, 0, whole, sent.normalised)
    sent.hits = tuple(scanner().scan(sent.text))
    return sent


@pytest.fixture(scope="session")
def read() -> Callable[[str], Sentence]:
    """A function that makes a scanned sentence of a text."""
    return sentence
