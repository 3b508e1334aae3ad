"""``karar schema``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Options:
    """Print the JSON Schema (2020-12) of a claim, as --json prints claims."""

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (("karar schema > claim.schema.json", "For a validator."),)
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 141)
