"""From links between records to clusters of claims: greedy agglomeration under what people have decided.

Links are taken from the surest on. Two clusters join where the links between them, less a fixed weight for each pair
across that has none, come to more than nothing, and nobody has split them. So a chain of reports day by day does not
run from one promise into the next. Links of equal weight are taken by the founding claims' days and ids: the order of
reading makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from karar.linkage.weights import Weights
from karar.model.commitments import LinkJudgement

_LATE = 1 << 40
"""A claim without a day founds a commitment only where no other has one."""


class Member(NamedTuple):
    """A claim, the number of the record it shares with claims that are alike, its day of publication, and its page."""

    id: str
    record: int
    day: int | None
    page: str


class Scored(NamedTuple):
    """Two records and the weight of their likeness in bits.

    ``worth``: their sums are the same at the day's rate. A page's reader puts together what it tells twice, but knows
    no rates: such a pair may be one promise though one page tells both.
    """

    a: int
    b: int
    weight: float
    worth: bool | int = False


def founding(member: Member) -> tuple[int, str]:
    """Return what orders claims: the founding one comes first."""
    return (_LATE if member.day is None else member.day, member.id)


def decided(judgements: Iterable[LinkJudgement]) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    """Return which claims people have linked, and which split; the later judgement on a pair holds."""
    last: dict[tuple[str, str], str] = {}
    for judgement in judgements:
        pair = (min(judgement.a, judgement.b), max(judgement.a, judgement.b))
        last.pop(pair, None)
        last[pair] = judgement.verdict
    links = [pair for pair, verdict in last.items() if verdict == "link"]
    return links[::-1], {pair for pair, verdict in last.items() if verdict == "split"}


class _Units:
    """What is clustered: all claims of a record together, but each that somebody has judged by itself."""

    def __init__(self, members: Iterable[Member], joined: Set[int], judged: Set[str]) -> None:
        groups: dict[tuple[int, str], list[Member]] = defaultdict(list)
        for member in members:
            alone = member.id in judged or member.record not in joined
            groups[member.record, member.id if alone else ""].append(member)
        self.groups = sorted(groups.values(), key=lambda group: min(map(founding, group)))
        self.by_record: dict[int, list[int]] = defaultdict(list)
        self.by_claim: dict[str, int] = {}
        for unit, group in enumerate(self.groups):
            self.by_record[group[0].record].append(unit)
            for member in group:
                self.by_claim[member.id] = unit
        self.pages = [{member.page for member in group} for group in self.groups]


class _Clusters:
    """Disjoint sets of units, with the links and the splits between them."""

    def __init__(self, count: int, apart: float) -> None:
        self.root = list(range(count))
        self.size = [1] * count
        self.near: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        self.split: dict[int, set[int]] = defaultdict(set)
        self.apart = apart

    def find(self, unit: int) -> int:
        while self.root[unit] != unit:
            self.root[unit] = self.root[self.root[unit]]
            unit = self.root[unit]
        return unit

    def may_join(self, a: int, b: int) -> bool:
        weight, links = self.near[a].get(b, (0.0, 0))
        return b not in self.split.get(a, ()) and weight + self.apart * (self.size[a] * self.size[b] - links) > 0

    def join(self, a: int, b: int) -> None:
        """Join two clusters; the one with fewer neighbours goes into the other."""
        if len(self.near.get(a, ())) < len(self.near.get(b, ())):
            a, b = b, a
        self.root[b] = a
        self.size[a] += self.size[b]
        own = self.near[a]
        own.pop(b, None)
        for other, (weight, links) in self.near.pop(b, {}).items():
            self.near[other].pop(b, None)
            if other == a:
                continue
            known = own.get(other, (0.0, 0))
            own[other] = self.near[other][a] = (known[0] + weight, known[1] + links)
        for other in self.split.pop(b, set()):
            self.split[other].discard(b)
            self.split[other].add(a)
            self.split[a].add(other)


def cluster(
    members: Sequence[Member], links: Iterable[Scored], judgements: Iterable[LinkJudgement], weights: Weights
) -> list[list[Member]]:
    """Return the clusters, each with its founding claim first, sorted by that claim's id.

    Args:
        members: claims; each id once.
        links: links between their records; one of a record to itself joins the claims that share it.
        judgements: what people decided, in the order in which they did.
        weights: of a pair without a link, and of a page in common.
    """
    linked, split = decided(judgements)
    known = {member.id for member in members}
    linked = [pair for pair in linked if pair[0] in known and pair[1] in known]
    split = {pair for pair in split if pair[0] in known and pair[1] in known}
    links = list(links)
    own = {link.a: link.weight for link in links if link.a == link.b}
    units = _Units(members, set(own), {claim for pair in (*linked, *split) for claim in pair})
    clusters = _Clusters(len(units.groups), weights.apart)
    for a, b in split:
        left, right = units.by_claim[a], units.by_claim[b]
        clusters.split[left].add(right)
        clusters.split[right].add(left)
    for a, b in linked:  # from the latest on: an earlier one that contradicts is passed over
        left, right = clusters.find(units.by_claim[a]), clusters.find(units.by_claim[b])
        if left != right and right not in clusters.split.get(left, ()):
            clusters.join(left, right)
    _agglomerate(clusters, _between(units, links, own, weights))
    gathered: dict[int, list[Member]] = defaultdict(list)
    for unit, group in enumerate(units.groups):
        gathered[clusters.find(unit)] += group
    return sorted((sorted(group, key=founding) for group in gathered.values()), key=lambda group: group[0].id)


def _between(
    units: _Units, links: Iterable[Scored], own: Mapping[int, float], weights: Weights
) -> list[tuple[float, int, int]]:
    """Return the links between units, the surest first."""
    found: list[tuple[float, int, int]] = []
    for link in links:
        if link.a == link.b:
            continue
        weight = round(link.weight, 6)
        elsewhere = weight + weights.page >= weights.threshold
        for left in units.by_record[link.a]:
            for right in units.by_record[link.b]:
                apart = bool(link.worth) or units.pages[left].isdisjoint(units.pages[right])
                if apart or elsewhere:
                    found.append((-weight if apart else -weight - weights.page, min(left, right), max(left, right)))
    for record, weight in own.items():
        inside = units.by_record[record]
        found += [(-round(weight, 6), a, b) for place, a in enumerate(inside) for b in inside[place + 1 :]]
    found.sort()
    return found


def _agglomerate(clusters: _Clusters, links: Sequence[tuple[float, int, int]]) -> None:
    for negative, a, b in links:
        left, right = clusters.find(a), clusters.find(b)
        if left == right:
            continue
        weight, count = clusters.near[left].get(right, (0.0, 0))
        clusters.near[left][right] = clusters.near[right][left] = (weight - negative, count + 1)
    for _, a, b in links:
        left, right = clusters.find(a), clusters.find(b)
        if left != right and clusters.may_join(left, right):
            clusters.join(left, right)
