"""Titles of commitments in the language asked for: who promised whom what, out of a claim's fields.

No words of the source stand in a title but names (of a paper, a project, a place): a title is read from the fields,
as the page's language may be another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from karar.interfaces.cli.screen.words import Words
from karar.model.claims import Claim
from karar.model.values import Amount

_AHEAD = frozenset({"planned", "proposed", "possible"})
_MOST = 3
"""So many fields are named."""
_GENERAL = frozenset({"diplomacy"})
"""Fields that say nothing beside the act: two states that meet do diplomacy."""


def title_of(
    claim: Claim,
    words: Words,
    amount: Amount | None = None,
    *,
    order: Sequence[str] = (),
) -> str:
    """Return what a claim tells as a line of the language of ``words``.

    Args:
        claim: the one that is told.
        words: of the language.
        amount: the commitment's headline sum, where it has one.
        order: parties that are named before others, in this order.

    >>> from karar.model.claims import Quote, ReadingRef, Source
    >>> claim = Claim(id="a", reading=ReadingRef("a", "b"), act="pledge", modality="planned", confidence=1,
    ...               parties=("IN", "JP"), giver="JP", receiver="IN", sectors=("finance",), evidence={},
    ...               source=Source("file:a"), quote=Quote("", 0, 0))
    >>> title_of(claim, Words("en", {"finance": "Finance"}), Amount(value="10000000000000", currency="JPY"))
    'Japan pledges JPY 10 tn to India (finance)'
    """
    parties = sorted(claim.parties, key=lambda code: (*order, code).index(code))
    parts = {
        "who": join(words, [words.party(code) for code in parties]),
        "giver": words.party(claim.giver or ""),
        "receiver": words.party(claim.receiver or ""),
        "sum": words.amount(amount) if amount else "",
        "paper": _paper(claim, words),
        "what": subject_of(claim, words),
    }
    named = (name for name in _forms(claim, amount, parts["what"]) if words.get("title", name) != name)
    form = next(named, "plain")
    told = words.get("title", form)
    title = told.format(**parts)
    notes = list(_notes(claim, words, amount))
    if amount is not None and "{sum}" not in told:
        notes.insert(0, parts["sum"])
    title = title[:1].upper() + title[1:]
    return f"{title} – {', '.join(notes)}" if notes else title


def _forms(claim: Claim, amount: Amount | None, what: str) -> list[str]:
    """Return the names of the sentences that fit a claim, the one that tells most first."""
    directed = "-directed" if claim.giver is not None and claim.receiver is not None else ""
    ahead = "-ahead" if claim.modality in _AHEAD else ""
    thing = "-sum" if amount else "-paper" if claim.instrument.type != "none" else ""
    about = "-on" if what else ""
    return [
        f"{claim.act}{direct}{late}{kind}{on}"
        for direct in dict.fromkeys((directed, ""))
        for kind in dict.fromkeys((thing, ""))
        for late in dict.fromkeys((ahead, ""))
        for on in dict.fromkeys((about, ""))
    ]


def subject_of(claim: Claim, words: Words) -> str:
    """Return what a claim is about: its project or its fields, and how far they go.

    >>> from karar.model.claims import Quote, ReadingRef, Source
    >>> claim = Claim(id="a", reading=ReadingRef("a", "b"), act="agree", modality="done", confidence=1,
    ...               parties=("IN", "KR"), sectors=("defence",), stages=("research", "production"), evidence={},
    ...               source=Source("file:a"), quote=Quote("", 0, 0))
    >>> subject_of(claim, Words("hi", {"defence": "रक्षा"}))
    'रक्षा (अनुसंधान और उत्पादन)'
    """
    fields = [name for name in claim.sectors if name not in _GENERAL][:_MOST]
    told = join(words, [_lowered(words.sector(name)) for name in fields])
    if claim.project:
        return f"{claim.project} ({told})" if told else claim.project
    stages = join(words, [words.get("stage", stage) for stage in claim.stages])
    return f"{told} ({stages})" if told and stages else told or stages


def _notes(claim: Claim, words: Words, amount: Amount | None) -> Iterator[str]:
    """Yield what stands behind a title: for how long, how many, by which initiatives, where."""
    if amount is not None and claim.duration is not None:
        yield words.phrase(claim.duration.unit, claim.duration.n)
    for one in claim.quantities:
        yield f"{words.number(one.value, None)} {words.get('thing', one.unit)}"
    yield from map(words.initiative, claim.initiatives)
    for place in claim.places:
        yield place.name
    if claim.act == "consult":
        yield from dict.fromkeys(actor.name for actor in claim.actors[:_MOST])


def join(words: Words, names: Sequence[str]) -> str:
    """Return names as a list of the language: ``a, b and c``; names that hold an "and" are parted by commas alone.

    >>> join(Words("en", {}), ["a", "b", "c"]), join(Words("en", {}), ["a", "b and c"])
    ('a, b and c', 'a, b and c')
    """
    also = f" {words.get('title', 'and')} "
    if len(names) < 2 or any(also in name for name in names):
        return ", ".join(names)
    return f"{', '.join(names[:-1])}{also}{names[-1]}"


def _paper(claim: Claim, words: Words) -> str:
    kind = words.get("paper", claim.instrument.type)
    return f"{kind} “{claim.instrument.title}”" if claim.instrument.title else kind


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]
