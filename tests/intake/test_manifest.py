"""Which pages a manifest names, with which facts, in whatever form a spreadsheet writes it; each fault is one line."""

import json

import pytest

from karar.errors import InputError, ManifestError, Notice, PageError
from karar.intake import collect
from karar.model.documents import Page, PageFacts
from tests.intake.making import Shelf, lines, names

ROWS = "path,address,publisher,published,language\na.html,https://x.example/a,विदेश मंत्रालय,2025-08-30,hi\nb.txt,,,,\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Make a folder with pages, and stand in it."""
    (tmp_path / "news").mkdir()
    for name in ("a.html", "b.txt", "c.txt", "news/d.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_manifest(folder, text, name="list.csv", encoding="utf-8"):
    """Write a manifest into the folder."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def test_a_manifest_names_the_pages_and_their_facts(folder):
    """A CSV manifest gives each page its own facts; columns that are not known are passed over."""
    text = ROWS.replace("language\n", "language,note\n").replace("hi\n", "hi,n\n")
    first, second = collect([], manifest=write_manifest(folder, text))
    assert first.facts == PageFacts("https://x.example/a", "विदेश मंत्रालय", "2025-08-30", "hi")
    assert second.facts == PageFacts()
    assert names([first, second]) == ["a.html", "b.txt"]
    assert [first.stated, second.stated] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        ROWS.encode("utf-8-sig"),
        ROWS.encode("utf-16"),
        ROWS.replace(",", "\t").encode("utf-16"),
        ROWS.replace(",", ";").encode("utf-8-sig"),
        ROWS.replace(",", "\t").encode(),
        ("sep=;\r\n" + ROWS.replace(",", ";")).encode(),
        ROWS.replace("\n", "\r\n").encode(),
        ROWS.replace(",", ";").replace("\n", ";\n").encode() + b";;;;;\n;;;;;\n",
        ROWS.replace("path,address", '"Path", ADDRESS ').replace("a.html", '"a.html"').replace(",hi", ", HI ").encode(),
    ],
    ids=["bom", "utf-16", "utf-16-tabs", "semicolons", "tabs", "sep", "crlf", "blank-rows-at-the-end", "quoted"],
)
def test_a_spreadsheet_s_forms_are_one_table(folder, text):
    """Marks, encodings, separators and the empty rows that a spreadsheet leaves change nothing."""
    first, second = collect([], manifest=write_manifest(folder, text))
    assert first.facts == PageFacts("https://x.example/a", "विदेश मंत्रालय", "2025-08-30", "hi")
    assert (second.name, second.facts) == ("b.txt", PageFacts())


def test_a_quoted_value_may_hold_lines_and_separators(folder):
    """A value in quotation marks holds what it holds, and the lines after it keep their numbers."""
    text = 'path,publisher\na.html,"A, B\nand ""C"""\nb.txt,X\nmissing.txt,\n,X\n'
    found = list(collect([], manifest=write_manifest(folder, text)))
    assert found[0].facts.publisher == 'A, B\nand "C"'
    assert names(found) == ["a.html", "b.txt", "! missing.txt", f"! {folder}/list.csv:6"]


def test_a_manifest_of_json_lines(folder):
    """JSON Lines do the same; a broken line is an error in its place."""
    rows = [json.dumps({"path": "a.html", "publisher": "X", "n": 1}), "{broken", '{"publisher": "x"}', "", "[]"]
    found = list(collect([], manifest=write_manifest(folder, "\n".join([*rows, '{"path": "b.txt"}']), "list.jsonl")))
    assert [type(item) for item in found] == [Page, ManifestError, ManifestError, ManifestError, Page]
    assert found[1].where.endswith("list.jsonl:2")
    assert found[0].facts.publisher == "X"


def test_a_row_without_a_path_is_fetched(folder):
    """An address in the path's place, or beside an empty path, is fetched; the row's facts are its page's."""
    text = "path,address,publisher\nhttps://example.org/one,,X\n,https://example.org/two,Y\nb.txt,https://example.org/b,Z\n"
    web = Shelf(one=b"1", two=b"2")
    found = list(collect([], manifest=write_manifest(folder, text), web=web))
    assert [page.content for page in found] == [b"1", b"2", b"b.txt"]
    assert [page.facts.uri for page in found] == [f"https://example.org/{name}" for name in ("one", "two", "b")]
    assert [page.facts.publisher for page in found] == ["X", "Y", "Z"]
    assert [page.how for page in found] == ["fetch", "fetch", "read"]
    assert web.asked == ["https://example.org/one", "https://example.org/two"]


def test_a_manifest_of_addresses_alone(folder):
    """The column for paths may be missing; what is no address is an error of its row."""
    text = "address,publisher\nhttps://example.org/one,X\nexample.org/two,Y\n"
    found = list(collect([], manifest=write_manifest(folder, text), web=Shelf(one=b"1")))
    assert names(found) == ["https://example.org/one", f"! {folder}/list.csv:3"]
    assert "example.org/two is no address to fetch" in lines(found)[0]


def test_an_address_where_nothing_is_fetched(folder):
    """Without a web, an address is one line, and the pages are read."""
    text = "path\nhttps://example.org/one\nb.txt\n"
    assert names(collect([], manifest=write_manifest(folder, text))) == ["! https://example.org/one", "b.txt"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("publisher,published\nx,y\n", 1),
        ("path;path\na.html;b.txt\n", 1),
        ('path,publisher\na.html,"X\nb.txt,Y\n', 2),
        ('path,publisher\na.html,X\nb.txt,"Y" Z\n', 3),
    ],
    ids=["empty", "no-path", "two-columns-path", "open-quotation", "text-after-quotation"],
)
def test_a_manifest_that_is_no_table_is_refused(folder, text, line):
    """A missing column and a broken table stop the call; the error names the line."""
    with pytest.raises(ManifestError, match=rf"list\.csv:{line}: ") as caught:
        collect([], manifest=write_manifest(folder, text))
    assert caught.value.hint


def test_a_manifest_without_rows_is_a_notice(folder):
    """Nothing to do today is no fault, and is not passed over in silence."""
    (told,) = collect([], manifest=write_manifest(folder, "path,published\n"))
    assert isinstance(told, Notice)
    assert "names no page" in str(told)


def test_a_manifest_that_is_not_there_is_refused(folder):
    """A manifest that is missing, or no text, stops the call and is told apart."""
    with pytest.raises(ManifestError, match="no manifest here"):
        collect([], manifest=folder / "none.csv")
    with pytest.raises(ManifestError, match="a folder"):
        collect([], manifest=folder / "news")
    for content in (b"\xff\xfe\x00path", "path,publisher\na.html,Café\n".encode("cp1252"), b"path\na\0.html\n"):
        with pytest.raises(ManifestError, match="CSV UTF-8"):
            collect([], manifest=write_manifest(folder, content))


def test_a_manifest_larger_than_any_is_refused(folder):
    """Its size is looked at before it is read."""
    with (folder / "list.csv").open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(ManifestError, match="50 MB"):
        collect([], manifest=folder / "list.csv")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("../outside.txt,", ManifestError),
        ("/etc/hostname,", ManifestError),
        ("link.txt,", ManifestError),
        ("elsewhere/outside.txt,", ManifestError),
        ("loop/a.txt,", InputError),
        ("missing.txt,", PageError),
        ("news,", PageError),
        (",", ManifestError),
        (",2025-08-30", ManifestError),
        ("a.html,30 August", ManifestError),
        ("a.html,2025-02-30", ManifestError),
        ("a.html,2025-08-30,X", ManifestError),
        ("ftp:/x,", PageError),
        ("a\udcff.html,", PageError),
    ],
    ids=[
        *("outside", "absolute", "link", "link-of-a-folder", "loop", "missing", "folder", "empty"),
        *("no-path", "words", "no-such-day", "too-many-values", "no-address", "no-text"),
    ],
)
def test_a_row_that_cannot_be_used_is_a_value(folder, row, fault):
    """One bad row is an error in its place, with a line that says why; the others go on."""
    outside = folder.parent / f"{folder.name}-outside"
    outside.mkdir()
    for place in (folder.parent / "outside.txt", outside / "outside.txt"):
        place.write_text("x", encoding="utf-8")
    (folder / "link.txt").symlink_to(outside / "outside.txt")
    (folder / "elsewhere").symlink_to(outside)
    (folder / "loop").symlink_to(folder / "loop")
    text = f"path,published\n{row}\nb.txt,\n".encode("utf-8", "surrogateescape").replace(b"\xff", "\ufffd".encode())
    found = list(collect([], manifest=write_manifest(folder, text)))
    assert isinstance(found[0], fault)
    assert str(found[0]).count("\n") == 0
    assert names(found[1:]) == ["b.txt"]


def test_a_page_named_twice(folder):
    """The same row twice is one page; with other facts, the second one is an error that names the first."""
    text = "path,publisher\na.html,X\n./a.html,X\na.html,Y\nhttps://example.org/one,\nhttps://example.org/one,\n"
    found = list(collect([], manifest=write_manifest(folder, text), web=Shelf(one=b"1")))
    assert names(found) == ["a.html", f"! {folder}/list.csv:4", "https://example.org/one"]
    assert "list.csv:2 already, with other facts" in lines(found)[0]


def test_paths_as_windows_writes_them(folder):
    r"""news\d.txt is news/d.txt."""
    assert names(collect([], manifest=write_manifest(folder, "path\nnews\\d.txt\n"))) == ["news\\d.txt"]


def test_a_manifest_beside_paths_only_gives_facts(folder):
    """With paths, rows of other pages are not read, and pages without a row are; addresses get theirs, too."""
    manifest = write_manifest(folder, "path,publisher\na.html,X\nnews/d.txt,Y\nhttps://example.org/one,Z\n")
    web = Shelf(one=b"1", two=b"2")
    found = list(
        collect(["b.txt", "a.html", "https://example.org/one", "https://example.org/two"], manifest=manifest, web=web)
    )
    assert [page.facts.publisher for page in found] == [None, "X", "Z", None]


def test_a_row_for_no_page_is_told(folder):
    """Beside paths, too: a misspelt path would leave its page without its day, unnoticed."""
    manifest = write_manifest(folder, "path,published\na.html,2025-08-30\nbb.txt,2025-08-30\n")
    found = list(collect(["b.txt"], manifest=manifest))
    assert names(found) == ["b.txt", f"! {manifest}:3"]
    assert isinstance(found[1], ManifestError)
    assert "bb.txt" in found[1].what


@pytest.mark.parametrize("row", ["b.txt,30 August,", "b.txt,,hindi", "b.txt,,h1"], ids=["day", "language", "code"])
def test_a_page_whose_row_is_wrong_is_not_read_without_it(folder, row):
    """A bad day or language is an error in the page's place, once, and the page is not read without its facts."""
    manifest = write_manifest(folder, f"path,published,language\n{row}\n")
    found = list(collect(["*.txt"], manifest=manifest))
    assert names(found) == [f"! {manifest}:2", "c.txt"]
    assert isinstance(found[0], ManifestError)
