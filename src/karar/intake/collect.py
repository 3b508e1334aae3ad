"""Finds the pages that a person pointed at: files, folders, globs, standard input, a manifest."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from karar.errors import InputError, ManifestError, PageError, UsageError
from karar.intake.manifest import Row, read_manifest
from karar.model.documents import Page, PageFacts

_NO_FACTS = PageFacts()
SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".txt"})
"""What is read out of a folder or a glob that names no suffix. A file named by itself is read whatever its suffix."""


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    path: Path | None  # None: standard input
    facts: PageFacts = _NO_FACTS


class Pages:
    """The pages in their order, each read when it is asked for; its length is how many there are from first to last."""

    def __init__(self, found: Sequence[_Found | InputError], facts: PageFacts, stdin: BinaryIO | None) -> None:
        self._length = len(found)
        self._coming = (_open(item, facts, stdin) if isinstance(item, _Found) else item for item in found)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Page | InputError]:
        return self

    def __next__(self) -> Page | InputError:
        return next(self._coming)


def collect(
    paths: Sequence[str],
    *,
    manifest: Path | None = None,
    facts: PageFacts = _NO_FACTS,
    stdin: BinaryIO | None = None,
) -> Pages:
    """Return every page in a fixed order: the paths as given, folders and globs sorted, each file once.

    Bytes are read when a page is asked for. What cannot be read is an error in its place, and the others go on. A
    manifest alone names the pages; beside paths it only gives them their facts. A page whose row cannot be used is not
    read. ``facts`` stand above the manifest's and serve one page.

    Raises:
        UsageError: ``facts`` were given with more than one page, or nothing was given at all.
        ManifestError: the manifest cannot be read or has no column ``path``.
    """
    if not paths and manifest is None:
        raise UsageError("No page was given", hint="Name a file, a folder, a pattern, or - for standard input.")
    found = list(_from_paths(paths, manifest) if paths else _from_manifest(manifest))
    if facts != _NO_FACTS and sum(isinstance(item, _Found) for item in found) > 1:
        raise UsageError(
            "The publisher, the day, the address and the language can be given for one page only",
            hint="Name one page, or give each page its facts in a manifest.",
        )
    return Pages(found, facts, stdin)


def _from_manifest(manifest: Path | None) -> Iterator[_Found | InputError]:
    for row in read_manifest(manifest) if manifest else ():
        if isinstance(row, Row):
            yield row.fault or _Found(row.name, row.path, row.facts)
        else:
            yield row


def _from_paths(paths: Sequence[str], manifest: Path | None) -> Iterator[_Found | InputError]:
    known: dict[Path, Row] = {}
    wrong: list[InputError] = []
    for told in read_manifest(manifest) if manifest else ():
        if not isinstance(told, Row):
            wrong.append(told)
        elif told.path.exists():
            known[told.path.resolve()] = told
        else:
            hint = "Nothing was read with its facts; check its path."
            wrong.append(told.fault or ManifestError(f"There is no page {told.name}", where=told.where, hint=hint))
    seen: set[Path | None] = {manifest.resolve()} if manifest else set()
    for given in paths:
        for item in _expand(given):
            if not isinstance(item, _Found):
                yield item
                continue
            # A link and its target are one page.
            place = item.path.resolve() if item.path else None
            if place in seen:
                continue
            seen.add(place)
            row = known.get(place) if place else None
            yield _with_facts(item, row) if row else item
    yield from wrong


def _with_facts(item: _Found, row: Row) -> _Found | InputError:
    return row.fault or _Found(item.name, item.path, row.facts)


def _expand(given: str) -> Iterator[_Found | PageError]:
    if given == "-":
        yield _Found("-", None)
        return
    if "\x00" in given:
        yield PageError("The path holds a NUL character", where=given.replace("\x00", "\\0"))
        return
    path = Path(given)
    if path.is_dir():
        files = _walk(path)
        hint = f"It holds no file that ends in {', '.join(sorted(SUFFIXES))}."
    elif path.exists():
        files, hint = [path], ""
    elif glob.has_magic(given):
        matches = glob.iglob(given, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
        files = sorted(Path(name) for name in matches if _wanted(Path(name), given))
        hint = "No file matches the pattern."
    else:
        files, hint = [], "Check the path."
    if not files:
        yield PageError("There is no page here", where=given, hint=hint)
    for file in files:
        yield _Found(file.as_posix(), file)


def _walk(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in SUFFIXES
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def _wanted(file: Path, pattern: str) -> bool:
    named = Path(pattern).suffix
    by_suffix = file.suffix.lower() in SUFFIXES if not named or glob.has_magic(named) else True
    return by_suffix and file.is_file() and not file.name.startswith(".")


def _open(item: _Found, facts: PageFacts, stdin: BinaryIO | None) -> Page | PageError:
    merged = PageFacts(
        uri=facts.uri or item.facts.uri,
        publisher=facts.publisher or item.facts.publisher,
        published=facts.published or item.facts.published,
        lang=facts.lang or item.facts.lang,
    )
    stated = any((merged.publisher, merged.published, merged.lang))
    try:
        if item.path is None:
            if stdin is None:
                return PageError("Nothing comes in on standard input", where="-", hint="Pipe a page in.")
            return Page(stdin.read(), "-", facts=merged, stated=stated)
        return Page(item.path.read_bytes(), item.name, facts=merged, stated=stated)
    except FileNotFoundError:
        return PageError("There is no page here", where=item.name, hint="Check the path.")
    except OSError as error:
        return PageError(f"The page cannot be read: {error.strerror}", where=item.name)
