"""Corridors as GeoJSON (RFC 7946): one point for each node, longitude first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from karar.tracking.corridor_types import Corridor, Node

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
    features = [_feature(corridor, node) for corridor in corridors for node in corridor.nodes]
    points = [feature["geometry"]["coordinates"] for feature in features if feature["geometry"]]
    box: dict[str, Any] = {}
    if points:
        east_north = [max(point[axis] for point in points) for axis in (0, 1)]
        box["bbox"] = [min(point[axis] for point in points) for axis in (0, 1)] + east_north
    return {"type": "FeatureCollection", **box, "attribution": ATTRIBUTION, "features": features}


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
