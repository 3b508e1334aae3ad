"""Which pages are found, in which order, with which facts; what cannot be read is a value among them."""

import gzip
import io
from operator import length_hint
from pathlib import Path

import pytest

from karar.errors import PageError, UsageError
from karar.intake import collect, open_page
from karar.model.documents import Page, PageFacts
from tests.intake.making import Record, Shelf, names, write_archive, write_feed


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Make a folder with pages, and stand in it."""
    (tmp_path / "news" / "deep").mkdir(parents=True)
    for name in (
        "news/b.txt",
        "news/a.html",
        "news/deep/c.htm",
        "news/.hidden.txt",
        "news/picture.png",
        "news/README.md",
        "d.xhtml",
    ):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_gives_its_pages_sorted(folder):
    """Folders are read with all below them, in one order, known suffixes only, nothing hidden."""
    assert names(collect(["news"])) == ["news/a.html", "news/b.txt", "news/deep/c.htm"]


def test_a_named_file_is_read_whatever_its_suffix(folder):
    """A file that is named itself needs no known suffix."""
    assert names(collect(["news/picture.png"])) == ["news/picture.png"]


def test_a_pattern_gives_its_matches_and_nothing_twice(folder):
    """Patterns that overlap, and a folder over them, give each page once."""
    assert names(collect(["news/*.txt", "news/b*", "news", "news/b.txt"])) == [
        "news/b.txt",
        "news/a.html",
        "news/deep/c.htm",
    ]
    assert names(collect(["**/*.html"])) == ["news/a.html"]


@pytest.mark.parametrize("path", ["nowhere.txt", "no*.txt", "empty", "a\0b"])
def test_what_is_not_there_is_a_value(folder, path):
    """A path with no page is an error in its place; the others are read."""
    (folder / "empty").mkdir()
    first, second = collect([path, "d.xhtml"])
    assert isinstance(first, PageError)
    assert isinstance(second, Page)


def test_bytes_are_read_when_a_page_is_asked_for(folder):
    """A page that goes away before its turn is an error then, not before."""
    found = collect(["news/a.html", "news/b.txt"])
    next(found)
    (folder / "news/b.txt").unlink()
    assert names(found) == ["! news/b.txt"]


def test_standard_input():
    """A dash reads standard input; its facts may be given with it."""
    (page,) = collect(["-"], facts=PageFacts(lang="hi"), stdin=io.BytesIO("करार".encode()))
    assert page == Page("करार".encode(), "-", facts=PageFacts(lang="hi"), stated=True)


def test_standard_input_once_and_beside_what_is_missing():
    """A path with no page before it does not hide it, and it is read once."""
    found = collect(["nowhere.txt", "-", "-"], stdin=io.BytesIO(b"x"))
    assert names(found) == ["! nowhere.txt", "-"]


def test_no_page_at_all_is_a_wrong_call():
    """Neither paths nor a manifest is an error of the call."""
    with pytest.raises(UsageError):
        collect([])


def test_facts_for_one_page_only(folder):
    """A publisher or a day given for two pages would be wrong for one of them."""
    (page,) = collect(["d.xhtml"], facts=PageFacts(publisher="X"))
    assert page.facts.publisher == "X"
    with pytest.raises(UsageError):
        collect(["news"], facts=PageFacts(publisher="X"))


def test_how_many_there_are_is_known(folder):
    """The total counts pages and faults, and stays while they are read."""
    pages = collect(["news", "none.txt"])
    assert pages.total == length_hint(pages) == 4
    next(pages)
    assert pages.total == 4
    assert len(list(pages)) == 3
    assert pages.total == 4


def test_one_page_from_a_file(folder):
    """For whoever wants a single page: also compressed or saved by a browser; several, or none, are told."""
    Path("a.txt.gz").write_bytes(gzip.compress(b"A pact"))
    assert open_page("a.txt.gz", facts=PageFacts(lang="en")).content == b"A pact"
    assert open_page("-", stdin=io.BytesIO(b"A pact")).content == b"A pact"
    Path("two.warc").write_bytes(write_archive([Record(), Record()]))
    Path("no.rss").write_bytes(write_feed())
    for name, fault in (("none.txt", "no page here"), ("two.warc", "more than one page"), ("no.rss", "no page in")):
        with pytest.raises(PageError, match=fault):
            open_page(name)


def test_containers_in_a_folder(folder):
    """They give their pages in their place, each with a name by which a person finds it."""
    Path("news/a.warc.gz").write_bytes(write_archive([Record(), Record("https://example.org/b")]))
    Path("news/b.tar.gz").write_bytes(gzip.compress(b"A tape"))
    Path("news/c").write_bytes(write_archive([Record()]))
    assert names(collect(["news"])) == [
        "news/a.html",
        "news/a.warc.gz#https://example.org/a",
        "news/a.warc.gz#https://example.org/b",
        "news/b.txt",
        "news/deep/c.htm",
    ]
    assert names(collect(["news/c"])) == ["news/c#https://example.org/a"]
    assert names(collect(["news/*.gz"]))[:2] == names(collect(["news/a*gz"]))


def test_how_many_there_are_becomes_known(folder):
    """There is no total as long as a container may hold any number, and a true one after it."""
    Path("news/a.warc.gz").write_bytes(write_archive([Record(f"https://example.org/{n}") for n in range(3)]))
    Path("news/x").write_bytes(write_archive([Record(f"https://example.org/{n}") for n in range(3)]))
    pages = collect(["news/a.warc.gz", "news/b.txt", "news/x", "d.xhtml"])
    assert length_hint(pages, -1) == -1
    told = [pages.total for _ in pages]
    assert told == [None, None, None, 6, 6, None, None, 8]
    assert pages.total == 8


def test_addresses_where_nothing_is_fetched(folder):
    """They are told as such, not taken for paths; a password in one is not shown."""
    found = list(collect(["https://me:secret@example.org/a", "d.xhtml"]))
    assert names(found) == ["! https://example.org/a", "d.xhtml"]
    assert "Nothing is fetched" in str(found[0])


def test_addresses_are_announced_in_their_order(folder):
    """So that those of several hosts can be fetched at the same time; each once."""
    web = Shelf(a=b"1", b=b"2")
    a, b = "https://example.org/a", "https://example.net/b"
    assert names(collect([a, "d.xhtml", b, a], web=web)) == [a, "d.xhtml", b]
    assert web.expected == [[a, b]]
