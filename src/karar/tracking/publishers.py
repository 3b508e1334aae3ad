"""Whose word a claim is: official text, a news agency, or an outlet."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from karar.model.claims import Source
from karar.text.normalise import fold

Standing = Literal["official", "agency", "outlet"]
STANDINGS: tuple[Standing, ...] = ("official", "agency", "outlet")
"""From the one that is closest to those who promise."""


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "publishers.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _known() -> Mapping[Standing, Mapping[str, tuple[str, ...]]]:
    tables = _tables()
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
    return _judged(source.publisher or "", _host(source.uri))


def _host(uri: str) -> str:
    return (urlsplit(uri).hostname or "") if uri.startswith("http") else ""


@lru_cache(maxsize=1 << 12)
def _judged(publisher: str, host: str) -> Standing:
    name = " ".join(fold(publisher).split())
    for standing, known in _known().items():
        if name and (name in known["names"] or name.startswith(known["starts"]) or name.endswith(known["ends"])):
            return standing
    for standing, known in _known().items():
        if any(host == one or host.endswith(f".{one}") for one in known["hosts"]):
            return standing
    return "outlet"


def party_of(source: Source) -> str | None:
    """Return the party whose official word a source is, by its host or else by its publisher's name.

    None where it is no official text, or nobody can tell whose.

    >>> party_of(Source("https://www.mofa.go.jp/a")), party_of(Source("file:a.txt", publisher="पीआईबी"))
    ('JP', 'IN')
    >>> party_of(Source("https://news.example.jp/a")) is None
    True
    """
    return _word(source.publisher or "", _host(source.uri))


@lru_cache(maxsize=1 << 12)
def _word(publisher: str, host: str) -> str | None:
    if _judged(publisher, host) != "official":
        return None
    name, table = " ".join(fold(publisher).split()), _parties()
    for known, party in table.hosts.items():
        if host == known or host.endswith(f".{known}"):
            return party
    return table.names.get(name)


class _Parties(NamedTuple):
    """Whose official word: by host, the longest first, and by folded name."""

    hosts: Mapping[str, str]
    names: Mapping[str, str]


@lru_cache(maxsize=1)
def _parties() -> _Parties:
    table = _tables()["party"]
    hosts = sorted(table["hosts"].items(), key=lambda item: -len(item[0]))
    return _Parties(dict(hosts), {fold(name): party for name, party in table["names"].items()})
