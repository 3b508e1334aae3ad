"""Marks: the first look is never too strict, and what it lets go is never read."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path

import pytest

from karar.evaluation.golden import load_golden
from karar.frames.parties import party_of
from karar.model.documents import Document, Page, PageFacts
from karar.pages.read import decode_page, read_page
from karar.pipeline.stages import STAGES, read_document, start_draft
from karar.scan.marks import Marks, marker_for
from karar.text.normalise import fold
from tests.reference.known import ROOT, document, draft_of, reference

EXAMPLES = sorted(path for path in (ROOT / "examples" / "pages").iterdir() if path.suffix in (".txt", ".html"))
GOLDEN = [case for case in load_golden(ROOT / "tests" / "golden") if not case.xfail]


def look(text: str) -> Marks:
    """What the first look finds in ``text``."""
    return marker_for(reference()).look(fold(text))


def worth_reading(text: str) -> bool:
    """Whether the gate lets a page with this text in."""
    return marker_for(reference()).worth_reading(text)


@cache
def example(path: Path) -> Document:
    """An example page as a document."""
    return read_page(Page(path.read_bytes(), path.name))


CASES = [
    ("two states and an act", "भारत और जापान ने समझौते पर हस्ताक्षर किए।", {"IN", "JP"}, True, False),
    ("a state's official is a state's mark", "जापान के प्रधानमंत्री से बात हुई।", {"JP"}, True, False),
    ("a verb that needs no noun tells an act", "France donated tents to Laos.", {"FR", "LA"}, True, False),
    ("what refers back is marked", "इस समझौते पर हस्ताक्षर हुए।", set(), True, True),
    ("a word that only begins like a state is none", "Chinaware broke.", set(), False, False),
    ("no mark at all", "कल रात तेज़ बारिश होने से फसल खराब हुई।", set(), False, False),
]


@pytest.mark.parametrize(("text", "states", "acts", "refers"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_the_first_look(text: str, states: set[str], acts: bool, refers: bool):
    """States by name, people or offices, acts by noun or verb, and references back."""
    marks = look(text)
    assert states <= marks.states
    assert (bool(marks.states), marks.acts, marks.refers) == (bool(states), acts, refers)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_reading_of_marked_sentences_finds_what_a_thorough_one_finds(path: Path):
    """What the first look passes over holds no claim, and no party or date of one."""
    doc = example(path)
    assert list(read_document(doc, reference()).claims) == draft_of(doc).claims


def test_golden_cases_read_the_same_either_way():
    """The same over all golden cases put one below the other, each in its language."""
    for lang in ("hi", "en"):
        for case in (case for case in GOLDEN if case.lang == lang):
            doc = document(("paragraph", case.text), lang=lang, published=case.published)
            assert list(read_document(doc, reference()).claims) == draft_of(doc).claims, case.name


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_state_that_is_read_was_marked(path: Path):
    """No mention of a state stands in a sentence that the first look found without it."""
    draft = draft_of(example(path))
    for marks, mentions in zip(draft.marks, draft.mentions, strict=True):
        assert {code for mention in mentions if (code := party_of(mention))} <= marks.states


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_gate_lets_in_every_example_with_a_claim(path: Path):
    """Markup, entities and encodings do not hide what a page tells."""
    page = Page(path.read_bytes(), path.name)
    if read_document(read_page(page), reference()).claims:
        decoded = decode_page(page)
        assert worth_reading(decoded.text)
        coded = "".join(f"&#{ord(char)};" if ord(char) > 127 else char for char in decoded.text)
        assert worth_reading(coded)


def test_the_gate_lets_in_every_golden_case_with_a_claim():
    """None of the golden cases that expect a claim is let go."""
    lost = [case.name for case in GOLDEN if case.expect and not worth_reading(case.text)]
    assert lost == []


def test_entities_and_tags_hide_nothing():
    """The gate reads entities, by name and by number, wherever a long page is parted."""
    text = "<p>India&nbsp;and&#32;Japan <b>signed</b> a pact</p>"
    assert worth_reading(text)
    for before in range(16_000, 16_700, 37):
        assert worth_reading("x " * (before // 2) + html.escape(text).replace("India", "&#73;&#110;&#100;&#105;&#97;"))


def test_two_sides_are_marked_apart():
    """ "Both countries" joins two sides by itself; "the agreement" needs states around it."""
    assert look("दोनों देशों ने हस्ताक्षर किए।").joins
    assert not look("इस समझौते पर हस्ताक्षर हुए।").joins
    assert look("जापान ने इस समझौते पर हस्ताक्षर किए।").joins


def test_a_page_without_two_states_is_let_go():
    """One state alone, or two without any act, make no claim."""
    assert not worth_reading("<p>The festival of Japan drew large crowds.</p>")
    assert not worth_reading("<p>गाँव में मेला लगा।</p>" * 2000)


def test_nothing_is_read_where_nothing_is_marked():
    """A document without two states is neither scanned whole nor cut into clauses."""
    draft = start_draft(document("किसानों ने मेले में नई मशीनें देखीं।", lang="hi"), reference())
    for stage in STAGES:
        stage(draft)
    assert draft.clauses == [[]]
    assert draft.sentences[0].hits == ()


GOLD = ROOT.parent / "shared" / "gold"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled pages beside the repository are not here")
def test_the_gate_loses_no_labelled_claim():
    """Every labelled page from which a claim is read is let in."""
    for path in sorted((GOLD / "texts").glob("*.txt")):
        page = Page(path.read_bytes(), path.name, facts=PageFacts(lang="hi" if "-hi" in path.stem else None))
        if read_document(read_page(page), reference()).claims:
            assert worth_reading(decode_page(page).text), path.name


MARKUP = [
    ("a tag's sign inside the text", "<p>2 < 3, and India and Japan signed a pact, 5 > 4</p>"),
    ("a sign in an attribute", '<p title="a > b">India and Japan signed a pact</p>'),
    ("a script that never ends", "<p>India</p><p>Japan</p><script>var a = 1;<p>signed a pact</p>"),
    ("a script's end in a string", "<script>var a = '</script>'; India and Japan signed a pact</script>"),
    ("a comment that looks like a tag", "<!-- <p> --><p>India and Japan signed a pact</p><!-- x"),
    ("text before the first tag", "India and Japan signed a pact <br> and left.</p>"),
    ("words parted by tags", "<td>India</td><td>Japan</td><td>signed a pact</td>"),
    ("capitals in a tag", "<SCRIPT>x</SCRIPT><P>INDIA AND JAPAN SIGNED A PACT</P>"),
]


@pytest.mark.parametrize("markup", [case[1] for case in MARKUP], ids=[case[0] for case in MARKUP])
def test_broken_markup_hides_nothing(markup: str):
    """What a parser would show as text is looked at, however the tags are written."""
    assert worth_reading(markup)


def test_scripts_and_attributes_are_no_text():
    """What is never shown does not make a page worth reading."""
    assert not worth_reading("<script>India Japan signed a pact</script><p>Rain fell.</p>")
    assert not worth_reading('<p title="India and Japan signed a pact">Rain fell.</p>')


def test_a_long_page_of_open_tags_takes_no_time_in_the_square():
    """Ten thousand opened scripts and signs are looked at once."""
    assert not worth_reading("<script>" * 20_000 + "</")
    assert not worth_reading("<" * 200_000 + "</p>")
