"""Read many pages: in this process, or in several others, always in the order in which they were handed in."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import length_hint
from pathlib import Path
from signal import Signals
from typing import TypeVar

from karar.errors import KararError, PageError
from karar.ledger import KnownPage, PageKey
from karar.model.claims import Claim
from karar.model.documents import Document, Page
from karar.pages.glance import check_readable
from karar.pages.read import decode_page, read_decoded, read_page
from karar.pipeline.processes import AHEAD, TOO_LONG, Workers
from karar.pipeline.stages import read_document
from karar.reference.load import Reference
from karar.scan.marks import marker_for

T = TypeVar("T", Page, Document)

_Lost = Callable[[T, Signals | None], "Outcome"]

FEW = 8
"""So many pages are read by one process sooner than by several, where nobody says how many are to read."""
MANY = 1 << 30
"""How many pages are taken to come where nobody knows."""
LONGEST = 60.0
"""Seconds of work that a page may take, and as many more as `_PACE` says; the slowest real one takes a few."""
_PACE = 10_000  # bytes a second, a twentieth of what an old machine reads of dense text
_SLOW = 0.05
_QUOTA = Path("/sys/fs/cgroup/cpu.max")
_SAMPLE = b"India and Japan signed an agreement."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page: its document and claims, or the error that says why not.

    Attributes:
        name: the page's own, as are ``stated``, ``seen`` and ``how``, see `karar.model.documents.Page`.
        let_go: nothing in the page could make a claim; it has no document.
        key: what the page is known by from now on; None where nobody asked.
        uri: where it stood; only where it is known.
        known: that it was read or let go before, and was not read now.
    """

    name: str
    document: Document | None = None
    claims: tuple[Claim, ...] = ()
    error: KararError | None = None
    seconds: float = 0.0
    stated: bool = False
    seen: datetime | None = None
    how: str = "read"
    let_go: bool = False
    key: PageKey | None = None
    uri: str = ""
    known: KnownPage | None = None


def read_pages(
    pages: Iterable[Page | KararError | Outcome], reference: Reference, *, jobs: int | None = 0
) -> Generator[Outcome, None, None]:
    """Yield one outcome a page, in the order of ``pages``; a page that fails never stops the others.

    ``jobs``: so many other processes read; 0: this one does; None: as suits their number and the machine. In another
    process a page may also crash the reader or keep it for ever: it is one more page that failed. Where the machine
    allows no further processes, this one reads all. What is an outcome already is yielded in its place.
    """
    jobs = choose_jobs(length_hint(pages, MANY), jobs)
    read = partial(_read, reference=reference)
    coming = (Outcome(page.where or "", error=page) if isinstance(page, KararError) else page for page in pages)
    if jobs:
        yield from _read_together(coming, read, _sample_page, _lost_page, jobs)
    else:
        yield from (page if isinstance(page, Outcome) else read(page) for page in coming)


def read_again(
    documents: Iterable[Document], reference: Reference, *, jobs: int | None = 0
) -> Generator[Outcome, None, None]:
    """Yield one outcome a document, in their order; ``jobs`` is that of `read_pages`."""
    jobs = choose_jobs(length_hint(documents, MANY), jobs)
    read = partial(_read_again, reference=reference)
    if jobs:
        yield from _read_together(documents, read, _sample_document, _lost_document, jobs)
    else:
        yield from map(read, documents)


def choose_jobs(pages: int, asked: int | None = None) -> int:
    """Return how many processes are to read so many pages: those asked for, but no more than there are pages.

    Where nobody asked: none beside this one for a page that is alone, since there is no other that it could harm; one
    for a few; one for each core for many.

    >>> choose_jobs(1), choose_jobs(FEW), choose_jobs(FEW, asked=2), choose_jobs(1, asked=2)
    (0, 1, 2, 1)
    """
    if asked is not None:
        return min(asked, pages)
    return 0 if pages <= 1 else min(cores(), -(-pages // FEW))


def cores() -> int:
    """Return how many cores this process may use, by its affinity and by its group's quota, but at least one."""
    usable = len(os.sched_getaffinity(0))
    try:
        quota, period = _QUOTA.read_text("ascii").split()
        usable = min(usable, round(int(quota) / int(period)))
    except (OSError, ValueError):
        pass  # no quota
    return max(usable, 1)


def _read_together(
    items: Iterable[T | Outcome], read: Callable[[T], Outcome], sample: Callable[[T], T], lost: _Lost[T], jobs: int
) -> Iterator[Outcome]:
    done: dict[int, Outcome] = {}
    given = following = 0
    workers: Workers[T, Outcome] | None = None

    def follow(*, patient: bool) -> Iterator[Outcome]:
        nonlocal following
        if workers:
            done.update(workers.results(patient=patient and following not in done))
        while following in done:
            yield done.pop(following)
            following += 1

    with ExitStack() as stack:
        coming = iter(items)
        while True:
            asked = time.monotonic()
            try:
                item = next(coming)
            except StopIteration:
                break
            except BaseException:
                # Whoever waited for a page and was stopped takes along what was read meanwhile.
                yield from follow(patient=False)
                raise
            # Where pages come slower than they are read, none waits for the next one to come.
            ahead = 1 if time.monotonic() - asked > _SLOW else jobs * AHEAD
            given += 1
            if isinstance(item, Outcome):
                done[given - 1] = item
            else:
                if workers is None:
                    # What reading this one loads here, the workers need not load each for itself.
                    read(sample(item))
                    workers = stack.enter_context(Workers(read, jobs, seconds=_seconds, lost=lost))
                workers.give(given - 1, item)
            yield from follow(patient=False)
            while given - following >= ahead:
                yield from follow(patient=True)
        while following < given:
            yield from follow(patient=True)


def _sample_page(page: Page) -> Page:
    """Return a page of the same kind that is read in no time."""
    return Page(_SAMPLE.join((b"<p>", b"</p>")) if page.content.lstrip()[:1] == b"<" else _SAMPLE, "sample")


def _sample_document(document: Document) -> Document:
    return read_page(Page(_SAMPLE, document.uri, "text/plain"))


def _seconds(item: Page | Document) -> float:
    return LONGEST + len(item.content if isinstance(item, Page) else item.text) / _PACE


def _lost_page(page: Page, by: Signals | None) -> Outcome:
    return Outcome(page.name, error=_lost(page.name, _seconds(page), by))


def _lost_document(document: Document, by: Signals | None) -> Outcome:
    return Outcome(document.uri, error=_lost(document.uri, _seconds(document), by))


def _lost(name: str, seconds: float, by: Signals | None) -> PageError:
    if by in TOO_LONG:
        what = f"The reader did not come to an end with this page in {seconds:.0f} s"
        return PageError(what, where=name, hint="Please report it with the page; the other pages are read.")
    how = f"was killed ({by.name})" if by else "ended"
    hint = "If memory ran out, make room; give the same command again to try this page again."
    return PageError(f"The process that read this page {how}", where=name, hint=hint)


def _read_again(document: Document, reference: Reference) -> Outcome:
    started = time.perf_counter()
    try:
        claims, error = read_document(document, reference).claims, None
    except Exception as fault:  # noqa: BLE001 - one document that the reader stumbles on must not lose the others
        claims, error = (), _stumbled(document.uri, fault)
    return Outcome(document.uri, document, claims, error, time.perf_counter() - started)


def _read(page: Page, reference: Reference) -> Outcome:
    started = time.perf_counter()
    document, claims, error = _read_page(page, reference)
    seconds = time.perf_counter() - started
    way = page.stated, page.seen, page.how
    return Outcome(page.name, document, claims, error, seconds, *way, let_go=document is None and error is None)


def _read_page(page: Page, reference: Reference) -> tuple[Document | None, tuple[Claim, ...], KararError | None]:
    """Return the page's document and claims, an error, or nothing at all: the page is let go before it is parsed."""
    doc = None
    try:
        decoded = decode_page(page)
        if not marker_for(reference).worth_reading(decoded.text):
            check_readable(page, decoded)
            return None, (), None
        doc = read_decoded(page, decoded)
        return doc, read_document(doc, reference).claims, None
    except KararError as error:
        return doc, (), error
    except Exception as error:  # noqa: BLE001 - one page that the reader stumbles on must not lose the others
        return doc, (), _stumbled(page.name, error)


def _stumbled(name: str, fault: Exception) -> PageError:
    what = f"The reader failed on this page ({type(fault).__name__}: {fault})"
    return PageError(what, where=name, hint="Please report it with the page; the other pages are read.")
