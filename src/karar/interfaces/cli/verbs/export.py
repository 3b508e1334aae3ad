"""``karar export``: the whole ledger as canonical JSON Lines, or what people decided as labels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from karar.errors import InputError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.export import Options
from karar.interfaces.cli.screen.console import tell_left_out, write_bytes
from karar.interfaces.cli.screen.opening import open_ledger
from karar.ledger import Ledger, Query
from karar.model.identity import canonical
from karar.model.judgements import OF_PAIRS, settle


def run(options: Options) -> int:
    """Write the export; a file is whole or not there at all."""
    least = options.min_confidence or None
    with open_ledger(options.ledger) as ledger:
        if options.judgements:
            lines = labels(ledger)
        else:
            tell_left_out("export", ledger.count_left_out(Query(min_confidence=least)), options.min_confidence)
            lines = ledger.export(min_confidence=least)
        if options.output is None:
            for line in lines:
                write_bytes(line)
            return exits.OK
        draft = options.output.with_name(options.output.name + ".new")
        try:
            with draft.open("wb") as out:
                out.writelines(lines)
            draft.replace(options.output)
        except OSError as error:
            raise InputError(f"The export cannot be written: {error.strerror}", where=str(options.output)) from error
    return exits.OK


def labels(ledger: Ledger) -> Iterator[bytes]:
    """Yield what people decided as JSON Lines: pairs of claims, and claims or fields of them, each with its label.

    Those that a later decision overrules are left out. Claims are as they were read when they were judged.
    """
    decided = ledger.judgements()
    overruled = settle(decided).overruled
    for judgement in (one.judgement for one in decided if one.judgement.id not in overruled):
        read = [ledger.claim(name) for name in judgement.claims]
        label = {"label": judgement.kind, "who": judgement.who, "at": judgement.at, "why": judgement.why}
        if judgement.kind in OF_PAIRS:
            for a, b in combinations(sorted(read, key=lambda claim: claim.id), 2):
                yield canonical({**label, "a": a, "b": b}) + b"\n"
        else:
            field = judgement.field
            was = read[0].field(field) if field else None
            yield canonical({**label, "claim": read[0], "field": field, "read": was, "value": judgement.value}) + b"\n"
