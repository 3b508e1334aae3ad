"""The flat public API: every name is there, and importing the package loads none of the rooms."""

from __future__ import annotations

import subprocess
import sys

import pytest

import karar
from karar.errors import PageError

TEXT = "जापान अगले 10 सालों में भारत में 10 ट्रिलियन येन का निवेश करेगा।"


@pytest.mark.parametrize("name", karar.__all__)
def test_every_public_name_is_there(name):
    """Each name of `karar.__all__` is found in the room it is said to be in, and has its documentation."""
    value = getattr(karar, name)
    assert value.__doc__
    assert name in dir(karar)


def test_a_name_that_is_none():
    """Anything else is an error of the usual kind."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        karar.nothing  # noqa: B018


def test_importing_the_package_loads_no_room():
    """`import karar` costs nothing."""
    code = "import sys, karar; print([name for name in sys.modules if name.startswith('karar.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_page_is_read_in_one_call(tmp_path):
    """A text, or the file that holds it, with the facts given."""
    (claim,) = karar.read(TEXT, published="2025-08-29", publisher="X", address="https://example.org/a", language="hi")
    assert (claim.act, claim.giver, claim.source.published) == ("pledge", "JP", "2025-08-29")
    assert (claim.source.publisher, claim.source.uri) == ("X", "https://example.org/a")
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    (again,) = karar.read(path)
    assert again.amounts == claim.amounts
    with pytest.raises(PageError, match="Check the path"):
        karar.read(tmp_path / "none.txt")
