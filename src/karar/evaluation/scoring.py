"""The scorer: how many claims of the labels were read, and how right each field of them is.

Pure functions over claims in their JSON form (as `karar read --json` prints them) and over labels in the form of a
gold set (see `karar.evaluation.gold`). Nothing is read or printed here.

The rules: a claim read and a claim labelled are alike by 0.35 act + 0.30 parties + 0.20 sectors + 0.15 amount;
from 0.6 up they may be paired, most alike first, each used once. Near misses of act count half.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

THRESHOLD = 0.6
WEIGHTS = {"act": 0.35, "parties": 0.30, "sectors": 0.20, "amount": 0.15}
AMOUNT_TOLERANCE = 0.005

NEAR_ACTS = frozenset(
    frozenset(pair)
    for pair in (
        ("pledge", "agree"),
        ("pledge", "deliver"),
        ("sign", "agree"),
        ("target", "pledge"),
        ("launch", "agree"),
        ("propose", "pledge"),
        ("procure", "sign"),
        ("consult", "agree"),
    )
)
NEAR_MODALITIES = frozenset(
    frozenset(pair)
    for pair in (("decided", "planned"), ("done", "decided"), ("proposed", "possible"), ("planned", "possible"))
)
FIELDS = ("act", "act~", "giver", "instrument", "modality", "modality~", "parties", "sectors")
"""The fields that are scored on paired claims; ``~`` also counts the near misses."""

Record = Mapping[str, Any]
Sum = tuple[int, str | None]


@dataclass(frozen=True, slots=True)
class PageScore:
    """What was counted on one page, or on many (`add` two, `total` many).

    Attributes:
        pages: pages read.
        relevant_right: pages whose claims, or lack of them, agree with the label's ``relevant``.
        negatives: pages that are labelled as holding nothing; ``negative_claims`` were read there nevertheless.
        read: claims read; ``gold`` claims labelled; ``matched`` pairs of the two.
        fields: per field of `FIELDS`, how many of the matched pairs agree.
        sums_found: labelled sums that were read; ``sums_gold`` all labelled; ``sums_extra`` read, but not labelled.
        rated: for each claim read how sure the reader is of it, and whether it is right (`right_claims`).
    """

    pages: int = 0
    relevant_right: int = 0
    negatives: int = 0
    negative_claims: int = 0
    read: int = 0
    gold: int = 0
    matched: int = 0
    fields: tuple[int, ...] = (0,) * len(FIELDS)
    sums_found: int = 0
    sums_gold: int = 0
    sums_extra: int = 0
    rated: tuple[tuple[float, bool], ...] = ()

    @property
    def precision(self) -> float:
        """Matched of those read; 0 where nothing was read."""
        return self.matched / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Matched of those labelled; 0 where nothing was labelled."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: PageScore) -> PageScore:
        """Return the counts of both together."""
        return PageScore(
            self.pages + other.pages,
            self.relevant_right + other.relevant_right,
            self.negatives + other.negatives,
            self.negative_claims + other.negative_claims,
            self.read + other.read,
            self.gold + other.gold,
            self.matched + other.matched,
            tuple(a + b for a, b in zip(self.fields, other.fields, strict=True)),
            self.sums_found + other.sums_found,
            self.sums_gold + other.sums_gold,
            self.sums_extra + other.sums_extra,
            self.rated + other.rated,
        )


def total(scores: Iterable[PageScore]) -> PageScore:
    """Return the counts of many pages together.

    >>> total([PageScore(pages=1, read=2), PageScore(pages=1, read=1)]).read
    3
    """
    whole = PageScore()
    for score in scores:
        whole = whole.add(score)
    return whole


def share(a: Collection[str], b: Collection[str]) -> float:
    """Return the Jaccard index of two sets of codes; two empty ones are the same.

    >>> share(["IN", "JP"], ["IN"])
    0.5
    """
    union = set(a) | set(b)
    return len(set(a) & set(b)) / len(union) if union else 1.0


def read_sums(claim: Record) -> set[Sum]:
    """Return the sums of a claim that was read, in whole base units, with their currencies."""
    return {
        (round(float(amount["value"])), amount.get("currency"))
        for amount in claim.get("amounts") or ()
        if amount.get("value") is not None
    }


def gold_sum(label: Record) -> set[Sum]:
    """Return the labelled main sum, as a set of one or none."""
    amount = label.get("amount")
    return {(round(float(amount["value"])), amount["currency"])} if amount else set()


def other_form(label: Record) -> set[Sum]:
    """Return the labelled conversion of the main sum, as a set of one or none."""
    return gold_sum({"amount": (label.get("amount") or {}).get("alt")})


def same_sum(a: Sum, b: Sum) -> bool:
    """Whether two sums are of one currency and within half a percent of each other."""
    return a[1] == b[1] and abs(a[0] - b[0]) <= AMOUNT_TOLERANCE * max(abs(a[0]), abs(b[0]), 1)


def any_same(sums: Iterable[Sum], others: Collection[Sum]) -> bool:
    """Whether one of the sums is the same as one of the others."""
    return any(same_sum(a, b) for a in sums for b in others)


def near(a: str | None, b: str | None, pairs: frozenset[frozenset[str]]) -> bool:
    """Whether two words are the same or stand as a near miss in ``pairs``."""
    return a == b or frozenset((a, b)) in pairs


def likeness(claim: Record, label: Record) -> float:
    """Return how alike a claim read and a claim labelled are, from 0 to 1.

    >>> label = {"act": "sign", "parties": ["IN", "JP"], "sectors": ["cyber"], "amount": None}
    >>> round(likeness({"act": "agree", "parties": ["IN", "JP"], "sectors": ["cyber"]}, label), 3)
    0.825
    """
    act = 1.0 if claim["act"] == label["act"] else 0.5 if near(claim["act"], label["act"], NEAR_ACTS) else 0.0
    parties = share(claim.get("parties") or (), label["parties"])
    sectors = share(claim.get("sectors") or (), label["sectors"])
    main, read = gold_sum(label), read_sums(claim)
    amount = float(any_same(read, main | other_form(label))) if main or read else 1.0
    # The order of the terms decides the last digit, and with it which of two equal pairs comes first.
    return (
        WEIGHTS["act"] * act + WEIGHTS["parties"] * parties + WEIGHTS["sectors"] * sectors + WEIGHTS["amount"] * amount
    )


def pair(claims: Sequence[Record], labels: Sequence[Record], threshold: float = THRESHOLD) -> dict[int, int]:
    """Return claim index → label index, most alike first; of pairs equally alike the later ones come first."""
    candidates = [
        (alike, i, j)
        for i, claim in enumerate(claims)
        for j, label in enumerate(labels)
        if (alike := likeness(claim, label)) >= threshold
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def right_claims(claims: Sequence[Record], labels: Sequence[Record]) -> set[int]:
    """Return the places of the claims that are right: paired with a label whose act and parties they have."""
    return {
        i
        for i, j in pair(claims, labels).items()
        if claims[i]["act"] == labels[j]["act"] and set(claims[i].get("parties") or ()) == set(labels[j]["parties"])
    }


def agreements(claim: Record, label: Record) -> Iterator[bool]:
    """Yield for each of `FIELDS`, in its order, whether a paired claim has it right."""
    instrument = claim.get("instrument")
    kind = instrument.get("type") if isinstance(instrument, Mapping) else instrument
    sectors = set(claim.get("sectors") or ())
    yield claim["act"] == label["act"]
    yield near(claim["act"], label["act"], NEAR_ACTS)
    yield claim.get("giver") == label["giver"]
    yield (kind or "none") == label["instrument"]
    yield claim.get("modality") == label["modality"]
    yield near(claim.get("modality"), label["modality"], NEAR_MODALITIES)
    yield set(claim.get("parties") or ()) == set(label["parties"])
    yield bool(sectors & set(label["sectors"])) or not (sectors or label["sectors"])


def score_page(claims: Sequence[Record], labels: Sequence[Record], *, relevant: bool) -> PageScore:
    """Return the counts of one page.

    Args:
        claims: the claims read on it, in their JSON form.
        labels: the claims labelled on it.
        relevant: the label's word on whether the page holds anything at all.
    """
    pairs = pair(claims, labels)
    right = [0] * len(FIELDS)
    for i, j in pairs.items():
        for k, agrees in enumerate(agreements(claims[i], labels[j])):
            right[k] += agrees
    fine = right_claims(claims, labels)
    read: set[Sum] = set().union(*map(read_sums, claims))
    main: set[Sum] = set().union(*map(gold_sum, labels))
    known = main.union(*map(other_form, labels))
    return PageScore(
        pages=1,
        relevant_right=int(bool(claims) == relevant),
        negatives=int(not relevant),
        negative_claims=0 if relevant else len(claims),
        read=len(claims),
        gold=len(labels),
        matched=len(pairs),
        fields=tuple(right),
        sums_found=sum(any_same(read, {labelled}) for labelled in main),
        sums_gold=len(main),
        sums_extra=sum(not any_same(known, {found}) for found in read),
        rated=tuple((float(claim.get("confidence") or 0.0), i in fine) for i, claim in enumerate(claims)),
    )
