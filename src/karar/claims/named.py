"""Names that a clause gives to a project or a paper: "Karnaphuli Tunnel project", "Free Trade Agreement"."""

from __future__ import annotations

from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.text.sentences import Sentence

_STOPS = frozenset({"case", "verb", "particle", "party", "numeral", "scale", "amount", "act", "reference", "light"})
_QUOTES = "\"'"
_LINKS = frozenset({"of", "and", "for", "on", "the"})
MAX_WORDS = 6


def project_of(sent: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Return the first named project in ``[start, end)``: its head ("project", "परियोजना") with the words before it.

    The name reaches back to the next case marker, verb, number or state. In Latin script every word of it must be
    capitalised ("Karnaphuli Tunnel project"); a bare "project" has no name.
    """
    for hit in sent.hits:
        if hit.entry.kind == "project-head" and start <= hit.start < end:
            first = _name_before(sent, hit, start)
            if first is not None:
                return first, hit.end
    return None


def _name_before(sent: Sentence, head: Hit, floor: int) -> int | None:
    stops = [(hit.start, hit.end) for hit in sent.hits if hit.entry.kind in _STOPS]
    first = None
    words = [token for token in sent.tokens if floor <= token[0] and token[1] <= head.start][-MAX_WORDS:]
    for left, right in reversed(words):
        word = sent.stored(left, right)
        if any(a <= left < b for a, b in stops) or not (word[0].isupper() or word[0] >= "\u0900"):
            break
        first = left
    return first


def title_of(sent: Sentence, paper: Mention, floor: int) -> tuple[int, int] | None:
    """Return the stretch of a paper's own title: quoted beside it, or a run of capitalised words that it closes."""
    quoted = _quoted(sent, paper)
    if quoted is not None:
        return quoted
    if not sent.stored(paper.start, paper.start + 1).isupper():
        return None
    first = paper.start
    words = [token for token in sent.tokens if floor <= token[0] and token[1] <= paper.start][-MAX_WORDS:]
    for left, right in reversed(words):
        word = sent.stored(left, right)
        if word.lower() in _LINKS:
            continue
        if not word[0].isupper():
            break
        first = left
    return (first, paper.end) if first < paper.start else None


def _quoted(sent: Sentence, paper: Mention) -> tuple[int, int] | None:
    """Return what stands in quotes right behind or right before the paper."""
    text = sent.text
    for quote in _QUOTES:
        if text[paper.end : paper.end + 2].strip() == quote:
            left = text.index(quote, paper.end) + 1
            right = text.find(quote, left)
            return (left, right) if right > left else None
        if text[max(0, paper.start - 2) : paper.start].strip() == quote:
            right = text.rindex(quote, 0, paper.start)
            left = text.rfind(quote, 0, right) + 1
            return (left, right) if 0 < left < right else None
    return None
