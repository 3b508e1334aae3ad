"""gzip files give what is in them, whole and within bounds, from files and from standard input."""

import gzip
import io
import os
import threading
import tracemalloc
import zlib
from functools import cache

import pytest

from karar.errors import PageError
from karar.intake import collect
from karar.intake.codings import undo
from karar.intake.compressed import inflate, peek
from karar.model.documents import MOST_BYTES
from tests.intake.making import LONG, names, write_feed

TEXT = "भारत और जापान ने समझौता किया।".encode()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@cache
def bomb() -> bytes:
    """Return a gzip file of zeros, a thousandth of its content's size."""
    deflater, zeros = zlib.compressobj(wbits=31), bytes(1_000_000)
    parts = [deflater.compress(zeros) for _ in range(2 * MOST_BYTES // len(zeros))]
    return b"".join([*parts, deflater.flush()])


def test_a_compressed_page_is_read_as_what_it_is(folder):
    """The page in it keeps the file's name, and its inner suffix says what it is."""
    (folder / "a.html.gz").write_bytes(gzip.compress(b"<b>A pact"))
    (folder / "b.txt.gz").write_bytes(gzip.compress(TEXT, mtime=0))
    first, second = collect(["."])
    assert (first.name, first.content, first.media_type) == ("a.html.gz", b"<b>A pact", "text/html")
    assert (second.name, second.content, second.media_type) == ("b.txt.gz", TEXT, "text/plain")


def test_several_members_are_one_content():
    """As gzip has it: files put one after another are their contents one after another, whatever pads them."""
    assert inflate(gzip.compress(b"one ") + gzip.compress(b"two") + bytes(512), "a.gz") == b"one two"
    assert inflate(gzip.compress(b"") * 3 + gzip.compress(b"x"), "a.gz") == b"x"


@pytest.mark.parametrize("depth", [2, 3])
def test_compressed_twice(depth):
    """A file that was compressed again by mistake is read."""
    content = TEXT
    for _ in range(depth):
        content = gzip.compress(content)
    (page,) = collect(["-"], stdin=io.BytesIO(content))
    assert page.content == TEXT


def test_compressed_without_end(folder):
    """Deeper than that is one line."""
    content = TEXT
    for _ in range(4):
        content = gzip.compress(content)
    (folder / "a.gz").write_bytes(content)
    (error,) = collect(["a.gz"])
    assert str(error).startswith("a.gz: The file is compressed within itself more than 3 times")


def test_a_compressed_feed_and_a_compressed_saved_page(folder):
    """What is compressed may be a container itself."""
    (folder / "feed.xml.gz").write_bytes(
        gzip.compress(write_feed(f"<title>T</title><description>{LONG}</description>"))
    )
    assert names(collect(["feed.xml.gz"])) == ["feed.xml.gz#1"]


def test_standard_input_through_a_pipe():
    """A pipe cannot be gone back in; what comes in is read all the same."""
    read_end, write_end = os.pipe()

    def write() -> None:
        with os.fdopen(write_end, "wb") as file:
            file.write(gzip.compress(TEXT * 20_000))

    threading.Thread(target=write, daemon=True).start()
    with os.fdopen(read_end, "rb") as file:
        (page,) = collect(["-"], stdin=file)
    assert page.content == TEXT * 20_000


@pytest.mark.parametrize("end", [-1, -5, -12, 40, 11])
def test_a_file_cut_off_is_no_page(end):
    """A part of a page is not read as if it were all of it."""
    with pytest.raises(PageError, match=r"a\.gz: The gzip file is cut off"):
        inflate(gzip.compress(TEXT * 3)[:end], "a.gz")


@pytest.mark.parametrize("place", [3, 20, -6])
def test_a_damaged_file_is_no_page(place):
    """Its own sum says so, at the latest."""
    content = bytearray(gzip.compress(TEXT * 3))
    content[place] ^= 0xFF
    with pytest.raises(PageError, match=r"a\.gz: The gzip file is (damaged|cut off)"):
        inflate(bytes(content), "a.gz")
    assert peek(b"\x1f\x8b\x08\xff junk") == b""


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_is_stopped_at_the_limit(folder, layers):
    """A hundred megabytes of zeros, once or twice compressed, is one line, and never in memory."""
    content = bomb()
    for _ in range(layers - 1):
        content = gzip.compress(content)
    (folder / "a.txt.gz").write_bytes(content)
    (folder / "b.txt").write_bytes(TEXT)
    tracemalloc.start()
    try:
        error, page = collect(["a.txt.gz", "b.txt"])
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert str(error).startswith("a.txt.gz: What this gzip file unpacks to has more than 50 MB.")
    assert page.content == TEXT
    assert most < MOST_BYTES // 10


def test_a_page_of_just_the_limit():
    """What has as many bytes as a page may have is read; one more is too many."""
    assert len(inflate(gzip.compress(bytes(MOST_BYTES), 1), "a.gz")) == MOST_BYTES
    with pytest.raises(PageError, match="more than 50 MB"):
        inflate(gzip.compress(bytes(MOST_BYTES + 1), 1), "a.gz")


CHUNKED = b"5\r\nA pac\r\n1;note=x\r\nt\r\n0\r\nTrailer: x\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "transfer", "content"),
    [
        (CHUNKED, "chunked", ""),
        (gzip.compress(b"A pact", mtime=0), "", "gzip"),
        (gzip.compress(b"A pact", mtime=0), "", "x-gzip"),
        (zlib.compress(b"A pact"), "", "deflate"),
        (zlib.compress(b"A pact", wbits=-15), "", "deflate"),
        (gzip.compress(zlib.compress(b"A pact"), mtime=0), "", "deflate, gzip"),
        (b"\x8b\x02\x80A pact\x03", "", "br"),
        (b"A pact", "chunked", "gzip"),
        (b"<p>A pact", "", "br"),
        (b"<p>A pact", "", "deflate"),
        (b"", "chunked", "gzip"),
        (b"A pact", "identity", "identity"),
    ],
)
def test_codings_of_http_are_undone(body, transfer, content):
    """What HTTP did to a body is undone; a body that was decoded already is left as it is."""
    assert undo(body, transfer, content, "a.warc#x") in (b"A pact", b"<p>A pact", b"")


@pytest.mark.parametrize(
    ("body", "transfer", "content"),
    [
        (CHUNKED[:20], "chunked", ""),
        (b"99999999\r\nA", "chunked", ""),
        (gzip.compress(b"A pact", mtime=0)[:-3], "", "gzip"),
        (b"\x00\x01\x02", "", "deflate"),
        (b"\x00\x01\x02", "", "br"),
        (b"A pact", "", "zstd"),
    ],
)
def test_a_broken_coding_is_told(body, transfer, content):
    """What cannot be undone is an error that names the page."""
    with pytest.raises(PageError, match=r"^a\.warc#x: "):
        undo(body, transfer, content, "a.warc#x")


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_in_an_answer_is_stopped(coding):
    """The limit holds for HTTP's codings, too."""
    body = bomb() if coding == "gzip" else zlib.compress(bytes(MOST_BYTES + 1), 1)
    with pytest.raises(PageError, match="more than 50 MB"):
        undo(body, "", coding, "a.warc#x")
