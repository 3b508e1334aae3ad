"""One request and its answer: sent, timed, and taken in up to a limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from typing import NamedTuple, cast
from urllib.request import Request

import httpx2

from karar.intake.addresses import host_of
from karar.intake.answers import FetchError, brief, error_behind
from karar.intake.fetching import MEGABYTE, Settings
from karar.intake.transport import time_limit
from karar.model.documents import MOST_BYTES

PAGE = (200, 203)
"""The statuses that bring a page."""
_READABLE = frozenset({"identity", "gzip", "deflate", "br"})
_PART = 65_536  # what comes at a time
_SAVE = "Open it in a browser, save the page and read the file."


class Answer(NamedTuple):
    """What came: the head, the content where it is a page, when it began to come, and where to ask instead.

    The names of ``headers`` are in small letters; each byte of a value is one character.
    """

    status: int
    headers: dict[str, str]
    content: bytes
    seen: datetime
    leads_to: str | None


def open_client(transport: httpx2.BaseTransport, settings: Settings) -> httpx2.Client:
    """Return a client for one visit; its cookies end with it, and nothing in the environment changes where it goes."""
    headers = {"User-Agent": settings.user_agent, "Accept-Encoding": "gzip, deflate, br"}
    timeout = httpx2.Timeout(settings.read, connect=settings.connect)
    cookies = CookieJar(_PlainCookies())
    return httpx2.Client(transport=transport, headers=headers, timeout=timeout, cookies=cookies, trust_env=False)


class _PlainCookies(DefaultCookiePolicy):
    """Takes no cookie that could not be sent back."""

    def set_ok(self, cookie: Cookie, request: Request) -> bool:
        return super().set_ok(cookie, request) and f"{cookie.name}{cookie.value}".isascii()


def ask(
    client: httpx2.Client,
    uri: str,
    headers: dict[str, str],
    settings: Settings,
    *,
    seconds: float,
    limit: int,
    cut: bool = False,
) -> Answer:
    """Ask for what stands at an address, in so many seconds; content beyond ``limit`` bytes is cut, or else refused.

    Raises:
        FetchError: no answer came, or none to its end, or none that can be read.
    """
    try:
        with time_limit(seconds):
            sent = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
            response = client.send(client.build_request("GET", uri, headers=sent), stream=True)
            seen = datetime.now(UTC)
            try:
                content = _take_in(response, limit, cut=cut) if response.status_code in PAGE else b""
            finally:
                response.close()
    except FetchError:
        raise
    except Exception as error:
        raise error_behind(error, host_of(uri), settings) from error
    told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers.raw}
    return Answer(response.status_code, told, content, seen, _leads_to(response))


def _leads_to(response: httpx2.Response) -> str | None:
    if not response.has_redirect_location:
        return None
    if response.next_request is None:
        raise FetchError("The server redirects to an address that cannot be read", _SAVE)
    return str(response.next_request.url)


def _take_in(response: httpx2.Response, limit: int, *, cut: bool) -> bytes:
    packings = [name.strip().lower() for name in response.headers.get("Content-Encoding", "").split(",")]
    packings = [name.removeprefix("x-") for name in packings if name]
    if unknown := set(packings) - _READABLE:
        raise FetchError(f"The server packs the page in a way that is not read ({brief(min(unknown))})", _SAVE)
    response.headers["Content-Encoding"] = ", ".join(packings) or "identity"
    hint = "Allow more with --max-size." if limit < MOST_BYTES else "Save the article alone and read the file."
    too_large = FetchError(f"The page has more than {limit / MEGABYTE:g} MB", hint)
    length = response.headers.get("Content-Length", "")
    if not cut and length.isascii() and length.isdigit() and int(length) > limit:
        raise too_large
    response.stream = _Limited(response.stream, limit + _PART)
    content = bytearray()
    try:
        for part in response.iter_bytes():
            content += part[: limit + 1 - len(content)]
            if len(content) > limit:
                raise _BeyondLimitError
    except _BeyondLimitError:
        if not cut:
            raise too_large from None
    return bytes(content[:limit])


class _BeyondLimitError(Exception):
    pass


class _Limited(httpx2.SyncByteStream):
    """A body as it comes, which ends with an error beyond a limit: what is packed may be longer than what it holds.

    After the end of a packed stream, a decoder would gather whatever follows.
    """

    def __init__(self, stream: httpx2.SyncByteStream | httpx2.AsyncByteStream, limit: int) -> None:
        self._stream, self._limit = cast(httpx2.SyncByteStream, stream), limit

    def __iter__(self) -> Iterator[bytes]:
        come = 0
        for part in self._stream:
            come += len(part)
            if come > self._limit:
                raise _BeyondLimitError
            yield part

    def close(self) -> None:
        self._stream.close()
