"""Files that are none, or not to be read: one clear line each, without waiting, without filling the memory."""

from __future__ import annotations

import os
import socket
import tracemalloc

import pytest

from karar.errors import PageError
from karar.intake import collect
from karar.model.documents import MOST_BYTES, Page
from tests.intake.making import Record, lines, names, write_archive


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Make a folder with one page, and stand in it."""
    (tmp_path / "z.txt").write_text("A pact", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_of_sixty_megabytes(folder):
    """It is refused before it is read; the others are read."""
    with (folder / "a.html").open("wb") as file:
        file.truncate(60_000_000)
    tracemalloc.start()
    try:
        error, page = collect(["."])
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert str(error) == "a.html: The page has more than 50 MB. Save the article alone, without what surrounds it."
    assert isinstance(page, Page)
    assert most < 5_000_000


def test_standard_input_without_end():
    """What does not end is read up to the limit."""
    with open("/dev/zero", "rb") as zeros:  # noqa: PTH123 - as standard input is opened
        (error,) = collect(["-"], stdin=zeros)
    assert str(error).startswith("-: The page has more than 50 MB.")


def test_a_page_of_just_the_limit(folder):
    """What a page may have is read."""
    (folder / "a.txt").write_bytes(b"a" * MOST_BYTES)
    (page,) = collect(["a.txt"])
    assert len(page.content) == MOST_BYTES


def test_an_empty_file(folder):
    """It comes as it is: what reads pages says that it is empty."""
    (folder / "a.txt").touch()
    (page,) = collect(["a.txt"])
    assert page.content == b""


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (os.mkfifo, "a pipe"),
        (lambda path: path.symlink_to("/dev/zero"), "a device"),
        (lambda path: path.symlink_to("/dev/null"), "a device"),
    ],
    ids=["pipe", "endless-device", "empty-device"],
)
def test_what_is_no_file(folder, make, kind):
    """Nobody waits for a pipe, and nothing is read from a device; folders leave both alone."""
    make(folder / "a.txt")
    error, page = collect(["a.txt", "z.txt"])
    assert str(error) == f"a.txt: This is {kind}, not a file. Pipe it in on standard input, or save it."
    assert isinstance(page, Page)
    assert names(collect(["."])) == ["z.txt"]


def test_a_socket(folder):
    """A socket is no file, either."""
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("a.txt")
        (error,) = collect(["a.txt"])
    assert str(error).startswith("a.txt: The page cannot be read: ")


def test_a_pipe_of_the_shell_s(folder):
    """``karar read <(command)`` names a pipe that somebody writes to."""
    read_end, write_end = os.pipe()
    os.write(write_end, write_archive([Record()]))
    os.close(write_end)
    try:
        assert names(collect([f"/dev/fd/{read_end}"])) == [f"/dev/fd/{read_end}#https://example.org/a"]
    finally:
        os.close(read_end)


def test_links_that_lead_round(folder):
    """A folder that holds links to itself is read once, as a folder and by a pattern; a link to itself is told."""
    for name in ("one", "two"):
        (folder / name).symlink_to(".")
    (folder / "deep").mkdir()
    (folder / "deep" / "up").symlink_to("..")
    (folder / "loop.txt").symlink_to("loop.txt")
    assert names(collect(["."])) == ["z.txt"]
    assert names(collect(["**/*.txt"])) == ["z.txt"]
    assert names(collect(["one/two/z.txt", "z.txt"])) == ["one/two/z.txt"]
    assert names(collect(["loop.txt", "z.txt"])) == ["! loop.txt", "z.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(folder):
    """A file and a folder without rights are told; the others are read."""
    (folder / "a.txt").touch(mode=0)
    (folder / "b").mkdir(mode=0)
    found = list(collect(["."]))
    assert names(found) == ["! ./b", "! a.txt", "z.txt"]
    assert all("ermission denied" in line for line in lines(found))


@pytest.mark.parametrize("path", ["x" * 300 + ".txt", "a/" * 3000 + "b.txt", "z.txt/b.txt", "x" * 300 + "*.txt"])
def test_a_path_that_no_file_can_have(folder, path):
    """It is told like any path without a page."""
    error, page = collect([path, "z.txt"])
    assert isinstance(error, PageError)
    assert isinstance(page, Page)


@pytest.mark.parametrize("path", ["", "  "])
def test_an_empty_path(folder, path):
    """What an unset variable of the shell gives is no word for the whole folder; the others are read."""
    found = list(collect([path, "z.txt"]))
    assert names(found) == [f"! {path!r}", "z.txt"]
    assert "The path is empty" in lines(found)[0]


def test_a_file_that_vanishes(folder):
    """A page that goes away before its turn is an error then, not before; so is an archive."""
    (folder / "a.txt").write_text("A pact", encoding="utf-8")
    (folder / "b.warc").write_bytes(write_archive([Record()], gzip=False))
    found = collect(["a.txt", "b.warc", "z.txt"])
    next(found)
    (folder / "b.warc").unlink()
    assert names(found) == ["! b.warc", "z.txt"]


def test_a_file_that_grows_while_it_is_read(folder):
    """Its size is no promise: the limit holds for what comes."""
    with (folder / "a.txt").open("wb") as file:
        file.truncate(MOST_BYTES)
        found = collect(["z.txt", "a.txt"])
        next(found)
        file.truncate(MOST_BYTES + 1)
        assert "more than 50 MB" in lines(found)[0]


def test_a_name_that_is_no_text(folder):
    """A file's name may be any bytes; its page is read."""
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("A pact", encoding="utf-8")
    first, second = collect(["."])
    assert isinstance(first, Page)
    assert isinstance(second, Page)
