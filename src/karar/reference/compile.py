"""Compile `resources/` into one record: surfaces inflected and folded, every reference checked.

The record is what `karar.reference.load.build_reference` takes; `tools/build_data.py` writes it as MessagePack.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from karar.errors import ResourceError
from karar.reference.inflect import Form, inflect, read_paradigms
from karar.reference.load import FORMAT
from karar.reference.tables import Row, read_table, read_toml
from karar.text.normalise import fold

REQUIRED_IN_PACK = ("pack.toml", "acts.toml", "modality.toml", "inflections.toml", "examples.jsonl")
MIN_EXAMPLES = 20


class Lexicon:
    """Entries and surfaces under construction; an entry that stands twice is kept once."""

    def __init__(self) -> None:
        self.entries: dict[str, int] = {}
        self.rows: list[tuple[str, str, str, dict[str, str]]] = []
        self.surfaces: dict[str, list[int]] = {}

    def add(self, kind: str, value: str, lang: str, attrs: dict[str, str], surface: str) -> None:
        """Add a meaning of a surface; the surface is folded.

        Raises:
            ResourceError: nothing is left of it.
        """
        folded = fold(surface)
        if not folded.strip():
            raise ResourceError(f"A surface of {kind} {value} is empty once folded", where=repr(surface))
        if attrs.get("case") == "exact":
            attrs = attrs | {"exact": surface}
        key = json.dumps([kind, value, lang, attrs], sort_keys=True, ensure_ascii=False)
        number = self.entries.setdefault(key, len(self.rows))
        if number == len(self.rows):
            self.rows.append((kind, value, lang, attrs))
        places = self.surfaces.setdefault(folded, [])
        if number not in places:
            places.append(number)


def compile_resources(root: Path) -> dict[str, Any]:
    """Return the compiled record of the resources folder at ``root``.

    Raises:
        ResourceError: a file breaks its rules: a pack without examples, an unknown paradigm, a cue without a verb.
    """
    lexicon = Lexicon()
    languages = sorted(path for path in (root / "languages").iterdir() if path.is_dir())
    for folder in languages:
        missing = [name for name in REQUIRED_IN_PACK if not (folder / name).is_file()]
        if missing:
            raise ResourceError(f"The pack lacks {', '.join(missing)}", where=folder.name)
    paradigms = all_paradigms(root)
    packs = {folder.name: _compile_pack(folder, lexicon, paradigms) for folder in languages}
    for row, kind in _gazetteer_rows(root / "gazetteer"):
        add_row(lexicon, kind, row, paradigms)
    sectors = dict(add_labelled((root / "sectors").glob("*.toml"), "sector", lexicon, paradigms))
    named = [*(root / "initiatives").glob("*.toml"), *(root / "corridors").glob("*/corridor.toml")]
    initiatives = dict(add_labelled(named, "initiative", lexicon, paradigms))
    return {
        "format": FORMAT,
        "entries": lexicon.rows,
        "surfaces": lexicon.surfaces,
        "packs": packs,
        "sectors": sectors,
        "initiatives": initiatives,
        "version": fingerprint(root),
    }


def all_paradigms(root: Path) -> dict[str, tuple[Form, ...]]:
    """Return the paradigms of all packs under ``root`` by name.

    Raises:
        ResourceError: a file cannot be read, or a paradigm breaks its form or stands twice.
    """
    files = sorted((root / "languages").glob("*/inflections.toml"))
    return read_paradigms((f"languages/{path.parent.name}/{path.name}", read_toml(path)) for path in files)


def need(table: dict[str, Any], key: str, where: str) -> Any:
    """Take ``key`` out of a parsed file; say which file lacks it."""
    if key not in table:
        raise ResourceError(f"The key {key} is missing", where=where)
    return table.pop(key)


def fingerprint(root: Path) -> str:
    """Return a short hash of every file under ``root``, names and contents."""
    state = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        state.update(path.relative_to(root).as_posix().encode())
        state.update(b"\0")
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


def _compile_pack(folder: Path, lexicon: Lexicon, paradigms: dict[str, tuple[Form, ...]]) -> dict[str, Any]:
    lang = folder.name
    settings = read_toml(folder / "pack.toml")
    for name, kind in need(settings, "tables", f"languages/{lang}/pack.toml").items():
        for row in read_table(folder / name, lang=lang):
            add_row(lexicon, kind, row, paradigms)
    _check_examples(folder / "examples.jsonl", lang)
    return {
        "profile": need(settings, "profile", f"languages/{lang}/pack.toml"),
        "abbreviations": sorted(fold(word) for word in settings.pop("abbreviations", [])),
        "acts": _compile_acts(folder, lang, lexicon, paradigms),
        "modality": need(read_toml(folder / "modality.toml"), "pattern", f"languages/{lang}/modality.toml"),
        "settings": settings,
    }


def _check_examples(path: Path, lang: str) -> None:
    """Make sure that the pack shows what it can do: enough examples, each a JSON record of its own line."""
    count = 0
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            json.loads(line)["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise ResourceError(f"No example: {error}", where=f"languages/{lang}/{path.name}:{number}") from error
        count += 1
    if count < MIN_EXAMPLES:
        raise ResourceError(f"A pack needs {MIN_EXAMPLES} examples, this one has {count}", where=f"languages/{lang}")


def _compile_acts(
    folder: Path, lang: str, lexicon: Lexicon, paradigms: dict[str, tuple[Form, ...]]
) -> list[dict[str, Any]]:
    """Return the act cues; their nouns become surfaces of kind ``act`` whose value is the cue's number."""
    cues: list[dict[str, Any]] = []
    for number, cue in enumerate(need(read_toml(folder / "acts.toml"), "cue", f"languages/{lang}/acts.toml")):
        nouns = cue.pop("nouns", ())
        cue["noun"] = bool(nouns)
        if not {"act", "rank"} <= set(cue) or not (nouns or cue.get("verbs")):
            raise ResourceError(
                "A cue needs act, rank, and nouns or verbs", where=f"languages/{lang}/acts.toml, cue {number + 1}"
            )
        for spec in nouns:
            surface, _, paradigm = spec.partition(":")
            row = Row(f"{lang}.{number}", (surface.strip(),), paradigm.strip(), lang, {}, f"{lang}/acts.toml")
            add_row(lexicon, "act", row, paradigms)
        cues.append(cue)
    return cues


def _gazetteer_rows(folder: Path) -> Iterator[tuple[Row, str]]:
    for name, kind in read_toml(folder / "tables.toml")["tables"].items():
        for row in read_table(folder / name):
            yield row, kind


def add_row(lexicon: Lexicon, kind: str, row: Row, paradigms: dict[str, tuple[Form, ...]]) -> None:
    """Add a row's surfaces in all their forms.

    Raises:
        ResourceError: nobody knows the paradigm, or nothing of a surface is left once it is folded.
    """
    if row.inflect and row.inflect not in paradigms:
        raise ResourceError(f"No paradigm is named {row.inflect}", where=row.where)
    for surface in row.surfaces:
        for form, tag in inflect(surface, paradigms[row.inflect]).items() if row.inflect else ((surface, ""),):
            attrs = dict(row.attrs)
            if tag:
                attrs["form"] = tag
            lexicon.add(kind, row.value, row.lang, attrs, form)


def add_labelled(
    paths: Iterable[Path], kind: str, lexicon: Lexicon, paradigms: dict[str, tuple[Form, ...]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Add the cues of files with ``id`` and ``cues``; yield each file's id and the rest of it.

    What lies in one state (``state``, ISO 3166-2) says so with each of its surfaces, as ``within``.
    """
    for path in sorted(paths):
        body = read_toml(path)
        where = f"{path.parent.name}/{path.name}"
        name = need(dict(body), "id", where)
        within = {"within": body["state"]} if "state" in body else {}
        add_cues(need(body, "cues", where), Row(name, (), "", "", within, where), kind, lexicon, paradigms)
        yield name, body


def add_cues(
    cues: Mapping[str, Iterable[Any]],
    of: Row,
    kind: str,
    lexicon: Lexicon,
    paradigms: dict[str, tuple[Form, ...]],
) -> None:
    """Add the surfaces of a table ``cues`` by language; ``of`` has the value that they stand for, with attributes."""
    for lang, listed in cues.items():
        for cue in listed:
            spec = {"surface": cue} if isinstance(cue, str) else dict(cue)
            surface, paradigm = spec.pop("surface"), spec.pop("inflect", "")
            attrs = {**of.attrs, **{key: str(value) for key, value in spec.items()}}
            add_row(lexicon, kind, Row(of.value, (surface,), paradigm, lang, attrs, of.where), paradigms)
