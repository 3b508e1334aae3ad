"""Which pages are found, in which order, with which facts; what cannot be read is a value among them."""

import io
from operator import length_hint

import pytest

from karar.errors import PageError, UsageError
from karar.intake import collect
from karar.model.documents import Page, PageFacts
from tests.intake.making import names


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
