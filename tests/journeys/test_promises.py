"""From pages to promises: what the histories in ../shared/facts.md come to when pages written for them are read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from karar.ledger import Ledger
from karar.model.commitments import Commitment
from karar.model.documents import Page, PageFacts
from karar.pages import read_page
from karar.pipeline import READER, linking, read_document
from karar.pipeline.linking import known_at, link_ledger, linker_of
from karar.reference.rates import Rates, load_rates
from karar.tracking.amounts import Slip, yearly
from karar.tracking.fields import Field
from karar.tracking.history import Known, State, compare_states, state_of
from karar.tracking.prices import Pricing
from karar.tracking.totals import add_up
from tests.ledger.making import Clock
from tests.reference.known import reference

MINISTRY = "Ministry of External Affairs"
SUMMIT = (
    (
        "vision",
        MINISTRY,
        "2025-08-29",
        "en",
        (
            "Japan and India set a target of 10 trillion yen of private investment "
            "from Japan in India over the next ten years."
        ),
    ),
    (
        "speech",
        "Reuters",
        "2025-08-29",
        "en",
        ("Japan will invest 10 trillion yen, about 68 billion dollars, in India over the next ten years."),
    ),
    (
        "right",
        "Udaharan",
        "2025-08-30",
        "hi",
        ("जापान अगले दस वर्षों में भारत में 10 ट्रिलियन येन यानी करीब छह लाख करोड़ रुपये का निवेश करेगा।"),
    ),
    (
        "tenth",
        "Namuna",
        "2025-08-30",
        "hi",
        ("जापान अगले दस वर्षों में भारत में 10 ट्रिलियन येन यानी करीब 60,000 करोड़ रुपये का निवेश करेगा।"),
    ),
)
FIRST = (
    ("goal", MINISTRY, "2022-03-19", "en", "Japan will invest 5 trillion yen in India over the next five years."),
    (
        "swapped",
        "The Example",
        "2022-03-20",
        "en",
        ("Japan will invest 5 trillion dollars in India over the next five years."),
    ),
)
ROADMAP = (
    (
        "drawn",
        MINISTRY,
        "2019-09-07",
        "en",
        (
            "On 6 September 2019 India and South Korea agreed on a roadmap for "
            "cooperation between their defence industries."
        ),
    ),
    (
        "final",
        MINISTRY,
        "2020-02-05",
        "en",
        (
            "On 4 February 2020 India and South Korea finalised the roadmap for "
            "cooperation between their defence industries."
        ),
    ),
)
RARE_EARTHS = (
    ("halt", "Reuters", "2025-06-13", "en", "India suspended the rare earths agreement with Japan."),
    ("praise", MINISTRY, "2025-08-29", "en", "India supplies rare earths to Japan under their agreement."),
)
Told = tuple[str, str, str, str, str]


@pytest.fixture(scope="module")
def rates() -> Rates:
    """The rates that this checkout was built with."""
    return load_rates()


@pytest.fixture
def clock() -> Clock:
    """A clock that the test moves."""
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock):
    """An empty ledger."""
    with Ledger.open(tmp_path / "karar.db", clock=clock) as opened:
        yield opened


def read(ledger: Ledger, *pages: Told) -> dict[str, str]:
    """Read pages into a ledger; return the id of each one's claim."""
    found = {}
    for name, publisher, published, lang, text in pages:
        facts = PageFacts(f"https://{name}.example/", publisher, published, lang)
        doc = read_page(Page(f"{text}\n".encode(), f"{name}.txt", facts=facts))
        (claim,) = read_document(doc, reference()).claims
        ledger.add(doc, READER, [claim])
        found[name] = claim.id
    return found


def link(ledger: Ledger, rates: Rates, *, groups: tuple[tuple[str, ...], ...] = ()) -> Known:
    """Link a ledger, with what a person decided; return what is known then."""
    for group in groups:
        ledger.judge("link", group, why="one promise", who="a clerk")
    for i, one in enumerate(groups):
        for other in groups[i + 1 :]:
            ledger.judge("split", [one[0], other[0]], why="two promises", who="a clerk")
    link_ledger(ledger, *linker_of(reference(), rates))
    return known_at(ledger, None)


def commitment(known: Known, claim: str) -> Commitment:
    """Return the commitment of a claim."""
    return next(one for one in known.linking.commitments if claim in one.claims)


def field(state: State, name: str, step: str | None = None) -> Field:
    """Return one field of a state."""
    (found,) = (one for one in state.fields if one.name == name and (step is None or one.step == step))
    return found


def test_the_summit_of_august_2025(ledger, rates):
    """Four reports, one promise: the tenth is named, private stays private, and the others are listed as silent."""
    ids = read(ledger, *SUMMIT)
    known = link(ledger, rates, groups=(tuple(ids.values()),))
    state = state_of(known, commitment(known, ids["vision"]), rates)
    sums = field(state, "promise", "pledge")
    assert sums.headline.value.value == "10000000000000"
    by_sum = {one.value.value: one for one in sums.values}
    assert by_sum["68000000000"].agreement == by_sum["6000000000000"].agreement == "agrees"
    wrong = by_sum["600000000000"]
    assert (wrong.agreement, wrong.comparison.slip) == ("conflict", Slip(power=-1))
    assert [one.claim for one in wrong.reports] == [ids["tenth"]]
    assert wrong.comparison.rate.day == "2025-08-29"
    funds = field(state, "funds")
    assert (funds.headline.value, funds.headline.reports[0].claim) == ("private", ids["vision"])
    assert set(funds.silent) == {ids["speech"], ids["right"], ids["tenth"]}


def test_the_goal_of_march_2022_went_at_the_same_pace(ledger, rates):
    """Five trillion yen in five years and ten in ten: another sum, the same each year; and dollars were a slip."""
    ids = read(ledger, *SUMMIT[:2], *FIRST)
    known = link(ledger, rates, groups=((ids["vision"], ids["speech"]), (ids["goal"], ids["swapped"])))
    older, newer = commitment(known, ids["goal"]), commitment(known, ids["vision"])
    assert older != newer
    assert yearly(known.claims[ids["goal"]]) == yearly(known.claims[ids["speech"]]) == ("JPY", Decimal(10**12))
    sums = field(state_of(known, older, rates), "promise")
    assert [one.value.currency for one in sums.values] == ["JPY", "USD"]
    assert (sums.values[1].comparison.slip, sums.values[1].comparison.rate.day) == (Slip(meant="JPY"), "2022-03-18")


def test_both_are_never_added_together_where_the_one_raises_the_other(ledger, rates):
    """The newer goal takes the older one's place in totals, where the linker sees that it raises it."""
    ids = read(ledger, *SUMMIT[1:2], *FIRST[:1])
    known = link(ledger, rates)
    (relation,) = known.linking.relations
    assert (relation.kind, relation.source, relation.target) == ("raises", ids["speech"], ids["goal"])
    fields = {one.id: state_of(known, one, rates).fields for one in known.linking.commitments}
    found = add_up(known.linking.commitments, fields, rates)
    assert [(one.rung, one.value) for one in found.totals] == [("pledge", 10**13)]
    assert [(one.reason, one.by) for one in found.left_out] == [("raised", ids["speech"])]


def test_a_roadmap_drawn_up_and_finalised(ledger, rates):
    """6 September 2019 and 4 February 2020: one promise with two dated steps."""
    ids = read(ledger, *ROADMAP)
    known = link(ledger, rates, groups=(tuple(ids.values()),))
    state = state_of(known, commitment(known, ids["drawn"]), rates)
    assert [(one.day, one.step) for one in state.events] == [("2019-09-06", "pledge"), ("2020-02-04", "signed")]


def test_what_was_suspended_and_is_praised_is_contested(ledger, rates):
    """A suspension in June, praise in August: both stand, and nobody calls it simply on track."""
    ids = read(ledger, *RARE_EARTHS)
    known = link(ledger, rates, groups=(tuple(ids.values()),))
    state = state_of(known, commitment(known, ids["halt"]), rates)
    assert {one.value for one in field(state, "standing").values} == {"goes-on", "withdrawn"}
    assert field(state, "standing") in state.disputed


def test_each_day_is_shown_as_it_was_known(ledger, clock, rates):
    """A page a day: every evening's state is replayed to the letter, and the days between are told apart."""
    evenings = []
    for told in (*SUMMIT, *FIRST):
        read(ledger, told)
        known = link(ledger, rates)
        evenings.append((clock.now, known, [state_of(known, one, rates) for one in known.linking.commitments]))
        clock.on()
    for moment, known, states in evenings:
        then = known_at(ledger, moment)
        assert then == known
        assert [state_of(then, one, rates) for one in then.linking.commitments] == states
    changes = compare_states(evenings[2][1], evenings[3][1], rates)
    assert [one.change for one in changes] == ["reports", "dispute"]
    assert compare_states(evenings[5][1], known_at(ledger, None), rates) == ()


def test_bad_claims_are_linked_and_shown(ledger, rates):
    """Without parties, day, currency or number nothing fails, and what is lacking is said."""
    pages = (
        ("bare", None, None, "en", "Japan will give India a loan of 5 billion."),
        ("cut", None, None, "hi", "जापान भारत को 5 अरब … देगा।"),
    )
    for name, publisher, published, lang, text in pages:
        doc = read_page(Page(text.encode(), f"{name}.txt", facts=PageFacts(None, publisher, published, lang)))
        ledger.add(doc, READER, read_document(doc, reference()).claims)
    known = link(ledger, rates)
    states = [state_of(known, one, rates) for one in known.linking.commitments]
    assert states
    assert all(event.day is None for state in states for event in state.events)
    fields = {one.commitment.id: one.fields for one in states}
    totals = add_up(known.linking.commitments, fields, rates, pricing=Pricing("INR"))
    assert totals.totals == ()
    assert {one.reason for one in totals.left_out} <= {"no-currency", "no-value", "no-day"}


def test_many_claims_are_linked_in_bulk_with_the_same_result(tmp_path, rates, monkeypatch):
    """The threshold put down to one: the ledger says what it would have said; then there is nothing new."""
    told = []
    for name, least in (("memory", 10**6), ("bulk", 1)):
        monkeypatch.setattr(linking, "BULK_FROM", least)
        with Ledger.open(tmp_path / f"{name}.db", clock=Clock()) as ledger:
            read(ledger, *SUMMIT, *FIRST, *ROADMAP, *RARE_EARTHS)
            steps = []
            linker = linker_of(reference(), rates, lambda step, done, of, steps=steps: steps.append(step))
            told.append((link_ledger(ledger, *linker), ledger.linking(), link_ledger(ledger, *linker)))
            assert bool(steps) == (name == "bulk")
    assert told[0] == told[1]
    assert told[0][0].commitments > 1
    assert told[0][2] is None
