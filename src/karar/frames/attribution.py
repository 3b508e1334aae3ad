"""Who is said to say so: an official, unnamed sources, or the outlet itself."""

from __future__ import annotations

from karar.model.claims import Attribution
from karar.model.spans import Span
from karar.text.sentences import Sentence


def attribution_of(sent: Sentence) -> tuple[Attribution, Span | None]:
    """Return whose word the sentence gives, and the words that say so (None: the outlet's own)."""
    best: tuple[Attribution, Span] | None = None
    for hit in sent.hits:
        if hit.entry.kind != "attribution":
            continue
        span = sent.span(hit.start, hit.end)
        kind = hit.entry.value
        attribution = Attribution("unnamed" if kind == "unnamed" else "official", span.of(sent.doc.text))
        if best is None or (kind == "unnamed" and best[0].kind != "unnamed"):
            best = (attribution, span)
    return best if best is not None else (Attribution(), None)
