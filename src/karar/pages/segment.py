"""Finds the article among a page's lines, from the text alone.

Furniture headings cut the page into stretches. In the stretch with the most prose, the headline is looked for above
the first paragraph; from there each line is kept or left by what it looks like (a paragraph, a heading, an item, a
teaser) and by whether it speaks of what the article speaks of. Where nothing looks like furniture, all is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from karar.model.documents import BlockKind
from karar.pages.body import OWN_PROSE, Body, Chosen, parallel
from karar.pages.furniture import Noise, classify, is_byline, is_label
from karar.pages.lines import Unit
from karar.pages.topic import Topic


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
    body = Body(inner, marks, headline)
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
    for left, right in pairwise(bounds):
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
        if topic.knows(units[cluster[0]], OWN_PROSE):
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
    own = parallel(units) and not units[0].text.rstrip().endswith(":") and len(units[0].words) > 4
    titled = not units[0].bulleted and not own
    listed = len(rest) >= 2 or rest[0].bulleted
    kinds: list[BlockKind] = ["title" if titled else "item"]
    kinds += ["paragraph" if (unit.closed and not unit.bulleted) or not listed else "item" for unit in rest]
    return [Chosen(unit, kind) for unit, kind in zip(units, kinds, strict=True)]
