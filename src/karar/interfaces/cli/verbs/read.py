"""``karar read``: pages in, claims kept and shown."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

from karar.errors import ManifestError, PageError, UsageError
from karar.intake import collect
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.read import Options
from karar.interfaces.cli.screen.console import choose, messages, results, tell, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.progress import Meter
from karar.interfaces.cli.screen.table import ClaimTable
from karar.interfaces.cli.verbs.show import words_for
from karar.ledger import Ledger, Reading, Withdrawal
from karar.model.claims import Claim
from karar.model.documents import Document, PageFacts
from karar.pipeline import READER
from karar.pipeline.run import Outcome, read_pages
from karar.reference import load_reference

AT_ONCE = 200
PATIENCE = 1.0

Show = Callable[[Iterable[Claim]], None]


@dataclass(slots=True)
class Tally:
    """What was read so far."""

    pages: int = 0
    known: int = 0
    failed: int = 0
    rows: int = 0
    claims: int = 0
    new: int = 0
    displaced: int = 0


class Keeper:
    """Adds readings to a ledger, many in one transaction but none later than a second; None keeps nothing."""

    def __init__(self, ledger: Ledger | None, tally: Tally, *, quiet: bool = False) -> None:
        self.ledger, self.tally, self.quiet = ledger, tally, quiet
        self.waiting: list[Reading] = []
        self.since = time.monotonic()

    def __enter__(self) -> Keeper:
        """Start keeping."""
        return self

    def __exit__(self, *_: object) -> None:
        """Keep what is still waiting, also where the reading was stopped."""
        self.flush()

    def add(self, document: Document, outcome: Outcome) -> None:
        """Take one reading."""
        if self.ledger is None:
            return
        way = outcome.seen, outcome.how
        self.waiting.append(Reading(document, READER, outcome.claims, *way, "stated" if outcome.stated else "bare"))
        if len(self.waiting) >= AT_ONCE or time.monotonic() - self.since > PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        waiting, self.waiting = self.waiting, []
        if self.ledger is not None and waiting:
            for reading, added in zip(waiting, self.ledger.add_all(waiting, at_once=AT_ONCE), strict=True):
                gone = added.withdrawn
                self.tally.known += not added.new_reading
                self.tally.new += 0 if gone and gone.drop_claims else added.new_claims
                self.tally.displaced += not (added.stands or gone)
                if gone and not self.quiet:
                    tell_withdrawn(reading.document.uri, gone)
        self.since = time.monotonic()


def run(options: Options) -> int:
    """Read the pages, keep the claims, show them."""
    form = choose(table=options.as_table, json=options.as_json)
    facts = PageFacts(
        uri=options.address,
        publisher=options.publisher,
        published=to_published(options.published),
        lang=to_language(options.language),
    )
    pages = collect(options.paths or [], manifest=options.manifest, facts=facts, stdin=sys.stdin.buffer)
    show = shower(form or ("table" if options.dry_run else None), options)
    tally = Tally()
    with ExitStack() as stack:
        ledger = None if options.dry_run else stack.enter_context(open_ledger(options.ledger, create=True))
        meter = stack.enter_context(Meter(messages(), "pages", len(pages), quiet=options.quiet))
        keeper = stack.enter_context(Keeper(ledger, tally, quiet=options.quiet))
        for outcome in read_pages(pages, load_reference(), jobs=options.jobs):
            if outcome.document is None:
                tally.rows += isinstance(outcome.error, ManifestError)
                tally.failed += not isinstance(outcome.error, ManifestError)
                tell(outcome.error or PageError("The page cannot be read", where=outcome.name), "read")
            else:
                tally.pages += 1
                tally.claims += len(outcome.claims)
                keeper.add(outcome.document, outcome)
                show(claim for claim in outcome.claims if claim.confidence >= options.min_confidence)
            meter.step()
    if not options.quiet:
        report(tally, options, on_results=form is None and not options.dry_run)
    return exits.INPUT if tally.failed or tally.rows else exits.OK


def tell_withdrawn(uri: str, gone: Withdrawal) -> None:
    """Say that what was read at a withdrawn address is not kept."""
    what = "neither its text nor its claims are kept" if gone.drop_claims else "its text is not kept, its claims are"
    other = f"{gone.uri}, the same page, " if gone.uri != uri else ""
    messages().print(f"karar read: {uri}: {other}withdrawn on {gone.at:%Y-%m-%d} ({gone.why}); {what}.")


def to_language(asked: str | None) -> str | None:
    """Return the code of a language that a pack reads.

    Raises:
        UsageError: none does.
    """
    if asked is None:
        return None
    known = sorted(load_reference().packs)
    if asked.casefold() not in known:
        hint = f"Choose among: {', '.join(known)}."
        raise UsageError(f"There is no language {asked!r} that is read", where="--language", hint=hint)
    return asked.casefold()


def to_published(asked: str | None) -> str | None:
    """Return a day of publication as it was given.

    Raises:
        UsageError: it is no day.
    """
    if asked is None:
        return None
    try:
        return date.fromisoformat(asked).isoformat()
    except ValueError as error:
        raise UsageError(f"{asked!r} is no day", where="--published", hint="Write it as 2025-08-29.") from error


def shower(form: str | None, options: Options) -> Show:
    """Return what shows the claims of a page: JSON Lines, a table, or nothing."""
    if form == "json":
        return write_json_lines
    if form is None:
        return keep_silent
    table = ClaimTable(results(), words_for(options.ui_lang))

    def add(claims: Iterable[Claim]) -> None:
        for claim in claims:
            table.add(claim)

    return add


def keep_silent(claims: Iterable[Claim]) -> None:
    """Show nothing."""


def report(tally: Tally, options: Options, *, on_results: bool) -> None:
    """Say what was read: on standard output where it is the only result, else on standard error."""
    text = f"{count(tally.pages, 'page')} read, {count(tally.claims, 'claim')} found"
    if not options.dry_run:
        text += f"; {tally.new} new in {options.ledger}"
        if tally.known:
            text += f" ({'all' if tally.known == tally.pages else count(tally.known, 'page')} known already)"
    if tally.displaced:
        text += f"; {count(tally.displaced, 'page')} in view as handed in before, with the facts given then"
    if tally.rows:
        text += f"; {count(tally.rows, 'row')} of the manifest could not be used"
    if tally.failed:
        text += f"; {count(tally.failed, 'page')} could not be read"
    (results() if on_results else messages()).print(f"{text}.", soft_wrap=True)


def count(n: int, thing: str) -> str:
    """Return a number of things: ``1 page``, ``3 pages``.

    >>> count(1, "page"), count(0, "page")
    ('1 page', '0 pages')
    """
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"
