"""The claim's JSON Schema, generated from the model."""

from __future__ import annotations

from typing import Any

import msgspec

from karar.model.claims import Claim

SCHEMA_ID = "https://karar.example/schema/claim.json"


def claim_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a claim as `karar read --json` prints it, one object a line."""
    (reference,), components = msgspec.json.schema_components([Claim], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Karar claim",
        **reference,
        "$defs": components,
    }
