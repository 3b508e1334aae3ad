"""``karar reread``: what an older reader has read, read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from karar.interfaces.cli import exits
from karar.interfaces.cli.options.reread import Options
from karar.interfaces.cli.screen.console import messages, results
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.progress import Meter
from karar.interfaces.cli.verbs.read import count
from karar.model.claims import Claim
from karar.model.documents import Document
from karar.pipeline import READER, read_document
from karar.pipeline.run import reading_pool
from karar.reference import load_reference

AT_ONCE = 64


def run(options: Options) -> int:
    """Read again and say what changed."""
    with open_ledger(options.ledger) as ledger:
        old = [one for one in ledger.documents() if one.readers[-1] != READER]
        due = [one.digest for one in old if not one.withdrawn]
        before = ledger.stats().claims
        with Meter(messages(), "documents", len(due), quiet=options.quiet) as meter:
            for document, claims in read_again((ledger.document(digest) for digest in due), options.jobs):
                ledger.add(document, READER, claims, handed=None)
                meter.step()
        after = ledger.stats().claims
    if not options.quiet:
        results().print(report(len(due), len(old) - len(due), before, after), soft_wrap=True)
    return exits.OK


def read_again(documents: Iterable[Document], jobs: int) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    """Yield documents with what the reader of today makes of them, in their order."""
    pool = reading_pool(jobs)
    if pool is None:
        yield from map(read_one, documents)
        return
    coming = iter(documents)
    with pool:
        while batch := list(islice(coming, AT_ONCE * jobs)):
            yield from pool.map(read_one, batch, chunksize=AT_ONCE // 4)


def read_one(document: Document) -> tuple[Document, tuple[Claim, ...]]:
    """Read one document; the reference data is loaded once a process."""
    return document, read_document(document, load_reference()).claims


def report(read: int, withdrawn: int, before: int, after: int) -> str:
    """Say what was read again."""
    if not read:
        text = f"Nothing to read again: all is read by {READER}"
    else:
        text = f"{count(read, 'document')} read again by {READER}; {count(after, 'claim')} in view, {before} before"
    return f"{text}; {count(withdrawn, 'withdrawn text')} left alone." if withdrawn else f"{text}."
