"""Building: currencies settled by the parties, two forms of one sum, who speaks, and what the claim points at."""

from __future__ import annotations

import pytest

from karar.model.claims import Claim, identify
from tests.reference.known import claims_of, document, draft_of


def one(text: str, lang: str = "hi", published: str | None = None) -> Claim:
    """The only claim of ``text``."""
    (claim,) = claims_of(text, lang=lang, published=published)
    return claim


RUPEES = [
    ("भारत भूटान को 500 करोड़ रुपये का अनुदान देगा।", "hi", "INR"),
    ("चीन श्रीलंका को 500 करोड़ रुपये का अनुदान देगा।", "hi", "LKR"),
    ("चीन पाकिस्तान को 500 करोड़ रुपये का अनुदान देगा।", "hi", "PKR"),
    ("जापान फ्रांस को 500 करोड़ रुपये का अनुदान देगा।", "hi", None),
    ("India will give Bhutan Rs 500 crore.", "en", "INR"),
    ("China will give Nepal a grant of Rs 500 crore.", "en", "NPR"),
    ("China will give Nepal ¥500 million.", "en", "CNY"),
    ("Japan will give Nepal ¥500 million.", "en", "JPY"),
]


@pytest.mark.parametrize(("text", "lang", "currency"), RUPEES)
def test_the_parties_settle_whose_rupees_they_are(text: str, lang: str, currency: str | None):
    """A rupee is that of the one rupee state that pays or gets; a yen sign with China is a yuan."""
    assert [amount.currency for amount in one(text, lang).amounts] == [currency]


def test_a_sum_without_a_currency_keeps_none():
    """Rupees are never assumed, and the claim says so as a problem."""
    for claim in claims_of("जापान भारत में 500 करोड़ का निवेश करेगा।"):
        assert [amount.currency for amount in claim.amounts] in ([], [None])
        if claim.amounts:
            assert [problem.kind for problem in claim.problems] == ["unknown-currency"]


def test_two_forms_of_one_sum_are_linked():
    """A conversion points at the sum that was stated first."""
    amounts = one("जापान भारत में 10 ट्रिलियन येन (करीब 6 लाख करोड़ रुपये) का निवेश करेगा।").amounts
    assert [(amount.value, amount.currency, amount.same_as) for amount in amounts] == [
        ("10000000000000", "JPY", None),
        ("6000000000000", "INR", 0),
    ]


ATTRIBUTIONS = [
    ("सूत्रों ने बताया कि भारत और जापान समझौते पर हस्ताक्षर करेंगे।", "hi", "unnamed"),
    ("भारत और जापान समझौते पर हस्ताक्षर करेंगे।", "hi", "outlet"),
    ("India and Japan will sign an agreement, sources said.", "en", "unnamed"),
    ("India and Japan will sign an agreement, a spokesperson said.", "en", "official"),
]


@pytest.mark.parametrize(("text", "lang", "kind"), ATTRIBUTIONS)
def test_whose_word_it_is(text: str, lang: str, kind: str):
    """Unnamed sources, officials, or the outlet itself."""
    assert one(text, lang).attribution.kind == kind


def test_the_quote_is_the_clause_in_the_stored_text():
    """Spelling and digits in the quote are those of the page."""
    text = "जापान ने भारत को १० करोड़ येन का क़र्ज़ दिया।"
    claim = one(text)
    assert claim.quote.text == text[claim.quote.start : claim.quote.end]
    assert "१० करोड़ येन" in claim.quote.text
    assert [span.of(text) for span in claim.evidence["amounts.0"]] == ["१० करोड़ येन"]


def test_provenance_comes_from_the_document():
    """Source and reading are the document's, not the text's."""
    doc = document("भारत और जापान ने समझौते पर हस्ताक्षर किए।", published="2025-08-30", uri="https://example.org/a")
    (claim,) = draft_of(doc).claims
    assert (claim.source.uri, claim.source.published, claim.source.lang) == (
        "https://example.org/a",
        "2025-08-30",
        "hi",
    )
    assert claim.reading.document == doc.digest
    assert claim.reading.reader.startswith("grammar/")


def test_the_address_is_outside_the_identity():
    """One text at two addresses gives the same claim; another day of publication does not."""
    text = "भारत और जापान ने समझौते पर हस्ताक्षर किए।"
    ids = [draft_of(document(text, uri=uri, published=day)).claims[0].id for uri, day in (("a:", None), ("b:", None))]
    other = draft_of(document(text, uri="a:", published="2025-01-01")).claims[0].id
    assert ids[0] == ids[1] != other


def test_an_id_is_the_hash_of_what_was_read():
    """Identifying again changes nothing."""
    claim = one("भारत और जापान ने समझौते पर हस्ताक्षर किए।")
    assert identify(claim) == claim


def test_a_weekday_needs_a_day_to_hang_on():
    """Without a day of publication a weekday stays a weekday."""
    text = "भारत और जापान ने शुक्रवार को समझौते पर हस्ताक्षर किए।"
    free, anchored = one(text).when, one(text, published="2021-03-28").when
    assert free is not None
    assert anchored is not None
    assert (free.value, free.precision) == (None, "weekday")
    assert anchored.value == "2021-03-26"


def test_a_title_alone_is_read():
    """A headline without a body is a page, too."""
    (claim,) = claims_of(("title", "भारत-अर्जेंटीना के बीच लिथियम खनन पर करार"))
    assert set(claim.parties) == {"IN", "AR"}


PEOPLE = [
    ("Norway's minister Mr Olav Brekke signed a pact on health with Peru.", ["Olav Brekke"]),
    ("Foreign Minister H.E. Mr. Lars Berg of Norway signed a pact on health with Peru.", ["Lars Berg"]),
    ("The Governments of Chile and Peru signed a pact on health.", []),
]


@pytest.mark.parametrize(("text", "names"), PEOPLE)
def test_title_before_a_name_is_nobody(text: str, names: list[str]) -> None:
    """ "Mr" and "H.E." are no part of a name and no actors, nor are the governments of the parties themselves."""
    assert [actor.name for actor in one(text, lang="en").actors] == names
