"""A folder as people have them: one program reads what can be read in it, and says one line of each of the others."""

from __future__ import annotations

import gzip

import pytest

from tests.journeys.making import EXAMPLES, finish, kept

PLAIN = next(path for path in EXAMPLES if path.suffix == ".txt" and path.name.startswith("hi-01")).read_text("utf-8")
ARTICLE = "".join(f"<p>{line}</p>" for line in PLAIN.splitlines() if line)
ENGLISH = "Japan will invest $10 billion in India, the Prime Minister said – “a great step” for the two countries.\n"
TAMIL = "ஜப்பான் அடுத்த பத்து ஆண்டுகளில் இந்தியாவில் முதலீடு செய்யும் என்று பிரதமர் மோடி கூறினார். இரு நாடுகளும் ஒப்பந்தம் செய்தன.\n"
FRENCH = (
    "Le Japon investira dix milliards de dollars en Inde au cours des dix prochaines années, a déclaré le ministre. "
    "Les deux pays ont signé un accord sur la coopération dans le domaine de l'énergie.\n"
)
MARATHI = (
    "जपान पुढील दहा वर्षांत भारतात मोठी गुंतवणूक करणार आहे, असे पंतप्रधान मोदी यांनी सांगितले. "
    "दोन्ही देशांनी सहकार्याच्या करारावर स्वाक्षरी केली आहे. त्यामुळे रोजगार निर्माण होईल.\n"
)
KRUTI_DEV = (
    "tkiku vxys nl o\"kksZa esa Hkkjr esa 10 fVªfy;u ;su dk fuos'k djsxkA iz/kkuea=h us dgk fd nksuksa ns'kksa us "
    "djkj ij gLrk{kj fd, gSaA Hkkjr vkSj tkiku ds chp lg;ksx c<+sxkA ljdkj us dgk gS fd ;g fuos'k mPp xq.koÙkk dk gSA\n"
)


def page(article: str, charset: str = "utf-8") -> str:
    """Write a page around an article."""
    return f'<!DOCTYPE html><html><head><meta charset="{charset}"></head><body><h1>करार</h1>{article}</body></html>'


def broken(text: str) -> bytes:
    """Put bytes that are no UTF-8 into the midst of a text, between two letters or within one."""
    content = text.encode()
    middle = len(content) // 2
    return content[:middle] + b"\xff\xe0\xa4" + content[middle:]


READABLE = {
    "utf-16.html": page(ARTICLE, "utf-16").encode("utf-16"),
    "utf-16.txt": PLAIN.encode("utf-16"),
    "utf-16-without-a-mark.txt": PLAIN.encode("utf-16-le"),
    "windows-1252.txt": ENGLISH.encode("cp1252"),
    "windows-1252.html": f"<html><body><p>{ENGLISH * 2}</p></body></html>".encode("cp1252"),
    "broken-utf-8.html": broken(page(ARTICLE)),
    "broken-utf-8.txt": broken(PLAIN),
    "truncated.html": page(ARTICLE).encode()[:-200] + b"<a href='x",
    "nested.html": page("<div>" * 100_000 + ARTICLE).encode(),
}
UNREADABLE = {
    "empty.html": (b"", "The page is empty. Save it again."),
    "blank.txt": (b" \n\n", "The page is empty. Save it again."),
    "picture.html": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9,
        "The page is not text (a picture, ",
    ),
    "bomb.txt.gz": (gzip.compress(bytes(60_000_000), 1), "What this gzip file unpacks to has more than 50 MB. "),
    "cut.pdf": (b"%PDF-1.4\n1 0 obj\n<<", "The PDF file is broken or cut off. "),
    "tamil.txt": (TAMIL.encode() * 3, "The page seems to be in Tamil (ta), which is not read. "),
    "tamil.html": (page(f"<p>{TAMIL * 3}</p>").encode(), "The page seems to be in Tamil (ta), which is not read. "),
    "french.txt": (FRENCH.encode() * 3, "The page seems to be in French (fr), which is not read. "),
    "french.html": (page(f"<p>{FRENCH * 3}</p>").encode(), "The page seems to be in French (fr), which is not read. "),
    "marathi.txt": (MARATHI.encode() * 3, "The page seems to be in Marathi (mr), which is not read. "),
    "marathi.html": (
        page(f"<p>{MARATHI * 3}</p>").encode(),
        "The page seems to be in Marathi (mr), which is not read. ",
    ),
    "legacy.txt": (KRUTI_DEV.encode() * 4, "The text is set in a legacy font (Kruti Dev)"),
    "legacy.html": (
        page(f'<font face="Kruti Dev 010"><p>{KRUTI_DEV * 4}</p></font>').encode(),
        "The text is set in a legacy font (Kruti Dev)",
    ),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a read of one folder with all of them says, by page, its last line, and the pages that it kept."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "pages").mkdir()
    for name, content in READABLE.items():
        (folder / "pages" / name).write_bytes(content)
    for name, (content, _) in UNREADABLE.items():
        (folder / "pages" / name).write_bytes(content)
    out, err = finish("read", "pages", "--ledger", "karar.db", code=3, cwd=folder)
    faults = [line for line in err.splitlines() if line.startswith("karar read: ")]
    return (
        dict(line.removeprefix("karar read: pages/").split(": ", 1) for line in faults),
        out,
        kept(folder / "karar.db"),
    )


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_one_line(told, name):
    """It names the page, what is wrong with it, and what to do."""
    assert told[0][name].startswith(UNREADABLE[name][1])
    assert told[0][name].endswith(".")


def test_nothing_else_is_told(told):
    """Of a page that is read there is no word, whatever its encoding and markup."""
    assert told[0].keys() == UNREADABLE.keys()


def test_all_others_are_read_and_kept(told):
    """The last line counts both, and the pages are in the ledger."""
    assert told[1].startswith(f"{len(READABLE)} pages read, ")
    assert told[1].endswith(f"; {len(UNREADABLE)} pages could not be read.\n")
    assert told[2] == len(READABLE) - 2  # two of the pages say word for word what others say
