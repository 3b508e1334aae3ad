"""How a commitment came along: dated events in its life, its state on a day, and what changed between two days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from karar.model.additions import Held
from karar.model.claims import Claim
from karar.model.commitments import Commitment, Linking, Relation
from karar.model.judgements import Decided, Decisions, Judgement, settle
from karar.tracking.amounts import RateTable
from karar.tracking.contradictions import weigh
from karar.tracking.fields import Field, announced
from karar.tracking.ladder import LADDER, STEPS, Step, step_of
from karar.tracking.sums import amount_of

Change = Literal["new", "gone", "merged", "reports", "step", "sum", "dispute", "settled", "relation", "judgement"]
"""What may have changed: ``merged`` into another, more ``reports`` or fewer, another ``step`` reached, another headline
``sum``, a new ``dispute`` or one that was ``settled``."""


class Reached(msgspec.Struct, frozen=True):
    """That a step was reached, by the first claim that says so.

    Attributes:
        day: ISO day, as exactly as it is known; None where no page of it has one.
        step: the step.
        claim: the claim's id.
        reports: how many claims say so.
    """

    day: str | None
    step: Step
    claim: str
    reports: int


class Known(msgspec.Struct, frozen=True):
    """What a ledger knew on a day.

    Attributes:
        linking: its commitments.
        claims: their claims by id, with corrections.
        judgements: those made by then.
        additions: what people added by then, see `karar.model.additions`.
        borne: how other commitments, that are not among these, bear on them.
    """

    linking: Linking
    claims: Mapping[str, Claim]
    judgements: tuple[Decided, ...] = ()
    additions: tuple[Held, ...] = ()
    borne: tuple[Relation, ...] = ()

    def decisions(self) -> Decisions:
        """Return what the judgements come to."""
        return settle(self.judgements)

    def claims_of(self, commitment: Commitment) -> list[Claim]:
        """Return the claims of a commitment, by day of announcement."""
        found = [self.claims[name] for name in commitment.claims if name in self.claims]
        return sorted(found, key=lambda claim: (announced(claim) or "9", claim.source.published or "9", claim.id))

    def borne_on(self) -> dict[str, list[Relation]]:
        """Return how other commitments bear on each, by its id."""
        found: dict[str, list[Relation]] = {}
        within = (relation for one in self.linking.commitments for relation in one.relations)
        for relation in (*within, *self.borne):
            if relation.target != relation.source:
                found.setdefault(relation.target, []).append(relation)
        return found

    def additions_of(self, commitment: Commitment) -> list[Held]:
        """Return what people added to a commitment and what counts of it, oldest first."""
        return [one for one in self.additions if one.counts and one.claim in commitment.claims]


class State(msgspec.Struct, frozen=True):
    """A commitment as it was known on a day.

    Attributes:
        commitment: its claims and relations.
        step: the last step that any of its claims tells of, on the way from talks to delivery.
        fields: its values, see `karar.tracking.contradictions`.
        events: how it came along.
    """

    commitment: Commitment
    step: Step
    fields: tuple[Field, ...]
    events: tuple[Reached, ...]

    @property
    def disputed(self) -> tuple[Field, ...]:
        """The fields whose values conflict."""
        return tuple(field for field in self.fields if field.disputed)

    def sum(self) -> Field | None:
        """Return the sum on the highest step that states one."""
        sums = [field for field in self.fields if field.name == "promise"]
        return max(sums, key=lambda field: STEPS.index(field.step), default=None)


class Difference(msgspec.Struct, frozen=True):
    """What is otherwise with one commitment; ``told``: what it is about, in codes and values."""

    commitment: str
    change: Change
    told: tuple[str, ...] = ()


def state_of(
    known: Known,
    commitment: Commitment,
    rates: RateTable,
    decisions: Decisions | None = None,
    added: Sequence[Held] | None = None,
) -> State:
    """Return a commitment as it was known.

    Args:
        known: what the ledger knew.
        commitment: one of its commitments.
        rates: where exchange rates come from.
        decisions: what the judgements come to, where that is at hand.
        added: what people added to it, where that is at hand.
    """
    claims = known.claims_of(commitment)
    held = known.additions_of(commitment) if added is None else added
    additions = [one.addition for one in held]
    steps: list[Step] = [step_of(claim) for claim in claims]
    steps += [rung for one in additions for rung in LADDER if rung == one.what and amount_of(one) is not None]
    fields = weigh(claims, decisions if decisions is not None else known.decisions(), rates, additions)
    return State(commitment, max(steps, key=STEPS.index, default="talks"), fields, events_of(claims))


def states_of(known: Known, rates: RateTable) -> Iterator[State]:
    """Yield all commitments as they were known, in the order of their ids."""
    decisions, home = known.decisions(), known.linking.by_claim()
    added: dict[str, list[Held]] = {}
    for one in known.additions:
        if one.counts and one.claim in home:
            added.setdefault(home[one.claim], []).append(one)
    for commitment in known.linking.commitments:
        yield state_of(known, commitment, rates, decisions, added.get(commitment.id, ()))


def events_of(claims: Sequence[Claim]) -> tuple[Reached, ...]:
    """Return the steps that claims tell of, in the order of their days; the same step on another day is another event.

    Several reports of a step within the month after its first are one event.
    """
    events: list[Reached] = []
    for claim in sorted(claims, key=lambda one: (announced(one) or "9", one.id)):
        day, step = announced(claim), step_of(claim)
        before = next((one for one in reversed(events) if one.step == step), None)
        if before is not None and _same_event(before, claim, day):
            events[events.index(before)] = msgspec.structs.replace(before, reports=before.reports + 1)
        else:
            events.append(Reached(day, step, claim.id, 1))
    return tuple(events)


def _same_event(before: Reached, claim: Claim, day: str | None) -> bool:
    dated = claim.when is not None and claim.when.precision == "day"
    return before.day == day or not dated or day is None


def compare_states(before: Known, after: Known, rates: RateTable) -> tuple[Difference, ...]:
    """Return what is otherwise between two days, by commitment."""
    old, new = before.linking.by_claim(), after.linking.by_claim()
    was = {one.id: one for one in before.linking.commitments}
    found: list[Difference] = []
    decided = before.decisions(), after.decisions()
    touched = _touched(before, after)
    for commitment in after.linking.commitments:
        if was.get(commitment.id) == commitment and touched.isdisjoint(commitment.claims):
            continue
        former = [was[name] for name in dict.fromkeys(old[claim] for claim in commitment.claims if claim in old)]
        if not former:
            found.append(Difference(commitment.id, "new"))
            continue
        first = state_of(before, former[0], rates, decided[0])
        found += _between(first, state_of(after, commitment, rates, decided[1]))
    for one in before.linking.commitments:
        heirs = sorted({new[claim] for claim in one.claims if claim in new})
        if not heirs:
            found.append(Difference(one.id, "gone"))
        elif new.get(one.id, heirs[0]) != one.id and any(old.get(name) not in (None, one.id) for name in heirs):
            found.append(Difference(one.id, "merged", (new.get(one.id, heirs[0]),)))
    return tuple(found + _judged(before, after, new))


def _touched(before: Known, after: Known) -> set[str]:
    """Return the claims that read otherwise on the two days, or about which people decided between them."""
    found = {name for name in {*before.claims, *after.claims} if before.claims.get(name) != after.claims.get(name)}
    old = {one.judgement.id for one in before.judgements}
    judged = (one.claims for one in after.judgements if one.judgement.id not in old)
    return found | {name for claims in judged for name in claims if name is not None}


def _between(first: State, last: State) -> list[Difference]:
    name, found = last.commitment.id, []
    if set(first.commitment.claims) != set(last.commitment.claims):
        added = set(last.commitment.claims) - set(first.commitment.claims)
        gone = set(first.commitment.claims) - set(last.commitment.claims)
        found.append(Difference(name, "reports", (f"+{len(added)}", f"-{len(gone)}")))
    if first.step != last.step:
        found.append(Difference(name, "step", (first.step, last.step)))
    sums = _told_sum(first), _told_sum(last)
    if sums[0] != sums[1]:
        found.append(Difference(name, "sum", sums))
    disputes = ({field.name for field in one.disputed} for one in (first, last))
    old, new = disputes
    found += (Difference(name, "dispute", (field,)) for field in sorted(new - old))
    found += (Difference(name, "settled", (field,)) for field in sorted(old - new))
    known = {_key(one) for one in first.commitment.relations}
    fresh = (one for one in last.commitment.relations if _key(one) not in known)
    return found + [Difference(name, "relation", (one.kind, one.target)) for one in fresh]


def _key(relation: Relation) -> tuple[str, str]:
    return relation.kind, relation.target


def _told_sum(state: State) -> str:
    field = state.sum()
    if field is None:
        return ""
    amount = field.headline.value
    return f"{amount.currency or ''} {amount.value or '?'}{'–' + amount.to if amount.to else ''}".strip()


def _judged(before: Known, after: Known, commitment_of: Mapping[str, str]) -> list[Difference]:
    old = {one.judgement.id for one in before.judgements}
    found = []
    for one in after.judgements:
        judgement: Judgement = one.judgement
        if judgement.id not in old:
            known = [commitment_of[name] for name in one.claims if name is not None and name in commitment_of]
            about = known[0] if known else judgement.claims[0]
            found.append(Difference(about, "judgement", (judgement.kind, judgement.who, judgement.why)))
    return found
