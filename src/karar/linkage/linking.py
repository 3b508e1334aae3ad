"""Claims to commitments, one claim against another, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from karar.linkage.cluster import Member, Scored, cluster, decided, founding
from karar.linkage.index import Index, compare
from karar.linkage.records import Builder, Rates, Record
from karar.linkage.relations import relate, summarise
from karar.linkage.table import AT_THE_RATE, COMPARISONS
from karar.linkage.telling import said
from karar.linkage.weights import Weights, load_weights, probability
from karar.model.claims import Claim
from karar.model.commitments import Commitment, Feature, Link, Linking, LinkJudgement, Relation, Verdict


def link(
    claims: Iterable[Claim],
    judgements: Sequence[LinkJudgement] = (),
    *,
    rates: Rates | None = None,
    successors: Mapping[str, str] | None = None,
    weights: Weights | None = None,
) -> Linking:
    """Return the commitments that claims speak of. Their order makes no difference; a claim given twice counts once.

    Made for some ten thousand claims, in memory; `karar.linkage.bulk.link` gives the same for millions.

    Args:
        claims: what sources say.
        judgements: what people decided, in the order in which they did; they outrank every score.
        rates: what currencies were worth by day; without them sums in two currencies cannot be compared.
        successors: initiative → the one that took its place.
        weights: what the comparison table's levels weigh; the shipped ones where left out.
    """
    weights = weights or load_weights()
    builder = Builder(rates)
    records = {claim.id: builder.build(claim) for claim in claims}
    with Index(weights) as index:
        index.add(records[name] for name in sorted(records))
        members, scored = list(index.members()), list(index.links())
    clusters = cluster(members, scored, judgements, weights)
    summaries = [summarise([records[name] for name in speakers(group)]) for group in clusters]
    relations = relate(summaries, weights, successors or {})
    return Linking(
        tuple(commitments(clusters, {one.record.id: one.record.parties for one in summaries}, relations)),
        tuple(sorted(links(members, scored, weights, judgements), key=lambda one: (one.a, one.b))),
    )


def speakers(group: Sequence[Member]) -> list[str]:
    """Return the claims of a cluster without those that are alike in all that is compared with one before."""
    first: dict[int, str] = {}
    for member in group:
        first.setdefault(member.record, member.id)
    return list(first.values())


def commitments(
    clusters: Iterable[Sequence[Member]], parties: Mapping[str, str | None], relations: Iterable[Relation]
) -> Iterator[Commitment]:
    """Yield a commitment for each cluster, with the relations that it is the source of."""
    own: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        own[relation.source].append(relation)
    for group in clusters:
        name = group[0].id
        yield Commitment(
            name,
            tuple(sorted(member.id for member in group)),
            tuple((parties[name] or "").split("|")) if parties[name] else (),
            tuple(own[name]),
        )


def links(
    members: Sequence[Member], scored: Iterable[Scored], weights: Weights, judgements: Iterable[LinkJudgement] = ()
) -> Iterator[Link]:
    """Yield the links between claims, and what people decided.

    Claims that are alike in all that is compared stand for one another: the first of them has the links to others, and
    the others are linked to it.
    """
    linked, split = decided(judgements)
    known = {member.id for member in members}
    judged: dict[tuple[str, str], Verdict] = {}
    judged.update(dict.fromkeys(split, "split"))
    judged.update(dict.fromkeys(linked, "link"))
    alike: dict[int, list[Member]] = defaultdict(list)
    for member in sorted(members, key=founding):
        alike[member.record].append(member)
    for one in scored:
        first = alike[one.a][0]
        for other in alike[one.a][1:] if one.a == one.b else alike[one.b][:1]:
            pair = (min(first.id, other.id), max(first.id, other.id))
            on_one_page = one.a != one.b and first.page == other.page and not one.worth
            weight = one.weight + (weights.page if on_one_page else 0.0)
            if pair not in judged and weight >= weights.threshold:
                yield Link(*pair, probability(weight), round(weight, 6))
    for pair, verdict in judged.items():
        if known.issuperset(pair):
            yield Link(*pair, float(verdict == "link"), 0.0, judged=verdict)


def explain(
    a: Claim,
    b: Claim,
    judgements: Iterable[LinkJudgement] = (),
    *,
    rates: Rates | None = None,
    weights: Weights | None = None,
) -> Link:
    """Return how two claims compare, row by row of the table; both need not have been candidates for each other.

    Claims of different parties are never linked by score: their link has the score 0 and one feature that says so.
    """
    weights = weights or load_weights()
    left, right = (a, b) if a.id <= b.id else (b, a)
    builder = Builder(rates)
    first, second = builder.build(left), builder.build(right)
    linked, split = decided(judgements)
    pair = (left.id, right.id)
    verdict: Verdict | None = "link" if pair in linked else "split" if pair in split else None
    features = list(_features(weights, left, right, first, second))
    rated = any((one.name, one.level) == ("sum", AT_THE_RATE) for one in features)
    if first.document == second.document and not rated:
        features.append(Feature("page", "one page", weights.page))
    weight = round(weights.prior_weight + sum(feature.weight for feature in features), 6)
    score = probability(weight)
    if first.parties is None or first.parties != second.parties:
        told = [" ".join(claim.parties) or None for claim in (left, right)]
        features = [Feature("parties", "other parties" if all(told) else "unknown", 0.0, *told), *features]
        score = 0.0
    if verdict:
        score = float(verdict == "link")
    return Link(left.id, right.id, score, weight, tuple(features), verdict)


def _features(weights: Weights, left: Claim, right: Claim, first: Record, second: Record) -> Iterator[Feature]:
    _, levels = compare(weights, first, second)
    for row in COMPARISONS:
        level = levels[row.name]
        weight = weights.odds[row.name][level].weight if level else 0.0
        yield Feature(row.name, level or "unknown", weight, said(left, row.name), said(right, row.name))
