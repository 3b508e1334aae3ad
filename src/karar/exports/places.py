"""Projects as GeoJSON (RFC 7946), see `karar.tracking.geojson`. All are held at once: many commitments make one."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from karar.exports.view import View
from karar.reference.places import load_places
from karar.tracking.geojson import projects_to_geojson
from karar.tracking.projects import find_projects


def write(view: View) -> Iterator[bytes]:
    """Yield the map of the projects of all parties asked for, and of any of the fields."""
    added = view.ledger.additions(view.moment, subjects=("project:",))
    every = find_projects(view.known(), view.reference.initiatives, load_places(), view.rates, view.on, added)
    parties, sectors = set(view.query.parties), set(view.query.sectors)
    found = [
        one for one in every if parties <= set(one.parties) and (not sectors or not sectors.isdisjoint(one.sectors))
    ]
    record = {**projects_to_geojson(found), "as_of": view.on.isoformat(), "ledger": f"sha256:{view.fingerprint}"}
    yield msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"
