"""``karar reread``: what an older reader has read, read again."""

from __future__ import annotations

from contextlib import closing

from karar.interfaces.cli import exits
from karar.interfaces.cli.options.reread import Options
from karar.interfaces.cli.screen.console import messages, results, tell
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.progress import Meter
from karar.interfaces.cli.verbs.read import count
from karar.ledger import Added
from karar.pipeline import READER
from karar.pipeline.keeping import Keeper
from karar.pipeline.run import choose_jobs, read_again
from karar.reference import load_reference


def run(options: Options) -> int:
    """Read again and say what changed."""
    read = failed = 0
    with open_ledger(options.ledger) as ledger:
        old = [one for one in ledger.documents() if one.readers[-1] != READER]
        due = [one.digest for one in old if not one.withdrawn]
        before = ledger.stats().claims
        jobs = choose_jobs(len(due), options.jobs)
        documents = (ledger.document(digest) for digest in due)
        with (
            Meter(messages(), "documents", len(due), quiet=options.quiet) as meter,
            Keeper(ledger, keep_silent, handed=False) as keeper,
            closing(read_again(documents, load_reference(), jobs=jobs)) as outcomes,
        ):
            for outcome in outcomes:
                if outcome.error:
                    failed += 1
                    tell(outcome.error, "reread")
                else:
                    read += 1
                    keeper.add(outcome)
                meter.step()
        after = ledger.stats().claims
    if not options.quiet:
        results().print(report(read, failed, len(old) - len(due), before, after), soft_wrap=True)
    return exits.INPUT if failed else exits.OK


def keep_silent(uri: str, added: Added) -> None:
    """Say nothing of a single document."""


def report(read: int, failed: int, withdrawn: int, before: int, after: int) -> str:
    """Say what was read again."""
    if not read and not failed:
        text = f"Nothing to read again: all is read by {READER}"
    else:
        text = f"{count(read, 'document')} read again by {READER}; {count(after, 'claim')} in view, {before} before"
    if failed:
        text += f"; {count(failed, 'document')} could not be read again"
    return f"{text}; {count(withdrawn, 'withdrawn text')} left alone." if withdrawn else f"{text}."
