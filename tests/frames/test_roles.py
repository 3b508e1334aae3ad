"""Roles: who acts, who receives, with whom, about whom."""

from __future__ import annotations

import pytest

from tests.reference.known import document, draft_of


def roles(text: str, lang: str) -> dict[str, str]:
    """Party → role over the clauses of ``text``; a party named twice keeps its first role."""
    found: dict[str, str] = {}
    for named in draft_of(document(text, lang=lang)).roles:
        for role in named:
            found.setdefault(role.code, role.role)
    return found


HINDI = [
    ("भारत ने श्रीलंका को ऋण दिया।", {"IN": "agent", "LK": "receiver"}),
    ("भारत ने श्रीलंका के लिए ऋण दिया।", {"IN": "agent", "LK": "receiver"}),
    ("भारत द्वारा श्रीलंका को ऋण दिया गया।", {"IN": "agent", "LK": "receiver"}),
    ("भारत की ओर से श्रीलंका को ऋण दिया गया।", {"IN": "agent", "LK": "receiver"}),
    ("भारत ने रूस से तेल खरीदा।", {"IN": "agent", "RU": "source"}),
    ("भारत ने जापान के साथ समझौता किया।", {"IN": "agent", "JP": "partner"}),
    ("भारत और जापान के बीच समझौता हुआ।", {"IN": "partner", "JP": "partner"}),
    ("जापान भारत में निवेश करेगा।", {"JP": "plain", "IN": "place"}),
    ("भारत और जापान ने समझौता किया।", {"IN": "agent", "JP": "agent"}),
    ("भारत, जापान और रूस ने समझौता किया।", {"IN": "agent", "JP": "agent", "RU": "agent"}),
    ("भारत ने जापान, रूस और चीन के साथ समझौता किया।", {"IN": "agent", "JP": "partner", "RU": "partner", "CN": "partner"}),
    ("भारत व जापान ने समझौता किया।", {"IN": "agent", "JP": "agent"}),
    ("भारत के प्रधानमंत्री ने जापान के प्रधानमंत्री के साथ बैठक की।", {"IN": "agent", "JP": "partner"}),
    ("भारतीय विदेश मंत्री ने जापानी विदेश मंत्री के साथ बैठक की।", {"IN": "agent", "JP": "partner"}),
    ("भारत और जापान के बीच चीन को लेकर चर्चा हुई।", {"IN": "partner", "JP": "partner", "CN": "topic"}),
    ("भारत और जापान ने चीन के मुद्दे पर चर्चा की।", {"IN": "agent", "JP": "agent", "CN": "topic"}),
]


@pytest.mark.parametrize(("text", "wanted"), HINDI)
def test_hindi_case_markers_give_roles(text: str, wanted: dict[str, str]):
    """The marker behind a name, behind its head or behind the last of several names gives the role."""
    assert roles(text, "hi") == wanted


ENGLISH = [
    ("India gave a loan to Sri Lanka.", {"IN": "agent", "LK": "receiver"}),
    ("India gave Sri Lanka a loan.", {"IN": "agent", "LK": "receiver"}),
    ("A loan was given to Sri Lanka by India.", {"IN": "agent", "LK": "receiver"}),
    ("India bought oil from Russia.", {"IN": "agent", "RU": "source"}),
    ("India signed a pact with Japan.", {"IN": "agent", "JP": "partner"}),
    ("A pact between India and Japan was signed.", {"IN": "partner", "JP": "partner"}),
    ("Japan will invest in India.", {"JP": "agent", "IN": "place"}),
    ("India, Japan and Australia signed a pact.", {"IN": "agent", "JP": "agent", "AU": "agent"}),
    ("India's foreign minister met Japan's foreign minister.", {"IN": "agent", "JP": "partner"}),
    ("India and Japan discussed the situation in China.", {"IN": "agent", "JP": "agent", "CN": "place"}),
    ("India and Japan held talks on China.", {"IN": "agent", "JP": "agent", "CN": "topic"}),
]


@pytest.mark.parametrize(("text", "wanted"), ENGLISH)
def test_english_prepositions_and_order_give_roles(text: str, wanted: dict[str, str]):
    """The preposition before a name, or its side of the verb, gives the role."""
    assert roles(text, "en") == wanted


GIVING = [
    ("जापान ने भारत को 10 अरब येन का ऋण दिया।", "hi", "JP", "IN"),
    ("भारत को जापान ने 10 अरब येन का ऋण दिया।", "hi", "JP", "IN"),
    ("भारत को जापान द्वारा 10 अरब येन का ऋण दिया जाएगा।", "hi", "JP", "IN"),
    ("भारत को जापान से 10 अरब येन का ऋण मिला।", "hi", "JP", "IN"),
    ("जापान भारत में 10 अरब येन का निवेश करेगा।", "hi", "JP", "IN"),
    ("भारत ने रूस से मिसाइलें खरीदीं।", "hi", "RU", "IN"),
    ("Japan gave India a loan of 10 billion yen.", "en", "JP", "IN"),
    ("A loan of 10 billion yen was provided to India by Japan.", "en", "JP", "IN"),
    ("India was given a loan of 10 billion yen by Japan.", "en", "JP", "IN"),
    ("India received a loan of 10 billion yen from Japan.", "en", "JP", "IN"),
    ("Japan will invest 10 billion yen in India.", "en", "JP", "IN"),
    ("India bought missiles from Russia.", "en", "RU", "IN"),
    ("Russia sold missiles to India.", "en", "RU", "IN"),
]


@pytest.mark.parametrize(("text", "lang", "giver", "receiver"), GIVING)
def test_who_gives_and_who_gets(text: str, lang: str, giver: str, receiver: str):
    """Order and voice do not turn the direction round; the seller is the giver."""
    (claim,) = draft_of(document(text, lang=lang)).claims
    assert (claim.giver, claim.receiver) == (giver, receiver)


MUTUAL = [
    ("भारत और जापान ने समझौते पर हस्ताक्षर किए।", "hi"),
    ("भारत ने जापान के साथ समझौते पर हस्ताक्षर किए।", "hi"),
    ("India and Japan signed an agreement.", "en"),
    ("India signed an agreement with Japan.", "en"),
    ("India met Japan's prime minister in Tokyo.", "en"),
]


@pytest.mark.parametrize(("text", "lang"), MUTUAL)
def test_a_mutual_act_has_neither_giver_nor_receiver(text: str, lang: str):
    """Signing, agreeing and talking go both ways."""
    (claim,) = draft_of(document(text, lang=lang)).claims
    assert (claim.giver, claim.receiver) == (None, None)
    assert len(claim.parties) == 2


def test_several_receivers_leave_the_receiver_open():
    """Who gets is not one state."""
    (claim,) = draft_of(document("भारत ने नेपाल और भूटान को 10 करोड़ रुपये का ऋण दिया।")).claims
    assert (set(claim.parties), claim.receiver) == ({"IN", "NP", "BT"}, None)
