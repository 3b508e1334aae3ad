"""Records of others' making, one answer each: parts by the hash of an id, counts of right ones, labels by id.

What the project itself knows of such a set (labels by the set's own ids, the words that its truth is found by) stands
in ``evaluation/outside/``; the set's own words never come along.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

import karar
from karar.errors import InputError
from karar.evaluation.measure import HELD_OUT, SEEN
from karar.evaluation.report import PARTS, Outcome, Row
from karar.evaluation.scoring import Record

FOLDER = Path("evaluation/outside")


def part_of(record: str) -> str:
    """Return the part that a record belongs to by its id: half of all may be looked into, half are only scored.

    >>> part_of("1"), part_of("3")
    ('held-out', 'seen')
    """
    return HELD_OUT if hashlib.sha256(record.encode()).digest()[-1] % 2 else SEEN


@dataclass(slots=True)
class Tally:
    """Counts under way: `note` every answer, then ask for the `outcome`.

    Attributes:
        counts: row and part → right ones and all.
        misses: one line for each wrong answer of the part that may be looked into.
        hidden: wrong answers of the other part.
    """

    counts: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: list[str] = field(default_factory=list)
    hidden: int = 0

    def note(self, row: str, record: str, told: str, *, right: bool) -> None:
        """Count one answer; a wrong one is kept with what was ``told`` where its record may be looked into."""
        part = part_of(record)
        for cell in (self.counts[row, part], self.counts[row, "all"]):
            cell[0] += right
            cell[1] += 1
        if right:
            return
        if part == SEEN:
            self.misses.append(f"{row}  {record}  {told}")
        else:
            self.hidden += 1

    def outcome(self, measure: str, name: str) -> Outcome:
        """Return the counts, by rows in the order in which these were first asked for; the figure is ``share``.

        >>> tally = Tally()
        >>> tally.note("giver", "3", "nobody", right=False)
        >>> tally.note("giver", "4", "China", right=True)
        >>> tally.outcome("aiddata", "titles").rows[0].figures
        {'all': {'share': 0.5}, 'seen': {'share': 0.5}}
        """
        rows = tuple(self._row(name) for name in dict.fromkeys(name for name, _ in self.counts))
        return Outcome(measure, name, rows, tuple(self.misses), self.hidden)

    def _row(self, name: str) -> Row:
        cells = {part: self.counts[name, part] for part in PARTS if (name, part) in self.counts}
        return Row(
            name,
            {part: {"share": right / of} for part, (right, of) in cells.items()},
            {part: {"right": right, "of": of} for part, (right, of) in cells.items()},
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What the project knows of a set.

    Attributes:
        labels: record id → its label.
        words: the words and codes that its truth is found by, as in ``sets.toml``.
    """

    labels: Mapping[str, Record]
    words: Mapping[str, Any]


def load_known(name: str, folder: Path | None = None) -> Known:
    """Load what is known of a set: ``NAME.jsonl`` and its table in ``sets.toml``, in ``evaluation/outside`` by default.

    Raises:
        InputError: a file is missing or not what it should be.
    """
    own = Path(karar.__file__).parents[2] / FOLDER
    folder = folder or (FOLDER if FOLDER.exists() or not own.exists() else own)
    path = folder / "sets.toml"
    try:
        words = tomllib.loads(path.read_text(encoding="utf-8"))[name]
        path = folder / f"{name}.jsonl"
        labels = [msgspec.json.decode(line, type=dict[str, Any]) for line in path.read_bytes().splitlines() if line]
        return Known({label["id"]: label for label in labels}, words)
    except (OSError, ValueError, KeyError, msgspec.DecodeError) as error:
        raise InputError(
            f"What is known of the records of {name} cannot be read",
            where=str(path),
            hint="Call it in the project's folder; see evaluation/README.md.",
        ) from error


def told_claims(claims: Sequence[Record]) -> str:
    """Return claims in one line, for the list of what was not right."""
    return "; ".join(map(_told, claims)) or "no claim"


def _told(claim: Record) -> str:
    sums = "".join(f" {amount['currency']} {amount['value']}" for amount in claim["amounts"])
    direction = f"{claim['giver']}>{claim['receiver']} {claim['instrument']['type']}"
    return f"{claim['act']}/{claim['modality']} {'+'.join(claim['parties'])} {direction}{sums}"
