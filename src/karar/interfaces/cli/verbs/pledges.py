"""``karar pledges``: the ladder of promised money, its pace, and what it comes to by pillar, pair and year."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.pledges import By, Options
from karar.interfaces.cli.screen.console import messages, results, write_json
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.pledges import PledgeView
from karar.interfaces.cli.verbs.show import to_currency, to_day, to_moment, to_party, words_for
from karar.ledger import Query
from karar.model.days import stretch_of
from karar.reference.rates import load_rates
from karar.tracking.knowing import know
from karar.tracking.pledge_groups import GROUPINGS, Grouping, group_pledges
from karar.tracking.pledges import Pledges, find_pledges, since
from karar.tracking.prices import Pricing, read_deflator


def run(options: Options) -> int:
    """Print the pledges asked for."""
    pricing = to_pricing(options)
    as_of, first = to_moment(options.as_of), stretch_of(to_day(options.since, "--since") or "")
    on = as_of.astimezone().date() if as_of else datetime.now(UTC).astimezone().date()
    parties = tuple(map(to_party, options.parties or ()))
    words = words_for(options.ui_lang, labelled=True)
    with open_ledger(options.ledger) as ledger:
        known = know(ledger, Query(parties=parties), as_of)
        linked = ledger.last_linking(as_of) is not None
    found = find_pledges(known, load_rates(), on, pricing=pricing)
    if first is not None:
        found = since(found, first.first)
    if options.as_json:
        write_json(to_record(found, options.by, on))
        return exits.OK
    view = PledgeView(results(), words, pricing)
    if not linked:
        messages().print(words.get("commitment", "unlinked"))
    elif options.by is By.COMMITMENT:
        view.show(found)
    else:
        by = to_grouping(options.by)
        view.show_groups(group_pledges(found, by), by, found)
    return exits.OK


def to_grouping(by: By) -> Grouping:
    """Return by what pledges are put together."""
    return next(one for one in GROUPINGS if one == by.value)


def to_pricing(options: Options) -> Pricing:
    """Return the currency and prices asked for.

    Raises:
        UsageError: options that do not go together, no such currency, day or year.
        InputError: the deflator cannot be used.
    """
    into, rate_day = to_currency(options.currency), to_day(options.rate_day, "--rate-day")
    if rate_day and not into:
        raise UsageError("A day for the rates needs a currency to convert into", hint="Add --currency CODE.")
    if rate_day and len(rate_day) == len("2025"):
        raise UsageError("No rate is known of a year", where="--rate-day", hint="Write 2025-08-29 or 2025-08.")
    if bool(options.constant) != bool(options.deflator):
        raise UsageError("Constant prices need a year and an index", hint="Give --constant YEAR and --deflator FILE.")
    if options.constant and not re.fullmatch(r"\d{4}", options.constant):
        raise UsageError(f"{options.constant!r} is no year", where="--constant", hint="Write 2020.")
    prices = read_deflator(options.deflator, options.constant) if options.deflator and options.constant else None
    return Pricing(into, rate_day, prices)


def to_record(found: Pledges, by: By, on: date) -> dict[str, Any]:
    """Return what was found as JSON: pledges, or their groups; totals and what is in none of them."""
    record: dict[str, Any] = {"on": on.isoformat(), "by": by.value}
    if by is By.COMMITMENT:
        record["pledges"] = msgspec.to_builtins(found.pledges, str_keys=True)
    else:
        record["groups"] = msgspec.to_builtins(group_pledges(found, to_grouping(by)), str_keys=True)
    return {**record, **msgspec.to_builtins(found.totals)}
