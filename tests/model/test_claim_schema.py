"""The schema that is printed holds for what is handed out, and for little else."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import msgspec
import pytest

from karar.intake import collect
from karar.model.claims import Claim
from karar.model.schema import claim_schema
from karar.pipeline.run import read_pages
from karar.reference import load_reference

PAGES = Path(__file__).resolve().parents[2] / "examples" / "pages"
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "null": type(None)}


def faults(value, schema, defs, at="claim"):
    """Yield where a value breaks a schema: those words of JSON Schema that ours is written in."""
    if schema is False:
        yield f"{at}: too much"
        return
    if "$ref" in schema:
        yield from faults(value, defs[schema["$ref"].rpartition("/")[2]], defs, at)
        return
    if "anyOf" in schema and all(any(faults(value, one, defs, at)) for one in schema["anyOf"]):
        yield f"{at}: fits no alternative"
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        yield f"{at}: no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not among {schema['enum']}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at}: {value!r} does not fit {schema['pattern']}"
    if isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at}: {value} is out of bounds"
    if isinstance(value, list):
        yield from list_faults(value, schema, defs, at)
    if isinstance(value, dict):
        yield from record_faults(value, schema, defs, at)


def list_faults(value, schema, defs, at):
    """Yield where a list breaks a schema."""
    first = schema.get("prefixItems", [])
    if len(value) < schema.get("minItems", 0):
        yield f"{at}: too few"
    for number, item in enumerate(value):
        part = first[number] if number < len(first) else schema.get("items", {})
        yield from faults(item, part, defs, f"{at}.{number}")


def record_faults(value, schema, defs, at):
    """Yield where a record breaks a schema."""
    yield from (f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, item in value.items():
        if not re.search(schema.get("propertyNames", {}).get("pattern", ""), name):
            yield f"{at}: {name} is no name here"
        part = schema.get("properties", {}).get(name, schema.get("additionalProperties", {}))
        yield from faults(item, part, defs, f"{at}.{name}")


@pytest.fixture(scope="module")
def schema():
    """The schema, with the sectors of the reference data."""
    return claim_schema(tuple(load_reference().sectors))


@pytest.fixture(scope="module")
def claims():
    """The claims of the example pages, as they are handed out."""
    outcomes = read_pages(collect([], manifest=PAGES / "manifest.csv"), load_reference())
    return [json.loads(msgspec.json.encode(claim)) for outcome in outcomes for claim in outcome.claims]


def test_what_is_handed_out_fits(schema, claims):
    """Every claim of the example pages."""
    assert len(claims) > 50
    assert [fault for claim in claims for fault in faults(claim, schema, schema["$defs"])] == []


@pytest.mark.parametrize("name", Claim.__struct_fields__)
def test_every_field_is_wanted(schema, claims, name):
    """A claim without one of its fields does not fit."""
    less = {key: value for key, value in claims[0].items() if key != name}
    assert list(faults(less, schema, schema["$defs"])) == [f"claim: {name} is missing"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("extra", 1),
        ("sectors", ["foo"]),
        ("parties", ["India"]),
        ("act", "promise"),
        ("id", "x"),
        ("confidence", 2),
        ("evidence", {"act": [[-1, 5]]}),
        ("evidence", {"act": [[1, 5, 9]]}),
        ("evidence", {"act": []}),
        ("evidence", {"colour": [[1, 5]]}),
        ("evidence", {"parties": [[1, 5]]}),
        ("source.published", "30 August"),
        ("source.extra", None),
        ("quote.start", -1),
        ("amounts", [{"value": "1"}]),
        ("when", {"value": "tomorrow", "precision": "day", "text": "x"}),
    ],
    ids=str,
)
def test_what_is_never_handed_out_does_not_fit(schema, claims, path, value):
    """An unknown field, code, span or day is refused."""
    wrong = copy.deepcopy(claims[0])
    *folders, name = path.split(".")
    record = wrong
    for folder in folders:
        record = record[folder]
    record[name] = value
    assert any(faults(wrong, schema, schema["$defs"]))


def test_without_reference_data_sectors_have_a_form():
    """The model alone knows how a sector is written, not which there are."""
    items = claim_schema()["$defs"]["Claim"]["properties"]["sectors"]["items"]
    assert "enum" not in items
    assert re.search(items["pattern"], "critical-minerals")
