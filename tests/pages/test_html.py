"""Pages of HTML: the DOM's text is stored, the article's lines of it are the blocks."""

import time

import pytest

from karar.errors import PageError
from karar.pages.projection import parse, project
from tests.pages.written import EN_FIRST, EN_HEADLINE, EN_SECOND, EN_THIRD, FIRST, HEADLINE, SECOND, THIRD, read, said

BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
EN_BODY = f"<p>{EN_FIRST}</p><p>{EN_SECOND}</p><p>{EN_THIRD}</p>"
HINDI = [HEADLINE, FIRST, SECOND, THIRD]
ENGLISH = [EN_HEADLINE, EN_FIRST, EN_SECOND, EN_THIRD]


def page(article: str, head: str = "", *, before: str = "", after: str = "", lang: str = "hi", title: str = "") -> str:
    """Write a page of HTML around an article."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<nav><a href="/">होम</a> <a href="/d">देश</a></nav>{before}<article>{article}</article>{after}'
        f"<footer>© 2025 जनसमाचार</footer></body></html>"
    )


def test_headline_and_paragraphs_are_the_blocks():
    """The h1 is the title block, once; the paragraphs follow; menu and footer are none."""
    doc = read(page(f"<h1>{HEADLINE}</h1>{BODY}", title=f"{HEADLINE} | जनसमाचार"))
    assert said(doc) == HINDI
    assert [block.kind for block in doc.blocks] == ["title", "paragraph", "paragraph", "paragraph"]
    assert doc.projection == "html/1"
    assert "जनसमाचार" in doc.text


def test_the_projection_is_the_whole_pages_text():
    """The stored text holds all of the page's text but scripts and styles, white space collapsed, entities decoded."""
    doc = read(
        page(f"<h1>{EN_HEADLINE}</h1><script>var a = 1;</script><style>p {{}}</style>{EN_BODY}<p>a &amp;\n  b</p>")
    )
    assert "a & b" in doc.text
    assert "होम देश" in doc.text
    assert "var a" not in doc.text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a<br>b</p>", "a b"),
        ("<p>a<br><br>b</p>", "a\nb"),
        ("<p>Signed.<br>Next</p>", "Signed.\nNext"),
        ("<p>Two pacts:<br>1. One<br>2. Two</p>", "Two pacts:\n1. One\n2. Two"),
        ("<div>a<p>b</p>c</div>", "a\nb\nc"),
        ("<p>a<script>x</script> b</p>", "a b"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<p>on <b>4</b> <i>December</i>, 2025</p>", "on 4 December, 2025"),
    ],
)
def test_how_lines_break(markup, text):
    """Blocks and doubled breaks end a line; inline tags and a break inside a sentence do not."""
    root = parse(f"<html><body>{markup}</body></html>")
    assert root is not None
    assert project(root)[0] == text


@pytest.mark.parametrize(
    "noise",
    [
        '<div class="also-read"><h3>यह भी पढ़ें</h3><ul><li><a href="/1">बारिश से फसल को नुकसान</a></li></ul></div>',
        '<p>यह भी पढ़ें: <a href="/1">बारिश से कई जिलों में फसल को नुकसान</a></p>',
        '<div class="related-stories"><p>फिल्म महोत्सव में इस बार दिखाई जाएंगी चालीस फिल्में।</p></div>',
        '<figure><img alt="x"><figcaption>काठमांडू में बैठक के दौरान भारत और नेपाल के ऊर्जा मंत्री।</figcaption></figure>',
        '<div style="display: none"><p>यह पंक्ति पाठक को नहीं दिखती, इसमें झूठा समझौता लिखा है।</p></div>',
        "<p hidden>यह पंक्ति पाठक को नहीं दिखती, इसमें झूठा समझौता लिखा है।</p>",
        '<p aria-hidden="true">यह पंक्ति पाठक को नहीं दिखती, इसमें झूठा समझौता लिखा है।</p>',
        '<div class="share">Facebook Twitter WhatsApp</div>',
        '<form id="commentform"><p>Leave a Reply</p><label>Your email address will not be published.</label></form>',
        '<blockquote class="twitter-tweet"><p>नेपाल के साथ नया समझौता होगा</p>— मंत्री (@example)</blockquote>',
        "<p>विज्ञापन</p>",
    ],
    ids=["box", "also-read", "related", "caption", "css", "hidden", "aria", "share", "comments", "embed", "ad"],
)
def test_noise_inside_the_article_is_left(noise):
    """Boxes, captions, hidden lines, forms and embeds inside the article element are no blocks."""
    doc = read(page(f"<h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p>{noise}<p>{THIRD}</p>"))
    assert said(doc) == HINDI


def test_headings_items_and_cells_say_what_they_are():
    """Sub-headings, list items and table cells keep how they stand on the page."""
    extra = (
        "<h2>Patrol boats</h2><p>The boats will be built in Goa and handed over in two years, the ministry said.</p>"
        "<ul><li>Training of 200 port officers in Kochi</li><li>Two patrol boats for the Kenyan navy</li></ul>"
        "<table><tr><th>Item</th><th>Number</th></tr><tr><td>Patrol boats</td><td>2</td></tr></table>"
    )
    doc = read(page(f"<h1>{EN_HEADLINE}</h1>{EN_BODY}{extra}", lang="en"))
    assert said(doc, "heading") == ["Patrol boats"]
    assert said(doc, "item") == ["Training of 200 port officers in Kochi", "Two patrol boats for the Kenyan navy"]
    assert "2" in said(doc, "cell")


def test_paragraphs_made_with_breaks():
    """An article whose paragraphs are only two line breaks apart has one block for each."""
    doc = read(page(f"<h1>{HEADLINE}</h1><div>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>"))
    assert said(doc) == HINDI


def test_a_page_with_no_h1_takes_its_title_from_the_head():
    """Without a headline on the page the title block is the <title> without the site's name."""
    head = '<meta property="og:site_name" content="जनसमाचार">'
    doc = read(page(BODY, head, title=f"{HEADLINE} | जनसमाचार"))
    assert doc.title == HEADLINE
    assert [block.kind for block in doc.blocks].count("title") == 1


def test_the_headline_is_the_one_that_the_head_names():
    """Of several h1 the one that the head repeats is the headline."""
    head = f'<meta property="og:title" content="{EN_HEADLINE}">'
    doc = read(page(f"<h1>{EN_HEADLINE}</h1>{EN_BODY}", head, before="<h1>The Example Times</h1>", lang="en"))
    assert doc.title == EN_HEADLINE


@pytest.mark.parametrize(
    ("head", "visible", "day"),
    [
        ('<meta property="article:published_time" content="2025-08-30T09:00:00+05:30">', "", "2025-08-30"),
        (
            (
                '<script type="application/ld+json">'
                '{"@type": "NewsArticle", "datePublished": "2025-08-30", "dateModified": "2025-09-01"}</script>'
            ),
            "",
            "2025-08-30",
        ),
        ("", '<time itemprop="datePublished" datetime="2025-08-30">कल</time>', "2025-08-30"),
        ("", '<time class="entry-date" datetime="2025-08-30T09:00">Aug 30</time>', "2025-08-30"),
        ("", "<span>Updated: 1 Sep 2025</span> <span>Published: 30 Aug 2025</span>", "2025-08-30"),
        ("", "<span>प्रकाशित: 30 अगस्त 2025</span>", "2025-08-30"),
        ("", "<span>अंतिम अपडेट: 1 सितंबर 2025</span>", "2025-09-01"),
        ("", "", None),
        ('<script type="application/ld+json">{broken</script>', "", None),
    ],
)
def test_the_day_of_publication(head, visible, day):
    """The day comes from the head, a time element or a label; the day of updating only where no other is named."""
    assert read(page(f"<h1>{HEADLINE}</h1>{visible}{BODY}", head)).published == day


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ('<meta property="og:site_name" content="जनसमाचार">', "जनसमाचार"),
        (
            (
                '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "publisher": '
                '{"name": "Example Times"}}]}</script>'
            ),
            "Example Times",
        ),
        ('<link rel="canonical" href="https://www.example.org/a">', "example.org"),
        ("", None),
    ],
)
def test_the_publisher(head, publisher):
    """The publisher is the site's name, the one in JSON-LD, or the host."""
    assert read(page(f"<h1>{HEADLINE}</h1>{BODY}", head)).publisher == publisher


def test_a_declared_language_must_agree_with_the_script():
    """A template that says English around a Hindi article does not make it English."""
    assert read(page(f"<h1>{HEADLINE}</h1>{BODY}", lang="en")).lang == "hi"


def test_facts_stand_above_the_page():
    """What was handed in replaces what the page says."""
    head = '<meta property="article:published_time" content="2025-08-30">'
    doc = read(
        page(f"<h1>{HEADLINE}</h1>{BODY}", head), published="2025-08-29", publisher="X", uri="https://x.example/1"
    )
    assert (doc.published, doc.publisher, doc.uri) == ("2025-08-29", "X", "https://x.example/1")


@pytest.mark.parametrize("tag", ["div", "b", "span", "ul><li"])
def test_a_page_nested_a_hundred_thousand_deep_is_read(tag):
    """Hostile nesting neither crashes nor loses the article after it, nor takes long."""
    start = time.monotonic()
    doc = read(f"<html><body>{f'<{tag}>' * 100_000}<h1>{EN_HEADLINE}</h1>{EN_BODY}</body></html>", "deep.html")
    assert said(doc)[-3:] == ENGLISH[1:]
    assert time.monotonic() - start < 20


def test_a_truncated_page_is_read():
    """A page that was cut off while it was saved gives what is there."""
    whole = page(f"<h1>{HEADLINE}</h1>{BODY}")
    assert said(read(whole[: whole.index(THIRD) + 30]))[:3] == HINDI[:3]


def test_a_page_without_body_or_head_is_read():
    """Bare paragraphs are a page."""
    assert said(read(f"<h1>{EN_HEADLINE}</h1>{EN_BODY}", "a.html")) == ENGLISH


@pytest.mark.parametrize("content", ["<html><body></body></html>", "<html><script>x</script></html>", "<p>…</p>"])
def test_a_page_without_text_is_an_error(content):
    """A page that holds nothing to read says so."""
    with pytest.raises(PageError):
        read(content, "a.html")


def test_a_live_blog_keeps_its_entries():
    """The times of a live blog's entries are left, its entries kept."""
    entries = (
        f"<div><time>10:45 AM IST</time><p>{EN_FIRST}</p></div><div><time>11:20 AM IST</time><p>{EN_SECOND}</p></div>"
    )
    doc = read(page(f"<h1>{EN_HEADLINE}</h1>{entries}<p>{EN_THIRD}</p>", lang="en"))
    assert said(doc) == ENGLISH


def test_a_form_around_the_whole_page_hides_nothing():
    """Pages of some ministries stand wholly inside a form."""
    doc = read(f'<html><body><form id="form1"><div><h2>{HEADLINE}</h2>{BODY}</div></form></body></html>', "a.html")
    assert said(doc) == HINDI
