"""What a ledger knows is not read again; what it does not know for certain is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from karar.errors import KararError, LedgerError, PageError
from karar.ledger import Added, Ledger, Reading
from karar.model.documents import Page, PageFacts
from karar.pipeline import keeping
from karar.pipeline.keeping import Keeper
from karar.pipeline.resume import read_unknown, reader_of
from karar.pipeline.run import Outcome, read_pages
from tests.reference.known import reference

TEXT = "भारत और जापान ने समझौते पर हस्ताक्षर किए।"
SPORT = "The home side won by four wickets on Saturday."
SEEN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An open ledger with nothing in it."""
    with Ledger.open(tmp_path / "karar.db") as opened:
        yield opened


def page(text: str, name: str = "a.txt", **fields) -> Page:
    """A page of plain text."""
    return Page(text.encode(), name, "text/plain", **fields)


def read(ledger: Ledger, *pages: Page | KararError, show: bool = True) -> list[Outcome]:
    """Read pages into the ledger; return what became of them."""
    outcomes = []
    with Keeper(ledger, lambda _uri, _added: None) as keeper:
        for outcome in read_unknown(pages, ledger, reference(), show=show):
            outcomes.append(outcome)
            if not outcome.error:
                keeper.add(outcome)
    return outcomes


def test_the_second_time_everything_is_known(ledger):
    """With the same claims, and an outcome for each page in its place."""
    fault = PageError("gone", where="gone.txt")
    first = read(ledger, page(TEXT), fault, page(SPORT, "b.txt"))
    second = read(ledger, page(TEXT), fault, page(SPORT, "b.txt"))
    assert [outcome.known is not None for outcome in first] == [False, False, False]
    assert [outcome.known is not None for outcome in second] == [True, False, True]
    assert [outcome.let_go for outcome in first] == [outcome.let_go for outcome in second] == [False, False, True]
    assert [outcome.claims for outcome in first] == [outcome.claims for outcome in second]
    assert [outcome.error for outcome in second] == [None, fault, None]
    assert [claim.act for claim in second[0].claims] == ["sign"]


def test_claims_are_loaded_only_to_be_shown(ledger):
    """Their number is known without them."""
    read(ledger, page(TEXT))
    (outcome,) = read(ledger, page(TEXT), show=False)
    assert (outcome.claims, outcome.known.claims) == ((), 1)


def test_known_claims_stand_at_the_page_s_own_address(ledger):
    """As they did when it was read, although the ledger knows a better address of the same words by now."""
    facts = PageFacts(uri="https://example.org/a")
    first = read(ledger, page(TEXT), page(TEXT, "b.txt", facts=facts))
    again = read(ledger, page(TEXT), page(TEXT, "b.txt", facts=facts))
    uris = [claim.source.uri for outcome in again for claim in outcome.claims]
    assert uris == ["file:a.txt", "https://example.org/a"]
    assert [outcome.claims for outcome in again] == [outcome.claims for outcome in first]


def test_a_known_page_is_handed_in_again(ledger):
    """With the time at which it stood there now."""
    read(ledger, page(TEXT))
    read(ledger, page(TEXT, seen=SEEN, how="fetch"))
    (one, other) = ledger.source("file:a.txt").observations
    assert {one.how, other.how} == {"read", "fetch"}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("karar.__version__", "99.0"),
        ("karar.pipeline.resume.READER", "grammar/99.0.0"),
        ("karar.pipeline.resume.PROJECTIONS", ("html/99",)),
    ],
)
def test_another_program_reads_anew(ledger, monkeypatch, place, value):
    """Its version, its reader's, or how it stores a text may each make it read otherwise."""
    assert reader_of(reference()).startswith("grammar/")
    read(ledger, page(TEXT))
    monkeypatch.setattr(place, value)
    (outcome,) = read(ledger, page(TEXT))
    assert outcome.known is None
    assert outcome.document


def test_other_reference_data_reads_anew(ledger):
    """A new word in a pack may make a claim of what said nothing."""
    read(ledger, page(TEXT))
    other = type(reference())(
        reference().surfaces, reference().packs, reference().sectors, reference().initiatives, "other"
    )
    (outcome,) = read_unknown([page(TEXT)], ledger, other)
    assert outcome.known is None


def test_no_page_waits_for_others_that_come_slowly(ledger, monkeypatch):
    """A page that took a second to fetch is read before the next one is asked for."""
    monkeypatch.setattr("karar.pipeline.resume._PATIENCE", -1.0)
    asked = []

    def hand_in() -> Iterator[Page]:
        for name in ("a.txt", "b.txt", "c.txt"):
            asked.append(name)
            yield page(TEXT, name)

    next(read_unknown(hand_in(), ledger, reference()))
    assert asked == ["a.txt"]


@pytest.fixture
def batches(ledger, monkeypatch) -> list[int]:
    """How many readings the ledger was asked to add at once, each time."""
    found: list[int] = []
    add_all = ledger.add_all

    def note(readings: list[Reading], *, at_once: int) -> list[Added]:
        found.append(len(readings))
        return add_all(readings, at_once=at_once)

    monkeypatch.setattr(ledger, "add_all", note)
    monkeypatch.setattr(keeping, "_PATIENCE", 1e9)
    return found


def keep(ledger: Ledger, number: int, fault: BaseException | None = None) -> None:
    """Keep so many outcomes, and stop with a fault."""
    with Keeper(ledger, lambda _uri, _added: None) as keeper:
        for outcome in read_pages([page(f"{TEXT} {n}") for n in range(number)], reference()):
            keeper.add(outcome)
        if fault:
            raise fault


def test_many_are_written_at_once(ledger, batches):
    """A full batch is written when it is full, the rest at the end."""
    keep(ledger, keeping.AT_ONCE + 3)
    assert batches == [keeping.AT_ONCE, 3]


def test_long_texts_do_not_pile_up(ledger, batches, monkeypatch):
    """So many characters are written, however few pages they are."""
    monkeypatch.setattr(keeping, "_CHARACTERS", 2 * len(TEXT))
    keep(ledger, 4)
    assert batches == [2, 2]


def test_nothing_waits_long(ledger, batches, monkeypatch):
    """Where pages come slowly each is written when it comes."""
    monkeypatch.setattr(keeping, "_PATIENCE", -1.0)
    keep(ledger, 3)
    assert batches == [1, 1, 1]


def test_what_waits_is_written_when_the_reading_is_stopped(ledger, batches):
    """By Ctrl-C or by a fault of whoever shows the claims."""
    for number, fault in enumerate((KeyboardInterrupt(), BrokenPipeError()), start=1):
        with pytest.raises(type(fault)):
            keep(ledger, number, fault)
    assert batches == [1, 2]


def test_a_ledger_that_failed_is_not_asked_again(ledger, batches):
    """What it could not take once it is not offered a second time."""
    ledger.path.unlink()
    with pytest.raises(LedgerError, match="deleted"):
        keep(ledger, keeping.AT_ONCE + 1)
    assert batches == [keeping.AT_ONCE]
