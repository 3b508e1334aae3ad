"""Pages fetched on a few threads while others are being read."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from karar.intake.fetching import Fetched

WINDOW = 8
"""How many announced pages, from the first that was not yet taken, may be fetched or wait to be taken."""

Fetch = Callable[[str], Fetched | None]


@dataclass(slots=True, eq=False)
class _Page:
    address: str
    host: str | None = None  # looked for when the page comes into the window: there may be very many
    state: Literal["waiting", "coming", "there"] = "waiting"
    fetched: Fetched | None = None
    error: Exception | None = None

    @property
    def size(self) -> int:
        return len(self.fetched.content) if self.fetched else 0


class Ahead:
    """Fetches the announced pages in their order as far as hosts and memory allow; each host by one thread at a time.

    ``fetch`` brings one page, ``host`` tells whom an address asks, ``ready`` when a host may be asked again (on the
    monotonic clock); ``room`` is how many bytes may wait to be taken before only the very next page is still fetched.

    The first page is fetched by who takes it, and no thread is started before: whoever reads it may fork, and a fork
    should find no other thread at work.
    """

    def __init__(
        self, fetch: Fetch, host: Callable[[str], str], ready: Callable[[str], float], *, threads: int, room: int
    ) -> None:
        self._fetch, self._host, self._ready, self._threads, self._room = fetch, host, ready, threads, room
        self._pages: deque[_Page] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._taken = False
        self._started = 0

    def expect(self, addresses: Iterable[str]) -> None:
        """Announce pages in the order in which they will be taken."""
        with self._changed:
            self._pages += map(_Page, addresses)
            self._changed.notify_all()

    def take(self, address: str) -> Fetched | None:
        """Return a page, waiting for it where it is on its way; what was announced before it is let go.

        Raises:
            Exception: what ``fetch`` raised for it.
        """
        with self._changed:
            page = next((page for page in self._pages if page.address == address), _Page(address))
            if page in self._pages:
                while self._pages[0] is not page:
                    self._pages.popleft()
            if self._taken:
                self._start()
                self._changed.notify_all()
                while page in self._pages and page.state != "there":
                    self._changed.wait()
            self._taken = True
            if page in self._pages:
                self._pages.remove(page)
            self._changed.notify_all()
        if page.state != "there":
            return self._fetch(address)
        if page.error:
            raise page.error
        return page.fetched

    def _start(self) -> None:
        wanted = min(self._threads, len({page.host for page in self._window()}))
        while self._started < wanted:
            self._started += 1
            # A daemon: Ctrl-C does not wait for a server.
            threading.Thread(target=self._work, name=f"fetch {self._started}", daemon=True).start()

    def close(self) -> None:
        """Fetch nothing more; a thread ends when its present page has come."""
        with self._changed:
            self._closed = True
            self._pages.clear()
            self._changed.notify_all()

    def _work(self) -> None:
        while page := self._next():
            try:
                page.fetched = self._fetch(page.address)
            except Exception as error:  # noqa: BLE001 - it is raised where the page is taken
                page.error = error
            with self._changed:
                page.state = "there"
                self._changed.notify_all()

    def _next(self) -> _Page | None:
        with self._changed:
            while not self._closed:
                page, seconds = self._choose()
                if page:
                    page.state = "coming"
                    return page
                self._changed.wait(seconds)
        return None

    def _choose(self) -> tuple[_Page | None, float | None]:
        """Return the page to fetch now; where there is none, for how long there will be none unless something comes."""
        window = self._window()
        busy = {page.host for page in window if page.state == "coming"}
        if sum(page.size for page in window) >= self._room:
            window = window[:1]
        free = [page for page in window if page.state == "waiting" and page.host not in busy]
        if not free:
            return None, None
        turns = [self._ready(page.host or "") for page in free]
        now = time.monotonic()
        turn, first = min(zip(turns, free, strict=True), key=lambda pair: max(pair[0], now))
        return (first, None) if turn <= now else (None, turn - now)

    def _window(self) -> list[_Page]:
        """Return the pages that may be fetched or wait, each with its host."""
        window = list(islice(self._pages, WINDOW))
        for page in window:
            if page.host is None:
                page.host = self._host(page.address)
        return window
