"""``karar read``: pages in, claims kept and shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date

from karar.errors import KararError, ManifestError, Notice, UsageError
from karar.intake import collect
from karar.interfaces.cli import exits
from karar.interfaces.cli.fetching import FetcherOnDemand, settings_of, to_address
from karar.interfaces.cli.options.read import Options
from karar.interfaces.cli.screen.console import choose, messages, results, tell, tell_left_out, write_json_lines
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.progress import Meter
from karar.interfaces.cli.screen.table import ClaimTable
from karar.interfaces.cli.verbs.show import words_for
from karar.ledger import Added, Withdrawal
from karar.model.claims import Claim
from karar.model.documents import PageFacts
from karar.pipeline.keeping import Keeper
from karar.pipeline.resume import read_unknown, reader_of
from karar.pipeline.run import Outcome, read_pages
from karar.pipeline.visits import LedgerHistory
from karar.reference import load_reference

Show = Callable[[Iterable[Claim]], None]


@dataclass(slots=True)
class Tally:
    """What was read so far, and what of it was known or new to the ledger."""

    pages: int = 0
    known: int = 0
    let_go: int = 0
    failed: int = 0
    rows: int = 0
    claims: int = 0
    new: int = 0
    displaced: int = 0
    left_out: int = 0

    def count(self, outcome: Outcome) -> None:
        """Count a page that was read or known."""
        self.pages += 1
        self.let_go += outcome.let_go
        self.known += bool(outcome.known and outcome.let_go)
        self.claims += outcome.known.claims if outcome.known else len(outcome.claims)

    def count_error(self, error: KararError) -> None:
        """Count what could not be read."""
        if isinstance(error, ManifestError):
            self.rows += 1
        else:
            self.failed += not isinstance(error, Notice)

    def count_added(self, added: Added) -> None:
        """Count what a reading brought to the ledger."""
        gone = added.withdrawn
        self.known += not added.new_reading
        self.new += 0 if gone and gone.drop_claims else added.new_claims
        self.displaced += not (added.stands or gone)


def run(options: Options) -> int:
    """Read the pages, keep the claims, show them."""
    form = choose(table=options.as_table, json=options.as_json)
    facts = PageFacts(
        uri=to_address(options.address),
        publisher=options.publisher,
        published=to_published(options.published),
        lang=to_language(options.language),
    )
    fetcher = FetcherOnDemand(settings_of(options))
    pages = collect(options.paths or [], manifest=options.manifest, facts=facts, stdin=sys.stdin.buffer, web=fetcher)
    show = shower(form or ("table" if options.dry_run else None), options)
    tally, reference = Tally(), load_reference()

    def told(uri: str, added: Added) -> None:
        tally.count_added(added)
        if added.withdrawn and not options.quiet:
            tell_withdrawn(uri, added.withdrawn)

    with ExitStack() as stack:
        meter = stack.enter_context(Meter(messages(), "pages", pages.total, quiet=options.quiet))
        if options.dry_run:
            stack.enter_context(fetcher)
            outcomes, keep = read_pages(pages, reference, jobs=options.jobs), keep_nothing
        else:
            ledger = stack.enter_context(open_ledger(options.ledger, create=True))
            # What is to be shown, or stands with other facts now, is wanted whether it has changed or not.
            as_before = form is None and facts == PageFacts() and options.manifest is None
            fetcher.history = LedgerHistory(ledger, reader_of(reference), ask=as_before)
            stack.enter_context(fetcher)
            outcomes = read_unknown(pages, ledger, reference, jobs=options.jobs, show=form is not None)
            keep = stack.enter_context(Keeper(ledger, told)).add
        for outcome in stack.enter_context(closing(outcomes)):
            if outcome.error:
                tally.count_error(outcome.error)
                tell(outcome.error, "read")
            else:
                tally.count(outcome)
                keep(outcome)
                sure = [claim for claim in outcome.claims if claim.confidence >= options.min_confidence]
                tally.left_out += len(outcome.claims) - len(sure)
                show(sure)
            meter.total = pages.total
            meter.step(known=outcome.known is not None)
    if form is not None or options.dry_run:
        tell_left_out("read", tally.left_out, options.min_confidence)
    if not options.quiet:
        report(tally, options, on_results=form is None and not options.dry_run)
    return exits.INPUT if tally.failed or tally.rows else exits.OK


def keep_nothing(outcome: Outcome) -> None:
    """Keep nothing, as in a dry run."""


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
    if tally.let_go:
        text += f"; {count(tally.let_go, 'page')} passed over: no act, or no two states in them"
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
