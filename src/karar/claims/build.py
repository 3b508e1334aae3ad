"""Build a claim from a frame: every field with the characters that say it."""

from __future__ import annotations

from typing import Any

from karar.claims import fields
from karar.claims.fields import Evidence
from karar.claims.named import project_of
from karar.claims.sectors import sectors_of
from karar.claims.sums import amounts_of
from karar.claims.times import settle, time_of
from karar.frames.attribution import Said
from karar.frames.types import Frame
from karar.model.claims import Claim, Quote, ReadingRef, Source, identify
from karar.model.documents import Document
from karar.model.mentions import Mention
from karar.model.problems import Problem
from karar.model.values import Amount

_NO_CURRENCY = "unknown-currency"
_DEFAULT_SECTOR = {"consult": "diplomacy"}


def build_claim(frame: Frame, doc: Document, reading: ReadingRef, said: Said) -> Claim:
    """Return the claim that ``frame`` says, without its identity's final word on merging.

    ``said`` is whose word its sentence gives, from `attribution_of`.
    """
    evidence = Evidence()
    mentions = frame.clause.mentions
    parties = fields.roles_of(frame.roles, "parties", evidence)
    evidence.add("act", *frame.act_spans)
    evidence.add("modality", *frame.modality_spans)
    for name, role in (("giver", frame.giver), ("receiver", frame.receiver)):
        if role is not None:
            evidence.add(name, role.span)
    values: dict[str, Any] = {
        "sectors": sectors_of(frame, mentions, evidence),
        "instrument": fields.instrument_of(frame, mentions, evidence),
        "amounts": amounts_of(frame, mentions, evidence),
        "quantities": fields.values_of(frame, mentions, "quantity", "quantities", evidence),
        "actors": fields.actors_of(frame, mentions, evidence),
        "initiatives": fields.coded_of(frame, mentions, "initiative", "initiatives", evidence),
        "places": fields.places_of(frame, mentions, evidence),
        "stages": fields.coded_of(frame, mentions, "stage", "stages", evidence),
        "topics": fields.roles_of(frame.topics, "topics", evidence),
    }
    if not values["sectors"] and frame.act in _DEFAULT_SECTOR:
        values["sectors"] = (_DEFAULT_SECTOR[frame.act],)
    for name, kind in (("when", "date"), ("period", "period"), ("duration", "duration")):
        mention = time_of(mentions, kind)
        if mention is not None:
            values[name] = settle(mention, frame, doc.published) if kind == "date" else mention.value
            evidence.add(name, fields.span_of(frame.clause.sent, mention))
    sent = frame.clause.sent
    named = project_of(sent, frame.clause.start, frame.clause.end)
    if named is not None:
        values["project"] = sent.stored(*named)
        evidence.add("project", sent.span(*named))
    attribution, span = said
    if span is not None:
        evidence.add("attribution", span)
    stretch = sent.span(_after_joint(frame), frame.clause.end)
    return identify(
        Claim(
            id="",
            reading=reading,
            act=frame.act,  # type: ignore[arg-type]
            modality=frame.modality,
            confidence=0.0,  # rated when the page is known, see `score`
            parties=parties,
            giver=frame.giver.code if frame.giver else None,
            receiver=frame.receiver.code if frame.receiver else None,
            attribution=attribution,
            source=Source(doc.uri, doc.publisher, doc.title, doc.published, doc.lang),
            evidence=evidence.spans,
            quote=_trim(doc.text, stretch.start, stretch.end),
            problems=_problems(mentions, values["amounts"]),
            **values,
        )
    )


def _after_joint(frame: Frame) -> int:
    """Return where the clause's own words begin, behind "कि", "and", "that"."""
    start = frame.clause.start
    text = frame.clause.sent.text
    while start < frame.clause.end and text[start] in " ,;-":
        start += 1
    joints = [h for h in frame.clause.sent.within(start, start + 1) if h.entry.kind == "particle"]
    words = [h.end for h in joints if h.entry.value in ("and", "boundary")]
    return max(words, default=start)


def _trim(text: str, start: int, end: int) -> Quote:
    while start < end and text[start] in " \n\t,;:|।-–'\"":
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Quote(text[start:end], start, end)


def _problems(mentions: list[Mention], amounts: tuple[Amount, ...]) -> tuple[Problem, ...]:
    found = [problem for mention in mentions for problem in mention.problems]
    found += [
        Problem(_NO_CURRENCY, "The sum names no currency.", "note", f"amounts.{index}")
        for index, amount in enumerate(amounts)
        if amount.currency is None and amount.value is not None and not any(p.kind == _NO_CURRENCY for p in found)
    ]
    return tuple(found)
