"""Opens files so that nothing hangs and nothing fills the memory: no pipes, no devices, nothing larger than a page."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from karar.errors import PageError
from karar.model.documents import MOST_BYTES

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 64 * 1024
"""How much of a file is looked at to tell what it is, in bytes."""

_PART = 1 << 20
# What a shell makes of <(command), and its name for standard input.
_SHELLS_OWN = ("/dev/fd/", "/dev/stdin")


def open_file(path: Path, name: str) -> BinaryIO:
    """Open a regular file, or a pipe of the shell's own (``<(command)``), for reading.

    Raises:
        PageError: there is none, it is a folder, a pipe or a device, or it may not be read.
    """
    own = path.as_posix().startswith(_SHELLS_OWN)
    try:
        # Without waiting: nobody may be at a pipe's other end.
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | (0 if own else os.O_NONBLOCK))
        try:
            if not own:
                _check(os.fstat(file).st_mode, name)
            return os.fdopen(file, "rb")
        except BaseException:
            os.close(file)
            raise
    except FileNotFoundError:
        raise PageError("There is no page here", where=name, hint="Check the path.") from None
    except OSError as error:
        raise PageError(f"The page cannot be read: {error.strerror}", where=name) from error


def read_whole(stream: BinaryIO, name: str, head: bytes = b"") -> bytes:
    """Return ``head`` and all that is left in a stream; a file that is too large is refused before it is read.

    Raises:
        PageError: that is more than `MOST_BYTES`.
    """
    try:
        size = os.fstat(stream.fileno()).st_size
    except OSError:  # no file at all
        size = 0
    parts, length = [head], len(head)
    while size <= MOST_BYTES and length <= MOST_BYTES and (part := stream.read(_PART)):
        parts.append(part)
        length += len(part)
    if max(size, length) > MOST_BYTES:
        raise too_large(name)
    return b"".join(parts)


def joined(head: bytes, rest: BinaryIO) -> BinaryIO:
    """Return a stream of what was already read from another one, and then of that one; it cannot be gone back in.

    >>> joined(b"a ", io.BytesIO(b"pact")).read()
    b'a pact'
    """
    return io.BufferedReader(_Joined(head, rest))


def too_large(name: str, what: str = "The page") -> PageError:
    """Return the error for a page of more than `MOST_BYTES`.

    >>> print(too_large("film.html"))
    film.html: The page has more than 50 MB. Save the article alone, without what surrounds it.
    """
    hint = "Save the article alone, without what surrounds it."
    return PageError(f"{what} has more than {MOST_BYTES / 1_000_000:g} MB", where=name, hint=hint)


def _check(mode: int, name: str) -> None:
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    if not stat.S_ISREG(mode):
        kind = kinds.get(stat.S_IFMT(mode), "a device")
        raise PageError(f"This is {kind}, not a file", where=name, hint="Pipe it in on standard input, or save it.")


class _Joined(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest, self._place = head, rest, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        part = self._head[: len(room)] or self._rest.read(len(room))
        self._head = self._head[len(room) :]
        room[: len(part)] = part
        self._place += len(part)
        return len(part)

    def tell(self) -> int:
        return self._place
