"""Read many pages: one after the other, or on several processes, always in the order they were handed in."""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from karar.errors import KararError, PageError
from karar.model.claims import Claim
from karar.model.documents import Document, Page
from karar.pages.read import read_page
from karar.pipeline.stages import read_document
from karar.reference.load import Reference, load_reference

_AHEAD = 4  # pages in flight for each process: enough to keep it busy, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page: its document and claims, or the error that says why not.

    ``stated``, ``seen`` and ``how`` are the page's own, see `karar.model.documents.Page`.
    """

    name: str
    document: Document | None = None
    claims: tuple[Claim, ...] = ()
    error: KararError | None = None
    seconds: float = 0.0
    stated: bool = False
    seen: datetime | None = None
    how: str = "read"


def read_pages(pages: Iterable[Page | KararError], reference: Reference, *, jobs: int = 1) -> Iterator[Outcome]:
    """Yield one outcome a page, in the order of ``pages``; a page that fails never stops the others.

    With ``jobs`` above 1, each process loads the compiled reference itself; ``reference`` serves the single process.
    Where the machine allows no further processes (no shared memory for their locks), one process reads them all.
    """
    pool = reading_pool(jobs)
    if pool is None:
        for page in pages:
            yield _read(page, reference)
        return
    with pool:
        waiting: deque[Future[Outcome]] = deque()
        for page in pages:
            waiting.append(pool.submit(_read_in_worker, page))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def reading_pool(jobs: int) -> ProcessPoolExecutor | None:
    """Return a pool of ``jobs`` reading processes; None for a single one, and where the machine gives no more."""
    if jobs <= 1:
        return None
    try:
        # Ctrl-C goes to the parent alone, which ends the pool; a worker would only print a traceback.
        return ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    except (OSError, NotImplementedError):
        return None


def _read_in_worker(page: Page | KararError) -> Outcome:
    return _read(page, load_reference())


def _read(page: Page | KararError, reference: Reference) -> Outcome:
    if isinstance(page, KararError):
        return Outcome(page.where or "", error=page)
    started = time.perf_counter()
    document, claims, error = _read_page(page, reference)
    seconds = time.perf_counter() - started
    return Outcome(page.name, document, claims, error, seconds, page.stated, page.seen, page.how)


def _read_page(page: Page, reference: Reference) -> tuple[Document | None, tuple[Claim, ...], KararError | None]:
    doc = None
    try:
        doc = read_page(page)
        return doc, read_document(doc, reference).claims, None
    except KararError as error:
        return doc, (), error
    except Exception as error:  # noqa: BLE001 - one page that the reader stumbles on must not lose the others
        fault = PageError(
            f"The reader failed on this page ({type(error).__name__}: {error})",
            where=page.name,
            hint="Please report it with the page; the other pages are read.",
        )
        return doc, (), fault
