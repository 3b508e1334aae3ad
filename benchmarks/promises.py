"""Invented promises and their reports: claims of which it is known which speak of one promise.

A promise has parties, a giver, a field, a project with its name in both scripts, a place, actors, a sum. Some are
look-alikes of the one before: same parties and field, another year or another sum; some are made at the same visit.
Each is reported by one to eight outlets in English or Hindi within some days, with the slips of real reports: fields
left out, names misspelt, sums rounded, printed in rupees, or a digit short.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

from karar.model.claims import (
    Act,
    Actor,
    Claim,
    Instrument,
    InstrumentType,
    Place,
    Quote,
    ReadingRef,
    Source,
    identify,
)
from karar.model.spans import Span
from karar.model.values import Amount, Modality, Period

STATES = [
    "IN",
    "JP",
    "KR",
    "US",
    "RU",
    "FR",
    "GB",
    "DE",
    "IT",
    "AU",
    "BD",
    "LK",
    "NP",
    "BT",
    "MV",
    "MM",
    "VN",
    "PH",
    "ID",
    "MY",
    "SG",
    "TH",
    "LA",
    "KH",
    "MN",
    "CN",
    "PK",
    "AF",
    "IR",
    "AE",
    "SA",
    "QA",
    "KW",
    "OM",
    "BH",
    "IL",
    "EG",
    "KE",
    "TZ",
    "UG",
    "MZ",
    "ZA",
    "NG",
    "GH",
    "ET",
    "SN",
    "ML",
    "TG",
    "BJ",
    "MU",
    "SC",
    "MG",
    "BR",
    "AR",
    "CL",
    "PE",
    "MX",
    "CA",
    "NZ",
    "FJ",
    "PG",
    "KZ",
    "UZ",
]
SECTORS = [
    "defence",
    "energy",
    "trade",
    "health",
    "digital",
    "space",
    "finance",
    "infrastructure",
    "agriculture",
    "culture",
    "science",
    "environment",
    "semiconductors",
    "critical-minerals",
    "maritime",
    "cyber",
    "disaster",
    "nuclear",
    "startups",
    "education-mobility",
]
ACTS: tuple[Act, ...] = ("sign", "agree", "pledge", "launch", "procure", "target", "propose", "deliver", "consult")
PAPERS = tuple(kind for kind in get_args(InstrumentType) if kind != "none")
SYLLABLES = (
    ("ka", "का"), ("ri", "री"), ("mo", "मो"), ("ta", "ता"), ("ne", "ने"), ("pu", "पू"), ("la", "ला"), ("si", "सी"),
    ("do", "दो"), ("ga", "गा"), ("bi", "बी"), ("ro", "रो"), ("va", "वा"), ("ju", "जू"), ("ma", "मा"), ("ti", "ती"),
    ("pa", "पा"), ("sa", "सा"), ("no", "नो"), ("de", "दे"), ("ku", "कू"), ("ra", "रा"), ("bo", "बो"), ("li", "ली"),
)  # fmt: skip
UNITS = {"USD": 1.0, "JPY": 150.0, "EUR": 0.92, "INR": 83.0, "KRW": 1350.0}
"""Units to the dollar: one rate for all days, since promises here are invented too."""
FIRST_DAY = date(2006, 1, 1)


@dataclass(frozen=True, slots=True)
class FlatRate:
    """A rate that never changes."""

    value: Decimal


class FlatRates:
    """The rates that the invented sums were converted at."""

    def rate(self, currency: str, into: str, day: str) -> FlatRate | None:
        """Return units of ``into`` for one of ``currency``; the day makes no difference here."""
        if not day or currency not in UNITS or into not in UNITS:
            return None
        return FlatRate(Decimal(UNITS[into] / UNITS[currency]))


@dataclass(slots=True)
class Promise:
    """What was promised, before anybody reported it."""

    parties: tuple[str, str]
    giver: str | None
    act: Act
    modality: Modality
    sectors: tuple[str, ...]
    paper: InstrumentType
    project: tuple[str, str] | None
    place: tuple[str, str] | None
    actor: tuple[str, str] | None
    value: int | None
    currency: str
    until: int | None
    day: date
    topic: tuple[int, ...]


def name(dice: random.Random, parts: int = 4) -> tuple[str, str]:
    """Return an invented name in Latin and in Devanagari letters."""
    chosen = [dice.choice(SYLLABLES) for _ in range(parts)]
    return "".join(latin for latin, _ in chosen).capitalize(), "".join(hindi for _, hindi in chosen)


def _sum(dice: random.Random) -> int:
    return int(dice.choice((10, 12, 15, 20, 25, 30, 40, 50, 60, 75, 80, 91)) * 10 ** dice.randint(5, 9))


def _promise(dice: random.Random, pairs: list[tuple[str, str]], years: int) -> Promise:
    parties = (
        pairs[min(int(dice.paretovariate(0.45)) - 1, len(pairs) - 1)] if dice.random() < 0.5 else dice.choice(pairs)
    )
    act = dice.choices(ACTS, (22, 18, 20, 8, 5, 4, 5, 12, 6))[0]
    money = act in ("pledge", "deliver", "procure", "target") or dice.random() < 0.25
    firm: Modality = {"pledge": "planned", "target": "decided", "propose": "proposed", "agree": "decided"}.get(
        act, "done"
    )
    return Promise(
        parties=parties,
        giver=dice.choice(parties) if money else None,
        act=act,
        modality=firm,
        sectors=tuple(dice.sample(SECTORS, dice.choice((1, 1, 2)))),
        paper=dice.choice(PAPERS) if act in ("sign", "agree") else "none",
        project=name(dice) if dice.random() < 0.6 else None,
        place=name(dice, 3) if dice.random() < 0.4 else None,
        actor=name(dice, 3) if dice.random() < 0.4 else None,
        value=_sum(dice) if money else None,
        currency=dice.choice(("USD", "USD", "JPY", "EUR", "INR", "KRW")),
        until=dice.randint(2010, 2040) if dice.random() < 0.25 else None,
        day=FIRST_DAY + timedelta(days=dice.randrange(365 * years)),
        topic=tuple(dice.sample(range(3000), 9)),
    )


def _look_alike(dice: random.Random, one: Promise) -> Promise:
    """Return a promise of the same parties in the same field: of another year, or with another sum or project."""
    other = Promise(**{slot: getattr(one, slot) for slot in Promise.__slots__})
    if one.value is not None and dice.random() < 0.5:
        other.value = one.value * dice.choice((2, 3, 7)) + 1_000_000
        other.project, other.topic = name(dice), (*one.topic[:4], *dice.sample(range(3000), 5))
        other.day = one.day + timedelta(days=dice.randrange(60))
    else:
        other.day = one.day + timedelta(days=365 * dice.randint(1, 4))
        other.until = one.until + 5 if one.until else None
        other.topic = (*one.topic[:5], *dice.sample(range(3000), 4))
    return other


def _same_visit(dice: random.Random, one: Promise, pairs: list[tuple[str, str]]) -> Promise:
    """Return another promise of the same visit: parties, day, place and actors are the same."""
    other = _promise(dice, pairs, 1)
    other.parties, other.day, other.place, other.actor = one.parties, one.day, one.place, one.actor
    other.giver = one.giver if other.value is not None else None
    return other


def _misspelt(dice: random.Random, word: str) -> str:
    place = dice.randrange(1, len(word))
    return word[:place] + word[place - 1] + word[place:] if dice.random() < 0.5 else word[:place] + word[place + 1 :]


def _amounts(dice: random.Random, promise: Promise, lang: str) -> tuple[Amount, ...]:
    if promise.value is None or dice.random() < 0.12:
        return ()
    value, chance = promise.value, dice.random()
    if chance < 0.02:
        value //= 10  # a digit short
    if chance > 0.9 and promise.currency != "INR":
        rupees = round(value / UNITS[promise.currency] * UNITS["INR"], -max(0, len(str(value)) - 3))
        return (Amount(value=str(int(rupees)), currency="INR", qualifier="about"),)
    if chance > 0.85:
        return (Amount(value=str(value), currency=None),)
    first = Amount(value=str(value), currency=promise.currency)
    if lang == "hi" and promise.currency != "INR" and dice.random() < 0.2:
        rupees = int(round(value / UNITS[promise.currency] * UNITS["INR"], -4))
        return first, Amount(value=str(rupees), currency="INR", qualifier="about", same_as=0)
    return (first,)


def _words(dice: random.Random, promise: Promise, lang: str, names: list[str]) -> str:
    """Return a text that holds the names and most of the promise's own words, which each language has for itself."""
    kept = [word for word in promise.topic if dice.random() < 0.7]
    filler = dice.sample(range(3000, 6000), 4)
    said = [*names, *(_word(number, lang) for number in (*kept, *filler))]
    dice.shuffle(said)
    return " ".join(said)


def _word(number: int, lang: str) -> str:
    """Return the word of a number in a language; the two languages share none."""
    digits = [(number * (7 if lang == "en" else 11) // 24**place + place) % 24 for place in range(4)]
    return "".join(SYLLABLES[digit][lang == "hi"] for digit in digits) + ("n" if lang == "en" else "ट")


def _report(dice: random.Random, promise: Promise, number: int) -> Claim:
    lang = dice.choice(("en", "hi"))
    script = int(lang == "hi")

    def told(field: tuple[str, str] | None, drop: float) -> str | None:
        if field is None or dice.random() < drop:
            return None
        return _misspelt(dice, field[script]) if dice.random() < 0.08 else field[script]

    project, place, actor = told(promise.project, 0.25), told(promise.place, 0.3), told(promise.actor, 0.3)
    act, modality = promise.act, promise.modality
    if dice.random() < 0.12:
        act, modality = dice.choice((("agree", "decided"), ("pledge", "planned"), ("sign", "done")))
    text = _words(dice, promise, lang, [one for one in (project, place, actor) if one])
    published = promise.day + timedelta(days=dice.choices((0, 1, 2, 3), (50, 35, 10, 5))[0])
    sectors = promise.sectors if dice.random() < 0.8 else promise.sectors[:1]
    amounts = _amounts(dice, promise, lang)
    fields: dict[str, Any] = {
        "project": project,
        "places": (Place(place),) if place else (),
        "actors": (Actor(actor, "person"),) if actor else (),
        "amounts": amounts,
        "giver": promise.giver if dice.random() < 0.85 else None,
        "period": Period(end=str(promise.until)) if promise.until and dice.random() < 0.8 else None,
        "instrument": Instrument(promise.paper if dice.random() < 0.85 else "none"),
    }
    return identify(
        Claim(
            id="",
            reading=ReadingRef(f"{number:026d}", "invented/1"),
            act=act,
            modality=modality,
            confidence=0.9,
            parties=promise.parties,
            sectors=sectors,
            source=Source(
                f"https://outlet{number % 40}.example/{number}",
                f"Outlet {number % 40}",
                None,
                published.isoformat(),
                lang,
            ),
            evidence={"act": (Span(0, 1),)},
            quote=Quote(text, 0, len(text)),
            **fields,
        )
    )


def make_claims(
    count: int, seed: int = 1, look_alikes: float = 0.15, visits: float = 0.2
) -> Iterator[tuple[int, Claim]]:
    """Yield ``count`` claims, each with the number of its promise; the same for the same seed.

    ``look_alikes`` and ``visits`` are the shares of promises that are like the one before, or made at the same visit.

    The world grows with the number: ten times the claims are of ten times the years' and parties' promises, as a
    ledger's are, so that a promise has no more look-alikes in a large one.
    """
    dice = random.Random(seed)
    pairs = [(a, b) for place, a in enumerate(STATES) for b in STATES[place + 1 :]]
    dice.shuffle(pairs)
    years = max(2, min(20, count // 5000))
    made, number, last = 0, 0, None
    while made < count:
        chance = dice.random()
        if last and chance < look_alikes:
            promise = _look_alike(dice, last)
        elif last and chance < look_alikes + visits:
            promise = _same_visit(dice, last, pairs)
        else:
            promise = _promise(dice, pairs, years)
        last = promise
        for _ in range(min(count - made, dice.choices(range(1, 9), (20, 15, 15, 15, 12, 10, 8, 5))[0])):
            made += 1
            yield number, _report(dice, promise, made)
        number += 1
