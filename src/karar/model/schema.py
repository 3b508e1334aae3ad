"""The claim's JSON Schema, generated from the model.

The model's types say most; `_FORMS` adds the form of the strings that are codes, ids and days, and a record holds all
of its fields and no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from karar.model.claims import Claim

SCHEMA_ID = "https://karar.example/schema/claim.json"

_ID = r"^[a-z2-7]{26}$"
_NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_PARTY = r"^([A-Z]{2}|ADB|EIB)$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_DATE = r"^\d{4}(-W\d{2}|-\d{2}(-\d{2})?)?$"
_LISTS = "parties|sectors|amounts|quantities|actors|initiatives|places|stages|topics"
_SINGLE = "act|modality|giver|receiver|instrument|when|period|duration|project|attribution"

_FORMS = {
    "Claim.id": _ID,
    "Claim.sectors": _NAME,
    "Claim.initiatives": _NAME,
    "Claim.topics": _PARTY,
    "ReadingRef.document": _ID,
    "ReadingRef.reader": r"^[^/]+/.+$",
    "Actor.party": _PARTY,
    "Place.code": r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$",
    "Source.published": _DAY,
    "Source.lang": r"^[a-z]{2,3}$",
    "When.value": _DATE,
    "Period.from": _DATE,
    "Period.to": _DATE,
    "Problem.kind": _NAME,
}
_EVIDENCE_KEY = rf"^(({_SINGLE})|({_LISTS})\.\d+)$"
_FROM_ZERO = ("Quote.start", "Quote.end", "Amount.same_as", "Duration.n")
_MAY_BE_MISSING = frozenset({"Problem"})
"""Records that leave out what is empty."""


def claim_schema(sectors: Sequence[str] = ()) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a claim as `karar read --json` prints it, one object a line.

    Args:
        sectors: the ids that a sector may have; without them any id of that form.

    >>> claim_schema(["space"])["$defs"]["Claim"]["properties"]["sectors"]["items"]["enum"]
    ['space']
    """
    (reference,), components = msgspec.json.schema_components([Claim], ref_template="#/$defs/{name}")
    for name, record in components.items():
        if record.get("type") == "object":
            record["additionalProperties"] = False
            if name not in _MAY_BE_MISSING:
                record["required"] = list(record["properties"])
    for place, pattern in _FORMS.items():
        for string in _of_type(_property(components, place), "string"):
            string["pattern"] = pattern
    for place in _FROM_ZERO:
        for number in _of_type(_property(components, place), "integer"):
            number["minimum"] = 0
    for number in _of_type(components["Span"], "integer"):
        number["minimum"] = 0
    components["Span"]["items"] = False  # two numbers and no third
    claim = components["Claim"]["properties"]
    claim["evidence"]["propertyNames"] = {"pattern": _EVIDENCE_KEY}
    claim["evidence"]["additionalProperties"]["minItems"] = 1
    if sectors:
        claim["sectors"]["items"]["enum"] = sorted(sectors)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Karar claim",
        **reference,
        "$defs": components,
    }


def _property(components: dict[str, Any], place: str) -> dict[str, Any]:
    record, _, name = place.partition(".")
    found: dict[str, Any] = components[record]["properties"][name]
    return found


def _of_type(schema: dict[str, Any], wanted: str) -> list[dict[str, Any]]:
    """Return the schemas of this type in a value's own: itself, its items, its alternatives."""
    found = [schema] if schema.get("type") == wanted else []
    inner = [*schema.get("anyOf", ()), *schema.get("prefixItems", ())]
    if isinstance(schema.get("items"), dict):
        inner.append(schema["items"])
    return found + [one for part in inner for one in _of_type(part, wanted)]
