"""``karar show``: claims by filter, as a table, JSON Lines or CSV."""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from itertools import chain

from babel import Locale

from karar.errors import KararError, UsageError
from karar.interfaces.cli import commitments, exits
from karar.interfaces.cli.options.show import Options
from karar.interfaces.cli.screen.console import choose, messages, results, tell_left_out, write_bytes, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.table import ClaimTable
from karar.interfaces.cli.screen.words import LANGUAGES, Words, choose_language
from karar.ledger import Ledger, Query
from karar.model.claims import Claim
from karar.reference import load_reference

COLUMNS = (
    "id", "published", "when", "act", "modality", "confidence", "parties", "giver", "receiver", "sectors",
    "instrument", "value", "to", "currency", "qualifier", "role", "other_sums", "from", "until", "duration",
    "attribution", "publisher", "title", "uri", "lang", "document", "quote",
)  # fmt: skip
"""The columns of --csv. The first sum has its own columns, further ones stand in ``other_sums``."""


def run(options: Options) -> int:
    """Print the claims that meet the filters, or commitments."""
    form = choose(table=options.as_table, json=options.as_json, csv=options.as_csv)
    if form is None:
        form = "table" if sys.stdout.isatty() else "json"
    query, as_of = to_query(options), to_moment(options.as_of)
    into = to_currency(options.into)
    with open_ledger(options.ledger) as ledger:
        if options.id or options.commitments or options.totals or options.why or into:
            show_commitments(ledger, options, query, as_of, form)
            return exits.OK
        claims = ledger.claims(query, as_of)
        if form == "json":
            write_json_lines(claims)
        elif form == "csv":
            write_csv(claims)
        else:
            print_table(claims, options)
        tell_left_out("show", ledger.count_left_out(query, as_of), options.min_confidence)
    return exits.OK


def show_commitments(ledger: Ledger, options: Options, query: Query, as_of: datetime | None, form: str) -> None:
    """Show one commitment, a list of them, or their totals.

    Raises:
        UsageError: what was asked for does not go together.
    """
    if form == "csv":
        raise UsageError("Commitments do not go into one line each", where="--csv", hint="Use --json.")
    words, as_json = words_for(options.ui_lang), form == "json"
    if options.id:
        if options.commitments or options.totals or options.into:
            raise UsageError("One commitment and a list of them are two calls", hint="Leave out the id, or the list.")
        # A person at a pipe asked for one thing: it is told in words unless --json says otherwise.
        commitments.show_one(ledger, options.id, as_of, words, why=options.why, as_json=options.as_json)
    elif options.why:
        raise UsageError("--why is of one commitment", hint="Give its id.")
    elif options.totals or options.into:
        into = to_currency(options.into)
        commitments.show_totals(ledger, query, as_of, words, into=into, as_json=as_json)
    else:
        commitments.show_list(ledger, query, as_of, words, as_json=as_json)


def print_table(claims: Iterator[Claim], options: Options) -> None:
    """Print a table of claims with their number; where there are none, say so."""
    words = words_for(options.ui_lang)
    first = next(claims, None)
    if first is None:
        messages().print(words.get("phrase", "none"))
        return
    table = ClaimTable(results(), words)
    for claim in chain([first], claims):
        table.add(claim)
    if sys.stdout.isatty() and options.limit is not None and table.count == options.limit:
        messages().print(f"The first {table.count}; raise --limit for more.")


def known_sectors() -> tuple[str, ...]:
    """Return the sectors of the reference data; none where it is missing, which is `karar doctor`'s matter."""
    try:
        return tuple(load_reference().sectors)
    except KararError:
        return ()


def words_for(asked: str | None, *, labelled: bool = False) -> Words:
    """Return the words of the language asked for, or of the environment's.

    English sectors go by their codes, as filters take them, unless they are to be ``labelled``.
    """
    lang = choose_language(asked)
    if lang == "en" and not labelled:
        return Words(lang, {})
    try:
        reference = load_reference()
    except KararError:
        return Words(lang, {})
    sectors, initiatives = (
        {name: str(body.get("labels", {}).get(lang, name)) for name, body in described.items()}
        for described in (reference.sectors, reference.initiatives)
    )
    return Words(lang, sectors, initiatives)


# --- from what was typed to a query ------------------------------------------------


def to_query(options: Options) -> Query:
    """Return the query for the options.

    Raises:
        UsageError: a party, day or number that cannot be read.
    """
    return Query(
        parties=tuple(map(to_party, options.party or ())),
        sectors=tuple(map(to_sector, options.sector or ())),
        acts=tuple(options.act or ()),
        modalities=tuple(options.modality or ()),
        published_from=to_day(options.since, "--from"),
        published_to=to_day(options.until, "--to"),
        amount_min=to_sum(options.amount_min, "--amount-min"),
        amount_max=to_sum(options.amount_max, "--amount-max"),
        currency=to_currency(options.currency),
        min_confidence=options.min_confidence or None,
        lang=to_language(options.language),
        publisher=options.publisher,
        limit=options.limit,
    )


def to_party(asked: str) -> str:
    """Return the code of a party given by code or by name, in English or Hindi.

    >>> to_party("jp"), to_party("जापान"), to_party("South Korea")
    ('JP', 'JP', 'KR')

    Raises:
        UsageError: nobody is called that.
    """
    if re.fullmatch(r"[A-Za-z]{2}|ADB|EIB", asked):
        return asked.upper()
    wanted = _plain(asked)
    for lang in LANGUAGES:
        for code, name in Locale.parse(lang).territories.items():
            if len(code) == 2 and _plain(name) == wanted:
                return str(code)
    for kind, value in known_names(wanted):
        if kind == "party":
            return value
    raise UsageError(f"Nobody is called {asked!r}", hint="Use a code (IN, JP, EU) or a name in English or Hindi.")


def to_sector(asked: str) -> str:
    """Return the code of a sector given by code or by label, in English or Hindi.

    Raises:
        UsageError: the reference data knows none of that name.
    """
    known = known_sectors()
    if known and asked not in known:
        wanted = _plain(asked)
        for code, described in load_reference().sectors.items():
            if wanted in map(_plain, described.get("labels", {}).values()):
                return code
        raise UsageError(f"There is no sector {asked!r}", hint=f"Choose among: {', '.join(sorted(known))}.")
    return asked


def to_language(asked: str | None) -> str | None:
    """Return the code of a language; ``und`` is one that nobody could tell.

    Raises:
        UsageError: no language has this code.
    """
    if asked is None:
        return None
    if asked.casefold() not in {*Locale.parse("en").languages, "und"}:
        raise UsageError(f"There is no language {asked!r}", hint="Use its code: hi, en …")
    return asked.casefold()


def to_currency(asked: str | None) -> str | None:
    """Return the code of a currency.

    Raises:
        UsageError: no currency has this code.
    """
    if asked is None:
        return None
    if asked.upper() not in Locale.parse("en").currencies:
        raise UsageError(f"There is no currency {asked!r}", hint="Use its code: JPY, INR …")
    return asked.upper()


def known_names(name: str) -> list[tuple[str, str]]:
    """Return what a folded name may mean, as (kind, code); nothing where the reference data is missing."""
    try:
        return [(entry.kind, entry.value) for entry in load_reference().entries(name)]
    except KararError:
        return []


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def to_day(asked: str | None, option: str) -> str | None:
    """Return a day, month or year as it was given.

    Raises:
        UsageError: it is none.
    """
    if asked is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", asked):
            raise ValueError(asked)
        date.fromisoformat(asked + "-01-01"[len(asked) - 4 :])
    except ValueError as error:
        raise UsageError(f"{asked!r} is no day", where=option, hint="Write 2025-08-30, 2025-08 or 2025.") from error
    return asked


def to_sum(asked: str | None, option: str) -> Decimal | None:
    """Return a sum, which may be written with commas, underscores or an exponent (``1e12``).

    Raises:
        UsageError: it is none.
    """
    if asked is None:
        return None
    try:
        value = Decimal(asked.replace(",", "").replace("_", ""))
    except InvalidOperation as error:
        raise UsageError(f"{asked!r} is no sum", where=option, hint="Write digits: 10000000000000, or 1e13.") from error
    return value


def to_moment(asked: str | None) -> datetime | None:
    """Return the end of a day where the clock of this machine is, or a moment as it was given.

    Raises:
        UsageError: it is neither.
    """
    if asked is None:
        return None
    try:
        if len(asked) == len("2025-08-30"):
            return datetime.combine(date.fromisoformat(asked), time.max).astimezone(UTC)
        return datetime.fromisoformat(asked).astimezone(UTC)
    except ValueError as error:
        hint = "Write 2025-08-30 or 2025-08-30T18:00."
        raise UsageError(f"{asked!r} is no day", where="--as-of", hint=hint) from error


# --- CSV ---------------------------------------------------------------------------


def write_csv(claims: Iterable[Claim]) -> None:
    """Write claims as comma-separated values in UTF-8."""
    for cells in chain([list(COLUMNS)], map(to_cells, claims)):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cells)
        write_bytes(line.getvalue().encode())


def to_cells(claim: Claim) -> list[str]:
    """Return a claim as the cells of `COLUMNS`."""
    main = claim.amounts[0] if claim.amounts else None
    others = "; ".join(f"{a.currency or ''} {a.value or '?'}".strip() for a in claim.amounts[1:])
    cells = {
        "id": claim.id,
        "published": claim.source.published,
        "when": claim.when and (claim.when.value or claim.when.text),
        "act": claim.act,
        "modality": claim.modality,
        "confidence": f"{claim.confidence:.3f}",
        "parties": " ".join(claim.parties),
        "giver": claim.giver,
        "receiver": claim.receiver,
        "sectors": " ".join(claim.sectors),
        "instrument": claim.instrument.type,
        "value": main and main.value,
        "to": main and main.to,
        "currency": main and main.currency,
        "qualifier": main and main.qualifier,
        "role": main and main.role,
        "other_sums": others,
        "from": claim.period and claim.period.start,
        "until": claim.period and claim.period.end,
        "duration": claim.duration and f"{claim.duration.n} {claim.duration.unit}",
        "attribution": claim.attribution.who or claim.attribution.kind,
        "publisher": claim.source.publisher,
        "title": claim.source.title,
        "uri": claim.source.uri,
        "lang": claim.source.lang,
        "document": claim.reading.document,
        "quote": claim.quote.text,
    }
    return [str(cells[name] or "") for name in COLUMNS]
