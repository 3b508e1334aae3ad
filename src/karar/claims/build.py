"""Build a claim from a frame: every field with the characters that say it."""

from __future__ import annotations

from typing import Any

import msgspec

from karar.claims import fields
from karar.claims.fields import Evidence
from karar.claims.score import confidence_of
from karar.frames.attribution import attribution_of
from karar.frames.types import Frame
from karar.model.claims import Claim, Quote, ReadingRef, Source, identify
from karar.model.documents import Document
from karar.model.mentions import Mention
from karar.model.problems import Problem
from karar.model.values import Amount
from karar.reference.load import Pack

_RUPEE_STATES = {"LK": "LKR", "NP": "NPR", "PK": "PKR", "MU": "MUR", "SC": "SCR", "IN": "INR"}
_DEFAULT_SECTOR = {"consult": "diplomacy"}


def build_claim(frame: Frame, doc: Document, reader: str, pack: Pack) -> Claim:
    """Return the claim that ``frame`` says, without its identity's final word on merging."""
    evidence = Evidence()
    mentions = frame.clause.mentions
    parties = fields.roles_of(frame.roles, "parties", evidence)
    evidence.add("act", *frame.act_spans)
    evidence.add("modality", *frame.modality_spans)
    for name, role in (("giver", frame.giver), ("receiver", frame.receiver)):
        if role is not None:
            evidence.add(name, role.span)
    values: dict[str, Any] = {
        "sectors": fields.sectors_of(frame, mentions, evidence),
        "instrument": fields.instrument_of(frame, mentions, evidence),
        "amounts": _amounts(frame, mentions, evidence),
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
        mention = _time(mentions, kind)
        if mention is not None:
            values[name] = mention.value
            evidence.add(name, fields.span_of(frame.clause.sent, mention))
    attribution, span = attribution_of(frame.clause.sent, pack)
    if span is not None:
        evidence.add("attribution", span)
    said = frame.clause.sent.span(frame.clause.start, frame.clause.end)
    return identify(
        Claim(
            id="",
            reading=ReadingRef(doc.digest, reader),
            act=frame.act,  # type: ignore[arg-type]
            modality=frame.modality,
            confidence=confidence_of(frame),
            parties=parties,
            giver=frame.giver.code if frame.giver else None,
            receiver=frame.receiver.code if frame.receiver else None,
            attribution=attribution,
            source=Source(doc.uri, doc.publisher, doc.title, doc.published, doc.lang),
            evidence=evidence.spans,
            quote=_trim(doc.text, said.start, said.end),
            problems=_problems(mentions, values["amounts"]),
            **values,
        )
    )


def _trim(text: str, start: int, end: int) -> Quote:
    while start < end and text[start] in " \n\t,;:|।-–'\"":
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Quote(text[start:end], start, end)


def _time(mentions: list[Mention], kind: str) -> Mention | None:
    """Return the clause's point in time, period or duration; a past stretch or a loan's tenor is none."""
    found = [m for m in mentions if m.kind == kind and not m.attrs.get("past") and not m.attrs.get("tenor")]
    if kind == "date":
        # "2030" in "by 2030" is how far the promise reaches, not the day of the act.
        periods = [m for m in mentions if m.kind == "period"]
        found = [m for m in found if not any(p.start <= m.start < p.end for p in periods)]
    return found[0] if found else None


def _amounts(frame: Frame, mentions: list[Mention], evidence: Evidence) -> tuple[Amount, ...]:
    """Return the sums with their currencies settled by the parties, roles, and links between two forms of one sum."""
    sent = frame.clause.sent
    amounts: list[Amount] = []
    for mention in mentions:
        if mention.kind != "amount":
            continue
        amount: Amount = mention.value
        if mention.attrs.get("currency_assumed") == "rupee":
            amount = msgspec.structs.replace(amount, currency=_rupee(frame))
        if mention.attrs.get("currency_assumed") == "yen-yuan" and "CN" in {role.code for role in frame.roles}:
            amount = msgspec.structs.replace(amount, currency="CNY")
        if mention.attrs.get("ceiling"):
            amount = msgspec.structs.replace(amount, role="ceiling")
        if mention.attrs.get("same_as_previous") and amounts and amounts[-1].currency != amount.currency:
            previous = amounts[-1].same_as
            amount = msgspec.structs.replace(amount, same_as=len(amounts) - 1 if previous is None else previous)
        if any(msgspec.structs.replace(a, same_as=None) == amount for a in amounts):
            continue
        evidence.add(f"amounts.{len(amounts)}", fields.span_of(sent, mention))
        amounts.append(amount)
    return tuple(amounts)


def _rupee(frame: Frame) -> str | None:
    """Return the currency of the one rupee state that pays or gets; None where none or several take part."""
    states = {role.code for role in frame.roles} & set(_RUPEE_STATES)
    if "IN" in states:
        return "INR"
    return _RUPEE_STATES[states.pop()] if len(states) == 1 else None


def _problems(mentions: list[Mention], amounts: tuple[Amount, ...]) -> tuple[Problem, ...]:
    found = [problem for mention in mentions for problem in mention.problems]
    found += [
        Problem("unknown-currency", "The sum names no currency.", "note", f"amounts.{index}")
        for index, amount in enumerate(amounts)
        if amount.currency is None and amount.value is not None
    ]
    return tuple(found)
