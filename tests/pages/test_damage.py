"""PDF files with random damage: the parser may fail on them, the reader does not, nor on the pages beside them.

Damaged pages of HTML and text are read in `tests/journeys/test_damage.py`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from karar.model.documents import Page
from karar.pipeline.run import read_pages
from karar.reference import load_reference
from tests.journeys.test_damage import KINDS, NEIGHBOUR, between_neighbours
from tests.pages.drawn import Text, draw, page_of, wrap
from tests.pages.written import EN_FIRST, EN_HEADLINE, EN_SECOND, EN_THIRD

LONGEST = 5.0  # seconds, with the process that opens it, on a machine with other work to do
LINES = [line for text in (EN_FIRST, EN_SECOND, EN_THIRD) for line in (*wrap(text), "")]
FILE = draw([Text(EN_HEADLINE, 760.0, size=16), *page_of(*LINES)], page_of(*LINES))


def damaged_files(count: int, seed: int) -> Iterator[Page]:
    """Files with one kind of damage or two, the same for the same seed."""
    dice = random.Random(seed)
    for number in range(count):
        content = FILE
        for damage in dice.choices(KINDS, k=dice.randrange(1, 3)):
            content = damage(content, dice) if len(content) > 1 else content
        yield Page(b"%PDF-1.7\n" + content if number % 2 else content, f"{number}.pdf")


def check(count: int, seed: int) -> None:
    """Read damaged files between good pages."""
    (expected,) = read_pages([NEIGHBOUR], load_reference())
    assert expected.claims
    outcomes = list(read_pages(between_neighbours(damaged_files(count, seed)), load_reference()))
    assert len(outcomes) == 2 * count + 1
    for number, outcome in enumerate(outcomes):
        if number % 2:
            assert "The reader failed" not in str(outcome.error), outcome.name
            assert "\n" not in str(outcome.error)
            assert outcome.seconds < LONGEST, outcome.name
        else:
            assert outcome.claims == expected.claims


def test_damaged_files():
    """A few of them."""
    check(10, seed=1)


@pytest.mark.slow
def test_many_damaged_files():
    """Two hundred and fifty."""
    check(250, seed=2)
