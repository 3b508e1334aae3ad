"""Verb groups: which words belong together, and what their endings say."""

from __future__ import annotations

import pytest

from karar.frames.types import VerbGroup
from tests.reference.known import document, draft_of


def heads(text: str, lang: str) -> list[VerbGroup]:
    """The finite groups of ``text``, in order."""
    draft = draft_of(document(text, lang=lang))
    return [clause.verbs for clauses in draft.clauses for clause in clauses if clause.verbs is not None]


HINDI = [
    ("भारत ने समझौता किया है।", "किया है", "done"),
    ("भारत ने समझौता कर लिया।", "कर लिया", "done"),
    ("भारत समझौता करता है।", "करता है", "done"),
    ("भारत समझौता कर चुका है।", "कर चुका है", "done"),
    ("भारत समझौता कर रहा है।", "कर रहा है", "done"),
    ("समझौता किया जा रहा है।", "किया जा रहा है", "done"),
    ("समझौता किया गया।", "किया गया", "done"),
    ("भारत समझौता करेगा।", "करेगा", "planned"),
    ("समझौता किया जाएगा।", "किया जाएगा", "planned"),
    ("भारत समझौता करने जा रहा है।", "करने जा रहा है", "planned"),
    ("भारत समझौता करने वाला है।", "करने वाला है", "planned"),
    ("समझौता होना है।", "होना है", "planned"),
    ("भारत समझौता कर सकता है।", "कर सकता है", "possible"),
    ("समझौता हो सकता है।", "हो सकता है", "possible"),
    ("भारत ने समझौता किया होगा।", "किया होगा", "possible"),
    ("भारत को समझौता करना चाहिए।", "करना चाहिए", "possible"),
]


@pytest.mark.parametrize(("text", "group", "modality"), HINDI)
def test_a_hindi_group_s_ending_says_how_firm_it_is(text: str, group: str, modality: str):
    """The whole run of verbs is one group, and its last words carry the modality."""
    (verbs,) = heads(text, "hi")
    assert (text[verbs.start : verbs.end], verbs.modality) == (group, modality)


ENGLISH = [
    ("India has signed a pact.", "has signed", "done"),
    ("India signed a pact.", "signed", "done"),
    ("India is providing aid.", "is providing", "done"),
    ("The pact was signed.", "was signed", "done"),
    ("India will sign a pact.", "will sign", "planned"),
    ("India would provide aid.", "would provide", "planned"),
    ("India and Japan are to sign a pact.", "are to sign", "planned"),
    ("India, Japan to sign pact", "to sign", "planned"),
    ("India may sign a pact.", "may sign", "possible"),
    ("India could sign a pact.", "could sign", "possible"),
    ("India should sign a pact.", "should sign", "possible"),
    ("India has formally signed a pact.", "has formally signed", "done"),
]


@pytest.mark.parametrize(("text", "group", "modality"), ENGLISH)
def test_an_english_group_s_auxiliaries_say_how_firm_it_is(text: str, group: str, modality: str):
    """Auxiliaries, adverbs and the main verb are one group, and the auxiliaries carry the modality."""
    (verbs,) = heads(text, "en")
    assert (text[verbs.start : verbs.end], verbs.modality) == (group, modality)


NEGATED = [
    ("भारत ने समझौता नहीं किया।", "hi", True),
    ("भारत समझौता नहीं करेगा।", "hi", True),
    ("भारत ने कोई समझौता किया नहीं है।", "hi", True),
    ("भारत ने समझौता भी किया।", "hi", False),
    ("India did not sign a pact.", "en", True),
    ("India has not signed a pact.", "en", True),
    ("India won't sign a pact.", "en", True),
    ("India didn't sign a pact.", "en", True),
    ("India hasn’t signed a pact.", "en", True),
    ("India never signed the pact.", "en", True),
    ("India signed the pact, not the treaty.", "en", False),
]


@pytest.mark.parametrize(("text", "lang", "negated"), NEGATED)
def test_negation_inside_or_before_a_group_negates_it(text: str, lang: str, negated: bool):
    """A negation in the group or right before it belongs to it; one behind its object does not."""
    assert heads(text, lang)[0].negated == negated


PASSIVE = [
    ("समझौता किया गया।", "hi", True),
    ("समझौता किया जा रहा है।", "hi", True),
    ("समझौता किया जाएगा।", "hi", True),
    ("भारत समझौता करने जा रहा है।", "hi", False),
    ("भारत ने समझौता किया है।", "hi", False),
    ("The pact was signed.", "en", True),
    ("The pact will be signed.", "en", True),
    ("The pact is being signed.", "en", True),
    ("The pact has been signed.", "en", True),
    ("India is signing a pact.", "en", False),
    ("India has signed a pact.", "en", False),
]


@pytest.mark.parametrize(("text", "lang", "passive"), PASSIVE)
def test_a_passive_group_is_known_as_one(text: str, lang: str, passive: bool):
    """Only what is done to its subject is passive."""
    assert heads(text, lang)[0].passive == passive


NOUNS = [
    ("भारत की यात्रा", "hi"),
    ("भारत के विदेश मंत्री", "hi"),
    ("The visit of the minister", "en"),
    ("A trade agreement between India and Japan", "en"),
]


@pytest.mark.parametrize(("text", "lang"), NOUNS)
def test_a_genitive_or_a_noun_is_no_verb(text: str, lang: str):
    """``की`` between nouns is no "did", and a noun spelt like a verb governs no clause."""
    assert heads(text, lang) == []
