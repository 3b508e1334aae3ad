"""gzip: what was compressed comes out whole and within bounds, or not at all."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from karar.errors import PageError
from karar.intake.files import too_large
from karar.model.documents import MOST_BYTES

DEEPEST = 3
"""How often a file may be compressed within itself. Twice happens by mistake; more is a quine or a bomb."""

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 16 * 1024
_PART = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS


def is_gzip(content: bytes) -> bool:
    """Whether bytes begin like a gzip file.

    >>> is_gzip(b"A pact")
    False
    """
    return content.startswith(_MAGIC)


def peek(head: bytes, most: int = 4096) -> bytes:
    """Return the first bytes, at most so many, of what is compressed; none where it is damaged.

    >>> import gzip
    >>> peek(gzip.compress(b"A pact"), 3)
    b'A p'
    """
    try:
        return zlib.decompressobj(_GZIP).decompress(head, most)
    except zlib.error:
        return b""


def inflate(content: bytes, name: str) -> bytes:
    """Return what a gzip file holds, all its members one after another, as gzip does.

    What stands after the last member (a tape's zeros) is passed over. A bomb is never unpacked.

    Raises:
        PageError: it is damaged, cut off, or holds more than a page may have.

    >>> import gzip
    >>> inflate(gzip.compress(b"one ") + gzip.compress(b"two"), "a.gz")
    b'one two'
    """
    for _ in _parts(content, name):
        pass  # measured first: a bomb's fifty megabytes are not kept until it is known as one
    return b"".join(_parts(content, name))


def _parts(content: bytes, name: str) -> Iterator[bytes]:
    view, at, size = memoryview(content), 0, 0
    while content.startswith(_MAGIC, at):
        inflater = zlib.decompressobj(_GZIP)
        while not inflater.eof:
            rest: bytes | memoryview = view[at : at + _CHUNK]
            if not rest:
                hint = "A part of the page is no page; fetch it again."
                raise PageError("The gzip file is cut off", where=name, hint=hint)
            at += len(rest)
            while rest:
                try:
                    part = inflater.decompress(rest, _PART)
                except zlib.error as error:
                    raise PageError("The gzip file is damaged", where=name, hint="Fetch it again.") from error
                size, rest = size + len(part), inflater.unconsumed_tail
                if size > MOST_BYTES:
                    raise too_large(name, "What this gzip file unpacks to")
                yield part
            at -= len(inflater.unused_data)
