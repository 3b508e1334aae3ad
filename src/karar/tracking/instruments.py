"""The paper's state: announced → signed → in force; superseded, suspended or terminated. Delivery is another matter."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from karar.model.claims import Claim
from karar.model.commitments import Relation
from karar.text.normalise import fold
from karar.tracking.courses import Course, Ladder, run_course
from karar.tracking.events import Event, event_of_claim

LADDER = Ladder(
    ranks=("announced", "signed", "in-force"),
    ends={"suspended": ("signed", "in-force"), "terminated": (), "superseded": ()},
)
_FIRM = frozenset({"done", "decided", "planned"})
_PROMISES = frozenset({"agree", "pledge", "launch", "procure", "target", "deliver"})


def instrument_course(events: Iterable[Event], parties: Collection[str], on: date) -> Course:
    """Return the course of a paper up to a day."""
    return run_course(LADDER, (one for one in events if one.track == "instrument"), parties, on)


def instrument_events(claim: Claim) -> Iterator[Event]:
    """Yield what a claim says of the paper it stands in, by the rule named after the claim's act.

    A promise that is firmly made is announced, whether or not its paper is named; a signing that is still to come is
    announced, too. What is only offered or possible says nothing.
    """
    if claim.modality not in _FIRM:
        return
    done = claim.modality == "done"
    if claim.act == "withdraw":
        if claim.modality != "planned":
            yield event_of_claim(
                claim, "instrument", "suspended" if only_pauses(claim) else "terminated", "act-withdraw"
            )
    elif claim.act in ("sign", "procure") and done:
        yield event_of_claim(claim, "instrument", "signed", f"act-{claim.act}")
    elif claim.act == "deliver" and done and claim.instrument.type != "none" and not claim.amounts:
        yield event_of_claim(claim, "instrument", "in-force", "entry-into-force")
    elif claim.act in _PROMISES or claim.act == "sign":
        yield event_of_claim(claim, "instrument", "announced", f"act-{claim.act}")


def superseded_by(relations: Iterable[Relation], claims: Mapping[str, Claim]) -> Iterator[Event]:
    """Yield that another commitment took this one's place, or ended it, by the relation that says so.

    The day is that of the claim of the other commitment that says so, the last of those that are told.
    """
    states = {"supersedes": "superseded", "withdraws": "terminated"}
    for one in relations:
        said = [claims[saying.claim] for saying in one.evidence if saying.claim in claims]
        if one.kind in states and said:
            last = max(said, key=lambda claim: (claim.source.published or "", claim.id))
            yield event_of_claim(last, "instrument", states[one.kind], f"relation-{one.kind}")


def only_pauses(claim: Claim) -> bool:
    """Whether a withdrawal is a pause: its words say so."""
    words = fold(claim.quote.text)
    return any(word in words for word in _pausing())


@lru_cache(maxsize=1)
def _pausing() -> tuple[str, ...]:
    path = Path(__file__).parent / "data" / "states.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(fold(word) for words in table["suspended"].values() for word in words)
