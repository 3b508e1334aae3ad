"""A PDF file's sheets to the text that is stored (projection ``pdf/1``).

The stored text holds the lines of the sheets in the order of reading, a blank line between paragraphs, and at its end
what stands on the sheets' margins, so that no running head cuts a sentence in two. A word that a line's end divides is
one word, with a soft hyphen where it was divided. Signs of Devanagari stand in the order of reading, and white space is
single.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from karar.errors import PageError
from karar.model.documents import Page
from karar.model.problems import Problem
from karar.pages.decode import Decoded, Stretch
from karar.pages.devanagari import find_hidden_signs, put_in_order
from karar.pages.fonts import family_of, legacy_fault
from karar.pages.language import is_plausible
from karar.pages.paragraphs import Paragraph, find_paragraphs, split_margins
from karar.pages.rows import Line, find_lines, turn_upright
from karar.pages.sheets import Extract, extract_sheets

_DIVIDED = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_COMPOUND = re.compile(r"[^\W_][-\u2010]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Signs of no script: what a font gives out that was made for one file.
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MOSTLY = 0.5  # of a file's letters
_MANY, _SOME = 0.15, 0.01  # of its characters
_FEW = 20  # letters: a logo, a page number
_SEVERAL = 3


def transcribe(page: Page) -> Decoded:
    """Return the text of a PDF file and where its paragraphs stand.

    Raises:
        PageError: the file is encrypted or broken, holds pictures only, or its fonts hide what the letters are.
    """
    extract = extract_sheets(page.content, where=page.name)
    sheets = [turn_upright(sheet) for sheet in extract.sheets]
    lines = [line for number, sheet in enumerate(sheets) for line in find_lines(sheet, number)]
    lines, problems = _without_hidden(lines, extract, where=page.name)
    ordered, moved = put_in_order([line.text for line in lines])
    lines = [replace(line, text=text) for line, text in zip(lines, ordered, strict=True)]
    body, margins = split_margins(lines, sheets)
    text, stretches = _write(find_paragraphs(body), margins)
    if moved:
        problems.append(
            Problem("signs-reordered", "Signs of Devanagari stood as they are drawn; they were put in order.", "note")
        )
    return Decoded("application/pdf", text, (*problems, *_doubts(text, extract)), stretches)


def _without_hidden(lines: Sequence[Line], extract: Extract, *, where: str) -> tuple[list[Line], list[Problem]]:
    """Return the lines whose letters are known, and what was wrong with the others."""
    letters: Counter[str | None] = Counter()
    for line in lines:
        letters[_hidden_by(line, extract)] += sum(map(str.isalpha, line.text))
    total = letters.total()
    if not total and extract.broken:
        raise PageError("The PDF file is broken or cut off", where=where, hint="Get it again, or the page as HTML.")
    if _is_unmapped(lines, extract):
        fonts = dict.fromkeys(name.rpartition("+")[2] for name in extract.unmapped or extract.fonts)
        raise PageError(
            f"The PDF file's font does not say which letters it shows ({', '.join(fonts)})",
            where=where,
            hint="Run text recognition over it (ocrmypdf --force-ocr), or hand in the page as HTML or as text.",
        )
    if not total:
        raise PageError(
            "The PDF file holds no text: its sheets are pictures, or blank",
            where=where,
            hint="If they show text, run text recognition (ocrmypdf -l hin+eng); else hand in HTML or text.",
        )
    problems = []
    for family, n in letters.items():
        if family and n >= _MOSTLY * total:
            raise legacy_fault(family, where=where)
        if family:
            message = f"{n} letters are set in a legacy font ({family}) and were left out; convert them to Unicode."
            problems.append(Problem("legacy-font", message, "loss"))
    return [line for line in lines if not _hidden_by(line, extract)], problems


def _is_unmapped(lines: Sequence[Line], extract: Extract) -> bool:
    """Whether much is in signs of no script, or most in fonts that do not say what they show and as no known language.

    Such letters are left out by the extraction, or stand as what their numbers happen to be.
    """
    whole = sum(len(line.text) for line in lines)
    if sum(len(_UNREADABLE.findall(line.text)) for line in lines) > _MANY * whole:
        return True
    if not extract.unmapped:
        return False
    own = [line.text for line in lines if extract.fonts[line.font] in extract.unmapped]
    text = " ".join(own)
    letters = sum(map(len, own))
    if letters < _FEW:
        return whole - letters < _FEW
    return letters >= _MOSTLY * whole and not is_plausible(text)


def _hidden_by(line: Line, extract: Extract) -> str | None:
    """Return the legacy font of a line. Such a font that gives out Devanagari was converted when the file was made."""
    family = family_of(extract.fonts[line.font])
    return family if family and not re.search("[\u0900-\u097f]", line.text) else None


def _doubts(text: str, extract: Extract) -> list[Problem]:
    found: list[Problem] = []
    if extract.unread:
        found.append(Problem("too-long", f"The last {extract.unread} sheets of the file were not read.", "loss"))
    empty = sum(not any(run.text.strip() for run in sheet.runs) for sheet in extract.sheets)
    if extract.broken:
        found.append(Problem("broken-sheets", f"{extract.broken} sheets of the file cannot be read.", "loss"))
    elif empty:
        message = f"{empty} of {len(extract.sheets)} sheets hold no text: they are pictures, or blank."
        found.append(Problem("sheets-without-text", message))
    unreadable = len(_UNREADABLE.findall(text))
    if unreadable > _SOME * len(text):
        message = f"The file's fonts do not say what {unreadable} of its letters are."
        found.append(Problem("hidden-letters", message, "loss"))
    hidden = find_hidden_signs(text)
    if len(hidden) >= _SEVERAL:
        message = (
            f"The file's font gives out vowel signs as letters ({hidden[0]!r}); words may be missed. "
            "Hand in the page as HTML or as text."
        )
        found.append(Problem("hidden-signs", message, "loss"))
    return found


# --- writing --------------------------------------------------------------------


def _write(paragraphs: Sequence[Paragraph], margins: Sequence[Line]) -> tuple[str, tuple[Stretch, ...]]:
    hyphens = _Hyphens([line.text for paragraph in paragraphs for line in paragraph.lines])
    pieces: list[str] = []
    stretches: list[Stretch] = []
    at = 0
    for number, paragraph in enumerate((*paragraphs, *(Paragraph((line,)) for line in margins))):
        lines = paragraph.lines
        text = _join([line.text for line in lines], hyphens)
        kind: Literal["text", "cell", "margin"] = "cell" if paragraph.cell else "text"
        stretches.append(
            Stretch(
                at,
                at + len(text),
                kind if number < len(paragraphs) else "margin",
                lines[0].sheet,
                max(line.size for line in lines),
                all(line.bold for line in lines),
            )
        )
        pieces.append(text)
        at += len(text) + 2
    return "\n\n".join(pieces), tuple(stretches)


def _join(lines: Sequence[str], hyphens: _Hyphens) -> str:
    text = lines[0]
    for line in lines[1:]:
        if hyphens.divide(text, line):
            text = f"{text[:-1]}\u00ad{line}"
        else:
            # A hyphen that is the word's own holds its parts together; a dash has a space before it.
            text += ("" if _COMPOUND.search(text) else "\n") + line
    return text


class _Hyphens:
    """Which hyphens at the ends of lines divide a word: many programs never divide, and break only at a word's own."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._words = Counter(word.casefold() for line in lines for word in _WORDS.findall(line))
        parts = [self._parts(line, below) for line, below in pairwise(lines)]
        ends = [self._vote(head, tail) for head, tail in filter(None, parts)]
        # Where no word stands elsewhere in one piece: nobody has so many compounds just at the ends of lines.
        self._usual = sum(ends) > 0 or (sum(ends) == 0 and len(ends) >= _SEVERAL and len(ends) * 50 >= len(lines))

    def divide(self, line: str, below: str) -> bool:
        """Whether a word is divided between a line and the line below it."""
        parts = self._parts(line, below)
        if parts is None:
            return False
        vote = self._vote(*parts)
        return vote > 0 or line.endswith("\u00ad") or (vote == 0 and self._usual)

    def _vote(self, head: str, tail: str) -> int:
        return min(self._words[head + tail], 1) - min(self._words[f"{head}-{tail}"], 1)

    @staticmethod
    def _parts(line: str, below: str) -> tuple[str, str] | None:
        head, tail = _DIVIDED.search(line), _FIRST_WORD.match(below)
        return (head[1].casefold(), tail[0]) if head and tail and tail[0].islower() else None
