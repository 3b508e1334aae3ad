"""The commitment: what the sources together say was promised, and how commitments bear on each other."""

from __future__ import annotations

from typing import Literal

import msgspec

RelationKind = Literal["part-of", "repeats", "raises", "supersedes", "delivers", "withdraws"]
"""How one commitment bears on another, read from source to target: the source is part of the target, repeats it
(announced again: no new money), raises or tops it up, takes its place, delivers on it, or withdraws it."""

ON_TOP = "on-top-of-what-was-promised"
"""The rule of a relation that raises: the source's sum comes to the target's, and does not take its place."""

Verdict = Literal["link", "split"]


class LinkJudgement(msgspec.Struct, frozen=True):
    """A person's decision that two claims speak of one promise (``link``) or do not (``split``).

    It outranks every score, also a difference of parties. Of two that contradict each other the later one holds.
    """

    verdict: Verdict
    a: str
    b: str


class Feature(msgspec.Struct, frozen=True):
    """How two claims compare in one row of the comparison table.

    Attributes:
        name: the row (``parties``, ``amount`` …).
        level: the level of it that the two meet (``equal``, ``near``, ``other`` …); ``unknown`` where one is silent.
        weight: log2 of how much likelier this level is between reports of one promise than between reports of two
            (Fellegi and Sunter 1969); 0 where it tells nothing.
        a: what the first claim says.
        b: what the second says.
    """

    name: str
    level: str
    weight: float
    a: str | None = None
    b: str | None = None


class Link(msgspec.Struct, frozen=True):
    """Two claims held against each other.

    Attributes:
        a: id of the first claim, the smaller of the two.
        b: id of the second.
        score: probability that both speak of one promise, from 0 to 1; 1 and 0 where a person decided.
        weight: the sum of the features' weights and of the prior, in bits.
        features: the rows of the comparison table, in its order; empty where only the score was asked for.
        judged: what a person decided, if anybody did.
    """

    a: str
    b: str
    score: float
    weight: float
    features: tuple[Feature, ...] = ()
    judged: Verdict | None = None


class RelationEvidence(msgspec.Struct, frozen=True):
    """Which fields of which claim say so. The claim's own evidence leads on to the words."""

    claim: str
    fields: tuple[str, ...]


class Relation(msgspec.Struct, frozen=True):
    """How commitment ``source`` bears on commitment ``target``, by which rule, and what says so."""

    kind: RelationKind
    source: str
    target: str
    evidence: tuple[RelationEvidence, ...]
    rule: str


class Commitment(msgspec.Struct, frozen=True):
    """What the sources together say was promised: a set of claims linked by judgement or by score.

    Attributes:
        id: the id of the founding claim, the earliest by day of publication and then by id; a claim without a day
            founds only where none has one. It does not depend on the order of reading.
        claims: the ids of all its claims, sorted.
        parties: the parties all its claims name.
        relations: those that it is the source of.
    """

    id: str
    claims: tuple[str, ...]
    parties: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()


class Linking(msgspec.Struct, frozen=True):
    """What linking a set of claims led to.

    Attributes:
        commitments: sorted by id; every claim stands in exactly one.
        links: the pairs of claims that were joined by score or judgement, sorted; features are left out.
    """

    commitments: tuple[Commitment, ...]
    links: tuple[Link, ...] = ()

    @property
    def relations(self) -> tuple[Relation, ...]:
        """All relations, in the order of their sources."""
        return tuple(relation for commitment in self.commitments for relation in commitment.relations)

    def by_claim(self) -> dict[str, str]:
        """Return the commitment's id of every claim: so an old id still leads somewhere.

        >>> Linking((Commitment("a", ("a", "b")),)).by_claim()
        {'a': 'a', 'b': 'a'}
        """
        return {claim: commitment.id for commitment in self.commitments for claim in commitment.claims}
