"""Who is said to say so: an official, unnamed sources, or the outlet itself."""

from __future__ import annotations

from karar.model.claims import Attribution
from karar.model.lexicon import Hit
from karar.model.spans import Span
from karar.text.sentences import Sentence

_SPEAKERS = frozenset({"office", "person", "ministry", "government"})
_SAYING = frozenset({"say", "tell", "state"})
_NAME_REACH = 40  # characters between an office and "said": room for a name
_ACCORDING = "according to "


def attribution_of(sent: Sentence) -> tuple[Attribution, Span | None]:
    """Return whose word the sentence gives, and the words that say so (None: the outlet's own).

    The tables' own words come first ("sources said", "spokesperson"), unnamed sources before all; else a minister, a
    ministry or a head of state that "said", and whom the sentence is "according to".
    """
    best: tuple[Attribution, Span] | None = None
    for hit in sent.hits:
        if hit.entry.kind != "attribution":
            continue
        span = sent.span(hit.start, hit.end)
        kind = hit.entry.value
        attribution = Attribution("unnamed" if kind == "unnamed" else "official", span.of(sent.doc.text))
        if best is None or (kind == "unnamed" and best[0].kind != "unnamed"):
            best = (attribution, span)
    best = best or _speaker(sent)
    return best if best is not None else (Attribution(), None)


def _speaker(sent: Sentence) -> tuple[Attribution, Span] | None:
    """Return the official who "said" it, with the words from the office to the verb."""
    verbs = [h for h in sent.hits if h.entry.kind == "verb" and h.entry.value in _SAYING and h.entry.attrs.get("use") == "say"]
    for hit in sent.hits:
        if hit.entry.kind not in _SPEAKERS or hit.entry.lang == "hi":
            continue
        if sent.text.startswith(_ACCORDING, max(0, hit.start - len(_ACCORDING))):
            return _official(sent, hit, hit.end, (hit.start - len(_ACCORDING), hit.end))
        for verb in verbs:
            if verb.start > hit.end and _is_name(sent, hit.end, verb.start):
                return _official(sent, hit, verb.start, (hit.start, verb.end))
    return None


def _official(sent: Sentence, hit: Hit, end: int, stretch: tuple[int, int]) -> tuple[Attribution, Span]:
    who = sent.stored(hit.start, end).strip(" ,")
    return Attribution("official", who), sent.span(*stretch)


def _is_name(sent: Sentence, start: int, end: int) -> bool:
    """Whether nothing but a name stands between an office and its verb: "Minister Angel Manero said"."""
    words = sent.stored(start, end).split()
    return end - start <= _NAME_REACH and all(word[0].isupper() and word[-1] not in ",;:" for word in words)
