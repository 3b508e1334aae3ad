"""Whose word a claim is: official text, a news agency, or an outlet."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from karar.model.claims import Source
from karar.text.normalise import fold

Standing = Literal["official", "agency", "outlet"]
STANDINGS: tuple[Standing, ...] = ("official", "agency", "outlet")
"""From the one that is closest to those who promise."""


@lru_cache(maxsize=1)
def _known() -> Mapping[Standing, Mapping[str, tuple[str, ...]]]:
    tables = tomllib.loads((Path(__file__).parent / "data" / "publishers.toml").read_text(encoding="utf-8"))
    listed: tuple[Standing, ...] = ("official", "agency")
    return {
        name: {
            key: tuple(item if key == "hosts" else fold(item) for item in items) for key, items in tables[name].items()
        }
        for name in listed
    }


def standing_of(source: Source) -> Standing:
    """Return whose word a source is, by its publisher's name or else by its host.

    >>> standing_of(Source("https://www.mea.gov.in/a")), standing_of(Source("file:a.txt", publisher="एएनआई"))
    ('official', 'agency')
    >>> standing_of(Source("https://governor.example/a"))
    'outlet'
    """
    name = " ".join(fold(source.publisher or "").split())
    host = (urlsplit(source.uri).hostname or "") if source.uri.startswith("http") else ""
    for standing, known in _known().items():
        if name and (name in known["names"] or name.startswith(known["starts"]) or name.endswith(known["ends"])):
            return standing
    for standing, known in _known().items():
        if any(host == one or host.endswith(f".{one}") for one in known["hosts"]):
            return standing
    return "outlet"
