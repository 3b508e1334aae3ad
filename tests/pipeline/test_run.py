"""Runs over many pages: in order, on any number of processes, and one bad page stops nothing."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from karar.errors import KararError, PageError, ResourceError
from karar.intake import collect
from karar.model.documents import Document, Page, PageFacts
from karar.pages import decode_page
from karar.pages.decode import Decoded
from karar.pipeline import READER, Reading, read_document
from karar.pipeline.run import FEW, Outcome, choose_jobs, read_again, read_pages
from karar.reference import load_reference
from karar.reference.load import Reference
from tests.reference.known import ROOT, document, reference

TEXT = "भारत और जापान ने समझौते पर हस्ताक्षर किए।"


def page(text: str, name: str = "a.txt") -> Page:
    """A page of plain text."""
    return Page(text.encode(), name, "text/plain", PageFacts(published="2025-08-30", lang="hi"))


def read(pages: Iterable[Page | KararError], known: Reference | None = None, *, jobs: int = 1) -> list[Outcome]:
    """All outcomes."""
    return list(read_pages(pages, known or reference(), jobs=jobs))


def test_outcomes_come_in_the_order_of_the_pages():
    """Each page has one outcome, under its own name."""
    pages = [page(TEXT, f"{number}.txt") for number in range(5)]
    assert [outcome.name for outcome in read(pages)] == [page.name for page in pages]


def test_a_bad_page_never_stops_the_others():
    """An empty page, a binary and an error handed in are outcomes like any other."""
    pages: list[Page | KararError] = [
        page(TEXT, "good.txt"),
        page("   ", "empty.txt"),
        Page(b"\x89PNG\r\n\x1a\n" + bytes(100), "picture.png"),
        PageError("The file is not there", where="gone.txt"),
        page(TEXT, "last.txt"),
    ]
    outcomes = read(pages)
    assert [outcome.name for outcome in outcomes] == ["good.txt", "empty.txt", "picture.png", "gone.txt", "last.txt"]
    assert [outcome.error is None for outcome in outcomes] == [True, False, False, False, True]
    assert all(isinstance(outcome.error, PageError) for outcome in outcomes if outcome.error)
    assert [len(outcome.claims) for outcome in outcomes] == [1, 0, 0, 0, 1]
    assert all(outcome.document is None for outcome in outcomes if outcome.error)


def test_pages_are_read_as_they_come():
    """An outcome is handed out before the next page is asked for, so memory stays flat."""
    asked: list[str] = []

    def hand_in() -> Iterable[Page]:
        for number in range(3):
            asked.append(f"{number}.txt")
            yield page(TEXT, f"{number}.txt")

    outcomes = read_pages(hand_in(), reference())
    next(outcomes)
    assert asked == ["0.txt"]


def test_one_process_and_two_read_the_same():
    """The number of processes changes neither the order nor the claims."""
    try:
        compiled = load_reference()
    except ResourceError as fault:
        pytest.skip(f"not compiled here: {fault.hint}")
    manifest = ROOT / "examples" / "pages" / "manifest.csv"
    pages = [*collect([], manifest=manifest), PageError("gone", where="gone.txt")]
    alone, together = read(pages, compiled), read(pages, compiled, jobs=2)
    assert [(o.name, o.claims, o.document) for o in alone] == [(o.name, o.claims, o.document) for o in together]
    assert str(alone[-1].error) == str(together[-1].error)


def test_reading_twice_gives_the_same_claims():
    """A reading is a function of the document, the reference and the reader."""
    doc = document(TEXT, published="2025-08-30")
    first, second = read_document(doc, reference()), read_document(doc, reference())
    assert first == second
    assert first.reader == READER


def test_a_language_without_a_pack_is_read_with_the_fallback():
    """A page in an unknown language gives a reading, not a fault."""
    assert read_document(document("Indien und Japan unterzeichnen.", lang="de"), reference()).claims == ()


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "pages").glob("*-0[1-8]*")), ids=lambda path: path.name)
def test_every_example_page_with_news_gives_claims(path: Path):
    """The example pages that a person takes something from are not read as empty."""
    (outcome,) = read(collect([str(path)], manifest=path.parent / "manifest.csv"))
    assert outcome.error is None
    assert outcome.claims


def test_a_machine_without_further_processes_still_reads(monkeypatch):
    """Where none can be started, this process reads all pages."""

    def refuse(_process):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.context.ForkProcess.start", refuse)
    outcomes = read([page(TEXT, f"{number}.txt") for number in range(3)], jobs=2)
    assert [(outcome.name, len(outcome.claims)) for outcome in outcomes] == [("0.txt", 1), ("1.txt", 1), ("2.txt", 1)]


def hang(_page: Page) -> Decoded:
    """A reader that does not come to an end."""
    while True:
        pass


def crash(_page: Page) -> Decoded:
    """A reader that takes its process with it."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (hang, r"bad.txt: The reader did not come to an end with this page in 1 s\. Please report it"),
        (crash, r"bad.txt: The process that read this page was killed \(SIGKILL\)\. If memory ran out, make room"),
    ],
)
def test_a_page_that_takes_its_reader_along_is_named(monkeypatch, fault, told):
    """A page on which the reader hangs or crashes is one that failed, and the others are read, in their order."""

    def decode_or_not(page: Page) -> Decoded:
        return fault(page) if page.name == "bad.txt" else decode_page(page)

    monkeypatch.setattr("karar.pipeline.run.decode_page", decode_or_not)
    monkeypatch.setattr("karar.pipeline.run.LONGEST", 1.0)
    names = ["a.txt", "b.txt", "bad.txt", "c.txt", "d.txt", "e.txt"]
    outcomes = read([page(TEXT, name) for name in names], jobs=2)
    assert [outcome.name for outcome in outcomes] == names
    assert [len(outcome.claims) for outcome in outcomes] == [1, 1, 0, 1, 1, 1]
    assert re.match(told, str(outcomes[2].error))


def test_a_document_on_which_the_reader_stumbles_is_named(monkeypatch):
    """Reading again loses one document, too, and no more; with one process and with several."""
    docs = [document(f"{TEXT} {number}", published="2025-08-30") for number in range(3)]

    def stumble(doc: Document, known: Reference) -> Reading:
        if doc.text.endswith("1"):
            raise ZeroDivisionError("division by zero")
        return read_document(doc, known)

    monkeypatch.setattr("karar.pipeline.run.read_document", stumble)
    for jobs in (0, 2):
        outcomes = list(read_again(docs, reference(), jobs=jobs))
        assert [len(outcome.claims) for outcome in outcomes] == [1, 0, 1]
        assert "failed on this page (ZeroDivisionError: division by zero)" in str(outcomes[1].error)


def test_a_page_is_read_here_and_many_on_all_cores(tmp_path, monkeypatch):
    """Nobody has to choose; a quota of the container counts, and half a core is one."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)))
    monkeypatch.setattr("karar.pipeline.run._QUOTA", tmp_path / "cpu.max")
    assert [choose_jobs(pages) for pages in (0, 1, 2, FEW, FEW + 1, 1000)] == [0, 0, 1, 1, 2, 16]
    for quota, wanted in (("200000 100000", 2), ("50000 100000", 1), ("max 100000", 16)):
        (tmp_path / "cpu.max").write_text(quota)
        assert choose_jobs(1000) == wanted


def test_no_page_waits_for_one_that_comes_slowly():
    """What was read by another process is handed out before a page is waited for that takes its time to come."""
    had: list[str] = []

    def hand_in() -> Iterator[Page]:
        for number in range(4):
            time.sleep(0.1)
            assert had == [f"{earlier}.txt" for earlier in range(number)]
            yield page(TEXT, f"{number}.txt")

    had.extend(outcome.name for outcome in read_pages(hand_in(), reference(), jobs=2))
    assert len(had) == 4


def test_what_was_read_while_the_next_page_was_waited_for_is_not_lost():
    """Ctrl-C during a fetch: the page before has been read by then, and comes first."""

    def hand_in() -> Iterator[Page]:
        yield page(TEXT, "read.txt")
        time.sleep(0.5)
        raise KeyboardInterrupt

    outcomes = read_pages(hand_in(), reference(), jobs=2)
    assert next(outcomes).name == "read.txt"
    with pytest.raises(KeyboardInterrupt):
        next(outcomes)
