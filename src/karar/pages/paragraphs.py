"""A PDF file's lines to paragraphs, and what stands on the margins of its sheets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from karar.pages.lines import Unit
from karar.pages.rows import Line
from karar.pages.sheets import Sheet

# Lengths in sizes of the letters (em).
_INDENT = 1.2
_LEADING = 1.2  # from one base line to the next, where a sheet does not show its own
_SLACK = 0.35
_COLUMN = 8.0  # a new column begins so much higher; a new cell less
_HANGING = 4.0  # how far a paragraph's first line may hang out
# Shares of the sheet's height.
_EDGE = 0.05  # word processors keep running heads and feet here, and no text
_MARGIN = 0.12  # page numbers and what comes again on other sheets may stand this far in
_WINDOW = 8  # lines before and after that show how wide a column is
_PAGE_NUMBER = re.compile(
    r"[^\w.]{0,3}(?:page|पृष्ठ|पेज|p\.?)?\s{0,2}(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s{0,2}(?:of|/|में से|का)\s{0,2}\d{1,4})?[^\w.]{0,3}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, in the order of reading. ``cell``: one of several that stand side by side."""

    lines: tuple[Line, ...]
    cell: bool = False


def split_margins(lines: Sequence[Line], sheets: Sequence[Sheet]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the text, and those of the sheets' margins: numbers, running heads and feet.

    A line near the edge is one where it comes again on many of the sheets, counting up or not; page numbers are told
    by their form. At the very edge, nothing in letters smaller than the text's is text.
    """
    usual = _usual_size(lines)
    again: dict[tuple[str, bool], set[int]] = defaultdict(set)
    for line in lines:
        if _share(line, sheets) < _MARGIN:
            again[_mask(line, sheets)].add(line.sheet)
    text: list[Line] = []
    margins: list[Line] = []
    for line in lines:
        share = _share(line, sheets)
        repeated = len(again[_mask(line, sheets)]) >= max(2, 0.4 * len(sheets)) if share < _MARGIN else False
        numbered = share < _MARGIN and _PAGE_NUMBER.fullmatch(line.text)
        outside = share < _EDGE and line.size < 0.95 * usual
        (margins if outside or repeated or numbered else text).append(line)
    return (text, margins) if text else (list(lines), [])


def _usual_size(lines: Sequence[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _share(line: Line, sheets: Sequence[Sheet]) -> float:
    """Return how far from the nearer edge a line stands, as a share of the height."""
    height = sheets[line.sheet].height or 1.0
    return min(line.y, height - line.y - line.size) / height


def _mask(line: Line, sheets: Sequence[Sheet]) -> tuple[str, bool]:
    return re.sub(r"\d+", "#", line.text.casefold()), line.y * 2 > sheets[line.sheet].height


def find_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of lines that stand in the order of reading.

    >>> told = ("India and Japan signed an agreement on", "ports.", "It is the first.")
    >>> lines = [Line(text, 0, 72, 72 + 5 * len(text), 700 - 14 * i, 11, False, 0) for i, text in enumerate(told)]
    >>> [len(paragraph.lines) for paragraph in find_paragraphs(lines)]
    [2, 1]
    """
    rights = _right_edges(lines)
    leadings = _leadings(lines)
    groups: list[list[int]] = []
    for i, line in enumerate(lines):
        if groups and _goes_on([lines[k] for k in groups[-1]], line, rights[i - 1], leadings[line.sheet]):
            groups[-1].append(i)
        else:
            groups.append([i])
    found = [tuple(lines[i] for i in group) for group in groups]
    return [Paragraph(group, _is_cell(found, n)) for n, group in enumerate(found)]


def _right_edges(lines: Sequence[Line]) -> list[float]:
    """Return for each line how far to the right its column goes, as the lines around it show."""
    edges = []
    for i, line in enumerate(lines):
        around = lines[max(i - _WINDOW, 0) : i + _WINDOW + 1]
        own = [
            other.end
            for other in around
            if other.sheet == line.sheet
            and abs(other.x - line.x) <= _INDENT * line.size
            and abs(other.size - line.size) <= 0.12 * line.size
        ]
        edges.append(max(own))
    return edges


def _leadings(lines: Sequence[Line]) -> dict[int, float]:
    """Return how far apart the base lines of each sheet stand, in sizes of its letters."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for above, below in pairwise(lines):
        step = (above.y - below.y) / above.size
        if above.sheet == below.sheet and 0.8 <= step <= 2.6:
            steps[above.sheet][round(step, 1)] += 1
    # Sheets of short paragraphs have more steps between them than inside: the smallest of some weight is the leading.
    return defaultdict(
        lambda: _LEADING,
        {
            sheet: min(step for step, n in counts.items() if n * 6 >= counts.total())
            for sheet, counts in steps.items()
            if max(counts.values()) * 6 >= counts.total()
        },
    )


def _goes_on(above: Sequence[Line], line: Line, right: float, leading: float) -> bool:
    """Whether ``line`` continues the paragraph of the lines ``above`` it."""
    last, size = above[-1], above[-1].size
    if abs(line.size - size) > 0.12 * size or line.bold != last.bold or Unit(0, 0, line.text).bulleted:
        return False
    first_word = (line.end - line.x) * (len(line.text.split()[0]) + 1) / (len(line.text) + 1)
    full = right - last.end < first_word + _SLACK * size
    step = (last.y - line.y) / size
    if line.sheet != last.sheet or step < -_SLACK:
        # Over to the next sheet or column: only a sentence that is not at its end goes on there.
        over = line.sheet == last.sheet + 1 if line.sheet != last.sheet else step < -_COLUMN
        return over and full and not Unit(0, 0, last.text).closed
    if not _SLACK < step <= leading + _SLACK:
        return False
    if _is_centred(last, line, right):
        return not Unit(0, 0, last.text).closed
    return full and _is_aligned(above, line)


def _is_aligned(above: Sequence[Line], line: Line) -> bool:
    size = line.size
    if len(above) > 1:
        return abs(line.x - above[-1].x) <= _INDENT * size
    if Unit(0, 0, above[0].text).bulleted:
        return -_SLACK * size <= line.x - above[0].x <= _HANGING * size
    return -_HANGING * size <= line.x - above[0].x <= _INDENT * size


def _is_centred(last: Line, line: Line, right: float) -> bool:
    """Whether two lines stand over one middle, and neither begins where the other does: a headline of two lines."""
    middle = abs((last.x + last.end) - (line.x + line.end)) / 2
    return middle <= 0.6 * line.size and abs(last.x - line.x) > _INDENT * line.size and line.end <= right + line.size


def _is_cell(groups: Sequence[tuple[Line, ...]], n: int) -> bool:
    """Whether another paragraph, drawn just before or after, stands beside this one."""
    own = groups[n]
    top, foot = own[0].y + own[0].size / 2, own[-1].y
    left, right = min(line.x for line in own), max(line.end for line in own)
    for other in (*groups[max(n - 2, 0) : n], *groups[n + 1 : n + 3]):
        beside = other[0].sheet == own[0].sheet and other[-1].y <= top and other[0].y + other[0].size / 2 >= foot
        if beside and (min(line.x for line in other) >= right or max(line.end for line in other) <= left):
            return len(own) <= 12 and len(other) <= 12
    return False
