"""Pages with random damage: none crashes the reader or keeps it long, and none touches the pages beside it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from karar.model.documents import Page
from karar.pages import guess_language
from karar.pipeline.run import read_pages
from karar.reference import load_reference
from tests.pages.drawn import Text, draw, page_of, wrap
from tests.pages.written import EN_FIRST, EN_HEADLINE, EN_SECOND, EN_THIRD

PAGES = Path(__file__).parents[2] / "examples" / "pages"
LONGEST = 2.0  # seconds of processor time for one page, to its claims
GOOD = Page(f"{EN_HEADLINE}\n\n{EN_FIRST}\n\n{EN_SECOND}\n".encode(), "good.txt")
TAGS = [
    b"<p>",
    b"</p>",
    b"<div>",
    b"</div>",
    b"<script>",
    b"<!--",
    b"-->",
    b"<table><tr>",
    b"</td>",
    b"<a href='",
    b'="',
]
TAGS += [
    b"<title>",
    b"&#x0;",
    b"&#xD800;",
    b"<body>",
    b"</html>",
    b"<br>" * 50,
    b"<h1>",
    b"<li>",
    b"\x00",
    b"\xff\xfe",
    b"&amp",
]


def flip(content: bytes, draws: random.Random) -> bytes:
    """Change some bytes to others."""
    out = bytearray(content)
    for _ in range(draws.choice([1, 10, 100, len(out) // 4])):
        out[draws.randrange(len(out))] = draws.randrange(256)
    return bytes(out)


def cut(content: bytes, draws: random.Random) -> bytes:
    """Keep a part from the middle, or leave one out."""
    a, b = sorted(draws.randrange(len(content)) for _ in range(2))
    return content[a:b] if draws.random() < 0.5 else content[:a] + content[b:]


def repeat(content: bytes, draws: random.Random) -> bytes:
    """Say a part again, up to a thousand times."""
    a = draws.randrange(len(content))
    part = content[a : a + draws.choice([1, 3, 40, 2000])]
    return content[:a] + part * draws.choice([2, 20, 1000]) + content[a:] if len(part) < 100 else content + part * 3


def cross(content: bytes, draws: random.Random) -> bytes:
    """Put tags and other marks where they do not belong."""
    for _ in range(draws.choice([1, 5, 50])):
        a = draws.randrange(len(content))
        content = content[:a] + draws.choice(TAGS) + content[a:]
    return content


def mix(content: bytes, draws: random.Random) -> bytes:
    """Change the order of parts."""
    size = draws.choice([1, 2, 16, 300])
    parts = [content[i : i + size] for i in range(0, len(content), size)]
    draws.shuffle(parts)
    return b"".join(parts)


KINDS: list[Callable[[bytes, random.Random], bytes]] = [flip, cut, repeat, cross, mix]


def damaged(sources: list[tuple[str, bytes]], count: int, seed: int) -> Iterator[Page]:
    """Yield pages with damage of one kind or several, the same for the same seed."""
    draws = random.Random(seed)
    for number in range(count):
        name, content = draws.choice(sources)
        for kind in draws.sample(KINDS, draws.choice([1, 1, 2, 3])):
            content = kind(content, draws) if len(content) > 1 else content
        yield Page(content, f"{number}-{name}")


def check(pages: list[Page]) -> None:
    """Read each page between two good ones."""
    (expected,) = read_pages([GOOD], load_reference())
    assert expected.claims
    guess_language("Il trattato", ["it"])  # its model takes a while to load, once
    outcomes = read_pages((page for bad in pages for page in (GOOD, bad, GOOD)), load_reference())
    for number in range(3 * len(pages)):
        started = time.process_time()
        outcome = next(outcomes)
        seconds = time.process_time() - started
        if number % 3 != 1:
            assert outcome.claims == expected.claims
            continue
        said = str(outcome.error or "")
        assert "The reader failed" not in said, f"{outcome.name}: {said}"
        assert "\n" not in said, said
        assert seconds < LONGEST, outcome.name
    assert not list(outcomes)


def sources() -> list[tuple[str, bytes]]:
    """Return the example pages."""
    return [(path.name, path.read_bytes()) for path in sorted(PAGES.iterdir()) if path.suffix in (".html", ".txt")]


def test_damaged_pages():
    """Damaged pages are read or are one line each, soon, and their neighbours' claims stay as they are."""
    check(list(damaged(sources(), 150, seed=1)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_many_damaged_pages(seed):
    """The same for two thousand of them."""
    check(list(damaged(sources(), 200, seed=seed)))


@pytest.mark.slow
def test_damaged_pdf_files():
    """The same for PDF files: the parser may fail, nothing else does."""
    lines = [line for text in (EN_FIRST, EN_SECOND, EN_THIRD) for line in (*wrap(text), "")]
    file = draw([Text(EN_HEADLINE, 760.0, size=16), *page_of(*lines)], page_of(*lines))
    check(list(damaged([("a.pdf", file)], 150, seed=1)))
