"""Pages from http and https addresses: safely, politely, and no longer than they may take."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple, Self

import httpx2
import stamina

from karar.errors import PageError
from karar.intake.addresses import canonical, host_of
from karar.intake.ahead import Ahead
from karar.intake.answers import FetchError, fault_behind, fault_of
from karar.intake.fetching import Fetched, History, Settings, without_credentials
from karar.intake.hosts import Resolve, resolve
from karar.intake.rates import Rates, StoppedError
from karar.intake.robots import ALL_ALLOWED, LARGEST, SLOWEST, Robots, Rules, parse
from karar.intake.transport import CheckedBackend, CheckedTransport, time_limit

_ACCEPT = "text/html, application/xhtml+xml, text/plain, application/xml;q=0.9, */*;q=0.5"
_PACKINGS = frozenset({"identity", "gzip", "deflate", "br"})
_ROBOTS_REDIRECTS = 5


class _Answer(NamedTuple):
    """What one request brought: a page's bytes, or where to ask instead."""

    response: httpx2.Response
    content: bytes
    seen: datetime

    @property
    def leads_to(self) -> str | None:
        """The address that it redirects to."""
        if not self.response.has_redirect_location:
            return None
        if self.response.next_request is None:
            raise FetchError("The server redirects to an address that cannot be read", "Check the address.")
        return str(self.response.next_request.url)


class Web:
    """Fetches pages; as a context manager, so that its connections are closed.

    Args:
        settings: limits and manners.
        history: what is known of former fetches; None fetches everything anew.
        how: finds the network addresses of a host.

    Attributes:
        settings: the settings.
    """

    def __init__(
        self, settings: Settings | None = None, history: History | None = None, *, how: Resolve = resolve
    ) -> None:
        self.settings = settings or Settings()
        self._history = history
        backend = CheckedBackend(allow_private=self.settings.allow_private, how=how)
        self._transport = CheckedTransport(backend)
        self._rates = Rates(self.settings.delay)
        self._robots = Robots(self._fetch_rules, self.settings.user_agent)
        room = 2 * self.settings.max_bytes
        self._ahead = Ahead(self._fetch, self._rates.ready, threads=self.settings.threads, room=room)
        # Without a log of its own, an application would see each retry on standard error.
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
        """Announce addresses that will be asked for, in that order; those of several hosts are fetched ahead."""
        self._ahead.expect([(address, _host(address)) for address in addresses])

    def get(self, address: str) -> Fetched | None:
        """Return what stands at an address; None where it has not changed since it was read.

        Raises:
            PageError: it cannot be had; the line says why and what to do.
        """
        return self._ahead.take(address)

    def _fetch(self, address: str) -> Fetched | None:
        uri = canonical(address)
        patiently = stamina.RetryingCaller(
            attempts=self.settings.attempts,
            timeout=None,
            wait_initial=self.settings.pause,
            wait_max=self.settings.longest_wait,
            wait_jitter=self.settings.pause,
        ).on(_asks_again)
        try:
            return patiently(self._visit, uri)
        except FetchError as fault:
            raise PageError(fault.what, where=without_credentials(address), hint=fault.hint) from fault
        except StoppedError as stopped:
            raise PageError("It was not fetched any more", where=without_credentials(address)) from stopped

    def _visit(self, first: str) -> Fetched | None:
        """Go to an address and wherever it leads; cookies last as long as this visit."""
        uri, left, hops = first, self.settings.total, list[str]()
        client = self._client()
        been: set[tuple[str, str]] = set()
        while True:
            if (uri, _cookies(client)) in been:
                raise FetchError(f"The server redirects in a loop ({uri} comes again)", "Open it in a browser.")
            if len(hops) > self.settings.max_redirects:
                raise FetchError(
                    f"The server redirects more than {self.settings.max_redirects} times", "Check the address."
                )
            been.add((uri, _cookies(client)))
            self._take_turn(uri)
            started = time.monotonic()
            known = self._history.last_fetch(uri) if self._history else None
            headers = {"Accept": _ACCEPT}
            if known and known.etag:
                headers["If-None-Match"] = known.etag
            if known and known.last_modified:
                headers["If-Modified-Since"] = known.last_modified
            answer = self._ask(client, uri, headers, seconds=left, limit=self.settings.max_bytes)
            left -= time.monotonic() - started
            if known and answer.response.status_code == 304:
                return None
            if answer.leads_to is None:
                break
            hops.append(uri)
            uri = _follow(answer.leads_to)
        if answer.response.status_code not in (200, 203):
            raise self._held(uri, fault_of(answer.response, self.settings))
        return Fetched(
            answer.content,
            answer.response.headers.get("Content-Type"),
            uri,
            answer.seen,
            answer.response.headers.get("ETag"),
            answer.response.headers.get("Last-Modified"),
            tuple(hops),
        )

    def _take_turn(self, uri: str) -> None:
        host = host_of(uri)
        if self.settings.obey_robots:
            asked = self._robots.check(uri).delay(self.settings.user_agent)
            if asked > 0:
                self._rates.slow(host, min(asked, self.settings.longest_wait))
        self._rates.wait(host)

    def _held(self, uri: str, fault: FetchError) -> FetchError:
        """Leave the host alone for as long as it asks, which is then no matter of the next attempt."""
        if isinstance(fault.again, float):
            self._rates.hold(host_of(uri), fault.again)
            fault.again = 0.0
        return fault

    def _client(self) -> httpx2.Client:
        headers = {"User-Agent": self.settings.user_agent, "Accept-Encoding": "gzip, deflate, br"}
        timeout = httpx2.Timeout(self.settings.read, connect=self.settings.connect)
        return httpx2.Client(transport=self._transport, headers=headers, timeout=timeout, trust_env=False)

    def _ask(
        self, client: httpx2.Client, uri: str, headers: dict[str, str], *, seconds: float, limit: int, cut: bool = False
    ) -> _Answer:
        """Send one request and take its content in, up to ``limit`` bytes; ``cut`` content, or refuse it, beyond."""
        try:
            with time_limit(seconds):
                response = client.send(client.build_request("GET", uri, headers=headers), stream=True)
                seen = datetime.now(UTC)
                try:
                    content = _take_in(response, limit, cut=cut) if response.status_code in (200, 203) else b""
                finally:
                    response.close()
        except (FetchError, StoppedError):
            raise
        except Exception as error:
            raise fault_behind(error, host_of(uri), self.settings) from error
        return _Answer(response, content, seen)

    def _fetch_rules(self, place: str) -> Rules:
        client, uri = self._client(), place
        try:
            for _ in range(_ROBOTS_REDIRECTS + 1):
                answer = self._ask(client, uri, {}, seconds=min(SLOWEST, self.settings.total), limit=LARGEST, cut=True)
                if answer.leads_to is None:
                    return parse(answer.response.status_code, answer.content)
                uri = _follow(answer.leads_to)
        except FetchError as fault:
            return Rules(unreachable=fault)
        return ALL_ALLOWED  # RFC 9309: with too many redirects it counts as not there


def _follow(target: str) -> str:
    try:
        return canonical(target)
    except PageError as error:
        what = f"It redirects to {error.where}: {error.what[0].lower()}{error.what[1:]}"
        raise FetchError(what, error.hint) from error


def _asks_again(error: Exception) -> bool | float:
    return error.again if isinstance(error, FetchError) else False


def _host(address: str) -> str:
    try:
        return host_of(canonical(address))
    except PageError:
        return ""  # `get` says what is wrong with it


def _cookies(client: httpx2.Client) -> str:
    return repr(sorted((cookie.name, cookie.value) for cookie in client.cookies.jar))


def _take_in(response: httpx2.Response, limit: int, *, cut: bool) -> bytes:
    packings = {name.strip().lower() for name in response.headers.get("Content-Encoding", "identity").split(",")}
    if not packings <= _PACKINGS:
        names = ", ".join(sorted(packings - _PACKINGS))
        raise FetchError(f"The server packs the page in a way that is not read ({names})", "Save it in a browser.")
    too_large = FetchError(f"The page has more than {limit / 1_000_000:g} MB", "Allow more with --max-size.")
    length = response.headers.get("Content-Length", "")
    if not cut and length.isascii() and length.isdigit() and int(length) > limit:
        raise too_large
    content = bytearray()
    for part in response.iter_bytes():
        content += part[: limit + 1 - len(content)]
        # What is packed can also be longer than what comes out of it.
        if len(content) > limit or response.num_bytes_downloaded > limit:
            if cut:
                break
            raise too_large
    return bytes(content)
