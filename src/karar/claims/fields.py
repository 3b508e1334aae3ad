"""The fields of a claim from a clause's mentions, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from karar.claims.named import title_of
from karar.frames.parties import party_of
from karar.frames.types import Frame, Role
from karar.mentions.names import HONORIFIC
from karar.mentions.tagged import UNLISTED
from karar.model.claims import Actor, Instrument, Place
from karar.model.mentions import Mention
from karar.model.spans import Span
from karar.text.sentences import Sentence

_ACTOR_KINDS = {"office": "office", "person": "person", "organisation": "organisation", "ministry": "organisation"}
_SIGNING = frozenset({"sign", "procure", "withdraw", "deliver"})
_MONEY_PAPERS = frozenset({"loan", "grant"})
_OF = frozenset({"", "'s", "'", "के", "की", "का"})  # between a state and whom or what it has
_BESIDE = 3  # characters between an office and its holder, at most


@dataclass(slots=True)
class Evidence:
    """Evidence under construction: field → spans."""

    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    def add(self, key: str, *spans: Span) -> None:
        """Note that ``spans`` say what stands in the field ``key``."""
        self.spans[key] = tuple(sorted({*self.spans.get(key, ()), *spans}))


def span_of(sent: Sentence, mention: Mention) -> Span:
    """Return the mention's span in the stored text."""
    return sent.span(mention.start, mention.end)


def instrument_of(frame: Frame, mentions: list[Mention], evidence: Evidence) -> Instrument:
    """Return the paper, the one nearest to the act's cue; a mere "समझौता" (understanding) only where it is signed."""
    sent = frame.clause.sent
    place = frame.cues[0].start
    papers = [m for m in mentions if m.kind == "instrument"]
    if frame.act == "sign" and not papers:
        papers = _papers_before(frame)
    if frame.act not in _SIGNING:
        firm = [m for m in papers if m.attrs.get("flags") != "soft"]
        papers = firm or [m for m in papers if frame.modality == "decided" and frame.cues[0].rank >= 70]
    if frame.act in ("consult",):
        papers = []
    if frame.act in ("sign", "agree", "withdraw") and not _lends(mentions):
        papers = [m for m in papers if m.value not in _MONEY_PAPERS] or papers
    if not papers:
        return Instrument()
    money_first = frame.act in ("sign", "agree") and _lends(mentions)
    best = min(
        papers,
        key=lambda m: (
            money_first and m.value not in _MONEY_PAPERS,
            m.attrs.get("flags") == "soft",
            abs(m.start - place),
        ),
    )
    title = title_of(sent, best, frame.clause.start)
    evidence.add("instrument", span_of(sent, best))
    return Instrument(best.value, sent.stored(*title) if title else None)


def _lends(mentions: list[Mention]) -> bool:
    """Whether what is signed is a loan or a grant of a stated sum ("20 करोड़ डॉलर का ऋण देने के समझौते")."""
    return any(m.kind == "amount" for m in mentions) and any(
        m.kind == "instrument" and m.value in _MONEY_PAPERS for m in mentions
    )


def _papers_before(frame: Frame) -> list[Mention]:
    """Return the papers of the clause that this one hangs on ("समझौता पत्र जारी हुआ है, जिसमें … हस्ताक्षर किए")."""
    before = frame.clause.follows
    return [m for m in before.mentions if m.kind == "instrument"] if before is not None else []


def actors_of(frame: Frame, mentions: list[Mention], evidence: Evidence) -> tuple[Actor, ...]:
    """Return who acted: people, bodies, and offices where no person stands beside them."""
    sent = frame.clause.sent
    heads = [m for m in (*mentions, *_unlisted(frame)) if m.kind in _ACTOR_KINDS]
    heads.sort(key=lambda m: m.start)
    found: dict[str, tuple[Actor, Span]] = {}
    office: Mention | None = None
    for place, mention in enumerate(heads):
        said = _party_before(sent, mentions, mention)
        if office is not None:
            said, office = party_of(office) or _party_before(sent, mentions, office) or said, None
        if mention.kind == "office":
            if _holder(sent, mention, heads[place + 1 : place + 2]):
                office = mention
                continue
            if "weak" in mention.attrs.get("flags", ""):
                continue  # "नेता", "counterpart": a part that somebody plays, not who it is
        # What the text says of a name that no list has comes before whom it sounds like.
        party = (said or party_of(mention)) if mention.attrs.get("form") == UNLISTED else (party_of(mention) or said)
        if party is None and "weak" in mention.attrs.get("flags", ""):
            continue  # "the governments of A and B": nobody but the states themselves
        span = span_of(sent, mention)
        actor = Actor(span.of(sent.doc.text), _ACTOR_KINDS[mention.kind], party)  # type: ignore[arg-type]
        found.setdefault(actor.name, (actor, span))
    for index, (_, span) in enumerate(found.values()):
        evidence.add(f"actors.{index}", span)
    return tuple(actor for actor, _ in found.values())


def _unlisted(frame: Frame) -> list[Mention]:
    return [name for name in frame.clause.unlisted if frame.clause.covers(name.start)]


def _holder(sent: Sentence, office: Mention, behind: list[Mention]) -> bool:
    """Whether the person who holds the office stands right behind it, "Mr" and the like aside."""
    titles = [hit for hit in sent.of("particle") if hit.entry.value == HONORIFIC]
    told = office.end
    for title in titles:
        told = title.end if 0 < title.start - told < _BESIDE else told
    return any(head.kind == "person" and head.start - told < _BESIDE for head in behind)


def _party_before(sent: Sentence, mentions: list[Mention], head: Mention) -> str | None:
    """Return the state named right before ``head`` ("भारत के खनिज मंत्रालय", "Japan's Ministry of …")."""
    before = [m for m in mentions if m.kind in ("party", "demonym") and m.end <= head.start]
    if not before:
        return None
    return str(before[-1].value) if sent.text[before[-1].end : head.start].strip() in _OF else None


def places_of(frame: Frame, mentions: list[Mention], evidence: Evidence) -> tuple[Place, ...]:
    """Return the places named, with their ISO 3166-2 codes where the gazetteer has them."""
    sent = frame.clause.sent
    places: dict[str, tuple[Place, Span]] = {}
    for mention in (*mentions, *_unlisted(frame)):
        if mention.kind == "place":
            span = span_of(sent, mention)
            code = mention.attrs.get("code") or (mention.value if "-" in mention.value else mention.attrs.get("party"))
            places.setdefault(mention.value, (Place(span.of(sent.doc.text), code), span))
    for index, (_, span) in enumerate(places.values()):
        evidence.add(f"places.{index}", span)
    return tuple(place for place, _ in places.values())


def coded_of(frame: Frame, mentions: list[Mention], kind: str, name: str, evidence: Evidence) -> tuple[str, ...]:
    """Return the distinct codes of the mentions of ``kind``, as the field ``name``."""
    sent = frame.clause.sent
    spans: dict[str, list[Span]] = {}
    for mention in mentions:
        if mention.kind == kind:
            spans.setdefault(mention.value, []).append(span_of(sent, mention))
    for index, places in enumerate(spans.values()):
        evidence.add(f"{name}.{index}", *places)
    return tuple(spans)


def values_of(frame: Frame, mentions: list[Mention], kind: str, name: str, evidence: Evidence) -> tuple[Any, ...]:
    """Return the values (amounts, quantities) of the mentions of ``kind`` in order, each said once."""
    sent = frame.clause.sent
    found: dict[Any, Span] = {}
    for mention in mentions:
        if mention.kind == kind:
            found.setdefault(mention.value, span_of(sent, mention))
    for index, span in enumerate(found.values()):
        evidence.add(f"{name}.{index}", span)
    return tuple(found)


def roles_of(roles: list[Role], name: str, evidence: Evidence) -> tuple[str, ...]:
    """Return the codes of ``roles`` in order of mention, as the field ``name``."""
    spans: dict[str, list[Span]] = {}
    for role in roles:
        spans.setdefault(role.code, []).append(role.span)
    for index, places in enumerate(spans.values()):
        evidence.add(f"{name}.{index}", *places)
    return tuple(spans)
