"""Where a ledger's pages speak of a corridor beside a foreign state, with the words that say so.

A page may name a corridor ("UP Defence Corridor"), say "defence corridor" and tell the state beside it or none at all,
or name a unit or a node. What is less than a name or a state counts only inside a claim of the corridor's own country,
and a unit or node only in its field: much else happens in Chennai.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Literal

import msgspec

from karar.errors import NotFoundError
from karar.ledger import Ledger, Query
from karar.model.claims import Claim, Source
from karar.model.documents import Document
from karar.model.judgements import settle
from karar.model.spans import Span
from karar.reference.corridors import CorridorTables
from karar.scan.scanner import Scanner, scanner_for
from karar.text.sentences import Sentence, split_document
from karar.tracking.corridor_types import Corridor

How = Literal["name", "state", "open", "unit", "node"]
HOWS: tuple[How, ...] = ("name", "state", "open", "unit", "node")
"""How a page speaks of a corridor, the surest first: by its name; by its kind with its state (or a node) beside it; by
its kind alone, so that any corridor of the kind may be meant; by a unit; by a node."""

_NEAR = 1
"""A state so many sentences from "defence corridor" says which one is meant."""
_JOINED = 6
"""Characters between two states that share one name: "Uttar Pradesh and Tamil Nadu Defence Corridor"."""
_PLACED = frozenset({"state", "node"})


class Evidence(msgspec.Struct, frozen=True):
    """Words of the page, where they stand, and what they name: ``corridor``, ``kind``, ``state``, ``unit`` or ``node``.

    Spans are of the document's stored text.
    """

    span: Span
    text: str
    names: str


class LinkedClaim(msgspec.Struct, frozen=True):
    """A claim in whose words the corridor stands."""

    id: str
    act: str
    modality: str
    parties: tuple[str, ...]
    quote: str


class CorridorLink(msgspec.Struct, frozen=True):
    """One page that speaks of a corridor beside a foreign state.

    Attributes:
        corridor: its id.
        how: the surest way in which the page speaks of it.
        partners: the foreign states: those of the claims in whose words the corridor stands, else those of the page's
            claims in the corridor's field.
        claims: the claims in whose words it stands; none where it only stands elsewhere on the page.
        units: ids of the units named.
        nodes: ids of the nodes named.
        evidence: the words, in the order of the page.
        document: digest of the page's document.
        source: where it was read.
    """

    corridor: str
    how: How
    partners: tuple[str, ...]
    claims: tuple[LinkedClaim, ...]
    units: tuple[str, ...]
    nodes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    document: str
    source: Source


class _Sighting(msgspec.Struct, frozen=True):
    """One place of a page that speaks of a corridor; ``at``: the words that claims are asked for."""

    corridor: str
    how: How
    at: Span
    evidence: tuple[Evidence, ...]
    name: str = ""


class _Place(msgspec.Struct, frozen=True):
    """A surface found: in which sentence, what it names, where it stands."""

    sentence: int
    kind: str
    value: str
    span: Span


def find_links(
    ledger: Ledger,
    corridors: Sequence[Corridor],
    tables: CorridorTables,
    abbreviations: Mapping[str, frozenset[str]],
    as_of: datetime | None = None,
) -> tuple[CorridorLink, ...]:
    """Return the pages of a ledger that speak of corridors beside foreign states, the last published first.

    Args:
        ledger: where to look.
        corridors: all of their kind: which one a page means shows beside the others.
        tables: their names.
        abbreviations: by language, as in `karar.reference.load.Pack`.
        as_of: as the ledger knew them at that moment.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    scanner = scanner_for(tables.names)
    links: list[CorridorLink] = []
    decisions = settle(ledger.judgements(as_of))
    query = Query(page_says=tuple(names_of(tables)))
    standing = (claim for claim in ledger.claims(query, as_of) if claim.id not in decisions.rejected)
    # The ledger hands out the claims of one document one after the other.
    for digest, found in groupby(standing, key=lambda claim: claim.reading.document):
        claims = [decisions.correct(claim) for claim in found]
        doc = _document(ledger, digest) if _is_foreign(claims, corridors) else None
        if doc is None:
            continue
        places = find_places(doc, scanner, abbreviations.get(doc.lang, frozenset()))
        links += (link for corridor in corridors if (link := _link(doc, corridor, corridors, places, claims)))
    links.sort(key=lambda link: (link.corridor, link.source.uri, link.document))
    return tuple(sorted(links, key=lambda link: link.source.published or "", reverse=True))


def names_of(tables: CorridorTables) -> list[str]:
    """Return the folded surfaces of which a page must have one: all but those of states, which alone say nothing."""
    found = tables.names.surfaces.items()
    return [surface for surface, entries in found if any(entry.kind != "state" for entry in entries)]


def _is_foreign(claims: Iterable[Claim], corridors: Iterable[Corridor]) -> bool:
    homes = {corridor.country for corridor in corridors}
    return any(set(claim.parties) - homes for claim in claims)


def _document(ledger: Ledger, digest: str) -> Document | None:
    """Return a page's document, None where its text was withdrawn."""
    try:
        return ledger.document(digest)
    except NotFoundError:
        return None


def find_places(doc: Document, scanner: Scanner, abbreviations: frozenset[str]) -> list[_Place]:
    """Return the names of corridors, kinds, states, units and nodes in a page; of those that overlap the longest."""
    found: list[_Place] = []
    for sent in split_document(doc, abbreviations):
        end = 0
        hits = [
            hit for hit in scanner.scan(sent.text) if _stands(sent, hit.start, hit.end, hit.entry.attrs, hit.entry.kind)
        ]
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            if hit.start >= end:
                found.append(_Place(sent.index, hit.entry.kind, hit.entry.value, sent.span(hit.start, hit.end)))
                end = hit.end
    return found


def _stands(sent: Sentence, start: int, end: int, attrs: Mapping[str, str], kind: str) -> bool:
    """Whether a surface is the name here: written as it must be; a name in Latin letters begins with a capital."""
    exact = attrs.get("exact")
    if exact is not None:
        return sent.stored(start, end) == exact
    first = sent.stored(start, start + 1)
    return kind == "kind" or not first.isascii() or first.isupper()


def _link(
    doc: Document, corridor: Corridor, corridors: Sequence[Corridor], places: Sequence[_Place], claims: Sequence[Claim]
) -> CorridorLink | None:
    seen = list(_sightings(doc, corridor, corridors, places))
    foreign = [claim for claim in claims if set(claim.parties) - {corridor.country}]
    kept: list[_Sighting] = []
    told: dict[str, Claim] = {}
    for one in seen:
        near = [claim for claim in foreign if _holds(claim, one, corridor)]
        if near or one.how in ("name", "state"):
            kept.append(one)
            told |= {claim.id: claim for claim in near}
    speaking = told.values() or [claim for claim in foreign if set(claim.sectors) & set(corridor.sectors)]
    partners = sorted({party for claim in speaking for party in claim.parties} - {corridor.country})
    if not kept or not partners:
        return None
    evidence = {one.span: one for sighting in kept for one in sighting.evidence}
    return CorridorLink(
        corridor=corridor.id,
        how=min((one.how for one in kept), key=HOWS.index),
        partners=tuple(partners),
        claims=tuple(
            LinkedClaim(claim.id, claim.act, claim.modality, claim.parties, claim.quote.text) for claim in told.values()
        ),
        units=tuple(sorted({one.name for one in kept if one.how == "unit"})),
        nodes=tuple(sorted({one.name for one in kept if one.how == "node"})),
        evidence=tuple(evidence[span] for span in sorted(evidence)),
        document=claims[0].reading.document,
        source=claims[0].source,
    )


def _holds(claim: Claim, one: _Sighting, corridor: Corridor) -> bool:
    """Whether a claim's words hold what speaks of the corridor, and it may be about the corridor."""
    if not Span(claim.quote.start, claim.quote.end).covers(one.at):
        return False
    if one.how in ("unit", "node"):
        return corridor.country in claim.parties and bool(set(claim.sectors) & set(corridor.sectors))
    return one.how != "open" or corridor.country in claim.parties


def _sightings(
    doc: Document, corridor: Corridor, corridors: Sequence[Corridor], places: Sequence[_Place]
) -> Iterator[_Sighting]:
    """Yield where a page speaks of a corridor."""
    kin = {other.id: other for other in corridors if other.kind == corridor.kind}
    near: dict[int, list[_Place]] = {}
    for one in places:
        if one.kind in _PLACED and any(_lies_in(one, other) for other in kin.values()):
            for sentence in range(one.sentence - _NEAR, one.sentence + _NEAR + 1):
                near.setdefault(sentence, []).append(one)
    yield from _by_kind(doc, corridor, kin, places, near)
    for one in places:
        shown = (_evidence(doc, one),)
        if one.kind == "corridor" and one.value == corridor.id:
            yield _Sighting(corridor.id, "name", one.span, shown)
        elif one.kind == "corridor" and one.value in kin:
            for place in near.get(one.sentence, ()):
                if place.value == corridor.state and 0 < one.span.start - place.span.end <= _JOINED:
                    yield _Sighting(corridor.id, "state", one.span, (_evidence(doc, place), *shown))
        elif one.kind in ("unit", "node") and one.value.startswith(f"{corridor.id}/"):
            how: How = "unit" if one.kind == "unit" else "node"
            yield _Sighting(corridor.id, how, one.span, shown, one.value.partition("/")[2])


def _by_kind(
    doc: Document,
    corridor: Corridor,
    kin: Mapping[str, Corridor],
    places: Sequence[_Place],
    near: Mapping[int, Sequence[_Place]],
) -> Iterator[_Sighting]:
    """Yield the "defence corridor"s of a page that this corridor is, or may be.

    A state beside it decides; else what stands beside the page's others, or is named on the page; else any may be
    meant.
    """
    generic = [one for one in places if one.kind == "kind" and one.value == corridor.kind]
    beside = [place for one in generic for place in near.get(one.sentence, ())]
    placed = [place for place in beside if _lies_in(place, corridor)]
    named = {one.value for one in places if one.kind == "corridor" and one.value in kin}
    for one in generic:
        around = near.get(one.sentence, ())
        own = [place for place in around if _lies_in(place, corridor)] or ([] if around else placed)
        if own:
            shown = (_evidence(doc, one), *(_evidence(doc, place) for place in own))
            yield _Sighting(corridor.id, "state", one.span, shown)
        elif not beside and (corridor.id in named or not named):
            yield _Sighting(corridor.id, "name" if named else "open", one.span, (_evidence(doc, one),))


def _lies_in(place: _Place, corridor: Corridor) -> bool:
    return place.value == corridor.state if place.kind == "state" else place.value.startswith(f"{corridor.id}/")


def _evidence(doc: Document, place: _Place) -> Evidence:
    return Evidence(place.span, place.span.of(doc.text), place.kind)
