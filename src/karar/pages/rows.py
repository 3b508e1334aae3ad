"""A sheet's runs of text to lines, by where they stand. Widths are counted in sizes of the letters (em)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from msgspec.structs import replace

from karar.pages.sheets import Run, Sheet

_GAP = 0.15  # between two runs that bring no space along: a word's end
_CELL = 1.8  # between two runs: another cell, another column
_RAISED = 0.4  # a raised or lowered sign still stands on its line
_PUT_IN = 0.25  # a space that the extraction put in where letters stand apart
_LETTER, _SIGN = 0.55, 0.25  # what a letter and a sign beside it take, where a cluster tells no widths
_BESIDE = "ािीोौ"
_VIRAMA = "्"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet, or of one cell of its tables: its text and its place in points, ``y`` from the foot."""

    text: str
    sheet: int
    x: float
    end: float
    y: float
    size: float
    bold: bool
    font: int


def find_lines(sheet: Sheet, number: int) -> list[Line]:
    """Return the lines of a sheet that was turned upright, in the order of reading; ``number`` is the sheet's own.

    >>> runs = [Run(text, x, 700, 25, 11, 0, x, False, 0, [5] * 5) for text, x in (("India", 72), ("signs", 100))]
    >>> [line.text for line in find_lines(Sheet(595, 842, runs), 0)]
    ['India signs']
    """
    spaces = _space_widths(sheet.runs)
    rows: list[list[Run]] = []
    for drawn in _in_order(sheet.runs):
        run = _without_put_in(drawn, spaces.get(drawn.font, _PUT_IN))
        if rows and _is_signs(run.text) and _put_signs(rows[-1], run):
            continue
        if not rows or not _is_same_line(rows[-1], run):
            if run.text.strip():
                rows.append([run])
        elif not _is_overprint(rows[-1][-1], run):
            rows[-1].append(run)
    return [_line(row, number) for row in rows]


def turn_upright(sheet: Sheet) -> Sheet:
    """Return the sheet as its reader holds it, with only the runs that stand upright then.

    A wide table may lie on its side; anything else that is turned is a watermark or a stamp.
    """
    letters: Counter[int] = Counter()
    for run in sheet.runs:
        letters[run.turned] += len(run.text)
    turned = max(letters, key=lambda degrees: (letters[degrees], -degrees), default=0)
    runs = [run for run in sheet.runs if run.text and run.turned == turned and run.size > 0]
    if turned == 90:
        runs = [replace(run, x=run.y, y=sheet.width - run.x - run.size) for run in runs]
    elif turned == 270:
        runs = [replace(run, x=sheet.height - run.y - run.width, y=run.x) for run in runs]
    on_side = turned in (90, 270)
    width, height = (sheet.height, sheet.width) if on_side else (sheet.width, sheet.height)
    return Sheet(width, height, runs)


def _in_order(runs: list[Run]) -> list[Run]:
    """Return the runs as they were drawn, which is how the writing program read them.

    Where that leaps about the sheet, they stay as the extraction ordered them by their place.
    """
    drawn = sorted(runs, key=lambda run: run.order)
    steps = [(a, b) for a, b in pairwise(drawn) if abs(a.y - b.y) > _RAISED * max(a.size, b.size)]
    # A leap up is honest where a cell or a column begins, further to the right.
    wild = sum(b.y > a.y and b.x < a.x + a.size for a, b in steps)
    return runs if wild > max(2, 0.2 * len(steps)) else drawn


# --- spaces and signs ----------------------------------------------------------


def _space_widths(runs: Sequence[Run]) -> dict[int, float]:
    """Return how wide each font's own space is, where it writes spaces."""
    seen: dict[int, Counter[float]] = {}
    for run in runs:
        for char, width in zip(run.text, run.widths, strict=False):
            if char == " ":
                seen.setdefault(run.font, Counter())[round(width / run.size, 2)] += 1
    return {font: counts.most_common(1)[0][0] for font, counts in seen.items()}


def _without_put_in(run: Run, space: float) -> Run:
    """Return the run without the spaces that the extraction put in behind a vowel sign.

    Word processors draw such a sign apart and move on, and the move is taken for a word's end. A space that was put in
    is told from the font's own by its width.
    """
    if abs(space - _PUT_IN) < 0.01 or " " not in run.text or len(run.widths) != len(run.text):
        return run
    text = ""
    widths: list[float] = []
    for char, width in zip(run.text, run.widths, strict=True):
        if char == " " and text and is_sign(text[-1]) and abs(width / run.size - _PUT_IN) < 0.003:
            widths[-1] += width
        else:
            text += char
            widths.append(width)
    return replace(run, text=text, widths=widths)


def is_sign(char: str) -> bool:
    """Whether a character is a sign of an Indian script that stands on or beside a letter.

    >>> is_sign("ि"), is_sign("क")
    (True, False)
    """
    return "\u0900" <= char <= "\u0dff" and unicodedata.category(char) in ("Mn", "Mc")


def _is_signs(text: str) -> bool:
    """Whether a run is nothing but signs, or a letter joined below another by a virama (``्र``): no word begins so."""
    bare = text.strip()
    return bool(bare) and is_sign(bare[0]) and all(is_sign(b) or a == _VIRAMA for a, b in pairwise(bare))


def _put_signs(row: list[Run], signs: Run) -> bool:
    """Put signs that were drawn apart behind the letter that they stand over. Whether there is one in this row."""
    for i, run in enumerate(row):
        slack = 0.05 * run.size
        near = abs(signs.y - run.y) < run.size and run.x + slack < signs.x <= run.x + run.width + slack
        if not near or len(run.widths) != len(run.text):
            continue
        edges = accumulate(run.widths, initial=run.x)
        # A sign is drawn from where its letter ends, or somewhere inside it.
        at = next((k for k, (left, right) in enumerate(pairwise(edges)) if left + slack < signs.x <= right + slack), 0)
        if not (run.text[at].isalpha() or is_sign(run.text[at])):
            continue
        while at + 1 < len(run.text) and (is_sign(run.text[at + 1]) or run.text[at] == _VIRAMA):
            at += 1
        bare = signs.text.strip()
        text = run.text[: at + 1] + bare + run.text[at + 1 :]
        row[i] = replace(run, text=text, widths=[*run.widths[: at + 1], *[0.0] * len(bare), *run.widths[at + 1 :]])
        return True
    return False


# --- lines ---------------------------------------------------------------------


def _is_same_line(row: Sequence[Run], run: Run) -> bool:
    last = row[-1]
    size = max(last.size, run.size)
    if abs(run.y - row[0].y) > _RAISED * max(row[0].size, run.size):
        return False
    end, sure = _end(last)
    return run.x > last.x - 0.1 * size and run.x - end <= (_CELL if sure else 2 * _CELL) * size


def _end(run: Run) -> tuple[float, bool]:
    """Return where a run ends, and whether its font says so: a last cluster without widths is only guessed."""
    known = len(run.widths) if len(run.widths) == len(run.text) else 0
    while known and run.widths[known - 1] <= 0:
        known -= 1
    tail = run.text[known:]
    letters = sum("\u0900" <= char <= "\u0dff" and not is_sign(char) for char in tail)
    if not letters:
        return run.x + run.width, True
    beside = sum(char in _BESIDE for char in tail)
    start = run.x + (sum(run.widths) if known else 0.0)
    return max(start + (letters * _LETTER + beside * _SIGN) * run.size, run.x + run.width), False


def _is_overprint(last: Run, run: Run) -> bool:
    """Some programs draw bold letters twice, a hair apart."""
    return run.text == last.text and abs(run.x - last.x) < 1 and abs(run.y - last.y) < 1


def _line(row: Sequence[Run], number: int) -> Line:
    text = row[0].text
    for last, run in pairwise(row):
        end, sure = _end(last)
        apart = run.x - end > (_GAP if sure else 2 * _LETTER) * max(last.size, run.size)
        text += (" " if apart else "") + run.text
    letters: Counter[int] = Counter()
    for run in row:
        letters[run.font] += len(run.text.strip())
    shown = [run for run in row if run.text.strip()]
    size = max(shown, key=lambda run: len(run.text)).size
    bold = all(run.bold for run in shown)
    end = max(_end(run)[0] for run in shown)
    return Line(" ".join(text.split()), number, shown[0].x, end, row[0].y, size, bold, letters.most_common(1)[0][0])
