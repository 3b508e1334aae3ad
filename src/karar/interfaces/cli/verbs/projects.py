"""``karar projects``: what is built by promise, where, how far, for how much, and what is contested."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.projects import Options
from karar.interfaces.cli.screen.console import choose, messages, results, write_json, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.projects import ProjectView
from karar.interfaces.cli.verbs.show import to_moment, to_party, to_sector, words_for
from karar.ledger import Query
from karar.reference import load_reference
from karar.reference.places import load_places
from karar.reference.rates import load_rates
from karar.tracking.geojson import projects_to_geojson
from karar.tracking.knowing import know
from karar.tracking.project_stages import STAGES
from karar.tracking.projects import Project, find_projects


def run(options: Options) -> int:
    """Print the projects asked for."""
    form = choose(json=options.as_json, geojson=options.as_geojson)
    as_of, words = to_moment(options.as_of), words_for(options.ui_lang, labelled=True)
    today = (as_of or datetime.now(UTC)).astimezone().date()
    parties = tuple(map(to_party, options.party or ()))
    sectors = set(map(to_sector, options.sector or ()))
    stages = to_stages(options.stage or ())
    with open_ledger(options.ledger) as ledger:
        # Not by sector: a project's other commitments tell how far it is.
        known = know(ledger, Query(parties=parties), as_of)
        added = ledger.additions(as_of, subjects=("project:",))
        linked = ledger.last_linking(as_of) is not None
    every = find_projects(known, load_reference().initiatives, load_places(), load_rates(), today, added)
    found = [
        one
        for one in every
        if set(parties) <= set(one.parties)
        and (not sectors or sectors & set(one.sectors))
        and (not stages or one.stage in stages)
        and (one.contested or not options.contested)
    ]
    if form == "json":
        write_json_lines(map(to_record, found))
    elif form == "geojson":
        write_json(projects_to_geojson(found))
    elif found:
        view = ProjectView(results(), words, known)
        for number, project in enumerate(found):
            if number:
                view.console.print()
            view.show(project)
    else:
        messages().print(words.get("project", "none") if linked else words.get("commitment", "unlinked"))
    return exits.OK


def to_stages(asked: Sequence[str]) -> tuple[str, ...]:
    """Return stages as they were given.

    Raises:
        UsageError: there is no such stage.
    """
    for one in asked:
        if one not in STAGES:
            hint = f"Choose among: {', '.join(STAGES)}."
            raise UsageError(f"There is no stage {one!r}", where="--stage", hint=hint)
    return tuple(asked)


def to_record(project: Project) -> dict[str, Any]:
    """Return a project as JSON."""
    return {**msgspec.to_builtins(project), "contested": project.contested}
