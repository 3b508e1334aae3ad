"""A manifest: a table of pages with each page's own facts, as CSV (in whatever form Excel writes it) or JSON Lines."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from karar.errors import ManifestError, PageError
from karar.intake.fetching import is_address, without_credentials
from karar.intake.files import open_file, read_whole
from karar.model.documents import PageFacts
from karar.pages.dates import iso_day

COLUMNS = ("path", "address", "publisher", "published", "language")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SEPARATORS = (",", ";", "\t")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF8_HINT = "It must be a UTF-8 file: in Excel, save it as 'CSV UTF-8'."


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it names as it is written there, and its facts; ``where`` the row stands.

    ``path`` is where the page lies; without one, its ``address`` is fetched. ``fault`` says why the row cannot be used;
    its page is not to be read without it, then.
    """

    where: str
    name: str
    path: Path | None
    address: str | None
    facts: PageFacts
    fault: ManifestError | None = None

    @property
    def place(self) -> Path | str | None:
        """What two rows for the same page have in common."""
        return self.path.resolve() if self.path else self.address


def read_manifest(path: Path) -> Iterator[Row | ManifestError]:
    """Yield the manifest's rows in order; a row that names no page, or one that another row named, as its error.

    Columns: ``path`` (relative to the manifest's folder, inside it) or ``address`` or both, ``publisher``,
    ``published`` (ISO day), ``language``; further columns are ignored. Separators are commas, semicolons or tabs. A row
    without a path, or with an address in its place, names what is to be fetched.

    Raises:
        ManifestError: the manifest is missing or unreadable, or has neither a column ``path`` nor ``address``.
    """
    text = _decode(_read(path), path)
    lines = _json_lines(text, path) if _is_json(path, text) else _csv(text, path)
    known: dict[Path | str | None, Row] = {}
    for line, values in lines:
        row = values if isinstance(values, ManifestError) else _row(path, line, values)
        if isinstance(row, Row):
            first = known.setdefault(row.place, row)
            if first is not row:
                if first.facts != row.facts or row.fault:
                    what = f"{row.name} stands at {first.where} already, with other facts"
                    yield ManifestError(what, where=row.where, hint="The first row holds; take one of them out.")
                continue
        yield row


def _read(path: Path) -> bytes:
    try:
        with open_file(path, str(path)) as stream:
            return read_whole(stream, str(path))
    except PageError as error:
        if not path.exists():
            raise ManifestError("There is no manifest here", where=str(path), hint="Check the path.") from error
        raise ManifestError(f"The manifest cannot be read: {error.what}", where=str(path)) from error
    except OSError as error:
        raise ManifestError(f"The manifest cannot be read: {error.strerror}", where=str(path)) from error


def _decode(content: bytes, path: Path) -> str:
    # Excel's "Unicode text" is UTF-16.
    encoding = "utf-16" if content.startswith(_UTF16) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise ManifestError("The manifest cannot be read", where=str(path), hint=_UTF8_HINT)
    return text


def _is_json(path: Path, text: str) -> bool:
    return path.suffix.lower() in (".jsonl", ".ndjson", ".json") or text.lstrip().startswith("{")


def _csv(text: str, path: Path) -> Iterator[tuple[int, dict[str, str] | ManifestError]]:
    # Excel writes, and reads, the separator of its country; it may say so in a line of its own.
    said = re.match(r"sep=(.)\r?\n", text)
    body = text[said.end() :] if said else text
    separator = said[1] if said else _find_separator(body)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    line = start = 1 if said else 0
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        _check_columns(names, f"{path}:{line + 1}")
        line = start + reader.line_num
        blank: list[int] = []
        for values in reader:
            cells = [value.strip() for value in values]
            where, line = line + 1, start + reader.line_num
            if not any(cells):
                blank += [where] if cells else []
                continue
            # Excel leaves blank rows at a table's end; between others, one has lost what it named.
            yield from ((number, {}) for number in blank)
            blank.clear()
            if any(cells[len(names) :]):
                hint = "A value that holds the separator stands in quotation marks."
                what = f"The row has {len(cells)} values for {len(names)} columns"
                yield where, ManifestError(what, where=f"{path}:{where}", hint=hint)
            else:
                yield where, dict(zip(names, cells, strict=False))
    except csv.Error as error:
        hint = "A quotation mark opens or closes a value; inside one, it is doubled."
        raise ManifestError(f"The table is broken: {error}", where=f"{path}:{line + 1}", hint=hint) from error


def _find_separator(text: str) -> str:
    """Return the separator that divides the first line into the columns that are known, or else into most."""
    first = text.partition("\n")[0].casefold()

    def divided(separator: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in first.split(separator)]
        return sum(name in COLUMNS for name in names), len(names)

    return max(_SEPARATORS, key=divided)


def _check_columns(names: Sequence[str], where: str) -> None:
    if not {"path", "address"} & set(names):
        hint = f"Its first line must name the columns: {','.join(COLUMNS)}."
        raise ManifestError("The manifest has no column 'path' and no column 'address'", where=where, hint=hint)
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        raise ManifestError(f"The manifest has two columns {twice[0]!r}", where=where, hint="Take one of them out.")


def _json_lines(text: str, path: Path) -> Iterator[tuple[int, dict[str, str] | ManifestError]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            yield number, ManifestError("The line is no JSON object", where=where)
        else:
            yield number, {key: item.strip() for key, item in value.items() if isinstance(item, str)}


def _row(manifest: Path, line: int, values: dict[str, str]) -> Row | ManifestError:
    where, name, address = f"{manifest}:{line}", values.get("path", ""), values.get("address") or None
    to_fetch = name if is_address(name) else None if name else address
    facts = PageFacts(
        uri=None if to_fetch == address else address,
        publisher=values.get("publisher") or None,
        published=values.get("published") or None,
        lang=(values.get("language") or "").casefold() or None,
    )
    fault = _fault(facts, where)
    if to_fetch is not None:
        if not is_address(to_fetch):
            hint = "It begins with https:// or http://."
            return ManifestError(f"{to_fetch} is no address to fetch", where=where, hint=hint)
        return Row(where, without_credentials(to_fetch), None, to_fetch, facts, fault)
    if not name or "\x00" in name:
        return ManifestError("The row names no page", where=where, hint="Give it a path or an address.")
    path = _find(manifest.parent, name)
    if path is None:
        what = f"The path {name} lies outside the manifest's folder"
        return ManifestError(what, where=where, hint="Move the page or the manifest.")
    return Row(where, name, path, None, facts, fault)


def _find(folder: Path, name: str) -> Path | None:
    """Return where a row's page lies; None where that is not inside the folder, links followed."""
    path = folder / name
    try:
        if "\\" in name and not path.exists():  # written on Windows
            path = folder / name.replace("\\", "/")
        return path if path.resolve().is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError):
        return None


def _fault(facts: PageFacts, where: str) -> ManifestError | None:
    if facts.published and iso_day(facts.published) != facts.published:
        fault = f"{facts.published!r} is no day (YYYY-MM-DD)"
    elif facts.lang and not _LANGUAGE.fullmatch(facts.lang):
        fault = f"{facts.lang!r} is no code of a language"
    else:
        return None
    return ManifestError(fault, where=where, hint="Its page is not read; correct the manifest's row.")
