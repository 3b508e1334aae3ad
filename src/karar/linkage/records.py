"""Comparison records: what of a claim is compared, flat, so that any SQL engine can hold two of them side by side.

Sets of names and of words are masks: each member sets one bit of one or more 63-bit numbers, and what two sets share
is a count of bits. Sums are held as logarithms, so that a ratio is a difference. Empty is None, never 0 or "".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

import msgspec

from karar.linkage.keys import blocking_keys
from karar.linkage.words import cues_in, masks, own_words, tokens
from karar.model.claims import Claim
from karar.model.values import Amount, When

WORD_MASKS = 4
FIRMNESS = {"denied": 0, "possible": 1, "proposed": 2, "planned": 3, "decided": 4, "done": 5}
_MOST = {"propose": FIRMNESS["proposed"], "target": FIRMNESS["planned"]}
"""An offer that was made is still an offer."""
STAGES = {"deliver": 1, "withdraw": 2, "consult": 3}
"""What an act is to a promise: 0 makes one, 1 keeps it, 2 takes it back, 3 talks."""
_MONTHS = {"day": 1 / 30, "week": 7 / 30, "month": 1.0, "year": 12.0}


class Rate(Protocol):
    """What one unit of a currency is worth in another on a day."""

    @property
    def value(self) -> Decimal:
        """Units of the other currency."""
        ...


class Rates(Protocol):
    """Where rates come from, see `karar.reference.rates`."""

    def rate(self, currency: str, into: str, day: str) -> Rate | None:
        """Return the rate of a day, None where nobody published one."""
        ...


class Record(msgspec.Struct, kw_only=True):
    """A claim as the comparison table sees it.

    Attributes:
        id: the claim's id.
        day: day of publication, counted from 1970-01-01.
        first, last: the days between which the act itself lies, where the text says so.
        stage, firm: see `STAGES` and `FIRMNESS`.
        cur, num, cur2, num2: currency and log10 of the promised sum, and of the same sum in another currency.
        usd: log10 of the sum in dollars at the day's rate.
        until, months: the last year and the length of what is promised.
        sectors: all of them; sector1 to sector3 the first of them, by name, to be held against each other.
        subject…, actor…, place…, word…: masks; `words` counts the words.
        cue: which kinds of words about other promises stand in the quote, see `data/cues.toml`.
        near1 … name2: blocking keys; claims that share none are not compared.
    """

    id: str
    document: str
    lang: str
    publisher: str | None
    day: int | None
    first: int | None
    last: int | None
    parties: str | None
    giver: str | None
    act: str
    stage: int
    firm: int
    sectors: str | None
    sector1: str | None
    sector2: str | None
    sector3: str | None
    paper: str | None
    subject1: int | None
    subject2: int | None
    initiative1: str | None
    initiative2: str | None
    place1: int | None
    place2: int | None
    actor1: int | None
    actor2: int | None
    cur: str | None
    num: float | None
    cur2: str | None
    num2: float | None
    usd: float | None
    until: int | None
    months: float | None
    unit: str | None
    count: float | None
    word1: int
    word2: int
    word3: int
    word4: int
    words: int
    cue: int
    near1: int | None
    near2: int | None
    sum1: int | None
    sum2: int | None
    form: int | None
    name1: int | None
    name2: int | None


COLUMNS = tuple(field.name for field in msgspec.structs.fields(Record))
COMPARED = tuple(name for name in COLUMNS if name not in ("id", "document", "publisher"))
"""Claims that are equal in these are alike in every row of the table and are held against others once."""


@lru_cache(maxsize=1 << 14)
def day_number(written: str | None) -> int | None:
    """Return an ISO day as a number of days since 1970-01-01; None where it is none.

    >>> day_number("1970-02-01")
    31
    """
    try:
        return date.fromisoformat(written).toordinal() - date(1970, 1, 1).toordinal() if written else None
    except ValueError:
        return None


def _days(when: When | None) -> tuple[int | None, int | None]:
    """Return the first and last day that a point in time may mean."""
    if when is None or when.value is None:
        return None, None
    value = when.value
    if when.precision == "week" or len(value) not in (4, 7, 10):
        return None, None
    if len(value) == 10:
        return day_number(value), day_number(value)
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        following = f"{year + month // 12:04}-{month % 12 + 1:02}-01"
        end = day_number(following)
        return day_number(f"{value}-01"), None if end is None else end - 1
    if when.precision == "fiscal-year":
        return None, None
    return day_number(f"{value}-01-01"), day_number(f"{value}-12-31")


def _log(value: str | Decimal | None) -> float | None:
    return round(math.log10(float(value)), 9) if value and float(value) > 0 else None


def _sums(amounts: Sequence[Amount]) -> tuple[Amount | None, Amount | None]:
    """Return the sum that is promised, and the one that says it again in another currency."""
    own = [amount for amount in amounts if amount.same_as is None and amount.value]
    if not own:
        return None, None
    roles = {"promise": 0, "ceiling": 1, "project-cost": 2}
    chief = min(own, key=lambda amount: (roles[amount.role], amount.currency is None))
    place = amounts.index(chief)
    again = next((amount for amount in amounts if amount.same_as == place and amount.value), None)
    return chief, again


class Builder:
    """Makes comparison records of claims, and remembers what it has looked up.

    Args:
        rates: what currencies were worth by day; without them sums in two currencies are not compared.
    """

    def __init__(self, rates: Rates | None = None) -> None:
        self._rates = rates
        self._known: dict[tuple[str, str], float | None] = {}

    def _in_dollars(self, amount: Amount, number: float, day: str | None) -> float | None:
        """Return log10 of a sum in dollars on a day, None where it has no currency or there is no rate."""
        if amount.currency == "USD":
            return number
        if amount.currency is None or day is None or self._rates is None:
            return None
        key = (amount.currency, day)
        if key not in self._known:
            rate = self._rates.rate(amount.currency, "USD", day)
            self._known[key] = math.log10(float(rate.value)) if rate else None
        shift = self._known[key]
        return None if shift is None else round(number + shift, 9)

    def _money(self, claim: Claim, day: str | None) -> dict[str, Any]:
        chief, again = _sums(claim.amounts)
        number = _log(chief.value) if chief else None
        other = _log(again.value) if again else None
        dollars = self._in_dollars(chief, number, day) if chief and number is not None else None
        if dollars is None and again and other is not None:
            dollars = self._in_dollars(again, other, day)
        return {
            "cur": chief.currency if chief else None,
            "num": number,
            "cur2": again.currency if again and other is not None else None,
            "num2": other if again and again.currency else None,
            "usd": dollars,
        }

    def build(self, claim: Claim) -> Record:
        """Return the record of a claim."""
        published = claim.source.published
        day = day_number(published)
        first, last = _days(claim.when)
        parties = "|".join(sorted(set(claim.parties))) or None
        names = _names(claim)
        words = own_words(claim)
        subject, actor, place = (masks(names[kind], 2) for kind in ("subject", "actor", "place"))
        quantity = claim.quantities[0] if claim.quantities else None
        money = self._money(claim, claim.when.value if day is None and claim.when else published)
        sectors = sorted(set(claim.sectors))
        joined = "|".join(sectors) or None
        initiatives = sorted(set(claim.initiatives))
        paper = None if claim.instrument.type == "none" else claim.instrument.type
        word = masks(words, WORD_MASKS)
        keys = blocking_keys(parties, day, paper, joined, money, names)
        return Record(
            id=claim.id,
            document=claim.reading.document,
            lang=claim.source.lang,
            publisher=claim.source.publisher,
            day=day,
            first=first,
            last=last,
            parties=parties,
            giver=claim.giver,
            act=claim.act,
            stage=STAGES.get(claim.act, 0),
            firm=min(FIRMNESS[claim.modality], _MOST.get(claim.act, FIRMNESS["done"])),
            sectors=joined,
            sector1=_nth(sectors, 0),
            sector2=_nth(sectors, 1),
            sector3=_nth(sectors, 2),
            paper=paper,
            subject1=subject[0] if names["subject"] else None,
            subject2=subject[1] if names["subject"] else None,
            initiative1=_nth(initiatives, 0),
            initiative2=_nth(initiatives, 1),
            place1=place[0] if names["place"] else None,
            place2=place[1] if names["place"] else None,
            actor1=actor[0] if names["actor"] else None,
            actor2=actor[1] if names["actor"] else None,
            **money,
            until=_until(claim),
            months=round(claim.duration.n * _MONTHS[claim.duration.unit], 3) if claim.duration else None,
            unit=quantity.unit if quantity else None,
            count=_log(quantity.value) if quantity else None,
            word1=word[0],
            word2=word[1],
            word3=word[2],
            word4=word[3],
            words=len(words),
            cue=cues_in(claim.quote.text),
            **keys,
        )


def _nth(values: Sequence[str], place: int) -> str | None:
    return values[place] if place < len(values) else None


def _names(claim: Claim) -> dict[str, list[str]]:
    subject = [word for text in (claim.project, claim.instrument.title) if text for word in tokens(text)]
    actor = [word for one in claim.actors if one.kind != "office" for word in tokens(one.name)]
    place = [word for one in claim.places for word in tokens(one.name)]
    return {"subject": subject, "actor": actor, "place": place, "initiative": list(claim.initiatives)}


def _until(claim: Claim) -> int | None:
    end = claim.period.end if claim.period else None
    return int(end[:4]) if end else None
