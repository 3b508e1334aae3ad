"""Corridors of this checkout, rows to break, and pages that speak of corridors."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from karar.ledger import Ledger
from karar.pipeline.stages import READER, read_document
from karar.reference.corridors import WHERE, CorridorRows, CorridorTables, SourceNote, build_tables, compile_corridors
from karar.tracking.corridor_links import CorridorLink, find_links
from karar.tracking.corridors import build_corridor
from tests.reference.known import RESOURCES, document, reference

UP, TN = "up-defence-corridor", "tn-defence-corridor"


@cache
def tables() -> CorridorTables:
    """What `resources/corridors` says now, whatever was compiled before."""
    return build_tables(compile_corridors(RESOURCES))


def rows_of(name: str) -> CorridorRows:
    """The rows of one corridor."""
    (found,) = [rows for rows in tables().corridors if rows.id == name]
    return found


def changed(**written: list[dict[str, str]]) -> CorridorRows:
    """The rows of a small corridor with one node, whose tables are ``written``; what a row leaves out is empty."""
    sources = {"reply": SourceNote("Reply", "A parliament", "2030-12")}
    tables: dict[str, Any] = {"nodes": [{}], "figures": [], "land": [], "units": []}
    empty = {
        "nodes": {"id": "a", "en": "A", "hi": "अ", "code": "IN-UP", "latitude": "26", "longitude": "80", "place": "1"},
        "figures": {"date": "2021-07", "memoranda": "", "potential": "", "actual": "", "source": "reply"},
        "land": {"date": "2021-07", "node": "", "measure": "acquired", "hectares": "", "source": "reply"},
        "units": {"id": "u", "en": "U", "hi": "", "node": "a", "makes": "", "investment": "", "since": "",
                  "partners": "", "source": "reply"},
    }  # fmt: skip
    made = {
        name: tuple({**empty[name], WHERE: f"{name}.csv:{number}", **row} for number, row in enumerate(rows, 2))
        for name, rows in {**tables, **written}.items()
    }
    return msgspec.structs.replace(rows_of(UP), announced="2018", source_ids=(), sources=sources, **made)


def keep(path: Path, *pages: str | tuple[str, str]) -> None:
    """Read pages into a ledger, each its own address; a plain string is a Hindi page."""
    with Ledger.open(path) as ledger:
        for number, page in enumerate(pages):
            text, lang = page if isinstance(page, tuple) else (page, "hi")
            doc = document(text, lang=lang, published="2025-08-30", uri=f"https://news.example/{number}")
            ledger.add(doc, READER, read_document(doc, reference()).claims)


def links_in(path: Path) -> tuple[CorridorLink, ...]:
    """The links of a ledger to the corridors of this checkout."""
    corridors = [build_corridor(rows) for rows in tables().corridors]
    abbreviations = {lang: pack.abbreviations for lang, pack in reference().packs.items()}
    with Ledger.open(path, create=False) as ledger:
        return find_links(ledger, corridors, tables(), abbreviations)
