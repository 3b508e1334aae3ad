"""Gold sets: labelled pages in a folder, and which of them may be looked into.

A set is a folder with ``labels.jsonl`` (or ``real.jsonl``), one page a line, and ``texts/<id>.txt``::

    {"id": "pib-04-hi", "lang": "hi", "published": "2025-08-07", "relevant": true, "parties": ["IN", "JP"],
     "claims": [{"act": "sign", "parties": ["IN", "JP"], "giver": null, "sectors": ["cyber"], "instrument":
                 "memorandum", "amount": null, "modality": "done", "gist": "…"}]}
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

import msgspec

from karar.errors import InputError
from karar.evaluation.tables import SOURCE, load_table_texts

LABEL_FILES = ("labels*.jsonl", "real.jsonl")


class GoldPage(msgspec.Struct, frozen=True):
    """One labelled page.

    ``claims`` are as labelled: plain records, see `karar.evaluation.scoring`. ``part`` is set where the set itself says
    which pages are there to be looked into (``tuning``) and which are only scored (``reporting``).
    """

    id: str
    lang: str
    relevant: bool
    claims: tuple[dict[str, Any], ...]
    published: str | None = None
    part: Literal["tuning", "reporting"] | None = None

    @property
    def source(self) -> str:
        """Where the page is from: what stands before the id's first hyphen."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold set.

    Attributes:
        name: the label file's, or its folder's.
        pages: in file order.
        texts: the folder of the texts; or the texts themselves, by what stands behind the first hyphen of a page's id.
    """

    name: str
    pages: tuple[GoldPage, ...]
    texts: Path | Mapping[str, bytes]

    def text(self, page: GoldPage) -> bytes:
        """Return a page's text.

        Raises:
            InputError: the text is missing.
        """
        if not isinstance(self.texts, Path):
            try:
                return self.texts[page.id.partition("-")[2]]
            except KeyError:
                raise InputError("A labelled text is in none of the set's tables", where=page.id) from None
        path = self.texts / f"{page.id}.txt"
        try:
            return path.read_bytes()
        except OSError as error:
            raise InputError("A labelled text is missing", where=str(path), hint="Restore the gold set.") from error


def load_gold(folder: Path, tables: Path | None = None) -> GoldSet:
    """Load a gold set; where its texts stand elsewhere (see `karar.evaluation.tables`), ``tables`` is that folder.

    Raises:
        InputError: the folder holds no labels, a line of them breaks the form, or the texts cannot be had.
    """
    files = next((found for name in LABEL_FILES if (found := sorted(folder.glob(name)))), None)
    if not files:
        raise InputError(
            f"No gold set: neither {' nor '.join(LABEL_FILES)} is there",
            where=str(folder),
            hint="Name the folder that holds the labels and texts/ with --gold.",
        )
    decoder = msgspec.json.Decoder(GoldPage)
    pages = []
    for labels, number, line in (
        (path, *row) for path in files for row in enumerate(path.read_bytes().splitlines(), 1)
    ):
        if not line.strip():
            continue
        try:
            pages.append(decoder.decode(line))
        except msgspec.DecodeError as error:
            raise InputError(
                f"Not a label: {error}", where=f"{labels}:{number}", hint="See the form in evaluation/README.md."
            ) from error
    name = folder.resolve().name if files[0].stem.startswith("labels") else files[0].stem
    return GoldSet(name, tuple(pages), _texts(folder, tables))


def _texts(folder: Path, tables: Path | None) -> Path | Mapping[str, bytes]:
    source = folder / SOURCE
    if not source.is_file():
        return folder / "texts"
    if tables is None:
        hint = f"Name the folder of the tables in its {SOURCE} with --texts."
        raise InputError("The texts of this set are not kept beside its labels", where=str(folder), hint=hint)
    return load_table_texts(source, tables)


@dataclass(frozen=True, slots=True)
class Split:
    """Which pages were looked into while the reader was made. All others are held out.

    Attributes:
        seen: shell patterns of page ids.
    """

    seen: tuple[str, ...] = ()

    def is_seen(self, page: GoldPage) -> bool:
        """Whether a page may be looked into: its own set says so, else the patterns do.

        >>> Split(("ad-5*",)).is_seen(GoldPage("ad-52273", "en", relevant=True, claims=()))
        True
        """
        if page.part is not None:
            return page.part == "tuning"
        return any(fnmatchcase(page.id, pattern) for pattern in self.seen)


def load_split(path: Path) -> Split:
    """Load ``split.toml`` (a list ``seen`` of id patterns); a missing file means that nothing was seen.

    Raises:
        InputError: the file is not what it should be.
    """
    if not path.is_file():
        return Split()
    try:
        seen = tomllib.loads(path.read_text(encoding="utf-8"))["seen"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise InputError(
            "The split cannot be read", where=str(path), hint='It holds one list: seen = ["id", …].'
        ) from error
    return Split(tuple(seen))
