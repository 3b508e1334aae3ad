"""Pages saved by a browser as one file: the page in them, its address, its character set and when it was saved."""

from datetime import UTC, datetime

import pytest

from karar.errors import Notice, PageError
from karar.intake import collect
from karar.intake.mhtml import is_mhtml
from karar.model.documents import PageFacts
from karar.pages import read_page
from tests.intake.making import names, write_mhtml

HTML = "<!DOCTYPE html><html><body><p>भारत और नेपाल ने ऊर्जा सहयोग पर समझौता ज्ञापन पर हस्ताक्षर किए।</p></body></html>"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def open_one(folder, content, name="a.mhtml", **facts):
    """Open a file with this content."""
    (folder / name).write_bytes(content)
    return list(collect([name], facts=PageFacts(**facts)))


def test_the_page_in_a_saved_file(folder):
    """Its words are decoded, its address and the time of saving stand with it."""
    (page,) = open_one(folder, write_mhtml(HTML))
    assert page.name == "a.mhtml"
    assert page.content.decode().strip() == HTML
    assert (page.facts.uri, page.how, page.stated) == ("https://example.org/release", "mhtml", False)
    assert page.seen == datetime(2025, 8, 30, 4, 41, 12, tzinfo=UTC)
    assert "नेपाल" in read_page(page).text


def test_facts_that_were_given_stand_above(folder):
    """A person's word holds."""
    (page,) = open_one(folder, write_mhtml(HTML), uri="https://example.org/other", lang="hi")
    assert (page.facts.uri, page.facts.lang, page.stated) == ("https://example.org/other", "hi", True)


def test_the_part_s_character_set_counts(folder):
    """A part in another character set is read with it."""
    (page,) = open_one(folder, write_mhtml("<p>Überprüfung", part_type="text/html; charset=cp1252", charset="cp1252"))
    assert page.media_type == "text/html; charset=cp1252"
    assert "Überprüfung" in read_page(page).text


def test_which_part_is_the_page(folder):
    """The one named as the start, or the one that stood at the address: a frame before it is not the page."""
    frame = b"Content-Type: text/html\r\nContent-Location: cid:frame-1@mhtml.blink\r\n\r\n<p>frame\r\n----=_b\r\n"
    saved = write_mhtml(HTML)
    first = saved.index(b"----=_b\r\n") + len(b"----=_b\r\n")
    by_address = saved[:first] + frame + saved[first:]
    by_start = by_address.replace(b'type="text/html";', b'type="text/html"; start="<frame@mhtml.blink>";', 1)
    by_start = by_start.replace(b"Snapshot-Content-Location: https://example.org/release\r\n", b"")
    for content in (by_address, by_start):
        (page,) = open_one(folder, content)
        assert page.content.decode().strip() == HTML


def test_a_page_within_alternatives(folder):
    """Some programs put the page one layer deeper."""
    inner = (
        b'Content-Type: multipart/alternative; boundary="in"\r\n\r\n--in\r\nContent-Type: text/plain\r\n\r\nshort\r\n'
        b"--in\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+QSBwYWN0\r\n--in--\r\n"
    )
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="out"\r\n\r\n--out\r\n'
    (page,) = open_one(folder, head + inner + b"--out--\r\n")
    assert (page.content, page.facts.uri, page.seen) == (b"<p>A pact", None, None)


def test_a_page_without_pictures(folder):
    """Older browsers write a page without pictures as one part; the name says what the file is."""
    content = (
        b"From: <Saved by Internet Explorer 8>\r\nSubject: A release\r\nDate: not a day\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: text/html;\r\n\tcharset="iso-8859-1"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
        b"Content-Location: http://example.org/a?x=\r\n 1\r\n\r\n<p>A =\r\npact caf=E9\r\n"
    )
    (page,) = open_one(folder, content, "A.MHT")
    assert page.content == b"<p>A pact caf\xe9\r\n"
    assert (page.facts.uri, page.seen) == ("http://example.org/a?x=1", None)


def test_a_file_cut_off_after_its_page(folder):
    """Where only pictures are missing, nothing is; where the page itself may be, that is told, and it is read."""
    saved = write_mhtml(HTML)
    (page,) = open_one(folder, saved[:-30])
    assert page.content.decode().strip() == HTML
    notice, page = open_one(folder, saved[: saved.index(b"\r\n----=_b\r\nContent-Type: image") - 60])
    assert isinstance(notice, Notice)
    assert str(notice).startswith("a.mhtml: The MHTML file is cut off")
    assert page.content.startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    "damage",
    [
        lambda saved: saved.replace(b"Content-Type: text/html\r\n", b"Content-Type: image/gif\r\n"),
        lambda saved: saved.replace(b'boundary="--=_b"', b'boundary="other"'),
        lambda saved: saved.replace(b'\tboundary="--=_b"', b"\tx=y"),
        lambda saved: saved.replace(b"quoted-printable", b"base64", 1).replace(
            saved[saved.index(b"<!") : -30], b"ABCDE"
        ),
        lambda saved: saved[: saved.index(b"\r\n\r\n") + 4],
    ],
    ids=["no-page", "other-boundary", "no-boundary", "base64", "headers-alone"],
)
def test_a_broken_file_is_one_line(folder, damage):
    """What holds no page that can be read is an error, with what to do."""
    (error,) = open_one(folder, damage(write_mhtml(HTML)))
    assert isinstance(error, PageError)
    assert error.where == "a.mhtml"
    assert error.hint


@pytest.mark.parametrize("text", [b"", b"A pact", b"Note: this\nis text", b"MIME-Version: 1.0\n\nA text about MIME"])
def test_other_files_are_none(text):
    """A text that begins like a letter is a text."""
    assert not is_mhtml(text)


def test_folders_pick_them_up(folder):
    """Both suffixes, in small letters or capitals."""
    for name in ("a.mhtml", "b.MHT"):
        (folder / name).write_bytes(write_mhtml(HTML))
    assert names(collect(["."])) == ["a.mhtml", "b.MHT"]
