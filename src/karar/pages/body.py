"""Walks down an article's lines and keeps what is its own: paragraphs, headings, items; never teasers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from karar.model.documents import BlockKind
from karar.pages.dates import is_date_line
from karar.pages.furniture import Noise, is_byline, is_label
from karar.pages.lines import Unit
from karar.pages.topic import Topic, stems

# Shares of known content words, set on saved Hindi and English pages: an article's own paragraph has 0.25 and more
# in common with what came before it, another story's headline 0.1 and less.
OWN_PROSE = 0.15
_OWN_LINE = 0.25
_LONG_LINE = 120
_LIST_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """A unit that belongs to the article, and how it stands in it."""

    unit: Unit
    kind: BlockKind


class Body:
    """Walks down from the first paragraph and keeps what belongs to the article."""

    def __init__(self, units: Sequence[Unit], marks: Sequence[Noise | None], headline: int | None) -> None:
        self._units, self._marks, self._headline = units, marks, headline
        self._topic = Topic([units[headline]] if headline is not None else [])
        self._said = units[headline].text.casefold() if headline is not None else ""
        self._last = max((i for i, unit in enumerate(units) if unit.prose and not marks[i]), default=-1)
        # Where nothing looks like furniture, odd lines between paragraphs are the text's own.
        self._clean = not any(mark for mark in marks[: self._last])
        self._chosen: list[Chosen] = []

    def opening(self, start: int) -> list[Chosen]:
        """Return the headline and what stands between it and the first paragraph."""
        if self._headline is None:
            return self._loose(range(start))
        head = Chosen(self._units[self._headline], "title")
        return [head, *self._loose(range(self._headline + 1, start))]

    def _loose(self, places: range) -> list[Chosen]:
        kept: list[Chosen] = []
        # Up to three lines with no furniture among them are a clean text's own opening.
        whole = not any(self._marks[i] or self._units[i].truncated for i in places)
        clean = len(places) <= 3 and whole
        listed = self._opening_list(places) if whole else frozenset()
        for i in places:
            unit = self._units[i]
            if i in listed:
                kept.append(Chosen(unit, "item" if unit.bulleted else "heading"))
                continue
            if (
                self._marks[i]
                or unit.truncated
                or unit.text.casefold() in self._said
                or is_byline(unit.text)
                or is_label(unit.text)
            ):
                continue
            if clean or self._topic.knows(unit, _OWN_LINE) or (i == places[-1] and len(unit.text) > 15 and unit.closed):
                kept.append(Chosen(unit, self._loose_kind(unit)))
        return kept

    def _opening_list(self, places: range) -> frozenset[int]:
        """Return the places of a list that opens the article: bulleted lines one after the other, and their label."""
        bulleted = [i for i in places if self._units[i].bulleted]
        if len(bulleted) < _LIST_LENGTH or bulleted[-1] - bulleted[0] >= len(bulleted):
            return frozenset()
        above = bulleted[0] - 1
        return frozenset({*bulleted, *([above] if above in places and self._units[above].text.endswith(":") else [])})

    @staticmethod
    def _loose_kind(unit: Unit) -> BlockKind:
        label = unit.text.endswith(":")
        return "heading" if label or (not unit.closed and len(unit.text) <= 90) else "paragraph"

    def read(self, start: int) -> list[Chosen]:
        """Return the units from the first paragraph on."""
        i, out, left = start, False, 0
        while i < len(self._units):
            unit, mark = self._units[i], self._marks[i]
            if unit.text.casefold() in self._said:  # the headline once more, here without the site's name
                i += 1
            elif mark:
                # A full date below the first paragraphs is the next story's.
                out = out or mark == "aside" or (len(self._chosen) >= 2 and is_date_line(unit.text))
                left += mark == "aside"
                i += 1
            elif unit.prose or (unit.closed and not out):
                # After a box or a run of strange lines, a paragraph must show that it is the article's.
                if not (out or left >= 3) or self._topic.knows(unit, OWN_PROSE):
                    self._keep(unit, _kind(unit))
                    out, left = False, 0
                else:
                    out, left = True, left + 1
                i += 1
            else:
                stop = self._open_run(i)
                kept = self._lines(i, stop, out=out)
                left = 0 if kept else left + stop - i
                i = stop
        return self._chosen

    def _keep(self, unit: Unit, kind: BlockKind) -> None:
        self._chosen.append(Chosen(unit, kind))
        self._topic.add(unit)

    def _open_run(self, i: int) -> int:
        stop = i
        while stop < len(self._units) and not self._marks[stop] and not self._units[stop].closed:
            stop += 1
        return max(stop, i + 1)

    def _lines(self, i: int, stop: int, *, out: bool) -> bool:
        """Judge a run of lines that end as no sentence does: a heading, a list, or teasers. Whether any was kept."""
        run = [unit for unit in self._units[i:stop] if not is_byline(unit.text) or unit.bulleted]
        # The last line above a paragraph may be its heading.
        below = stop < len(self._units) and not self._marks[stop] and self._units[stop].prose
        in_list = self._introduced() and len(run) > 1
        heading = (
            run.pop()
            if run and below and not in_list and self._is_heading(run[-1], self._units[stop], out=out)
            else None
        )
        if len(run) == 1 and below and not out and run[0].truncated and self._topic.knows(run[0], 0.1):
            self._keep(run[0], "paragraph")  # a quotation that trails off
            return True
        follows_mark = i > 0 and self._marks[i - 1] is not None and stop > self._last
        listed = [] if (out and not self._introduced()) or follows_mark else self._listed(run, inside=i < self._last)
        for unit in listed:
            plain = len(unit.text) > _LONG_LINE and not unit.bulleted and len(listed) == 1
            self._keep(unit, "paragraph" if plain else "item")
        if heading and (not out or self._topic.knows(self._units[stop], OWN_PROSE)):
            self._keep(heading, "heading")
        return bool(listed or heading)

    def _introduced(self) -> bool:
        return bool(self._chosen) and self._chosen[-1].unit.text.rstrip().endswith((":", ":-", "–", "-"))

    def _is_heading(self, unit: Unit, below: Unit, *, out: bool) -> bool:
        if unit.truncated or unit.bulleted or len(unit.text) > 140:
            return False
        # A short line is a heading, but below a box's own heading it is likelier one more story.
        if (len(unit.words) <= 7 and not out) or self._topic.knows(unit, _OWN_LINE):
            return True
        return len(set(stems(unit)) & set(stems(below))) >= 2

    def _listed(self, run: Sequence[Unit], *, inside: bool) -> list[Unit]:
        if not run:
            return []
        whole = [unit for unit in run if not unit.truncated or self._topic.knows(unit, 0.4)]
        if self._introduced() or (self._clean and (parallel(whole) or run[0].bulleted)):
            return whole
        own = sum(self._topic.share(unit) for unit in whole)
        if (parallel(whole) or sum(unit.bulleted for unit in run) * 2 > len(run)) and own >= OWN_PROSE * len(whole):
            return whole
        known = [unit for unit in whole if self._topic.knows(unit, _OWN_LINE) and len(unit.words) > 3]
        if self._clean and inside and not _is_teasers(run):
            return whole
        if _is_teasers(run) or len(known) * 2 < len(run):
            return []
        return known


def _kind(unit: Unit) -> BlockKind:
    if unit.bulleted:
        return "item"
    return "heading" if unit.text.endswith(":") and len(unit.words) <= 8 else "paragraph"


def _is_teasers(run: Sequence[Unit]) -> bool:
    """Whether short and longer lines alternate, the longer cut off: headlines and first words of other stories."""
    cut = sum(a.words[:3] == b.words[:3] or b.truncated for a, b in pairwise(run) if a.words)
    return len(run) >= 2 and cut * 3 >= len(run)


def parallel(run: Sequence[Unit]) -> bool:
    """Whether the lines are of one form, as a list of instruments is: most share a content word with most others."""
    if len(run) < 3:
        return False
    counts: dict[str, int] = {}
    for unit in run:
        for stem in set(stems(unit)):
            counts[stem] = counts.get(stem, 0) + 1
    common = {stem for stem, n in counts.items() if n >= 0.6 * len(run)}
    return sum(bool(common & set(stems(unit))) for unit in run) >= 0.8 * len(run)
