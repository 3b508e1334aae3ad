"""The export: the same content gives the same bytes."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from karar.ledger import Ledger, Reading
from karar.model.claims import Claim
from tests.ledger.making import GRAMMAR, claim, document, money

NEWER = "grammar/1.1.0"


def corpus():
    """Make readings of a few documents, some at two addresses and some by two readers."""
    made = []
    for number in range(4):
        for uri in ("https://example.org/b", "https://example.org/a")[: 1 + number % 2]:
            doc = document(f"समझौता {number}", uri=f"{uri}/{number}")
            for reader in (GRAMMAR, NEWER)[: 1 + number // 2]:
                found = [claim(doc, reader=reader, amounts=(money(str(n)),)) for n in range(number)]
                made.append(Reading(doc, reader, found))
    return made


READINGS = corpus()
FIRST = [one for one in READINGS if one.reader == GRAMMAR]


def export_of(readings, **how):
    """Return the export of a new ledger to which the readings were added."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "karar.db") as ledger:
        at_once = how.pop("at_once", 1)
        ledger.add_all(readings, at_once=at_once)
        return b"".join(ledger.export(**how))


@settings(max_examples=25, deadline=None)
@given(st.permutations(FIRST), st.integers(1, 5), st.lists(st.sampled_from(FIRST), max_size=4))
def test_the_order_of_reading_makes_no_difference(readings, at_once, again):
    """Pages in any order, in batches of any size, some of them twice: the same bytes."""
    assert export_of([*readings, *again], at_once=at_once) == export_of(FIRST)


@settings(max_examples=15, deadline=None)
@given(st.permutations(READINGS))
def test_all_readings_know_no_order_of_readers(readings):
    """With every reading in it, not even the order of the readers is seen."""
    assert export_of(readings, all_readings=True) == export_of(READINGS, all_readings=True)


def test_lines_are_claims(ledger):
    """Each line is a claim in canonical form: sorted by id, keys by name, no observation in it."""
    ledger.add_all(READINGS)
    lines = list(ledger.export())
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
    claims = [msgspec.json.decode(line, type=Claim) for line in lines]
    assert [one.id for one in claims] == sorted(one.id for one in ledger.claims())
    keys = list(json.loads(lines[0]))
    assert keys == sorted(keys)
    assert {one.source.uri.split("/")[3] for one in claims} == {"a", "b"}


def test_a_past_export(ledger, clock):
    """The export of a past moment is what it was then."""
    ledger.add_all(FIRST)
    before = list(ledger.export())
    everything = list(ledger.export(all_readings=True))
    moment = clock.on()
    ledger.add_all(READINGS)
    assert list(ledger.export()) != before
    assert list(ledger.export(as_of=moment)) == before
    assert list(ledger.export(as_of=moment, all_readings=True)) == everything
