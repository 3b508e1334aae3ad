"""Hostile pages: depth, width and length that no article has take no more than a moment, and lose no article."""

import time
from contextlib import suppress

import pytest

from karar.errors import PageError
from karar.model.documents import MOST_BYTES, Page
from karar.pages import decode_page, guess_language
from karar.pages.read import MOST_CHARACTERS, MOST_LINES, MOST_TAGS
from tests.pages.written import EN_FIRST, EN_HEADLINE, EN_SECOND, EN_THIRD, FIRST, read, said

USUAL = 200_000  # bytes of a large page of the usual kind
LONGEST = 4.0  # seconds of processor time; two on a machine with nothing else to do


def fill(part: str, size: int = USUAL) -> str:
    """Repeat a part."""
    return part * (size // len(part) + 1)


def page(middle: str) -> str:
    """Write a page with something inside its article."""
    return (
        f"<html><head><title>{EN_HEADLINE}</title></head><body><h1>{EN_HEADLINE}</h1><p>{EN_FIRST}</p><p>{EN_SECOND}</p>"
        f"{middle}<p>{EN_THIRD}</p></body></html>"
    )


def timed(content: str | bytes, name: str) -> float:
    """Read a page, or have it told that it is none; return the processor time that it took."""
    guess_language("Il trattato", ["it"])  # its model takes a while to load, once
    started = time.process_time()
    with suppress(PageError):
        read(content, name)
    return time.process_time() - started


SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    "part",
    [
        "x<br>",
        "<span class='c'>x",
        '<a b="',
        "&#2309;&foo",
        "<li><ul>",
        "\x00",
        *(
            pytest.param(part, marks=SLOW)
            for part in ("<p>x</p>", "<td>1</td>", "<h2>Also read</h2><p>x</p>", "<p hidden>x")
        ),
    ],
)
def test_markup_by_the_hundred_thousand(part):
    """Any mark may stand on a page tens of thousands of times."""
    assert timed(page(fill(part)), "a.html") < LONGEST


@pytest.mark.parametrize(
    "part",
    [
        "India and Kenya signed\nan agreement on\n",
        ". ",
        "(",
        "30 August 2025 ",
        "क्",
        f"{FIRST} ",
        *(pytest.param(part, marks=SLOW) for part in ("x\n", "1) x\n", "India\nand\n", "• x\n")),
    ],
)
def test_text_in_long_lines_and_short(part):
    """Any text may stand in one line, or in lines of one word."""
    assert timed(fill(part).encode(), "a.txt") < LONGEST


@pytest.mark.parametrize(
    "tag",
    [
        "<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">",
        "<p " + " ".join(f"a{i}='<'" for i in range(100_000)) + ">",
        f'<img src="data:image/png;base64,{fill("iVBORw0KGgo", 5_000_000)}">',
        "<div>" * 100_000 + '<a b="' * 1_000,
        f"<script>{fill('var a = 1;', 3_000_000)}</script>",
        f"<script type='application/ld+json'>{'[' * 100_000}</script>",
        f"<p>{fill('a', 2_000_000)}</p>",
    ],
    ids=["attributes", "marks in attributes", "data", "depth and quotes", "script", "deep data", "word"],
)
def test_megabytes_that_say_nothing(tag):
    """Attributes, pictures and programs of megabytes are passed over, and the article around them is read."""
    started = time.process_time()
    assert said(read(page(tag), "a.html"))[:3] == [EN_HEADLINE, EN_FIRST, EN_SECOND]
    assert time.process_time() - started < 2 * LONGEST


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * (MOST_BYTES + 1), "bytes"),
        (b"x" * (MOST_CHARACTERS + 1), "characters"),
        (b"<p>" + b"<b>" * MOST_TAGS, "tags"),
        (b"x\n" * (MOST_LINES + 1), "lines"),
    ],
)
def test_what_is_no_page_of_an_article_by_its_size(content, words):
    """A page beyond any article's size is one line that says how large it is, and how large one may be."""
    with pytest.raises(PageError, match=rf"too large to be an article \([\d,]+ {words}; [\d,]+ are read at most\)"):
        decode_page(Page(content, "a.html"))


FRAMES = "<html><frameset cols='20%,80%'><frame src='menu.html'><frame src='text.html'></frameset></html>"
PROGRAM = "<html><head><script>render()</script></head><body><div id='root'></div></body></html>"


@pytest.mark.parametrize(
    "content", [FRAMES, PROGRAM, "<html><body><img src=x></body></html>", "<?xml version='1.0'?><a/>"]
)
def test_pages_that_only_point_elsewhere(content):
    """A frameset, a page that is only a program, a picture in a page: no text to read."""
    with pytest.raises(PageError, match="holds no text to read"):
        read(content, "a.html")


@pytest.mark.parametrize(
    "content",
    [
        page("").encode("utf-16"),
        page("").encode("utf-16-le"),
        page("").replace("<head>", '<head><meta charset="windows-1251">').encode(),
        page("").encode().replace(b"Monday", b"Monday\xff\xfe"),
        b"\x00".join(page("").encode().partition(b"<p>")),
        page("").encode().replace(b"<html>", b"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html>"),
    ],
    ids=["utf-16", "utf-16-le", "a charset that lies", "broken bytes", "nul", "xhtml"],
)
@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.jpg"])
def test_an_article_in_any_dress(content, name):
    """Encodings, lies about them and a file's name change nothing of the article."""
    assert said(read(content, name))[-1] == EN_THIRD
