"""Loads the room's data files, each once, at first use."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the data file ``name`` (without ``.toml``) of ``karar/pages/data``.

    >>> load("dates")["months"]["8"][0]
    'august'
    """
    return tomllib.loads(files("karar.pages").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))
