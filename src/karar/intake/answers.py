"""What a server's answer, or its silence, means to the person who asked: what, and what to do."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore2
import httpx2

from karar.intake.fetching import Settings
from karar.intake.transport import NotPublicError, OverdueError, UnknownHostError

_SAVE = "Open it in a browser, save the page and read the file."
_LATER = "Try again later."
_CHECK = "Check the address."

STATUSES: Mapping[int, tuple[str, str]] = {
    304: ("The server says that nothing has changed, which it was not asked", _LATER),
    400: ("The server does not understand the address", _CHECK),
    401: ("The page is behind a login", "Save it in a browser and read the file."),
    402: ("The page has to be paid for", "Save it in a browser and read the file."),
    403: ("The server refuses the page", _SAVE),
    404: ("There is no page at this address", _CHECK),
    405: ("The server gives nothing at this address", _CHECK),
    406: ("The server has no form of the page that can be read", _SAVE),
    407: ("A proxy on the way asks for a login", _SAVE),
    408: ("The server gave up waiting", _LATER),
    410: ("The page was removed for good", "Look for a copy in an archive."),
    414: ("The server finds the address too long", _CHECK),
    421: ("The server does not answer for this host", _CHECK),
    425: ("The server asks to come again", _LATER),
    429: ("The server was asked too often", "Try again later, with a longer --delay."),
    451: ("The page is withheld for legal reasons", "Look for a copy in an archive."),
    500: ("The server failed", _LATER),
    502: ("The server behind this address does not answer", _LATER),
    503: ("The server is overloaded or down", _LATER),
    504: ("The server behind this address was too slow", _LATER),
}
"""What is said of a status; one that is not here is spoken of by its hundred."""

_HUNDREDS = {
    1: ("The server's answer has no page", _LATER),
    2: ("The server's answer has no page", _CHECK),
    3: ("The server redirects without saying where to", _CHECK),
    4: ("The server refuses the page", _CHECK),
    5: ("The server failed", _LATER),
}
_BRIEF = 80
_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
AGAIN = frozenset({408, 425, 429, 502, 503, 504})
"""The statuses that may be others a moment later."""


class FetchError(Exception):
    """Why an address gave nothing; ``again`` tells whether asking again may help, or after how many seconds."""

    def __init__(self, what: str, hint: str | None = None, *, again: bool | float = False) -> None:
        super().__init__(what, hint, again)
        self.what, self.hint, self.again = what, hint, again


class UnreachableError(FetchError):
    """The host itself was not reached."""


def error_of(status: int, retry_after: str | None, settings: Settings) -> FetchError:
    """Return what to say of an answer that brings no page.

    >>> error_of(404, None, Settings()).what
    'There is no page at this address (404)'
    """
    what, hint = STATUSES.get(status) or _HUNDREDS.get(status // 100, ("The server's answer makes no sense", _LATER))
    what = f"{what} ({status})"
    pause = pause_asked(retry_after, datetime.now(UTC))
    if status not in AGAIN:
        return FetchError(what, hint)
    if pause is None:
        return FetchError(what, hint, again=True)
    if pause > settings.longest_wait:
        return FetchError(what, f"It asks to wait {_span(pause)}; try again then.")
    return FetchError(what, hint, again=pause)


def pause_asked(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` asks for, None where it says nothing that can be read.

    >>> pause_asked("120", datetime(2025, 1, 1, tzinfo=UTC))
    120.0
    >>> pause_asked("Wed, 01 Jan 2025 00:00:30 GMT", datetime(2025, 1, 1, tzinfo=UTC))
    30.0
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - now).total_seconds())


def _span(seconds: float) -> str:
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size:
            n = round(seconds / size)
            return f"{n} {unit}" if n == 1 else f"{n} {unit}s"
    return "a moment"


def brief(text: str) -> str:
    """Return the beginning of what a server may have made very long.

    >>> brief("x" * 1000)[-3:], brief("gzip")
    ('xx…', 'gzip')
    """
    return text if len(text) <= _BRIEF else f"{text[:_BRIEF]}…"


def error_behind(error: Exception, host: str, settings: Settings) -> FetchError:
    """Return what to say where no answer came, or none to its end.

    Raises:
        Exception: ``error`` itself, where it is a fault of the program.
    """
    if isinstance(error, NotPublicError | UnknownHostError | httpcore2.ConnectTimeout | httpcore2.ConnectError):
        return UnreachableError(*_no_connection(error, host, settings))
    if isinstance(error, OverdueError):
        return FetchError(f"It was not there after {settings.total:g} seconds", "Allow more with --timeout.")
    if isinstance(error, httpcore2.TimeoutException):
        return FetchError(f"The server sent nothing for {settings.read:g} seconds", _LATER)
    if isinstance(error, httpcore2.NetworkError | httpcore2.RemoteProtocolError):
        return FetchError(f"The server's answer broke off or is no HTTP ({brief(str(error))})", _LATER, again=True)
    if isinstance(error, httpx2.DecodingError):
        return FetchError("The server's answer cannot be unpacked", _SAVE)
    raise error


def _no_connection(error: Exception, host: str, settings: Settings) -> tuple[str, str]:
    if isinstance(error, NotPublicError):
        address, kind = error.args
        leads = "" if address == host else f" leads to {address}, which"
        return f"The host {host}{leads} is not public ({kind})", "Give --allow-private to fetch from there."
    if isinstance(error, UnknownHostError):
        return f"There is no host {host}", _reach("Check the address and the connection.")
    if isinstance(error, httpcore2.ConnectTimeout):
        return f"The host {host} did not answer within {settings.connect:g} seconds", _reach(_LATER)
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        hint = "Check the address, this machine's clock and its ca-certificates; SSL_CERT_FILE names others to trust."
        return f"The host {host} cannot prove that it is the one ({cause.verify_message})", hint
    if cause is not None:
        return f"No secure connection with {host} comes about ({cause.reason or cause})", _SAVE
    return f"The host {host} cannot be reached ({error})", _reach("Check the address and the connection.")


def _reach(hint: str) -> str:
    # A proxy would resolve names itself, where nobody could look at what they lead to.
    named = next((name for name in _PROXIES if os.environ.get(name) or os.environ.get(name.lower())), None)
    if named is None:
        return hint
    return f"{hint} Karar does not use the proxy that {named} names: pipe the page in from a program that does."
