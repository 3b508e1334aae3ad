"""Groups of states: who belonged to them when, from files that are checked."""

from __future__ import annotations

import shutil
from datetime import date

import msgspec
import pytest

from karar.errors import ResourceError
from karar.reference.groups import Group, compile_groups, load_groups
from tests.reference.known import RESOURCES

GROUPS = {one.id: one for one in msgspec.convert(compile_groups(RESOURCES)["groups"], tuple[Group, ...])}


@pytest.mark.parametrize(
    ("group", "member", "before", "after"),
    [
        ("eu", "GB", "2020-01-31", "2020-02-01"),
        ("brics", "ID", "2025-01-06", "2025-01-05"),
        ("msp", "IN", "2023-06-22", "2023-06-21"),
        ("ipef", "FJ", "2022-05-26", "2022-05-25"),
        ("msp", "JP", "2026-02-04", "2026-02-05"),
        ("sco", "IN", "2017-06-09", "2017-06-08"),
        ("g7", "RU", "2014-03-24", "2014-03-25"),
    ],
)
def test_members_on_a_day(group, member, before, after):
    """A member on the one day, and not on the other; a group that has ended has none."""
    assert member in GROUPS[group].members(date.fromisoformat(before))
    assert member not in GROUPS[group].members(date.fromisoformat(after))
    assert member in GROUPS[group].members()


def test_an_initiative_without_rows_has_the_members_of_its_file():
    """The Quad has four from its beginning on; one state's own programme is no group; nobody published FORGE's."""
    quad = GROUPS["quad"]
    assert quad.members(date(2025, 7, 1)) == ("AU", "IN", "JP", "US")
    assert quad.members(date(2017, 1, 1)) == ()
    assert "make-in-india" not in GROUPS
    assert (GROUPS["forge"].memberships, GROUPS["msp"].successor) == ((), "forge")


def test_rows_agree_with_the_initiatives_own_list():
    """Where an initiative's file lists members and rows do too, they name the same states."""
    reference = {path.stem for path in (RESOURCES / "initiatives").glob("*.toml")}
    dated = [one for name, one in GROUPS.items() if name in reference and any(m.start for m in one.memberships)]
    assert {one.id for one in dated} == {"ipef", "msp"}
    for one in dated:
        text = (RESOURCES / "initiatives" / f"{one.id}.toml").read_text("utf-8")
        assert "members = [" + ", ".join(f'"{code}"' for code in one.members()) + "]" in text


def test_every_row_has_its_source():
    """A row of the table says where it is from."""
    assert all(m.source for one in GROUPS.values() for m in one.memberships if m.start)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("nowhere\tIN\t2020\t\teu", "No such group"),
        ("quad\tIN\t2020\t\tnobody", "No such group or source"),
        ("quad\tIN\t2020-13\t\teu", "No time of membership"),
        ("quad\tIN\t2021\t2020\teu", "No time of membership"),
        ("quad\tIN\t2021", "No row of members"),
    ],
)
def test_a_broken_row_is_told_with_its_line(tmp_path, row, told):
    """File, line, and what is wrong."""
    for name in ("groups", "initiatives"):
        shutil.copytree(RESOURCES / name, tmp_path / name)
    path = tmp_path / "groups" / "members.tsv"
    path.write_text(path.read_text("utf-8") + row + "\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=told) as caught:
        compile_groups(tmp_path)
    assert "members.tsv:" in str(caught.value)


def test_compiled_groups_that_are_missing(tmp_path):
    """The fault says what to run."""
    with pytest.raises(ResourceError, match="build_data"):
        load_groups.__wrapped__(tmp_path / "none.msgpack")
