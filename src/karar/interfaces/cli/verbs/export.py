"""``karar export``: the whole ledger as canonical JSON Lines, a view in a format, or what people decided as labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, combinations
from pathlib import Path

import karar
from karar.errors import InputError, UsageError
from karar.exports.citation import STYLES, cite
from karar.exports.columns import COLUMNS, chosen
from karar.exports.formats import FORMATS, Format, format_named
from karar.exports.view import View
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.export import Options
from karar.interfaces.cli.screen.console import messages, tell_left_out, write_bytes
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.verbs.show import to_day, to_moment, to_party, to_sector
from karar.ledger import Ledger, Query
from karar.model.identity import canonical
from karar.model.judgements import OF_PAIRS, settle
from karar.reference import load_reference
from karar.reference.rates import load_rates


def run(options: Options) -> int:
    """Write the export; a file is whole or not there at all."""
    check(options)
    if options.formats:
        return write(listed(), options.output)
    chosen_format = format_named(options.format) if options.format else None
    columns = to_columns(options.columns, chosen_format)
    query, as_of = to_query(options), to_moment(options.as_of)
    with open_ledger(options.ledger) as ledger:
        if options.judgements:
            return write(labels(ledger), options.output)
        tell_left_out("export", ledger.count_left_out(query, as_of), options.min_confidence)
        if chosen_format is None and options.cite is None:
            return write(ledger.export(as_of, min_confidence=query.min_confidence), options.output)
        view = View(ledger, query, as_of or datetime.now(UTC), load_rates(), load_reference(), columns)
        if chosen_format is None:
            return write(cited(view, options), options.output)
        if chosen_format.record != "claims" and ledger.last_linking(as_of) is None:
            messages().print("karar export: nothing is linked yet. Run: karar link")
        return write(chosen_format.write(view), options.output)


def check(options: Options) -> None:
    """Refuse options that do not go together.

    Raises:
        UsageError: they do not.
    """
    asked = {
        "--format": options.format, "--formats": options.formats, "--cite": options.cite,
        "--judgements": options.judgements,
    }  # fmt: skip
    named = [name for name, value in asked.items() if value]
    if len(named) > 1:
        raise UsageError(f"{' and '.join(named)} exclude each other", hint="Choose one.")
    filtered = options.party or options.sector or options.since or options.until
    if filtered and not (options.format or options.cite):
        raise UsageError("The whole ledger takes no filter", hint="Add --format claims, or another format.")
    if options.judgements and options.as_of:
        raise UsageError("Judgements are written as of today", where="--as-of", hint="Leave it out.")


def to_columns(asked: str | None, form: Format | None) -> tuple[str, ...]:
    """Return the names of columns.

    Raises:
        UsageError: the format has none, or there is no such column.
    """
    if asked is None:
        return ()
    if form is None or not form.takes_columns:
        with_columns = ", ".join(one.name for one in FORMATS if one.takes_columns)
        raise UsageError(
            "Only tables have columns", where="--columns", hint=f"Add --format with one of: {with_columns}."
        )
    names = tuple(name.strip() for name in asked.split(",") if name.strip())
    if not names:
        raise UsageError("No column is named", where="--columns", hint="karar export --formats lists them.")
    return tuple(column.name for column in chosen(names))


def to_query(options: Options) -> Query:
    """Return the query for the options.

    Raises:
        UsageError: a party, field or day that cannot be read.
    """
    return Query(
        parties=tuple(map(to_party, options.party or ())),
        sectors=tuple(map(to_sector, options.sector or ())),
        published_from=to_day(options.since, "--from"),
        published_to=to_day(options.until, "--to"),
        min_confidence=options.min_confidence or None,
    )


def listed() -> Iterator[bytes]:
    """Yield the formats and the columns of the tables, a line each, with tabs between."""
    for one in FORMATS:
        yield f"{one.name}\t{one.record}\t{one.ending}\t{one.media_type}\t{one.about}\n".encode()
    yield b"\n"
    for column in COLUMNS:
        yield f"{column.name}\t{column.about}\n".encode()


def cited(view: View, options: Options) -> Iterator[bytes]:
    """Yield the citation."""
    for style in STYLES:
        if style == options.cite:
            yield cite(view, style, karar.__version__).encode()


def write(content: Iterable[bytes], output: Path | None) -> int:
    """Write to standard output, or to a file that is whole or not there at all.

    Raises:
        InputError: the file cannot be written.
    """
    coming = iter(content)
    first = next(coming, b"")  # what cannot be written says so before a file is begun
    if output is None:
        for part in chain([first], coming):
            write_bytes(part)
        return exits.OK
    draft = output.with_name(output.name + ".new")
    try:
        with draft.open("wb") as out:
            out.writelines(chain([first], coming))
        draft.replace(output)
    except OSError as error:
        raise InputError(f"The export cannot be written: {error.strerror}", where=str(output)) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)  # what was cut short is no export
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
