"""The append-only ledger: every claim, what it was read from, and what was known when."""

from karar.ledger.queries import Query
from karar.ledger.records import (
    Added,
    DocumentRecord,
    Found,
    Observation,
    Reading,
    SourceRecord,
    Stats,
    Withdrawal,
)
from karar.ledger.store import Ledger

__all__ = [
    "Added",
    "DocumentRecord",
    "Found",
    "Ledger",
    "Observation",
    "Query",
    "Reading",
    "SourceRecord",
    "Stats",
    "Withdrawal",
]
