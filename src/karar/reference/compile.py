"""Compile `resources/` into one record: surfaces inflected and folded, every reference checked.

The record is what `karar.reference.load.build_reference` takes; `tools/build_data.py` writes it as MessagePack.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from karar.errors import ResourceError
from karar.reference.inflect import Form, inflect, read_paradigms
from karar.reference.tables import Row, read_table, read_toml
from karar.text.normalise import fold

REQUIRED_IN_PACK = ("pack.toml", "acts.toml", "modality.toml", "inflections.toml", "examples.jsonl")
MIN_EXAMPLES = 20


class _Lexicon:
    """Entries and surfaces under construction; an entry that stands twice is kept once."""

    def __init__(self) -> None:
        self.entries: dict[str, int] = {}
        self.rows: list[tuple[str, str, str, dict[str, str]]] = []
        self.surfaces: dict[str, list[int]] = {}

    def add(self, kind: str, value: str, lang: str, attrs: dict[str, str], surface: str) -> None:
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
    lexicon = _Lexicon()
    languages = sorted(path for path in (root / "languages").iterdir() if path.is_dir())
    for folder in languages:
        missing = [name for name in REQUIRED_IN_PACK if not (folder / name).is_file()]
        if missing:
            raise ResourceError(f"The pack lacks {', '.join(missing)}", where=folder.name)
    paradigms = read_paradigms(read_toml(folder / "inflections.toml") for folder in languages)
    packs = {folder.name: _compile_pack(folder, lexicon, paradigms) for folder in languages}
    for row, kind in _gazetteer_rows(root / "gazetteer"):
        _add_row(lexicon, kind, row, paradigms)
    sectors = dict(_labelled(root / "sectors", "sector", lexicon, paradigms))
    initiatives = dict(_labelled(root / "initiatives", "initiative", lexicon, paradigms))
    return {
        "entries": lexicon.rows,
        "surfaces": lexicon.surfaces,
        "packs": packs,
        "sectors": sectors,
        "initiatives": initiatives,
        "version": fingerprint(root),
    }


def fingerprint(root: Path) -> str:
    """Return a short hash of every file under ``root``, names and contents."""
    state = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        state.update(path.relative_to(root).as_posix().encode())
        state.update(b"\0")
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


def _compile_pack(folder: Path, lexicon: _Lexicon, paradigms: dict[str, tuple[Form, ...]]) -> dict[str, Any]:
    lang = folder.name
    settings = read_toml(folder / "pack.toml")
    for name, kind in settings.pop("tables").items():
        for row in read_table(folder / name, lang=lang):
            _add_row(lexicon, kind, row, paradigms)
    examples = [json.loads(line) for line in (folder / "examples.jsonl").read_text("utf-8").splitlines() if line]
    if len(examples) < MIN_EXAMPLES:
        raise ResourceError(f"A pack needs {MIN_EXAMPLES} examples, this one has {len(examples)}", where=lang)
    return {
        "profile": settings.pop("profile"),
        "abbreviations": sorted(fold(word) for word in settings.pop("abbreviations", [])),
        "acts": _compile_acts(folder, lang, lexicon, paradigms),
        "modality": read_toml(folder / "modality.toml")["pattern"],
        "settings": settings,
    }


def _compile_acts(
    folder: Path, lang: str, lexicon: _Lexicon, paradigms: dict[str, tuple[Form, ...]]
) -> list[dict[str, Any]]:
    """Return the act cues; their nouns become surfaces of kind ``act`` whose value is the cue's number."""
    cues: list[dict[str, Any]] = []
    for number, cue in enumerate(read_toml(folder / "acts.toml")["cue"]):
        nouns = cue.pop("nouns", ())
        cue["noun"] = bool(nouns)
        for spec in nouns:
            surface, _, paradigm = spec.partition(":")
            row = Row(f"{lang}.{number}", (surface.strip(),), paradigm.strip(), lang, {}, f"{lang}/acts.toml")
            _add_row(lexicon, "act", row, paradigms)
        cues.append(cue)
    return cues


def _gazetteer_rows(folder: Path) -> Iterator[tuple[Row, str]]:
    for name, kind in read_toml(folder / "tables.toml")["tables"].items():
        for row in read_table(folder / name):
            yield row, kind


def _add_row(lexicon: _Lexicon, kind: str, row: Row, paradigms: dict[str, tuple[Form, ...]]) -> None:
    if row.inflect and row.inflect not in paradigms:
        raise ResourceError(f"No paradigm is named {row.inflect}", where=row.where)
    for surface in row.surfaces:
        for form, tag in inflect(surface, paradigms[row.inflect]).items() if row.inflect else ((surface, ""),):
            attrs = dict(row.attrs)
            if tag:
                attrs["form"] = tag
            lexicon.add(kind, row.value, row.lang, attrs, form)


def _labelled(
    folder: Path, kind: str, lexicon: _Lexicon, paradigms: dict[str, tuple[Form, ...]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("*.toml")):
        body = read_toml(path)
        for lang, cues in body.pop("cues").items():
            for cue in cues:
                spec = {"surface": cue} if isinstance(cue, str) else dict(cue)
                surface, paradigm = spec.pop("surface"), spec.pop("inflect", "")
                attrs = {key: str(value) for key, value in spec.items()}
                row = Row(body["id"], (surface,), paradigm, lang, attrs, path.name)
                _add_row(lexicon, kind, row, paradigms)
        yield body["id"], body
