"""The nouns of pledges: sums on rungs, terms, paces, and the pledge that holds them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from karar.model.problems import Problem
from karar.model.values import Amount, Funds
from karar.tracking.fields import Competing
from karar.tracking.headline import Rule
from karar.tracking.ladder import Rung
from karar.tracking.prices import Priced, PriceGap

PaceGap = Literal["no-term", "no-start", "no-delivery", "not-begun", "no-rate"]
"""Why there is no pace: no source tells a term; or a day to count it from; nobody tells of a delivery; the term begins
later; the delivery is in a currency that no rate is known for."""
FollowRule = Literal["relation", "same-giver-receiver-and-field"]


class RungSum(msgspec.Struct, frozen=True):
    """The sum of one rung.

    Attributes:
        rung: where on the ladder it stands.
        amount: the headline, in its own currency.
        day: when it was announced, as exactly as it is told; None where nobody knows.
        rule: why this sum stands first.
        claims: who says so, by claim.
        others: further sums told for the same, with how they compare at the rates of the day.
        priced: what it comes to in the currency and prices asked for; None where that cannot be said.
        gap: why not.
    """

    rung: Rung
    amount: Amount
    day: str | None
    rule: Rule
    claims: tuple[str, ...]
    others: tuple[Competing, ...] = ()
    priced: Priced | None = None
    gap: PriceGap | None = None


class Term(msgspec.Struct, frozen=True):
    """What time a pledge is spread over.

    Attributes:
        years: its length.
        start: first day, as exactly as it is told; None where nobody knows.
        end: last day.
        claim: who says so.
    """

    years: Decimal
    start: str | None
    end: str | None
    claim: str


class Delivered(msgspec.Struct, frozen=True):
    """What was delivered of a pledge, in the pledge's currency.

    Attributes:
        value: the sum.
        by: the commitments that it was told in: the pledge itself, or those that deliver on it or are part of it.
        left_out: of those, the ones whose sum has no rate into the pledge's currency.
    """

    value: Decimal
    by: tuple[str, ...]
    left_out: tuple[str, ...] = ()


class Pace(msgspec.Struct, frozen=True):
    """How a pledge gets on.

    Attributes:
        on: the day that it is looked at.
        delivered: the share of the promised sum that was delivered; 0.25 is a quarter.
        elapsed: the share of its term that is over, at most 1.
        ratio: delivered ÷ elapsed: 1 keeps up with time, 0.5 is half as fast.
        years_left: until the end of the term, 0 where it is over.
        still_needed: what has to be delivered in each of the years left; None where the term is over.
    """

    on: str
    delivered: Decimal
    elapsed: Decimal
    ratio: Decimal
    years_left: Decimal
    still_needed: Decimal | None


class Followed(msgspec.Struct, frozen=True):
    """The pledge that another follows.

    Attributes:
        commitment: the earlier one.
        rule: ``relation`` where a source or a person says so; else both are of one giver, receiver and field, and both
            are spread over years.
        sum: the earlier sum.
        day: when it was announced.
        years: its term.
        yearly: what it comes to in a year, in the currency of the later one.
        ratio: the later one's yearly sum divided by this; 1 is the same pace; None where no rate is known.
    """

    commitment: str
    rule: FollowRule
    sum: Amount
    day: str | None
    years: Decimal | None
    yearly: Decimal | None
    ratio: Decimal | None


class Pledge(msgspec.Struct, frozen=True):
    """The money of one commitment.

    Attributes:
        commitment: its id.
        day: when it was first announced with a sum.
        parties: all who take part.
        giver: who gives; None where nobody says.
        receiver: who gets.
        sectors: its fields, the one that decides its pillar first.
        pillar: see `karar.tracking.pillars`.
        funds: whose money, in the headline's words: private, public, or both; None where no source says.
        funds_told: all that sources say of it.
        rungs: its sums in the order of the ladder.
        base: the rung that the pace is measured against: pledge, else signed, else target.
        term: what time it is spread over; None where nobody says.
        yearly: what the sum of ``base`` comes to in a year.
        delivered: what was delivered so far; None where nobody tells.
        pace: how it gets on; None: see ``gap``.
        gap: why there is no pace.
        follows: the pledge that it follows.
        problems: what is wrong with it.
    """

    commitment: str
    day: str | None
    parties: tuple[str, ...]
    giver: str | None
    receiver: str | None
    sectors: tuple[str, ...]
    pillar: str
    funds: Funds | None
    funds_told: tuple[Funds, ...]
    rungs: tuple[RungSum, ...]
    base: Rung | None = None
    term: Term | None = None
    yearly: Decimal | None = None
    delivered: Delivered | None = None
    pace: Pace | None = None
    gap: PaceGap | None = None
    follows: Followed | None = None
    problems: tuple[Problem, ...] = ()

    def sum_on(self, rung: Rung | None) -> RungSum | None:
        """Return the sum of a rung, None where there is none."""
        return next((one for one in self.rungs if one.rung == rung), None)

    @property
    def pair(self) -> str:
        """Who and for whom: ``JP>IN``; where nobody gives, all of them: ``IN+JP``."""
        if self.giver and self.receiver:
            return f"{self.giver}>{self.receiver}"
        return "+".join(sorted(self.parties))


class GroupSum(msgspec.Struct, frozen=True):
    """What a group's commitments come to on one rung, in one currency.

    Attributes:
        rung: the rung; rungs are never added.
        currency: ISO 4217.
        value: the sum.
        commitments: those counted.
        by_funds: of it private, public and both, where sources say; ``untold``: the rest.
    """

    rung: Rung
    currency: str
    value: Decimal
    commitments: tuple[str, ...]
    by_funds: dict[str, Decimal]


class Group(msgspec.Struct, frozen=True):
    """Pledges of one pillar, pair or year; ``key`` is its name, ``undated`` for what has no year."""

    key: str
    sums: tuple[GroupSum, ...]
