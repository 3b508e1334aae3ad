"""The sheets of a PDF file as runs of text with their places, from a process that may be lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import msgspec

from karar.errors import PageError

WALL_SECONDS = 60  # a stopped or starved machine; processor time is limited inside (`karar.pages.extraction`)
_TEXT_INSTEAD = "Hand in the page as HTML or as text."


class Run(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A stretch of text drawn in one go. Lengths are points; ``y`` is its base line, counted from the sheet's foot.

    Attributes:
        font: the place of its font's name in `Extract.fonts`.
        order: when it was drawn: the producer's own order of reading.
        turned: by how many degrees it is turned: 0, 90 (read upwards), 270 (downwards), 45 for anything between. Where
            it is, ``x`` and ``y`` are the left lower corner of what it covers, ``width`` is its length.
        widths: of each character, as far as the font tells; a letter without one (0.0) stands in a cluster.
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    font: int
    order: int
    bold: bool
    turned: int
    widths: list[float]


class Sheet(msgspec.Struct, frozen=True, array_like=True):
    """One sheet: its size in points and its runs, in the order of the extraction."""

    width: float
    height: float
    runs: list[Run]


class Extract(msgspec.Struct, frozen=True):
    """What a PDF file says.

    Attributes:
        fonts: the names of its fonts.
        unread: how many sheets were left out at the end, because there are too many of them.
        broken: how many sheets cannot be read.
        unmapped: the fonts that do not say which letters their signs are.
        fault: why there is nothing: ``encrypted`` or ``broken``.
    """

    sheets: list[Sheet] = []
    fonts: list[str] = []
    unread: int = 0
    broken: int = 0
    unmapped: list[str] = []
    fault: str | None = None


def extract_sheets(content: bytes, *, where: str, seconds: int | None = None) -> Extract:
    """Return the sheets of a PDF file, read by a process of its own with limits on time and memory.

    ``seconds`` of processor time are all that it may take; None leaves the usual limit.

    Raises:
        PageError: the file is encrypted or broken, or it takes more time or memory than any honest one.
    """
    # -P: nothing is imported from the folder that the program was called in.
    command = [sys.executable, "-P", "-m", "karar.pages.extraction", *([str(seconds)] if seconds else [])]
    # One thread and one heap: address space for many counts against the limit and is not needed.
    settings = {"PYTHONPATH": os.pathsep.join(sys.path), "RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **settings},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PageError("The PDF file takes too long to open", where=where, hint=_TEXT_INSTEAD) from None
    except OSError as error:
        hint = "A PDF file is opened by a process of its own."
        raise PageError(f"No process can be started: {error.strerror}", where=where, hint=hint) from error
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise PageError("The PDF file takes too long to open", where=where, hint=_TEXT_INSTEAD)
    try:
        found = msgspec.json.decode(done.stdout, type=Extract)
    except msgspec.DecodeError:
        raise PageError("The PDF file makes its parser fail", where=where, hint=_TEXT_INSTEAD) from None
    if found.fault == "encrypted":
        hint = "Take its password off, for example with qpdf --decrypt, or hand in the page as HTML or as text."
        raise PageError("The PDF file is encrypted", where=where, hint=hint)
    if found.fault or not found.sheets:
        raise PageError("The PDF file is broken or cut off", where=where, hint="Get it again, or the page as HTML.")
    return found
