"""Corridors and projects as GeoJSON (RFC 7946), longitude first: a point for each node, a feature for each project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from karar.tracking.corridor_types import Corridor, Node
from karar.tracking.projects import Project, headline_sum

ATTRIBUTION = "Coordinates: GeoNames (https://www.geonames.org/), CC BY 4.0"


def to_geojson(corridors: Sequence[Corridor]) -> dict[str, Any]:
    """Return a FeatureCollection of all nodes; what is known of a corridor stands with each of its nodes.

    A node without readable coordinates has a null geometry, as RFC 7946 section 3.2 has it. There is a ``bbox`` where
    there is a point (west, south, east, north).

    >>> from karar.tracking.corridors import load_corridor
    >>> collection = to_geojson([load_corridor("up-defence-corridor")])
    >>> collection["type"], collection["features"][0]["geometry"]
    ('FeatureCollection', {'type': 'Point', 'coordinates': [78.01667, 27.18333]})
    """
    return _collection([_feature(corridor, node) for corridor in corridors for node in corridor.nodes])


def projects_to_geojson(projects: Sequence[Project]) -> dict[str, Any]:
    """Return a FeatureCollection of projects: a point where it lies, several where it runs between places.

    ``exactness`` says what a point stands for: a site, a city or a whole state. A project that no table can place has a
    null geometry.
    """
    return _collection([_project(project) for project in projects])


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    found = [feature["geometry"] for feature in features if feature["geometry"]]
    points = [point for one in found for point in _points(one)]
    box: dict[str, Any] = {}
    if points:
        east_north = [max(point[axis] for point in points) for axis in (0, 1)]
        box["bbox"] = [min(point[axis] for point in points) for axis in (0, 1)] + east_north
    return {"type": "FeatureCollection", **box, "attribution": ATTRIBUTION, "features": features}


def _points(geometry: dict[str, Any]) -> list[list[float]]:
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Point" else coordinates


def _project(project: Project) -> dict[str, Any]:
    points = [
        [one.longitude, one.latitude] for one in project.sites if one.latitude is not None and one.longitude is not None
    ]
    geometry: dict[str, Any] | None = None
    if points:
        alone = len(points) == 1
        geometry = {"type": "Point" if alone else "MultiPoint", "coordinates": points[0] if alone else points}
    amount = headline_sum(project)
    return {
        "type": "Feature",
        "id": project.key,
        "geometry": geometry,
        "properties": {
            "names": project.names,
            "parties": list(project.parties),
            "operators": list(project.operators),
            "sectors": list(project.sectors),
            "stage": project.stage,
            "contested": project.contested,
            "places": [one.name for one in project.sites],
            "codes": [one.code for one in project.sites],
            "exactness": [one.exactness for one in project.sites],
            "value": amount.value if amount else None,
            "currency": amount.currency if amount else None,
            "commitments": list(project.commitments),
        },
    }


def _feature(corridor: Corridor, node: Node) -> dict[str, Any]:
    latest = corridor.latest
    return {
        "type": "Feature",
        "id": f"{corridor.id}/{node.id}",
        "geometry": _point(node),
        "properties": {
            "node": node.id,
            "names": node.names,
            "code": node.code,
            "geonames": node.place,
            "units": [unit.names for unit in corridor.units if unit.node == node.id],
            "corridor": corridor.id,
            "labels": corridor.labels,
            "currency": corridor.currency,
            "date": latest.date if latest else None,
            "potential": latest.potential if latest else None,
            "actual": latest.actual if latest else None,
            "realised": str(latest.realised) if latest and latest.realised is not None else None,
        },
    }


def _point(node: Node) -> dict[str, Any] | None:
    if node.latitude is None or node.longitude is None or abs(node.latitude) > 90 or abs(node.longitude) > 180:
        return None
    return {"type": "Point", "coordinates": [node.longitude, node.latitude]}
