"""Where places lie."""

from __future__ import annotations

import pytest

from karar.errors import ResourceError
from karar.reference.places import compile_places, load_places

HEAD = "id\ten\thi\tcountry\tregion\tlatitude\tlongitude\n"


def test_a_place_is_found_by_any_name():
    """In both scripts, in the region or country that the reader knew, else in one of the parties."""
    places = load_places()
    for name, code, parties, lands in (
        ("चाबहार", None, ("IN", "IR"), "IR"),
        ("Hyderabad", None, ("PK", "CN"), "PK"),
        ("Hyderabad", "IN-TS", (), "IN"),
        ("दुबई", "AE", (), "AE"),
        ("Andhra Pradesh", "IN-AP", (), "IN"),
    ):
        found = places.find(name, code, parties)
        assert found is not None
        assert found.country == lands
    assert places.find("Hyderabad", None, ("FR",)) is None
    assert places.find("Somewhere", "FR") is None


def test_every_point_lies_on_earth():
    """Degrees in their ranges; a region lies near its largest cities."""
    places = load_places()
    assert all(abs(one.latitude) <= 90 and abs(one.longitude) <= 180 for one in places.locations)
    chennai, state = places.find("Chennai", None, ("IN",)), places.find("x", "IN-TN")
    assert chennai is not None
    assert state is not None
    assert abs(chennai.latitude - state.latitude) < 4


@pytest.mark.parametrize("row", ["a\tA\t\tIN\t\t95\t0\n", "a\tA\t\tIN\t\tnorth\t0\n", "a\tA\n", "wrong\n"])
def test_a_broken_table_is_told(tmp_path, row):
    """Degrees beyond the poles, words for numbers, missing cells: which file, which row."""
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / "sites.tsv").write_text(HEAD + row, encoding="utf-8")
    (folder / "cities.tsv").write_text(HEAD, encoding="utf-8")
    (folder / "regions.tsv").write_text("code\tlatitude\tlongitude\n", encoding="utf-8")
    with pytest.raises(ResourceError):
        compile_places(tmp_path)


def test_a_missing_file_says_what_to_do(tmp_path):
    """The compiled places can be made again."""
    with pytest.raises(ResourceError, match="build_data"):
        load_places(tmp_path / "places.msgpack")
