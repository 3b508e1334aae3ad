"""``karar schema``: the JSON Schema of a claim."""

from __future__ import annotations

from karar.interfaces.cli import exits
from karar.interfaces.cli.options.schema import Options
from karar.interfaces.cli.screen.console import write_json
from karar.interfaces.cli.verbs.show import known_sectors
from karar.model.schema import claim_schema


def run(options: Options) -> int:  # noqa: ARG001 (every verb takes its record)
    """Print the schema."""
    write_json(claim_schema(known_sectors()))
    return exits.OK
