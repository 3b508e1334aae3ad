"""``karar link``: claims to commitments."""

from __future__ import annotations

from typing import Self

from rich.console import Console

from karar.interfaces.cli import exits
from karar.interfaces.cli.options.link import Options
from karar.interfaces.cli.screen.console import messages, write_json
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.progress import Meter
from karar.ledger import Linked
from karar.pipeline.linking import link_ledger, linker_of
from karar.reference import load_reference
from karar.reference.rates import load_rates

_UNITS = {"records": "claims read", "pairs": "ways of being alike", "commitments": "groups of claims linked"}


def run(options: Options) -> int:
    """Link the ledger, and say what is new."""
    with open_ledger(options.ledger) as ledger, Steps(messages(), quiet=options.quiet) as steps:
        linked = link_ledger(ledger, *linker_of(load_reference(), load_rates(), steps.tell))
        steps.close()
        if options.as_json:
            write_json(linked or _unchanged(len(ledger.linking().commitments)))
        elif not options.quiet:
            messages().print(told(linked) if linked else "Nothing to link that was not linked before.")
    return exits.OK


class Steps:
    """Shows how far linking in bulk is: a bar for each step, one after the other."""

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._console, self._quiet = console, quiet
        self._open: tuple[str, Meter] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def tell(self, step: str, done: int, of: int) -> None:
        """Show that so much of a step is done; ``of``: 0 where it is not known how much there is."""
        if self._open is None or self._open[0] != step:
            self.close()
            self._open = step, Meter(self._console, _UNITS[step], None, quiet=self._quiet)
        _, meter = self._open
        meter.total = of or None
        meter.reach(done)

    def close(self) -> None:
        """Take the bar away."""
        if self._open is not None:
            self._open[1].__exit__(None, None, None)
            self._open = None


def told(linked: Linked) -> str:
    """Return what a run led to, in a sentence.

    >>> told(Linked(claims=5, new_claims=2, commitments=3, new=1, changed=1, ended=0, relations=0))
    '5 claims in 3 commitments: 2 claims new; 1 commitment new, 1 changed, 0 ended; 0 relations.'
    """
    return (
        f"{_many(linked.claims, 'claim')} in {_many(linked.commitments, 'commitment')}: "
        f"{_many(linked.new_claims, 'claim')} new; {_many(linked.new, 'commitment')} new, {linked.changed} changed, "
        f"{linked.ended} ended; {_many(linked.relations, 'relation')}."
    )


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _unchanged(commitments: int) -> dict[str, int]:
    return {"commitments": commitments, "new_claims": 0, "new": 0, "changed": 0, "ended": 0}
