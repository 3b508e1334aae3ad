"""How firmly a clause says what it says: the verb group's endings, the governing cue, and hedges around it."""

from __future__ import annotations

from karar.frames.types import Clause, CueMatch, VerbGroup
from karar.model.mentions import Mention
from karar.model.spans import Span
from karar.model.values import Modality

_NOUN_REACH = 20  # characters from "संभावित" to its noun: room for one more adjective
_OBJECT_CASES = frozenset({"on", "topic", "under"})
_WEAKENS: dict[str, frozenset[str]] = {
    "possible": frozenset({"done", "decided", "planned"}),
    "proposed": frozenset({"planned", "done"}),
    "planned": frozenset({"done"}),
}


def clause_modality(clause: Clause, match: CueMatch, matrix: CueMatch | None) -> tuple[Modality, tuple[Span, ...]]:
    """Return the modality of the act in ``clause`` and the spans that say so.

    The governing cue decides where there is one ("निवेश करने पर सहमति बनी": agreed, so decided). A cue may fix its
    modality (a proposal is proposed). A hedge ("संभव है कि", "is likely to") weakens what the verb says, and negation of
    the governing verb denies it.
    """
    head = matrix or match
    verb = head.verb or clause.verbs
    spans = [clause.sent.span(verb.start, verb.end)] if verb is not None else [clause.sent.span(head.start, head.end)]
    if verb is not None and verb.lead is not None:
        spans.append(clause.sent.span(*verb.lead))
    modality: Modality = verb.modality if verb is not None else "done"
    if "modality" in head.cue:
        modality = head.cue["modality"]
        spans.append(clause.sent.span(head.start, head.end))
    elif modality == "done" and "done_as" in head.cue:
        modality = head.cue["done_as"]
        spans.append(clause.sent.span(head.start, head.end))
    if verb is not None and verb.negated and modality in ("done", "decided", "planned", "possible"):
        modality = "denied"
        spans.extend(_negations(clause, verb))
    hedge = _hedge(clause, head, modality)
    if hedge is not None:
        modality, span = hedge
        spans.append(span)
    return modality, tuple(sorted(set(spans)))


def _negations(clause: Clause, verb: VerbGroup) -> list[Span]:
    """Return the spans of the negations in front of the verb group or in it."""
    return [
        clause.sent.span(hit.start, hit.end)
        for hit in clause.sent.of("particle")
        if hit.entry.value == "negation" and clause.start <= hit.start < verb.end
    ]


def _is_cue(mention: Mention, head: CueMatch) -> bool:
    """Whether the hedge is the very word that names the act: "पेशकश" proposes and does not weaken its own proposal.

    A verb group may hold a hedge beside its verb ("are likely to sign"), which does weaken it.
    """
    overlaps = mention.start < head.end and head.start < mention.end
    return overlaps and (bool(head.cue.get("noun")) or "modality" in head.cue)


def _is_object(clause: Clause, mention: Mention, head: CueMatch) -> bool:
    """Whether the hedge is what the act is about: "संभावनाओं पर चर्चा की", "योजना पर दस्तखत किए" happened."""
    if mention.end > head.start or mention.value not in ("possible", "planned"):
        return False
    return any(hit.start == mention.end + 1 and hit.entry.value in _OBJECT_CASES for hit in clause.sent.of("case"))


def _hedge(clause: Clause, head: CueMatch, modality: Modality) -> tuple[Modality, Span] | None:
    """Return the weaker modality that a hedge in the clause, or in the one it hangs on, gives, and its span."""
    scope: Clause | None = clause
    distance = 0
    while scope is not None:
        for mention in scope.mentions:
            if mention.kind != "hedge" or _is_cue(mention, head) or _is_object(scope, mention, head):
                continue
            if mention.attrs.get("adjective") and not 0 <= head.start - mention.end <= _NOUN_REACH:
                continue
            if distance and not (mention.attrs.get("reach") and (distance == 1 or mention.value == "denied")):
                continue
            if mention.value == "denied" or modality in _WEAKENS.get(mention.value, ()):
                return mention.value, clause.sent.span(mention.start, mention.end)
        scope, distance = scope.follows, distance + 1
    return None
