"""Spans: half-open stretches of a document's stored text, counted in code points."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A half-open stretch ``[start, end)`` of stored text, in code points.

    Raises:
        ValueError: the stretch is negative or runs backwards.

    >>> Span(3, 7).of("0123456789")
    '3456'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the stretch of ``text`` that this span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def join(self, other: Span) -> Span:
        """Return the shortest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))
