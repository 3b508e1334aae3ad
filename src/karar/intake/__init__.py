"""Intake: what a person pointed at becomes pages, each with its bytes, its name and its facts.

The parser of feeds and the client for the web take long to load, so they are resolved at first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from karar.intake.collect import Pages, collect, open_page

if TYPE_CHECKING:
    from karar.intake.feed import read_feed
    from karar.intake.web import Web

__all__ = ["Pages", "Web", "collect", "open_page", "read_feed"]

_HOMES = {"Web": "karar.intake.web", "read_feed": "karar.intake.feed"}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value
