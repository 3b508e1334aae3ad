"""``karar link``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Find which claims speak of one promise, and how promises bear on each other.

    Reports of one promise become a commitment. What people decided (karar judge) outranks every score and stays so,
    however often this is called. Only what has changed is written; what was linked before and has not changed costs
    nothing. A call that is broken off leaves the ledger as it was. From 20,000 claims on all cores are used, where the
    extra karar[bulk] is installed; the result is the same.
    """

    as_json: shared.AsJson = False
    quiet: shared.Quiet = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar link", "Link what was read since the last time."),
        ("karar link --json | jq .new", "How many commitments are new."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 4, 5, 130)
