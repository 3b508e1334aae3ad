"""Finds what a person pointed at: files, folders, patterns, standard input, addresses, a manifest's rows."""

from __future__ import annotations

import glob
import os
import re
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from karar.errors import InputError, ManifestError, Notice, PageError, UsageError
from karar.intake.fetching import Fetcher, is_address, without_credentials
from karar.intake.manifest import Row, read_manifest
from karar.intake.opening import Found, Item, Opener
from karar.intake.suffixes import TAKEN, holds_many, is_taken
from karar.model.documents import Page, PageFacts

_NO_FACTS = PageFacts()


class Pages:
    """The pages in their order, each opened when it is asked for."""

    def __init__(self, found: Sequence[Found | InputError], opener: Opener) -> None:
        self._waiting = deque(found)
        self._many = sum(_holds_many(item) for item in found)
        self._yielded, self._inside = 0, False
        self._coming = self._open(opener)

    @property
    def total(self) -> int | None:
        """How many there are from first to last; None as long as a container may hold any number."""
        return None if self._many or self._inside else self._yielded + len(self._waiting)

    def __length_hint__(self) -> int:
        return NotImplemented if self.total is None else len(self._waiting)

    def __iter__(self) -> Iterator[Item]:
        return self

    def __next__(self) -> Item:
        return next(self._coming)

    def _open(self, opener: Opener) -> Iterator[Item]:
        opener.expect([item.address for item in self._waiting if isinstance(item, Found) and item.address])
        while self._waiting:
            item = self._waiting.popleft()
            self._inside = _holds_many(item)
            self._many -= self._inside
            for number, page in enumerate(opener.open(item) if isinstance(item, Found) else (item,)):
                # What holds two pages holds any number, whatever its name said.
                self._inside |= number > 0
                self._yielded += 1
                yield page
            self._inside = False
        if opener.unchanged:
            self._yielded += 1
            pages = "1 page has" if opener.unchanged == 1 else f"{opener.unchanged} pages have"
            yield Notice(f"{pages} not changed since the last reading, by what the server says")


def collect(
    paths: Sequence[str],
    *,
    manifest: Path | None = None,
    facts: PageFacts = _NO_FACTS,
    stdin: BinaryIO | None = None,
    web: Fetcher | None = None,
) -> Pages:
    """Return every page in a fixed order: the paths as given, folders and patterns sorted, each file or address once.

    A path is a file, a folder, a pattern, ``-`` for standard input, or an address, which ``web`` fetches. Each is
    opened when its turn comes; feeds, archives and compressed files give the pages in them. What cannot be read is an
    error in its place, and the others go on. A manifest alone names the pages; beside paths it only gives them their
    facts. A page whose row cannot be used is not read. ``facts`` stand above the manifest's and serve one path.

    Raises:
        UsageError: ``facts`` were given with more than one path, or nothing was given at all.
        ManifestError: the manifest cannot be read, or has neither a column ``path`` nor ``address``.
    """
    if not paths and manifest is None:
        raise UsageError("No page was given", hint="Name a file, a folder, a pattern, or - for standard input.")
    found = list(_from_paths(paths, manifest) if paths else _from_manifest(manifest))
    if facts != _NO_FACTS and sum(isinstance(item, Found) for item in found) > 1:
        raise UsageError(
            "The publisher, the day, the address and the language can be given for one page only",
            hint="Name one page, or give each page its facts in a manifest.",
        )
    return Pages(found, Opener(facts, stdin, web))


def open_page(path: str, *, facts: PageFacts = _NO_FACTS, stdin: BinaryIO | None = None) -> Page:
    """Return the one page in a file, or on standard input (``-``): as it is, compressed, or saved by a browser.

    Raises:
        PageError: it cannot be read, or holds no page, or several.
    """
    found = Found("-") if path == "-" else Found(Path(path).as_posix(), Path(path))
    pages: list[Page] = []
    for item in Opener(facts, stdin, None).open(found):
        if isinstance(item, Page):
            pages.append(item)
        elif not isinstance(item, Notice):
            raise item
        if len(pages) > 1:
            break
    if len(pages) != 1:
        hint = "Read it with `karar read`."
        raise PageError(f"There is {'more than one' if pages else 'no'} page in this file", where=found.name, hint=hint)
    return pages[0]


def _holds_many(item: Found | InputError) -> bool:
    return isinstance(item, Found) and holds_many(item.name)


def _from_manifest(manifest: Path | None) -> Iterator[Found | InputError]:
    rows = list(read_manifest(manifest)) if manifest else []
    if not rows:
        yield Notice("The manifest names no page", where=str(manifest))
    for row in rows:
        yield (row.fault or Found(row.name, row.path, row.address, row.facts)) if isinstance(row, Row) else row


def _from_paths(paths: Sequence[str], manifest: Path | None) -> Iterator[Found | InputError]:
    known: dict[Path | str | None, Row] = {}
    wrong: list[InputError] = []
    for told in read_manifest(manifest) if manifest else ():
        if not isinstance(told, Row):
            wrong.append(told)
        elif told.path is None or _exists(told.path):
            known[told.place] = told
        else:
            hint = "Nothing was read with its facts; check its path."
            wrong.append(told.fault or ManifestError(f"There is no page {told.name}", where=told.where, hint=hint))
    seen: set[Path | str | None] = {manifest.resolve()} if manifest else set()
    for given in paths:
        for item in _expand(given):
            if not isinstance(item, Found):
                yield item
                continue
            # A link and its target are one page.
            place = item.path.resolve() if item.path else item.address
            if place in seen:
                continue
            seen.add(place)
            row = known.get(place) if place else None
            yield (row.fault or Found(item.name, item.path, item.address, row.facts)) if row else item
    yield from wrong


def _expand(given: str) -> Iterator[Found | PageError]:
    if given == "-":
        yield Found("-")
        return
    if is_address(given):
        yield Found(without_credentials(given), address=given.strip())
        return
    if not given.strip():
        # To the system an empty path is the folder that one stands in: all of it would be read.
        hint = "Name a page; a shell's variable without a value gives an empty one."
        yield PageError("The path is empty", where=repr(given), hint=hint)
        return
    if "\x00" in given:
        yield PageError("The path holds a NUL character", where=given.replace("\x00", "\\0"))
        return
    path, files, hint = Path(given), list[Path](), "Check the path."
    faults: list[PageError] = []
    try:
        if path.is_dir():
            files = _walk(path, faults)
            hint = f"It holds no file that ends in {', '.join(sorted(TAKEN))}."
        elif path.exists():
            files = [path]
        elif glob.has_magic(given):
            files = _match(given)
            hint = "No file matches the pattern."
    except OSError as error:
        faults.append(PageError(f"The path cannot be looked at: {error.strerror}", where=given[:200]))
    yield from faults
    if not files and not faults:
        yield PageError("There is no page here", where=given, hint=hint)
    for file in files:
        yield Found(file.as_posix(), file)


def _walk(folder: Path, faults: list[PageError]) -> list[Path]:
    """Return the pages of a folder and all below it, sorted; links to other folders are not followed."""

    def tell(error: OSError) -> None:
        hint = "What is in it is not read."
        faults.append(PageError(f"The folder cannot be opened: {error.strerror}", where=error.filename, hint=hint))

    found = []
    for place, folders, names in os.walk(folder, onerror=tell):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if not name.startswith(".")]
    return sorted(file for file in found if file.is_file() and is_taken(file))


def _match(pattern: str) -> list[Path]:
    """Return the files that match a pattern, sorted; nothing hidden that it does not name so.

    ``**`` stands for any folders, and does not follow links, as it would never end where two of them make a loop.
    """
    path = Path(re.sub(r"\*{2,}(?=[^/*])|(?<=[^/*])\*{2,}", "*", pattern))
    path = path / "*" if path.name == "**" else path
    hidden = {part for part in path.parts if part.startswith(".")}
    named = not glob.has_magic(path.suffix) and path.suffix
    return sorted(
        file
        for file in Path(path.anchor).glob(str(path.relative_to(path.anchor)))
        if hidden.issuperset(part for part in file.parts if part.startswith(".") and part != "..")
        and file.is_file()
        and (named or is_taken(file))
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
