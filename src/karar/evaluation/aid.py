"""Project titles of an aid database (AidData's record of China's official finance): who gives to whom, and how much.

A title is read as a page of one line. The truth is the database's own columns where the title says what they say: all
its funders are Chinese, its ``Recipient`` is a state, its ``Flow Type`` a loan or a grant. Sums were labelled by hand
on 150 titles (``evaluation/outside/aiddata.jsonl``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from karar.errors import InputError
from karar.evaluation.measure import page_reader, to_records
from karar.evaluation.records import Tally, load_known, told_claims
from karar.evaluation.report import Outcome
from karar.evaluation.scoring import Record
from karar.model.documents import Page, PageFacts
from karar.reference import Reference
from karar.text.normalise import fold

NAME = "aiddata"
_COLUMNS = ("id", "Title", "Flow Type", "Funding Agencies", "Recipient")
_ACRONYM = re.compile(r"\(([A-Z][\w/ ]{1,20})\)")
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Title:
    """One record: its id, its title, and what the database says of it.

    ``giver``, ``receiver`` and ``papers`` are what the title itself names of that; None or () where it does not.
    """

    id: str
    text: str
    giver: str | None
    recipient: str | None
    receiver: str | None
    papers: tuple[str, ...]


def measure_titles(path: Path, reference: Reference) -> Outcome:
    """Read all titles of the database and count.

    Raises:
        InputError: the file cannot be read or lacks a column.
    """
    known, states = load_known(NAME), Surfaces(reference)
    read, tally = page_reader(reference), Tally()
    for row in load_rows(path):
        title = title_of(row, known.words, states)
        page = Page(title.text.encode(), f"{title.id}.txt", media_type="text/plain", facts=PageFacts(lang="en"))
        judge_title(tally, title, to_records(read(page)), known.labels.get(title.id))
    return tally.outcome(NAME, "titles")


def load_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the database's rows.

    Raises:
        InputError: the file cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            missing = set(_COLUMNS) - set(rows.fieldnames or ())
            if missing:
                raise InputError(f"Columns are missing: {', '.join(sorted(missing))}", where=str(path))
            yield from rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("The titles cannot be read", where=str(path), hint="Name AidData's CSV file.") from error


class Surfaces:
    """The English names and adjectives of states, to find out which of them a title names."""

    def __init__(self, reference: Reference) -> None:
        codes: dict[str, set[str]] = {}
        for surface, entries in reference.surfaces.items():
            found = {e.value for e in entries if e.kind in ("party", "demonym") and e.lang in ("en", "*")}
            if found and surface.isascii():
                codes[surface] = found
        self._codes = codes
        self._longest = max(len(_WORDS.findall(surface)) for surface in codes)

    def code(self, name: str) -> str | None:
        """Return the one state of this name, None where it is no state's or several states'."""
        codes = self._codes.get(fold(name), set())
        return next(iter(codes)) if len(codes) == 1 else None

    def named(self, text: str, money: Sequence[str] = ()) -> set[str]:
        """Return the states that a text names, longest names first; a name of several states names none of them.

        Nor does a name before one of the words of ``money``: "Nepali rupees".
        """
        words = list(_WORDS.finditer(text))
        found: set[str] = set()
        place = 0
        while place < len(words):
            for count in range(min(self._longest, len(words) - place), 0, -1):
                codes = self._codes.get(fold(text[words[place].start() : words[place + count - 1].end()]))
                if codes:
                    after = words[place + count].group() if place + count < len(words) else ""
                    found |= codes if len(codes) == 1 and after not in money else set()
                    place += count - 1
                    break
            place += 1
        return found


def title_of(row: Mapping[str, str], words: Mapping[str, object], states: Surfaces) -> Title:
    """Return the record of a row, with what its title names."""
    text = row["Title"]
    said = set(_WORDS.findall(text))
    funders = {form for funder in row["Funding Agencies"].split("|") for form in forms_of(funder.strip())}
    giver = said & set(_list(words, "giver-words")) or any(names(text, form) for form in funders)
    recipients = words["recipients"]
    assert isinstance(recipients, Mapping)
    recipient = recipients.get(row["Recipient"]) or states.code(row["Recipient"])
    low = {word.casefold() for word in said}
    if said & set(_list(words, "withdrawn-words")):
        return Title(row["id"], text, None, None, None, ())
    papers = tuple(
        paper
        for paper in ("loan", "grant")
        if low & set(_list(words, f"{paper}-words")) and row["Flow Type"] in _list(words, f"{paper}-flows")
    )
    return Title(
        row["id"],
        text,
        str(words["giver"]) if giver else None,
        recipient,
        recipient if recipient in states.named(text, _list(words, "money-words")) else None,
        papers,
    )


def _list(words: Mapping[str, object], key: str) -> Sequence[str]:
    found = words[key]
    assert isinstance(found, list)
    return found


def forms_of(funder: str) -> set[str]:
    """Return how a title may name a funder: in full, by the acronym in its brackets, by its capitals.

    >>> sorted(forms_of("China Construction Bank Corporation (CCB)"))
    ['CCB', 'CCBC', 'China Construction Bank Corporation']
    """
    name = funder.partition(" (")[0].rstrip(" ,.")
    capitals = "".join(word[0] for word in name.split() if word[0].isupper())
    return {name, *_ACRONYM.findall(funder), *([capitals] if len(capitals) > 2 else [])} - {""}


def names(text: str, form: str) -> bool:
    """Whether the form stands in the text as words of its own."""
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None


def judge_title(tally: Tally, title: Title, claims: Sequence[Record], label: Record | None) -> None:
    """Count what was read on one title; a field counts as right where every claim has it right."""
    told = f"{told_claims(claims)}  “{title.text}”"

    def note(figure: str, *, right: bool) -> None:
        tally.note(figure, title.id, told, right=bool(claims) and right)

    if title.giver is not None:
        note("giver", right=all(claim["giver"] == title.giver for claim in claims))
    if title.receiver is not None:
        note("receiver", right=all(claim["receiver"] == title.receiver for claim in claims))
    elif title.recipient is not None:
        got = {claim["receiver"] for claim in claims} - {None}
        tally.note("elsewhere-read", title.id, told, right=bool(got))
        if got:
            note("elsewhere-right", right=got == {title.recipient})
    if title.papers:
        note("paper", right=all(claim["instrument"]["type"] in title.papers for claim in claims))
    if label is not None:
        note("sum", right=same_sum(claims[0]["amounts"] if claims else (), label))
    if claims:
        note("one-claim", right=len(claims) == 1)


def same_sum(amounts: Sequence[Record], label: Record) -> bool:
    """Whether the first sum read is the one labelled, to the last digit and in its currency.

    A label may allow several currencies, where the title leaves it open which of them the word means.
    """
    if not amounts:
        return False
    first = amounts[0]
    allowed = label["currency"] if isinstance(label["currency"], list) else [label["currency"]]
    return (
        first["currency"] in allowed
        and Decimal(first["value"]) == Decimal(label["value"])
        and (Decimal(first["to"]) if first["to"] else None) == (Decimal(label["to"]) if "to" in label else None)
    )
