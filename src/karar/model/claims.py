"""The claim: what ONE source says two or more states promised, did, offered or denied, field by field with evidence."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from karar.model.identity import digest
from karar.model.problems import Problem
from karar.model.spans import Span
from karar.model.values import Amount, Duration, Modality, Period, Quantity, When

Act = Literal["sign", "agree", "pledge", "deliver", "consult", "propose", "launch", "procure", "target", "withdraw"]
InstrumentType = Literal[
    "memorandum",
    "agreement",
    "joint-statement",
    "roadmap",
    "contract",
    "loan",
    "grant",
    "letter-of-intent",
    "none",
]
ActorKind = Literal["office", "organisation", "person"]
AttributionKind = Literal["official", "unnamed", "outlet"]
Stage = Literal["research", "mining", "refining", "production", "export", "import", "maintenance", "training"]

PartyCode = Annotated[
    str, msgspec.Meta(pattern=r"^([A-Z]{2}|ADB|EIB)$", description="ISO 3166-1 alpha-2, EU, ADB or EIB.")
]

DERIVED = frozenset(
    {
        "id",
        "reading",
        "source",
        "quote",
        "confidence",
        "problems",
        "evidence",
    }
)
"""Fields that no stretch of text states: they follow from the reading itself and carry no evidence."""

DEFAULTED = frozenset({"giver", "receiver", "sectors", "modality", "attribution"})
"""Fields that may follow from the others (a giver that is the only other party, a sector that an instrument
implies, the outlet that speaks where nobody is named) and then carry no evidence of their own."""


class ReadingRef(msgspec.Struct, frozen=True):
    """Which document was read, by which version of which reader (``grammar/1.0.0``)."""

    document: str
    reader: str


class Instrument(msgspec.Struct, frozen=True):
    """The paper a promise stands in. ``title`` only where the text gives one."""

    type: InstrumentType = "none"
    title: str | None = None


class Actor(msgspec.Struct, frozen=True):
    """Who acted, as named in the text, and the state it belongs to where that is known."""

    name: str
    kind: ActorKind
    party: str | None = None


class Place(msgspec.Struct, frozen=True):
    """A place named in the promise; ``code`` is ISO 3166-2 (or 3166-1) where it is known."""

    name: str
    code: str | None = None


class Attribution(msgspec.Struct, frozen=True):
    """Who says so: an official, unnamed sources, or the outlet itself."""

    kind: AttributionKind = "outlet"
    who: str | None = None


class Source(msgspec.Struct, frozen=True):
    """Where the claim was read. Outside the claim's identity, except through the document's digest."""

    uri: str
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    lang: str = "und"


class Quote(msgspec.Struct, frozen=True):
    """The stretch of stored text that the claim was read from, from a clause to two sentences."""

    text: str
    start: int
    end: int


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What one source says, as every door hands it out.

    ``evidence`` maps each field that was read to spans of the document's text: ``act``, ``modality``, ``giver``,
    ``receiver``, ``instrument``, ``when``, ``period``, ``duration``, ``project``, ``attribution``, and by index
    ``parties.0``, ``sectors.0``, ``amounts.0``, ``quantities.0``, ``actors.0``, ``initiatives.0``, ``places.0``,
    ``stages.0``, ``topics.0``.

    Raises:
        ValueError: a giver or receiver that is no party, evidence for a field that is empty.
    """

    id: str
    reading: ReadingRef
    act: Act
    modality: Modality
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)]
    parties: tuple[PartyCode, ...]
    giver: PartyCode | None = None
    receiver: PartyCode | None = None
    sectors: tuple[str, ...] = ()
    instrument: Instrument = Instrument()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    when: When | None = None
    period: Period | None = None
    duration: Duration | None = None
    actors: tuple[Actor, ...] = ()
    initiatives: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    project: str | None = None
    stages: tuple[Stage, ...] = ()
    topics: tuple[str, ...] = ()
    attribution: Attribution = Attribution()
    source: Source
    evidence: dict[str, tuple[Span, ...]]
    quote: Quote
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        for name in ("giver", "receiver"):
            party = getattr(self, name)
            if party is not None and party not in self.parties:
                raise ValueError(f"{name} {party} is not among the parties {self.parties}")
        for field in self.evidence:
            if self.field(field) in (None, ()):
                raise ValueError(f"evidence for the empty field {field}")

    def field(self, path: str) -> Any:
        """Return the value at an evidence key (``act``, ``amounts.0``); None where there is none."""
        name, _, index = path.partition(".")
        value = getattr(self, name, None)
        if not index:
            return value
        return value[int(index)] if isinstance(value, tuple) and int(index) < len(value) else None


def identify(claim: Claim) -> Claim:
    """Return the claim with its ``id`` set: the content hash of all that was read, outside ``id`` and ``source``.

    The source's address is an observation; its publisher, title and day are hashed through the document's digest.
    Confidence is left out: a recalibrated score does not make another claim.
    """
    record = msgspec.to_builtins(claim)
    for outside in ("id", "source", "confidence"):
        del record[outside]
    return msgspec.structs.replace(claim, id=digest(record))
