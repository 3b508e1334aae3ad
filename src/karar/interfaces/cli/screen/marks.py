"""A text with the evidence of claims marked: in colours, or in brackets with the fields' names.

``[giver: जापान] … [amounts.0: 10 ट्रिलियन येन] का [act: निवेश करेगा]``. Where several spans are the same their
names share a bracket; spans that lie inside others nest; of two that cross, the later one is cut where the first ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from karar.model.claims import Claim
from karar.model.spans import Span

COLOURS = {
    "act": "bold green",
    "modality": "green",
    "parties": "bold cyan",
    "giver": "bold cyan",
    "receiver": "bold blue",
    "amounts": "bold yellow",
    "quantities": "yellow",
    "sectors": "magenta",
    "instrument": "bold magenta",
    "when": "red",
    "period": "red",
    "duration": "red",
}
OTHER = "underline"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of text and the names of what it is evidence for."""

    span: Span
    names: tuple[str, ...]

    @property
    def style(self) -> str:
        """The colour of the first name's field."""
        return COLOURS.get(self.names[0].split(" ")[-1].partition(".")[0], OTHER)


def marks_of(claims: Sequence[Claim]) -> list[Mark]:
    """Return the marks of claims, outer before inner; of several claims each name bears the claim's number."""
    found: dict[Span, list[str]] = {}
    for number, claim in enumerate(claims, 1):
        prefix = f"{number} " if len(claims) > 1 else ""
        for field, spans in claim.evidence.items():
            for span in spans:
                names = found.setdefault(span, [])
                if prefix + field not in names:
                    names.append(prefix + field)
    outer_first = sorted(found.items(), key=lambda item: (item[0].start, -item[0].end))
    return [Mark(span, tuple(names)) for span, names in outer_first if span.start < span.end]


def nest(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks that nest, in the order of the text: where two cross, the later one loses its tail."""
    kept: list[Mark] = []
    open_marks: list[Span] = []
    for mark in marks:
        while open_marks and open_marks[-1].end <= mark.span.start:
            open_marks.pop()
        end = min([mark.span.end, *(span.end for span in open_marks)])
        span = Span(mark.span.start, end)
        open_marks.append(span)
        kept.append(Mark(span, mark.names))
    return kept


def in_brackets(text: str, marks: Iterable[Mark], window: Span) -> str:
    """Return a stretch of text with brackets around what is marked.

    >>> marks = [Mark(Span(0, 5), ("giver",)), Mark(Span(6, 11), ("act",))]
    >>> in_brackets("Japan gives aid", marks, Span(0, 15))
    '[giver: Japan] [act: gives] aid'
    """
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, int] = {}
    for mark in nest(mark for mark in marks if window.covers(mark.span)):
        starts.setdefault(mark.span.start, []).append(mark)
        ends[mark.span.end] = ends.get(mark.span.end, 0) + 1
    parts = []
    at = window.start
    for place in sorted({*starts, *ends, window.end}):
        parts.append(text[at:place])
        parts.append("]" * ends.get(place, 0))
        parts.extend(f"[{', '.join(mark.names)}: " for mark in starts.get(place, ()))
        at = place
    return "".join(parts)


def in_colours(text: str, marks: Iterable[Mark], window: Span) -> Text:
    """Return a stretch of text with what is marked in its field's colour."""
    shown = Text(window.of(text))
    for mark in marks:
        if window.covers(mark.span):
            shown.stylize(mark.style, mark.span.start - window.start, mark.span.end - window.start)
    return shown


def window_around(text: str, span: Span, room: int) -> Span:
    """Return a span with about ``room`` characters on either side, from one word's end to another's.

    >>> window_around("one two three four five", Span(8, 13), 5).of("one two three four five")
    'two three four'
    """
    start, end = max(0, span.start - room), min(len(text), span.end + room)
    if start:
        start = min(span.start, text.find(" ", start, span.start) + 1 or span.start)
    if end < len(text):
        end = max(span.end, text.rfind(" ", span.end, end + 1))
    return Span(start, end)
