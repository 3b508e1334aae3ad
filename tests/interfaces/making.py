"""A ledger to show, made without a reader, and a way to call ``karar``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from karar.interfaces.cli.main import main
from karar.ledger import Ledger
from karar.model.claims import Claim, Instrument, Quote, ReadingRef, Source, identify
from karar.model.documents import Block, Document
from karar.model.spans import Span
from karar.model.values import Amount, Duration

READER = "test/1.0.0"
TEXT = "जापान अगले 10 सालों में भारत में 10 ट्रिलियन येन का निवेश करेगा। भारत और कोरिया ने करार पर हस्ताक्षर किए।"


@dataclass(frozen=True)
class Told:
    """What a call of ``karar`` said, and how it ended."""

    code: int
    out: str
    err: str


class Caller:
    """Calls ``karar`` in this process, with the ledger of the test."""

    def __init__(self, capture: pytest.CaptureFixture[bytes], ledger: Path) -> None:
        self.capture, self.ledger = capture, ledger

    def __call__(self, *arguments: str) -> Told:
        code = main(arguments)
        out, err = self.capture.readouterr()
        return Told(code, out.decode(), err.decode())


def span_of(words: str) -> Span:
    """Find words in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def document(**fields) -> Document:
    """Make the document."""
    given = {"projection": "text/1", "uri": "file:pages/a.txt", "title": "निवेश", "publisher": "PIB", "lang": "hi"}
    block = Block(Span(0, len(TEXT)), "paragraph")
    return Document(text=TEXT, blocks=(block,), **{**given, "published": "2025-08-30", **fields})


def claims(doc: Document) -> tuple[Claim, ...]:
    """Make the two claims of the document: a pledge with a sum, a signing without."""

    def make(quote: str, **fields) -> Claim:
        span = span_of(quote)
        return identify(
            Claim(
                id="",
                reading=ReadingRef(doc.digest, READER),
                source=Source(doc.uri, doc.publisher, doc.title, doc.published, doc.lang),
                quote=Quote(quote, span.start, span.end),
                **fields,
            )
        )

    return (
        make(
            "जापान अगले 10 सालों में भारत में 10 ट्रिलियन येन का निवेश करेगा।",
            act="pledge",
            modality="planned",
            confidence=0.93,
            parties=("IN", "JP"),
            giver="JP",
            receiver="IN",
            sectors=("finance",),
            amounts=(Amount(value="10000000000000", currency="JPY"),),
            duration=Duration(n=10, unit="year"),
            evidence={
                "giver": (span_of("जापान"),),
                "parties.1": (span_of("जापान"),),
                "amounts.0": (span_of("10 ट्रिलियन येन"),),
                "act": (span_of("निवेश करेगा"),),
                "modality": (span_of("करेगा"),),
            },
        ),
        make(
            "भारत और कोरिया ने करार पर हस्ताक्षर किए।",
            act="sign",
            modality="done",
            confidence=0.55,
            parties=("IN", "KR"),
            instrument=Instrument("agreement"),
            evidence={"act": (span_of("हस्ताक्षर किए"),)},
        ),
    )


def fill(path: Path) -> tuple[Claim, ...]:
    """Make a ledger with the document's claims."""
    doc = document()
    with Ledger.open(path) as ledger:
        ledger.add(doc, READER, claims(doc))
    return claims(doc)
