"""Groups of states (blocs, and initiatives with members) and who belonged to them when: `resources/groups/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from karar.errors import ResourceError
from karar.model.days import stretch_of
from karar.reference.loading import FOLDER, load_compiled
from karar.reference.tables import read_toml

FORMAT = 1
COMPILED = FOLDER / "groups.msgpack"
_COLUMNS = ["group", "member", "from", "to", "source"]


class Membership(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """That a state belonged to a group for a time.

    Attributes:
        member: ISO 3166-1 alpha-2, or EU.
        start: first day, as exactly as it is known; None: as long as the group is there.
        end: last day; None: still a member, or as long as the group lasted.
        source: where that is from; None: the initiative's own file.
    """

    member: str
    start: str | None = None
    end: str | None = None
    source: str | None = None

    def covers(self, day: date) -> bool:
        """Whether it was one on a day; a month or year counts from its first day, and to its last."""
        first, last = stretch_of(self.start or ""), stretch_of(self.end or "")
        return (first is None or first.first <= day) and (last is None or day <= last.last)


class Group(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """A bloc, or an initiative with members.

    Attributes:
        id: as pages' claims name it among their initiatives.
        labels: its name by language.
        start: when it began, as exactly as it is known.
        end: when it ended.
        successor: id of what took its place.
        party: the code under which it is a party itself; None: it is none.
        memberships: all that ever were, by day; empty where nobody published them.
    """

    id: str
    labels: dict[str, str]
    start: str | None
    end: str | None
    successor: str | None
    party: str | None
    memberships: tuple[Membership, ...]

    def members(self, day: date | None = None) -> tuple[str, ...]:
        """Return who belonged to it on a day, sorted; None: whoever did at any time.

        >>> group = Group("a", {}, None, None, None, None, (Membership("GB", "1973-01-01", "2020-01-31"),))
        >>> group.members(date(2020, 1, 31)), group.members(date(2020, 2, 1))
        (('GB',), ())
        """
        found = {one.member for one in self.memberships if day is None or one.covers(day)}
        return tuple(sorted(found)) if day is None or self.lasts(day) else ()

    def lasts(self, day: date) -> bool:
        """Whether the group was there on a day."""
        return Membership("", self.start, self.end).covers(day)


def compile_groups(root: Path) -> dict[str, Any]:
    """Return the record of the groups under the resources folder ``root`` that `load_groups` takes.

    Raises:
        ResourceError: a file cannot be read; a row of the wrong width, of an unknown group or source, or with a day
            that is none or an end before its start.
    """
    folder = root / "groups"
    sources = read_toml(folder / "sources.toml")
    heads = {name: {**body, "own": []} for name, body in read_toml(folder / "blocs.toml").items()}
    for path in sorted((root / "initiatives").glob("*.toml")):
        body = read_toml(path)
        heads[body["id"]] = {**body, "own": body.get("members", [])}
    rows: dict[str, list[Membership]] = {}
    for where, (group, member, start, end, source) in _rows(folder / "members.tsv"):
        if group not in heads or source not in sources:
            raise ResourceError("No such group or source", where=where, hint=f"{group!r}, {source!r}")
        days = [stretch_of(day) for day in (start, end) if day]
        if None in days or (len(days) > 1 and days[1].last < days[0].first):  # type: ignore[union-attr]
            raise ResourceError(f"No time of membership: {start!r} to {end!r}", where=where)
        rows.setdefault(group, []).append(Membership(member, start or None, end or None, sources[source]))
    groups = []
    for name, body in sorted(heads.items()):
        found = rows.get(name) or [Membership(member) for member in body["own"]]
        if len({one.member for one in found}) < 2 and "party" not in body and body["own"]:
            continue  # one state's own programme is no group
        taken = (body.get("from"), body.get("to"), body.get("successor"), body.get("party"))
        ordered = tuple(sorted(found, key=lambda one: (one.start or "", one.member)))
        groups.append(msgspec.to_builtins(Group(name, body["labels"], *taken, memberships=ordered)))
    return {"format": FORMAT, "groups": groups}


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise ResourceError(f"The file cannot be read: {error}", where=str(path)) from error
    header = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells, where = line.split("\t"), f"groups/{path.name}:{number}"
        if len(cells) != len(_COLUMNS) or (not header and cells != _COLUMNS):
            raise ResourceError("No row of members", where=where, hint=f"Its columns are {', '.join(_COLUMNS)}.")
        if header:
            yield where, cells
        header = True


@lru_cache(maxsize=1)
def load_groups(path: Path = COMPILED) -> Mapping[str, Group]:
    """Load the groups compiled by `tools/build_data.py`, once, by their ids.

    Raises:
        ResourceError: the compiled file is missing or of another version of the program.
    """
    return load_compiled(path, "groups", FORMAT, _by_id)


def _by_id(record: Mapping[str, Any]) -> dict[str, Group]:
    return {one.id: one for one in msgspec.convert(record["groups"], tuple[Group, ...])}
