"""MHTML: one page as a browser saves it with its pictures (.mhtml, .mht); the page itself is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, InvalidBase64LengthDefect, StartBoundaryNotFoundDefect
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from karar.errors import InputError, Notice, PageError
from karar.intake.arrival import Arrival
from karar.intake.suffixes import inner_suffix
from karar.model.documents import Page

_HEADERS = re.compile(rb"\s*(?:[A-Za-z][\w-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+")
_RELATED = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_SUFFIXES = (".mhtml", ".mht")
_PAGES = ("text/html", "application/xhtml+xml")
_CUT_OFF = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)


def is_mhtml(head: bytes, name: str = "", media_type: str | None = None) -> bool:
    """Whether a file begins with the headers of a saved page; by name or type where those headers are unusual.

    >>> is_mhtml(b'MIME-Version: 1.0\\r\\nContent-Type: multipart/related; boundary="b"\\r\\n\\r\\n--b')
    True
    """
    headers = _HEADERS.match(head)
    if headers is None:
        return False
    declared = (media_type or "").lower().startswith(("multipart/related", "message/rfc822"))
    return declared or inner_suffix(name) in _SUFFIXES or _RELATED.search(headers[0]) is not None


def unfold(content: bytes, arrival: Arrival) -> Iterator[Page | InputError]:
    """Yield the page in an MHTML file, with the address it was saved from and when; a notice where it is cut off.

    Raises:
        PageError: no page is in it, or its coding is damaged.
    """
    message = message_from_bytes(content)
    base = _address(message.get("Snapshot-Content-Location")) or _address(message.get("Content-Location"))
    root, parts = _root(message, base), list(message.walk())
    if root is None:
        hint = "Save the page again, as one file or as HTML."
        raise PageError("There is no page in this MHTML file", where=arrival.name, hint=hint)
    inner = root.get_payload(decode=True)
    if not isinstance(inner, bytes) or any(isinstance(fault, InvalidBase64LengthDefect) for fault in root.defects):
        raise PageError("The coding of this MHTML file is damaged", where=arrival.name, hint="Save the page again.")
    if root is parts[-1] and any(isinstance(fault, _CUT_OFF) for part in parts for fault in part.defects):
        yield Notice("The MHTML file is cut off, and perhaps the page in it", where=arrival.name)
    location = str(root.get("Content-Location") or "").strip()
    uri = _address(urljoin(base or arrival.at or "", location)) or base
    charset = root.get_content_charset()
    media_type = f"{root.get_content_type()}; charset={charset}" if charset else root.get_content_type()
    seen = _date(message) or arrival.seen
    yield replace(arrival, at=uri or arrival.at, media_type=media_type, seen=seen, how="mhtml").page(inner)


def _root(message: Message, base: str | None) -> Message | None:
    """Return the part that is the page: the one that is named as the start, or stood at the address, or comes first."""
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    start = str(message.get_param("start") or "")
    for part in pages:
        if start and str(part.get("Content-ID") or "").strip() == start:
            return part
    for part in pages:
        if base and str(part.get("Content-Location") or "").strip() == base:
            return part
    if pages or not message.is_multipart():
        return next(iter(pages), None)
    return next((part for part in parts if part.get_content_type() == "text/plain"), None)


def _address(text: object) -> str | None:
    # A browser folds a long address over several lines.
    address = "".join(str(text or "").split())
    return address if re.match(r"https?://[^/]", address, re.IGNORECASE) else None


def _date(message: Message) -> datetime | None:
    try:
        day = parsedate_to_datetime(str(message.get("Date") or ""))
    except ValueError:
        return None
    return day if day.tzinfo else day.replace(tzinfo=UTC)
