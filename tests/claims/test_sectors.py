"""What a claim is about: its own cues, those of the sentences around it, and where each of them stands."""

from __future__ import annotations

import pytest

from karar.model.claims import Claim
from tests.reference.known import claims_of


def of_act(claims: list[Claim], act: str) -> Claim:
    """The last claim of an act."""
    return [claim for claim in claims if claim.act == act][-1]


AROUND = [
    (
        "en",
        ("Chile and Peru agreed on a joint earthquake warning system.", "The agreement was signed in Lima in May."),
        ("disaster",),
    ),
    (
        "hi",
        ("मंत्रिमंडल ने भूकंप की पूर्व चेतावनी प्रणाली पर चर्चा की।", "इस समझौते पर चिली और पेरू ने मई में लीमा में हस्ताक्षर किए।"),
        ("disaster",),
    ),
]


@pytest.mark.parametrize(("lang", "sentences", "sectors"), AROUND)
def test_a_silent_clause_is_about_what_the_sentence_before_it_says(lang: str, sentences: tuple[str, ...], sectors):
    """ "This agreement" is about the matter of the agreement before it, and the evidence stands there."""
    claim = of_act(claims_of(*sentences, lang=lang), "sign")
    assert claim.sectors == sectors
    assert claim.evidence["sectors.0"][0].start < claim.evidence["act"][0].start


def test_the_title_says_what_a_silent_clause_is_about():
    """A page's title stands next to each of its claims."""
    claims = claims_of(
        ("title", "Peru to buy patrol submarines"), "Peru and Italy signed a contract on Monday in Lima.", lang="en"
    )
    assert "defence" in claims[-1].sectors


def test_a_cue_of_another_claim_of_the_sentence_is_not_taken():
    """Of two papers under one verb each keeps its own matter, however weak its cue."""
    claims = claims_of(
        "Chile and Ghana signed a memorandum on museums and a memorandum on the training of judges.", lang="en"
    )
    assert sorted(claim.sectors for claim in claims) == [("culture",), ("education-mobility",)]


def test_talks_on_nothing_named_stay_diplomacy():
    """What stands around a mere talk is not its matter."""
    claims = claims_of(
        "Chile and Ghana signed an agreement on fishing ports.",
        "The presidents of Chile and Ghana met on Tuesday in Accra.",
        lang="en",
    )
    assert of_act(claims, "consult").sectors == ("diplomacy",)


def test_a_visit_is_the_matter_of_a_consultation_and_not_of_a_signing():
    """During whose visit a paper was signed says nothing of what it is on."""
    claims = claims_of("पेरू के राष्ट्रपति की यात्रा के दौरान पेरू और घाना ने समझौते पर हस्ताक्षर किए।")
    assert of_act(claims, "sign").sectors == ()


def test_what_the_text_calls_a_field_weighs_more():
    """ "In the field of …" names the matter, a ministry beside it only who acts."""
    claims = claims_of(
        "The ministry of education of Chile told of a plan of Ghana in the field of glaciers.",
        "The agreement was signed by Chile and Ghana in Accra.",
        lang="en",
    )
    assert of_act(claims, "sign").sectors[0] == "environment"
