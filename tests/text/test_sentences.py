"""Sentences: where they end, and how they point back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karar.text.normalise import fold
from karar.text.sentences import split_block, split_document
from tests.reference.known import document

ABBREVIATIONS = frozenset({"dr", "mr", "rs", "no", "u.s", "डॉ", "रु"})


def split(text: str) -> list[str]:
    """The sentences of ``text``, folded."""
    folded = fold(text)
    return [folded[start:end] for start, end in split_block(folded, ABBREVIATIONS)]


CASES = [
    ("danda", "भारत गया। फिर आया।", ["भारत गया।", "फिर आया।"]),
    ("danda without a space", "भारत गया।फिर आया।", ["भारत गया।", "फिर आया।"]),
    ("a bar for a danda", "भारत गया| फिर आया|", ["भारत गया।", "फिर आया।"]),
    ("a double danda", "भारत गया॥ फिर आया॥", ["भारत गया।", "फिर आया।"]),
    ("a full stop in Hindi", "भारत गया. फिर आया.", ["भारत गया.", "फिर आया."]),
    ("question and exclamation marks", "क्या हुआ? वाह! ठीक है।", ["क्या हुआ?", "वाह!", "ठीक है।"]),
    ("abbreviations", "Dr. Rao met Mr. Abe. They talked.", ["dr. rao met mr. abe.", "they talked."]),
    ("a Hindi abbreviation", "डॉ. जयशंकर आए। वे गए।", ["डॉ. जयशंकर आए।", "वे गए।"]),
    ("initials", "S. Jaishankar met J. D. Vance. They talked.", ["s. jaishankar met j. d. vance.", "they talked."]),
    ("acronyms", "The U.S. officials met. They left.", ["the u.s. officials met.", "they left."]),
    (
        "letters in Devanagari",
        "भारत और यू.के. ने बात की। फिर आई.एम.एफ. गया।",
        ["भारत और यू.के. ने बात की।", "फिर आई.एम.एफ. गया।"],
    ),
    ("money", "It cost Rs. 5.5 crore. It was paid.", ["it cost rs. 5.5 crore.", "it was paid."]),
    ("decimals", "Growth was 7.6 percent.", ["growth was 7.6 percent."]),
    ("a number at the end", "They signed in 2030. Then they left.", ["they signed in 2030.", "then they left."]),
    ("three full stops", "Wait... Then it went.", ["wait...", "then it went."]),
    ("semicolon", "They met; they signed.", ["they met;", "they signed."]),
    ("an abbreviation that ends the text", "They paid the U.S.", ["they paid the u.s."]),
    ("no end mark", "भारत और जापान में करार", ["भारत और जापान में करार"]),
    ("white space only", " \n\t ", []),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("why", "text", "sentences"), CASES, ids=[case[0] for case in CASES])
def test_where_a_sentence_ends(why: str, text: str, sentences: list[str]):
    """Sentences end at dandas and their look-alikes and at full stops that end something."""
    assert split(text) == sentences


def test_an_ellipsis_sign_reads_like_three_full_stops():
    """ "…" ends what "..." ends."""
    assert len(split("Wait… Then it went.")) == len(split("Wait... Then it went."))


def test_a_closing_quote_stays_with_its_sentence():
    """What closes a sentence does not open the next one."""
    assert split('He said "we agree." They left.') == ['he said "we agree."', "they left."]


def test_bullets_stand_between_sentences():
    """A bullet parts two items and belongs to neither."""
    assert split("• space • defence") == ["space", "defence"]


@settings(derandomize=True)
@given(st.text(alphabet="अबक।.?!; \n•*ab1()'\"…|", max_size=60))
def test_sentences_cover_all_letters_in_order(text: str):
    """No letter is lost, sentences do not overlap and are not blank."""
    folded = fold(text)
    spans = list(split_block(folded, ABBREVIATIONS))
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    inside = "".join(folded[start:end] for start, end in spans)
    assert [char for char in inside if char.isalnum()] == [char for char in folded if char.isalnum()]


def test_a_sentence_points_at_its_stored_text():
    """Spans of a sentence count in the document, not in the block."""
    doc = document("पहला खंड।", "हिन्दी में लिखा। ज़मीन पर करार हुआ।")
    sentences = split_document(doc, frozenset())
    assert [sent.stored() for sent in sentences] == ["पहला खंड।", "हिन्दी में लिखा।", "ज़मीन पर करार हुआ।"]
    assert sentences[2].text == "जमीन पर करार हुआ।"
    assert sentences[2].stored(0, 4) == "ज़मीन"
    assert [sent.index for sent in sentences] == [0, 1, 2]


def test_blocks_are_never_joined():
    """A title without an end mark does not run into the paragraph below it."""
    doc = document(("title", "भारत और जापान में करार"), "टोक्यो में हस्ताक्षर हुए")
    assert [sent.block.kind for sent in split_document(doc, frozenset())] == ["title", "paragraph"]


def test_tokens_keep_vowel_signs_and_decimals_whole():
    """A Devanagari word with its signs is one token, and so are 7.6 and u.s."""
    sent = split_document(document("भारत ने 7.6 अरब (U.S) दिए।"), frozenset({"u.s"}))[0]
    words = [sent.text[start:end] for start, end in sent.tokens]
    assert words == ["भारत", "ने", "7.6", "अरब", "(", "u.s", ")", "दिए", "।"]
