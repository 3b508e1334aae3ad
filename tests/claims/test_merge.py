"""Merging: what a page says twice becomes one claim, what it says apart stays apart."""

from __future__ import annotations

from karar.model.claims import Claim
from tests.reference.known import claims_of, document, draft_of

SIGNED = "भारत और वियतनाम ने साइबर सुरक्षा पर समझौता ज्ञापन पर हस्ताक्षर किए।"


def said(claims: list[Claim]) -> list[tuple[str, tuple[str, ...]]]:
    """Acts and sectors, in the order of the text."""
    return [(claim.act, claim.sectors) for claim in claims]


def test_a_headline_and_the_body_that_repeats_it_are_one_claim():
    """Headline and body saying the same are one claim, with what either says."""
    claims = claims_of(
        ("title", "भारत और वियतनाम के बीच साइबर सुरक्षा पर करार"),
        "भारत और वियतनाम ने साइबर सुरक्षा पर समझौते पर 5 मार्च 2024 को हस्ताक्षर किए।",
    )
    assert said(claims) == [("sign", ("cyber",))]
    assert claims[0].when is not None
    assert claims[0].when.value == "2024-03-05"


def test_a_headline_about_something_else_stays_its_own():
    """Another field is another claim."""
    claims = claims_of(
        ("title", "भारत और वियतनाम के बीच साइबर सुरक्षा पर करार"), "भारत और वियतनाम ने रेल परियोजना पर समझौते पर हस्ताक्षर किए।"
    )
    assert len(claims) == 2


def test_an_english_headline_and_its_body_are_one_claim():
    """The same in English."""
    claims = claims_of(
        ("title", "India, Vietnam sign pact on cyber security"),
        "India and Vietnam signed a memorandum of understanding on cyber security in Hanoi.",
        lang="en",
    )
    assert said(claims) == [("sign", ("cyber",))]
    assert claims[0].instrument.type == "memorandum"


def test_lines_of_a_list_are_never_merged():
    """Each line of an official list is one instrument, even where the words are nearly the same."""
    claims = claims_of(
        "भारत और वियतनाम के बीच इन समझौतों पर हस्ताक्षर हुए:",
        ("item", "भारत और वियतनाम के बीच साइबर सुरक्षा पर समझौता ज्ञापन"),
        ("item", "भारत और वियतनाम के बीच साइबर सुरक्षा प्रशिक्षण पर समझौता ज्ञापन"),
        ("item", "भारत और वियतनाम के बीच साइबर सुरक्षा शोध पर समझौता ज्ञापन"),
    )
    assert sum(claim.quote.text.startswith("भारत और वियतनाम के बीच साइबर") for claim in claims) == 3


def test_two_parties_and_two_other_parties_stay_apart():
    """The same act between others is another claim."""
    claims = claims_of(SIGNED, "भारत और ओमान ने साइबर सुरक्षा पर समझौता ज्ञापन पर हस्ताक्षर किए।")
    assert [set(claim.parties) for claim in claims] == [{"IN", "VN"}, {"IN", "OM"}]


def test_different_sums_stay_apart():
    """Two promises of different size are two."""
    claims = claims_of("जापान ने भारत को 10 अरब येन का ऋण दिया।", "जापान ने भारत को 20 अरब येन का ऋण दिया।")
    assert [claim.amounts[0].value for claim in claims] == ["10000000000", "20000000000"]


def test_the_same_sentence_twice_is_one_claim():
    """A repeated sentence says nothing new."""
    assert len(claims_of(SIGNED, SIGNED)) == 1


def test_claims_come_in_the_order_of_the_text():
    """Quotes rise through the document, and ids are distinct."""
    claims = claims_of(
        "भारत ने नेपाल को 10 एंबुलेंस सौंपीं।",
        SIGNED,
        "जापान भारत में 10 अरब येन का निवेश करेगा।",
    )
    starts = [claim.quote.start for claim in claims]
    assert starts == sorted(starts)
    assert len({claim.id for claim in claims}) == len(claims) == 3


def test_evidence_of_a_merged_claim_belongs_to_its_values():
    """A field taken from the other telling brings its evidence along."""
    doc = document(
        ("title", "जापान भारत में 10 अरब येन का निवेश करेगा"),
        "जापान भारत में निवेश करेगा।",
    )
    (claim,) = draft_of(doc).claims
    assert [span.of(doc.text) for span in claim.evidence["amounts.0"]] == ["10 अरब येन"]
