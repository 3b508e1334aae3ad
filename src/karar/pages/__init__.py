"""Pages: bytes in, documents out. ``read_page`` finds the article in one.

Reading loads parsers and models, so it is resolved at first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from karar.pages.guessing import guess_language
    from karar.pages.html import read_html
    from karar.pages.read import read_page

__all__ = ["guess_language", "read_html", "read_page"]

_LAZY = {"read_page": "karar.pages.read", "read_html": "karar.pages.html", "guess_language": "karar.pages.guessing"}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value
