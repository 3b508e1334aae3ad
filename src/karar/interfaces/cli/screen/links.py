"""Why two claims are one promise or two, in words: likenesses and differences by how much they tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from karar.interfaces.cli.screen.table import ID_SHOWN, start_of
from karar.interfaces.cli.screen.words import Words
from karar.model.claims import Claim
from karar.model.commitments import Feature, Link

LITTLE = 0.15
"""Weights below this (in bits; a tenth likelier) are told as neither for nor against."""
_LONG = 60
_SUM = re.compile(r"\b([A-Z]{3}) (\d+(?:\.\d+)?)\b")
_TERM = re.compile(r"^(\d+) (day|week|month|year)$")
_OTHER_PARTIES = "other parties"


def print_link(console: Console, words: Words, link: Link, claims: Sequence[Claim], prior: float) -> None:
    """Print the two, the outcome, then what speaks for one promise, what against, and where a report is silent.

    ``prior``: how often two claims that are compared speak of one promise, from 0 to 1.
    """
    for claim in sorted(claims, key=lambda one: one.id):
        source = source_of(claim)
        console.print(Text(f"“{start_of(claim.quote.text, 2 * console.width - 4)}”"))
        console.print(Padding(Text(source, "dim"), (0, 0, 0, 2), expand=False))
    console.print()
    console.print(Text(outcome(words, link), "bold"))
    features = [one for one in link.features if one.level != _OTHER_PARTIES]
    if len(features) < len(link.features):
        console.print(Text(words.get("link", "other_parties"), "red"))
    console.print()
    console.print(words.say("link", "start", _share(prior)))
    told = [one for one in features if one.level != "unknown"]
    groups = (
        ("for", [one for one in told if one.weight >= LITTLE]),
        ("against", [one for one in told if one.weight <= -LITTLE]),
        ("neither_side", [one for one in told if abs(one.weight) < LITTLE]),
    )
    for name, found in groups:
        if found:
            console.print()
            console.print(Text(words.get("link", name), "bold underline"))
        for one in sorted(found, key=lambda feature: -abs(feature.weight)):
            _print_feature(console, words, one)
    silent = [words.get("row", one.name) for one in features if one.level == "unknown"]
    if silent:
        console.print()
        console.print(Text(words.say("link", "silent", ", ".join(silent)), "dim"))


def source_of(claim: Claim) -> str:
    """Return a report's day, publisher and the start of its id."""
    return " · ".join(filter(None, (claim.source.published, claim.source.publisher, claim.id[:ID_SHOWN])))


def outcome(words: Words, link: Link) -> str:
    """Return the outcome in one sentence.

    >>> outcome(Words("en", {}), Link("a", "b", 0.973, 5.2))
    'The two speak of ONE promise: of 100 pairs as alike as this one, 97 do.'
    """
    if link.judged:
        computed = 1 / (1 + 2.0 ** -max(-60.0, min(60.0, link.weight)))
        return words.say("link", f"judged_{link.judged}", _share(computed))
    same = link.score >= 0.5
    return words.say("link", "one" if same else "two", _share(link.score if same else 1 - link.score))


def _share(score: float) -> str:
    """Return hundredths; nothing is told as certain that a score says."""
    hundredths = 100 * score
    if hundredths > 99:
        return f"{min(hundredths, 99.9):.1f}"
    return f"{max(hundredths, 0.1):.1f}" if hundredths < 1 else f"{hundredths:.0f}"


def _print_feature(console: Console, words: Words, one: Feature) -> None:
    line = Text(f"{words.get('row', one.name)}: {words.get('level', one.level)}", "bold")
    if abs(one.weight) >= LITTLE:
        line.append(f" – {factor(words, one.weight)}", "not bold")
    console.print(Padding(line, (0, 0, 0, 2), expand=False))
    said = told(words, one)
    if said:
        console.print(Padding(Text(said, "dim"), (0, 0, 0, 6), expand=False))


def factor(words: Words, weight: float) -> str:
    """Return a weight in bits as how many times as common a likeness is.

    >>> factor(Words("en", {}), 3.0)
    '8 times as common between reports of one promise'
    """
    if abs(weight) < LITTLE:
        return words.get("link", "neither")
    times = 2.0 ** abs(weight)
    number = f"{times:,.0f}" if times >= 10 else f"{times:.1f}".removesuffix(".0")
    return words.say("link", "likelier" if weight > 0 else "unlikelier", number)


_TABLES = {"act": "act", "firmness": "modality", "instrument": "instrument"}
"""Rows that tell a code, and the table with its words."""


def _readable(words: Words, row: str, said: str) -> str:
    """Return what a claim says in a row with its codes, sums and terms as people say them."""
    if row in _TABLES:
        return words.get(_TABLES[row], said)
    if row == "sector":
        return ", ".join(map(words.sector, said.split(", ")))
    if row == "roles":
        return words.party(said.removesuffix(" gives"))
    said = _SUM.sub(lambda found: f"{found[1]} {words.number(found[2], found[1])}", said)
    return _TERM.sub(lambda found: words.phrase(found[2], found[1]), said)


def told(words: Words, one: Feature) -> str:
    """Return what the two claims say in a row of the table."""
    sides = [start_of(_readable(words, one.name, side), _LONG) for side in (one.a, one.b) if side]
    if len(sides) < 2:
        return ""
    if sides[0] == sides[1]:
        return words.say("link", "both", sides[0])
    return words.say("link", "each", *sides)
