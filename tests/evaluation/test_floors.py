"""Floors only rise, and a figure below one is told."""

import pytest

from karar.errors import InputError
from karar.evaluation.floors import broken_floors, figures_of, load_floors, raise_floors, write_floors
from karar.evaluation.scoring import PageScore

SCORE = figures_of(PageScore(read=3, gold=4, matched=2))  # P 0.6667, R 0.5, F1 0.5714


def test_floors_are_raised_and_kept(tmp_path):
    """What was measured is written down, cut to three digits, and read again."""
    path = tmp_path / "floors.toml"
    write_floors(path, raise_floors({}, {"real": {"hi": SCORE}}))
    assert load_floors(path) == {"real": {"hi": {"precision": 0.666, "recall": 0.5, "f1": 0.571}}}


def test_a_row_of_several_words_is_read_again(tmp_path):
    """Rows have spaces and quotation marks in their names ("relation raises")."""
    path = tmp_path / "floors.toml"
    floors = {"linkage": {"relation raises": {"f1": 0.5}, 'a "b"': {"f1": 0.25}}}
    write_floors(path, floors)
    assert load_floors(path) == floors


def test_floors_never_fall():
    """A lower figure leaves its floor; sets and languages that were not measured stay."""
    floors = {"real": {"hi": {"precision": 0.9, "recall": 0.1, "f1": 0.2}}, "other": {"en": {"f1": 0.3}}}
    raised = raise_floors(floors, {"real": {"hi": SCORE}})
    assert raised["real"]["hi"] == {"precision": 0.9, "recall": 0.5, "f1": 0.571}
    assert raised["other"] == floors["other"]


def test_a_figure_below_its_floor_is_told():
    """Only the figure that fell, with both numbers."""
    floors = {"real": {"hi": {"precision": 0.667, "recall": 0.5, "f1": 0.571}}}
    (broken,) = broken_floors(floors, {"real": {"hi": SCORE, "en": SCORE}})
    assert str(broken) == "real hi: precision 0.667 is below its floor 0.667"


def test_what_was_reached_does_not_break_its_own_floor():
    """Raising the floors and measuring the same again is fine."""
    measured = {"real": {"hi": SCORE}}
    assert broken_floors(raise_floors({}, measured), measured) == []


def test_outside_figures_have_floors_of_their_own_name(tmp_path):
    """A figure that is neither precision nor recall is kept, held and never lowered by what lacks it."""
    path = tmp_path / "floors.toml"
    write_floors(path, raise_floors({}, {"parallel-x": {"date": {"agreement": 0.9}}}))
    floors = raise_floors(load_floors(path), {"parallel-x": {"date": {"agreement": 0.8}}})
    assert floors == {"parallel-x": {"date": {"agreement": 0.9}}}
    (broken,) = broken_floors(floors, {"parallel-x": {"date": {"agreement": 0.8}}})
    assert str(broken) == "parallel-x date: agreement 0.800 is below its floor 0.900"


def test_no_file_is_no_floors(tmp_path):
    """A missing file holds none; a broken one is told."""
    assert load_floors(tmp_path / "none.toml") == {}
    (tmp_path / "broken.toml").write_text("[real\n", encoding="utf-8")
    with pytest.raises(InputError):
        load_floors(tmp_path / "broken.toml")
