"""What a ledger knows of addresses that were fetched before, and the new visits until they are kept there."""

from __future__ import annotations

from collections import deque

from karar.intake.fetching import Visit
from karar.ledger import Fetch, Ledger

_AT_ONCE = 100


class LedgerHistory:
    """A `karar.intake.fetching.History` in a ledger; a context manager, at whose end all visits are kept.

    A server is asked whether a page has changed only where ``reader`` has been through what stood there.

    Args:
        ledger: where to look and where to keep.
        reader: who reads, as in `karar.pipeline.resume.reader_of`.
        ask: False where every page is wanted, whether it has changed or not.
    """

    def __init__(self, ledger: Ledger, reader: str, *, ask: bool = True) -> None:
        self._ledger, self._reader, self._ask = ledger, reader, ask
        self._waiting: deque[Visit] = deque()

    def __enter__(self) -> LedgerHistory:
        """Start."""
        return self

    def __exit__(self, *_: object) -> None:
        """Keep what is still waiting, also where the fetching was stopped."""
        self.flush(least=1)

    def last_fetch(self, uri: str) -> Fetch | None:
        """Return the last visit that brought something to read, None where it was not read, or is wanted again."""
        return self._ledger.last_fetch(uri, self._reader) if self._ask else None

    def note(self, visit: Visit) -> None:
        """Take a visit; it is written later, since those who fetch should not wait for whoever writes."""
        self._waiting.append(visit)

    def flush(self, *, least: int = _AT_ONCE) -> None:
        """Write what is waiting, where it is so much at ``least``."""
        if len(self._waiting) < least:
            return
        visits = [self._waiting.popleft() for _ in range(len(self._waiting))]
        self._ledger.record_fetches(
            Fetch(
                visit.asked,
                visit.seen,
                visit.status,
                visit.etag,
                visit.last_modified,
                visit.uri if visit.uri != visit.asked else None,
                visit.content,
            )
            for visit in visits
        )
