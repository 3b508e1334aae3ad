"""The records of a WARC file one after another; where one is damaged, the next one that can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from fastwarc import ArchiveIterator, WarcRecord

from karar.errors import PageError
from karar.intake.compressed import is_gzip, peek

_START = re.compile(rb"\x1f\x8b\x08|WARC/\d\.\d\r?\n[A-Za-z-]+:")
_LOOK = 4096
_CHUNK = 1 << 20
_FAULTS = (OSError, ValueError)


def is_warc(head: bytes) -> bool:
    """Whether a file begins like a WARC file, compressed or not.

    >>> is_warc(b"WARC/1.1\\r\\nWARC-Type: warcinfo"), is_warc(b"WARC files keep what stood on the web.")
    (True, False)
    """
    if is_gzip(head):
        head = peek(head)
    return re.match(rb"WARC/\d\.\d\r?\n", head) is not None


class Records:
    """Iterates over an archive's records as `fastwarc.WarcRecord`, and errors for stretches that cannot be read.

    A record must be read before the next one is asked for. Its reader calls `lose` where its bytes end too early: its
    length is wrong then, and may lead over the records after it.

    >>> import io
    >>> archive = b"junk WARC/1.0\\r\\nWARC-Type: resource\\r\\nContent-Length: 1\\r\\n\\r\\nx\\r\\n\\r\\n"
    >>> [type(item).__name__ for item in Records(io.BytesIO(archive), "a.warc")]
    ['PageError', 'WarcRecord']
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name
        self._lost = False

    def lose(self) -> None:
        """Say that the present record ended too early, and that this was told already."""
        self._lost = True

    def __iter__(self) -> Iterator[WarcRecord | PageError]:
        """Yield records and errors in the order of the file."""
        start: int | None = self._stream.tell() if self._stream.seekable() else 0
        damage: int | None = None
        while start is not None:
            last, self._lost = start, False
            try:
                for record in ArchiveIterator(self._stream, parse_http=False):
                    last = record.stream_pos
                    if damage is not None:
                        yield self._gap(damage, last)
                        damage = None
                    yield record
                    if self._lost:
                        break
                else:
                    break
            except _FAULTS:
                if damage is None and not self._lost:
                    damage = last
            if not self._stream.seekable():
                hint = "Save it as a file and read that: there, the records after it are found."
                yield PageError("The archive is damaged, and it is read no further", where=self._name, hint=hint)
                return
            start = self._find(last + 1)
        if damage is not None:
            yield self._gap(damage, None)

    def _gap(self, start: int, end: int | None) -> PageError:
        to = f"and byte {end}" if end is not None else "and its end"
        what = f"The archive is damaged between byte {start} {to}; a record there is lost"
        return PageError(what, where=self._name, hint="Copy or fetch it again.")

    def _find(self, start: int) -> int | None:
        """Go to the first byte from ``start`` on at which a record may begin, and return it; None: there is no more."""
        self._stream.seek(start)
        window, base, more = b"", start, True
        while more:
            chunk = self._stream.read(_CHUNK)
            more = bool(chunk)
            window += chunk
            # What begins near the window's end is looked at with what comes after it.
            end = len(window) - _LOOK if more else len(window)
            for match in _START.finditer(window):
                if match.start() >= end:
                    break
                found = window[match.start() : match.start() + _LOOK]
                if not is_gzip(found) or peek(found).startswith(b"WARC/"):
                    self._stream.seek(base + match.start())
                    return base + match.start()
            kept = max(0, end)
            base, window = base + kept, window[kept:]
        return None
