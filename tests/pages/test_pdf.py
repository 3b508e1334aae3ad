"""PDF files: what their sheets say is stored, paragraphs are blocks, margins are left."""

import pytest

from karar.errors import PageError
from karar.model.documents import Document
from tests.pages.drawn import Text, draw, page_of, wrap
from tests.pages.written import EN_FIRST, EN_HEADLINE, EN_SECOND, EN_THIRD, FIRST, HEADLINE, SECOND, THIRD, read, said


def plain(doc: Document) -> list[str]:
    """List the text of a document's blocks, their lines joined."""
    return [" ".join(text.split()) for text in said(doc)]


def release(headline: str, *paragraphs: str, top: float = 760.0) -> list[Text]:
    """Draw a release: a headline in larger letters, paragraphs with gaps between them."""
    lines = [Text(headline, top, size=16)]
    y = top - 40
    for paragraph in paragraphs:
        for line in wrap(paragraph):
            lines.append(Text(line, y))
            y -= 14
        y -= 12
    return lines


@pytest.fixture(scope="module")
def hindi() -> Document:
    """Read a Hindi release of one sheet."""
    return read(draw(release(HEADLINE, FIRST, SECOND, THIRD)), "a.pdf")


def test_paragraphs_over_several_lines_are_blocks(hindi):
    """A paragraph is one block over all of its lines; the largest line is the title; nothing is rewritten."""
    assert plain(hindi) == [HEADLINE, FIRST, SECOND, THIRD]
    assert [block.kind for block in hindi.blocks] == ["title", "paragraph", "paragraph", "paragraph"]
    assert (hindi.projection, hindi.lang, hindi.problems) == ("pdf/1", "hi", ())
    assert "\n" in said(hindi)[1]


def test_margins_are_no_text_and_cut_no_sentence():
    """Running heads, feet and page numbers are left, and a paragraph goes on from one sheet to the next."""
    parts = wrap(" ".join([EN_FIRST, EN_SECOND, EN_THIRD] * 2))
    sheets = []
    for number, lines in enumerate((parts[:4], parts[4:8], parts[8:])):
        own = page_of(*lines, top=120.0) if number < 2 else page_of(*lines, top=760.0)
        head = Text("Ministry of External Affairs", 800.0)
        sheets.append(
            [head, *([Text(EN_HEADLINE, 740.0, size=16)] if not number else []), *own, Text(f"{number + 1}", 40.0)]
        )
    doc = read(draw(*sheets), "a.pdf")
    assert plain(doc) == [EN_HEADLINE, " ".join(parts)]
    assert doc.text.count("Ministry of External Affairs") == 3


def test_two_columns_are_read_one_after_the_other():
    """Columns drawn one after the other stay apart, and a sentence goes on from the foot of the first."""
    lines = wrap(" ".join([EN_FIRST, EN_SECOND, EN_THIRD] * 2), 200.0)
    half = len(lines) // 2 - 1  # in the middle of a sentence
    drawn = [Text(EN_HEADLINE, 760.0, size=16)]
    drawn += [Text(line, 700 - 14 * i) for i, line in enumerate(lines[:half])]
    drawn += [Text(line, 700 - 14 * i, x=320.0) for i, line in enumerate(lines[half:])]
    assert plain(read(draw(drawn), "a.pdf")) == [EN_HEADLINE, " ".join(lines)]


def test_cells_of_a_table_are_blocks_of_their_own():
    """What stands side by side in a table is not run together; a number alone is no block."""
    rows = [
        ("1.", "Agreement on port security between", "Minister of"),
        ("2.", "Memorandum on patrol boats for the", "Secretary for"),
    ]
    more = [("the two states", "Defence"), ("coast guard", "Shipping")]
    drawn = release("List of papers signed during the visit", EN_FIRST)
    for i, ((number, paper, who), (rest, whose)) in enumerate(zip(rows, more, strict=True)):
        y = 600 - 40 * i
        drawn += [
            Text(number, y),
            Text(paper, y, x=110),
            Text(rest, y - 14, x=110),
            Text(who, y, x=360),
            Text(whose, y - 14, x=360),
        ]
    doc = read(draw(drawn), "a.pdf")
    assert [" ".join(text.split()) for text in said(doc, "cell")] == [
        "Agreement on port security between the two states",
        "Minister of Defence",
        "Memorandum on patrol boats for the coast guard",
        "Secretary for Shipping",
    ]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted On: 29 AUG 2025 5:30PM by PIB Delhi", "2025-08-29"),
        ("New Delhi, 29 August 2025", "2025-08-29"),
        ("नई दिल्ली, 29 अगस्त 2025", "2025-08-29"),
    ],
)
def test_the_day_below_the_headline(line, day):
    """The day of a release is found by the same rules as on any page."""
    drawn = release(EN_HEADLINE, EN_FIRST, EN_SECOND)
    assert read(draw([drawn[0], Text(line, 740.0), *drawn[1:]]), "a.pdf").published == day


def test_a_letterhead_is_no_headline():
    """The office's name above a release is larger than its headline, and is not it."""
    drawn = [Text("Government of India", 800.0, size=22), Text("Ministry of External Affairs", 780.0, size=18)]
    assert read(draw([*drawn, *release(EN_HEADLINE, EN_FIRST, EN_SECOND, top=740.0)]), "a.pdf").title == EN_HEADLINE


def test_a_divided_word_is_one_word():
    """A word that a line's end divides has a soft hyphen where it was divided; a compound keeps its own."""
    lines = ["India and Kenya have signed a pact on the long-", "term supply of minerals. Under the new agree-"]
    lines += ["ment both of them build plants, and the first", "long-term supply is to begin in the next year."]
    drawn = [Text(EN_HEADLINE, 760.0, size=16), *page_of(*lines)]
    text = said(read(draw(drawn), "a.pdf"))[1]
    assert "the long-term supply" in text
    assert "agree\u00adment both" in text


DRAWN = (
    "भारत और नेपाल के \u093fवदेश मं\u0924\u094d\u0930\u0940 ने \u093fदल\u094dली में कायर\u094d समझौते पर "
    "हस्ताक्षर \u093fकए। यह वषर\u094d महत्वपूणर\u094d है।"
)
READ = "भारत और नेपाल के विदेश मंत्री ने दिल्ली में कार्य समझौते पर हस्ताक्षर किए। यह वर्ष महत्वपूर्ण है।"


def test_signs_in_the_order_of_drawing_are_put_in_the_order_of_reading():
    """Where each sign only says what it is, ि comes before its letter and र् after; the text is mended, and says so."""
    doc = read(draw([Text(HEADLINE.replace("ि", ""), 760.0, size=16), Text(DRAWN, 700.0)]), "a.pdf")
    assert said(doc)[1] == READ
    assert [problem.kind for problem in doc.problems] == ["signs-reordered"]


def test_clusters_that_say_what_they_read_are_kept():
    """A font that says of each cluster what it reads needs no mending, and gets none."""
    glyphs = ["नि", "वे", "श", " ", "का", " ", "का", "र्य", " ", "कि", "या", " ", "ग", "या", "।"]
    doc = read(draw([Text(HEADLINE, 760.0, size=16), Text(FIRST, 720.0, size=9), Text(glyphs, 700.0)]), "a.pdf")
    assert "निवेश का कार्य किया गया।" in doc.text
    assert not doc.problems


def test_a_legacy_font_is_told():
    """A file set in Kruti Dev is an error that names it; a letterhead in it is left out, with a problem."""
    kruti = ["Hkkjr ds iz/kkuea=h us dgk fd tkiku ds lkFk", "le>kSrs ij gLrk{kj fd;s x;s gSaA"]
    with pytest.raises(PageError, match=r"legacy font \(Kruti Dev\).*Convert it to Unicode"):
        read(draw(page_of(*kruti, font="ABCDEF+KrutiDev010")), "a.pdf")
    doc = read(draw([Text(kruti[0], 800.0, font="Kruti Dev 010"), *release(EN_HEADLINE, EN_FIRST, EN_SECOND)]), "a.pdf")
    assert [problem.kind for problem in doc.problems] == ["legacy-font"]
    assert "Hkkjr" not in doc.text


def test_signs_given_out_as_letters_are_told():
    """A font that gives out ि as a letter leaves words that no Hindi has; the document says so."""
    broken = "भारत सरकार ने नेपाल के साथ समझौता ककया और ववदेश मंत्री ने ननवेश के ललए ददल्ली में बैठक की।"
    doc = read(draw(release(HEADLINE, broken)), "a.pdf")
    assert [problem.kind for problem in doc.problems] == ["hidden-signs"]


def test_a_web_page_printed_to_a_file_loses_its_furniture():
    """What a browser prints beside the article is left as on a saved page."""
    drawn = release(
        EN_HEADLINE, EN_FIRST, EN_SECOND, EN_THIRD, "Related articles", "Film festival opens in the capital"
    )
    address = Text("https://example.org/a", 17.0, size=8)
    assert plain(read(draw([*drawn, address, Text("1/1", 17.0, x=560.0, size=8)]), "a.pdf")) == [
        EN_HEADLINE,
        EN_FIRST,
        EN_SECOND,
        EN_THIRD,
    ]
