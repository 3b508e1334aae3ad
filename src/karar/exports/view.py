"""The view that is exported: which records, as known at which moment, read from the ledger batch by batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice

import msgspec

from karar.ledger import Ledger, Query
from karar.model.claims import Claim
from karar.model.commitments import Commitment
from karar.model.values import Amount
from karar.reference import Reference
from karar.tracking.amounts import RateTable
from karar.tracking.history import Known, State, states_of
from karar.tracking.knowing import know, know_of
from karar.tracking.ladder import LADDER, Rung
from karar.tracking.roadmaps import Roadmap, roadmap_of
from karar.tracking.totals import LeftOut, add_up

AT_ONCE = 200
"""So many commitments are held at a time."""


class RungSum(msgspec.Struct, frozen=True):
    """What a commitment states on one rung of the ladder.

    Attributes:
        rung: the rung.
        amount: the headline of all reports.
        day: when it was announced, as exactly as it is known.
        left_out: why it counts in no total, with whose sum it is counted; None where it counts for itself.
    """

    rung: Rung
    amount: Amount
    day: str | None
    left_out: LeftOut | None


class Tracked(msgspec.Struct, frozen=True):
    """A commitment with all that an export tells of it.

    Attributes:
        commitment: its claims and relations.
        claims: its claims with people's corrections, in the order of announcement; at least one.
        state: its step and its fields with all competing values.
        roadmap: its paper's state, its delivery's, and the evidence's grade.
        sums: its sums in the order of the ladder.
    """

    commitment: Commitment
    claims: tuple[Claim, ...]
    state: State
    roadmap: Roadmap
    sums: tuple[RungSum, ...]

    def headline(self, name: str) -> str | None:
        """Return the headline of a field that is told in words (``giver``), of the furthest step that tells it."""
        told = [field for field in self.state.fields if field.name == name]
        return str(told[-1].headline.value) if told else None


def _heard(one: Tracked) -> tuple[str, str]:
    return one.roadmap.heard or "", one.commitment.id


@dataclass(frozen=True)
class View:
    """What is exported, and from where.

    Attributes:
        ledger: where it is read.
        query: which commitments: those with a claim that meets it.
        moment: as known then. Everything is read as of this moment, so what others add meanwhile is not among it.
        rates: where exchange rates come from.
        reference: names and codes of fields.
        columns: names of the columns that a table is to have; none: all.
    """

    ledger: Ledger
    query: Query
    moment: datetime
    rates: RateTable
    reference: Reference
    columns: tuple[str, ...] = ()

    @property
    def on(self) -> date:
        """The day that the view is of."""
        return self.moment.astimezone().date()

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of all claims known at the moment: of what `karar export` writes for it."""
        made = hashlib.sha256()
        for line in self.ledger.export(self.moment):
            made.update(line)
        return made.hexdigest()

    def claims(self) -> Iterator[Claim]:
        """Yield the claims that meet the query, those published last first, as they were read."""
        return self.ledger.claims(self.query, self.moment)

    def commitments(self) -> Iterator[Tracked]:
        """Yield the commitments in the order of their ids; those whose claims were all rejected are left out.

        No more than a few hundred are held at a time, beside the list of all ids.
        """
        names = self.ledger.commitment_ids(self.query, self.moment)
        chosen, coming = frozenset(names), iter(names)
        while batch := tuple(islice(coming, AT_ONCE)):
            known, left_out = self._batch(batch, chosen)
            yield from self._tracked(known, batch, left_out)

    def latest(self, count: int) -> tuple[Tracked, ...]:
        """Return the commitments that were heard of last, the last first: at most so many."""
        found = self.ledger.select(msgspec.structs.replace(self.query, limit=count), self.moment)
        names = tuple(one.id for one in found.linking.commitments)
        known, left_out = self._batch(names, frozenset(names))
        return tuple(sorted(self._tracked(known, names, left_out), key=_heard, reverse=True))

    def known(self) -> Known:
        """Return all at once what was known of the commitments, whatever their field: for what many of them make up.

        A project or a series of talks may be told of by commitments in several fields.
        """
        return know(self.ledger, msgspec.structs.replace(self.query, sectors=()), self.moment)

    def _batch(self, batch: tuple[str, ...], chosen: frozenset[str]) -> tuple[Known, Mapping[tuple[str, str], LeftOut]]:
        """Read commitments and those of the view that they bear on or that bear on them, however far; and add them up.

        What is counted with what depends on all of these, and on no others.
        """
        names, known = set(batch), know_of(self.ledger, batch, self.moment)
        while True:
            relations = (*known.linking.relations, *known.borne)
            more = {end for one in relations for end in (one.source, one.target)} & chosen - names
            if not more:
                break
            names |= more
            known = know_of(self.ledger, sorted(names), self.moment)
        fields = {state.commitment.id: state.fields for state in states_of(known, self.rates)}
        totals = add_up(known.linking.commitments, fields, self.rates)
        return known, {(one.commitment, one.rung): one for one in totals.left_out}

    def _tracked(
        self, known: Known, batch: tuple[str, ...], left_out: Mapping[tuple[str, str], LeftOut]
    ) -> Iterator[Tracked]:
        wanted, borne = frozenset(batch), known.borne_on()
        for state in states_of(known, self.rates):
            one = state.commitment
            if one.id not in wanted:
                continue
            held = known.additions_of(one)
            roadmap = roadmap_of(known, one, self.on, borne=borne.get(one.id, ()), held=held)
            if roadmap is None:
                continue
            told = {field.step: field for field in state.fields if field.name == "promise"}
            sums = tuple(
                RungSum(rung, told[rung].headline.value, told[rung].day, left_out.get((one.id, rung)))
                for rung in LADDER
                if rung in told
            )
            yield Tracked(one, tuple(known.claims_of(one)), state, roadmap, sums)
