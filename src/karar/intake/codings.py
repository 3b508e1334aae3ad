"""Undoes what HTTP did to a body on its way, for answers that an archive kept as they were sent."""

from __future__ import annotations

import io
import re
import zlib

from fastwarc.stream_io import BrotliReader

from karar.errors import PageError
from karar.intake.compressed import inflate, is_gzip
from karar.intake.files import too_large
from karar.model.documents import MOST_BYTES

_CHUNK_HEAD = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_ZLIB = zlib.MAX_WBITS


def undo(body: bytes, transfer: str, content: str, name: str) -> bytes:
    """Return an answer's content; ``transfer`` and ``content`` are its ``Transfer-Encoding`` and ``Content-Encoding``.

    Archives often hold the content already decoded under headers that still name the coding: what does not look like
    it is left as it is.

    Raises:
        PageError: the coding is damaged or not known, or there is more than a page may have.

    >>> undo(b"2\\r\\na \\r\\n4\\r\\npact\\r\\n0\\r\\n\\r\\n", "chunked", "", "a.warc#1")
    b'a pact'
    """
    if "chunked" in transfer.lower() and _CHUNK_HEAD.match(body):
        body = _join(body, name)
    for coding in reversed([word.strip().lower() for word in content.split(",")]):
        body = _undo_one(body, coding, name)
    return body


def _undo_one(body: bytes, coding: str, name: str) -> bytes:
    if coding in ("", "identity", "none", "utf-8") or not body:
        return body
    if coding in ("gzip", "x-gzip"):
        return inflate(body, name) if is_gzip(body) else body
    if coding == "deflate":
        return _deflated(body, name)
    if coding == "br":
        return _brotli(body, name)
    raise PageError(f"The page is packed in a way that is not read ({coding[:20]})", where=name)


def _join(body: bytes, name: str) -> bytes:
    """Return the chunks of a body as one; what stands after the last one (trailers) is left out."""
    out, at = bytearray(), 0
    while head := _CHUNK_HEAD.match(body, at):
        size = int(head[1], 16)
        if size == 0:
            return bytes(out)
        out += body[head.end() : head.end() + size]
        at = head.end() + size
    raise PageError("The page's chunks are damaged or cut off", where=name, hint="Archive it again.")


def _deflated(body: bytes, name: str) -> bytes:
    # Servers send either form under this name: with zlib's two bytes before it, or without.
    for bits in (_ZLIB, -_ZLIB):
        inflater = zlib.decompressobj(bits)
        try:
            out = inflater.decompress(body, MOST_BYTES + 1)
        except zlib.error:
            continue
        if len(out) > MOST_BYTES:
            raise too_large(name)
        if inflater.eof:
            return out
    if body.lstrip()[:1] == b"<":
        return body
    raise _damaged("deflate", name)


def _brotli(body: bytes, name: str) -> bytes:
    try:
        out = BrotliReader(io.BytesIO(body)).read(MOST_BYTES + 1)
    except OSError:
        if body.lstrip()[:1] == b"<":
            return body
        raise _damaged("br", name) from None
    if len(out) > MOST_BYTES:
        raise too_large(name)
    return out


def _damaged(coding: str, name: str) -> PageError:
    return PageError(f"The page's compression ({coding}) is damaged", where=name, hint="Archive it again.")
