"""Units that people add to a corridor."""

from __future__ import annotations

from datetime import UTC, datetime

from karar.model.additions import Addition, AdditionSource, Held, identify_addition
from karar.tracking.corridor_units import with_units
from karar.tracking.corridors import build_corridor
from tests.tracking.corridors import UP, rows_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def unit(name, place, **fields):
    """Make a unit that a person added."""
    given = {"kind": "unit", "subject": f"corridor:{UP}", "what": name, "place": place, "who": "a clerk", "at": NOW}
    source = AdditionSource("https://example.org/unit", "A paper", "2025-01-01")
    return identify_addition(Addition(source=source, **given | fields))


def test_a_unit_is_added_to_its_node():
    """By the node's name in any language; its source is among the corridor's, and its own country is no partner."""
    corridor = build_corridor(rows_of(UP), None)
    made = unit("A gun works", "कानपुर", note="barrels", parties=("IN", "KR"), day="2025", value="5000000000")
    (found,) = with_units([corridor], [Held(made, None, None)])
    added = found.units[-1]
    assert (added.id, added.node, added.makes, added.partners) == (made.id, "kanpur", "barrels", ("KR",))
    assert found.sources[added.source].address == "https://example.org/unit"
    assert found.units[:-1] == corridor.units
    assert found.problems == corridor.problems


def test_a_unit_in_no_node_is_kept_with_its_problem():
    """Nothing is dropped; one that was taken back, or is another corridor's, is not shown."""
    corridor = build_corridor(rows_of(UP), None)
    made = unit("A gun works", "Chennai")
    (found,) = with_units([corridor], [Held(made, None, None)])
    assert found.units[-1].node == "Chennai"
    assert [one.kind for one in found.problems[len(corridor.problems) :]] == ["in-no-node"]
    others = [Held(made, None, "t"), Held(unit("B", "Agra", subject="corridor:other"), None, None)]
    assert with_units([corridor], others) == (corridor,)
