"""Read an evidence span again: the same finders on those characters alone must give the field's value."""

from __future__ import annotations

from datetime import date
from typing import Any

from karar.frames.attribution import attribution_of
from karar.frames.parties import party_of
from karar.frames.verbgroups import VerbToken, group_modality
from karar.mentions.amounts import find_amounts
from karar.mentions.dates import find_dates
from karar.mentions.names import find_names
from karar.mentions.periods import find_periods
from karar.mentions.quantities import find_quantities
from karar.model.claims import DEFAULTED, DERIVED, Claim, Instrument
from karar.model.documents import Block, Document
from karar.model.mentions import Mention
from karar.model.spans import Span
from karar.model.values import When
from karar.reference.load import Pack, Reference
from karar.scan.scanner import scanner_for
from karar.text.normalise import normalise
from karar.text.sentences import Sentence, split_document

_KINDS = {"sectors": "sector", "initiatives": "initiative", "stages": "stage"}
_TIMES = {"when": "date", "period": "period", "duration": "duration"}


def confirms(claim: Claim, key: str, doc: Document, reference: Reference) -> bool:
    """Whether the evidence of ``claim`` for the field ``key`` gives that field's value when read on its own.

    For a party it is enough that one of the spans names it; for an act or a modality all spans are taken together.
    """
    value = claim.field(key)
    spans = claim.evidence[key]
    name = key.partition(".")[0]
    pack = reference.packs.get(doc.lang) or reference.packs["en"]
    if name in ("act", "modality"):
        return _said(name, value, spans, doc, reference, pack)
    if any(value in _read(name, span, doc, reference, pack) for span in spans):
        return True
    return name in _TIMES and any(value in _read_in_place(name, span, doc, reference, pack) for span in spans)


def _read_in_place(name: str, span: Span, doc: Document, reference: Reference, pack: Pack) -> list[Any]:
    """Return the times read at just this span when its sentence is read again.

    A bare year or weekday is a date only by the words beside it ("2015 में"), and "Thursday" the one before or after
    the publication day by the tense of its clause.
    """
    for sent in split_document(doc, pack.abbreviations):
        if sent.span().covers(span):
            sent.hits = tuple(scanner_for(reference).scan(sent.text))
            found = [m.value for m in _times(sent, name, doc) if sent.span(m.start, m.end) == span]
            return [_WhenLike(value) if isinstance(value, When) else value for value in found]
    return []


def unsupported(claim: Claim) -> list[str]:
    """Return the fields that say something without pointing at any characters, but for those that the model allows.

    Fields of the reading itself (`DERIVED`) point at nothing; those that may follow from others (`DEFAULTED`) need not.
    """
    fields = [name for name in claim.__struct_fields__ if name not in DERIVED | DEFAULTED]
    keys: list[str] = []
    for name in fields:
        value = getattr(claim, name)
        keys += [f"{name}.{index}" for index in range(len(value))] if isinstance(value, tuple) else [name]
    empty = (None, Instrument())
    return [key for key in keys if claim.field(key) not in empty and key not in claim.evidence]


def _sentence(span: Span, doc: Document, reference: Reference) -> Sentence:
    block = Block(span, "paragraph")
    normalised = normalise(span.of(doc.text), base=span.start)
    sent = Sentence(doc, block, 0, 0, normalised.text, normalised)
    sent.hits = tuple(scanner_for(reference).scan(sent.text))
    return sent


def _read(name: str, span: Span, doc: Document, reference: Reference, pack: Pack) -> list[Any]:
    """Return all values of the field ``name`` that the span's characters give."""
    sent = _sentence(span, doc, reference)
    if name == "attribution":
        return [attribution_of(sent, pack)[0]]
    if name == "project":
        return [span.of(doc.text)]
    if name in ("actors", "places"):
        return [_NamedAs(span.of(doc.text))]
    if name == "amounts":
        return [_AmountLike(mention.value) for mention in find_amounts(sent)]
    if name == "quantities":
        return [mention.value for mention in find_quantities(sent, find_amounts(sent))]
    names = find_names(sent, alone=True)
    if name in ("parties", "giver", "receiver", "topics"):
        # Of an adjective of two states ("Congolese") the page named the one that is meant.
        either = [hit.entry.value for hit in sent.of("demonym") if (hit.start, hit.end) == (0, len(sent.text))]
        return [*(party_of(mention) for mention in names), *either]
    if name == "instrument":
        return [_InstrumentLike(mention.value) for mention in names if mention.kind == "instrument"]
    if name in _KINDS:
        return [mention.value for mention in names if mention.kind == _KINDS[name]]
    return [mention.value for mention in _times(sent, name, doc)]


def _times(sent: Sentence, name: str, doc: Document) -> list[Mention]:
    published = date.fromisoformat(doc.published) if doc.published else None
    dates = find_dates(sent, published)
    found = dates if name == "when" else find_periods(sent, published, dates)
    return [mention for mention in found if mention.kind == _TIMES[name]]


class _WhenLike:
    """Equal to a day written with these words: which side of the publication it lies on, the whole clause says."""

    def __init__(self, when: When) -> None:
        self.when = when

    def __eq__(self, other: object) -> bool:
        return isinstance(other, When) and (other.text, other.precision) == (self.when.text, self.when.precision)

    __hash__ = None  # type: ignore[assignment]


class _NamedAs:
    """Equal to an actor or a place that carries this name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        return getattr(other, "name", None) == self.name

    __hash__ = None  # type: ignore[assignment]


class _AmountLike:
    """Equal to an amount of the same value and currency (the parties settle whose rupees they are)."""

    def __init__(self, amount: Any) -> None:
        self.amount = amount

    def __eq__(self, other: object) -> bool:
        same_value = (getattr(other, "value", None), getattr(other, "to", None)) == (self.amount.value, self.amount.to)
        currency = getattr(other, "currency", None)
        # A bare "francs", "Rs" or "¥" is settled by the parties.
        return same_value and (currency == self.amount.currency or self.amount.currency in (None, "INR", "JPY"))

    __hash__ = None  # type: ignore[assignment]


class _InstrumentLike:
    """Equal to an instrument of this type."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __eq__(self, other: object) -> bool:
        return getattr(other, "type", None) == self.kind

    __hash__ = None  # type: ignore[assignment]


def _verbs(span: Span, doc: Document, reference: Reference, pack: Pack) -> list[VerbToken]:
    """Return the verb tokens of the span, those that only an ending gives away among them."""
    sent = _sentence(span, doc, reference)
    found: dict[int, VerbToken] = {}
    for hit in sent.hits:
        if hit.entry.kind == "verb" and hit.entry.lang == pack.lang:
            known = found.get(hit.start)
            if known is None or hit.end > known.end:
                found[hit.start] = VerbToken(hit.start, hit.end, hit.entry.value, hit.entry.attrs.get("form", "root"))
    for start, end in sent.tokens:
        for tag, endings in pack.settings.get("verb_endings", {}).items():
            if start not in found and sent.text[start:end].endswith(tuple(endings)):
                found[start] = VerbToken(start, end, sent.text[start:end], tag)
    return [found[start] for start in sorted(found)]


def _said(name: str, value: str, spans: tuple[Span, ...], doc: Document, reference: Reference, pack: Pack) -> bool:
    """Whether cues of the act, or of the modality, stand in the spans."""
    hits = [hit for span in spans for hit in _sentence(span, doc, reference).hits]
    lemmas = {hit.entry.value for hit in hits if hit.entry.kind == "verb"}
    numbers = {hit.entry.value for hit in hits if hit.entry.kind == "act" and hit.entry.lang == pack.lang}
    cues = [pack.acts[int(number.partition(".")[2])] for number in numbers]
    cues += [cue for cue in pack.acts if not cue.get("noun") and lemmas & set(cue.get("verbs", ()))]
    if name == "act":
        acts = {act for cue in cues for act in (cue["act"], *cue.get("acts", {}).values())}
        # A pledge that both sides make to each other is an agreement ("both will invest …").
        return value in acts or (value == "agree" and "pledge" in acts)
    said = {hit.entry.value for hit in hits if hit.entry.kind == "hedge"}
    said |= {cue[key] for cue in cues for key in ("modality", "done_as") if key in cue}
    said |= {group_modality(pack, verbs)[0] for span in spans if (verbs := _verbs(span, doc, reference, pack))}
    negated = any(hit.entry.kind == "particle" and hit.entry.value == "negation" for hit in hits)
    return value in said or (value == "denied" and negated) or (value == "done" and bool(cues))
