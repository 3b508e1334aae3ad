"""``karar link``: claims to commitments."""

from __future__ import annotations

from karar.interfaces.cli import exits
from karar.interfaces.cli.options.link import Options
from karar.interfaces.cli.screen.console import messages, write_json
from karar.interfaces.cli.screen.opening import open_ledger
from karar.ledger import Linked
from karar.pipeline.linking import link_ledger, linker_of
from karar.reference import load_reference
from karar.reference.rates import load_rates


def run(options: Options) -> int:
    """Link the ledger, and say what is new."""
    name, link = linker_of(load_reference(), load_rates())
    with open_ledger(options.ledger) as ledger:
        linked = link_ledger(ledger, name, link)
        if options.as_json:
            write_json(linked or _unchanged(len(ledger.linking().commitments)))
        elif not options.quiet:
            messages().print(told(linked) if linked else "Nothing to link that was not linked before.")
    return exits.OK


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
