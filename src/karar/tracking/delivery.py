"""What came of a promise: not started → implementing → partly delivered → delivered; lapsed or withdrawn.

Of a promise that nobody tells anything of there is no state: no evidence is not the same as not delivered. A lapse is
computed: the term ran out and nothing says that it was fulfilled. Later evidence undoes it by an event of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

import msgspec

from karar.model.claims import Claim
from karar.model.commitments import Relation
from karar.model.days import DayPrecision, deadline_of, last_day, precision_of
from karar.model.problems import Problem
from karar.tracking.courses import BACK, Course, Ladder, run_course
from karar.tracking.events import Event, event_of_claim
from karar.tracking.fields import announced
from karar.tracking.instruments import only_pauses
from karar.tracking.ladder import step_of

LADDER = Ladder(
    ranks=("not-started", "implementing", "partly-delivered", "delivered"),
    ends={
        "lapsed": ("implementing", "partly-delivered", "delivered"),
        "withdrawn": ("partly-delivered", "delivered"),
    },
)
DEADLINE = "deadline"
"""What a milestone is called that is the end of the whole promise, and not a step on its way."""
_NEARLY = Decimal("0.98")
"""Sums that are this near agree (facts: up to 2 %)."""
_MORE = Decimal("1.02")


class Deadline(msgspec.Struct, frozen=True):
    """By when all of a promise is to be kept.

    Attributes:
        day: as exactly as it is written.
        precision: how exact that is.
        last: the last day that it may mean.
        told: the day that it was said on.
        claim: id of the claim that says so.
        addition: id of the addition that says so.
    """

    day: str
    precision: DayPrecision | None
    last: date
    told: date
    claim: str | None = None
    addition: str | None = None


class Promised(msgspec.Struct, frozen=True):
    """The greatest sum that was promised in each currency, with the claim that says so."""

    sums: dict[str, tuple[Decimal, str]]


def delivery_course(
    events: Iterable[Event], deadlines: Sequence[Deadline], parties: Collection[str], on: date
) -> Course:
    """Return the course of a delivery up to a day, with the lapses that follow from the deadlines."""
    own = [one for one in events if one.track == "delivery"]
    return run_course(LADDER, [*own, *lapses(deadlines, on)], parties, on)


def delivery_events(claim: Claim, promised: Promised) -> Iterator[Event]:
    """Yield what a claim says of the delivery."""
    done, firm = claim.modality == "done", claim.modality in ("done", "decided")
    if claim.act == "deliver" and done and not _enters_into_force(claim):
        state, rule = _share(claim, promised)
        yield event_of_claim(claim, "delivery", state, rule)
    elif (claim.act == "deliver" and firm) or (claim.act == "launch" and done):
        if not _enters_into_force(claim):
            yield event_of_claim(claim, "delivery", "implementing", f"act-{claim.act}")
    elif claim.act == "withdraw" and firm and not only_pauses(claim):
        yield event_of_claim(claim, "delivery", "withdrawn", "act-withdraw")


def _enters_into_force(claim: Claim) -> bool:
    return claim.instrument.type != "none" and not claim.amounts


def _share(claim: Claim, promised: Promised) -> tuple[str, str]:
    """Return the state that a delivery leads to: all of it, or a part where its sum is less than what was promised."""
    for amount in claim.amounts:
        if amount.role == "promise" and amount.value and amount.currency in promised.sums:
            return _reached(Decimal(amount.value), promised.sums[amount.currency][0])
    return "delivered", "act-deliver"


def _reached(value: Decimal, wanted: Decimal) -> tuple[str, str]:
    if value < wanted * _NEARLY:
        return "partly-delivered", "sum-below-promise"
    return "delivered", "sum-reached"


def promised_of(claims: Iterable[Claim]) -> Promised:
    """Return the greatest sums that were promised or signed, by currency."""
    sums: dict[str, tuple[Decimal, str]] = {}
    for claim in claims:
        for amount in claim.amounts:
            if amount.role != "promise" or not amount.value or not amount.currency:
                continue
            if step_of(claim, amount) in ("pledge", "signed"):
                value = Decimal(amount.value)
                sums[amount.currency] = max(sums.get(amount.currency, (Decimal(0), "")), (value, claim.id))
    return Promised(sums)


def events_of_sums(events: Iterable[Event], promised: Promised) -> Iterator[Event]:
    """Yield what sums that a person added as delivered say of the delivery: a part of it, or all."""
    for one in events:
        number = number_of(one)
        if one.track == "money" and one.what == "delivered" and number is not None and number > 0:
            wanted = promised.sums.get(one.unit or "")
            state, rule = _reached(number, wanted[0]) if wanted else ("partly-delivered", "sum-delivered")
            yield msgspec.structs.replace(one, track="delivery", what=state, rule=rule)


def number_of(event: Event) -> Decimal | None:
    """Return an event's number, None where it has none that can be read."""
    try:
        number = Decimal((event.value or "").replace(",", "").replace("_", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def excesses(claims: Iterable[Claim], events: Iterable[Event], promised: Promised) -> Iterator[Problem]:
    """Yield where more was delivered than promised."""
    told = [
        (amount.currency, Decimal(amount.value), claim.id)
        for claim in claims
        for amount in claim.amounts
        if amount.value and amount.currency and step_of(claim, amount) == "delivered" and amount.role == "promise"
    ]
    for one in events:
        number = number_of(one)
        if one.track == "money" and one.what == "delivered" and one.unit and number is not None:
            told.append((one.unit, number, one.id))
    for currency, value, name in told:
        wanted = promised.sums.get(currency)
        if wanted and value > wanted[0] * _MORE:
            message = (
                f"{currency} {value:f} delivered ({name[:10]}) is more than the {currency} {wanted[0]:f} promised."
            )
            yield Problem("delivery-above-pledge", message, field="amounts")


def delivered_by(relations: Iterable[Relation], claims: Mapping[str, Claim], promised: Promised) -> Iterator[Event]:
    """Yield what other commitments that deliver on this one, or withdraw it, say of its delivery."""
    for one in relations:
        said = [claims[saying.claim] for saying in one.evidence if saying.claim in claims]
        if one.kind not in ("delivers", "withdraws") or not said:
            continue
        last = max(said, key=lambda claim: (claim.source.published or "", claim.id))
        if one.kind == "withdraws":
            yield event_of_claim(last, "delivery", "withdrawn", "relation-withdraws")
        elif last.modality == "done":
            state = _share(last, promised)[0] if last.amounts else "partly-delivered"
            yield event_of_claim(last, "delivery", state, "relation-delivers")


# --- terms -------------------------------------------------------------------


def deadlines_of(claims: Iterable[Claim], events: Iterable[Event]) -> list[Deadline]:
    """Return the deadlines of the whole promise, in the order in which they were told."""
    found: list[Deadline] = []
    for claim in claims:
        day = deadline_of(claim)
        last, told = last_day(day or ""), last_day(announced(claim) or claim.source.published or "")
        if day and last:
            # What sets a day that is still to come was told when its page was published.
            told = last_day(claim.source.published or "") if told is None or told >= last else told
            found.append(Deadline(day, precision_of(day), last, told or date.min, claim=claim.id))
    for event in events:
        last = last_day(event.day or "")
        if event.track == "due" and event.what.casefold() == DEADLINE and event.day and last:
            told = last_day(event.published or "") or date.min
            found.append(Deadline(event.day, event.precision, last, told, addition=event.addition))
    return sorted(found, key=lambda one: (one.told, one.last, one.claim or "", one.addition or ""))


def in_force(deadlines: Sequence[Deadline], on: date) -> Deadline | None:
    """Return the deadline that holds on a day: the one told last; before any was told, the first."""
    told = [one for one in deadlines if one.told <= on]
    return told[-1] if told else next(iter(deadlines), None)


def lapses(deadlines: Sequence[Deadline], on: date) -> Iterator[Event]:
    """Yield where a term ran out, and where another was set afterwards."""
    for number, one in enumerate(deadlines):
        after = deadlines[number + 1] if number + 1 < len(deadlines) else None
        if after is not None and after.told <= one.last:
            continue
        end = one.last + timedelta(days=1)
        if end <= on:
            yield _computed("lapsed", DEADLINE, end, one)
        if after is not None and after.told <= on and after.last >= after.told:
            yield _computed(BACK, "new-deadline", after.told, after)


def _computed(what: str, rule: str, day: date, by: Deadline) -> Event:
    """Make an event that no source says: it follows from a deadline, whose source is named."""
    return Event(
        track="delivery",
        what=what,
        rule=rule,
        day=day.isoformat(),
        precision="day",
        value=by.day,
        note=by.claim or by.addition,
    )
