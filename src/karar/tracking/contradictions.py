"""All competing values of a commitment's fields, each with its sources, and the one that stands first.

Claims of one commitment tell of several steps (a pledge, its signing, its delivery): values compete where they are of
the same step. Nothing is smoothed: a value that no source shares stands there as well, with what is probably wrong with
it, and a source that is silent is listed as silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from karar.model.additions import Addition
from karar.model.claims import Claim
from karar.model.judgements import Decisions
from karar.tracking.amounts import RateTable
from karar.tracking.fields import Field, FieldName, announced, field_of
from karar.tracking.headline import Report, report_of
from karar.tracking.ladder import STEPS, Step, step_of
from karar.tracking.sums import funds_of, sums_of


def weigh(
    claims: Sequence[Claim], decisions: Decisions, rates: RateTable, added: Sequence[Addition] = ()
) -> tuple[Field, ...]:
    """Return the fields that a commitment's claims fill, step by step.

    Args:
        claims: with their corrections, and without those that were rejected.
        decisions: what people decided about them.
        rates: where exchange rates come from.
        added: what people added; sums compete with those of the claims, by their sources.
    """
    claims = sorted(claims, key=lambda claim: (announced(claim) or "9", claim.source.published or "9", claim.id))
    found: list[Field] = []
    for step in STEPS:
        here = [claim for claim in claims if step_of(claim) == step]
        if here:
            found += (field for name, of in _PLAIN for field in _plain(name, step, here, of, decisions))
        found += sums_of(step, claims, decisions, rates, added)
    return (*found, *funds_of(found), *_standing(claims, decisions))


def _parties(claim: Claim) -> tuple[str, ...] | None:
    return tuple(sorted(claim.parties)) or None


def _instrument(claim: Claim) -> str | None:
    return None if claim.instrument.type == "none" else claim.instrument.type


_PLAIN: tuple[tuple[FieldName, Callable[[Claim], tuple[str, Any]]], ...] = (
    ("parties", lambda claim: ("parties", _parties(claim))),
    ("giver", lambda claim: ("giver", claim.giver)),
    ("receiver", lambda claim: ("receiver", claim.receiver)),
    ("instrument", lambda claim: ("instrument", _instrument(claim))),
    ("when", lambda claim: ("when", claim.when if claim.when and claim.when.value else None)),
    ("until", lambda claim: ("period", claim.period.end if claim.period else None)),
    ("duration", lambda claim: ("duration", claim.duration)),
)


def _plain(
    name: FieldName, step: Step, claims: Sequence[Claim], of: Callable[[Claim], tuple[str, Any]], decisions: Decisions
) -> Iterator[Field]:
    reports: list[Report] = []
    silent: list[str] = []
    for claim in claims:
        field, value = of(claim)
        if value is None:
            silent.append(claim.id)
        else:
            reports.append(report_of(claim, field, value, decisions))
    if reports:
        yield field_of(name, step, reports, silent)


def _standing(claims: Sequence[Claim], decisions: Decisions) -> Iterator[Field]:
    """Yield whether the promise goes on, where sources say both: one denies it, or tells of it after its withdrawal."""
    ended = [claim for claim in claims if step_of(claim) in ("withdrawn", "denied")]
    going = [claim for claim in claims if claim not in ended]
    since = min((announced(claim) or "" for claim in ended), default="")
    denied = any(step_of(claim) == "denied" for claim in ended)
    if ended and (going if denied else any((announced(claim) or "") >= since for claim in going)):
        said = [report_of(claim, "act", "goes-on", decisions) for claim in going]
        said += [report_of(claim, "act", step_of(claim), decisions) for claim in ended]
        yield field_of("standing", step_of(ended[0]), said, ())
