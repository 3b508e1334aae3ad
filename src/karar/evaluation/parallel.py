"""Parallel texts: what is found in a sentence should be found in its translation, with the same value.

No labels are needed: two languages label each other. A value that both sides have agrees; one that a single side has
was missed on the other, read wrongly, or changed by the translator.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from karar.errors import InputError
from karar.evaluation.report import PARTS, Outcome, Row
from karar.mentions.numbers import find_numbers
from karar.model.documents import Block, BlockKind, Document
from karar.model.mentions import Mention
from karar.model.spans import Span
from karar.pipeline.stages import Draft, build_claims, start_draft, take_stages
from karar.reference import Reference

KINDS = ("number", "amount", "quantity", "date", "period", "duration", "party", "claim")

# Nobody knows the day of a sentence without its page, and one day serves for both sides. This Wednesday lies in the
# weeks that the news of newstest2019 is from, so that a month without a year is as near as it was for its readers.
ANCHOR = "2018-10-03"

_DOCUMENTS = "DOCUMENT_IDS.tsv"
_ISO_639_3 = {"eng": "en", "hin": "hi"}
_STATES = frozenset({"party", "demonym", "metonym"})
_NAMES_OF_STATES = frozenset({"organisation", "ministry", "office"})  # "चीनी सरकार", "the US Navy"

Values = Mapping[str, frozenset[str]]
"""Kind → the values of that kind in one sentence, as text."""


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """A sentence in two languages.

    Attributes:
        number: its place in the set, from 1.
        document: the document it is from; documents are seen or held out as a whole.
        left, right: the sentence in either language.
        published: ISO day, where the set tells it.
    """

    number: int
    document: str
    left: str
    right: str
    published: str | None = None

    @property
    def part(self) -> str:
        """``seen`` or ``held-out``: by a hash of the document's name, so that nobody chooses."""
        return "held-out" if hashlib.sha256(self.document.encode()).digest()[0] % 2 else "seen"


@dataclass(frozen=True, slots=True)
class ParallelSet:
    """Aligned sentences in two languages, by ISO 639-1 code; ``kind`` says whether they are titles."""

    name: str
    langs: tuple[str, str]
    pairs: tuple[AlignedPair, ...]
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that one side of a pair has and the other lacks."""

    kind: str
    lang: str
    value: str
    pair: AlignedPair

    def __str__(self) -> str:
        return (
            f"{self.kind}  only {self.lang}  {self.value}  #{self.pair.number}  “{self.pair.left}”  “{self.pair.right}”"
        )


def load_parallel(path: Path, langs: Sequence[str]) -> ParallelSet:
    """Load a parallel text in two of ``langs``.

    A folder holds a text file for each language, named ``NAME.LANG.txt`` (ISO 639-1 or 639-3), a sentence a line, and
    may name the document of each line in ``DOCUMENT_IDS.tsv``. A table (tab-separated, with a head) has a column for
    each language, named by its code or beginning with it and ``_title`` or ``_text``, and may have a column ``posted``.

    Raises:
        InputError: there is no such text, not just two of its languages are known, or the lines do not match.
    """
    if path.is_dir():
        return _load_folder(path, langs)
    if path.is_file():
        return _load_table(path, langs)
    raise InputError("No such parallel text", where=str(path), hint="See its form in evaluation/README.md.")


def _load_folder(folder: Path, langs: Sequence[str]) -> ParallelSet:
    files: dict[str, Path] = {}
    for file in sorted(folder.glob("*.*.txt")):
        code = file.name.split(".")[-2]
        files[_ISO_639_3.get(code, code)] = file
    left, right = _two(folder, [lang for lang in sorted(files) if lang in langs])
    lines = [_lines(files[lang]) for lang in (left, right)]
    ids = folder / _DOCUMENTS
    documents = _lines(ids) if ids.is_file() else [str(n) for n in range(1, len(lines[0]) + 1)]
    if not len(lines[0]) == len(lines[1]) == len(documents):
        counts = f"{len(lines[0])} {left}, {len(lines[1])} {right}, {len(documents)} documents"
        raise InputError(f"The files do not have the same number of lines: {counts}", where=str(folder))
    rows = zip(documents, lines[0], lines[1], strict=True)
    pairs = tuple(AlignedPair(n, *row) for n, row in enumerate(rows, 1))
    return ParallelSet(folder.resolve().name, (left, right), pairs)


def _load_table(path: Path, langs: Sequence[str]) -> ParallelSet:
    reader = csv.DictReader(_lines(path), delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = {
        lang: column
        for lang in langs
        for column in reader.fieldnames or ()
        if column in (lang, f"{lang}_title", f"{lang}_text")
    }
    left, right = _two(path, sorted(columns))
    pairs = []
    for number, row in enumerate(reader, 1):
        texts = row[columns[left]], row[columns[right]]
        if None in texts:
            raise InputError("A row is too short", where=f"{path}:{number + 1}")
        pairs.append(AlignedPair(number, str(number), *texts, published=row.get("posted") or None))
    titles = all(column.endswith("_title") for column in columns.values())
    return ParallelSet(path.stem, (left, right), tuple(pairs), "title" if titles else "paragraph")


def _two(path: Path, langs: Sequence[str]) -> tuple[str, str]:
    if len(langs) != 2:
        told = ", ".join(langs) or "none"
        raise InputError(f"A parallel text has two languages that Karar reads; here: {told}", where=str(path))
    return langs[0], langs[1]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        raise InputError("Not UTF-8", where=str(path)) from error


def find_values(
    text: str, lang: str, published: str | None, reference: Reference, stands: BlockKind = "paragraph"
) -> Values:
    """Return what is found in one sentence, by kind: every number, and what the mentions and claims say of it.

    ``stands`` is how the sentence stands on its page.

    Example: ``भारत को 5 अरब डॉलर`` has the number 5000000000, the amount ``5000000000 USD`` and the party ``IN``.
    """
    block = Block(Span(0, len(text)), stands)
    doc = Document(text, (block,), "text", "", published=published or ANCHOR, lang=lang)
    draft = start_draft(doc, reference, thorough=True)
    take_stages(draft, last=build_claims)
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for kind, value in chain(_numbers(draft), _mentions(draft), _claims(draft)):
        found[kind].add(value)
    return {kind: frozenset(values) for kind, values in found.items()}


def _numbers(draft: Draft) -> Iterator[tuple[str, str]]:
    for sent, mentions in zip(draft.sentences, draft.mentions, strict=True):
        sums = [mention for mention in mentions if mention.kind == "amount"]
        for number in find_numbers(sent):
            short = number.short and not any(one.start <= number.start < one.end for one in sums)
            # "एक" and "one" are articles more often than counts.
            if number.value is not None and not short and not (number.word and number.value <= 1):
                yield "number", f"{number.value.normalize():f}"


def _mentions(draft: Draft) -> Iterator[tuple[str, str]]:
    for mention in chain.from_iterable(draft.mentions):
        if mention.kind in _STATES:
            yield "party", mention.value
        elif mention.kind in _NAMES_OF_STATES and "party" in mention.attrs:
            yield "party", mention.attrs["party"]
        elif mention.kind in KINDS and (value := _value(mention)):
            yield mention.kind, value


def _value(mention: Mention) -> str | None:
    """Return a mention's value as text; None where the text leaves it open."""
    value = mention.value
    match mention.kind:
        case "amount":
            upper = f"-{value.to}" if value.to else ""
            return None if value.value is None else f"{value.value}{upper} {value.currency or '?'}"
        case "quantity":
            return f"{value.value} {value.unit}"
        case "date":
            return None if value.value is None else f"{value.value} ({value.precision})"
        case "period":
            return f"{value.start or ''}..{value.end or ''}"
        case _:
            return f"{value.n} {value.unit}"


def _claims(draft: Draft) -> Iterator[tuple[str, str]]:
    for claim in draft.claims:
        yield "claim", f"{claim.act} {'+'.join(sorted(claim.parties))}"


def compare_parallel(texts: ParallelSet, reference: Reference) -> Outcome:
    """Hold what is found on the two sides of every pair against each other.

    Of each kind and part the counts are ``both``, ``only-LEFT`` and ``only-RIGHT``; ``agreement`` is the share of
    values that both sides have among those that either has. The row ``mentions`` sums all kinds but claims.
    """
    left, right = texts.langs
    counts: dict[tuple[str, str], Counter[str]] = {(kind, part): Counter() for kind in KINDS for part in PARTS}
    misses: list[str] = []
    hidden = 0
    for pair in texts.pairs:
        sides = [
            find_values(text, lang, pair.published, reference, texts.kind)
            for lang, text in zip(texts.langs, (pair.left, pair.right), strict=True)
        ]
        for kind in KINDS:
            one, other = sides[0][kind], sides[1][kind]
            tally = Counter(
                {"both": len(one & other), f"only-{left}": len(one - other), f"only-{right}": len(other - one)}
            )
            counts[kind, "all"] += tally
            counts[kind, pair.part] += tally
            if pair.part == "seen":
                misses += (str(Difference(kind, left, value, pair)) for value in sorted(one - other))
                misses += (str(Difference(kind, right, value, pair)) for value in sorted(other - one))
            else:
                hidden += len(one ^ other)
    rows = [_row(kind, {part: counts[kind, part] for part in PARTS}, texts.langs) for kind in KINDS]
    total = {part: _sum(counts[kind, part] for kind in KINDS if kind != "claim") for part in PARTS}
    return Outcome("parallel", texts.name, (*rows, _row("mentions", total, texts.langs)), tuple(misses), hidden)


def _sum(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total += count
    return total


def _row(name: str, counts: Mapping[str, Counter[str]], langs: tuple[str, str]) -> Row:
    names = ("both", *(f"only-{lang}" for lang in langs))
    figures = {
        part: {"agreement": count["both"] / either} for part, count in counts.items() if (either := count.total())
    }
    return Row(name, figures, {part: {told: count[told] for told in names} for part, count in counts.items()})
