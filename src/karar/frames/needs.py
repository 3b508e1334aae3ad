"""What else a cue may ask of its clause before it counts: the words a pack's `acts.toml` can put into ``needs``.

A need is the name of a row in `NEEDS`, a kind of mention (``amount``), or a kind with a value (``sector:defence``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from karar.frames.parties import party_of
from karar.frames.types import Clause
from karar.mentions.numbers import find_numbers
from karar.model.lexicon import Hit

_PEOPLE = frozenset({"office", "person", "organisation", "party"})
_GOT = frozenset({"instrument", "amount", "quantity"})  # "चीन से कर्ज मिला" met nobody
_NAME_REACH = 30  # characters of a name between an office and its case marker
_MONEY = frozenset({"loan", "grant"})
_STATES = frozenset({"party", "demonym", "metonym", "place"})
_RECEIVERS = frozenset({"party", "demonym", "metonym", "office", "person"})
_WORKS = frozenset(
    {("unit", name) for name in ("school", "hospital", "bridge", "station", "house")}
    | {("sector", name) for name in ("agriculture", "culture", "education-mobility", "energy", "health")}
    | {("sector", name) for name in ("infrastructure", "environment", "science")}
)
_TO = re.compile(r"\bto ([a-z-]+)")
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that"})
_SPOKEN_REACH = 12  # characters behind "spoke": room for "with"
_SUBJECTS = frozenset({"party", "metonym", "office", "person", "organisation", "reference"})
_THINGS = frozenset({"amount", "quantity", "sector", "instrument"})
_RELATIVES = ("which ", "that ")
_ANTECEDENT_REACH = 30  # characters between "rice" and "that Delhi will give"
_SUM_REACH = 25  # characters between "announced" and a sum: room for "up to an additional"
_OF_SUMS = frozenset(
    {"a", "an", "the", "another", "additional", "further", "new", "up", "to", "some", "extra", "fresh", "over"}
)
_HEADS = frozenset({"project-head", "work-head"})
_HEAD_REACH = 40  # characters between a state and the dative of its head: "मालदीव नेशनल डिफेंस फोर्स (एमएनडीएफ) को"


def needs_met(clause: Clause, cue: Mapping[str, Any]) -> bool:
    """Whether the clause holds one of the things that the cue needs (a cue without needs is content)."""
    needs = cue.get("needs")
    if not needs or any(_has(clause, need) for need in needs):
        return True
    before = clause.follows
    if before is None or not _has_object_before(clause):
        return False
    things = [m for m in before.mentions if 0 <= clause.start - m.end <= _ANTECEDENT_REACH and m.kind in _THINGS]
    return any(m.kind in needs or f"{m.kind}:{m.value}" in needs for m in things)


def _has_object_before(clause: Clause) -> bool:
    """Whether the clause's object is the noun before it: "the silos, which it built", "the rice that it will give"."""
    verbs, text = clause.verbs, clause.sent.text
    if verbs is None or verbs.passive or not text.startswith(_RELATIVES, clause.start):
        return False
    first = clause.start + len("that")
    return any(first < m.start and m.end <= verbs.start and m.kind in _SUBJECTS for m in clause.mentions)


def _has(clause: Clause, need: str) -> bool:
    test = NEEDS.get(need)
    if test is not None:
        return test(clause)
    kind, _, value = need.partition(":")
    return any(m.kind == kind and (not value or m.value == value) for m in clause.mentions)


def _any_kind(*kinds: str) -> Callable[[Clause], bool]:
    return lambda clause: any(m.kind in kinds for m in clause.mentions)


def _money(clause: Clause) -> bool:
    return any(m.kind == "amount" or (m.kind == "instrument" and m.value in _MONEY) for m in clause.mentions)


def _instrument(clause: Clause) -> bool:
    return any(m.kind == "instrument" or (m.kind == "reference" and m.value == "this-paper") for m in clause.mentions)


def _between(clause: Clause) -> bool:
    return any(
        hit.entry.value == "between" and clause.start <= hit.start < clause.end for hit in clause.sent.of("case")
    )


def _pair(clause: Clause) -> bool:
    """Two states in a headline: "भारत और वियतनाम में साइबर सुरक्षा पर करार"."""
    named = {m.value for m in clause.mentions if m.kind == "party"}
    return clause.sent.block.kind in ("title", "heading") and len(named) > 1


def _item(clause: Clause) -> bool:
    return clause.sent.block.kind == "item"


def _destination(clause: Clause) -> bool:
    """Somebody travels, and the verb stands right behind the state: "मोदी … चीन जाएंगे"."""
    verbs = clause.verbs
    if verbs is None or not any(m.kind in ("office", "person") for m in clause.mentions):
        return False
    return any(m.kind in ("party", "metonym") and 0 <= verbs.start - m.end <= 1 for m in clause.mentions)


def _met(clause: Clause) -> bool:
    """Somebody was met: "राष्ट्रपति पुतिन से मिले"; a name may stand between the office and its "से"; or two met."""
    if any(m.kind in _GOT for m in clause.mentions):
        return False
    if len({m.start for m in clause.mentions if m.kind in ("office", "person")}) > 1:
        return True
    people = [m.end for m in clause.mentions if m.kind in _PEOPLE]
    return any(
        hit.entry.value == "ins" and 0 < hit.start - end <= _NAME_REACH and _one_phrase(clause, end, hit)
        for hit in clause.sent.of("case")
        if clause.covers(hit.start)
        for end in people
    )


def _transfer(clause: Clause) -> bool:
    """A party stands in the dative: "लाओस को", "उसे", "to Laos"."""
    if any(m.kind == "reference" and m.value == "it-receiver" for m in clause.mentions):
        return True
    days = {m.end + 1 for m in clause.mentions if m.kind == "date"}
    datives = [hit for hit in clause.sent.of("case") if hit.entry.value == "dat" and hit.start not in days]
    states = [m for m in clause.mentions if m.kind in _STATES]
    # A dative of the prepositional kind stands before its noun, one of the postpositional kind behind it.
    if any(hit.end + 1 == m.start and hit.entry.lang == "en" for hit in datives for m in states):
        return True
    ends = [m.end for m in clause.mentions if m.kind in _RECEIVERS]
    if any(hit.entry.value == "for" and hit.start == m.end + 1 for hit in clause.sent.of("case") for m in states):
        return True
    return any(0 < hit.start - end <= _HEAD_REACH and _one_phrase(clause, end, hit) for hit in datives for end in ends)


def _one_phrase(clause: Clause, end: int, dative: Hit) -> bool:
    """Whether nothing but genitives stands between a state and a dative: "लेबनान की सेना को"."""
    return all(hit.entry.value == "gen" for hit in clause.sent.of("case") if end < hit.start and hit.end < dative.start)


def _undertaking(clause: Clause) -> bool:
    """A project by its kind: "परियोजना", "कॉरिडोर"."""
    return any(clause.covers(hit.start) for hit in clause.sent.of("project-head"))


def _helped(clause: Clause) -> bool:
    """It is done with a state's help: "जापान की मदद से", "भारत के सहयोग से"."""
    ends = {m.end + 1 for m in clause.mentions if party_of(m)}
    return any(hit.entry.value in ("by", "com") and hit.start in ends for hit in clause.sent.of("case"))


def _listed(clause: Clause) -> bool:
    """The clause opens with "among these" and names papers: "इनमें स्वास्थ्य और कृषि के करार शामिल हैं"."""
    opens = any(
        hit.entry.value == "among-these" and hit.start - clause.start <= 1 for hit in clause.sent.of("reference")
    )
    return opens and _instrument(clause)


def _roles(clause: Clause) -> bool:
    return len({party for m in clause.mentions if (party := party_of(m))}) > 1


def _pronoun_object(clause: Clause) -> bool:
    """A pronoun for what was named before stands right behind the verb: "Australia handed it over on Friday"."""
    verbs, text = clause.verbs, clause.sent.text
    return verbs is not None and not verbs.passive and text.startswith((" it ", " them ", " them."), verbs.end)


def _sum_object(clause: Clause) -> bool:
    """A sum is the verb's object: "announced a further $20 million for …"."""
    verbs = clause.verbs
    return verbs is not None and any(
        m.kind == "amount" and 0 < m.start - verbs.end <= _SUM_REACH and _is_bare_sum(clause, verbs.end, m.start)
        for m in clause.mentions
    )


def _is_bare_sum(clause: Clause, start: int, end: int) -> bool:
    return all(word in _OF_SUMS for word in clause.sent.text[start:end].split())


def _priced(clause: Clause) -> bool:
    """A sum is what counted goods cost: "pays $270 for a thousand cubic metres of gas"."""
    sums = {m.end + 1 for m in clause.mentions if m.kind == "amount"}
    prices = [hit.end for hit in clause.sent.of("case") if hit.entry.value == "for" and hit.start in sums]
    return any(m.kind == "quantity" and 0 < m.start - end <= 1 for m in clause.mentions for end in prices)


def _two_subjects(clause: Clause) -> bool:
    """Two states stand before the verb: "Ethiopia and Kenya will link their power grids"; a dateline's town is none."""
    verbs = clause.verbs
    if verbs is None:
        return False
    named = [m for m in clause.mentions if m.end <= verbs.start and m.kind not in ("metonym", "place")]
    both = any(m.kind == "reference" and m.value in ("both", "all") for m in named)
    return both or len({party_of(m) for m in named} - {None}) > 1


def _denied(clause: Clause) -> bool:
    return any(m.kind == "hedge" and m.value == "denied" for m in clause.mentions)


def _addressed(clause: Clause) -> bool:
    """It was told to somebody: "Germany told Jordan it was ready to …"."""
    before = clause.follows.verbs if clause.follows is not None else None
    return before is not None and "tell" in before.lemmas


def _headline(clause: Clause) -> bool:
    """It is the page's title, which leaves verbs out, and the title alone: "Visit of naval ships to Oman"."""
    return clause.is_alone


def _aided_work(clause: Clause) -> bool:
    """A title's verb has a named work as its object: "Kitui Dam", "the Lomé Nursing School"; no mere policy."""
    verbs, sent = clause.verbs, clause.sent
    if verbs is None or not clause.is_alone:
        return False
    return any(
        (hit.entry.kind in _HEADS or (hit.entry.kind, hit.entry.value) in _WORKS)
        and verbs.end <= hit.start < clause.end
        and sent.stored(hit.start, hit.start + 1).isupper()
        for hit in sent.hits
    )


def _small_work(clause: Clause) -> bool:
    """A title's verb has a work as its object that lies in a state named right behind it: "builds a clinic in Chad"."""
    verbs, sent = clause.verbs, clause.sent
    if verbs is None or not clause.is_alone:
        return False
    states = {m.start for m in clause.mentions if m.kind in _STATES}
    places = {
        hit.start: hit.end for hit in sent.of("case") if hit.entry.value in ("in", "for") and hit.end + 1 in states
    }
    return any(
        (hit.entry.kind in _HEADS or (hit.entry.kind, hit.entry.value) in _WORKS)
        and verbs.end <= hit.start < clause.end
        and hit.end + 1 in places
        for hit in sent.hits
    )


def _trainees(clause: Clause) -> bool:
    """Another state's people stand right behind the verb, a number aside: "trains 40 Ghanaian nurses"."""
    verbs, text = clause.verbs, clause.sent.text
    return verbs is not None and any(
        m.kind == "demonym" and m.start >= verbs.end and text[verbs.end : m.start].strip(" 0123456789,") == ""
        for m in clause.mentions
    )


def _no_infinitive(clause: Clause) -> bool:
    """Whether no infinitive hangs on the verb: "called on the minister", not "called on Iran to …"."""
    verbs, sent = clause.verbs, clause.sent
    if verbs is None or any(group.tags[0] == "to" for group in clause.nested):
        return False
    # Behind "to" a word in small letters that no article opens is a verb, known or not.
    return all(
        word in _DETERMINERS or sent.stored(start, start + 1).isupper()
        for match in _TO.finditer(sent.text, verbs.end, clause.end)
        for word, start in ((match[1], match.start(1)),)
    )


def _spoken_to(clause: Clause) -> bool:
    """Somebody is spoken to: "spoke with the premier", "spoke to Biden", not "spoke of Ghana"."""
    verbs = clause.verbs
    if verbs is None:
        return False
    if any(m.kind == "reference" and m.value in ("both", "all") and m.end <= verbs.start for m in clause.mentions):
        return True
    ends = ("to", "with")
    words = clause.sent.text[verbs.start : verbs.end + _SPOKEN_REACH].split()
    return any(word in ends for word in words) or any(
        hit.entry.value in ("com", "dat") and verbs.end <= hit.start < clause.end for hit in clause.sent.of("case")
    )


def _count(clause: Clause) -> bool:
    """Things are counted: "one hundred computers", "200 cows"; a day or a year is no count."""
    times = [m for m in clause.mentions if m.kind in ("date", "period", "duration")]
    floor = clause.verbs.end if clause.verbs is not None and not clause.verbs.passive else clause.start
    return any(
        number.value is not None
        and number.value > 1
        and floor <= number.start < clause.end
        and clause.sent.text[number.end : number.end + 2].strip().isalpha()
        and not any(m.start < number.end and number.start < m.end for m in times)
        for number in find_numbers(clause.sent)
    )


NEEDS: Mapping[str, Callable[[Clause], bool]] = {
    "money": _money,
    "goods": _any_kind("quantity", "sector"),
    "officials": _any_kind("office", "person", "ministry"),
    "project": _any_kind("place", "sector"),
    "instrument": _instrument,
    "between": _between,
    "item": _item,
    "pair": _pair,
    "destination": _destination,
    "met": _met,
    "transfer": _transfer,
    "roles": _roles,
    "priced": _priced,
    "pronoun-object": _pronoun_object,
    "sum-object": _sum_object,
    "two-subjects": _two_subjects,
    "undertaking": _undertaking,
    "helped": _helped,
    "listed": _listed,
    "denied": _denied,
    "addressed": _addressed,
    "count": _count,
    "aided-work": _aided_work,
    "small-work": _small_work,
    "trainees": _trainees,
    "headline": _headline,
    "no-infinitive": _no_infinitive,
    "spoken-to": _spoken_to,
}
"""THE list of needs with a rule of their own; every other need is a kind of mention."""
