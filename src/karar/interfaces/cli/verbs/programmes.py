"""``karar programmes``: joint programmes, their stages, numbers and approvals; categories of procurement."""

from __future__ import annotations

from typing import Any

import msgspec

from karar.interfaces.cli import exits
from karar.interfaces.cli.options.programmes import Options
from karar.interfaces.cli.screen.console import messages, results, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.programmes import ProgrammeView, print_categories
from karar.interfaces.cli.verbs.show import to_moment, to_party, words_for
from karar.ledger import Query
from karar.reference.programmes import ProgrammeTables, load_programmes
from karar.tracking.knowing import know
from karar.tracking.programmes import Programme, find_programmes


def run(options: Options) -> int:
    """Print the programmes asked for, or the categories of procurement."""
    as_of, words, tables = to_moment(options.as_of), words_for(options.ui_lang, labelled=True), load_programmes()
    if options.categories:
        if options.as_json:
            write_json_lines(category_records(tables))
        else:
            print_categories(results(), words, tables)
        return exits.OK
    parties = tuple(map(to_party, options.party or ()))
    with open_ledger(options.ledger) as ledger:
        known = know(ledger, Query(parties=parties), as_of)
        added = ledger.additions(as_of, subjects=("programme:",))
        linked = ledger.last_linking(as_of) is not None
    found = [one for one in find_programmes(known, tables, added) if set(parties) <= set(one.parties)]
    if options.as_json:
        write_json_lines(map(to_record, found))
    elif found:
        view = ProgrammeView(results(), words, known)
        for number, programme in enumerate(found):
            if number:
                view.console.print()
            view.show(programme)
    else:
        messages().print(words.get("programme", "none") if linked else words.get("commitment", "unlinked"))
    return exits.OK


def to_record(programme: Programme) -> dict[str, Any]:
    """Return a programme as JSON."""
    record: dict[str, Any] = msgspec.to_builtins(programme)
    return record


def category_records(tables: ProgrammeTables) -> list[dict[str, Any]]:
    """Return the categories as JSON, one record each; its code is what the fact ``category`` takes."""
    return [
        {"code": f"{edition}/{name}", "from": body.start, "until": body.until, **msgspec.to_builtins(category)}
        for edition, body in tables.editions.items()
        for name, category in body.categories.items()
    ]
