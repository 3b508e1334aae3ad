"""Projects: what is built by promise, where, by whom, for how much, how far it is, and what is contested.

A project is a set of commitments (see `project_names`) with what people added under its key. Where sources disagree, in
a sum or on whether it goes on, it is contested, with the reasons: a page that praises a project and one that says its
supply was suspended both stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from karar.model.additions import Addition, Held, find_problems
from karar.model.claims import Claim
from karar.model.days import last_day
from karar.model.problems import Problem
from karar.model.spans import Span
from karar.model.values import Amount
from karar.reference.places import Exactness, Location, Places
from karar.tracking.amounts import RateTable
from karar.tracking.contradictions import weigh
from karar.tracking.events import Event, events_added
from karar.tracking.fields import Field
from karar.tracking.history import Known
from karar.tracking.project_names import built, group
from karar.tracking.project_stages import ProjectStage, reached, stage_events

_AGAINST = frozenset({"suspended", "contested"})
"""What events say that a project does not simply go on; ``contested`` is what people add."""
_NEAR = timedelta(days=366)
"""A withdrawal and a promise of one project so close in time contradict each other, whichever came first."""


class Site(msgspec.Struct, frozen=True):
    """Where a project lies.

    Attributes:
        name: as a page or a person has it.
        code: ISO 3166-2, or the country's code.
        latitude: WGS 84, degrees north; None where no table has the place.
        longitude: degrees east.
        exactness: what the point stands for; ``added`` by a person; None without a point.
        says: the claim or the addition that says so; None where an initiative's file does.
        spans: the words, in the text of that claim's document.
    """

    name: str
    code: str | None
    latitude: float | None
    longitude: float | None
    exactness: Exactness | Literal["added"] | None
    says: str | None = None
    spans: tuple[Span, ...] = ()


class Milestone(msgspec.Struct, frozen=True):
    """What is due: by a claim's own day, or by what a person added; ``late``: days since it passed without an event."""

    what: str
    day: str
    says: str
    late: int = 0


class Dispute(msgspec.Struct, frozen=True):
    """Why a project is contested: the field or ``standing``, and the claims or additions on either side."""

    about: str
    on_one_side: tuple[str, ...]
    on_the_other: tuple[str, ...]


class Project(msgspec.Struct, frozen=True):
    """What is known of a project.

    Attributes:
        key: ``project:chabahar`` for one that is an initiative, else ``project:`` and the id of its first commitment.
        names: by language, as pages have it.
        parties: the states that promised something of it.
        operators: organisations named beside it.
        sectors: its fields, the most often told first.
        stage: how far it is.
        stages: the events that say so.
        sites: where it lies.
        sums: promises by step, and its cost, each with all competing values.
        milestones: what is due, the next first.
        disputes: what sources disagree on.
        commitments: ids, in their order.
        problems: what is wrong with it.
    """

    key: str
    names: dict[str, str]
    parties: tuple[str, ...]
    operators: tuple[str, ...]
    sectors: tuple[str, ...]
    stage: ProjectStage
    stages: tuple[Event, ...]
    sites: tuple[Site, ...]
    sums: tuple[Field, ...]
    milestones: tuple[Milestone, ...]
    disputes: tuple[Dispute, ...]
    commitments: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def contested(self) -> bool:
        """Whether sources disagree."""
        return bool(self.disputes)


def find_projects(
    known: Known,
    initiatives: Mapping[str, Mapping[str, Any]],
    places: Places,
    rates: RateTable,
    today: date,
    added: Sequence[Held] = (),
) -> tuple[Project, ...]:
    """Return the projects that commitments tell of or that people added, those told of last first.

    Args:
        known: commitments and their claims.
        initiatives: as in `karar.reference.load.Reference`; those with ``sites`` are built somewhere.
        places: where places lie.
        rates: for sums in several currencies.
        today: what is late is counted from it.
        added: what people added to projects (subject ``project:…``).
    """
    claims = {one.id: known.claims_of(one) for one in known.linking.commitments}
    groups = {
        _key(commitments, claims, initiatives): commitments
        for commitments in group({name: found for name, found in claims.items() if found}, initiatives)
    }
    persons: dict[str, list[Held]] = {}
    for one in added:
        persons.setdefault(one.addition.subject, []).append(one)
    found = []
    for key in sorted({*groups, *persons}):
        mine = [claim for name in groups.get(key, ()) for claim in claims[name]]
        made = _Making(key, tuple(groups.get(key, ())), mine, persons.get(key, []))
        found.append(made.project(known, initiatives, places, rates, today))
    return tuple(sorted(found, key=_told_last, reverse=True))


def _told_last(project: Project) -> tuple[str, str]:
    return max((event.published or event.day or "" for event in project.stages), default=""), project.key


def _key(
    commitments: Sequence[str], claims: Mapping[str, Sequence[Claim]], initiatives: Mapping[str, Mapping[str, Any]]
) -> str:
    named = (built(claim, initiatives) for name in commitments for claim in claims[name])
    return f"project:{next(filter(None, named), commitments[0])}"


class _Making(msgspec.Struct):
    """One project under construction."""

    key: str
    commitments: tuple[str, ...]
    claims: list[Claim]
    added: list[Held]

    @property
    def additions(self) -> list[Addition]:
        return [one.addition for one in self.added if one.counts]

    def project(
        self,
        known: Known,
        initiatives: Mapping[str, Mapping[str, Any]],
        places: Places,
        rates: RateTable,
        today: date,
    ) -> Project:
        events = stage_events(self.claims, events_added(self.added))
        fields = weigh(self.claims, known.decisions(), rates)
        sums = tuple(one for one in fields if one.name in ("promise", "project-cost"))
        initiative = initiatives.get(self.key.partition(":")[2], {})
        return Project(
            key=self.key,
            names=self._names(initiative),
            parties=tuple(sorted({party for claim in self.claims for party in claim.parties})),
            operators=self._operators(),
            sectors=_ranked(sector for claim in self.claims for sector in claim.sectors),
            stage=reached(events),
            stages=tuple(events),
            sites=tuple(self._sites(initiative, places)),
            sums=sums,
            milestones=tuple(self._milestones(events, today)),
            disputes=tuple(self._disputes(fields, events)),
            commitments=self.commitments,
            problems=tuple(self._problems()),
        )

    def _names(self, initiative: Mapping[str, Any]) -> dict[str, str]:
        if initiative:
            return dict(initiative["labels"])
        names: dict[str, str] = {}
        for claim in self.claims:
            if claim.project:
                names.setdefault(claim.source.lang, claim.project)
        for one in self._facts("name"):
            names[one.lang or "und"] = str(one.value)
        return names or {"und": self.key.partition(":")[2]}

    def _facts(self, *names: str) -> list[Addition]:
        return [one for one in self.additions if one.kind == "fact" and one.what in names]

    def _operators(self) -> tuple[str, ...]:
        read = (actor.name for claim in self.claims for actor in claim.actors if actor.kind == "organisation")
        return tuple(dict.fromkeys([*(str(one.value) for one in self._facts("operator")), *read]))

    def _sites(self, initiative: Mapping[str, Any], places: Places) -> Iterator[Site]:
        """Yield what a person placed; else what pages name; else where an initiative is known to lie."""
        placed = [one for one in self.additions if one.kind == "place"]
        for one in placed:
            north, east = one.coordinates or (None, None)
            yield Site(one.what, one.code, north, east, "added" if one.coordinates else None, one.id)
        if placed:
            return
        seen: set[str] = set()
        for claim in self.claims:
            for number, place in enumerate(claim.places):
                location = places.find(place.name, place.code, claim.parties)
                name = location.id if location else place.name
                if name not in seen:
                    seen.add(name)
                    spans = claim.evidence.get(f"places.{number}", ())
                    yield _site(place.name, place.code, location, claim.id, spans)
        if not seen:
            for name in initiative.get("sites", ()):
                yield _site(name, None, places.find(name, None, initiative.get("members", ())), None, ())

    def _milestones(self, events: Sequence[Event], today: date) -> Iterator[Milestone]:
        """Yield what is due, in the order of the days; a stage that is completed leaves nothing due."""
        found = [(one.what, one.day, one.id) for one in self.additions if one.kind == "milestone" and one.day]
        found += [(claim.act, claim.period.end, claim.id) for claim in self.claims if claim.period and claim.period.end]
        done = reached(events) == "completed"
        for what, day, says in sorted(found, key=lambda one: (one[1], one[2])):
            end = last_day(day)
            late = (today - end).days if end and not done else 0
            yield Milestone(what, day, says, max(0, late))

    def _disputes(self, fields: Iterable[Field], events: Sequence[Event]) -> Iterator[Dispute]:
        for field in fields:
            if field.disputed:
                sides = [field.headline, *(one for one in field.values if one.agreement == "conflict")]
                first, *others = (tuple(dict.fromkeys(report.claim for report in side.reports)) for side in sides)
                yield Dispute(field.name, first, tuple(name for side in others for name in side))
        stopped = [one for one in events if one.what in _AGAINST]
        going = [one for one in events if one.what not in _AGAINST and any(_disagree(one, other) for other in stopped)]
        denied = tuple(claim.id for claim in self.claims if claim.modality == "denied")
        if going:
            yield Dispute("standing", tuple(one.id for one in going), tuple(one.id for one in stopped))
        if denied and len(denied) < len(self.claims):
            said = tuple(claim.id for claim in self.claims if claim.modality != "denied")
            yield Dispute("denied", said, denied)

    def _problems(self) -> Iterator[Problem]:
        for one in self.additions:
            yield from (msgspec.structs.replace(found, field=f"{one.id}.{found.field}") for found in find_problems(one))


def _disagree(one: Event, other: Event) -> bool:
    """Whether two sources tell, within a year, that it goes on and that it does not."""
    return abs(one.placed - other.placed) <= _NEAR and one.where != other.where


def _site(name: str, code: str | None, location: Location | None, says: str | None, spans: tuple[Span, ...]) -> Site:
    if location is None:
        return Site(name, code, None, None, None, says, spans)
    return Site(name, location.code, location.latitude, location.longitude, location.exactness, says, spans)


def _ranked(values: Iterable[str]) -> tuple[str, ...]:
    """Return values by how often they are told; of equally often told ones the first told stands first."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return tuple(sorted(counts, key=lambda value: -counts[value]))


def headline_sum(project: Project) -> Amount | None:
    """Return the sum on the highest step of its promises, else its cost; None where no sum is told."""
    for name in ("promise", "project-cost"):
        sums = [field for field in project.sums if field.name == name]
        if sums:
            return sums[-1].headline.value  # type: ignore[no-any-return]
    return None
