"""What claims tell of joint programmes: the system by its name, stages by the reader or by words; and the key."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from karar.model.claims import Claim
from karar.model.spans import Span
from karar.reference.programmes import STAGES, ProgrammeStage, ProgrammeTables
from karar.scan.scanner import scanner_for
from karar.text.normalise import normalise

_READ: Mapping[str, ProgrammeStage] = {"research": "research", "production": "production", "export": "export"}
"""The reader's own stages that are stages of a programme."""
_OF_ACT: Mapping[str, ProgrammeStage] = {"procure": "order", "deliver": "delivery"}
_NO_STEP = frozenset({"consult", "withdraw"})


class Telling(msgspec.Struct, frozen=True):
    """What one claim tells of a programme."""

    commitment: str
    claim: Claim
    system: str | None
    stages: frozenset[ProgrammeStage]
    spans: tuple[Span, ...]


def tell(claim: Claim, commitment: str, tables: ProgrammeTables) -> Telling | None:
    """Return what a claim tells of a programme; None for talks, withdrawals, denials, and where no stage is told."""
    if claim.modality == "denied" or claim.act in _NO_STEP or len(claim.parties) < 2:
        return None
    text = normalise(claim.quote.text, base=claim.quote.start)
    stages: set[ProgrammeStage] = {_READ[stage] for stage in claim.stages if stage in _READ}
    read = [number for number, stage in enumerate(claim.stages) if stage in _READ]
    spans = [span for number in read for span in claim.evidence.get(f"stages.{number}", ())]
    system, longest = None, 0
    for hit in scanner_for(tables.names).scan(text.text):
        span, exact = text.span(hit.start, hit.end), hit.entry.attrs.get("exact")
        written = claim.quote.text[span.start - claim.quote.start : span.end - claim.quote.start]
        if exact is not None and written != exact:
            continue
        if hit.entry.kind == "system" and hit.end - hit.start > longest:
            system, longest = hit.entry.value, hit.end - hit.start
            spans.append(span)
        elif hit.entry.kind == "stage":
            stages.add(stage_named(hit.entry.value))
            spans.append(span)
    if system is not None and claim.act in _OF_ACT:
        stages.add(_OF_ACT[claim.act])
    if not stages or (system is None and not claim.sectors):
        return None
    return Telling(commitment, claim, system, frozenset(stages), tuple(sorted(set(spans))))


def stage_named(name: str) -> ProgrammeStage:
    """Return the stage of a name that is one."""
    return next(stage for stage in STAGES if stage == name)


def key_of(telling: Telling, tables: ProgrammeTables) -> str:
    """Return the programme's key: of its own parties where they are among the claim's."""
    parties = sorted(telling.claim.parties)
    if telling.system is None:
        return f"programme:{'-'.join(parties)}:{telling.claim.sectors[0]}"
    own = tables.systems[telling.system].parties
    return f"programme:{'-'.join(own if own and set(own) <= set(parties) else parties)}:{telling.system}"
