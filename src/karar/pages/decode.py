"""Bytes to text: byte order mark, declared character set, UTF-8, and Windows-1252 as the last resort."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from email.message import Message
from typing import Literal

from karar.errors import PageError
from karar.model.problems import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""(?:charset\s*=|<\?xml[^>]{0,80}encoding\s*=)\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE
)
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"\xd0\xcf\x11\xe0")
_SHORT_MAGIC = (b"BM", b"II*\x00")  # only beside a NUL: a text may begin so
_MARKUP = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<meta\s|<div[\s>]|<p[\s>]|<h1[\s>]|</p>",
    re.IGNORECASE,
)
# Control characters that no text has: all below U+0020 but tab, line feed, form feed, carriage return and escape.
_CONTROL = bytes(i for i in range(32) if i not in (9, 10, 11, 12, 13, 27))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph of a PDF file's text, ``[start, end)``, and how it stands on its sheet.

    Attributes:
        kind: ``text``, ``cell`` (beside others, as in a table), ``margin`` (a page number, a running head or foot).
        size: of its letters, in points.
    """

    start: int
    end: int
    kind: Literal["text", "cell", "margin"]
    sheet: int
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text, before it is looked at for its article.

    Attributes:
        media_type: ``text/html``, ``text/plain`` or ``application/pdf``.
        text: its text: with its tags for HTML, the text of its sheets for PDF; newlines as ``\\n``.
        problems: what was wrong with its bytes.
        stretches: the paragraphs of a PDF file, in the order of its text; () for any other page.
    """

    media_type: str
    text: str
    problems: tuple[Problem, ...] = ()
    stretches: tuple[Stretch, ...] = ()


def sniff(content: bytes, name: str = "", declared: str | None = None) -> str:
    """Return the media type of a page, from its bytes first, then from what was declared or its name.

    One of ``text/html``, ``text/plain``, ``application/pdf``, ``application/octet-stream``.

    >>> sniff(b"<!DOCTYPE html><p>Hello")
    'text/html'
    """
    head = content[:4096]
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if _is_binary(head):
        return "application/octet-stream"
    probe = head.replace(b"\x00", b"").lstrip(codecs.BOM_UTF8 + b"\xff\xfe \t\r\n")
    named_html = name.lower().endswith((".html", ".htm", ".xhtml")) or (declared or "").strip().lower().startswith(
        ("text/html", "application/xhtml")
    )
    # A text may quote a tag; only markup at the very start, or a name that says so, makes it a page of HTML.
    if (probe.startswith(b"<") and _MARKUP.search(probe)) or (named_html and b"<" in content):
        return "text/html"
    return "text/plain"


def _is_binary(head: bytes) -> bool:
    if not head or any(head.startswith(mark) for mark, _ in _MARKS):
        return False
    if head.startswith(_MAGIC) or (head.startswith(_SHORT_MAGIC) and b"\x00" in head):
        return True
    if utf16(head):
        return False
    # A stray NUL is damage; a program or a document of a word processor is full of them.
    control = len(head) - len(head.translate(None, _CONTROL))
    return head.count(0) * 200 > len(head) or control * 20 > len(head)


def utf16(head: bytes) -> str | None:
    """Return ``utf-16-le`` or ``utf-16-be`` where bytes without a mark look like it (every other byte is high)."""
    if len(head) < 8 or b"\x00" not in head:
        return None
    even, odd = head[0::2], head[1::2]
    for encoding, high in (("utf-16-le", odd), ("utf-16-be", even)):
        # The high bytes of one script are few (00, 09, 20), and spaces and line ends have the high byte 00.
        if sum(high.count(byte) for byte in (0x00, 0x09, 0x20)) >= 0.95 * len(high):
            return encoding
    return None


def charset(content_type: str | None) -> str | None:
    """Return the character set that a ``Content-Type`` names, in small letters; None where it names none.

    >>> charset('text/html; Charset="UTF-8"')
    'utf-8'
    """
    if not content_type:
        return None
    message = Message()
    message["Content-Type"] = " ".join(content_type.split())
    return message.get_content_charset()


def decode(
    content: bytes, *, where: str, html: bool = False, declared: str | None = None
) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a page, newlines normalised to ``\\n``, and what was wrong with its bytes.

    A byte order mark is trusted most, then bytes that are UTF-8, then ``declared`` (what HTTP said of the page), then
    the page's own ``<meta>`` where it is ``html``.

    Raises:
        PageError: the page is empty.

    >>> decode("करार\\r\\n".encode(), where="a.txt")
    ('करार\\n', ())
    """
    if not content:
        raise PageError("The page is empty", where=where, hint="Save it again.")
    text, problems = _decode(content, html=html, declared=declared)
    # NUL ends the parse of HTML and has no meaning in text.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    return text.removeprefix("\ufeff"), problems


def _decode(content: bytes, *, html: bool, declared: str | None) -> tuple[str, tuple[Problem, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lossy(content[len(mark) :], encoding)
    try:
        guessed = utf16(content[:4096])
        if guessed:
            return content.decode(guessed), ()
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    own = _DECLARED.search(content[:4096]) if html else None
    for name in (declared, own.group(1).decode("ascii") if own else None):
        text = _decode_as(content, name) if name else None
        if text is not None:
            return text, ()
    return _fallback(content)


def _decode_as(content: bytes, name: str) -> str | None:
    """Return the bytes in the character set of this name; None where they are not, or Python knows none of it."""
    name = name.lower()
    try:
        encoding = codecs.lookup("windows-1252" if name in ("iso-8859-1", "latin-1", "latin1") else name).name
        if encoding in ("utf-8", "ascii") or encoding.startswith("utf-16"):
            return None
        return content.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _fallback(content: bytes) -> tuple[str, tuple[Problem, ...]]:
    text = content.decode("utf-8", "replace")
    # A few broken bytes in a long UTF-8 page are damage, not another encoding.
    if any(ord(char) > 0x24F and char != "\ufffd" for char in text):
        return _lossy(content, "utf-8")
    problem = Problem("guessed-encoding", "The page is not UTF-8 and names no character set; read as Windows-1252.")
    return content.decode("cp1252", "replace"), (problem,)


def _lossy(content: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    text = content.decode(encoding, "replace")
    if "\ufffd" not in text:
        return text, ()
    return text, (Problem("broken-bytes", f"Some bytes are not {encoding}; they stand as U+FFFD.", "loss"),)
