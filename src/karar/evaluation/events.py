"""Event records (PLOVER's gold sentences): which of them are promises between states, and which must give none.

The records of cooperation were labelled by the project's own guide before the reader saw them
(``evaluation/outside/plover.jsonl``): whether a claim is told, by which act, between whom. Of the hostile ones, no
claim should be read at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from karar.errors import InputError
from karar.evaluation.measure import page_reader, to_records
from karar.evaluation.records import Tally, load_known, told_claims
from karar.evaluation.report import Outcome
from karar.evaluation.scoring import Record
from karar.model.documents import Page, PageFacts
from karar.reference import Reference

NAME = "plover"


class Event(msgspec.Struct, frozen=True):
    """One record: its id, its type, its sentence."""

    id: str
    event: str
    text: str = ""


def measure_events(path: Path, reference: Reference) -> Outcome:
    """Read the sentence of every record that is labelled or hostile, and count.

    Raises:
        InputError: the file cannot be read.
    """
    known, read, tally = load_known(NAME), page_reader(reference), Tally()
    for event in load_events(path):
        label = known.labels.get(event.id)
        if label is None and event.event not in known.words["hostile"]:
            continue
        page = Page(event.text.encode(), f"{event.id}.txt", media_type="text/plain", facts=PageFacts(lang="en"))
        judge_event(tally, event, to_records(read(page)), label)
    return tally.outcome(NAME, "events")


def load_events(path: Path) -> list[Event]:
    """Load the records.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Event])
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(
            "The event records cannot be read", where=str(path), hint="Name PLOVER's JSON file of gold records."
        ) from error


def judge_event(tally: Tally, event: Event, claims: Sequence[Record], label: Record | None) -> None:
    """Count what was read on one record."""
    told = f"{told_claims(claims)}  “{event.text}”"
    if label is None:
        tally.note("hostile-silent", event.id, told, right=not claims)
    elif label["claim"]:
        tally.note("claim", event.id, told, right=any(is_labelled(claim, label) for claim in claims))
    else:
        tally.note("other-silent", event.id, told, right=not claims)


def is_labelled(claim: Record, label: Record) -> bool:
    """Whether a claim has the act and the parties of its label; optional parties may be there or not.

    >>> label = {"acts": ["launch"], "parties": ["FR", "EG"], "optional": ["IT"]}
    >>> is_labelled({"act": "launch", "parties": ["EG", "FR"]}, label)
    True
    """
    parties, wanted = set(claim["parties"]), set(label["parties"])
    return claim["act"] in label["acts"] and wanted <= parties <= wanted | set(label.get("optional", ()))
