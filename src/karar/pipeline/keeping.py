"""Keeps what was read in a ledger: many readings in one transaction, and none of them long unwritten."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Self

from karar.errors import LedgerError
from karar.ledger import Added, HandedAgain, Ledger, PageKey, Reading
from karar.ledger.records import Handed
from karar.pipeline.run import Outcome
from karar.pipeline.stages import READER

AT_ONCE = 100
_CHARACTERS = 4_000_000
_PATIENCE = 1.0

Tell = Callable[[str, Added], None]


class Keeper:
    """Adds outcomes to a ledger; a context manager, at whose end all is kept, also where the reading was stopped.

    Args:
        ledger: where to keep them.
        tell: called with the address and with what was new, once for each outcome that has a reading, in their order.
        handed: whether the outcomes are of pages that were handed in; else of documents that the ledger holds.
    """

    def __init__(self, ledger: Ledger, tell: Tell, *, handed: bool = True) -> None:
        self._ledger, self._tell, self._handed = ledger, tell, handed
        self._waiting: list[Reading | HandedAgain] = []
        self._let_go: list[PageKey] = []
        self._characters = 0
        self._since = time.monotonic()

    def __enter__(self) -> Self:
        """Start keeping."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Keep what is still waiting, unless it is the ledger that failed."""
        if kind is None or not issubclass(kind, LedgerError):
            self.flush()

    def add(self, outcome: Outcome) -> None:
        """Take an outcome that is no error; it is written a second later at the latest, if another follows."""
        if outcome.known:
            self._again(outcome)
        elif outcome.document:
            way = outcome.seen, outcome.how, _handed(outcome) if self._handed else None
            self._waiting.append(Reading(outcome.document, READER, outcome.claims, *way, outcome.key))
            self._characters += len(outcome.document.text)
        elif outcome.key:
            self._let_go.append(outcome.key)
        many = len(self._waiting) + len(self._let_go) >= AT_ONCE or self._characters >= _CHARACTERS
        if many or time.monotonic() - self._since > _PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting.

        Raises:
            LedgerError: it cannot be written.
        """
        waiting, self._waiting = self._waiting, []
        gone, self._let_go = self._let_go, []
        if waiting:
            for one, added in zip(waiting, self._ledger.add_all(waiting, at_once=AT_ONCE), strict=True):
                self._tell(one.uri if isinstance(one, HandedAgain) else one.document.uri, added)
        if gone:
            self._ledger.let_go(gone)
        self._characters, self._since = 0, time.monotonic()

    def _again(self, outcome: Outcome) -> None:
        known = outcome.known
        if known and known.document and known.reading:
            way = outcome.seen, outcome.how, _handed(outcome)
            self._waiting.append(HandedAgain(known.document, known.reading, outcome.uri, *way))


def _handed(outcome: Outcome) -> Handed:
    return "stated" if outcome.stated else "bare"
