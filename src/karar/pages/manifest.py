"""A manifest: a table of pages with each page's own facts, as CSV or JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from karar.errors import InputError, ManifestError, PageError
from karar.model.documents import PageFacts
from karar.pages.dates import iso_day

COLUMNS = ("path", "address", "publisher", "published", "language")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the page's path as the manifest gives it, where it lies, and its facts."""

    line: int
    name: str
    path: Path
    facts: PageFacts


def read_manifest(path: Path) -> Iterator[Row | InputError]:
    """Yield the manifest's rows in order; a row that cannot be used is yielded as its error.

    Columns: ``path`` (relative to the manifest's folder, inside it), ``address``, ``publisher``, ``published``
    (ISO day), ``language``. Further columns are ignored.

    Raises:
        ManifestError: the manifest is missing or unreadable, or has no column ``path``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError("The manifest cannot be read", where=str(path), hint="It must be a UTF-8 file.") from error
    lines = _json_lines(text, path) if _is_json(path, text) else _csv(text, path)
    for line, values in lines:
        yield values if isinstance(values, InputError) else _row(path, line, values)


def _is_json(path: Path, text: str) -> bool:
    return path.suffix.lower() in (".jsonl", ".ndjson", ".json") or text.lstrip().startswith("{")


def _csv(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=False)
    try:
        names = [name.strip().casefold() for name in reader.fieldnames or ()]
        if "path" not in names:
            raise ManifestError(
                "The manifest has no column 'path'",
                where=f"{path}:1",
                hint=f"Its first line must name the columns: {','.join(COLUMNS)}.",
            )
        reader.fieldnames = names
        for values in reader:
            yield (
                reader.line_num,
                {key: value.strip() for key, value in values.items() if key and isinstance(value, str)},
            )
    except csv.Error as error:
        raise ManifestError(f"The table is broken: {error}", where=f"{path}:{reader.line_num}") from error


def _json_lines(text: str, path: Path) -> Iterator[tuple[int, dict[str, str] | InputError]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            yield number, ManifestError("The line is no JSON object", where=where)
        elif not isinstance(value.get("path"), str):
            yield number, ManifestError("The line has no 'path'", where=where, hint="Give each line a path.")
        else:
            yield number, {key: item.strip() for key, item in value.items() if isinstance(item, str)}


def _row(manifest: Path, line: int, values: dict[str, str]) -> Row | InputError:
    where, name = f"{manifest}:{line}", values.get("path", "")
    if not name or "\x00" in name:
        return ManifestError("The row names no path", where=where)
    folder = manifest.parent
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        inside = False
    if not inside:
        return ManifestError(
            f"The path {name} lies outside the manifest's folder", where=where, hint="Move the page or the manifest."
        )
    published = values.get("published") or None
    if published and (iso_day(published) != published):
        return PageError(f"{published!r} is no day (YYYY-MM-DD)", where=where, hint="Correct the manifest's row.")
    facts = PageFacts(
        uri=values.get("address") or None,
        publisher=values.get("publisher") or None,
        published=published,
        lang=(values.get("language") or "").casefold() or None,
    )
    return Row(line, name, path, facts)
