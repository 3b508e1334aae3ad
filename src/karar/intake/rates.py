"""How often a host is asked."""

from __future__ import annotations

import threading
import time
from collections import defaultdict


class StoppedError(Exception):
    """The fetching was ended while a request waited for its turn."""


class Rates:
    """Gives each host's requests their turns, at least ``delay`` seconds from one to the next; for many threads."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._delays: dict[str, float] = {}
        self._next: dict[str, float] = defaultdict(float)
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def ready(self, host: str) -> float:
        """Return when a host may be asked next, on the monotonic clock; it may be past."""
        return self._next.get(host, 0.0)

    def slow(self, host: str, delay: float) -> None:
        """Ask a host no more often than it wants; never more often than the others."""
        with self._lock:
            self._delays[host] = max(delay, self._delay)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while."""
        with self._lock:
            self._next[host] = max(self._next[host], time.monotonic() + seconds)

    def wait(self, host: str) -> None:
        """Wait for a host's turn, and take it.

        Raises:
            StoppedError: `stop` was called.
        """
        with self._lock:
            turn = max(self._next[host], time.monotonic())
            self._next[host] = turn + self._delays.get(host, self._delay)
        if self._stopped.wait(max(0.0, turn - time.monotonic())):
            raise StoppedError

    def stop(self) -> None:
        """Let all that waits, and whatever would, end at once."""
        self._stopped.set()
