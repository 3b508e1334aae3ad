"""Names that no list spells so: people behind an office, what the tagger finds, and who sounds like a known person.

These only fill who acted and where: no state becomes a party to anything by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from karar.mentions.names import follows_name
from karar.mentions.tagged import UNLISTED, find_tagged
from karar.model.lexicon import Entry
from karar.model.mentions import Mention
from karar.reference.load import Reference
from karar.text.sentences import Sentence
from karar.text.sounds import name_key, name_words, sounds_alike

_BESIDE = 3  # characters between an office and the name behind it, at most
_FEWEST, _FEWEST_WITH_OFFICE = 4, 2  # consonants that a name needs to be told by its sound

Known = tuple[list[str], Entry]  # the words of a listed spelling, and who it is


def find_unlisted(
    sent: Sentence, mentions: Sequence[Mention], lang: str, reference: Reference, published: str | None
) -> list[Mention]:
    """Return the people, organisations and places of a scanned sentence that ``mentions`` lack, in order.

    Their value is the name as written. A person who sounds like a known one has that one's id as value and its state as
    ``party``; no other has a party.
    """
    behind = [_behind(sent, office) for office in mentions if office.kind == "office"]
    people = [person for person in behind if person is not None and not _meets(person, mentions, "person")]
    tagged = [name for name in find_tagged(sent, mentions, lang, reference) if not _meets(name, people)]
    found = [
        _known_as(name, _office_before(name, mentions), published, reference) if name.kind == "person" else name
        for name in (*people, *tagged)
    ]
    return sorted(found, key=lambda mention: mention.start)


def words_of_officials(sent: Sentence, mentions: Iterable[Mention]) -> set[str]:
    """Return the words of people's names that a sentence puts behind an office, or that the lists know, normalised."""
    words: set[str] = set()
    for mention in mentions:
        place = follows_name(sent, mention) if mention.kind == "office" else None
        if mention.kind == "person":
            place = mention.start, mention.end
        words.update(sent.text[place[0] : place[1]].split() if place else ())
    return words


def _behind(sent: Sentence, office: Mention) -> Mention | None:
    place = follows_name(sent, office)
    return None if place is None else Mention("person", *place, sent.stored(*place), {"form": UNLISTED})


def _meets(name: Mention, others: Iterable[Mention], kind: str | None = None) -> bool:
    return any(o.start < name.end and name.start < o.end for o in others if kind in (None, o.kind))


def _office_before(person: Mention, mentions: Iterable[Mention]) -> str | None:
    """Return the office that stands right before a person."""
    for mention in mentions:
        if mention.kind == "office" and 0 <= person.start - mention.end < _BESIDE:
            return str(mention.value)
    return None


def _known_as(person: Mention, office: str | None, published: str | None, reference: Reference) -> Mention:
    entry = known_person(person.value, office, published, reference)
    if entry is None:
        return person
    return replace(person, value=entry.value, attrs={**person.attrs, "party": entry.attrs["party"]})


def known_person(name: str, office: str | None, published: str | None, reference: Reference) -> Entry | None:
    """Return the listed person whose name sounds like ``name``, None where none or several do.

    A known person who held ``office``, the one named beside, on the day ``published`` (ISO; None: not known) comes
    first, also by the family name alone. Without such an office the whole name has to sound alike, and be long enough.
    """
    words = name_words(name)
    frames = tuple(map(name_key, words))
    consonants = sum(map(len, frames))
    like = {
        entry.value: entry
        for listed, entry in _people(reference).get(frames, ())
        if all(map(sounds_alike, words, listed))
    }
    holders = [entry for entry in like.values() if office is not None and _holds(entry, office, published)]
    if len(holders) == 1 and consonants >= _FEWEST_WITH_OFFICE:
        return holders[0]
    if len(like) == 1 and len(words) > 1 and consonants >= _FEWEST:
        return next(iter(like.values()))
    return None


def _holds(entry: Entry, office: str, published: str | None) -> bool:
    """Whether a person's listed office is this one, in the year of that day."""
    if entry.attrs.get("office") != office:
        return False
    if published is None:
        return True
    year = published[:4]
    return entry.attrs.get("from", year) <= year <= (entry.attrs.get("to") or year)


@lru_cache(maxsize=2)
def _people(reference: Reference) -> dict[tuple[str, ...], list[Known]]:
    """Return the spellings of listed people by their consonants."""
    people: dict[tuple[str, ...], list[Known]] = {}
    for surface, entries in reference.surfaces.items():
        for entry in entries:
            if entry.kind == "person" and entry.attrs.get("party"):
                words = name_words(surface)
                people.setdefault(tuple(map(name_key, words)), []).append((words, entry))
    return people
