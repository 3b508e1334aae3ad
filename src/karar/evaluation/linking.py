"""How well claims are linked: labelled pages, which of them speak of one promise, and how promises bear on each other.

A set is a folder with ``pages.jsonl``, one page a line, and ``promises.jsonl``::

    {"id": "jp-yen-01", "story": "jp-yen", "promise": "jp-5tn", "lang": "en", "publisher": "…",
     "published": "2022-03-19", "text": "Japan will invest 5 trillion yen in India over the next five years, …"}
    {"id": "jp-10tn", "story": "jp-yen", "relations": [{"kind": "raises", "to": "jp-5tn"}]}

Two pages of one story are a labelled pair: of the *same* promise, a *repeat*, a *part* of the other, or *different*.
Stories are whole either in the part for tuning or in the one for reporting, by a hash of their name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from karar.errors import InputError
from karar.evaluation.report import Outcome, Row
from karar.linkage import Rates, link
from karar.model.claims import Claim
from karar.model.commitments import Linking, RelationKind
from karar.model.documents import Page, PageFacts
from karar.model.identity import digest
from karar.pages import read_page
from karar.pipeline import read_document
from karar.reference import Reference
from karar.reference.rates import load_rates

Label = Literal["same", "repeat", "part", "different"]
Part = Literal["tuning", "reporting"]
LABELS: tuple[Label, ...] = ("same", "repeat", "part", "different")
_PARTS_OF: Mapping[str, Part | None] = {"all": None, "seen": "tuning", "held-out": "reporting"}
_Line = TypeVar("_Line", bound=msgspec.Struct)
_LABEL_OF: Mapping[RelationKind, Label] = {"repeats": "repeat", "part-of": "part"}


class LabelledPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page, its story and the promise that it reports."""

    id: str
    story: str
    promise: str
    lang: str
    publisher: str
    published: str
    text: str

    @property
    def part(self) -> Part:
        """Whether the page's story may be looked into, or is only scored."""
        return "tuning" if digest(self.story)[0] < "m" else "reporting"


class LabelledRelation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a promise bears on another."""

    kind: RelationKind
    to: str


class LabelledPromise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A promise and its relations."""

    id: str
    story: str
    relations: tuple[LabelledRelation, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkageSet:
    """Labelled pages in file order, and the promises by id."""

    pages: tuple[LabelledPage, ...]
    promises: Mapping[str, LabelledPromise]

    def of(self, part: Part | None) -> LinkageSet:
        """Return the pages of one part; all of them where none is named."""
        return LinkageSet(tuple(page for page in self.pages if part in (None, page.part)), self.promises)

    def pairs(self) -> Iterator[tuple[LabelledPage, LabelledPage, Label]]:
        """Yield the labelled pairs: all pages of one story, two by two."""
        stories: dict[str, list[LabelledPage]] = defaultdict(list)
        for page in self.pages:
            stories[page.story].append(page)
        for pages in stories.values():
            for a, b in combinations(pages, 2):
                yield a, b, self.label(a.promise, b.promise)

    def label(self, a: str, b: str) -> Label:
        """Return what two promises are to each other."""
        if a == b:
            return "same"
        kinds = [one.kind for x, y in ((a, b), (b, a)) for one in self.promises[x].relations if one.to == y]
        return _LABEL_OF.get(kinds[0], "different") if kinds else "different"


def load_linkage_set(folder: Path) -> LinkageSet:
    """Load a labelled set.

    Raises:
        InputError: a file is missing, a line breaks the form, or a page names a promise that is not there.
    """
    pages = tuple(_lines(folder / "pages.jsonl", LabelledPage))
    promises = {one.id: one for one in _lines(folder / "promises.jsonl", LabelledPromise)}
    named = {page.promise for page in pages} | {one.to for promise in promises.values() for one in promise.relations}
    if missing := sorted(named - promises.keys()):
        raise InputError(
            f"Promises are named that are not there: {', '.join(missing)}", where=str(folder / "promises.jsonl")
        )
    return LinkageSet(pages, promises)


def _lines(path: Path, kind: type[_Line]) -> Iterator[_Line]:
    decoder = msgspec.json.Decoder(kind)
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(
            "No linkage set: the file is missing", where=str(path), hint="Name the folder that holds it with --linkage."
        ) from error
    for number, line in enumerate(lines, 1):
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError as error:
            raise InputError(
                f"Not a label: {error}", where=f"{path}:{number}", hint="See the form in evaluation/README.md."
            ) from error


def read_claims(pages: Iterable[LabelledPage], reference: Reference) -> dict[str, tuple[Claim, ...]]:
    """Return what the reader finds on each page, by the page's id."""
    found = {}
    for page in pages:
        facts = PageFacts(
            uri=f"https://example.org/{page.id}", publisher=page.publisher, published=page.published, lang=page.lang
        )
        doc = read_page(Page(page.text.encode(), page.id, media_type="text/plain", facts=facts))
        found[page.id] = read_document(doc, reference).claims
    return found


@dataclass(frozen=True, slots=True)
class LinkageScore:
    """What was counted.

    Attributes:
        pages: all, and ``unread`` those on which the reader found no claim: they stand alone.
        confusion: (label, what was answered) → pairs of pages.
        hits, answered, labelled: pairs of one promise, over all pages and not within stories alone.
        bcubed: precision and recall after Bagga and Baldwin (1998), of pages.
        across: pairs of pages that were linked though their promises' stories, and so their parties or fields, differ.
        relations: kind → (found and labelled, found, labelled).
    """

    pages: int
    unread: int
    confusion: Mapping[tuple[Label, Label], int]
    hits: int
    answered: int
    labelled: int
    bcubed: tuple[float, float]
    across: int
    relations: Mapping[str, tuple[int, int, int]]

    @property
    def precision(self) -> float:
        """Return which share of the pairs linked is of one promise."""
        return self.hits / self.answered if self.answered else 1.0

    @property
    def recall(self) -> float:
        """Return which share of the pairs of one promise was linked."""
        return self.hits / self.labelled if self.labelled else 1.0

    def of_label(self, label: Label) -> tuple[int, int, int]:
        """Return how many pairs of a label were answered so, how many answered so in all, and how many there are."""
        hits = self.confusion.get((label, label), 0)
        answered = sum(count for (_, said), count in self.confusion.items() if said == label)
        return hits, answered, sum(count for (true, _), count in self.confusion.items() if true == label)


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean.

    >>> round(f1(0.5, 1.0), 3)
    0.667
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure_linkage(
    gold: LinkageSet,
    claims: Mapping[str, Sequence[Claim]],
    *,
    rates: Rates | None = None,
    successors: Mapping[str, str] | None = None,
) -> LinkageScore:
    """Link the claims of all pages and hold the commitments against the labels; a page stands by its first claim."""
    linking = link([claim for page in gold.pages for claim in claims[page.id]], rates=rates, successors=successors)
    home = linking.by_claim()
    commitment = {page.id: home[claims[page.id][0].id] if claims[page.id] else page.id for page in gold.pages}
    confusion: Counter[tuple[Label, Label]] = Counter()
    said = _said(linking)
    for a, b, label in gold.pairs():
        left, right = commitment[a.id], commitment[b.id]
        answer: Label = "same" if left == right else said.get((left, right), "different")
        confusion[label, answer] += 1
    true = _groups({page.id: page.promise for page in gold.pages})
    found = _groups(commitment)
    hits = sum(_pairs(count) for count in Counter((page.promise, commitment[page.id]) for page in gold.pages).values())
    stories = {page.id: page.story for page in gold.pages}
    across = sum(stories[a] != stories[b] for members in found.values() for a, b in combinations(members, 2))
    return LinkageScore(
        pages=len(gold.pages),
        unread=sum(not claims[page.id] for page in gold.pages),
        confusion=confusion,
        hits=hits,
        answered=sum(_pairs(len(members)) for members in found.values()),
        labelled=sum(_pairs(len(members)) for members in true.values()),
        bcubed=_bcubed(gold.pages, commitment),
        across=across,
        relations=_relations(gold, linking, commitment),
    )


def compare_linkage(path: Path, reference: Reference) -> Outcome:
    """Measure the linkage of a labelled set, read by Karar's own reader: the part that was looked into is ``seen``.

    Raises:
        InputError: the set cannot be read.
    """
    gold = load_linkage_set(path)
    claims = read_claims(gold.pages, reference)
    named = {name: str(body["successor"]) for name, body in reference.initiatives.items() if body.get("successor")}
    scores = {
        part: measure_linkage(gold.of(of), claims, rates=load_rates(), successors=named)
        for part, of in _PARTS_OF.items()
    }
    kinds = sorted({kind for score in scores.values() for kind in score.relations})
    rows = [_row(label, {part: score.of_label(label) for part, score in scores.items()}) for label in LABELS]
    rows += [
        _row(f"relation {kind}", {part: score.relations.get(kind, (0, 0, 0)) for part, score in scores.items()})
        for kind in kinds
    ]
    bcubed = {
        part: {"precision": score.bcubed[0], "recall": score.bcubed[1], "f1": f1(*score.bcubed)}
        for part, score in scores.items()
    }
    pages = {part: {"pages": score.pages, "unread": score.unread} for part, score in scores.items()}
    rows.append(Row("B-cubed", bcubed, pages))
    rows.append(_row("pairs", {part: (one.hits, one.answered, one.labelled) for part, one in scores.items()}))
    return Outcome("linkage", path.resolve().name, tuple(rows))


def _row(name: str, counted: Mapping[str, tuple[int, int, int]]) -> Row:
    """Return a row of counts (right, answered, labelled) by part, with precision, recall and F1."""
    figures, counts = {}, {}
    for part, (hits, answered, labelled) in counted.items():
        precision, recall = hits / answered if answered else 1.0, hits / labelled if labelled else 1.0
        if answered or labelled:
            figures[part] = {"precision": precision, "recall": recall, "f1": f1(precision, recall)}
            counts[part] = {"right": hits, "answered": answered, "labelled": labelled}
    return Row(name, figures, counts)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _groups(named: Mapping[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for member, group in named.items():
        groups[group].append(member)
    return groups


def _said(linking: Linking) -> dict[tuple[str, str], Label]:
    said: dict[tuple[str, str], Label] = {}
    for relation in linking.relations:
        label = _LABEL_OF.get(relation.kind, "different")
        said[relation.source, relation.target] = said[relation.target, relation.source] = label
    return said


def _bcubed(pages: Sequence[LabelledPage], commitment: Mapping[str, str]) -> tuple[float, float]:
    """Return B-cubed precision and recall: per page, the share of its cluster and of its promise that is right."""
    true, found = Counter(page.promise for page in pages), Counter(commitment[page.id] for page in pages)
    both = Counter((page.promise, commitment[page.id]) for page in pages)
    shares = [(both[page.promise, commitment[page.id]], page) for page in pages]
    precision = sum(count / found[commitment[page.id]] for count, page in shares)
    recall = sum(count / true[page.promise] for count, page in shares)
    return (precision / len(pages), recall / len(pages)) if pages else (1.0, 1.0)


def _relations(gold: LinkageSet, linking: Linking, commitment: Mapping[str, str]) -> dict[str, tuple[int, int, int]]:
    """Return by kind how many labelled relations were found; a commitment stands for most of its pages' promise."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for page in gold.pages:
        votes[commitment[page.id]][page.promise] += 1
    promise_of = {one: max(sorted(count), key=lambda name: count[name]) for one, count in votes.items()}
    shown = {page.promise for page in gold.pages}
    wanted = {
        (relation.kind, promise.id, relation.to)
        for promise in gold.promises.values()
        for relation in promise.relations
        if promise.id in shown and relation.to in shown
    }
    found = {
        (one.kind, promise_of[one.source], promise_of[one.target])
        for one in linking.relations
        if one.source in promise_of and one.target in promise_of
    }
    kinds = sorted({kind for kind, *_ in wanted | found})
    return {
        kind: (
            sum(one[0] == kind for one in wanted & found),
            sum(one[0] == kind for one in found),
            sum(one[0] == kind for one in wanted),
        )
        for kind in kinds
    }
