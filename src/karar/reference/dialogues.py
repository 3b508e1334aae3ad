"""Standing talks between states: the mechanisms of `resources/dialogues/`, and the words by which pages name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from karar.errors import ResourceError
from karar.reference.compile import Lexicon, add_cues, add_labelled, add_row, all_paradigms
from karar.reference.load import Reference
from karar.reference.loading import FOLDER, lexicon_of, load_compiled
from karar.reference.tables import Row, read_table, read_toml

FORMAT = 1
COMPILED = FOLDER / "dialogues.msgpack"

Level = Literal[
    "leaders", "ministers", "advisers", "officials", "military", "special-representatives", "legislators", "business"
]


class Mechanism(msgspec.Struct, frozen=True):
    """A kind of talks, as its file has it.

    Attributes:
        id: the file's name.
        level: who meets.
        offices: for each office that must be there all the titles it has among states; () where only the name tells.
        sectors: what it is about.
        labels: what it is called, by language.
        every: an ISO 8601 duration, where the name itself says how often.
        standing: whether the name alone means that it is held again and again.
    """

    id: str
    level: Level
    offices: tuple[tuple[str, ...], ...]
    sectors: tuple[str, ...]
    labels: dict[str, str]
    standing: bool
    every: str | None = None


class DialogueTables(msgspec.Struct, frozen=True):
    """All mechanisms by id, and their names as a lexicon of their own.

    The kinds of its entries are ``dialogue`` (a mechanism's name), ``office``, ``person`` (its value is the office that
    the person is best known for, with ``party``, ``from`` and ``to``), ``rhythm``,
    ``ordinal`` and ``founding`` (words that set talks up).
    """

    mechanisms: Mapping[str, Mechanism]
    names: Reference


def compile_dialogues(root: Path) -> dict[str, Any]:
    """Return the record of the dialogues under the resources folder ``root`` that `load_dialogues` takes.

    Raises:
        ResourceError: a file breaks its form, or names an office that is in no table.
    """
    folder, lexicon, paradigms = root / "dialogues", Lexicon(), all_paradigms(root)
    mechanisms = [body for _, body in add_labelled(folder.glob("*.toml"), "dialogue", lexicon, paradigms)]
    offices = {row.value: row for row in read_table(root / "gazetteer" / "offices.tsv")}
    wanted: set[str] = set()
    for body in mechanisms:
        named = {office for titles in body["offices"] for office in titles}
        for office in sorted(named - offices.keys()):
            raise ResourceError(f"There is no office {office!r}", where=f"dialogues/{body['id']}.toml")
        wanted |= named
    for row in read_table(root / "gazetteer" / "offices.tsv"):
        if row.value in wanted:
            add_row(lexicon, "office", row, paradigms)
    for row in _people(root / "gazetteer" / "people.tsv", wanted):
        add_row(lexicon, "person", row, paradigms)
    for kind in ("rhythm", "ordinal", "founding"):
        where = f"dialogues/words/{kind}s.toml"
        for value, cues in read_toml(folder / "words" / f"{kind}s.toml").items():
            add_cues(cues, Row(value, (), "", "", {}, where), kind, lexicon, paradigms)
    kept = [{key: value for key, value in body.items() if key != "cues"} for body in mechanisms]
    return {"format": FORMAT, "entries": lexicon.rows, "surfaces": lexicon.surfaces, "mechanisms": kept}


def _people(path: Path, offices: set[str]) -> Iterator[Row]:
    """Yield who held one of these offices; the office stands in the place of the person's id."""
    for row in read_table(path):
        office = row.attrs.get("office", "")
        if office in offices:
            yield Row(office, row.surfaces, row.inflect, row.lang, row.attrs, row.where)


@lru_cache(maxsize=1)
def load_dialogues(path: Path = COMPILED) -> DialogueTables:
    """Load the dialogues compiled by `tools/build_data.py`, once.

    Raises:
        ResourceError: the compiled file is missing or of another version of the program.
    """
    return load_compiled(path, "dialogues", FORMAT, build_dialogues)


def build_dialogues(record: Mapping[str, Any]) -> DialogueTables:
    """Return the tables of a compiled record."""
    names = lexicon_of(record)
    found = msgspec.convert(record["mechanisms"], tuple[Mechanism, ...])
    return DialogueTables({one.id: one for one in found}, names)
