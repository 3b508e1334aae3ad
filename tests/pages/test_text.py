"""Plain text saved from a page: the article is found, the page around it is left."""

import pytest

from tests.pages.written import (
    EN_FIRST,
    EN_HEADLINE,
    EN_SECOND,
    EN_THIRD,
    FIRST,
    HEADLINE,
    SECOND,
    THIRD,
    lines,
    read,
    said,
)

TEASERS = [
    "फिल्म महोत्सव में इस बार दिखाई जाएंगी चालीस फिल्में",
    "फिल्म महोत्सव में इस बार दिखाई जाएंगी चालीस फिल्में, आयोजकों ने मंगलवार को",
    "बारिश से कई जिलों में फसल को नुकसान",
    "पिछले तीन दिनों से हो रही बारिश ने किसानों की चिंता बढ़ा",
    "क्रिकेट टीम का ऐलान, दो नए खिलाड़ी शामिल",
    "चयन समिति ने बुधवार को आगामी दौरे के लिए टीम की",
]
HINDI = [HEADLINE, FIRST, SECOND, THIRD]
ENGLISH = [EN_HEADLINE, EN_FIRST, EN_SECOND, EN_THIRD]


def test_a_clean_text_is_kept_whole():
    """Headline and paragraphs of a page without noise are all blocks, the headline as title."""
    doc = read(lines(*HINDI))
    assert said(doc) == HINDI
    assert [block.kind for block in doc.blocks] == ["title", "paragraph", "paragraph", "paragraph"]
    assert doc.title == HEADLINE
    assert doc.projection == "text/1"
    assert doc.lang == "hi"


def test_a_doubled_headline_is_one_title():
    """A headline said twice gives exactly one block."""
    assert said(read(lines(HEADLINE, *HINDI))) == HINDI
    assert said(read(f"{EN_HEADLINE}\n{EN_HEADLINE}\n\n{lines(*ENGLISH[1:])}")) == ENGLISH


@pytest.mark.parametrize(
    "above",
    [
        ["भारत"],
        ["होम", "देश", "विदेश", "खेल"],
        ["Home » World » Asia"],
        ["होम / देश / भारत"],
        ["We use cookies to improve your experience. By continuing to use this site, you agree to our cookie policy."],
        ["Skip to content", "Menu", "Search", "Login"],
        ["Facebook Twitter WhatsApp", "Share"],
        TEASERS[:4],
    ],
    ids=["category", "menu", "breadcrumb", "breadcrumb-hi", "cookies", "controls", "share-bar", "teasers"],
)
def test_what_stands_above_the_headline_is_left(above):
    """Category labels, menus, breadcrumbs, cookie notices and teasers above the headline are no blocks."""
    assert said(read(lines(*above, *HINDI))) == HINDI


@pytest.mark.parametrize(
    "between",
    [
        ["By Asha Verma", "August 30, 2025, 10:15 AM IST"],
        ["न्यूज डेस्क, नई दिल्ली"],
        ["Written by: Asha Verma", "Updated: 30 Aug 2025 11:20 AM"],
        ["शेयर करें", "Facebook", "Twitter", "WhatsApp"],
        ["फोटो: पीआईबी"],
        ["काठमांडू में बैठक के दौरान दोनों मंत्री (फाइल फोटो)"],
        ["3 min read", "Listen to this article"],
    ],
    ids=["byline", "desk", "written-by", "share-bar", "credit", "caption", "reading-time"],
)
def test_what_stands_between_headline_and_body_is_left(between):
    """Bylines, dates, share bars and photo credits under the headline are no blocks."""
    assert said(read(lines(HEADLINE, *between, *HINDI[1:]))) == HINDI


@pytest.mark.parametrize(
    "middle",
    [
        ["Also Read: Film festival opens with forty films"],
        ["यह भी पढ़ें: बारिश से कई जिलों में फसल को नुकसान"],
        ["यह भी पढ़ें", TEASERS[0], TEASERS[2], TEASERS[4]],
        ["Related Articles", "Heavy rain floods city streets", "Film festival opens with forty films"],
        ["संबंधित खबरें", TEASERS[2], TEASERS[4]],
        ["Advertisement"],
        ["विज्ञापन"],
        ["Get the day's top headlines straight to your inbox", "Enter your email", "Subscribe"],
        ["हमारे व्हाट्सएप चैनल से जुड़ें"],
        ["Story continues below advertisement"],
    ],
    ids=[
        "also-read",
        "also-read-hi",
        "box",
        "related",
        "related-hi",
        "ad",
        "ad-hi",
        "newsletter",
        "channel",
        "continues",
    ],
)
def test_noise_in_the_middle_is_left_and_the_article_goes_on(middle):
    """A line or a box of other stories between paragraphs is left out; the paragraphs after it are kept."""
    assert said(read(lines(HEADLINE, FIRST, *middle, SECOND, THIRD))) == HINDI


@pytest.mark.parametrize(
    "below",
    [
        ["popular post", *TEASERS],
        ["लोकप्रिय खबरें", *TEASERS],
        TEASERS,
        ["LEAVE A REPLY", "Please enter your comment!", "Please enter your name here"],
        ["Leave a Reply", "Your email address will not be published. Required fields are marked *"],
        ["Comments", "रमेश", "यह बहुत अच्छा समझौता है और इससे भारत और नेपाल दोनों को लाभ होगा, मेरी यही राय है।"],
        ["टैग: भारत, नेपाल, ऊर्जा"],
        ["Tags: India, Nepal, Energy"],
        ["Facebook Twitter WhatsApp Telegram"],
        ["© 2025 समाचार मंच। सर्वाधिकार सुरक्षित।"],
        ["संबंधित खबरें", *TEASERS[::2]],
        ["First Published: 30 August 2025"],
        ["****", "पीके/केसी/एसके"],
    ],
    ids=[
        "popular-post", "popular-hi", "bare-teasers", "comment-form", "comment-form-2", "comments", "tags-hi", "tags",
        "share-bar", "copyright", "related-hi", "first-published", "initials",
    ],
)  # fmt: skip
def test_what_stands_below_the_article_is_left(below):
    """Teasers, comment forms, comments, tags and footers below the article are no blocks."""
    assert said(read(lines(*HINDI, *below))) == HINDI


@pytest.mark.parametrize("credit", ["खबर जनसमाचार", "साभार: जनसमाचार", "(एजेंसी)", "Source: Example Wire", "(भाषा)"])
def test_a_credit_after_the_last_sentence_is_cut(credit):
    """The source's name at a paragraph's end is no part of the block."""
    assert said(read(lines(HEADLINE, FIRST, SECOND, f"{THIRD} {credit}"))) == HINDI


def test_sub_headings_are_kept_as_headings():
    """A short line above a paragraph of the article is a heading."""
    doc = read(lines(HEADLINE, FIRST, "अगले साल शुरू होगा काम", THIRD))
    assert said(doc, "heading") == ["अगले साल शुरू होगा काम"]


def test_english_page_with_everything():
    """All kinds of noise on one page leave the article alone."""
    page = lines(
        "Home", "World", "We use cookies. Accept all", "World", EN_HEADLINE, EN_HEADLINE, "By John Mwangi",
        "Nairobi bureau desk", "Share", "Facebook Twitter", EN_FIRST,
        "Also Read | Film festival opens with forty films", EN_SECOND, "Advertisement",
        EN_THIRD, "Tags: Kenya, ports", "Related Articles", "Heavy rain floods city streets for a third day",
        "Heavy rain floods city streets for a third day as officials", "Leave a Reply", "Post Comment",
    )  # fmt: skip
    assert said(read(page), "title", "paragraph") == ENGLISH


def test_one_line_is_a_title():
    """A file with one line, a project's title, is a document of one title block."""
    doc = read("Japan provides grant for harbour repair in Samoa")
    assert [(block.kind, block.span.of(doc.text)) for block in doc.blocks] == [("title", doc.text)]
    assert doc.title == doc.text
    assert doc.lang == "en"


def test_one_long_line_of_sentences_is_a_paragraph():
    """A whole article on one line is a paragraph, not a headline of a thousand letters."""
    doc = read(f"{FIRST} {SECOND} {THIRD}")
    assert [block.kind for block in doc.blocks] == ["paragraph"]
    assert doc.title is None


def test_a_snippet_of_two_lines_is_kept():
    """A headline with one short line under it is kept whole."""
    assert said(read("भारत और ओमान के बीच वार्ता\nदोनों देश व्यापार बढ़ाएंगे।")) == [
        "भारत और ओमान के बीच वार्ता",
        "दोनों देश व्यापार बढ़ाएंगे।",
    ]


def test_a_bare_list_of_agreements_is_items():
    """Agreements, one a line and without a full stop, are items under their title."""
    agreements = [
        "Agreement between India and Oman on cooperation in higher education",
        "Agreement between India and Oman on maritime heritage",
        "Memorandum of Understanding between India and Oman on agriculture",
        "Agreement between India and Oman on trade in millets",
    ]
    doc = read("\n".join(["List of outcomes", *agreements]))
    assert said(doc, "item") == agreements
    assert doc.title == "List of outcomes"
    assert said(read("\n".join(agreements)), "item") == agreements


def test_a_list_after_a_colon_is_items():
    """Lines after a paragraph that ends in a colon are items, whatever they speak of."""
    doc = read(
        lines(
            EN_HEADLINE, EN_FIRST, "The following were exchanged:", "Letter on fisheries", "Protocol on visas", EN_THIRD
        )
    )
    assert said(doc, "item") == ["Letter on fisheries", "Protocol on visas"]


def test_a_broken_second_copy_is_left_out():
    """A release that says each paragraph again, cut where its inline tags stood, is read once."""
    first = "दोनों मंत्रियों ने 4 दिसंबर , 2025 को नई दिल्ली में द्विपक्षीय बैठक की , जिसमें सहयोग पर चर्चा हुई।"
    pieces = ["दोनों मंत्रियों ने", "4", "दिसंबर", ",", "2025", "को नई दिल्ली में द्विपक्षीय बैठक की", "जिसमें सहयोग पर चर्चा हुई।"]
    assert said(read(lines(first, *pieces, THIRD))) == [first, THIRD]


def test_a_copy_broken_at_every_word_is_left_out():
    """The same where the copy has one word a line and leaves out words said before."""
    crumbs = [word for i, word in enumerate(SECOND.split()) if i % 3]
    assert said(read(lines(FIRST, SECOND, *crumbs, THIRD))) == [FIRST, SECOND, THIRD]


def test_broken_sentences_are_joined():
    """A sentence broken over several lines, with no whole copy, is one block that holds newlines."""
    doc = read("मंत्री ने बैठक के बाद बताया कि समझौता\n\n4\n\nदिसंबर\n\n,\n\n2025\n\nको नई दिल्ली में हुआ।\n")
    assert len(doc.blocks) == 1
    assert " ".join(said(doc)[0].split()).endswith("समझौता 4 दिसंबर , 2025 को नई दिल्ली में हुआ।")


def test_hard_wrapped_text_is_joined():
    """Lines of one width that break inside sentences are one paragraph."""
    wrapped = (
        "India and Kenya signed an agreement on port security in Nairobi\n"
        "on Monday. Under the agreement, India will train 200 Kenyan port\n"
        "officers over three years, and both sides will share what they\n"
        "learn about the routes of smugglers.\n"
    )
    doc = read(f"{wrapped}\n{EN_SECOND[:60]}\n")
    assert said(doc)[0] == wrapped.strip()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 30 Aug 2025", "2025-08-30"),
        ("प्रकाशित: 30 अगस्त 2025, 10:20 पूर्वाह्न", "2025-08-30"),
        ("Updated: 31 Aug 2025 | Published: 30 Aug 2025", "2025-08-30"),
        ("Posted On: 05 DEC 2025 5:26PM by PIB Delhi", "2025-12-05"),
        ("August 30, 2025, 10:15 AM IST", "2025-08-30"),
        ("2025-08-30 14:40:44 Source: wire Editor: A. B.", "2025-08-30"),
        ("30/08/2025", "2025-08-30"),
        ("05/08/2025", None),
        ("शनिवार, 30 अगस्त", None),
    ],
)
def test_the_day_on_a_line_of_its_own(line, day):
    """The day of publication is read from a dated line under the headline, and is never guessed."""
    doc = read(lines(HEADLINE, line, FIRST, SECOND))
    assert doc.published == day
    assert said(doc) == [HEADLINE, FIRST, SECOND]


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("काठमांडू, 29 अगस्त 2025 (भाषा) ", "2025-08-29"),
        ("NAIROBI, Aug 29, 2025 (Wire) - ", "2025-08-29"),
        ("काठमांडू, 29 अगस्त (भाषा) ", None),
        ("NAIROBI, Aug 29 (Wire) - ", None),
    ],
)
def test_a_dateline_stays_in_the_body(dateline, day):
    """A dateline is part of its paragraph; it gives the day only where it names the year."""
    doc = read(lines(HEADLINE, dateline + FIRST, SECOND))
    assert said(doc)[1] == dateline + FIRST
    assert doc.published == day


def test_only_a_day_of_updating_is_noted():
    """A page that names only its last update gives that day, with a problem that says so."""
    doc = read(lines(HEADLINE, "Last Updated: 31 Aug 2025", FIRST, SECOND))
    assert doc.published == "2025-08-31"
    assert [problem.kind for problem in doc.problems] == ["published-from-update"]


def test_a_date_in_a_sentence_is_no_day_of_publication():
    """A day that the article tells of is not the day it was published."""
    assert (
        read(lines(EN_HEADLINE, "The pact was published on 3 March 2021 by both sides in Nairobi.", EN_FIRST)).published
        is None
    )


def test_facts_stand_above_the_page():
    """What was handed in with the page replaces what the page says."""
    doc = read(
        lines(HEADLINE, "Published: 30 Aug 2025", FIRST),
        uri="https://example.org/1", publisher="Example", published="2025-08-29", lang="hi",
    )  # fmt: skip
    assert (doc.uri, doc.publisher, doc.published, doc.lang) == ("https://example.org/1", "Example", "2025-08-29", "hi")


def test_a_day_that_is_none_is_a_problem():
    """A handed-in day that cannot be read is left out and noted."""
    doc = read(lines(*HINDI), published="30 August")
    assert doc.published is None
    assert [problem.kind for problem in doc.problems] == ["bad-day"]


def test_newlines_are_normalised():
    """Windows line ends become single newlines in the stored text."""
    assert read(lines(*HINDI).replace("\n", "\r\n")).text == lines(*HINDI)
