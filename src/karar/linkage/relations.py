"""How commitments bear on each other: rules over what their claims say, each with the fields that say so.

The later of two commitments of the same parties is held against earlier ones that share a sum, a name or a field with
it. A rule looks at the rows of the comparison table, at the acts, and at the words by which a text points at another
promise (`data/cues.toml`). For each kind a commitment has at most one target: the most alike, then the latest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import zip_longest

import msgspec

from karar.linkage.index import compare_all
from karar.linkage.records import Record
from karar.linkage.weights import Weights
from karar.linkage.words import cues
from karar.model.commitments import ON_TOP, Relation, RelationEvidence, RelationKind

_SUMS = ("cur", "num", "cur2", "num2", "usd", "sum1", "sum2")
_MASKS = ("subject1", "subject2", "place1", "place2", "actor1", "actor2")
_FIRST_SAID = ("paper", "until", "months", "unit", "count", "giver", "initiative1", "initiative2", "name1", "name2")
_SECTORS = ("sectors", "sector1", "sector2", "sector3")
_NOT_CONTENT = ("act", "firmness", "published", "act's day")
"""Rows that tell when and how firmly, and not what."""
_NEAREST = 30
_NEAREST_NAMED = 8
"""So many earlier commitments of a field, and of a sum or name, are looked at, from the latest on."""
_SOON = 45
_AGAIN = 14
_ROADMAP_AFTER = 30
_EQUAL_SUM = frozenset({"same sum", "same sum, rounded", "same at the day's rate", "same number, no currency"})
_SAME_NAME = frozenset({"same", "alike"})
_OTHERS = {
    "roles": {"other giver"},
    "subject": {"other"},
    "initiative": {"other"},
    "place": {"other"},
    "end": {"other year"},
    "count": {"other", "of other things"},
}
"""Levels of the table that tell two promises of one kind apart."""
_EQUAL = 0.05
"""Sums further apart (log10) are in no row of the table the same."""
_GREAT = 10.0
"""Ten billion dollars (log10): nobody promises a second sum of this size in one field by chance."""
_MORE = 0.02
"""By how much (log10) a sum must be larger to be more: five in a hundred."""


class Summary(msgspec.Struct):
    """A commitment as one record: what its claims say together.

    Attributes:
        record: `id` is the commitment's; days are the first, firmness the highest, sums those that most claims give.
        said: field of a claim → id of a claim that says it so.
    """

    record: Record
    said: dict[str, str]


def summarise(records: Sequence[Record]) -> Summary:
    """Return what the claims of one commitment say together.

    The founding claim's record stands first; of claims that are alike in all that is compared one is enough.
    """
    founding = records[0]
    merged = msgspec.structs.replace(founding)
    said = dict.fromkeys(("act", "parties"), founding.id)
    sums = Counter((one.cur, one.num) for one in records if one.num is not None)
    if sums:
        most = max(sums.values())
        chief = next(one for one in records if one.num is not None and sums[one.cur, one.num] == most)
        _take(merged, chief, _SUMS)
        said["amounts"] = chief.id
    for name in _FIRST_SAID:
        if (speaker := next((one for one in records if getattr(one, name) is not None), None)) is not None:
            setattr(merged, name, getattr(speaker, name))
            said[_FIELD.get(name, name)] = speaker.id
    for name in _MASKS:
        for one in records:
            if (mask := getattr(one, name)) is not None:
                setattr(merged, name, mask | (getattr(merged, name) or 0))
    if speaker := next((one for one in records if one.sectors), None):
        _take_sectors(merged, records)
        said["sectors"] = speaker.id
    for place, kind in enumerate(cues()):
        if speaker := next((one for one in records if one.cue >> place & 1), None):
            merged.cue |= 1 << place
            said[kind] = speaker.id
    merged.firm = max(one.firm for one in records)
    merged.stage = Counter(one.stage for one in records).most_common(1)[0][0]
    return Summary(merged, said)


_FIELD = {
    "paper": "instrument",
    "until": "period",
    "months": "duration",
    "unit": "quantities",
    "count": "quantities",
    "initiative1": "initiatives",
    "initiative2": "initiatives",
}


def _take(into: Record, source: Record, names: Iterable[str]) -> None:
    for name in names:
        setattr(into, name, getattr(source, name))


def _take_sectors(into: Record, records: Sequence[Record]) -> None:
    """Give ``into`` the sectors of all ``records``: one report says of what field a thing is, another leaves it out."""
    told = Counter(sector for one in records if one.sectors for sector in one.sectors.split("|"))
    chosen = sorted(sorted(told, key=lambda sector: (-told[sector], sector))[: len(_SECTORS) - 1])
    into.sectors = "|".join(sorted(told))
    for name, sector in zip_longest(_SECTORS[1:], chosen):
        setattr(into, name, sector)


class _Pair:
    """A later commitment (``source``) beside an earlier one, and how they compare."""

    def __init__(self, source: Summary, target: Summary, weight: float, levels: Mapping[str, str | None]) -> None:
        self.source, self.target, self.weight, self.levels = source, target, weight, levels

    @property
    def s(self) -> Record:
        return self.source.record

    @property
    def t(self) -> Record:
        return self.target.record

    @property
    def gap(self) -> int:
        return (self.s.day or 0) - (self.t.day or 0)

    @property
    def same_subject(self) -> bool:
        return self.levels["subject"] in _SAME_NAME or self.levels["initiative"] == "same"

    @property
    def same_sum(self) -> bool:
        return self.levels["sum"] in _EQUAL_SUM

    @property
    def same_field(self) -> bool:
        return self.levels["sector"] in ("same", "one in common")

    @property
    def like_words(self) -> bool:
        return self.levels["words"] in ("most are the same", "many are the same") or (
            self.levels["words across languages"] in ("many sound the same", "some sound the same")
        )

    @property
    def more(self) -> float | None:
        """By how much (log10, in dollars) the later sum is larger."""
        if self.s.cur is not None and self.s.cur == self.t.cur and self.s.num is not None and self.t.num is not None:
            return self.s.num - self.t.num
        return None if self.s.usd is None or self.t.usd is None else self.s.usd - self.t.usd

    @property
    def differs(self) -> bool:
        """Whether the two name another giver, project, place, end or count: two promises of one kind then."""
        return any(self.levels[row] in levels for row, levels in _OTHERS.items())

    @property
    def alike(self) -> bool:
        """Whether a project, or most words, are the same, the two are one goal, or the sum is too great for chance."""
        great = self.s.usd is not None and self.s.usd >= _GREAT
        return self.same_subject or self.like_words or self.same_goal or great

    @property
    def same_goal(self) -> bool:
        """Whether both are sums over a stretch of time, as goals for five or ten years are."""
        return self.s.months is not None and self.t.months is not None and self.s.sectors == self.t.sectors

    def cue(self, kind: str) -> bool:
        return bool(self.s.cue & _mask(kind))

    def both_promise(self) -> bool:
        return self.s.stage == 0 and self.t.stage == 0


Found = tuple[str, tuple[str, ...]]
"""The rule's name, and the fields that say so."""


def _withdraws(pair: _Pair) -> Found | None:
    if pair.s.stage != 2 or pair.t.stage > 1 or not (pair.same_subject or pair.same_sum or pair.same_field):
        return None
    return "taken-back", ("act", "parties", "sectors")


def _delivers(pair: _Pair) -> Found | None:
    if pair.s.stage != 1 or pair.t.stage != 0 or pair.gap <= 0 or pair.levels["roles"] == "other giver":
        return None
    if pair.same_subject:
        return "given-for-the-same-project", ("act", "project")
    if pair.same_sum and (pair.same_field or pair.cue("keeps")):
        return "the-promised-sum-is-given", ("act", "amounts")
    if pair.same_field and (pair.cue("keeps") or pair.like_words) and (pair.more is None or pair.more <= _MORE):
        return "given-in-the-same-field", ("act", "sectors", "keeps")
    return None


def _supersedes(pair: _Pair) -> Found | None:
    if not pair.both_promise() or pair.gap < _ROADMAP_AFTER or not pair.same_field:
        return None
    if pair.s.paper == pair.t.paper == "roadmap" and pair.levels["sector"] is not None:
        return "a-new-roadmap", ("instrument", "sectors")
    if pair.cue("replaces") and pair.same_subject:
        return "said-to-replace", ("replaces",)
    return None


def _raises(pair: _Pair) -> Found | None:
    if not pair.both_promise() or pair.more is None or pair.gap <= _AGAIN or pair.differs:
        return None
    # Where neither names a field, a goal may still go on from a goal, and a sum be added to one for the same project.
    field = pair.same_field or (pair.levels["sector"] is None and pair.s.sectors == pair.t.sectors)
    if not field:
        return None
    if pair.cue("extra") and (pair.same_subject or pair.like_words or pair.levels["instrument"] == "same kind"):
        return ON_TOP, ("amounts", "extra")
    if pair.more > _MORE and (pair.same_subject or pair.same_goal or (pair.cue("more") and pair.same_field)):
        return "more-than-before", ("amounts", "more")
    return None


def _repeats(pair: _Pair) -> Found | None:
    if not pair.both_promise() and not (pair.cue("again") and pair.t.stage == 0):
        return None
    if pair.gap <= _AGAIN or pair.differs:
        return None
    again = pair.cue("again")
    if pair.same_sum and pair.same_field and (again or (pair.s.firm <= pair.t.firm and pair.alike)):
        return "the-same-sum-again", ("amounts", "again")
    if pair.same_subject and again and pair.s.num is None:
        return "said-again", ("project", "again")
    return None


def _part(pair: _Pair) -> Found | None:
    """Which of two stands for the whole is asked by the caller: here the source is the part."""
    if pair.s.stage > 1 or pair.t.stage > 1 or abs(pair.gap) > _SOON or not (pair.cue("part") or pair.cue("under")):
        return None
    smaller = pair.more is not None and pair.more < -_MORE
    if smaller and (pair.same_field or pair.same_subject or pair.like_words):
        return "a-smaller-sum-inside", ("amounts", "part", "under")
    if (
        pair.t.paper is not None
        and pair.s.num is not None
        and pair.t.num is None
        and (pair.same_field or pair.like_words)
    ):
        return "under-an-instrument", ("instrument", "part", "under")
    return None


RULES: tuple[tuple[RelationKind, Callable[[_Pair], Found | None]], ...] = (
    ("withdraws", _withdraws),
    ("delivers", _delivers),
    ("supersedes", _supersedes),
    ("part-of", _part),
    ("raises", _raises),
    ("repeats", _repeats),
)
"""In the order in which they are tried: two commitments bear on each other in one way."""


def relate(summaries: Sequence[Summary], weights: Weights, successors: Mapping[str, str]) -> list[Relation]:
    """Return the relations between commitments, sorted by source and kind.

    Args:
        summaries: one for each commitment.
        weights: what the comparison table's levels weigh.
        successors: initiative → the one that took its place.
    """
    found = bearing(summaries, weights)
    return in_order([*found, *succeeding(summaries, successors, {(one.source, one.target) for one in found})])


def in_order(relations: Iterable[Relation]) -> list[Relation]:
    """Return relations by source, kind and target."""
    return sorted(relations, key=lambda one: (one.source, one.kind, one.target))


def _by_day(summaries: Iterable[Summary]) -> list[Summary]:
    return sorted(summaries, key=lambda one: (one.record.day is None, one.record.day or 0, one.record.id))


def bearing(summaries: Iterable[Summary], weights: Weights) -> list[Relation]:
    """Return the relations that what commitments of the same parties say leads to, by source, kind and target."""
    ordered = _by_day(summaries)
    pairs = sorted({pair for pair in _candidates(ordered) if _may_bear(*(ordered[place].record for place in pair))})
    compared = compare_all(weights, [one.record for one in ordered], pairs, left_out=_NOT_CONTENT)
    best: dict[tuple[RelationKind, str], tuple[float, int, Relation]] = {}
    for (early, late), (weight, levels) in zip(pairs, compared, strict=True):
        for source, target in ((late, early), (early, late)):
            pair = _Pair(ordered[source], ordered[target], weight, levels)
            found = _first(pair, turned=source == early)
            if found is None:
                continue
            relation = _relation(pair, *found)
            key = (relation.kind, relation.source)
            rank = (weight, target, relation)
            if key not in best or rank[:2] > best[key][:2]:
                best[key] = rank
            break
    return in_order(relation for _, _, relation in best.values())


def _first(pair: _Pair, *, turned: bool) -> tuple[RelationKind, Found] | None:
    """Return the first rule that holds; an earlier commitment can only be a part of a later one, or of the same day."""
    for kind, rule in RULES:
        if turned and kind != "part-of":
            continue
        if (found := rule(pair)) is not None:
            return kind, found
    return None


def _candidates(ordered: Sequence[Summary]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places, the earlier first, of commitments that share a sum, a name or a field.

    To share a field is enough only where one of the two points beyond itself: by its act, its paper or a cue.
    """
    sharing: dict[object, list[int]] = defaultdict(list)
    pointing = [_points(one.record) for one in ordered]
    for place, summary in enumerate(ordered):
        record = summary.record
        if record.parties is None:
            continue
        names: list[object] = [key for key in (record.sum1, record.sum2, record.name1, record.name2) if key is not None]
        fields: list[object] = [
            (record.parties, one) for one in (record.sector1, record.sector2, record.sector3) if one is not None
        ]
        for key in names:
            yield from ((other, place) for other in sharing[key][-_NEAREST_NAMED:])
        for key in fields or [(record.parties, None)]:
            for other in sharing[key][-_NEAREST:]:
                near = (record.day or 0) - (ordered[other].record.day or 0) <= _SOON
                if pointing[place] or (near and pointing[other]):
                    yield other, place
            fields = fields or [key]
        for shared in (*names, *fields):
            sharing[shared].append(place)


def _may_bear(early: Record, late: Record) -> bool:
    """Whether some rule may hold of two commitments: what can be told without comparing them row by row."""
    gap = (late.day or 0) - (early.day or 0)
    if late.stage == 2:
        return early.stage <= 1
    if gap <= _SOON and (early.cue | late.cue) & _mask("part", "under"):
        return True
    others = early.giver is not None and late.giver is not None and early.giver != late.giver
    if early.stage != 0 or others or gap <= (0 if late.stage == 1 else _AGAIN):
        return False
    if late.stage == 1 or late.cue & _mask("again"):
        return True
    return late.stage == 0 and _share_field(early, late) and _may_go_on(early, late)


def _share_field(early: Record, late: Record) -> bool:
    fields = {late.sector1, late.sector2, late.sector3} - {None}
    return bool(fields & {early.sector1, early.sector2, early.sector3}) or early.sectors == late.sectors


def _may_go_on(early: Record, late: Record) -> bool:
    """Whether the later of two promises in one field may replace the earlier, raise it, or say it once more."""
    if late.cue & _mask("replaces") or early.paper == late.paper == "roadmap":
        return True
    if early.num is None or late.num is None:
        return False
    goals = early.months is not None and late.months is not None
    if goals or late.cue & _mask("more", "extra") or _share_name(early, late):
        return True
    sums = [(one, other) for one in (early.num, early.num2) for other in (late.num, late.num2)]
    return any(_near(*pair) for pair in (*sums, (early.usd, late.usd)))


def _near(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= _EQUAL


def _share_name(early: Record, late: Record) -> bool:
    """Whether two name one initiative, or projects that share a word."""
    initiatives = {early.initiative1, early.initiative2} & {late.initiative1, late.initiative2}
    masks = ((early.subject1, late.subject1), (early.subject2, late.subject2))
    return bool(initiatives - {None}) or any((one or 0) & (other or 0) for one, other in masks)


@lru_cache(maxsize=8)
def _mask(*kinds: str) -> int:
    """Return the mask of some kinds of cues."""
    known = list(cues())
    return sum(1 << known.index(kind) for kind in kinds)


def _points(record: Record) -> bool:
    return record.stage in (1, 2) or record.cue > 0 or record.paper == "roadmap" or record.months is not None


def _relation(pair: _Pair, kind: RelationKind, found: Found) -> Relation:
    rule, fields = found
    return Relation(
        kind, pair.s.id, pair.t.id, (*_evidence(pair.source, fields), *_evidence(pair.target, fields)), rule
    )


def _evidence(summary: Summary, fields: Sequence[str]) -> Iterator[RelationEvidence]:
    """Yield, by claim, the fields that it says; a cue stands in the quote."""
    by_claim: dict[str, list[str]] = defaultdict(list)
    for field in fields:
        if field in summary.said:
            by_claim[summary.said[field]].append("quote" if field in cues() else field)
    for claim, said in by_claim.items():
        yield RelationEvidence(claim, tuple(dict.fromkeys(said)))


def succeeding(
    summaries: Iterable[Summary], successors: Mapping[str, str], known: Set[tuple[str, str]]
) -> Iterator[Relation]:
    """Yield what follows from initiatives that took the place of others: the first commitments of both, by parties.

    Args:
        summaries: at least those that name an initiative of ``successors``.
        successors: initiative → the one that took its place.
        known: source and target of the relations that are known already.
    """
    first: dict[str, list[Summary]] = defaultdict(list)
    for summary in _by_day(summaries):
        for name in (summary.record.initiative1, summary.record.initiative2):
            if name is not None:
                first[name].append(summary)
    for old, new in sorted(successors.items()):
        for source in first.get(new, ()):
            targets = [
                one
                for one in first.get(old, ())
                if one is not source
                and new not in (one.record.initiative1, one.record.initiative2)
                and (one.record.day or 0) < (source.record.day or 0)
                and _share_party(one.record, source.record)
            ]
            if not targets:
                continue
            target = max(targets, key=lambda one: (one.record.parties == source.record.parties, -(one.record.day or 0)))
            if source.record.stage == 0 and (source.record.id, target.record.id) not in known:
                evidence = (*_evidence(source, ("initiatives",)), *_evidence(target, ("initiatives",)))
                yield Relation(
                    "supersedes", source.record.id, target.record.id, evidence, f"{new}-took-the-place-of-{old}"
                )
            break


def _share_party(a: Record, b: Record) -> bool:
    return bool(set((a.parties or "").split("|")) & set((b.parties or "").split("|")) - {""})
