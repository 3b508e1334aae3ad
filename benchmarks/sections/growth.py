"""What ten times the work costs: longer articles, more pages in a ledger, questions to a greater ledger."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.effort import Effort
from benchmarks.report import Figure, Table, compare, show_number
from benchmarks.texts import LANGUAGES, general, make_document, note_absence
from benchmarks.timing import Rounds, Sample, Spread, Tell, Work, about, clock, exponent, take_turns
from benchmarks.variants import cut, make_pages, retell
from karar.ledger import Ledger, Query, Reading
from karar.model.documents import Document
from karar.pipeline.run import Outcome, read_pages
from karar.pipeline.stages import READER, read_document
from karar.reference import Reference, load_reference

ONE_CORE = True

PAGE = 1000
ROUNDS = 3

LENGTH = (
    "The same text, cut into short articles, into some ten times as long, and into one a hundred times as long: where "
    "cost grows with the length alone, the three cost the same."
)
READ = (
    "Different pages of about 1 kB (golden cases with other numbers), read and written into a new ledger, 200 at once."
)
ASKED = "Questions to the ledgers of these pages; each figure is of one call."
TOLD = (
    "k of cost = c · sizeᵏ over all sizes, and over the last tenfold alone. 1: cost grows in step with the size; 0: it "
    "does not grow."
)


def measure(effort: Effort, tell: Tell) -> list[Table]:
    """Measure longer articles, then more pages, then questions."""
    reference = load_reference()
    rounds = min(effort.rounds, ROUNDS)
    lengths = measure_lengths(effort, rounds, reference, tell)
    with tempfile.TemporaryDirectory() as folder:
        pages = measure_pages(effort.pages, Path(folder), reference, tell)
        asked = measure_questions(effort, Path(folder), rounds, tell)
    biggest = max(effort.sizes)
    grown = [
        *((f"length, {on}", effort.sizes, costs_of(one, biggest, effort.sizes)) for on, one in lengths.items()),
        *((f"pages, {what}", effort.pages, costs) for what, costs in pages.items()),
        *((f"ledger, {what}", effort.pages, medians(one)) for what, one in asked.items()),
    ]
    return [
        compare("Longer articles", LENGTH, "text", lengths, note_absence(effort.shared)),
        show_pages(effort.pages, pages),
        compare("Greater ledgers", ASKED, "call", asked),
        show_exponents(grown),
    ]


# --- length -----------------------------------------------------------------------


def measure_lengths(effort: Effort, rounds: int, reference: Reference, tell: Tell) -> dict[str, Rounds]:
    """Read one text cut in several ways."""
    measured = {}
    for name, lang, lines in list_texts(effort, max(effort.sizes) * 1000):
        contenders = {}
        for kb in effort.sizes:
            documents = [make_document(str(n), part, lang) for n, part in enumerate(cut(iter(lines), kb * 1000))]
            contenders[f"{len(documents)} of {kb} kB"] = lambda documents=documents: read_all(documents, reference)
        size = sum(len(line.encode()) + 1 for line in lines)
        measured[name] = take_turns(contenders, rounds, about(name, tell), items=1, size=size)
    return measured


def list_texts(effort: Effort, least: int) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the texts to be cut: name, language, lines; general news as far as it goes."""
    for lang, language in LANGUAGES.items():
        news = [block.span.of(doc.text) for doc in general(lang, effort.shared) for block in doc.blocks]
        if news:
            yield f"{language}, general", lang, next(cut(iter(news), least), news)
        yield f"{language}, announcements", lang, next(cut(retell(lang), least))


def read_all(documents: Sequence[Document], reference: Reference) -> int:
    """Read documents; return how many claims there are."""
    return sum(len(read_document(doc, reference).claims) for doc in documents)


def costs_of(rounds: Rounds, biggest: int, sizes: Sequence[int]) -> list[float]:
    """Return the cost of one article of each size."""
    totals = medians(rounds)
    return [total * kb / biggest for total, kb in zip(totals, sizes, strict=True)]


def medians(rounds: Rounds) -> list[float]:
    """Return the median processor time of each contender."""
    return [rounds.cpu(name).median for name in rounds.samples]


# --- pages ------------------------------------------------------------------------


def measure_pages(numbers: Sequence[int], folder: Path, reference: Reference, tell: Tell) -> dict[str, list[float]]:
    """Read pages and write them into ledgers, one of each size; return the seconds of processor time of both."""
    costs: dict[str, list[float]] = {"reading": [], "adding to the ledger": []}
    read_into(folder / "warm.db", numbers[0], reference)
    for number in numbers:
        tell(f"{number} pages into a ledger")
        read, added = read_into(folder / f"{number}.db", number, reference)
        costs["reading"].append(read.cpu)
        costs["adding to the ledger"].append(added.cpu)
    return costs


def read_into(path: Path, number: int, reference: Reference) -> tuple[Sample, Sample]:
    """Read so many pages, then add them to a new ledger; return what each took."""
    outcomes: list[Outcome] = []

    def read() -> int:
        outcomes.extend(read_pages(make_pages(number, PAGE), reference))
        return len(outcomes)

    def add() -> int:
        with Ledger.open(path) as ledger:
            return len(ledger.add_all(Reading(one.document, READER, one.claims) for one in outcomes if one.document))

    return clock(read)[0], clock(add)[0]


def show_pages(numbers: Sequence[int], costs: Mapping[str, Sequence[float]]) -> Table:
    """Return the table of what pages cost."""
    rows, figures = [], []
    for what, seconds in costs.items():
        first = seconds[0] / numbers[0]
        for number, cost in zip(numbers, seconds, strict=True):
            each = cost / number
            ratio, value = Spread.of([each / first]), Spread.of([each * 1e3])
            shown = (cost, each * 1e3, each / first)
            rows.append((what if number == numbers[0] else "", str(number), *map(show_number, shown)))
            figures.append(Figure(f"{number} pages", what, "cpu", "ms/page", value, f"{numbers[0]} pages", ratio))
    head = ("what", "pages", "CPU s", "CPU ms/page", "× first")
    return Table("More pages", READ, head, tuple(rows), tuple(figures))


# --- questions --------------------------------------------------------------------


def measure_questions(effort: Effort, folder: Path, rounds: int, tell: Tell) -> dict[str, Rounds]:
    """Ask ledgers of several sizes the same questions, in turns."""
    measured = {}
    with ExitStack() as stack:
        ledgers = {number: stack.enter_context(Ledger.open(folder / f"{number}.db")) for number in effort.pages}
        for name in QUESTIONS:
            contenders = {f"{number} pages": asking(ledger, name, effort.calls) for number, ledger in ledgers.items()}
            measured[name] = take_turns(contenders, rounds, about(name, tell), items=effort.calls)
    return measured


QUESTIONS = {
    "show, 20 claims of two parties": lambda ledger: len(list(ledger.claims(Query(parties=("IN", "JP"), limit=20)))),
    "show, all claims of an act": lambda ledger: len(list(ledger.claims(Query(acts=("withdraw",))))),
    "search, one word": lambda ledger: len(ledger.search("निवेश")),
    "search, a phrase": lambda ledger: len(ledger.search('"defence cooperation"')),
}


def asking(ledger: Ledger, question: str, calls: int) -> Work:
    """Return what asks a ledger one question some times over."""

    def ask() -> int:
        return max(QUESTIONS[question](ledger) for _ in range(calls))

    return ask


# --- exponents --------------------------------------------------------------------


def show_exponents(grown: Sequence[tuple[str, Sequence[int], Sequence[float]]]) -> Table:
    """Return the table of exponents."""
    rows, figures = [], []
    for what, sizes, costs in grown:
        whole, last = exponent(sizes, costs), exponent(sizes[-2:], costs[-2:])
        rows.append((what, f"{sizes[0]}–{sizes[-1]}", f"{whole:.2f}", f"{last:.2f}"))
        figures.append(Figure(what, "growth", "exponent", "", Spread.of([whole])))
        figures.append(Figure(what, "growth, last tenfold", "exponent", "", Spread.of([last])))
    head = ("what grows", "from–to", "exponent", "last tenfold")
    return Table("Exponents of growth", TOLD, head, tuple(rows), tuple(figures))
