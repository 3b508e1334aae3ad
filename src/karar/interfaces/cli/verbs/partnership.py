"""``karar partnership``: everything that two or more parties promised each other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from karar.errors import UsageError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.partnership import Options
from karar.interfaces.cli.screen.console import messages, results, write_json
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.partnership import PartnershipView
from karar.interfaces.cli.screen.titles import title_of
from karar.interfaces.cli.screen.words import LANGUAGES, Words
from karar.interfaces.cli.verbs.show import known_names, to_currency, to_day, to_moment, to_party, words_for
from karar.model.days import stretch_of
from karar.reference.groups import Group, load_groups
from karar.reference.rates import load_rates
from karar.text.normalise import fold
from karar.tracking.history import Known
from karar.tracking.partners import Partners
from karar.tracking.partnership import Partnership, Promise, find_partnership, know_partners
from karar.tracking.prices import Pricing


def run(options: Options) -> int:
    """Print the partnership asked for."""
    partners = to_partners(options.who or (), members=options.members)
    pricing, as_of = Pricing(to_currency(options.currency)), to_moment(options.as_of)
    first = stretch_of(to_day(options.since, "--since") or "")
    on = as_of.astimezone().date() if as_of else datetime.now(UTC).astimezone().date()
    words = words_for(options.ui_lang, labelled=True)
    with open_ledger(options.ledger) as ledger:
        known = know_partners(ledger, partners, as_of)
        linked = ledger.last_linking(as_of) is not None
    since = first.first if first else None
    found = find_partnership(known, partners, load_rates(), on, since=since, pricing=pricing)
    titles = titles_of(found, known, words)
    if options.as_json:
        write_json(to_record(found, titles))
    elif not linked:
        messages().print(words.get("commitment", "unlinked"))
    else:
        PartnershipView(results(), words, titles).show(found)
    return exits.OK


def to_partners(asked: list[str] | tuple[str, ...], *, members: bool) -> Partners:
    """Return who is asked for: parties by code or name, groups by id or name.

    Raises:
        UsageError: nobody is called that, or one party stands alone.
    """
    groups = {name: group for name in asked if (group := to_group(name)) is not None}
    parties = tuple(dict.fromkeys(to_party(name) for name in asked if name not in groups))
    if not groups and len(parties) < 2:
        hint = "Name two parties (karar partnership IN JP) or a group (karar partnership quad)."
        raise UsageError("A partnership is of two parties or more, or of a group", hint=hint)
    return Partners(parties, tuple({one.id: one for one in groups.values()}.values()), members)


def to_group(asked: str) -> Group | None:
    """Return a group by its id, its label or any of its names; None where it is none.

    >>> to_group("Quad").id, to_group("क्वाड").id, to_group("Japan")
    ('quad', 'quad', None)
    """
    groups = load_groups()
    wanted = " ".join(fold(asked).split())
    if wanted in groups:
        return groups[wanted]
    for group in groups.values():
        if wanted in {" ".join(fold(group.labels[lang]).split()) for lang in LANGUAGES if lang in group.labels}:
            return group
    named = (value for kind, value in known_names(wanted) if kind in ("initiative", "bloc") and value in groups)
    return groups.get(next(named, ""))


def titles_of(found: Partnership, known: Known, words: Words) -> dict[str, str]:
    """Return the titles of all commitments of a partnership, by their ids."""
    return {one.commitment: _title(one, found, known, words) for one in (*found.promises(), *found.meetings)}


def _title(one: Promise, found: Partnership, known: Known, words: Words) -> str:
    told = ("giver", "receiver", "parties", "initiatives", "stages")
    whole = {name: getattr(one, name) for name in told}
    claim = msgspec.structs.replace(known.claims[one.claim], evidence={}, **whole)
    return title_of(claim, words, one.amount, order=found.partners.parties)


def to_record(found: Partnership, titles: dict[str, str]) -> dict[str, Any]:
    """Return a partnership as JSON, each promise with its title in the language asked for."""
    record: dict[str, Any] = msgspec.to_builtins(found, str_keys=True)
    record["pledges"] = record["pledges"][0]
    record |= msgspec.to_builtins(found.pledges.totals)
    for one in (*record["meetings"], *(promise for part in record["parts"] for promise in part["promises"])):
        one["title"] = titles[one["commitment"]]
    return record
