"""Problems: what is wrong with the data, as values. They travel with the claim or the document."""

from __future__ import annotations

import sys
from typing import Literal

import msgspec

from karar.model.spans import Span

Severity = Literal["note", "doubt", "loss"]


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing wrong with the data, and where.

    Attributes:
        kind: a short stable name, e.g. ``truncated-number``, ``unknown-currency``, ``no-anchor-date``.
        message: one sentence for a person.
        severity: ``note`` (worth knowing), ``doubt`` (a value may be wrong), ``loss`` (something was left out).
        field: the claim's field that it is about, as in the evidence (``amounts.0``), or None.
        span: the characters it is about, or None.
    """

    kind: str
    message: str
    severity: Severity = "doubt"
    field: str | None = None
    span: Span | None = None

    def __post_init__(self) -> None:
        # A default is left out where the value IS the default; a "doubt" that came from another process or a file
        # is an equal string of its own, would be written out, and so would give its claim another id.
        msgspec.structs.force_setattr(self, "severity", sys.intern(self.severity))
