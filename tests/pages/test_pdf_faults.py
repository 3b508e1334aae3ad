"""PDF files that are broken, locked, empty or hostile: one line each, soon, and no other process is hurt."""

import time

import pytest

from karar.errors import PageError
from karar.pages.sheets import extract_sheets
from tests.pages.drawn import Text, draw, page_of, stream, write
from tests.pages.written import EN_FIRST, EN_HEADLINE, read

GOOD = draw([Text(EN_HEADLINE, 760.0, size=16), *page_of("India and Kenya signed an agreement on port security.")])
SHEET = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> %s >> /Contents 4 0 R >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def file_of(content: bytes, objects: dict[int, bytes] | None = None, resources: bytes = b"") -> bytes:
    """Write a file of one sheet with this content."""
    tree = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"}
    return write({**tree, 3: SHEET % resources, 4: content, 5: FONT, **(objects or {})})


def nested_forms(depth: int) -> dict[int, bytes]:
    """Make forms that each draw the next one ten times."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >> "
    return {6 + i: stream(b"/X Do " * 10, head % (7 + i if i + 1 < depth else 6)) for i in range(depth)}


def page_tree(kids: bytes) -> bytes:
    """Write a file whose page tree holds these."""
    return write({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [%s] /Count 9 >>" % kids})


def deep_tree(depth: int) -> bytes:
    """Write a file whose only sheet stands that deep in its page tree."""
    nodes = {i: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (i + 1) for i in range(2, depth)}
    return write({1: b"<< /Type /Catalog /Pages 2 0 R >>", **nodes, depth: SHEET % b""})


HOSTILE = {
    "only a header": (b"%PDF-1.7\n", "broken or cut off"),
    "a page tree in itself": (page_tree(b"2 0 R"), "broken or cut off"),
    "a page tree 20,000 deep": (deep_tree(20_000), "makes its parser fail"),
    "arrays 200,000 deep": (file_of(stream(b"BT %s TJ ET" % (b"[" * 200_000))), "makes its parser fail"),
    "content that is itself": (file_of(b"4 0 R"), "holds no text"),
    "a length that is itself": (file_of(b"<< /Length 4 0 R >>\nstream\nx\nendstream"), "holds no text"),
    "forms in forms in forms": (
        file_of(stream(b"/X Do"), nested_forms(9), b"/XObject << /X 6 0 R >>"),
        "holds no text",
    ),
    "100 MB in 100 kB": (file_of(stream(b" " * 100_000_000)), "holds no text"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_line(name):
    """Loops, depth and bombs end as one clear line, within seconds."""
    content, words = HOSTILE[name]
    started = time.monotonic()
    with pytest.raises(PageError, match=words) as told:
        read(content, "a.pdf")
    assert "\n" not in str(told.value)
    assert time.monotonic() - started < 10


def test_a_file_that_never_ends_is_given_up():
    """A page tree that holds itself twice would be walked for ever; the process that walks it ends."""
    with pytest.raises(PageError, match="takes too long to open"):
        extract_sheets(page_tree(b"2 0 R 2 0 R"), where="a.pdf", seconds=1)


def test_what_can_be_saved_is_read():
    """A file whose table of objects is wrong or gone is read all the same."""
    for content in (GOOD.replace(b"startxref\n", b"startxref\n9"), GOOD[: GOOD.index(b"xref\n")]):
        assert read(content, "a.pdf").title == EN_HEADLINE


def test_a_file_that_is_cut_off():
    """A file that ends early is an error that says so."""
    with pytest.raises(PageError, match="broken or cut off"):
        read(GOOD[: len(GOOD) // 3], "a.pdf")


def test_a_locked_file():
    """A file that wants a password says so, and how it is taken off."""
    lock = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O (%s) /U (%s) >>" % (b"o" * 32, b"u" * 32)
    trailer = b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt 90 0 R /Root"
    at = GOOD.index(b"xref\n")
    content = GOOD[:at] + b"90 0 obj\n%s\nendobj\n" % lock + GOOD[at:].replace(b"/Root", trailer)
    with pytest.raises(PageError, match=r"encrypted\. Take its password off"):
        read(content, "a.pdf")


def test_a_scan_says_that_it_is_none_of_text():
    """A sheet that only shows a picture holds no text; the line says what can be done."""
    picture = b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    content = file_of(
        stream(b"q 595 0 0 842 0 0 cm /X Do Q"), {6: stream(bytes(64), picture)}, b"/XObject << /X 6 0 R >>"
    )
    with pytest.raises(PageError, match=r"its sheets are pictures.*text recognition"):
        read(content, "a.pdf")


def test_a_picture_among_sheets_of_text_is_noted():
    """A sheet without text between others is a doubt, and the others are read."""
    doc = read(draw(page_of(EN_FIRST[:80]), [], page_of(EN_FIRST[:80])), "a.pdf")
    assert [problem.kind for problem in doc.problems] == ["sheets-without-text"]


def test_a_font_that_hides_its_letters():
    """A font that does not say which letters it shows leaves nothing to read; the line names it."""
    with pytest.raises(PageError, match=r"does not say which letters it shows \(Mangal\)"):
        read(draw(page_of(EN_FIRST, EN_HEADLINE, font="ABCDEF+Mangal"), mapped=False), "a.pdf")


def test_a_font_of_signs_of_its_own():
    """A font made for one file gives out signs of no script; where they are many the file cannot be read."""
    own = "".join(chr(0xE000 + ord(char)) if char.isalpha() else char for char in EN_FIRST)
    with pytest.raises(PageError, match=r"does not say which letters it shows \(Subset\)"):
        read(draw(page_of(own, font="ABCDEF+Subset")), "a.pdf")


def test_nothing_is_imported_from_the_folder_that_a_file_lies_in(tmp_path, monkeypatch):
    """A module beside the pages does not take the place of a library in the process that opens them."""
    (tmp_path / "pdf_oxide.py").write_text("raise SystemExit(1)\n")
    monkeypatch.chdir(tmp_path)
    assert extract_sheets(GOOD, where="a.pdf").sheets
