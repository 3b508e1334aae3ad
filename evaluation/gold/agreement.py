#!/usr/bin/env python3
"""Say how far two readers who labelled the same pages agree.

usage: .venv/bin/python evaluation/gold/agreement.py FIRST.jsonl SECOND.jsonl [--json] [--differences]

Both files hold one labelled page a line, in the form of `evaluation/README.md`; the pages that both hold are compared.
The second reader's claims are paired with the first's by the scorer's rule (`karar.evaluation.scoring`), so that the
figures can be laid beside the reader's own. ``--differences`` lists what to look into again: claims that one reader
alone has, and fields in which a pair differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from karar.errors import InputError, KararError
from karar.evaluation.gold import GoldPage
from karar.evaluation.scoring import NEAR_ACTS, NEAR_MODALITIES, any_same, gold_sum, near, other_form, pair

Label = Mapping[str, Any]
Same = Callable[[Label, Label], bool]


def field_is_same(name: str) -> Same:
    """Return the test whether two labels have the same value in a field."""
    return lambda a, b: bool(a.get(name) == b.get(name))


def set_is_same(name: str) -> Same:
    """Return the test whether two labels have the same values in a field, in whatever order."""
    return lambda a, b: set(a[name]) == set(b[name])


def sectors_meet(a: Label, b: Label) -> bool:
    """Whether two labels share a sector or have none, as the scorer counts it."""
    return bool(set(a["sectors"]) & set(b["sectors"])) or not (a["sectors"] or b["sectors"])


def sums_agree(a: Label, b: Label) -> bool:
    """Whether two labels name the same main sum, be it in its other form, or none."""
    mine, theirs = gold_sum(a) | other_form(a), gold_sum(b) | other_form(b)
    return any_same(mine, theirs) if mine or theirs else True


COMPARED: Mapping[str, Same] = {
    "act": field_is_same("act"),
    "act, near misses too": lambda a, b: near(a["act"], b["act"], NEAR_ACTS),
    "modality": field_is_same("modality"),
    "modality, near misses too": lambda a, b: near(a["modality"], b["modality"], NEAR_MODALITIES),
    "parties": set_is_same("parties"),
    "giver": field_is_same("giver"),
    "receiver": field_is_same("receiver"),
    "sectors, one in common": sectors_meet,
    "sectors, all": set_is_same("sectors"),
    "instrument": field_is_same("instrument"),
    "amount": sums_agree,
    "from year": field_is_same("from_year"),
    "to year": field_is_same("to_year"),
    "horizon": field_is_same("horizon_years"),
}
"""What is compared on a pair of claims, by the name that stands in the table."""

CODED = ("act", "modality", "instrument", "giver")
"""Fields with one value of a fixed list: for them kappa is given too."""


@dataclass(frozen=True, slots=True)
class Readings:
    """One page as both readers labelled it, with the pairs found: index in the second's claims → in the first's."""

    first: GoldPage
    second: GoldPage
    pairs: Mapping[int, int]

    def matched(self) -> Iterator[tuple[Label, Label]]:
        """Yield the paired claims, the first reader's before the second's, in the first's order."""
        for i, j in sorted(self.pairs.items(), key=lambda pairing: pairing[1]):
            yield self.first.claims[j], self.second.claims[i]


def read_labels(path: Path) -> dict[str, GoldPage]:
    """Return the labelled pages of a file by id.

    Raises:
        InputError: the file cannot be read, or a line of it is no label.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError("The labels cannot be read", where=str(path), hint="Name a file of labels.") from error
    pages = {}
    for number, line in enumerate(lines, 1):
        try:
            page = msgspec.json.decode(line, type=GoldPage)
        except msgspec.DecodeError as error:
            hint = "See the form in evaluation/README.md."
            raise InputError(f"Not a label: {error}", where=f"{path}:{number}", hint=hint) from error
        pages[page.id] = page
    return pages


def as_read(label: Label) -> dict[str, Any]:
    """Return a label as the scorer takes a claim that was read: with all its sums in a list."""
    amount = label.get("amount")
    return {**label, "amounts": [form for form in (amount, (amount or {}).get("alt")) if form]}


def lay_together(first: Mapping[str, GoldPage], second: Mapping[str, GoldPage]) -> list[Readings]:
    """Return the pages that both readers labelled, with their claims paired.

    Raises:
        InputError: no page is in both.
    """
    both = [
        Readings(page, second[key], pair([as_read(claim) for claim in second[key].claims], page.claims))
        for key, page in first.items()
        if key in second
    ]
    if not both:
        raise InputError("The two files have no page in common", hint="Name two readers' labels of the same pages.")
    return both


def kappa(codes: Sequence[tuple[Any, Any]]) -> float:
    """Return Cohen's kappa of two readers' codes; 1 where chance alone leaves no room to differ.

    >>> kappa([(True, True), (True, False), (False, False), (False, False)])
    0.5
    """
    count = len(codes)
    observed = sum(a == b for a, b in codes) / count
    firsts, seconds = Counter(a for a, _ in codes), Counter(b for _, b in codes)
    chance = sum(firsts[code] * seconds[code] for code in firsts) / count**2
    return (observed - chance) / (1 - chance) if chance < 1 else 1.0


def measure(readings: Sequence[Readings]) -> dict[str, Any]:
    """Return the figures: of pages, of claims, and per field of the paired claims (share that agrees, kappa)."""
    pairs = [couple for reading in readings for couple in reading.matched()]
    ones = sum(len(reading.first.claims) for reading in readings)
    twos = sum(len(reading.second.claims) for reading in readings)
    relevant = [(reading.first.relevant, reading.second.relevant) for reading in readings]
    fields: dict[str, dict[str, float]] = {}
    for name, same in COMPARED.items() if pairs else ():
        fields[name] = {"agree": sum(same(a, b) for a, b in pairs) / len(pairs)}
        if name in CODED:
            fields[name]["kappa"] = kappa([(a[name], b[name]) for a, b in pairs])
    return {
        "pages": len(readings),
        "relevant": {"agree": sum(a == b for a, b in relevant) / len(relevant), "kappa": kappa(relevant)},
        "claims": {
            "first": ones,
            "second": twos,
            "paired": len(pairs),
            "precision": len(pairs) / twos if twos else 0.0,
            "recall": len(pairs) / ones if ones else 0.0,
            "f1": 2 * len(pairs) / (ones + twos) if ones + twos else 0.0,
        },
        "fields": fields,
    }


def table(figures: Mapping[str, Any]) -> str:
    """Return the figures as a table in Markdown."""
    claims, relevant = figures["claims"], figures["relevant"]
    found = f"first {claims['first']}, second {claims['second']}, paired {claims['paired']}"
    lines = [
        f"{figures['pages']} pages; claims: {found}",
        "",
        "| compared | agree | kappa |",
        "|---|---|---|",
        f"| page relevant or not | {relevant['agree']:.3f} | {relevant['kappa']:.3f} |",
        f"| claims, F1 | {claims['f1']:.3f} | |",
    ]
    for name, field in figures["fields"].items():
        chance = f"{field['kappa']:.3f} " if "kappa" in field else ""
        lines.append(f"| {name} | {field['agree']:.3f} | {chance}|")
    return "\n".join(lines)


def brief(label: Label) -> str:
    """Return a claim in one line."""
    amount = label.get("amount")
    total = f" {amount['value']} {amount['currency']}" if amount else ""
    what = f"{label['act']}/{label['modality']} {'-'.join(label['parties'])} {','.join(label['sectors'])}"
    return f"{what} {label['instrument']}{total} | {label.get('gist', '')}"


def differences(readings: Sequence[Readings]) -> Iterator[str]:
    """Yield a line for each claim that one reader alone has and for each field in which a pair differs."""
    for reading in readings:
        page = reading.first.id
        for j, claim in enumerate(reading.first.claims):
            if j not in reading.pairs.values():
                yield f"{page}  first only   {brief(claim)}"
        for i, claim in enumerate(reading.second.claims):
            if i not in reading.pairs:
                yield f"{page}  second only  {brief(claim)}"
        for mine, theirs in reading.matched():
            names = [name for name, same in COMPARED.items() if "," not in name and not same(mine, theirs)]
            names += [] if COMPARED["sectors, all"](mine, theirs) else ["sectors"]
            if names:
                yield f"{page}  {', '.join(names)}:\n    first   {brief(mine)}\n    second  {brief(theirs)}"


def main() -> int:
    """Compare the two files; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("first", type=Path, help="the first reader's labels")
    parser.add_argument("second", type=Path, help="the second reader's labels")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--differences", action="store_true", help="list what the two do not agree on")
    arguments = parser.parse_args()
    try:
        readings = lay_together(read_labels(arguments.first), read_labels(arguments.second))
    except KararError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    figures = measure(readings)
    listed = list(differences(readings)) if arguments.differences else []
    if arguments.json:
        print(json.dumps({**figures, **({"differences": listed} if listed else {})}, ensure_ascii=False, indent=2))
    else:
        print("\n".join([table(figures), *([""] if listed else []), *listed]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
