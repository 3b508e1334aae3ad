"""Karar reads governments' announcements and keeps a sourced ledger of what they promised each other.

The names below are the public API. Each is fetched from its room when it is
first asked for, so that ``import karar`` costs nothing and a caller pays only
for the rooms that it uses.

>>> import karar
>>> "Ledger" in dir(karar)
True
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Claim": "karar.model.claims",
    "Commitment": "karar.model.commitments",
    "Corridor": "karar.tracking.corridor_types",
    "Document": "karar.model.documents",
    "Judgement": "karar.model.judgements",
    "Ledger": "karar.ledger",
    "Reference": "karar.reference",
    "read": "karar.pipeline",
    "read_document": "karar.pipeline",
    "find_partnership": "karar.tracking.partnership",
    "find_pledges": "karar.tracking.pledges",
    "Partners": "karar.tracking.partners",
    "Partnership": "karar.tracking.partnership",
    "Pledge": "karar.tracking.pledge_types",
    "load_corridors": "karar.tracking.corridors",
    "load_reference": "karar.reference",
    "read_page": "karar.pages",
}

__all__ = [*sorted(_HOMES), "__version__"]  # noqa: PLE0604 (the map is the one place where a public name stands)


def __getattr__(name: str) -> Any:
    """Fetch a public name from the room that holds it."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names without loading them."""
    return sorted(set(globals()) | set(__all__))
