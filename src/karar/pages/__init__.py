"""Pages: bytes in, documents out. ``read_page`` is ``decode_page`` (bytes to text) and ``read_decoded`` (the article).

Reading loads parsers and models, so it is resolved at first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from karar.pages.guessing import guess_language
    from karar.pages.html import read_html
    from karar.pages.read import decode_page, read_decoded, read_page

PROJECTIONS = ("html/1", "pdf/1", "text/1")
"""The versions of the stored text, one for each kind of page: another one reads every page anew."""

__all__ = ["PROJECTIONS", "decode_page", "guess_language", "read_decoded", "read_html", "read_page"]

_LAZY = {
    "decode_page": "karar.pages.read",
    "guess_language": "karar.pages.guessing",
    "read_decoded": "karar.pages.read",
    "read_html": "karar.pages.html",
    "read_page": "karar.pages.read",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value
