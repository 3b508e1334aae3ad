"""Which standing talks a claim tells of: by their name in its words, or by the offices that meet there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from karar.model.claims import Claim
from karar.model.lexicon import Hit
from karar.model.spans import Span
from karar.reference.dialogues import DialogueTables, Mechanism
from karar.scan.scanner import scanner_for
from karar.text.normalise import Normalised, normalise

_NUMBERED = re.compile(r"(?<!\d)(\d{1,3})(?:st|nd|rd|th|वां|वीं|वें|वा|वी|वे)(?!\w)")
_NEAR = 40
"""A round's number stands so many characters before or behind the name of the talks ("the third round of the …")."""
_GENERAL = "working-group"
_FOUNDING = frozenset({"agree", "sign", "launch", "propose", "target"})


class Naming(msgspec.Struct, frozen=True):
    """That a claim tells of talks.

    Attributes:
        mechanism: the id of the talks.
        named: whether their name is said; else the offices tell.
        evidence: the words, as spans of the document's text.
        every: how often they are held, where the words say so: an ISO 8601 duration.
        every_evidence: the words that say how often.
        number: the number of the round.
        founding: whether its words set the talks up: they are no round then.
    """

    mechanism: str
    named: bool
    evidence: tuple[Span, ...]
    every: str | None = None
    every_evidence: tuple[Span, ...] = ()
    number: int | None = None
    founding: bool = False


def find_naming(claim: Claim, tables: DialogueTables) -> Naming | None:
    """Return which talks a claim tells of, None where its words do not tell.

    A name counts before offices, a longer name before a shorter one. Offices count in claims of meetings alone: the
    foreign minister who signs a paper holds no talks by that.
    """
    text = normalise(claim.quote.text, base=claim.quote.start)
    hits = [hit for hit in scanner_for(tables.names).scan(text.text) if _stands(claim, text, hit)]
    names = _longest([hit for hit in hits if hit.entry.kind == "dialogue"])
    rhythm = next((hit for hit in hits if hit.entry.kind == "rhythm"), None)
    says_how_often = (text.span(rhythm.start, rhythm.end),) if rhythm else ()
    if not names:
        found = _by_offices(claim, hits, tables.mechanisms, text) if claim.act == "consult" else None
        every = rhythm.entry.value if rhythm else None
        return found and Naming(found[0], named=False, evidence=found[1], every=every, every_evidence=says_how_often)
    name = max(names, key=lambda hit: (hit.entry.value != _GENERAL, hit.end - hit.start, -hit.start))
    return Naming(
        mechanism=name.entry.value,
        named=True,
        evidence=(text.span(name.start, name.end),),
        every=rhythm.entry.value if rhythm else tables.mechanisms[name.entry.value].every,
        every_evidence=says_how_often,
        number=_number(text.text, hits, name),
        founding=claim.act in _FOUNDING and any(hit.entry.kind == "founding" for hit in hits),
    )


def _stands(claim: Claim, text: Normalised, hit: Hit) -> bool:
    """Whether a surface is written as it must be (PM, not pm)."""
    exact = hit.entry.attrs.get("exact")
    span = text.span(hit.start, hit.end)
    return exact is None or claim.quote.text[span.start - claim.quote.start : span.end - claim.quote.start] == exact


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of names that overlap keep the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start - one.end, one.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return kept


def _number(text: str, hits: Iterable[Hit], name: Hit) -> int | None:
    """Return the number of the round that stands nearest to the name."""
    found = [(hit.start, int(hit.entry.value)) for hit in hits if hit.entry.kind == "ordinal"]
    found += [(match.start(), int(match[1])) for match in _NUMBERED.finditer(text)]
    near = [
        (abs(start - name.start), number) for start, number in found if name.start - _NEAR <= start <= name.end + _NEAR
    ]
    return min(near, default=(0, None))[1]


def _by_offices(
    claim: Claim, hits: Iterable[Hit], mechanisms: Mapping[str, Mechanism], text: Normalised
) -> tuple[str, tuple[Span, ...]] | None:
    """Return the talks whose offices a claim of a meeting names.

    Where offices of several levels are named none is told: leaders who receive another state's minister hold no talks
    of their own level by that, nor of the minister's.
    """
    said: dict[str, Span] = {}
    for hit in hits:
        if hit.entry.kind == "office" or (hit.entry.kind == "person" and _holds_office(claim, hit.entry.attrs)):
            said.setdefault(hit.entry.value, text.span(hit.start, hit.end))
    met = [one for one in mechanisms.values() if one.offices and all(said.keys() & set(t) for t in one.offices)]
    if len({one.level for one in met}) != 1:
        return None
    best = max(met, key=lambda one: len(one.offices))
    wanted = {office for titles in best.offices for office in titles}
    return best.id, tuple(sorted({span for office, span in said.items() if office in wanted}))


def _holds_office(claim: Claim, attrs: Mapping[str, str]) -> bool:
    """Whether a person stands for one of the claim's parties, in office in the year of its page."""
    year = (claim.source.published or "")[:4]
    years = (attrs.get("from") or year) <= year <= (attrs.get("to") or year)
    return attrs.get("party") in claim.parties and (not year or years)
