"""A manifest: a table of pages with each page's own facts, as CSV or JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from karar.errors import ManifestError
from karar.model.documents import PageFacts
from karar.pages.dates import iso_day

COLUMNS = ("path", "address", "publisher", "published", "language")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the page's path as the manifest gives it, where it lies, its facts, and ``where`` the row stands.

    ``fault`` says why the row cannot be used; its page is not to be read without it, then.
    """

    where: str
    name: str
    path: Path
    facts: PageFacts
    fault: ManifestError | None = None


def read_manifest(path: Path) -> Iterator[Row | ManifestError]:
    """Yield the manifest's rows in order; a row that names no page is yielded as its error.

    Columns: ``path`` (relative to the manifest's folder, inside it), ``address``, ``publisher``, ``published``
    (ISO day), ``language``. Further columns are ignored.

    Raises:
        ManifestError: the manifest is missing or unreadable, or has no column ``path``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ManifestError("There is no manifest here", where=str(path), hint="Check the path.") from error
    except OSError as error:
        raise ManifestError(f"The manifest cannot be read ({error.strerror})", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise ManifestError("The manifest cannot be read", where=str(path), hint="It must be a UTF-8 file.") from error
    lines = _json_lines(text, path) if _is_json(path, text) else _csv(text, path)
    for line, values in lines:
        yield values if isinstance(values, ManifestError) else _row(path, line, values)


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


def _json_lines(text: str, path: Path) -> Iterator[tuple[int, dict[str, str] | ManifestError]]:
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


def _row(manifest: Path, line: int, values: dict[str, str]) -> Row | ManifestError:
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
    published, lang = values.get("published") or None, (values.get("language") or "").casefold() or None
    fault = None
    if published and iso_day(published) != published:
        fault = f"{published!r} is no day (YYYY-MM-DD)"
    elif lang and not _LANGUAGE.fullmatch(lang):
        fault = f"{lang!r} is no code of a language"
    facts = PageFacts(
        uri=values.get("address") or None,
        publisher=values.get("publisher") or None,
        published=published,
        lang=lang,
    )
    hint = "Its page is not read; correct the manifest's row."
    return Row(where, name, path, facts, ManifestError(fault, where=where, hint=hint) if fault else None)
