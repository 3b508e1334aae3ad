"""``karar reread``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Read again the documents whose latest reading is by an older reader.

    The stored texts are read; nothing is fetched. The new reading takes the older one's place in today's view; the
    older one is still there (karar show --as-of). Texts that were withdrawn are left alone.
    """

    jobs: shared.Jobs = None
    quiet: shared.Quiet = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (("karar reread --jobs 4", "After an upgrade."),)
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 3, 4, 5, 129, 130, 143)
