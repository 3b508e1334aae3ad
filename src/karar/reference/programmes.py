"""Joint programmes: systems by the names that pages give them, words for stages, categories of procurement."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from karar.errors import ResourceError
from karar.reference.compile import Lexicon, add_cues, all_paradigms, need
from karar.reference.load import Reference
from karar.reference.loading import FOLDER, lexicon_of, load_compiled
from karar.reference.tables import Row, read_toml

FORMAT = 1
COMPILED = FOLDER / "programmes.msgpack"

ProgrammeStage = Literal["concept", "research", "trials", "approval", "order", "production", "export", "delivery"]
"""From a joint study to delivery: joint research and development; prototype and trials; approval of the purchase; order
or licence; joint production; joint export, which needs the word of every party; delivery."""
STAGES: tuple[ProgrammeStage, ...] = get_args(ProgrammeStage)


class System(msgspec.Struct, frozen=True):
    """What is developed, made, bought or sold together.

    Attributes:
        labels: what it is called, by language.
        parties: those of the joint programme; () where any states may be.
        unit: what is counted.
    """

    labels: dict[str, str]
    parties: tuple[str, ...]
    unit: str


class Category(msgspec.Struct, frozen=True):
    """A category of procurement; ``content``: the least indigenous content in per cent, None where none is set."""

    en: str
    hi: str
    content: int | None = None


class Edition(msgspec.Struct, frozen=True, rename={"start": "from"}):
    """An edition of a procurement procedure, and the days between which it holds."""

    start: str
    title: str
    categories: dict[str, Category]
    until: str | None = None


class ProgrammeTables(msgspec.Struct, frozen=True):
    """Systems, editions, and names as a lexicon of its own, whose kinds are ``system`` and ``stage``."""

    systems: Mapping[str, System]
    editions: Mapping[str, Edition]
    names: Reference

    def edition_of(self, day: str) -> tuple[str, Edition] | None:
        """Return the edition that holds on an ISO day, None where none is listed."""
        for name, edition in self.editions.items():
            if edition.start <= day and (edition.until is None or day <= edition.until):
                return name, edition
        return None


def compile_programmes(root: Path) -> dict[str, Any]:
    """Return the record of `resources/programmes` under the resources folder ``root`` that `load_programmes` takes.

    Raises:
        ResourceError: a table breaks its form, or names a stage that there is not.
    """
    folder, lexicon, paradigms = root / "programmes", Lexicon(), all_paradigms(root)
    systems = read_toml(folder / "systems.toml")
    for name, body in systems.items():
        where = "programmes/systems.toml"
        add_cues(need(body, "cues", where), Row(name, (), "", "", {}, where), "system", lexicon, paradigms)
    for name, cues in read_toml(folder / "stages.toml").items():
        where = "programmes/stages.toml"
        if name not in STAGES:
            raise ResourceError(f"There is no stage {name!r}", where=where, hint=f"Choose among: {', '.join(STAGES)}.")
        add_cues(cues, Row(name, (), "", "", {}, where), "stage", lexicon, paradigms)
    editions = read_toml(folder / "procurement.toml")
    record = {"format": FORMAT, "entries": lexicon.rows, "surfaces": lexicon.surfaces}
    return {**record, "systems": systems, "editions": editions}


@lru_cache(maxsize=1)
def load_programmes(path: Path = COMPILED) -> ProgrammeTables:
    """Load the programmes compiled by `tools/build_data.py`, once.

    Raises:
        ResourceError: the compiled file is missing or of another version of the program.
    """
    return load_compiled(path, "programmes", FORMAT, build_programmes)


def build_programmes(record: Mapping[str, Any]) -> ProgrammeTables:
    """Return the tables of a compiled record."""
    names = lexicon_of(record)
    systems = msgspec.convert(record["systems"], dict[str, System])
    return ProgrammeTables(systems, msgspec.convert(record["editions"], dict[str, Edition]), names)
