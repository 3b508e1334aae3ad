"""The stage of a project: proposed → agreed → funded → under way → completed, or suspended, each by an event.

A report of an earlier stage (another paper is signed while trains run) takes nothing back. Only an event that says so
does: it was suspended; then a later event of any stage takes it up again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from karar.model.claims import Claim
from karar.tracking.events import Event, event_of_claim, in_order

ProjectStage = Literal["unknown", "proposed", "agreed", "funded", "under-way", "completed", "suspended"]
STAGES: tuple[ProjectStage, ...] = get_args(ProjectStage)
"""In their order; ``unknown``: nothing that was read or added tells of a stage."""

_OPEN = frozenset({"proposed", "possible"})
_FIRM = frozenset({"done", "decided"})
_LENT = frozenset({"loan", "grant", "contract"})


def stage_of(claim: Claim) -> tuple[ProjectStage, str] | None:
    """Return the stage that a claim tells of and the rule; None for talks, denials, and what may yet be withdrawn."""
    if claim.act == "consult" or claim.modality == "denied":
        return None
    if claim.act == "withdraw":
        return ("suspended", "act-withdraw") if claim.modality in _FIRM else None
    if claim.act == "propose" or claim.modality in _OPEN:
        return "proposed", "modality-open"
    if claim.act == "deliver":
        return ("completed", "act-deliver") if claim.modality == "done" else ("agreed", "act-deliver-ahead")
    if claim.act in ("launch", "procure"):
        return ("under-way", f"act-{claim.act}") if claim.modality == "done" else ("agreed", f"act-{claim.act}-ahead")
    money = any(amount.role == "promise" and amount.modality is None for amount in claim.amounts)
    if claim.modality in _FIRM and (claim.instrument.type in _LENT or (money and claim.act in ("sign", "pledge"))):
        return "funded", "money-firm"
    return "agreed", f"act-{claim.act}"


def stage_events(claims: Iterable[Claim], added: Iterable[Event] = ()) -> list[Event]:
    """Return the events that tell of stages, in their order; ``added``: events of what people added."""
    found = [
        event_of_claim(claim, "stage", told[0], told[1]) for claim in claims if (told := stage_of(claim)) is not None
    ]
    return in_order([*found, *(one for one in added if one.track == "stage")])


def reached(events: Sequence[Event]) -> ProjectStage:
    """Return the stage after events, given in their order.

    >>> reached([Event(track="stage", what=what, rule="added") for what in ("under-way", "agreed")])
    'under-way'
    >>> reached([Event(track="stage", what=what, rule="added") for what in ("funded", "suspended", "under-way")])
    'under-way'
    """
    stage: ProjectStage = "unknown"
    for event in events:
        told = next((one for one in STAGES if one == event.what), None)
        if told is None or told == "unknown":
            continue
        if told == "suspended" or stage == "suspended" or STAGES.index(told) > STAGES.index(stage):
            stage = told
    return stage
