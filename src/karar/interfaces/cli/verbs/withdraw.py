"""``karar withdraw``: a source's text goes."""

from __future__ import annotations

from karar.interfaces.cli import exits
from karar.interfaces.cli.options.withdraw import Options
from karar.interfaces.cli.screen.console import results
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.verbs.source import find_source


def run(options: Options) -> int:
    """Withdraw the source and say what went."""
    with open_ledger(options.ledger) as ledger:
        before = ledger.stats().claims
        done = ledger.withdraw(find_source(ledger, options.source).uri, options.why, drop_claims=options.drop_claims)
        gone = before - ledger.stats().claims
    kept = f"{gone} claims went with it" if options.drop_claims else "its claims keep their quotes"
    results().print(f"Withdrawn: {done.uri} ({done.why}); {kept}.")
    return exits.OK
