"""The append-only ledger: every claim, what it was read from, and what was known when."""

from karar.ledger.pages import key_of
from karar.ledger.queries import Query
from karar.ledger.records import (
    Added,
    DocumentRecord,
    DueRow,
    Fetch,
    Found,
    HandedAgain,
    KnownPage,
    Linkable,
    LinkableClaims,
    Linked,
    LinkRun,
    Observation,
    PageKey,
    Reading,
    Selection,
    SourceRecord,
    Stats,
    Taken,
    Withdrawal,
)
from karar.ledger.store import Ledger

__all__ = [
    "Added",
    "DocumentRecord",
    "DueRow",
    "Fetch",
    "Found",
    "HandedAgain",
    "KnownPage",
    "Ledger",
    "LinkRun",
    "Linkable",
    "LinkableClaims",
    "Linked",
    "Observation",
    "PageKey",
    "Query",
    "Reading",
    "Selection",
    "SourceRecord",
    "Stats",
    "Taken",
    "Withdrawal",
    "key_of",
]
