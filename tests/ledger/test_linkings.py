"""Linking runs: what they change is written at once, and every past state can be replayed."""

from __future__ import annotations

import pytest

from karar.errors import LedgerError, NotFoundError
from karar.ledger import Ledger
from karar.ledger.tables import commitments, links, members, relations
from karar.model.commitments import Commitment, Linking
from tests.ledger.making import GRAMMAR, claim, document, link_alike, money


def page(number, **fields):
    """Make a document with one claim of it."""
    doc = document(f"page {number}", uri=f"https://example.org/{number}", published=f"2025-08-{number:02}")
    return doc, claim(doc, **fields)


def keep(ledger, *pages):
    """Add pages to a ledger; return their claims."""
    for doc, one in pages:
        ledger.add(doc, GRAMMAR, [one])
    return [one for _, one in pages]


def link(ledger):
    """Link what the ledger holds."""
    what = ledger.linkable("test/1")
    return ledger.add_linking(link_alike(what.claims, what.judgements), what)


def rows(ledger):
    """Count the rows that all runs wrote."""
    with ledger._engine.connect() as connection:
        return [len(connection.execute(table.select()).all()) for table in (commitments, members, links, relations)]


def test_a_linking_comes_back(ledger):
    """Commitments, members, links and relations are those that the linker gave."""
    keep(ledger, page(1), page(2), page(3, act="sign"))
    what = ledger.linkable("test/1")
    found = link_alike(what.claims)
    assert [len(one.claims) for one in found.commitments] in ([1, 2], [2, 1])
    assert found.relations
    told = ledger.add_linking(found, what)
    assert (told.claims, told.new_claims, told.commitments, told.new, told.changed, told.ended) == (3, 3, 2, 2, 0, 0)
    assert ledger.linking() == found
    for one in found.commitments:
        assert [ledger.commitment(name[:12]) for name in one.claims] == [one] * len(one.claims)
    ((relation,),) = (one.relations for one in found.commitments if one.relations)
    assert ledger.relations(relation.target) == ledger.relations(relation.source) == (relation,)


def test_a_run_writes_what_has_changed(ledger):
    """A fourth report of a promise is one row; a run that finds nothing else writes nothing else."""
    keep(ledger, page(1), page(2), page(3, act="sign"))
    link(ledger)
    before = rows(ledger)
    keep(ledger, page(4))
    told = link(ledger)
    assert (told.new_claims, told.new, told.changed, told.ended) == (1, 0, 1, 0)
    assert rows(ledger)[1] == before[1] + 1
    assert rows(ledger)[0] == before[0]
    before = rows(ledger)
    told = link(ledger)
    assert (told.new_claims, told.new, told.changed, told.ended) == (0, 0, 0, 0)
    assert rows(ledger) == before


def test_what_was_linked_already_is_known(ledger):
    """The same claims and judgements by the same linker need no run; another claim, judgement or linker does."""
    (one, _) = keep(ledger, page(1), page(2))
    assert not ledger.linkable("test/1").known
    link(ledger)
    assert ledger.linkable("test/1").known
    assert not ledger.linkable("test/2").known
    ledger.judge("correct", [one.id], field="project", value="a port", why="seen", who="a clerk")
    assert not ledger.linkable("test/1").known
    link(ledger)
    keep(ledger, page(3))
    assert not ledger.linkable("test/1").known
    link(ledger)
    ledger.withdraw("https://example.org/3", "asked", drop_claims=True)
    assert not ledger.linkable("test/1").known


def test_judgements_survive_linking_again(ledger, clock):
    """A split stays split, whatever comes later and however often it is linked."""
    first, second = keep(ledger, page(1), page(2))
    link(ledger)
    assert len(ledger.linking().commitments) == 1
    ledger.judge("split", [first.id, second.id], why="two loans", who="a clerk")
    told = link(ledger)
    assert (told.new, told.changed, told.ended) == (1, 1, 0)
    keep(ledger, page(3))
    link(ledger)
    assert ledger.commitment(first.id).id != ledger.commitment(second.id).id


def test_every_past_state_can_be_replayed(ledger, clock):
    """What a day knew is what was linked by its end, of the claims that it knew."""
    seen = []
    for number in range(1, 6):
        keep(ledger, page(number, amounts=(money(str(number % 2)),)))
        if number == 4:
            ledger.judge("link", [one.id for one in ledger.linkable("x").claims][:2], why="seen", who="a clerk")
        link(ledger)
        seen.append((clock.now, ledger.linking()))
        clock.on()
    assert len({str(found) for _, found in seen}) == len(seen)
    for moment, found in seen:
        assert ledger.linking(as_of=moment) == found


def test_before_the_first_run_there_is_nothing(ledger, clock):
    """No commitments, no run, and a claim says that it is not linked."""
    (one,) = keep(ledger, page(1))
    before = clock.on()
    assert (ledger.linking(), ledger.last_linking()) == (Linking(()), None)
    with pytest.raises(NotFoundError, match="karar link"):
        ledger.commitment(one.id)
    link(ledger)
    assert ledger.last_linking(before) is None
    assert ledger.last_linking().linker == "test/1"
    with pytest.raises(NotFoundError):
        ledger.commitment(one.id, as_of=before)


def test_claims_that_left_the_view_leave_their_commitment(ledger):
    """At once for who looks, and with the next run for good."""
    first, second = keep(ledger, page(1), page(2))
    link(ledger)
    ledger.withdraw("https://example.org/1", "asked", drop_claims=True)
    (one,) = ledger.linking().commitments
    assert (one.id, one.claims) == (first.id, (second.id,))
    told = link(ledger)
    assert (told.new, told.ended) == (1, 1)
    assert ledger.commitment(second.id).id == second.id


def test_another_run_meanwhile_is_told(ledger, path):
    """Two programs that link at once: the one that comes second is refused, and may go again."""
    keep(ledger, page(1))
    what = ledger.linkable("test/1")
    with Ledger.open(path) as other:
        link(other)
    with pytest.raises(LedgerError, match="meanwhile"):
        ledger.add_linking(link_alike(what.claims), what)
    assert len(ledger.linking().commitments) == 1


@pytest.mark.parametrize("fault", ["strange", "twice"])
def test_a_linking_of_other_claims_is_refused(ledger, fault):
    """A claim that was not asked for, or one in two commitments, is the linker's fault; nothing is written."""
    first, second = keep(ledger, page(1), page(2))
    what = ledger.linkable("test/1")
    names = (second.id, "x" * 26) if fault == "strange" else (first.id, second.id)
    found = Linking((Commitment(first.id, (first.id,)), Commitment(second.id, names)))
    with pytest.raises(ValueError):
        ledger.add_linking(found, what)
    assert ledger.last_linking() is None
