"""Runs the reader over gold sets and golden cases and counts what it got right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from karar.errors import PageError
from karar.evaluation.floors import figures_of
from karar.evaluation.gold import GoldPage, GoldSet, Split
from karar.evaluation.golden import GoldenCase, check_case
from karar.evaluation.scoring import PageScore, pair, score_page, total
from karar.model.claims import Claim
from karar.model.documents import Page, PageFacts
from karar.pages import read_page
from karar.pipeline import read_document
from karar.reference import Reference

Record = dict[str, Any]
ReadPage = Callable[[Page], Sequence[Claim]]
"""How a page becomes claims; the tests hand in their own."""

SEEN, HELD_OUT = "seen", "held-out"


def page_reader(reference: Reference) -> ReadPage:
    """Return the project's own reader: page → document → claims. A page that is refused gives none."""

    def read(page: Page) -> Sequence[Claim]:
        try:
            document = read_page(page)
        except PageError:
            return ()
        return read_document(document, reference).claims

    return read


@dataclass(slots=True)
class OnlySure:
    """A reader that leaves out the claims less sure than ``least``, and counts them in ``left_out``."""

    read: ReadPage
    least: float
    left_out: int = 0

    def __call__(self, page: Page) -> Sequence[Claim]:
        """Return the page's claims that are sure enough."""
        claims = self.read(page)
        kept = [claim for claim in claims if claim.confidence >= self.least]
        self.left_out += len(claims) - len(kept)
        return kept


def to_records(claims: Iterable[Claim]) -> list[Record]:
    """Return claims in their JSON form."""
    return [msgspec.to_builtins(claim) for claim in claims]


@dataclass(frozen=True, slots=True)
class PageResult:
    """One labelled page, what was read on it, and the counts.

    Attributes:
        page: the labels.
        claims: what was read, in its JSON form.
        score: the counts.
        part: ``seen`` or ``held-out``.
    """

    page: GoldPage
    claims: tuple[Record, ...]
    score: PageScore
    part: str

    def misses(self) -> list[Record]:
        """Return the labelled claims that were not read."""
        found = set(pair(self.claims, self.page.claims).values())
        return [label for j, label in enumerate(self.page.claims) if j not in found]

    def extras(self) -> list[Record]:
        """Return the claims read that no label knows."""
        found = pair(self.claims, self.page.claims)
        return [claim for i, claim in enumerate(self.claims) if i not in found]


def measure_page(gold: GoldSet, page: GoldPage, split: Split, read: ReadPage) -> PageResult:
    """Read one labelled page and count.

    Raises:
        InputError: its text is missing.
    """
    facts = PageFacts(published=page.published, lang=page.lang)
    handed = Page(gold.text(page), f"{page.id}.txt", media_type="text/plain", facts=facts)
    claims = to_records(read(handed))
    score = score_page(claims, page.claims, relevant=page.relevant)
    return PageResult(page, tuple(claims), score, SEEN if split.is_seen(page) else HELD_OUT)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report: a group of pages, counted together and by part.

    Attributes:
        group: ``language``, ``source`` or ``all``.
        name: ``hi``, ``pib``, ``all``.
        parts: ``seen``, ``held-out`` and ``all`` → counts.
    """

    group: str
    name: str
    parts: dict[str, PageScore]


def summarise(results: Sequence[PageResult]) -> list[Row]:
    """Return the lines of the report: by language, by source, all."""
    langs = sorted({result.page.lang for result in results})
    sources = sorted({result.page.source for result in results})
    groups = [
        *(("language", lang, [r for r in results if r.page.lang == lang]) for lang in langs),
        *(("source", source, [r for r in results if r.page.source == source]) for source in sources),
        ("all", "all", list(results)),
    ]
    return [
        Row(
            group,
            name,
            {
                "all": total(r.score for r in members),
                **{part: total(r.score for r in members if r.part == part) for part in (SEEN, HELD_OUT)},
            },
        )
        for group, name, members in groups
    ]


def by_floor(gold: str, results: Sequence[PageResult]) -> dict[str, dict[str, Mapping[str, float]]]:
    """Return the figures that floors stand under: the whole set and its held-out part, by language and together."""
    measured: dict[str, dict[str, Mapping[str, float]]] = {}
    for row in summarise(results):
        if row.group != "source":
            for name, part in ((gold, "all"), (f"{gold}-{HELD_OUT}", HELD_OUT)):
                if row.parts[part].gold:
                    measured.setdefault(name, {})[row.name] = figures_of(row.parts[part])
    return measured


@dataclass(frozen=True, slots=True)
class GoldenResult:
    """A golden case and what was wrong with it."""

    case: GoldenCase
    faults: tuple[str, ...]

    @property
    def state(self) -> str:
        """``ok``, ``failed``, ``known`` (fails as marked) or ``mended`` (holds: the mark can be taken away)."""
        if self.case.xfail:
            return "known" if self.faults else "mended"
        return "failed" if self.faults else "ok"


def run_golden(case: GoldenCase, read: ReadPage) -> GoldenResult:
    """Read one golden case and say what is wrong."""
    facts = PageFacts(published=case.published, lang=case.lang)
    page = Page(case.text.encode(), case.name, media_type="text/plain", facts=facts)
    return GoldenResult(case, tuple(check_case(case, to_records(read(page)))))
