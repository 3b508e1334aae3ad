"""What fetching is to the rest of the room: addresses in, bytes out. Nothing here opens a connection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import karar
from karar.model.documents import MOST_BYTES

MEGABYTE = 1_000_000

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_USERINFO = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@")


def is_address(text: str) -> bool:
    """Tell whether what a person gave is an address, not a path; it need not be one that can be fetched.

    >>> is_address("https://example.org/a"), is_address("pages/a.html"), is_address("ftp://example.org/")
    (True, False, True)
    """
    return _ADDRESS.match(text.strip()) is not None


def without_credentials(text: str) -> str:
    """Return an address as it may be shown and kept: without a user's name and password.

    >>> without_credentials("https://me:secret@example.org/a")
    'https://example.org/a'
    """
    return _USERINFO.sub(r"\1", text.strip())


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fetch. Times are seconds, sizes bytes.

    Attributes:
        connect: for finding the host's address and connecting to it.
        read: for the next bytes to come.
        total: for one attempt as a whole, its redirects and its body; waiting for a host's turn is not counted.
        max_bytes: of the content, once any compression of the transfer is undone.
        max_redirects: how many are followed.
        delay: least time from one request to a host to the next one.
        longest_wait: the longest pause that a server may ask for (Retry-After, Crawl-delay).
        attempts: how often an address is asked for, where the server says that it is busy or the connection breaks.
        pause: before the second attempt; it doubles before each further one.
        threads: how many hosts are asked at the same time, where several addresses are announced.
        user_agent: as it is told to servers; the part before the slash is what robots.txt is asked about.
        allow_private: also fetch from addresses that are not public.
        obey_robots: ask the host's robots.txt first.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    max_bytes: int = MOST_BYTES
    max_redirects: int = 10
    delay: float = 1.0
    longest_wait: float = 60.0
    attempts: int = 3
    pause: float = 1.0
    threads: int = 4
    user_agent: str = f"Karar/{karar.__version__} (reads governments' announcements)"
    allow_private: bool = False
    obey_robots: bool = True


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address.

    Attributes:
        content: the bytes, the transfer's compression undone; an archive stays one.
        media_type: the whole ``Content-Type`` with its parameters; None where the server sent none.
        uri: where it stood: the last address, in its plain ASCII form, without a fragment.
        seen: when its answer began to come, UTC.
        etag: the server's ``ETag``.
        last_modified: the server's ``Last-Modified``, as it was sent.
        redirects: the addresses before ``uri``, the first one asked for first.
    """

    content: bytes
    media_type: str | None
    uri: str
    seen: datetime
    etag: str | None = None
    last_modified: str | None = None
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """That an address was asked for, and what its server answered; silence is no visit.

    Attributes:
        asked: the address as it was asked for, in its plain form.
        uri: the address that answered in the end.
        seen: when, UTC.
        status: HTTP's status code.
        etag: the answer's ``ETag``.
        last_modified: the answer's ``Last-Modified``, as it was sent.
        content: the hash of what came (`karar.model.identity.digest_bytes`); for an answer that nothing has changed,
            that of what still stands; None: nothing came.
    """

    asked: str
    uri: str
    seen: datetime
    status: int
    etag: str | None = None
    last_modified: str | None = None
    content: str | None = None


class Former(Protocol):
    """What is known of the last visit to an address, whoever keeps it."""

    @property
    def etag(self) -> str | None:
        """The ``ETag``."""

    @property
    def last_modified(self) -> str | None:
        """The ``Last-Modified``, as it was sent."""

    @property
    def final_uri(self) -> str | None:
        """The address that answered in the end; None: the one asked for."""

    @property
    def content(self) -> str | None:
        """The hash of what came."""


class History(Protocol):
    """What is known of former visits. It is asked, and told of new ones, by several threads at once."""

    def last_fetch(self, uri: str) -> Former | None:
        """Return the last visit to ``uri`` that brought something; None where that was not read, or is wanted again."""

    def note(self, visit: Visit) -> None:
        """Keep a visit."""


class Fetcher(Protocol):
    """What pages are fetched with; `karar.intake.web.Web` is one."""

    def expect(self, addresses: Sequence[str]) -> None:
        """Announce the addresses that will be asked for, in that order, so that they may be fetched ahead."""

    def get(self, address: str) -> Fetched | None:
        """Return what stands at an address; None where it has not changed since it was read.

        Raises:
            PageError: it cannot be had; the line says why and what to do.
        """
