"""The versions of the stored text."""

from __future__ import annotations

from karar.pages import PROJECTIONS
from tests.contracts.source import list_modules


def test_every_projection_is_listed():
    """A page is known by them: one that is missing would let pages of its kind stand as an older version read them."""
    found = set()
    for module in list_modules():
        if module.name.startswith("karar.pages."):
            for line in module.text.splitlines():
                if line.startswith("PROJECTION = "):
                    found.add(line.removeprefix("PROJECTION = ").strip('"'))
    assert found == set(PROJECTIONS)
