"""The statistical language guesser, apart because its model takes most of a second to load."""

from __future__ import annotations

import py3langid


def guess_language(text: str, allowed: list[str]) -> str:
    """Return the most likely language of ``text`` among ``allowed`` (ISO 639-1 codes)."""
    ranked: list[tuple[str, float]] = py3langid.rank(text[:4000])
    return next((code for code, _ in ranked if code in allowed), "und")
