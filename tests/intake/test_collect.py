"""Which pages are found, in which order, with which facts; what cannot be read is a value among them."""

import io
import json

import pytest

from karar.errors import InputError, ManifestError, PageError, UsageError
from karar.intake import collect
from karar.model.documents import Page, PageFacts


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


def names(found):
    """List the names of pages and the faults of the others."""
    return [item.name if isinstance(item, Page) else f"! {item.where}" for item in found]


def write_manifest(folder, text, name="list.csv"):
    """Write a manifest into the folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


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


def test_a_manifest_names_the_pages_and_their_facts(folder):
    """A CSV manifest gives each page its own facts; columns that are not known are passed over."""
    text = "path,address,publisher,published,language,note\nnews/a.html,https://x.example/a,X,2025-08-30,hi,n\nnews/b.txt,,,,\n"
    first, second = collect([], manifest=write_manifest(folder, text))
    assert first.facts == PageFacts("https://x.example/a", "X", "2025-08-30", "hi")
    assert second.facts == PageFacts()
    assert names([first, second]) == ["news/a.html", "news/b.txt"]


def test_a_manifest_of_json_lines(folder):
    """JSON Lines do the same; a broken line is an error in its place."""
    rows = [
        json.dumps({"path": "news/a.html", "publisher": "X", "n": 1}),
        "{broken",
        '{"address": "x"}',
        "",
        '{"path": "d.xhtml"}',
    ]
    found = list(collect([], manifest=write_manifest(folder, "\n".join(rows), "list.jsonl")))
    assert [type(item) for item in found] == [Page, ManifestError, ManifestError, Page]
    assert found[1].where.endswith("list.jsonl:2")
    assert found[0].facts.publisher == "X"


@pytest.mark.parametrize("text", ["", "address,publisher\nx,y\n"])
def test_a_manifest_without_paths_is_refused(folder, text):
    """A manifest with no column 'path' is an error that names the line."""
    with pytest.raises(ManifestError, match=r"list\.csv:1"):
        collect([], manifest=write_manifest(folder, text))


def test_a_manifest_that_is_not_there_is_refused(folder):
    """A manifest that is missing, or no text, stops the call and is told apart."""
    with pytest.raises(ManifestError, match="no manifest here"):
        collect([], manifest=folder / "none.csv")
    with pytest.raises(ManifestError, match=r"directory"):
        collect([], manifest=folder / "news")
    (folder / "binary.csv").write_bytes(b"\xff\xfe\x00path")
    with pytest.raises(ManifestError, match="UTF-8"):
        collect([], manifest=folder / "binary.csv")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("../outside.txt,", ManifestError),
        ("/etc/hostname,", ManifestError),
        ("missing.txt,", PageError),
        (",", ManifestError),
        ("d.xhtml,30 August", ManifestError),
        ("d.xhtml,2025-02-30", ManifestError),
    ],
    ids=["outside", "absolute", "missing", "empty", "words", "no-such-day"],
)
def test_a_row_that_cannot_be_used_is_a_value(folder, row, fault):
    """One bad row is an error in its place; the others go on."""
    (folder.parent / "outside.txt").write_text("x", encoding="utf-8")
    found = list(collect([], manifest=write_manifest(folder, f"path,published\n{row}\nnews/b.txt,\n")))
    assert isinstance(found[0], fault)
    assert isinstance(found[0], InputError)
    assert names(found[1:]) == ["news/b.txt"]


def test_a_manifest_beside_paths_only_gives_facts(folder):
    """With paths, rows of other pages are not read, and pages without a row are."""
    manifest = write_manifest(folder, "path,publisher\nnews/a.html,X\nd.xhtml,Y\n")
    found = list(collect(["news"], manifest=manifest))
    assert names(found) == ["news/a.html", "news/b.txt", "news/deep/c.htm"]
    assert [page.facts.publisher for page in found] == ["X", None, None]


def test_a_row_for_no_page_is_told(folder):
    """Beside paths, too: a misspelt path would leave its page without its day, unnoticed."""
    manifest = write_manifest(folder, "path,published\nnews/a.html,2025-08-30\nnews/bb.txt,2025-08-30\n")
    found = list(collect(["news/b.txt"], manifest=manifest))
    assert names(found) == ["news/b.txt", f"! {manifest}:3"]
    assert isinstance(found[1], ManifestError)
    assert "news/bb.txt" in found[1].what


@pytest.mark.parametrize(
    "row", ["news/b.txt,30 August,", "news/b.txt,,hindi", "news/b.txt,,h1"], ids=["day", "language", "code"]
)
def test_a_page_whose_row_is_wrong_is_not_read_without_it(folder, row):
    """A bad day or language is an error in the page's place, once, and the page is not read without its facts."""
    manifest = write_manifest(folder, f"path,published,language\n{row}\n")
    found = list(collect(["news"], manifest=manifest))
    assert names(found) == ["news/a.html", f"! {manifest}:2", "news/deep/c.htm"]
    assert isinstance(found[1], ManifestError)


def test_how_many_there_are_is_known(folder):
    """The length counts pages and faults, and stays while they are read."""
    pages = collect(["news", "none.txt"])
    assert len(pages) == 4
    assert len(list(pages)) == len(pages)
