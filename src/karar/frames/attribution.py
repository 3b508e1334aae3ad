"""Who is said to say so: an official, unnamed sources, or the outlet itself."""

from __future__ import annotations

from karar.mentions.names import find_names
from karar.model.claims import Attribution
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.model.spans import Span
from karar.reference.load import Pack
from karar.text.sentences import Sentence

Said = tuple[Attribution, Span | None]  # whose word it is, and the words that say so

_OFFICIALS = frozenset({"office", "person", "ministry"})
_REACH = 60  # characters between an official and the verb of saying: room for a name


def attribution_of(sent: Sentence, pack: Pack) -> Said:
    """Return whose word the sentence gives, and the words that say so (None: the outlet's own).

    The tables' own words come first ("sources said", "प्रवक्ता"), unnamed sources before all; else the official or
    ministry before a verb of saying, and whom the sentence is "according to".
    """
    cues = sent.of("attribution")
    for wanted in ("unnamed", "official"):
        for hit in cues:
            if hit.entry.value == wanted:
                span = sent.span(hit.start, hit.end)
                return Attribution("unnamed" if wanted == "unnamed" else "official", span.of(sent.doc.text)), span
    return _spoken(sent, pack) or (Attribution(), None)


def _spoken(sent: Sentence, pack: Pack) -> tuple[Attribution, Span] | None:
    verbs = [hit for hit in sent.of("verb") if _says(hit, pack)]
    openings = [opening for opening in pack.settings.get("according", ()) if opening in sent.text]
    if not verbs and not openings:
        return None
    officials = [m for m in find_names(sent) if m.kind in _OFFICIALS]
    for verb in verbs:
        before = [m for m in officials if 0 < verb.start - m.end <= _REACH and _names_only(sent, m, verb, pack)]
        if before:
            return _official(sent, before[-1], before[-1].start, verb.end)
    for opening in openings:
        for official in officials:
            if sent.text.startswith(opening, max(0, official.start - len(opening))):
                return _official(sent, official, official.start - len(opening), official.end)
    return None


def _says(hit: Hit, pack: Pack) -> bool:
    """Whether the verb is one of saying; one with several uses must be used so ("said", not "said to be")."""
    return hit.entry.value in pack.settings["saying"] and hit.entry.attrs.get("use", "say") == "say"


def _official(sent: Sentence, official: Mention, start: int, end: int) -> tuple[Attribution, Span]:
    return Attribution("official", sent.stored(official.start, official.end)), sent.span(start, end)


def _names_only(sent: Sentence, official: Mention, verb: Hit, pack: Pack) -> bool:
    """Whether nothing but a name stands between an office and its verb: "Minister Angel Manero said"."""
    if pack.profile != "prepositional":
        return True
    words = sent.stored(official.end, verb.start).split()
    return all(word[0].isupper() and word[-1] not in ",;:" for word in words)
