"""Connections that go only to addresses that were looked at, and that end when their time is over."""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, cast

import httpcore2
import httpx2

from karar.intake.hosts import Resolve, SlowResolutionError, kind_of, resolve, resolve_within

_ends: ContextVar[float | None] = ContextVar("ends", default=None)


class NotPublicError(Exception):
    """A host's addresses are none of the public internet; its arguments are the address and its kind."""


class UnknownHostError(Exception):
    """A host's name leads nowhere."""


class OverdueError(Exception):
    """The time for a whole exchange is over."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Let everything that this thread sends and receives inside end after so many seconds, however it trickles."""
    token = _ends.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(token)


def _left(timeout: float | None) -> float | None:
    ends = _ends.get()
    if ends is None:
        return timeout
    left = ends - time.monotonic()
    if left <= 0:
        raise OverdueError
    return left if timeout is None else min(timeout, left)


@contextmanager
def _cut(timeout: float | None) -> Iterator[float | None]:
    """Give the time that one operation may take; where it ran out, tell whether all the time was over."""
    left = _left(timeout)
    try:
        yield left
    except httpcore2.TimeoutException:
        _left(timeout)
        raise


class _Stream(httpcore2.NetworkStream):
    """A stream whose every step heeds the time limit."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _cut(timeout) as left:
            return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with _cut(timeout) as left:
            self._stream.write(buffer, left)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        with _cut(timeout) as left:
            return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore2.NetworkBackend):
    """Resolves a host once, looks at what came out, and connects to exactly that.

    The host's name is not resolved again, so that it cannot lead elsewhere the second time; TLS and the ``Host`` header
    still carry the name.
    """

    def __init__(self, *, allow_private: bool, resolver: Resolve = resolve) -> None:
        self._allow_private, self._resolver = allow_private, resolver
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of a host that answers; they share the time.

        Raises:
            NotPublicError: none of them is public.
            UnknownHostError: there are none.
        """
        started = time.monotonic()
        addresses = self._look_up(host, port, timeout)
        for number, address in enumerate(addresses):
            last = number == len(addresses) - 1
            left = None if timeout is None else max(timeout - (time.monotonic() - started), 0.001)
            share = left if last or left is None else left / (len(addresses) - number)
            try:
                with _cut(share) as time_left:
                    stream = self._sockets.connect_tcp(address, port, time_left, local_address, socket_options)
                    return _Stream(stream)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if last:
                    raise
        raise UnknownHostError(host)

    def _look_up(self, host: str, port: int, timeout: float | None) -> list[str]:
        limit = _left(timeout)
        try:
            found = resolve_within(limit, host, port, self._resolver)
        except SlowResolutionError as slow:
            _left(timeout)
            raise httpcore2.ConnectTimeout(f"no address for {host} in time") from slow
        except OSError as error:
            raise UnknownHostError(host) from error
        if self._allow_private:
            return list(found)
        kinds = {address: kind_of(address) for address in found}
        public = [address for address, kind in kinds.items() if kind is None]
        if kinds and not public:
            raise NotPublicError(*next(iter(kinds.items())))
        return public


@cache
def _trust(*_named: str | None) -> ssl.SSLContext:
    """Return whom this machine trusts, or those that the environment names instead; loading them takes a while."""
    return httpcore2.default_ssl_context()


class _Body(httpx2.SyncByteStream):
    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    def close(self) -> None:
        close = getattr(self._parts, "close", None)
        if close:
            close()


class CheckedTransport(httpx2.BaseTransport):
    """What carries httpx2's requests over checked connections; its faults are httpcore2's and those above."""

    def __init__(self, backend: CheckedBackend) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_trust(*map(os.environ.get, ("SSL_CERT_FILE", "SSL_CERT_DIR"))),
            network_backend=backend,
            max_connections=None,
            max_keepalive_connections=8,
            keepalive_expiry=5.0,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return the answer, its body still to come."""
        url = request.url
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        answer = self._pool.handle_request(
            httpcore2.Request(
                request.method,
                target,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(cast(Iterable[bytes], answer.stream)),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
