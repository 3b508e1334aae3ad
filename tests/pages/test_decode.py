"""Bytes to text, and what kind of page they are."""

import pytest

from karar.errors import PageError
from karar.model.documents import Page
from karar.pages import decode_page, read_page
from karar.pages.decode import charset, decode, sniff
from tests.pages.written import EN_FIRST, EN_HEADLINE, HEADLINE, read

TEXT = "भारत और जापान"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16", "utf-16-be-bom", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_unicode_in_every_dress(content):
    """UTF-8, UTF-16 and UTF-32, with and without a mark, give the same text and no problem."""
    assert decode(content, where="a") == (TEXT, ())
    assert read_page(Page(content, "a.txt")).text == TEXT


def test_a_declared_character_set_is_used():
    """A page of HTML that names its character set is read in it."""
    html = '<html><head><meta charset="shift_jis"></head><body><p>日本とインド</p></body></html>'
    assert "日本とインド" in decode(html.encode("shift_jis"), where="a", html=True)[0]


LIE = '<html><head><meta charset="windows-1251"></head><body><p>日本とインド</p></body></html>'


def test_what_http_declared_stands_above_the_page_and_below_the_bytes():
    """The character set of a Content-Type beats the page's own meta, no byte order mark and no UTF-8."""
    said = 'text/html; charset="Shift_JIS"'
    assert "日本とインド" in decode_page(Page(LIE.encode("shift_jis"), "a", media_type=said)).text
    assert "日本とインド" in decode_page(Page(LIE.encode(), "a", media_type=said)).text
    assert "日本とインド" in decode_page(Page(LIE.encode("utf-16"), "a", media_type=said)).text


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("text/html", None),
        (None, None),
        ("text/html;charset=utf-8", "utf-8"),
        ("text/plain; format=flowed; charset='x'", "'x'"),
        ("text/html; charset=\n utf-8", "utf-8"),
        (";;;=", None),
    ],
)
def test_the_character_set_of_a_content_type(content_type, name):
    """A Content-Type names its character set as a parameter, or none."""
    assert charset(content_type) == name


def test_windows_text_is_read_with_a_problem():
    """Bytes that are no UTF-8 and name nothing are read as Windows-1252, and the page says so."""
    doc = read(f"{EN_HEADLINE} – café".encode("cp1252"))
    assert doc.text.endswith("– café")
    assert [problem.kind for problem in doc.problems] == ["guessed-encoding"]


def test_broken_bytes_lose_only_themselves():
    """A bad byte in a Hindi page is one lost character, not another encoding."""
    doc = read(HEADLINE.encode() + b"\xff" + " आज".encode())
    assert doc.text.startswith(HEADLINE)
    assert [problem.kind for problem in doc.problems] == ["broken-bytes"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not text"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "not text"),
        (b"PK\x03\x04" + bytes(300), "not text"),
        (b"%PDF-1.7\n%...", "PDF"),
        (bytes(range(32)) * 20, "not text"),
        (b"... --- ***", "no text"),
    ],
)
def test_what_is_no_page_is_an_error(content, words):
    """Empty files, pictures, archives and PDFs are errors that say what they are."""
    with pytest.raises(PageError, match=words):
        read_page(Page(content, "a.txt"))


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"<!DOCTYPE html><p>x", "a.txt", "text/html"),
        (b"  \n<html><body>x", "", "text/html"),
        (b"\xef\xbb\xbf<div>x</div>", "", "text/html"),
        (b"Use <p> for paragraphs", "a.txt", "text/plain"),
        (b"plain", "a.html", "text/plain"),
        ("<html><p>x</p>".encode("utf-16"), "", "text/html"),
    ],
)
def test_the_bytes_say_what_a_page_is(content, name, kind):
    """Markup at the start makes a page HTML, whatever it is called."""
    assert sniff(content, name) == kind


def test_the_address_is_the_name_as_given():
    """A page without an address is named by its path, in posix form."""
    assert read(EN_FIRST, "news/a.txt").uri == "file:news/a.txt"
    assert read(EN_FIRST, "-").uri == "file:-"
