"""Evidence read again: it confirms what stands there, and nothing else."""

from __future__ import annotations

import msgspec
import pytest

from karar.claims.evidence import confirms
from karar.model.claims import Claim
from karar.model.documents import Document
from karar.model.spans import Span
from tests.reference.known import document, draft_of, reference

TEXT = "सूत्रों के अनुसार जापान के प्रधानमंत्री ने कहा कि जापान 2026 में भारत को 10 अरब येन का ऋण देगा।"


def read(text: str, lang: str = "hi") -> tuple[Document, Claim]:
    """The document of ``text`` and its only claim."""
    doc = document(text, lang=lang)
    (claim,) = draft_of(doc).claims
    return doc, claim


RIGHT = [
    ("जापान भारत को 10 अरब येन का ऋण देगा।", "hi"),
    ("भारत और जापान ने साइबर सुरक्षा पर समझौता ज्ञापन पर हस्ताक्षर किए।", "hi"),
    ("भारत के विदेश मंत्री एस जयशंकर ने जापान के विदेश मंत्री से टोक्यो में मुलाकात की।", "hi"),
    ("भारत और रूस ने 2030 तक 100 अरब डॉलर के व्यापार का लक्ष्य रखा है।", "hi"),
    ("India sent 50,000 tonnes of wheat to Afghanistan.", "en"),
    ("India and Japan did not sign the agreement.", "en"),
    ("India and Japan agreed to cooperate in cyber security for five years.", "en"),
    ("भारत और जापान ने समझौते पर हस्ताक्षर नहीं किए।", "hi"),
    ("भारत और चीन के बीच कोई समझौता नहीं हुआ है।", "hi"),
    ("भारत और जापान 2027 में समझौते पर हस्ताक्षर करेंगे।", "hi"),
]


@pytest.mark.parametrize(("text", "lang"), RIGHT)
def test_every_key_of_a_claim_is_confirmed(text: str, lang: str):
    """The characters under each key give the field's value again."""
    doc, claim = read(text, lang)
    assert [key for key in claim.evidence if not confirms(claim, key, doc, reference())] == []


def moved(claim: Claim, key: str, text: str, words: str) -> Claim:
    """The claim with the evidence of ``key`` on other words."""
    start = text.index(words)
    return msgspec.structs.replace(claim, evidence=claim.evidence | {key: (Span(start, start + len(words)),)})


PLEDGE = "जापान भारत को 10 अरब येन का ऋण देगा और साइबर सुरक्षा में प्रशिक्षण देगा।"
WRONG = [
    ("giver", "भारत"),
    ("receiver", "जापान"),
    ("parties.0", "ऋण"),
    ("amounts.0", "साइबर"),
    ("instrument", "येन"),
    ("act", "साइबर सुरक्षा"),
    ("modality", "साइबर सुरक्षा"),
]


@pytest.mark.parametrize(("key", "words"), WRONG)
def test_words_that_do_not_say_it_confirm_nothing(key: str, words: str):
    """Evidence on the wrong words is caught."""
    doc = document(PLEDGE)
    claim = draft_of(doc).claims[0]
    assert confirms(claim, key, doc, reference())
    assert not confirms(moved(claim, key, PLEDGE, words), key, doc, reference())


MODALITIES = [
    ("भारत और जापान समझौते पर हस्ताक्षर करेंगे।", "करेंगे", "done"),
    ("भारत और जापान समझौते पर हस्ताक्षर करेंगे।", "करेंगे", "possible"),
    ("भारत और जापान ने समझौते पर हस्ताक्षर किए।", "किए", "planned"),
    ("भारत और जापान ने समझौते पर हस्ताक्षर किए।", "किए", "possible"),
]


@pytest.mark.parametrize(("text", "words", "modality"), MODALITIES)
def test_an_ending_confirms_only_its_own_modality(text: str, words: str, modality: str):
    """ "Will" does not confirm "did": the ending is read, not only that a verb stands there."""
    doc, claim = read(text)
    other = msgspec.structs.replace(moved(claim, "modality", text, words), modality=modality)
    assert not confirms(other, "modality", doc, reference())
