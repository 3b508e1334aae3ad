"""What a promise is about: the cue words of its clause and, where that one is silent, of the sentences around it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from karar.claims.fields import Evidence, span_of
from karar.frames.types import Frame
from karar.mentions.names import find_names
from karar.model.claims import Claim, identify
from karar.model.mentions import Mention
from karar.model.spans import Span
from karar.reference.load import Reference
from karar.scan.scanner import scanner_for
from karar.text.sentences import Sentence

MAX_SECTORS = 4
_BODIES = frozenset({"office", "person", "organisation", "ministry"})
_USUAL = 2  # the weight of a cue that names none
_WEAK = 1
_GENERAL = "diplomacy"  # talking is diplomacy only where it is about nothing else

_BEFORE, _BEHIND = 3, 2  # sentences around a claim's own that may say what it is about
_LATER = 0.7  # what stands behind counts less: it may be the next matter
_TITLE = 0.5  # a page's first sentence counts as if it stood next to every claim
_NEAR_ENOUGH = 0.85  # of the best sector's votes, for a further one
_MAX_AROUND = 2


@dataclass(slots=True)
class Cues:
    """The cues of one sector in one stretch: the weight of the strongest one, and where they stand."""

    weight: int = 0
    spans: list[Span] = field(default_factory=list)


def find_cues(sent: Sentence, mentions: Sequence[Mention], act: str) -> dict[str, Cues]:
    """Return the cues among ``mentions`` by sector.

    A cue inside the name of who acts ("व्यापार मंत्रालय") is weak: it says less of the matter than what is said of it.
    A cue may hold for some acts only: "visit" is the matter of a consultation, in a signing it is the occasion. What
    the text itself calls a field ("in the field of …") weighs more.
    """
    found: dict[str, Cues] = {}
    bodies = [m for m in mentions if m.kind in _BODIES]
    for mention in mentions:
        if mention.kind != "sector" or act not in mention.attrs.get("acts", act).split():
            continue
        weight = int(mention.attrs.get("weight", _USUAL))
        if mention.attrs.get("needs") == "cue" or any(b.start <= mention.start < b.end for b in bodies):
            weight = _WEAK
        if _is_field(sent, mention):
            weight += 1
        cues = found.setdefault(mention.value, Cues())
        cues.weight = max(cues.weight, weight)
        cues.spans.append(span_of(sent, mention))
    if len(found) > 1 and _GENERAL in found and found[_GENERAL].weight < 3:
        del found[_GENERAL]
    return found


def _is_field(sent: Sentence, cue: Mention) -> bool:
    """Whether the text calls the cue a field itself: "… के क्षेत्र में", "in the field of …"."""
    return any(
        0 <= (cue.start - hit.end if hit.entry.value == "before" else hit.start - cue.end) <= 1
        for hit in sent.of("field-head")
    )


def sectors_of(frame: Frame, mentions: list[Mention], evidence: Evidence) -> tuple[str, ...]:
    """Return what the clause is about, the strongest cues first; a weak cue counts only where no strong one stands."""
    found = find_cues(frame.clause.sent, mentions, frame.act)
    strong = [sector for sector in found if found[sector].weight > _WEAK] or list(found)
    strong.sort(key=lambda sector: (-found[sector].weight, found[sector].spans[0]))
    chosen = strong[:MAX_SECTORS]
    for index, sector in enumerate(chosen):
        evidence.add(f"sectors.{index}", *found[sector].spans)
    return tuple(chosen)


def fill_sectors(claims: Sequence[Claim], sentences: Sequence[Sentence], reference: Reference) -> list[Claim]:
    """Return the claims, those whose clause names no sector outright with what the sentences around it are about.

    "The pact was signed in April" is about what the sentence before it says, or the title. Each cue around gives its
    weight as votes, the fewer the farther away; the clause's own weak cues vote with their full weight. What another
    claim of the same sentence rests on is its matter alone. A claim on diplomacy keeps what it has, since talks that
    name no matter are about nothing else.
    """
    around = _Around(sentences, reference)
    held = Counter(span for claim in claims for span in _spans_of(claim))
    filled = []
    for claim in claims:
        own = None if _GENERAL in claim.sectors else around.weak_cues(claim)
        filled.append(claim if own is None else _filled(claim, own, around, held))
    return filled


def _spans_of(claim: Claim) -> set[Span]:
    """Return the cues that a claim's sectors rest on."""
    return {span for index in range(len(claim.sectors)) for span in claim.evidence.get(f"sectors.{index}", ())}


class _Around:
    """The sentences of a page, where a claim's matter is looked for."""

    def __init__(self, sentences: Sequence[Sentence], reference: Reference) -> None:
        self.sentences = sentences
        self._reference = reference
        self._starts = [sent.span().start for sent in sentences]
        self._found: dict[tuple[int, str], dict[str, Cues]] = {}

    def cues_at(self, place: int, act: str) -> dict[str, Cues]:
        """Return the cues of a whole sentence, without those of mere talking."""
        if (place, act) not in self._found:
            sent = self.sentences[place]
            sent.hits = sent.hits or tuple(scanner_for(self._reference).scan(sent.text))
            found = find_cues(sent, find_names(sent), act)
            found.pop(_GENERAL, None)
            self._found[place, act] = found
        return self._found[place, act]

    def place_of(self, span: Span) -> int:
        """Return the place of the sentence that a span starts in."""
        return max(0, bisect_right(self._starts, span.start) - 1)

    def weak_cues(self, claim: Claim) -> dict[str, Cues] | None:
        """Return the weak cues that a claim's sectors rest on; None where a strong one stands: nothing is missing."""
        spans = _spans_of(claim)
        own = {
            sector: cues
            for place in {self.place_of(span) for span in spans}
            for sector, cues in self.cues_at(place, claim.act).items()
            if sector in claim.sectors and spans.intersection(cues.spans)
        }
        if any(cues.weight > _WEAK for cues in own.values()) or (claim.sectors and not own):
            return None
        return own

    def shares(self, home: int, act: str) -> list[tuple[int, float]]:
        """Return the places of the sentences that may say what is missing, each with its share, from 0 to 1."""
        refers = any(hit.entry.value == "this-paper" for hit in self.sentences[home].of("reference"))
        if refers and home and self.cues_at(home - 1, act):
            return [(home - 1, 1.0), (home, 1.0)]  # "this agreement" is the one of the sentence before
        shares = {0: _TITLE}
        for place in range(max(0, home - _BEFORE), min(len(self.sentences), home + _BEHIND + 1)):
            near = (1 if place <= home else _LATER) / (1 + abs(home - place))
            shares[place] = max(shares.get(place, 0.0), near)
        return sorted(shares.items())


def _filled(claim: Claim, own: dict[str, Cues], around: _Around, held: Counter[Span]) -> Claim:
    """Return the claim with the sectors that its own weak cues and the sentences around it vote for."""
    home = around.place_of(claim.evidence["act"][0])
    mine = _spans_of(claim)
    votes: dict[str, float] = {sector: float(cues.weight) for sector, cues in own.items()}
    nearest: dict[str, tuple[float, list[Span]]] = {sector: (votes[sector], own[sector].spans) for sector in own}
    for place, share in around.shares(home, claim.act):
        for sector, cues in around.cues_at(place, claim.act).items():
            if place == home and any(held[span] > (span in mine) for span in cues.spans):
                continue  # another claim's matter
            vote = share * cues.weight
            votes[sector] = votes.get(sector, 0.0) + vote
            if vote > nearest.get(sector, (0.0, []))[0]:
                nearest[sector] = (vote, cues.spans)
    if not votes:
        return claim
    enough = _NEAR_ENOUGH * max(votes.values())
    chosen = sorted((s for s in votes if votes[s] >= enough), key=lambda s: (-votes[s], nearest[s][1][0]))
    chosen = chosen[:_MAX_AROUND]
    evidence = {key: spans for key, spans in claim.evidence.items() if not key.startswith("sectors.")}
    for index, sector in enumerate(chosen):
        evidence[f"sectors.{index}"] = tuple(sorted(nearest[sector][1]))
    return identify(msgspec.structs.replace(claim, sectors=tuple(chosen), evidence=evidence))
