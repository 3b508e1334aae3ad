"""Clauses: the stretch of a sentence that one finite verb group governs."""

from __future__ import annotations

import pytest

from tests.reference.known import document, draft_of


def clauses(text: str, lang: str) -> list[str]:
    """The clauses of one sentence as normalised text, white space trimmed."""
    (found,) = draft_of(document(text, lang=lang)).clauses
    return [clause.sent.text[clause.start : clause.end].strip() for clause in found]


CASES = [
    ("one verb", "hi", "भारत ने ऋण दिया।", ["भारत ने ऋण दिया।"]),
    (
        "two verbs",
        "hi",
        "जापान ने ऋण दिया और भारत ने सड़क बनाई।",
        ["जापान ने ऋण दिया", "और भारत ने सडक बनाई।"],
    ),
    (
        "an infinitive stays inside",
        "hi",
        "जापान भारत में निवेश करने पर सहमत हुआ।",
        ["जापान भारत में निवेश करने पर सहमत हुआ।"],
    ),
    ("a headline without a verb", "hi", "भारत और जापान में करार", ["भारत और जापान में करार"]),
    ("one verb", "en", "India signed a pact.", ["india signed a pact."]),
    (
        "two verbs",
        "en",
        "India signed a pact and Japan gave a loan.",
        ["india signed a pact", "and japan gave a loan."],
    ),
    ("an infinitive stays inside", "en", "India agreed to invest in Japan.", ["india agreed to invest in japan."]),
    ("a headline infinitive governs", "en", "India, Japan to sign pact", ["india, japan to sign pact"]),
    (
        "names joined by and are no boundary",
        "en",
        "India met Japan and South Korea in Tokyo.",
        ["india met japan and south korea in tokyo."],
    ),
]


@pytest.mark.parametrize(("why", "lang", "text", "wanted"), CASES, ids=[f"{case[1]}-{case[0]}" for case in CASES])
def test_a_clause_is_what_one_verb_governs(why: str, lang: str, text: str, wanted: list[str]):
    """Finite verbs part clauses; infinitives and joined names do not."""
    assert clauses(text, lang) == wanted


def test_an_infinitive_is_kept_as_nested():
    """What is agreed on hangs on the clause's own verb."""
    (clause,) = draft_of(document("जापान भारत में निवेश करने पर सहमत हुआ।")).clauses[0]
    assert clause.verbs is not None
    assert [group.lemmas for group in clause.nested] == [("करना",)]


def test_mentions_belong_to_the_clause_they_start_in():
    """Each clause has its own names."""
    first, second = draft_of(document("जापान ने ऋण दिया और भारत ने सड़क बनाई।")).clauses[0]
    assert [mention.value for mention in first.mentions if mention.kind == "party"] == ["JP"]
    assert [mention.value for mention in second.mentions if mention.kind == "party"] == ["IN"]
    assert second.follows is first


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize(
    "text", ["", "।", "...", "123", "भारत", "India", "और", "and to be", "है", "(", "किया जा", "के साथ"]
)
def test_fragments_do_no_harm(lang: str, text: str):
    """A scrap of a sentence in either language gives no claim and no fault."""
    assert draft_of(document(text or " ", lang=lang)).claims == []
