"""What a host's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import httpx2
from protego import Protego

from karar.intake.answers import FetchError

LARGEST = 512_000
"""Bytes of a robots.txt that are looked at; RFC 9309 wants 500 KiB at least."""
SLOWEST = 15.0
"""Seconds after which a robots.txt is given up."""
_LATER = "Try again later."
_SAVE = "Open the page in a browser, save it and read the file."


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says, or that nothing may be asked because it cannot be had, and why."""

    parsed: Protego | None = None
    unreachable: FetchError | None = None

    def delay(self, agent: str) -> float:
        """Return its Crawl-delay in seconds, 0 where it has none."""
        return (self.parsed.crawl_delay(agent) if self.parsed else None) or 0.0


ALL_ALLOWED = Rules()


def parse(status: int, content: bytes) -> Rules:
    """Return the rules that an answer stands for: below 300 those it says, with 4xx none.

    >>> parse(404, b"") == ALL_ALLOWED
    True
    """
    if 200 <= status < 300:
        return Rules(Protego.parse(content[:LARGEST].decode("utf-8", "replace")))
    if 400 <= status < 500 and status != 429:
        return ALL_ALLOWED
    fault = FetchError(
        f"The host's robots.txt cannot be had ({status}), and without it nothing is fetched", "Try later."
    )
    return Rules(unreachable=fault)


class Robots:
    """Asks each host's robots.txt once, and tells what may be fetched; for many threads."""

    def __init__(self, fetch: Callable[[str], Rules], agent: str) -> None:
        self._fetch, self._agent = fetch, agent
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def check(self, uri: str) -> Rules:
        """Return the rules of an address's host.

        Raises:
            FetchError: they do not allow the address, or cannot be had.
        """
        place = str(httpx2.URL(uri).join("/robots.txt"))
        with self._locks[place]:
            if place not in self._rules:
                self._rules[place] = self._fetch(place)
        rules = self._rules[place]
        if rules.unreachable:
            raise rules.unreachable
        if rules.parsed and not rules.parsed.can_fetch(uri, self._agent):
            raise FetchError("The host's robots.txt does not allow programs to fetch this page", _SAVE)
        return rules
