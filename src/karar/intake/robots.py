"""What a host's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import httpx2
from protego import Protego

from karar.intake.answers import FetchError

LARGEST = 512_000
"""Bytes of a robots.txt that are looked at; RFC 9309 wants 500 KiB at least."""
SLOWEST = 15.0
"""Seconds after which a robots.txt is given up."""
MOST_REDIRECTS = 5
"""How often a robots.txt may lead elsewhere."""
_SAVE = "Open the page in a browser, save it and read the file."


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says; or, because it cannot be had, that nothing may be asked, and why.

    >>> rules = Rules.read(b"User-agent: *\\nDisallow: /inner/\\nCrawl-delay: 5")
    >>> rules.allow("https://example.org/inner/a", "Karar"), rules.delay("Karar")
    (False, 5.0)
    """

    parsed: Protego | None = None
    unreachable: tuple[str, str | None] | None = None

    @classmethod
    def read(cls, content: bytes) -> Rules:
        """Return the rules that a robots.txt holds, as far as they are looked at."""
        return cls(Protego.parse(content[:LARGEST].decode("utf-8", "replace")))

    def allow(self, uri: str, agent: str) -> bool:
        """Tell whether an address may be fetched."""
        return bool(self.parsed is None or self.parsed.can_fetch(uri, agent))

    def delay(self, agent: str) -> float:
        """Return the ``Crawl-delay`` in seconds, 0 where there is none."""
        return (self.parsed.crawl_delay(agent) if self.parsed else None) or 0.0


class Robots:
    """Asks each host for its robots.txt once, and tells what may be fetched; for many threads.

    ``fetch`` gets the address of a robots.txt and brings its rules.
    """

    def __init__(self, fetch: Callable[[str], Rules], agent: str) -> None:
        self._fetch, self._agent = fetch, agent
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, threading.Lock] = {}

    def check(self, uri: str) -> Rules:
        """Return the rules of an address's host.

        Raises:
            FetchError: they do not allow the address, or cannot be had.
        """
        place = str(httpx2.URL(uri).join("/robots.txt"))
        with self._locks.setdefault(place, threading.Lock()):
            if place not in self._rules:
                self._rules[place] = self._fetch(place)
        rules = self._rules[place]
        if rules.unreachable:
            raise FetchError(*rules.unreachable)
        if not rules.allow(uri, self._agent):
            raise FetchError("The host's robots.txt does not let programs fetch this page", _SAVE)
        return rules
