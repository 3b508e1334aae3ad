"""Confidence: its features, its weights, and what a page's other words do to it."""

from __future__ import annotations

import pytest

from karar.claims.score import (
    FEATURES,
    LEAST,
    MOST,
    Weights,
    confidence_of,
    explain_confidence,
    measure,
    shipped_weights,
)
from tests.reference.known import claims_of, document, draft_of


def test_every_feature_has_a_weight_and_no_weight_is_left_over():
    """The shipped weights are for the features that there are; else `tools/fit_confidence.py` has to be run."""
    assert set(shipped_weights().features) == set(FEATURES)


@pytest.mark.parametrize(("base", "bound"), [(-50.0, LEAST), (50.0, MOST)])
def test_no_confidence_is_certain(base: float, bound: float):
    """However strong the features, a reading may be wrong, or right."""
    assert confidence_of({}, Weights(base, {})) == bound


def test_parties_taken_over_from_elsewhere_make_less_sure():
    """Who is named in the clause itself is surer than who has to be taken over."""
    named = claims_of("Chile and Ghana met.", "Chile and Ghana signed an agreement on ports in Accra.", lang="en")
    taken = claims_of("Chile and Ghana met.", "The two sides signed an agreement on ports in Accra.", lang="en")
    assert named[-1].confidence > taken[-1].confidence


def test_features_are_from_0_to_1_and_their_log_odds_add_up():
    """What is told of a confidence is all that it is made of."""
    draft = draft_of(document("Chile and Ghana signed an agreement on ports in Accra, an official said.", lang="en"))
    (known,) = draft.known
    assert all(0 <= value <= 1 for value in measure(known).values())
    odds = sum(weight for _, weight in explain_confidence(known))
    assert confidence_of({}, Weights(odds, {})) == draft.claims[0].confidence
