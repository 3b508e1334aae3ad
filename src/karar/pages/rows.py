"""A sheet's runs of text to lines, by where they stand. Widths are counted in sizes of the letters (em)."""

from __future__ import annotations

import re
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
_LETTER, _SIGN = 0.55, 0.25  # what a letter and a sign beside it take, where a cluster does not tell its width
_NARROWEST = 0.3  # the narrowest letter
_NEAR = 3  # rows before and after
_LAST = 4  # runs that one may be drawn over
_BESIDE = "ािीोौ"
_VIRAMA = "्"
_INDIAN = re.compile("[\u0900-\u0dff]")
_SPACE_OR_JOINER = re.compile("[ \u200b\u200c\u200d\ufeff]")
_JOINERS = "\u200b\u200c\u200d\ufeff"  # they take no room, whatever their font says


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
    loose: list[tuple[int, Run]] = []
    for drawn in _in_order(sheet.runs):
        run = _without_put_in(drawn, spaces.get(drawn.font, _PUT_IN))
        if rows and _is_signs(run.text) and _put_signs(rows[-1], run):
            continue
        if not run.text or (not run.text.strip(f" {_JOINERS}") and run.text.strip(" ")):
            continue
        if not any(map(str.isalpha, run.text)):
            loose.append((len(rows), run))
        elif not rows or not _is_same_line(rows[-1], run):
            rows.append([run])
        elif not _is_overprint(rows[-1], run):
            rows[-1].append(run)
    for place, run in reversed(loose):
        _put_loose(rows, place, run)
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
    """Return how wide each font's own space is, where it writes spaces, on a sheet with an Indian script."""
    if not any(_INDIAN.search(run.text) for run in runs):
        return {}
    seen: dict[int, Counter[float]] = {}
    for run in runs:
        for char, width in zip(run.text, run.widths, strict=False):
            if char == " ":
                seen.setdefault(run.font, Counter())[round(width / run.size, 2)] += 1
    return {font: counts.most_common(1)[0][0] for font, counts in seen.items()}


def _without_put_in(run: Run, space: float) -> Run:
    """Return the run without the spaces that the extraction put in where the writing program moved on.

    They are told by their width. At a run's ends places decide anyway; inside, a program that draws a vowel sign apart
    moves on behind it in the middle of a word, if the font's own spaces are of another width.
    """
    if len(run.widths) != len(run.text) or not _SPACE_OR_JOINER.search(run.text):
        return run
    first, last = 0, len(run.text)
    while first < last and run.text[first] == " " and _is_put_in(run.widths[first] / run.size):
        first += 1
    while last > first and run.text[last - 1] == " " and _is_put_in(run.widths[last - 1] / run.size):
        last -= 1
    text, widths = run.text[first:last], run.widths[first:last]
    before, behind = sum(run.widths[:first]), sum(run.widths[last:])
    if _INDIAN.search(text):
        behind += widths[-1] if text[-1] in _JOINERS else 0.0
        text, widths = _join_behind_signs(text, widths, run.size, space)
    return replace(run, text=text, x=run.x + before, width=max(run.width - before - behind, 0.0), widths=widths)


def _join_behind_signs(text: str, widths: Sequence[float], size: float, space: float) -> tuple[str, list[float]]:
    joined, kept = "", list[float]()
    for char, width in zip(text, widths, strict=True):
        if char == " " and joined and is_sign(joined[-1]) and _is_put_in(width / size, space):
            kept[-1] += width
        else:
            joined += char
            kept.append(0.0 if char in _JOINERS else width)
    return joined, kept


def _is_put_in(width: float, space: float | None = None) -> bool:
    """Whether a space is as wide as those that are put in; where the font's own ``space`` is given, unlike that."""
    if space is None:
        return abs(width - _PUT_IN) < 0.003
    return (abs(width - _PUT_IN) < 0.003 and abs(space - _PUT_IN) >= 0.01) or _PUT_IN <= width < 0.6 * space


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
        edges = _edges(run)
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


def _edges(run: Run) -> list[float]:
    """Return where each character of a run begins, and where the last one ends; kerning is spread over them all."""
    total = sum(run.widths)
    scale = run.width / total if total > 0 else 1.0
    return [run.x + scale * at for at in accumulate(run.widths, initial=0.0)]


# --- lines ---------------------------------------------------------------------


def _is_same_line(row: Sequence[Run], run: Run) -> bool:
    """Whether a run stands on a row's base line, and near enough."""
    size = max(row[0].size, run.size)
    if abs(run.y - row[0].y) > _RAISED * size:
        return False
    right, sure = max(map(_end, row))
    apart = (_CELL if sure else 2 * _CELL) * size
    return run.x - right <= apart and min(one.x for one in row) - run.x - run.width <= _CELL * size


def _end(run: Run) -> tuple[float, bool]:
    """Return where a run ends, and whether its font says so: the end of a last cluster may only be guessed.

    Of a cluster's glyphs some may be told without their widths; then it is narrower than any letter.
    """
    told = len(run.widths) == len(run.text)
    last = len(run.text)
    while last and (is_sign(run.text[last - 1]) or run.text[last - 2 : last - 1] == _VIRAMA):
        last -= 1
    cluster = run.text[max(last - 1, 0) :]
    width = sum(run.widths[max(last - 1, 0) :]) if told else 0.0
    letters = sum("\u0900" <= char <= "\u0dff" and not is_sign(char) for char in cluster)
    least = _NARROWEST + (_SIGN / 2 if any(char in _BESIDE for char in cluster) else 0.0)
    if not letters or width >= least * run.size:
        return run.x + run.width, True
    start = run.x + (sum(run.widths[: max(last - 1, 0)]) if told else 0.0)
    guess = (letters * _LETTER + sum(char in _BESIDE for char in cluster) * _SIGN) * run.size
    return max(start + guess, run.x + run.width), False


def _put_loose(rows: list[list[Run]], place: int, run: Run) -> None:
    """Put a space, a comma, a number or a bullet into the row that it stands in, or stands nearest to.

    Where a font lacks them, another font draws them for a whole line before or after its words.
    """
    near = [
        (max(run.x - max(map(_end, row))[0], min(one.x for one in row) - run.x - run.width, 0.0), row)
        for row in rows[max(place - _NEAR, 0) : place + _NEAR]
        if abs(run.y - row[0].y) <= _RAISED * max(row[0].size, run.size)
    ]
    distance, row = min(near, key=lambda found: found[0], default=(0.0, None))
    if row is not None and distance <= _CELL * run.size:
        row.append(run)
    elif run.text.strip():
        rows.insert(place, [run])


def _is_overprint(row: Sequence[Run], run: Run) -> bool:
    """Some programs draw bold letters twice, a hair apart."""
    return any(run.text == one.text and abs(run.x - one.x) < 1 and abs(run.y - one.y) < 1 for one in row[-_LAST:])


def _line(row: Sequence[Run], number: int) -> Line:
    runs = _interleave(row)
    text = runs[0].text
    for last, run in pairwise(runs):
        end, sure = _end(last)
        apart = run.x - end > (_GAP if sure else 2 * _LETTER) * max(last.size, run.size)
        text += (" " if apart else "") + run.text
    letters: Counter[int] = Counter()
    for run in runs:
        letters[run.font] += len(run.text.strip())
    shown = [run for run in runs if run.text.strip()]
    size = max(shown, key=lambda run: len(run.text)).size
    bold = all(run.bold for run in shown)
    end = max(_end(run)[0] for run in shown)
    return Line(" ".join(text.split()), number, shown[0].x, end, row[0].y, size, bold, letters.most_common(1)[0][0])


def _interleave(row: Sequence[Run]) -> list[Run]:
    """Return a row's runs from left to right; one that stands inside another divides it.

    Where a font lacks a sign, another one draws it, and the first goes on as if it were not there.
    """
    ordered: list[Run] = []
    for run in sorted(row, key=lambda run: run.x):
        host = ordered[-1] if ordered else None
        slack = 0.05 * run.size
        inside = host and run.x < host.x + host.width - slack and len(host.widths) == len(host.text)
        if host and inside:
            edges = _edges(host)
            cut = next((k for k in range(len(host.text)) if edges[k] >= run.x - slack), len(host.text))
            # The gap that was left for this run had been taken for a space.
            gap = host.text[cut : cut + 1] == " " and run.x + run.width >= edges[cut + 1] - 2 * slack
            head, tail = _part(host, edges, 0, cut), _part(host, edges, cut + gap, len(host.text))
            ordered[-1:] = [part for part in (head, run, tail) if part.text]
        else:
            ordered.append(run)
    return ordered


def _part(run: Run, edges: Sequence[float], start: int, end: int) -> Run:
    text, widths = run.text[start:end], run.widths[start:end]
    return replace(run, text=text, x=edges[start], width=edges[end] - edges[start], widths=widths)
