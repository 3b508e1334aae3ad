"""Finds the article among a page's lines, from the text alone.

Furniture headings cut the page into stretches. In the stretch with the most prose, the headline is looked for above
the first paragraph; from there each line is kept or left by what it looks like (a paragraph, a heading, an item, a
teaser) and by whether it speaks of what the article speaks of. Where nothing looks like furniture, all is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from karar.model.documents import BlockKind
from karar.pages.furniture import Noise, classify, is_byline, is_label
from karar.pages.lines import Unit
from karar.pages.topic import Topic, stems

# Shares of known content words, set on saved Hindi and English pages: an article's own paragraph has 0.25 and more
# in common with what came before it, another story's headline 0.1 and less.
_OWN_PROSE = 0.15
_OWN_LINE = 0.25
_LONG_LINE = 120


@dataclass(frozen=True, slots=True)
class Chosen:
    """A unit that belongs to the article, and how it stands in it."""

    unit: Unit
    kind: BlockKind


def choose(units: Sequence[Unit]) -> list[Chosen]:
    """Return the article's own units, in order."""
    noise = [_classify(unit) for unit in units]
    first, last = _stretch(units, noise)
    inner, marks = units[first:last], noise[first:last]
    prose = [i for i, unit in enumerate(inner) if unit.prose and not marks[i]]
    if not prose:
        return _without_prose([unit for unit, mark in zip(inner, marks, strict=True) if not mark])
    start = _body_start(inner, marks, prose)
    headline = _headline(inner, marks, start)
    if headline is not None and headline > start:
        start = next(i for i in prose if i > headline)
    body = _Body(inner, marks, headline)
    chosen = body.read(start)
    return [*body.opening(start), *chosen]


def _classify(unit: Unit) -> Noise | None:
    # A paragraph of several sentences is not a label, whatever its first words are.
    if len(unit.text) > 260:
        return None
    return classify(unit.text)


def _stretch(units: Sequence[Unit], noise: Sequence[Noise | None]) -> tuple[int, int]:
    """Return the stretch between two closing marks that holds the most prose (the earliest of equals)."""
    bounds = [-1, *(i for i, mark in enumerate(noise) if mark == "close"), len(units)]
    best, weight = (0, len(units)), -1.0
    for left, right in zip(bounds, bounds[1:], strict=False):
        mass = sum(_weight(units[i], noise[i]) for i in range(left + 1, right))
        # A later stretch (readers' comments, the next story) must be far heavier than the first.
        if mass > weight * 2 if weight > 1 else mass > weight:
            best, weight = (left + 1, right), mass
    return best


def _weight(unit: Unit, mark: Noise | None) -> float:
    if mark:
        return 0.0
    return min(len(unit.text), 800) / 100 if unit.prose else 0.05


def _body_start(units: Sequence[Unit], marks: Sequence[Noise | None], prose: Sequence[int]) -> int:
    """Return the first paragraph of the article: of the heaviest cluster, or of an earlier one on the same topic."""
    clusters: list[list[int]] = []
    for i in prose:
        if clusters and i - clusters[-1][-1] <= 3:
            clusters[-1].append(i)
        else:
            clusters.append([i])
    heaviest = max(clusters, key=lambda cluster: sum(_weight(units[i], marks[i]) for i in cluster))
    topic = Topic(units[i] for i in heaviest)
    for cluster in clusters[: clusters.index(heaviest)]:
        if topic.knows(units[cluster[0]], _OWN_PROSE):
            return cluster[0]
    return heaviest[0]


def _headline(units: Sequence[Unit], marks: Sequence[Noise | None], start: int) -> int | None:
    """Return the headline's place: above the first paragraph, said twice, on the article's topic, nearest to it."""
    repeated = _repeated_headline(units, marks, start)
    if repeated is not None:
        return repeated
    topic = Topic(unit for unit in units[start : start + 8] if unit.prose)
    best, best_score = None, 0.6
    for i in range(start):
        unit = units[i]
        if not _can_be_headline(unit, marks[i]):
            continue
        score = 3.0 * (unit.copies > 0) + 4 * topic.share(unit) + (20 <= len(unit.text) <= 200) - 0.12 * (start - i)
        score += 0.8 * (i == 0)
        if score > best_score:
            best, best_score = i, score
    return best


def _repeated_headline(units: Sequence[Unit], marks: Sequence[Noise | None], start: int) -> int | None:
    """A headline said twice may stand below teasers that look like paragraphs."""
    total = sum(_weight(unit, mark) for unit, mark in zip(units, marks, strict=True))
    for i in range(start, len(units) // 2):
        unit = units[i]
        if unit.copies and not unit.closed and _can_be_headline(unit, marks[i]) and len(unit.words) >= 4:
            above = sum(_weight(units[k], marks[k]) for k in range(i))
            below = any(units[k].prose and not marks[k] for k in range(i + 1, len(units)))
            if below and above < 0.3 * total:
                return i
    return None


def _can_be_headline(unit: Unit, mark: Noise | None) -> bool:
    short_sentence = len(unit.text) <= 70 and unit.copies == 0 and len(unit.words) <= 9
    asks = unit.text.rstrip().endswith(("?", "!", "”", '"', "’", "'"))
    return (
        mark is None
        and len(unit.text) <= 300
        and not unit.text.endswith(":")
        and not unit.truncated
        and not unit.bulleted
        and (not unit.closed or asks or short_sentence or unit.copies > 0)
        and len(unit.words) >= 2
        and not is_label(unit.text)
        and not is_byline(unit.text)
    )


class _Body:
    """Walks down from the first paragraph and keeps what belongs to the article."""

    def __init__(self, units: Sequence[Unit], marks: Sequence[Noise | None], headline: int | None) -> None:
        self._units, self._marks, self._headline = units, marks, headline
        self._topic = Topic([units[headline]] if headline is not None else [])
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
        clean = len(places) <= 3 and not any(self._marks[i] or self._units[i].truncated for i in places)
        for i in places:
            unit = self._units[i]
            if self._marks[i] or unit.truncated or is_byline(unit.text) or is_label(unit.text):
                continue
            if clean or self._topic.knows(unit, _OWN_LINE) or (i == places[-1] and len(unit.text) > 15 and unit.closed):
                kept.append(Chosen(unit, self._loose_kind(unit)))
        return kept

    @staticmethod
    def _loose_kind(unit: Unit) -> BlockKind:
        label = unit.text.endswith(":")
        return "heading" if label or (not unit.closed and len(unit.text) <= 90) else "paragraph"

    def read(self, start: int) -> list[Chosen]:
        """Return the units from the first paragraph on."""
        i, out, left = start, False, 0
        while i < len(self._units):
            unit, mark = self._units[i], self._marks[i]
            if mark:
                out = out or mark == "aside"
                left += mark == "aside"
                i += 1
            elif unit.prose or (unit.closed and not out):
                # After a box or a run of strange lines, a paragraph must show that it is the article's.
                if not (out or left >= 3) or self._topic.knows(unit, _OWN_PROSE):
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
        heading = run.pop() if run and below and self._is_heading(run[-1], self._units[stop]) else None
        listed = [] if out and not self._introduced() else self._listed(run)
        for unit in listed:
            plain = len(unit.text) > _LONG_LINE and not unit.bulleted and len(listed) == 1
            self._keep(unit, "paragraph" if plain else "item")
        if heading and (not out or self._topic.knows(self._units[stop], _OWN_PROSE)):
            self._keep(heading, "heading")
        return bool(listed or heading)

    def _introduced(self) -> bool:
        return bool(self._chosen) and self._chosen[-1].unit.text.rstrip().endswith((":", ":-", "–", "-"))

    def _is_heading(self, unit: Unit, below: Unit) -> bool:
        if unit.truncated or unit.bulleted or len(unit.text) > 140:
            return False
        if len(unit.words) <= 7 or self._topic.knows(unit, _OWN_LINE):
            return True
        return len(set(stems(unit)) & set(stems(below))) >= 2

    def _listed(self, run: Sequence[Unit]) -> list[Unit]:
        if not run:
            return []
        whole = [unit for unit in run if not unit.truncated or self._topic.knows(unit, 0.4)]
        if self._introduced() or sum(unit.bulleted for unit in run) * 2 > len(run) or _parallel(whole):
            return whole
        known = [unit for unit in whole if self._topic.knows(unit, _OWN_LINE) and len(unit.words) > 3]
        if _is_teasers(run) or len(known) * 2 < len(run):
            return []
        return known


def _kind(unit: Unit) -> BlockKind:
    if unit.bulleted:
        return "item"
    return "heading" if unit.text.endswith(":") and len(unit.words) <= 8 else "paragraph"


def _is_teasers(run: Sequence[Unit]) -> bool:
    """Whether short and longer lines alternate, the longer ones cut: headlines with the first words of other stories."""
    pairs = zip(run, run[1:], strict=False)
    cut = sum(first.words[:3] == second.words[:3] or second.truncated for first, second in pairs if first.words)
    return len(run) >= 2 and cut * 3 >= len(run)


def _parallel(run: Sequence[Unit]) -> bool:
    """Whether the lines are of one form, as a list of instruments is: most share a content word with most others."""
    if len(run) < 3:
        return False
    counts: dict[str, int] = {}
    for unit in run:
        for stem in set(stems(unit)):
            counts[stem] = counts.get(stem, 0) + 1
    common = {stem for stem, n in counts.items() if n >= 0.6 * len(run)}
    return sum(bool(common & set(stems(unit))) for unit in run) >= 0.8 * len(run)


def _without_prose(units: Sequence[Unit]) -> list[Chosen]:
    """Titles, lists and snippets: everything that is no furniture, the first line as title if it stands apart."""
    if not units:
        return []
    if len(units) == 1:
        return [Chosen(units[0], "title")]
    rest = units[1:]
    while rest and is_label(units[0].text):
        units, rest = rest, rest[1:]
    if not rest:
        return [Chosen(units[0], "title")]
    own = _parallel(units) and not units[0].text.rstrip().endswith(":") and len(units[0].words) > 4
    titled = not units[0].bulleted and not own
    listed = len(rest) >= 2 or rest[0].bulleted
    kinds: list[BlockKind] = ["title" if titled else "item"]
    kinds += ["paragraph" if unit.closed and not unit.bulleted or not listed else "item" for unit in rest]
    return [Chosen(unit, kind) for unit, kind in zip(units, kinds, strict=True)]
