"""Pages from http and https addresses: safely, politely, and no longer than they may take."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Self, TypeVar

import stamina

from karar.errors import PageError
from karar.intake.addresses import canonical, host_of
from karar.intake.ahead import Ahead
from karar.intake.answers import FetchError, UnreachableError, error_of
from karar.intake.exchange import PAGE, Answer, ask, open_client
from karar.intake.fetching import MEGABYTE, Fetched, Former, History, Settings, Visit, without_credentials
from karar.intake.hosts import Resolve, resolve
from karar.intake.rates import Rates, StoppedError
from karar.intake.robots import LARGEST, MOST_REDIRECTS, SLOWEST, Robots, Rules
from karar.intake.transport import CheckedBackend, CheckedTransport
from karar.model.identity import digest_bytes

T = TypeVar("T")
_ROOM = 32 * MEGABYTE
_LONGEST_VALUE = 1000  # of what a server says of a page and is kept; real ones have below a hundred characters
_ACCEPT = "text/html, application/xhtml+xml, text/plain, application/xml;q=0.9, */*;q=0.5"
_SAVE = "Open it in a browser, save the page and read the file."


class Web:
    """Fetches pages; a context manager, so that its connections are closed. For many threads.

    Args:
        settings: limits and manners.
        history: what is known of former visits; None fetches everything anew.
        resolver: finds the network addresses of a host.
    """

    def __init__(
        self, settings: Settings | None = None, history: History | None = None, *, resolver: Resolve = resolve
    ) -> None:
        self._settings = settings or Settings()
        self._history = history
        backend = CheckedBackend(allow_private=self._settings.allow_private, resolver=resolver)
        self._transport = CheckedTransport(backend)
        self._rates = Rates(self._settings.delay)
        self._robots = Robots(self._fetch_rules, self._settings.user_agent)
        self._ahead = Ahead(self._fetch, _host, self._rates.ready, threads=self._settings.threads, room=_ROOM)
        # Where nobody listens to the log, Python would write each retry to standard error.
        logging.getLogger("stamina").addHandler(logging.NullHandler())

    def __enter__(self) -> Self:
        """Start."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let nothing more be fetched, and close the connections."""
        self._rates.stop()
        self._ahead.close()
        self._transport.close()

    def expect(self, addresses: Sequence[str]) -> None:
        """Announce addresses that will be asked for, in that order, so that they are fetched ahead."""
        self._ahead.expect(addresses)

    def get(self, address: str) -> Fetched | None:
        """Return what stands at an address; None where it has not changed since it was read.

        Raises:
            PageError: it cannot be had; the line says why and what to do.
        """
        return self._ahead.take(address)

    def _fetch(self, address: str) -> Fetched | None:
        uri = canonical(address)
        try:
            return self._patiently(self._visit, uri)
        except FetchError as error:
            raise PageError(error.what, where=without_credentials(address), hint=error.hint) from error
        except StoppedError as error:
            raise PageError("The fetching was ended before", where=without_credentials(address)) from error

    def _patiently(self, do: Callable[[str], T], uri: str) -> T:
        """Do something again where that may help, after a pause that grows."""
        retrying = stamina.RetryingCaller(
            attempts=self._settings.attempts,
            timeout=None,
            wait_initial=self._settings.pause,
            wait_max=self._settings.longest_wait,
            wait_jitter=self._settings.pause,
        )
        return retrying.on(_asks_again)(do, uri)

    def _visit(self, asked: str) -> Fetched | None:
        """Go to an address and wherever it leads."""
        former = self._history.last_fetch(asked) if self._history else None
        uri, left, hops = asked, self._settings.total, list[str]()
        client = open_client(self._transport, self._settings)
        been: set[tuple[str, str]] = set()
        while True:
            # A server may send a visitor back to the same address once it has given him a cookie.
            state = uri, repr(sorted((cookie.name, cookie.value) for cookie in client.cookies.jar))
            if state in been:
                raise FetchError(f"The server redirects in a loop, back to {uri}", _SAVE)
            if len(hops) > self._settings.max_redirects:
                raise FetchError(f"The server redirects more than {self._settings.max_redirects} times", _SAVE)
            been.add(state)
            self._take_turn(uri)
            started = time.monotonic()
            # What a server gave with a page is told to no other.
            same = former if former and uri == (former.final_uri or asked) else None
            limit = self._settings.max_bytes
            answer = ask(client, uri, _headers(same), self._settings, seconds=left, limit=limit)
            left -= time.monotonic() - started
            if answer.leads_to is None:
                return self._judge(asked, uri, tuple(hops), answer, same)
            hops.append(uri)
            uri = _follow(answer.leads_to)

    def _judge(
        self, asked: str, uri: str, hops: tuple[str, ...], answer: Answer, same: Former | None
    ) -> Fetched | None:
        """Keep the visit, and return what it brought."""
        media_type, etag, modified = (_short(answer, name) for name in ("content-type", "etag", "last-modified"))
        unchanged = same if answer.status == 304 else None
        if self._history:
            content = digest_bytes(answer.content) if answer.status in PAGE else None
            if unchanged:
                etag, modified, content = etag or unchanged.etag, modified or unchanged.last_modified, unchanged.content
            self._history.note(Visit(asked, uri, answer.seen, answer.status, etag, modified, content))
        if unchanged:
            return None
        if answer.status in PAGE:
            return Fetched(answer.content, media_type, uri, answer.seen, etag, modified, hops)
        error = error_of(answer.status, answer.headers.get("retry-after"), self._settings)
        if hops:
            error.what += f", redirected to {uri}"
        if isinstance(error.again, float):
            # The host's pause holds for whoever asks it next, on any thread.
            self._rates.hold(host_of(uri), error.again)
            error.again = 0.0
        raise error

    def _take_turn(self, uri: str) -> None:
        host = host_of(uri)
        if self._settings.obey_robots:
            delay = self._robots.check(uri).delay(self._settings.user_agent)
            if delay > 0:
                self._rates.slow(host, min(delay, self._settings.longest_wait))
        self._rates.wait(host)

    def _fetch_rules(self, place: str) -> Rules:
        try:
            return self._patiently(self._ask_rules, place)
        except UnreachableError as error:
            return Rules(unreachable=(error.what, error.hint))
        except FetchError as error:
            what = f"The host's robots.txt cannot be had, and so nothing may be fetched ({error.what})"
            return Rules(unreachable=(what, "Try again later."))

    def _ask_rules(self, place: str) -> Rules:
        settings = replace(self._settings, total=min(SLOWEST, self._settings.total))
        client, uri = open_client(self._transport, settings), place
        for _ in range(MOST_REDIRECTS + 1):
            answer = ask(client, uri, {}, settings, seconds=settings.total, limit=LARGEST, cut=True)
            if answer.status in PAGE:
                return Rules.read(answer.content)
            if answer.leads_to is None:
                break
            uri = _follow(answer.leads_to)
        if answer.status >= 500 or answer.status == 429:
            raise error_of(answer.status, answer.headers.get("retry-after"), settings)
        return Rules()  # there is none: RFC 9309, 2.3.1.2 and 2.3.1.3


def _short(answer: Answer, name: str) -> str | None:
    value = answer.headers.get(name)
    return value if value is not None and len(value) <= _LONGEST_VALUE else None


def _headers(same: Former | None) -> dict[str, str]:
    headers = {"Accept": _ACCEPT}
    if same and same.etag:
        headers["If-None-Match"] = same.etag
    if same and same.last_modified:
        headers["If-Modified-Since"] = same.last_modified
    return headers


def _follow(target: str) -> str:
    try:
        return canonical(target)
    except PageError as error:
        what = f"The server redirects to {error.where}: {error.what[0].lower()}{error.what[1:]}"
        raise FetchError(what, _SAVE) from error


def _asks_again(error: Exception) -> bool | float:
    return error.again if isinstance(error, FetchError) else False


def _host(address: str) -> str:
    try:
        return host_of(canonical(address))
    except PageError:
        return ""  # `get` says what is wrong with it
