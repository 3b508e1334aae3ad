"""Modality: the governing cue, hedges and negation around the act."""

from __future__ import annotations

import pytest

from tests.reference.known import claims_of

CASES = [
    ("भारत और जापान ने समझौते पर हस्ताक्षर किए।", "hi", "sign", "done"),
    ("भारत और जापान समझौते पर हस्ताक्षर करेंगे।", "hi", "sign", "planned"),
    ("भारत और जापान समझौते पर हस्ताक्षर कर सकते हैं।", "hi", "sign", "possible"),
    ("भारत और जापान के बीच समझौते पर हस्ताक्षर होने की संभावना है।", "hi", "sign", "possible"),
    ("माना जा रहा है कि भारत और जापान समझौते पर हस्ताक्षर करेंगे।", "hi", "sign", "possible"),
    ("भारत और जापान ने समझौते पर हस्ताक्षर नहीं किए।", "hi", "sign", "denied"),
    ("जापान भारत में निवेश करने पर सहमत हुआ।", "hi", "pledge", "decided"),
    ("जापान ने भारत में निवेश करने का फैसला किया।", "hi", "pledge", "decided"),
    ("जापान ने भारत में निवेश की पेशकश की।", "hi", "propose", "proposed"),
    ("India and Japan signed an agreement.", "en", "sign", "done"),
    ("India and Japan will sign an agreement.", "en", "sign", "planned"),
    ("India and Japan may sign an agreement.", "en", "sign", "possible"),
    ("India and Japan are likely to sign an agreement.", "en", "sign", "possible"),
    ("India and Japan are expected to sign an agreement.", "en", "sign", "possible"),
    ("India and Japan did not sign the agreement.", "en", "sign", "denied"),
    ("India and Japan never signed the agreement.", "en", "sign", "denied"),
    ("Japan agreed to invest in India.", "en", "pledge", "decided"),
    ("Japan offered India a loan.", "en", "propose", "proposed"),
]


@pytest.mark.parametrize(("text", "lang", "act", "modality"), CASES)
def test_how_firmly_an_act_is_said(text: str, lang: str, act: str, modality: str):
    """Endings, auxiliaries, the governing verb, hedges and negation together give the modality."""
    (claim,) = claims_of(text, lang=lang)
    assert (claim.act, claim.modality) == (act, modality)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("भारत और जापान समझौते पर हस्ताक्षर करेंगे।", {"करेंगे"}),
        ("भारत और जापान के बीच समझौते पर हस्ताक्षर होने की संभावना है।", {"संभावना"}),
        ("जापान भारत में निवेश करने पर सहमत हुआ।", {"सहमत"}),
        ("भारत और जापान ने समझौते पर हस्ताक्षर नहीं किए।", {"नहीं"}),
    ],
)
def test_the_modality_points_at_the_words_that_say_it(text: str, words: set[str]):
    """Its evidence holds the ending, the hedge, the governing cue or the negation."""
    (claim,) = claims_of(text)
    shown = " ".join(span.of(text) for span in claim.evidence["modality"])
    assert all(word in shown for word in words)
