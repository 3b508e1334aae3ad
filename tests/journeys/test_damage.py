"""Damaged pages, bytes flipped, cut, repeated, tags crossed: none crashes or hangs the reader or costs a neighbour."""

from __future__ import annotations

import gc
import random
import re
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from karar.errors import KararError
from karar.model.documents import Page
from karar.pipeline.run import Outcome, read_pages
from tests.reference.known import ROOT, reference

EXAMPLES = sorted(path for path in (ROOT / "examples" / "pages").iterdir() if path.suffix in (".txt", ".html"))
NEIGHBOUR = Page("भारत और जापान ने समझौते पर हस्ताक्षर किए।".encode(), "neighbour.txt")
LARGEST = 100_000  # bytes; the example pages have up to eight thousand
LONGEST = 2.0  # seconds of this process's own time
_TAG = re.compile(rb"<[^<>]{1,200}>")


def flip(content: bytes, dice: random.Random) -> bytes:
    """Bytes changed, a few or many."""
    damaged = bytearray(content)
    for _ in range(dice.choice((1, 10, 100, len(content) // 20))):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged)


def cut(content: bytes, dice: random.Random) -> bytes:
    """A stretch is gone: the end, the beginning, the middle."""
    first, last = sorted(dice.sample(range(len(content) + 1), 2))
    return dice.choice((content[:first], content[last:], content[:first] + content[last:]))


def repeat(content: bytes, dice: random.Random) -> bytes:
    """A stretch stands there again and again, up to some 100 kB."""
    first, last = sorted(dice.sample(range(len(content) + 1), 2))
    times = dice.randrange(2, max(3, min(2000, 100_000 // (last - first))))
    return content[:last] + content[first:last] * times + content[last:]


def cross(content: bytes, dice: random.Random) -> bytes:
    """Tags change places, so that nothing closes where it was opened."""
    tags = _TAG.findall(content) or [b"<b>", b"</i>", b"<table>", b"</p>", b"<!--", b"<script>"]
    dice.shuffle(tags)
    coming = iter(tags)
    crossed = _TAG.sub(lambda match: next(coming), content)
    place = dice.randrange(len(crossed) + 1)
    return crossed[:place] + b"".join(dice.choices(tags, k=dice.randrange(1, 400))) + crossed[place:]


KINDS = (flip, cut, repeat, cross)


def damaged_pages(count: int, seed: int) -> Iterator[Page]:
    """Pages with one, two or three kinds of damage, the same for the same seed."""
    dice = random.Random(seed)
    for number in range(count):
        path = dice.choice(EXAMPLES)
        content = path.read_bytes()
        for damage in dice.choices(KINDS, k=dice.randrange(1, 4)):
            content = damage(content, dice) if len(content) > 1 else content
        yield Page(content[:LARGEST], f"{number}-{path.name}")


def between_neighbours(pages: Iterator[Page]) -> Iterator[Page]:
    """Each page with a good one on both sides."""
    yield NEIGHBOUR
    for page in pages:
        yield page
        yield NEIGHBOUR


def check(count: int, seed: int) -> None:
    """Read damaged pages between good ones, and hold every outcome against what may be."""
    for _ in read_pages([Page(path.read_bytes(), path.name) for path in EXAMPLES], reference()):
        pass  # what a process loads once for each language is no page's time
    gc.collect()
    gc.freeze()  # nor is going through all that other tests have left in this process
    try:
        _check(count, seed)
    finally:
        gc.unfreeze()


def _check(count: int, seed: int) -> None:
    whole: Outcome | None = None
    name, number, before = "", -1, time.process_time()
    for number, outcome in enumerate(read_pages(between_neighbours(damaged_pages(count, seed)), reference())):
        now = time.process_time()
        if number % 2:
            name = outcome.name
            # A fault of the reader itself is told as one, see `pipeline.run`: that is a crash.
            assert outcome.error is None or isinstance(outcome.error, KararError)
            assert "The reader failed" not in str(outcome.error), outcome.name
            assert now - before < LONGEST, name
        else:
            whole = whole or outcome
            assert outcome.claims == whole.claims != (), f"the neighbour of {name}"
        before = time.process_time()
    assert number == 2 * count


def test_the_damage_is_damage():
    """Every kind changes what it is given, the same way each time."""
    for damage, content in ((kind, path.read_bytes()) for kind in KINDS for path in EXAMPLES[:4]):
        assert damage(content, random.Random(5)) != content
        assert damage(content, random.Random(5)) == damage(content, random.Random(5))
    assert all(left.content != right.content for left, right in pairwise(damaged_pages(20, 1)))


def test_damaged_pages():
    """A hundred and fifty of them."""
    check(150, seed=7)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_many_damaged_pages(seed: int):
    """Two thousand of them, in four lots."""
    check(500, seed=100 + seed)
