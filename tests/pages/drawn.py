"""PDF files for these tests, written byte by byte: sheets with lines of text, fonts that say what their signs are."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FOOT = 60.0  # where the text of a sheet ends, in points from its foot
_WIDE, _NARROW = 0.52, 0.26  # of a letter and of a space, in sizes of the letters


@dataclass(frozen=True)
class Text:
    """One line, drawn at its place; ``glyphs`` is what the font says of each sign, one character each if it is text."""

    glyphs: str | Sequence[str]
    y: float
    x: float = 72.0
    size: float = 11.0
    font: str = "Body"


def draw(*sheets: Sequence[Text], mapped: bool = True, objects: Mapping[int, bytes] | None = None) -> bytes:
    """Write a PDF file of sheets; without ``mapped`` its fonts do not say what their signs are."""
    fonts: dict[str, dict[str, int]] = {}
    for text in (text for sheet in sheets for text in sheet):
        signs = fonts.setdefault(text.font, {})
        for glyph in text.glyphs:
            signs.setdefault(glyph, len(signs) + 1)
    made: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    number = 3
    names = {}
    for font, signs in fonts.items():
        made |= _font(number, font, signs, mapped=mapped)
        names[font] = number
        number += 4
    resources = b" ".join(b"/F%d %d 0 R" % (at, at) for at in names.values())
    kids = []
    for sheet in sheets:
        made[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << %s >> >> /Contents %d 0 R >>"
            % (resources, number + 1)
        )
        made[number + 1] = stream("\n".join(_show(text, names[text.font], fonts[text.font]) for text in sheet).encode())
        kids.append(b"%d 0 R" % number)
        number += 2
    made[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return write({**made, **(objects or {})})


def page_of(
    *lines: str, top: float = 700.0, leading: float = 14.0, size: float = 11.0, font: str = "Body"
) -> list[Text]:
    """Return lines one below the other; an empty one leaves a gap."""
    return [Text(line, top - leading * i, size=size, font=font) for i, line in enumerate(lines) if line]


def wrap(text: str, width: float = 440.0, size: float = 11.0) -> list[str]:
    """Break a paragraph into lines of at most ``width`` points, as a word processor does."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and size * sum(map(width_of, longer)) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object of compressed data."""
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream" % (len(packed), entries, packed)


def write(objects: Mapping[int, bytes]) -> bytes:
    """Write a file of numbered objects, the first of which is its catalog."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, size))
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table))


def _font(number: int, name: str, signs: Mapping[str, int], *, mapped: bool) -> dict[int, bytes]:
    base = name.replace(" ", "#20").encode()
    letters = b"".join(b"<%04X> <%s>\n" % (at, glyph.encode("utf-16-be").hex().encode()) for glyph, at in signs.items())
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> "
        b"endcodespacerange %d beginbfchar\n%sendbfchar endcmap end end" % (len(signs), letters)
    )
    widths = b" ".join(b"%d" % (1000 * width_of(glyph)) for glyph in signs)
    unicode_map = b"/ToUnicode %d 0 R " % (number + 2) if mapped else b""
    return {
        number: b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] %s>>"
        % (base, number + 1, unicode_map),
        number + 1: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /W [1 [%s]] /FontDescriptor %d 0 R >>" % (base, widths, number + 3),
        number + 2: stream(cmap),
        number + 3: b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /ItalicAngle 0 /Ascent 800 /Descent -200 "
        b"/CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >>" % base,
    }


def width_of(glyph: str) -> float:
    """Return how wide a sign is drawn, in sizes of the letters."""
    if all(unicodedata.category(char) == "Mn" for char in glyph):
        return 0.0
    return _NARROW if glyph in " ि" else _WIDE


def _show(text: Text, font: int, signs: Mapping[str, int]) -> str:
    codes = "".join(f"{signs[glyph]:04X}" for glyph in text.glyphs)
    return f"BT /F{font} {text.size:g} Tf 1 0 0 1 {text.x:g} {text.y:g} Tm <{codes}> Tj ET"
