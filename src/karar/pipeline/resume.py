"""Go on where a reading was left: what the ledger knows to have been read is not read again.

A page is looked up by all that its reading depends on (`karar.ledger.pages`): one that was changed, is handed in with
other facts, or was read by another version of the program is read as if for the first time. So is one that failed.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from operator import length_hint

from msgspec import structs

import karar
from karar.errors import KararError
from karar.ledger import KnownPage, Ledger, PageKey, key_of
from karar.mentions.tagged import NAMES_VERSION
from karar.model.claims import Claim
from karar.model.documents import Page
from karar.model.identity import digest
from karar.pages import PROJECTIONS
from karar.pages.assemble import address
from karar.pipeline.run import MANY, Outcome, choose_jobs, read_pages
from karar.pipeline.stages import READER
from karar.reference.load import Reference

_AT_ONCE = 64
_BYTES = 1 << 22
_PATIENCE = 0.05  # where pages come slowly, none waits for others to be looked up with


def reader_of(reference: Reference) -> str:
    """Return the reader's name with a hash of all else that its readings depend on: ``grammar/1.0.0+4kq2xw7a``.

    That is this program's version, the projections, the reference data, and the name tagger, where there is one.
    """
    return f"{READER}+{digest([karar.__version__, PROJECTIONS, reference.version, NAMES_VERSION], length=8)}"


def read_unknown(
    pages: Iterable[Page | KararError], ledger: Ledger, reference: Reference, *, jobs: int | None = 0, show: bool = True
) -> Generator[Outcome, None, None]:
    """Yield one outcome a page, in their order, as `read_pages` does; what the ledger knows is not read.

    The outcome of a known page has the claims that the ledger holds (none unless ``show``). All others have a key, by
    which whoever keeps them makes the page known.
    """
    jobs = choose_jobs(length_hint(pages, MANY), jobs)
    keys: deque[PageKey | None] = deque()
    for outcome in read_pages(_recall(pages, ledger, reader_of(reference), keys, show=show), reference, jobs=jobs):
        yield replace(outcome, key=keys.popleft())


def _recall(
    pages: Iterable[Page | KararError], ledger: Ledger, reader: str, keys: deque[PageKey | None], *, show: bool
) -> Iterator[Page | KararError | Outcome]:
    """Yield pages, known ones as their outcomes, and append the key of each to ``keys``."""
    for batch in _batches(pages):
        named = [key_of(item, reader) if isinstance(item, Page) else None for item in batch]
        known = ledger.known_pages([key.id for key in named if key])
        wanted = [page.reading for page in known.values() if page.reading and page.claims] if show else []
        claims = ledger.claims_of(wanted) if wanted else {}
        for item, key in zip(batch, named, strict=True):
            keys.append(key)
            if isinstance(item, Page) and key and key.id in known:
                page = known[key.id]
                yield _outcome(item, page, claims.get(page.reading or "", ()))
            else:
                yield item


def _outcome(page: Page, known: KnownPage, claims: Iterable[Claim]) -> Outcome:
    uri = page.facts.uri or address(page.name)
    here = tuple(structs.replace(claim, source=structs.replace(claim.source, uri=uri)) for claim in claims)
    return Outcome(
        page.name,
        claims=here,
        stated=page.stated,
        seen=page.seen,
        how=page.how,
        let_go=known.reading is None,
        uri=uri,
        known=known,
    )


def _batches(pages: Iterable[Page | KararError]) -> Iterator[list[Page | KararError]]:
    batch: list[Page | KararError] = []
    size, since = 0, time.monotonic()
    for number, page in enumerate(pages):
        batch.append(page)
        size += len(page.content) if isinstance(page, Page) else 0
        # The first goes out alone: workers are forked for it, before what fetches further pages has started threads.
        if not number or len(batch) >= _AT_ONCE or size >= _BYTES or time.monotonic() - since > _PATIENCE:
            yield batch
            batch, size, since = [], 0, time.monotonic()
    if batch:
        yield batch
