"""References: parties that a clause leaves unsaid, or names by "both sides"."""

from __future__ import annotations

import pytest

from karar.model.claims import Claim
from tests.reference.known import claims_of


def last(*parts: str, lang: str) -> Claim:
    """The last claim of a page made of ``parts``."""
    return claims_of(*parts, lang=lang)[-1]


HINDI = [
    ("दोनों देशों ने साइबर सुरक्षा पर समझौते पर हस्ताक्षर किए।", "sign"),
    ("दोनों पक्षों ने साइबर सुरक्षा में सहयोग बढ़ाने पर सहमति जताई।", "agree"),
    ("दोनों देश साइबर सुरक्षा में मिलकर काम करेंगे।", "agree"),
    ("दोनों नेताओं ने साइबर सुरक्षा पर चर्चा की।", "consult"),
]


@pytest.mark.parametrize(("text", "act"), HINDI)
def test_both_countries_are_the_two_named_before(text: str, act: str):
    """दोनों देश are the parties of the sentence before."""
    claim = last("भारत और वियतनाम के रक्षा मंत्रियों ने मुलाकात की।", text, lang="hi")
    assert (claim.act, set(claim.parties)) == (act, {"IN", "VN"})


ENGLISH = [
    ("The two sides signed an agreement on cyber security.", "sign"),
    ("Both countries agreed to strengthen cooperation in cyber security.", "agree"),
    ("The two leaders discussed cyber security.", "consult"),
]


@pytest.mark.parametrize(("text", "act"), ENGLISH)
def test_the_two_sides_are_the_two_named_before(text: str, act: str):
    """The two sides are the parties of the sentence before."""
    claim = last("The defence ministers of India and Vietnam met in Hanoi.", text, lang="en")
    assert (claim.act, set(claim.parties)) == (act, {"IN", "VN"})


def test_both_refers_to_the_nearest_pair():
    """A second pair takes the place of the first."""
    claim = last(
        "भारत और जापान ने वार्ता की।",
        "फ्रांस और जर्मनी ने भी मुलाकात की।",
        "दोनों देशों ने ऊर्जा पर समझौते पर हस्ताक्षर किए।",
        lang="hi",
    )
    assert set(claim.parties) == {"FR", "DE"}


COUNTERPARTS = [
    ("भारत के विदेश मंत्री ने अपने जापानी समकक्ष से मुलाकात की।", "hi"),
    ("भारत के रक्षा मंत्री ने जापान के अपने समकक्ष के साथ बैठक की।", "hi"),
    ("India's foreign minister met his Japanese counterpart.", "en"),
    ("India's foreign minister held talks with his counterpart from Japan.", "en"),
]


@pytest.mark.parametrize(("text", "lang"), COUNTERPARTS)
def test_a_counterpart_belongs_to_the_state_beside_it(text: str, lang: str):
    """An adjective before "counterpart" makes a state a party."""
    claim = last(text, lang=lang)
    assert (claim.act, set(claim.parties)) == ("consult", {"IN", "JP"})


NOBODY = [
    ("दोनों देशों ने ऊर्जा पर समझौते पर हस्ताक्षर किए।", "hi"),
    ("The two sides signed an agreement on energy.", "en"),
    ("सरकार ने ऊर्जा पर समझौते पर हस्ताक्षर किए।", "hi"),
    ("भारत ने समझौते पर हस्ताक्षर किए।", "hi"),
    ("India signed an agreement.", "en"),
]


@pytest.mark.parametrize(("text", "lang"), NOBODY)
def test_without_two_parties_there_is_no_claim(text: str, lang: str):
    """A reference without an antecedent, or one party alone, is not filled from nowhere."""
    assert claims_of(text, lang=lang) == []


def test_evidence_of_a_party_taken_over_points_at_its_name():
    """A party that was taken over has its evidence where it was named."""
    claim = last("भारत और वियतनाम के रक्षा मंत्रियों ने मुलाकात की।", "दोनों देशों ने ऊर्जा पर करार किया।", lang="hi")
    text = "भारत और वियतनाम के रक्षा मंत्रियों ने मुलाकात की।"
    for index, code in enumerate(claim.parties):
        words = {span.of(text) for span in claim.evidence[f"parties.{index}"]}
        assert words == {{"IN": "भारत", "VN": "वियतनाम"}[code]}
