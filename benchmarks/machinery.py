"""What the verbs cost that track promises, on a ledger of many invented commitments and events.

usage: python -m benchmarks.machinery LEDGER [--commitments N] [--events N] [--rounds N] [--make]

LEDGER is made where it is not there: N commitments (20,000) of the reports in `benchmarks/promises.py`, linked as they
were planted, and additions up to N events (200,000) in all. Then each verb is called, in this process, for pairs of
parties: half of them drawn from all pairs, half by how much they promised each other; and for the pair with the most.
The figures are milliseconds of the processor for one call, with the ledger opened and everything printed, and how many
lines it showed (of the selection: commitments). With --make the ledger is only made.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import msgspec

from benchmarks.promises import make_claims
from karar.interfaces.cli.main import load_options
from karar.interfaces.cli.options.pledges import By
from karar.ledger import Ledger, Query, Reading
from karar.model.additions import Addition, AdditionSource
from karar.model.claims import Claim, identify
from karar.model.commitments import Commitment, Linking
from karar.model.documents import Block, Document
from karar.model.spans import Span

READER = "invented/1"
_AT_ONCE = 2000
_EARLIER = 3653
_STATES = {
    "instrument": ("announced", "signed", "in-force", "suspended"),
    "delivery": ("not-started", "implementing", "partly-delivered", "delivered"),
}
_RUNGS = ("pledge", "signed", "allocated", "delivered")


@dataclass(frozen=True, slots=True)
class Call:
    """A verb with what it is called with; ``PARTIES`` stands for the two parties."""

    verb: str
    given: dict[str, Any]


PARTIES = "PARTIES"
CALLS = (
    Call("roadmap", {"asked": PARTIES}),
    Call("roadmap", {}),
    Call("instruments", {"party": PARTIES}),
    Call("dialogues", {"party": PARTIES}),
    Call("projects", {"party": PARTIES}),
    Call("programmes", {"party": PARTIES}),
    Call("pledges", {"parties": PARTIES}),
    Call("pledges", {"parties": PARTIES, "by": By.YEAR, "currency": "USD"}),
    Call("partnership", {"who": PARTIES}),
    Call("due", {"party": PARTIES, "within": "2y"}),
    Call("due", {"within": "2y"}),
)
"""The verbs that are timed."""


# --- the ledger --------------------------------------------------------------


def make_ledger(path: Path, commitments: int, events: int, seed: int = 1) -> None:
    """Make a ledger with so many commitments, and so many events: what its claims say and what was added.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     make_ledger(Path(folder) / "karar.db", 10, 100)
    ...     with Ledger.open(Path(folder) / "karar.db") as ledger:
    ...         len(ledger.linking().commitments), ledger.stats().claims + len(ledger.additions())
    (10, 100)
    """
    dice = random.Random(seed)
    with Ledger.open(path) as ledger:
        promised: dict[int, list[Claim]] = {}
        coming = _readings(commitments, seed, promised)
        while batch := list(islice(coming, _AT_ONCE)):
            ledger.add_all(batch, at_once=1000)
        found = [_commitment(claims) for claims in promised.values()]
        made = Linking(tuple(sorted(found, key=lambda one: one.id)))
        ledger.add_linking(made, ledger.linkable(READER))
        wanted = max(0, events - sum(map(len, promised.values())))
        added = islice(_additions(dice, list(promised.values())), wanted)
        while part := list(islice(added, _AT_ONCE)):
            ledger.add_additions(part)


def _readings(commitments: int, seed: int, promised: dict[int, list[Claim]]) -> Iterator[Reading]:
    """Yield a page for each report of so many promises, and keep its claim with the promise's others."""
    for promise, claim in make_claims(1_000_000_000, seed):
        if promise >= commitments:
            return
        # Promises are invented up to years from now; here all were made.
        day = date.fromisoformat(claim.source.published or "2020-01-01") - timedelta(days=_EARLIER)
        source = msgspec.structs.replace(claim.source, published=day.isoformat())
        text = f"{claim.quote.text} – {claim.reading.document}"
        doc = Document(
            text=text,
            blocks=(Block(Span(0, len(text)), "paragraph"),),
            projection="text/1",
            uri=source.uri,
            publisher=source.publisher,
            published=source.published,
            lang=source.lang,
        )
        reading = msgspec.structs.replace(claim.reading, document=doc.digest)
        read = identify(msgspec.structs.replace(claim, reading=reading, source=source))
        promised.setdefault(promise, []).append(read)
        yield Reading(doc, READER, [read])


def _commitment(claims: Sequence[Claim]) -> Commitment:
    founder = min(claims, key=lambda one: (one.source.published or "9", one.id))
    return Commitment(founder.id, tuple(sorted(one.id for one in claims)), founder.parties)


def _additions(dice: random.Random, promised: Sequence[Sequence[Claim]]) -> Iterator[Addition]:
    """Yield additions about any of the promises: states, sums, what is due."""
    number = 0
    while True:
        number += 1
        claim = dice.choice(dice.choice(promised))
        start = date.fromisoformat(claim.source.published or "2020-01-01")
        day = (start + timedelta(days=dice.randrange(2500))).isoformat()
        given: dict[str, Any] = {
            "subject": f"commitment:{claim.id}",
            "day": day,
            "who": "a desk officer",
            "source": AdditionSource(f"https://ministry{number % 7}.example/{number}", "A ministry", day),
        }
        chance = dice.random()
        if chance < 0.6:
            track = dice.choice(("instrument", "delivery", "delivery"))
            yield Addition(kind="event", track=track, what=dice.choice(_STATES[track]), **given)
        elif chance < 0.85:
            value = str(dice.randint(1, 999) * 10**7)
            yield Addition(kind="amount", what=dice.choice(_RUNGS), value=value, unit="USD", **given)
        else:
            yield Addition(kind="milestone", what=f"step {number}", **given)


# --- the verbs ---------------------------------------------------------------


def pairs_of(path: Path) -> Counter[tuple[str, ...]]:
    """Count the commitments of each pair of parties."""
    with Ledger.open(path, create=False) as ledger:
        return Counter(one.parties for one in ledger.linking().commitments)


def draw_pairs(counted: Counter[tuple[str, ...]], rounds: int, seed: int = 1) -> list[tuple[str, ...]]:
    """Return pairs to ask for: half drawn from all pairs, half by how many commitments they have."""
    dice = random.Random(seed)
    known = sorted(counted)
    weights = [counted[one] for one in known]
    return [*dice.choices(known, k=rounds // 2), *dice.choices(known, weights, k=rounds - rounds // 2)]


def time_selection(path: Path, parties: Sequence[str]) -> tuple[float, int]:
    """Return the milliseconds of opening the ledger and selecting what it knows, and how many commitments that were."""
    know = import_module("karar.tracking.knowing").know
    start = time.process_time()
    with Ledger.open(path, create=False) as ledger:
        known = know(ledger, Query(parties=tuple(parties)))
    return 1000 * (time.process_time() - start), len(known.linking.commitments)


def time_call(path: Path, call: Call, parties: Sequence[str]) -> tuple[float, int]:
    """Return the milliseconds of one call of a verb, and how many lines it printed."""
    given = {name: list(parties) if value == PARTIES else value for name, value in call.given.items()}
    options = load_options(call.verb)(**given, ledger=path)
    run = import_module(f"karar.interfaces.cli.verbs.{call.verb.replace('-', '_')}").run
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        start = time.process_time()
        run(options)
        said.flush()
        taken = 1000 * (time.process_time() - start)
    return taken, said.buffer.getvalue().count(b"\n")  # type: ignore[attr-defined]


def tell(name: str, timed: Callable[[Sequence[str]], tuple[float, int]], pairs: Sequence[Sequence[str]]) -> None:
    """Print the median and the 95th percentile over pairs, and the figures of the last pair, which is the greatest."""
    *drawn, greatest = pairs
    timed(drawn[0])  # what is loaded once is no call's time
    found = [timed(pair) for pair in drawn]
    times, shown = [one for one, _ in found], [count for _, count in found]
    ninety_fifth = quantiles(times, n=20)[-1]
    most, count = timed(greatest)
    told = f"median {median(times):7.1f} ms ({median(shown):6.0f} shown), 95 % within {ninety_fifth:7.1f} ms"
    print(f"{name:34} {told}; the greatest pair {most:7.1f} ms ({count} shown)")


def main(arguments: Sequence[str]) -> int:
    """Make the ledger where it is not there, and time the verbs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.machinery", description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--commitments", type=int, default=20_000)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--make", action="store_true")
    options = parser.parse_args(arguments)
    if not options.ledger.exists():
        make_ledger(options.ledger, options.commitments, options.events)
    if options.make:
        return 0
    counted = pairs_of(options.ledger)
    pairs = [*draw_pairs(counted, options.rounds), counted.most_common(1)[0][0]]
    tell("selection", lambda parties: time_selection(options.ledger, parties), pairs)
    for call in CALLS:
        told = " ".join([call.verb, *(f"{name}={value}" for name, value in call.given.items())])
        tell(told, lambda parties, call=call: time_call(options.ledger, call, parties), pairs)  # type: ignore[misc]
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
