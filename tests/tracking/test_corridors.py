"""Corridors: the figures of ../shared/facts.md ("India's defence corridors"), shares, and what is wrong with rows."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karar.errors import ResourceError, UsageError
from karar.model.days import last_day
from karar.reference.corridors import TABLES, build_tables, compile_corridors
from karar.tracking.corridors import build_corridor, load_corridor, load_corridors
from karar.tracking.geojson import to_geojson
from tests.reference.known import RESOURCES
from tests.tracking.corridors import TN, UP, changed, rows_of, tables

CRORE = 10**7
FACTS = {
    UP: [
        ("2021-07", 55, "7449.33", "1236.10"),
        ("2022-03", 63, "8764", "1552"),
        ("2022-07", 69, "10545", "1767"),
        ("2022-12", 105, "12139", "2422"),
        ("2023-04", 108, "12191", "2445"),
    ],
    TN: [
        ("2021-07", 22, "4800", "2252.28"),
        ("2022-03", 39, "11103", "2217"),
        ("2022-07", 42, "11359", "3176"),
        ("2022-12", 53, "11794", "3847"),
        ("2023-04", 53, "11794", "3894"),
    ],
}
NODES = {
    UP: ["Agra", "Aligarh", "Chitrakoot", "Jhansi", "Kanpur", "Lucknow"],
    TN: ["Chennai", "Coimbatore", "Hosur", "Salem", "Tiruchirappalli"],
}


def kinds(corridor) -> list[tuple[str, str | None]]:
    """Kind and place of a corridor's problems."""
    return [(one.kind, one.field) for one in corridor.problems]


@pytest.mark.parametrize("name", [UP, TN])
def test_the_figures_are_those_told_to_parliament(name):
    """Facts, 'India's defence corridors': every row, in base units, each with its source of that month."""
    corridor = build_corridor(rows_of(name))
    found = [(one.date, one.memoranda, one.potential, one.actual) for one in corridor.figures]
    expected = [
        (day, count, *(f"{(Decimal(value) * CRORE).normalize():f}" for value in sums))
        for day, count, *sums in FACTS[name]
    ]
    assert found == expected
    for one in corridor.figures:
        assert corridor.sources[one.source].publisher == "Parliament of India"
        assert corridor.sources[one.source].date == one.date


@pytest.mark.parametrize(("name", "percent"), [(UP, "20.1"), (TN, "33.0")])
def test_what_was_realised_in_april_2023(name, percent):
    """Facts: the actual investment as a share of the potential one, the last figures that there are."""
    latest = build_corridor(rows_of(name)).latest
    assert (latest.date, f"{latest.realised * 100:.1f}") == ("2023-04", percent)


def test_a_cumulative_figure_that_falls_is_shown():
    """Facts: Tamil Nadu's actual investment falls between July 2021 and March 2022. The row stays as it is."""
    corridor = build_corridor(rows_of(TN))
    (problem,) = corridor.problems
    assert (problem.kind, problem.severity, problem.field) == ("falling-cumulative", "doubt", "figures.1.actual")
    for said in ("2,252.28 (2021-07)", "2,217 (2022-03)", "tn-defence-corridor/figures.csv:5"):
        assert said in problem.message
    assert corridor.figures[1].actual == "22170000000"
    assert build_corridor(rows_of(UP)).problems == ()


@pytest.mark.parametrize("name", [UP, TN])
def test_the_nodes_are_eleven_towns_in_their_states(name):
    """Facts: six and five nodes; each has a name in both languages and lies where its state is."""
    corridor = build_corridor(rows_of(name))
    assert [node.names["en"] for node in corridor.nodes] == NODES[name]
    assert all(node.names["hi"] and node.code == corridor.state and node.place for node in corridor.nodes)
    south, north = (23.8, 30.5) if name == UP else (8.0, 13.6)
    west, east = (77.0, 84.7) if name == UP else (76.2, 80.4)
    assert all(south < node.latitude < north and west < node.longitude < east for node in corridor.nodes)
    homes = {node.id for node in corridor.nodes}
    assert {unit.node for unit in corridor.units} <= homes


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        ("2021-07-30", None),
        ("2021-07-31", "2021-07"),
        ("2022-03-30", "2021-07"),
        ("2022-03-31", "2022-03"),
        ("2030-01-01", "2023-04"),
    ],
)
def test_a_past_day_knows_no_later_figure(day, latest):
    """A figure of a month counts from its last day on; units and land that no source had told are not there."""
    corridor = build_corridor(rows_of(TN), date.fromisoformat(day))
    assert (corridor.latest and corridor.latest.date) == latest
    assert corridor.as_of == day
    assert all(last_day(corridor.sources[one.source].date) <= date.fromisoformat(day) for one in corridor.land)
    assert all(unit.id != "varapatti-park" or day > "2023-10" for unit in corridor.units)


def test_a_fall_is_no_problem_before_it_was_told():
    """As of a day before the figure that falls there is nothing wrong yet."""
    assert build_corridor(rows_of(TN), date(2022, 3, 30)).problems == ()


@given(st.lists(st.integers(0, 20), max_size=8))
def test_each_fall_is_told_and_no_figure_is_changed(values):
    """Whatever is told, it comes out as it went in, with one problem for each step down."""
    rows = [{"date": f"{2020 + place}", "actual": str(value)} for place, value in enumerate(values)]
    corridor = build_corridor(changed(figures=rows))
    assert [one.actual for one in corridor.figures] == [str(value * CRORE) for value in values]
    falls = [
        ("falling-cumulative", f"figures.{place}.actual")
        for place in range(1, len(values))
        if values[place] < values[place - 1]
    ]
    assert kinds(corridor) == falls


@pytest.mark.parametrize(
    ("table", "rows", "problem"),
    [
        ("figures", [{"potential": "5", "actual": "6"}], ("actual-above-potential", "figures.0.actual")),
        ("figures", [{"actual": "-3"}], ("negative-value", "figures.0.actual")),
        ("figures", [{"memoranda": "-1"}], ("negative-value", "figures.0.memoranda")),
        ("figures", [{"date": "2021-13"}], ("impossible-date", "figures.0.date")),
        ("figures", [{"date": "2021-02-29"}], ("impossible-date", "figures.0.date")),
        ("figures", [{"date": "0000"}], ("impossible-date", "figures.0.date")),
        ("figures", [{"date": "जुलाई 2021"}], ("impossible-date", "figures.0.date")),
        ("figures", [{"date": "2017-12"}], ("before-announcement", "figures.0.date")),
        ("figures", [{"date": "2204-12"}], ("later-than-source", "figures.0.date")),
        ("figures", [{"actual": "1,236.10"}], ("unreadable-number", "figures.0.actual")),
        ("figures", [{"memoranda": "5.5"}], ("unreadable-number", "figures.0.memoranda")),
        ("figures", [{"actual": "3"}, {"actual": "4"}], ("two-figures", "figures.1.actual")),
        ("figures", [{"memoranda": "9"}, {"date": "2022", "memoranda": "8"}],
         ("falling-cumulative", "figures.1.memoranda")),
        ("land", [{"hectares": "9"}, {"date": "2022", "hectares": "8"}], ("falling-cumulative", "land.1.hectares")),
        ("land", [{"hectares": "-1"}], ("negative-value", "land.0.hectares")),
        ("land", [{"node": "b", "hectares": "1"}], ("in-no-node", "land.0.node")),
        ("units", [{"node": "b"}], ("in-no-node", "units.0.node")),
        ("units", [{"node": ""}], ("in-no-node", "units.0.node")),
        ("units", [{"investment": "-5"}], ("negative-value", "units.0.investment")),
        ("units", [{"since": "2025-02-30"}], ("impossible-date", "units.0.since")),
        ("nodes", [{"code": "IN-MP"}], ("node-in-another-state", "nodes.0.code")),
        ("nodes", [{"latitude": "91"}], ("impossible-place", "nodes.0.latitude")),
        ("nodes", [{"longitude": "east"}], ("unreadable-number", "nodes.0.longitude")),
        ("nodes", [{}, {}], ("node-twice", "nodes.1.id")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_told_and_the_row_stays(table, rows, problem):
    """Each has its place in the record and its line in the file; nothing is dropped."""
    corridor = build_corridor(changed(**{table: rows}))
    assert kinds(corridor) == [problem]
    assert f"{table}.csv:" in corridor.problems[0].message
    assert len(getattr(corridor, table)) == len(rows)


@pytest.mark.parametrize(
    ("potential", "actual", "share"),
    [("0", "0", None), ("", "5", None), ("5", "", None), ("-5", "1", None), ("3", "0", "0"), ("4", "5", "1.25")],
)
def test_a_share_of_nothing_is_none(potential, actual, share):
    """Without a potential above zero there is no share, and a share above one is told as it is."""
    (one,) = build_corridor(changed(figures=[{"potential": potential, "actual": actual}])).figures
    assert one.realised == (None if share is None else Decimal(share))


def test_a_figure_without_a_date_is_not_the_latest():
    """It stays, behind the others, on every day."""
    rows = [{"date": "2021-13", "actual": "9"}, {"date": "2021-07", "actual": "1"}]
    corridor = build_corridor(changed(figures=rows), date(2031, 1, 1))
    assert [one.date for one in corridor.figures] == ["2021-07", "2021-13"]
    assert corridor.latest.date == "2021-07"


# --- files -----------------------------------------------------------------------------------


@pytest.fixture
def resources(tmp_path):
    """The resources of this checkout, with corridors that may be changed."""
    for name in ("languages", "gazetteer"):
        (tmp_path / name).symlink_to(RESOURCES / name)
    shutil.copytree(RESOURCES / "corridors", tmp_path / "corridors")
    return tmp_path


def test_another_corridor_is_another_folder(resources):
    """A zone of another kind comes in with its rows alone, and its names are known."""
    folder = resources / "corridors" / "toy-zone"
    shutil.copytree(resources / "corridors" / UP, folder)
    head = (folder / "corridor.toml").read_text("utf-8")
    start = head.index("[cues]")
    (folder / "corridor.toml").write_text(head[:start].replace(UP, "toy-zone") + '[cues]\nen = ["Toy Zone"]\n', "utf-8")
    (folder / "nodes.csv").write_text(",".join(TABLES["nodes"]) + "\ntoy,Toyville,टॉयविल,IN-UP,27,79,\n", "utf-8")
    found = build_tables(compile_corridors(resources))
    assert [rows.id for rows in found.corridors] == [TN, "toy-zone", UP]
    assert [(entry.kind, entry.value) for entry in found.names.entries("toyville")] == [("node", "toy-zone/toy")]
    assert [entry.value for entry in found.names.entries("toy zone")] == ["toy-zone"]


_ZONE = {
    "corridor.toml": """
id = "coast-zone"
kind = "petrochemical"
country = "IN"
state = "IN-GJ"
announced = "2019"
sources = ["zone-report"]
operator = { en = "Coast Zone Authority", hi = "तट क्षेत्र प्राधिकरण" }
labels = { en = "Coast Petrochemical Zone", hi = "तट पेट्रोरसायन क्षेत्र" }
figures = { currency = "INR", scale = 10_000_000 }
[cues]
en = ["Coast Petrochemical Zone"]
hi = ["तट पेट्रोरसायन क्षेत्र"]
""",
    "nodes.csv": "id,en,hi,code,latitude,longitude,place\nport,Portville,पोर्टविल,IN-GJ,22,70,\n",
    "figures.csv": (
        "date,memoranda,potential,actual,source\n2021,4,1000,250,zone-report\n2022,5,900,400,zone-report\n"
        "2023,6,1200,1300,zone-report\n"
    ),
    "land.csv": "date,node,measure,hectares,source\n2022,port,acquired,90.5,zone-report\n",
    "units.csv": (
        "id,en,hi,node,makes,investment,since,partners,source\n"
        "cracker,Coast Cracker,,port,ethylene,150,2022,JP KR,zone-report\n"
        "jetty,Coast Jetty,,nowhere,shipping,,2021,,zone-report\n"
    ),
}


def test_a_zone_of_another_kind_written_by_hand(resources):
    """Rows alone make it: shares, partners, a place on the map, and each row that cannot be right with its problem."""
    root = resources / "corridors"
    with (root / "kinds.toml").open("a", encoding="utf-8") as kinds:
        kinds.write(
            '\n[petrochemical]\nsectors = ["energy", "trade"]\nlabels = { en = "petrochemical zone", hi = "क्षेत्र" }\n'
            'cues = { en = ["petrochemical zone"], hi = ["पेट्रोरसायन क्षेत्र"] }\n'
        )
    with (root / "sources.toml").open("a", encoding="utf-8") as sources:
        sources.write('\n[zone-report]\ntitle = "Report"\npublisher = "Authority"\ndate = "2024-01"\n')
    (root / "coast-zone").mkdir()
    for name, text in _ZONE.items():
        (root / "coast-zone" / name).write_text(text, "utf-8")
    found = build_tables(compile_corridors(resources)).corridors
    zone = build_corridor(next(rows for rows in found if rows.id == "coast-zone"))
    assert [(one.date, one.potential, one.realised) for one in zone.figures] == [
        ("2021", "10000000000", Decimal("0.25")),
        ("2022", "9000000000", Decimal("0.444444")),
        ("2023", "12000000000", Decimal("1.083333")),
    ]
    assert {(one.kind, one.field) for one in zone.problems} == {
        ("falling-cumulative", "figures.1.potential"),
        ("actual-above-potential", "figures.2.actual"),
        ("in-no-node", "units.1.node"),
    }
    assert (zone.units[0].partners, zone.units[0].investment, zone.kind) == (
        ("JP", "KR"),
        "1500000000",
        "petrochemical",
    )
    (feature,) = to_geojson([zone])["features"]
    assert (feature["id"], feature["geometry"]["coordinates"]) == ("coast-zone/port", [70.0, 22.0])


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("figures.csv", "reply-2021-07", "reply-1999-01", r"figures\.csv:3: There is no source 'reply-1999-01'"),
        ("figures.csv", "date,memoranda", "day,memoranda", r"figures\.csv: The columns are not as they should be"),
        ("figures.csv", "2021-07,55,", "2021-07,", r"figures\.csv:3: The row has 4 cells, not 5"),
        ("corridor.toml", 'kind = "defence"', 'kind = "space"', "There is no kind space"),
        ("corridor.toml", 'state = "IN-UP"', "", "The key state is missing"),
        ("corridor.toml", "scale = 10_000_000", 'scale = "crore"', "breaks its form"),
        ("corridor.toml", 'id = "up-', 'id = "u-', "is not the folder's name"),
        ("corridor.toml", "[labels]", "[labels", "cannot be read"),
    ],
)
def test_a_file_that_breaks_its_form_is_an_error(resources, file, old, new, fault):
    """The error names the file, the line where there is one, and what is wrong."""
    path = resources / "corridors" / UP / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ResourceError, match=fault):
        compile_corridors(resources)


def test_the_package_holds_what_the_resources_say():
    """What was compiled is what `resources/corridors` gives; a corridor is found by its id and by its state."""
    assert load_corridors() == tuple(build_corridor(rows) for rows in tables().corridors)
    assert load_corridor("IN-TN") == load_corridor(TN) == load_corridors()[0]
    with pytest.raises(UsageError, match=f"Choose among: {TN}, {UP}"):
        load_corridor("IN-KA")


# --- GeoJSON ---------------------------------------------------------------------------------


def test_nodes_as_geojson():
    """RFC 7946: features with points, longitude first, a bounding box west, south, east, north, ids that differ."""
    found = to_geojson([build_corridor(rows) for rows in tables().corridors])
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    assert len({feature["id"] for feature in found["features"]}) == len(found["features"]) == 11
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert feature["geometry"]["type"] == "Point"
        east, north = feature["geometry"]["coordinates"]
        assert found["bbox"][0] <= east <= found["bbox"][2]
        assert found["bbox"][1] <= north <= found["bbox"][3]
        assert 76 < east < 85
        assert 8 < north < 31


def test_a_node_that_is_nowhere_has_no_geometry():
    """RFC 7946, 3.2: its feature stays, its geometry is null; without any point there is no bounding box."""
    found = to_geojson([build_corridor(changed(nodes=[{"latitude": ""}]))])
    assert found["features"][0]["geometry"] is None
    assert "bbox" not in found
