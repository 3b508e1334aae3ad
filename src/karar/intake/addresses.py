"""The plain form of an address: what is compared, sent and kept."""

from __future__ import annotations

import re

import httpx2

from karar.errors import PageError
from karar.intake.fetching import without_credentials

_SCHEMES = ("http", "https")
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f.]*:[0-9a-f:.]*")
_TO_LAST_AT = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://).*@", re.DOTALL)
_LONGEST, _LONGEST_HOST = 4096, 253
_LOGIN = "For a page behind a login, save it in a browser and read the file."


def canonical(text: str) -> str:
    """Return an address in ASCII: host as IDNA, path and query percent-encoded, no fragment, no default port.

    Raises:
        PageError: nothing can be fetched there: another scheme, no host, a name or password in it.

    >>> canonical("HTTP://भारत.example:80/समझौता?q=1#top")
    'http://xn--h2brj9c.example/%E0%A4%B8%E0%A4%AE%E0%A4%9D%E0%A5%8C%E0%A4%A4%E0%A4%BE?q=1'
    """
    where = without_credentials(text)
    if where != text.strip():
        # A password may hold what ends one: all before the last @ may be part of it.
        where = _TO_LAST_AT.sub(r"\1", where)
    if len(text) > _LONGEST:
        raise PageError(f"The address has more than {_LONGEST} characters", where=f"{where[:80]}…")
    try:
        url = httpx2.URL(text.strip())
    except httpx2.InvalidURL as error:
        # So it may wherever the parser stumbled, and the parser quotes what it stumbled on.
        why = "" if "@" in text else f" ({error})"
        where = _TO_LAST_AT.sub(r"\1", where)
        raise PageError(f"The address is malformed{why}", where=where, hint="Check how it is written.") from None
    if url.scheme not in _SCHEMES:
        hint = "Fetch the page with another program and read the file."
        raise PageError("Only http and https addresses are fetched", where=where, hint=hint)
    if url.userinfo:
        raise PageError("The address holds a user's name or password", where=where, hint=f"Leave them out. {_LOGIN}")
    host = url.raw_host.decode("ascii")
    if not _HOST.fullmatch(host) or len(host) > _LONGEST_HOST:
        raise PageError("The address names no host", where=where, hint="Check how it is written.")
    if url.port is not None and not 0 < url.port < 65536:
        raise PageError(f"There is no port {url.port}", where=where, hint="Check how the address is written.")
    return str(url.copy_with(fragment=None, raw_path=url.raw_path or b"/"))


def host_of(address: str) -> str:
    """Return the host of an address in its plain form.

    >>> host_of("https://example.org:8443/a")
    'example.org'
    """
    return httpx2.URL(address).raw_host.decode("ascii")
