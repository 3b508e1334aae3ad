"""``karar explain-link``: why two claims are one promise, or two."""

from __future__ import annotations

from karar import linkage
from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.explain_link import Options
from karar.interfaces.cli.screen.console import results, write_json
from karar.interfaces.cli.screen.links import print_link
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.verbs.show import words_for
from karar.model.judgements import settle
from karar.reference.rates import load_rates


def run(options: Options) -> int:
    """Explain the link between two claims, as the ledger's judgements have them."""
    with open_ledger(options.ledger) as ledger:
        decisions = settle(ledger.judgements())
        a, b = (decisions.correct(ledger.claim(asked)) for asked in (options.a, options.b))
    if a.id == b.id:
        raise UsageError("Both are the same claim", hint="Give the ids of two.")
    link = linkage.explain(a, b, decisions.links, rates=load_rates())
    if options.as_json:
        write_json(link)
    else:
        print_link(results(), words_for(options.ui_lang), link, (a, b), linkage.load_weights().prior)
    return exits.OK
