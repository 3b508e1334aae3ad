"""What people decide: kept with who, when and why, carried to newer readings, and never overwritten."""

from __future__ import annotations

import pytest

from karar.errors import NotFoundError, UsageError
from karar.model.commitments import LinkJudgement
from karar.model.judgements import settle
from karar.model.spans import Span
from tests.ledger.making import GRAMMAR, claim, document, money

NEWER = "grammar/1.1.0"
TEXT = "Japan will invest 10 trillion yen in India. India and Korea signed a pact on ships."
PLEDGE, PACT = TEXT.split(". ")


def spans(*words):
    """Find words in the text."""
    return tuple(Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


def pledge(doc, **fields):
    """Make the claim of the first sentence."""
    given = {"act": "pledge", "parties": ("JP", "IN"), "amounts": (money("10000000000000"),)}
    given["evidence"] = {"act": spans("invest"), "amounts.0": spans("10 trillion yen")}
    return claim(doc, PLEDGE, **given | fields)


def pact(doc, **fields):
    """Make the claim of the second sentence."""
    given = {"act": "sign", "parties": ("IN", "KR"), "evidence": {"act": spans("signed"), "parties.1": spans("Korea")}}
    return claim(doc, PACT, **given | fields)


@pytest.fixture
def doc():
    """A page of two sentences."""
    return document(TEXT, lang="en")


@pytest.fixture
def read(ledger, doc):
    """Two claims of one page."""
    made = pledge(doc), pact(doc)
    ledger.add(doc, GRAMMAR, made)
    return made


def test_a_judgement_keeps_who_when_and_why(ledger, clock, read):
    """It comes back as it was given, with the ledger's time, and its id is the hash of all of it."""
    clock.on(3)
    made = ledger.judge("accept", [read[0].id[:8]], why=" read the page ", who="a clerk")
    ((kept, about),) = ledger.judgements()
    assert kept == made
    assert (kept.why, kept.who, kept.at, about) == ("read the page", "a clerk", clock.now, (read[0].id,))
    again = ledger.judge("accept", [read[0].id], why="read the page", who="another")
    assert again.id != made.id
    assert len(ledger.judgements()) == 2


@pytest.mark.parametrize(
    ("kind", "count", "given", "word"),
    [
        ("accept", 1, {"why": "  "}, "reason"),
        ("accept", 1, {"who": ""}, "name"),
        ("link", 1, {}, "two claims"),
        ("accept", 2, {}, "one claim"),
        ("reject", 1, {"field": "act"}, "no field"),
        ("correct", 1, {}, "names a field"),
        ("accept", 1, {"field": "amounts.7"}, "no amounts.7"),
        ("accept", 1, {"value": 1}, "no value"),
        ("correct", 1, {"field": "amounts.3", "value": {}}, "no amounts.3"),
        ("correct", 1, {"field": "giver", "value": "FR"}, "not among the parties"),
        ("correct", 1, {"field": "amounts.0", "value": {"value": "ten", "currency": "JPY"}}, "cannot be"),
        ("correct", 1, {"field": "confidence", "value": 1.0}, "no field"),
        ("correct", 1, {"field": "nothing", "value": 1}, "no field"),
    ],
)
def test_what_is_no_judgement_is_refused(ledger, read, kind, count, given, word):
    """Nothing is written, and the fault is named."""
    with pytest.raises(UsageError, match=word):
        ledger.judge(kind, [one.id for one in read[:count]], **{"why": "seen", "who": "a clerk", **given})
    assert ledger.judgements() == []


def test_a_claim_that_is_not_there_cannot_be_judged(ledger, read):
    """An unknown id is not found, and nothing is kept."""
    with pytest.raises(NotFoundError):
        ledger.judge("link", [read[0].id, "zzzz"], why="seen", who="a clerk")
    assert ledger.judgements() == []


def test_a_correction_goes_into_what_is_linked(ledger, read):
    """The claim keeps its id and its other fields; the page says what it did."""
    value = {"value": "5000000000000", "currency": "JPY", "qualifier": "about"}
    ledger.judge("correct", [read[0].id], field="amounts.0", value=value, why="the page says so", who="a clerk")
    (found,) = (one for one in ledger.linkable("test").claims if one.id == read[0].id)
    assert (found.amounts[0].value, found.amounts[0].qualifier) == ("5000000000000", "about")
    assert "amounts.0" not in found.evidence
    assert "act" in found.evidence
    assert ledger.claim(read[0].id) == read[0]


def test_corrections_build_on_each_other(ledger, read):
    """A party is added first, and then made the giver."""
    ledger.judge("correct", [read[0].id], field="parties.2", value="FR", why="seen", who="a clerk")
    ledger.judge("correct", [read[0].id], field="giver", value="FR", why="seen", who="a clerk")
    (found,) = (one for one in ledger.linkable("test").claims if one.id == read[0].id)
    assert (found.parties, found.giver) == (("JP", "IN", "FR"), "FR")


def test_what_is_rejected_is_not_linked(ledger, read):
    """Nor is a pair with it; it can still be looked up."""
    ledger.judge("link", [read[0].id, read[1].id], why="seen", who="a clerk")
    ledger.judge("reject", [read[1].id], why="a rumour", who="a clerk")
    what = ledger.linkable("test")
    assert [one.id for one in what.claims] == [read[0].id]
    assert what.judgements == ()
    assert ledger.claim(read[1].id) == read[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("link", 2, {}), ("split", 2, {})),
        (("split", 2, {}), ("link", 2, {})),
        (("accept", 1, {}), ("reject", 1, {})),
        (("reject", 1, {}), ("accept", 1, {})),
        (("reject", 1, {}), ("correct", 1, {"field": "giver", "value": "JP"})),
        (("correct", 1, {"field": "giver", "value": "JP"}), ("correct", 1, {"field": "giver", "value": "IN"})),
        (("accept", 1, {"field": "act"}), ("correct", 1, {"field": "act", "value": "agree"})),
    ],
)
def test_of_two_that_contradict_the_later_holds(ledger, clock, read, first, second):
    """By another person or the same; the former is still there, and says which overruled it."""
    made = []
    for (kind, count, given), who in ((first, "a clerk"), (second, "another")):
        made.append(ledger.judge(kind, [one.id for one in read[:count]], why="seen", who=who, **given))
        clock.on()
    listed = ledger.judgements()
    assert [one.judgement for one in listed] == made
    assert settle(listed).overruled == {made[0].id: made[1].id}
    before = ledger.judgements(as_of=made[0].at)
    assert settle(before).overruled == {}


def test_a_link_contradicts_a_split_through_others(ledger, doc):
    """A with B, B with C, and A not with C: the latest two hold, the first gives way."""
    made = [pledge(doc, project=name) for name in "abc"]
    ledger.add(doc, GRAMMAR, made)
    a, b, c = (one.id for one in made)
    first = ledger.judge("link", [a, b], why="seen", who="a clerk")
    ledger.judge("link", [b, c], why="seen", who="a clerk")
    split = ledger.judge("split", [a, c], why="seen", who="a clerk")
    settled = settle(ledger.judgements())
    assert settled.overruled == {first.id: split.id}
    assert {(one.verdict, frozenset((one.a, one.b))) for one in settled.links} == {
        ("link", frozenset((b, c))),
        ("split", frozenset((a, c))),
    }


def test_agreeing_judgements_do_not_overrule(ledger, read):
    """Two people who decide alike both stand."""
    for who in ("a clerk", "another"):
        ledger.judge("link", [read[0].id, read[1].id], why="seen", who=who)
        ledger.judge("accept", [read[0].id], field="act", why="seen", who=who)
    assert settle(ledger.judgements()).overruled == {}


def test_judgements_are_carried_to_a_newer_reading(ledger, doc, read):
    """The claim that stands on most of the same words takes the place of the one judged."""
    ledger.judge("link", [read[0].id, read[1].id], why="seen", who="a clerk")
    ledger.judge("correct", [read[0].id], field="giver", value="JP", why="seen", who="a clerk")
    newer = pledge(doc, reader=NEWER, giver="IN"), pact(doc, reader=NEWER, sectors=("maritime",))
    ledger.add(doc, NEWER, newer)
    listed = ledger.judgements()
    assert [one.claims for one in listed] == [(newer[0].id, newer[1].id), (newer[0].id,)]
    what = ledger.linkable("test")
    assert what.judgements == (LinkJudgement("link", *sorted(one.id for one in newer)),)
    assert next(one for one in what.claims if one.id == newer[0].id).giver == "JP"


def test_a_judgement_of_what_is_no_longer_read_is_stale(ledger, doc, read):
    """It is listed as such, counts for nothing, and holds again when the words are read again."""
    ledger.judge("reject", [read[1].id], why="seen", who="a clerk")
    ledger.add(doc, NEWER, [pledge(doc, reader=NEWER)])
    (one,) = ledger.judgements()
    assert (one.stale, one.claims) == (True, (None,))
    assert settle([one]).rejected == {}
    newest = pact(doc, reader="grammar/1.2.0")
    ledger.add(doc, "grammar/1.2.0", [newest])
    assert ledger.judgements()[0].claims == (newest.id,)


def test_two_that_stand_on_the_same_words_leave_it_stale(ledger, doc, read):
    """Which of them is meant, nobody can tell."""
    ledger.judge("reject", [read[1].id], why="seen", who="a clerk")
    ledger.add(doc, NEWER, [pact(doc, reader=NEWER, project=name) for name in ("a", "b")])
    assert ledger.judgements()[0].stale


def test_judgements_are_carried_to_the_same_words_with_other_facts(ledger, doc, read):
    """A page handed in again with its day is another document with the same words."""
    ledger.judge("accept", [read[0].id], why="seen", who="a clerk")
    dated = document(TEXT, lang="en", published="2025-08-29")
    again = pledge(dated)
    ledger.add(dated, GRAMMAR, [again], handed="stated")
    assert ledger.judgements()[0].claims == (again.id,)


def test_a_past_day_knows_only_its_own_judgements(ledger, clock, read):
    """What was decided later is not seen."""
    before = clock.on()
    ledger.judge("accept", [read[0].id], why="seen", who="a clerk")
    assert ledger.judgements(as_of=before) == []
    assert len(ledger.judgements(as_of=clock.now)) == 1


def test_a_correction_that_fits_no_more_is_named(ledger, doc, read):
    """A newer reading lacks the party that was made the giver: the correction is left out and listed as a misfit."""
    made = ledger.judge("correct", [read[0].id], field="giver", value="IN", why="seen", who="a clerk")
    newer = pledge(doc, reader=NEWER, parties=("JP", "US"))
    ledger.add(doc, NEWER, [newer])
    decisions = settle(ledger.judgements())
    assert decisions.misfits(newer) == (made,)
    assert decisions.correct(newer) == newer
