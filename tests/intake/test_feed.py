"""Feeds: RSS, Atom, RSS 1.0, JSON Feed; their entries' links, days and own words; hostile and broken ones."""

from __future__ import annotations

import json
import time

import pytest

from karar.errors import Notice, PageError
from karar.intake import Web, collect, read_feed
from karar.intake.arrival import Arrival
from karar.model.documents import Page, PageFacts
from karar.pages import read_page
from tests.intake.making import LONG, Shelf, lines, names, write_feed
from tests.intake.server import QUICK, Reply, Site

DAY = "<pubDate>Sat, 30 Aug 2025 01:15:00 +0530</pubDate>"
OWN = f"<title>India and Japan</title><link>https://example.org/a</link>{DAY}<description>{LONG}</description>"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/news/">
<title type="html">Ministry &lt;b&gt;of&lt;/b&gt; Examples</title><link href="/"/><entry><id>tag:1</id><title>T</title>
<link href="a"/><published>2025-08-30T01:15:00+05:30</published><updated>2025-09-02T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{}</p></div></content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Ministry of Examples</title><link>https://example.org/news/</link></channel>
<item rdf:about="y"><title>T</title><link>https://example.org/news/a</link><dc:date>2025-08-30T01:15:00+05:30</dc:date>
<description>{}</description></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Ministry of Examples",
    "home_page_url": "https://example.org/news/",
    "items": [
        {
            "id": "1",
            "url": "a",
            "title": "T",
            "content_html": f"<p>{LONG}</p>",
            "date_published": "2025-08-30T01:15:00Z",
        }
    ],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def open_feed(folder, content, name="feed.xml", web=None, **facts):
    """Open a feed in a file."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(collect([name], facts=PageFacts(**facts), web=web))


@pytest.mark.parametrize(
    "content",
    [
        ATOM.format(LONG),
        RDF.format(LONG),
        json.dumps(JSON_FEED),
        ATOM.format(LONG).replace("?>", ' encoding="UTF-8"?>', 1),
    ],
    ids=["atom", "rss-1.0", "json", "atom-encoding"],
)
def test_every_kind_of_feed(folder, content):
    """The entry is a page: its own words, its address, its publisher and its day as written in its own time zone."""
    (page,) = open_feed(folder, content)
    assert page.facts == PageFacts("https://example.org/news/a", "Ministry of Examples", "2025-08-30")
    assert (page.name, page.how, page.stated) == ("feed.xml#https://example.org/news/a", "feed", False)
    doc = read_page(page)
    assert LONG.strip() in doc.text
    assert (doc.title, doc.lang) == ("T", "hi")


def test_rss_and_its_long_words(folder):
    """The longest of what an entry says of itself is its text; a teaser beside it is not."""
    encoded = f"<content:encoded><![CDATA[<p>{LONG}</p><script>x()</script>]]></content:encoded>"
    item = f"<title>A &amp;amp; B</title><link>https://example.org/a</link><description>Short.</description>{encoded}"
    feed = write_feed(item).replace(b"<rss ", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    (page,) = open_feed(folder, feed)
    doc = read_page(page)
    assert doc.title == "A & B"
    assert [block.span.of(doc.text) for block in doc.blocks if block.kind == "paragraph"] == [LONG.strip()]


def test_plain_words_stay_words(folder):
    """A text with a sign of markup in it is no markup."""
    words = "भारत और जापान के बीच 5 &lt; 10 करोड़ का व्यापार। " * 4
    (page,) = open_feed(folder, write_feed(f"<link>https://example.org/a</link><description>{words}</description>"))
    assert "5 < 10 करोड़" in read_page(page).text


def test_a_day_that_is_none_is_one_notice(folder):
    """The entry is read without it; no day is made up, and nothing is an error."""
    broken = ["Sat, 31 Feb 2025 10:00:00 GMT", "2025-02-30", "2025-08", "soon", "Thu, 01 Jan 1970 00:00:00 GMT"]
    broken += [
        "2999-01-01",
        "0001-01-01T00:00:00Z",
        "05/08/2025",
        "Sat, 30 Aug 99999 10:00:00 GMT",
        "1 May 2025, 2 May 2025",
    ]
    items = [
        OWN.replace("Sat, 30 Aug 2025 01:15:00 +0530", day).replace("/a<", f"/{n}<") for n, day in enumerate(broken)
    ]
    found = open_feed(folder, write_feed(*items))
    pages = [item for item in found if isinstance(item, Page)]
    assert [page.facts.published for page in pages] == [None] * len(broken)
    assert [type(item) for item in found if not isinstance(item, Page)] == [Notice] * len(broken)
    assert lines(found)[3] == (
        "feed.xml#https://example.org/3: The entry's date 'soon' is no day of publication; it is read without it."
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Sat, 30 Aug 2025 20:15:00 GMT", "2025-08-30"),
        ("30 Aug 2025 01:15 IST", "2025-08-30"),
        ("30 अगस्त 2025", "2025-08-30"),
        ("August 30, 2025", "2025-08-30"),
        ("2025-08-30", "2025-08-30"),
        ("", None),
    ],
)
def test_days_as_feeds_write_them(folder, written, day):
    """The forms of the standards, and those that feeds use instead."""
    (page,) = open_feed(folder, write_feed(OWN.replace("Sat, 30 Aug 2025 01:15:00 +0530", written)))
    assert page.facts.published == day


def test_atom_s_day_of_updating_is_none_of_publication(folder):
    """Where a feed only says when an entry was changed, its page's day is unknown."""
    (page,) = open_feed(folder, ATOM.format(LONG).replace("published>", "issued2>"))
    assert page.facts.published is None


def test_the_same_entry_twice_is_read_once(folder):
    """By its link and its id; two entries with one link and other ids are two."""
    first, second = (OWN + f"<guid isPermaLink='false'>{name}</guid>" for name in "xy")
    assert (
        names(open_feed(folder, write_feed(OWN, OWN, first, first, second))) == ["feed.xml#https://example.org/a"] * 3
    )


def test_entries_that_hold_nothing(folder):
    """Neither a link nor a text is one line for each; links alone, where nothing is fetched, are one for all."""
    link = "<title>T</title><link>https://example.org/{}</link><description>A teaser.</description>"
    found = open_feed(folder, write_feed(link.format(1), link.format(2), "<title>T</title>", OWN))
    assert names(found) == ["! feed.xml#3", "feed.xml#https://example.org/a", "! feed.xml"]
    assert "neither a link nor a text" in lines(found)[0]
    assert "2 of its 4 entries hold hardly more than a link" in lines(found)[1]


def test_links_that_lead_nowhere(folder):
    """Only addresses of the web are links; what is written around them does not matter."""
    links = [
        "javascript:alert(1)",
        "mailto:a@example.org",
        "https://",
        "https://%5B",
        "data:text/html,x",
        "file:///etc/passwd",
    ]
    items = [OWN.replace("https://example.org/a", link) for link in links]
    web = Shelf()
    found = open_feed(folder, write_feed(*items), web=web)
    assert [page.facts.uri for page in found] == [None] * len(links)
    assert web.asked == []


def test_an_id_of_several_lines(folder):
    """A page's name is one line, whatever a feed says."""
    entry = f"<guid isPermaLink='false'>a\n b{'c' * 200}</guid><description>{LONG}</description>"
    assert names(open_feed(folder, write_feed(entry))) == ["feed.xml#a b" + "c" * 97]


def test_links_are_resolved(folder):
    """Against the address given for the feed, the feed's own, or the page that it belongs to."""
    feed = write_feed(OWN.replace("https://example.org/a", " ../a "), head="<link>https://example.org/x/y/</link>")
    assert open_feed(folder, feed)[0].facts.uri == "https://example.org/x/a"
    assert open_feed(folder, feed, uri="https://example.net/b/c/d")[0].facts.uri == "https://example.net/b/a"
    web = Shelf(feed=feed, a=b"<p>x")
    assert names(collect(["https://example.net/p/q/feed"], web=web)) == ["https://example.net/p/a"]


def test_a_publisher_and_a_language_may_be_given(folder):
    """They are those of all its entries; a day would be wrong for all but one."""
    (page,) = open_feed(folder, write_feed(OWN), publisher="X", lang="hi")
    assert (page.facts.publisher, page.facts.lang, page.stated) == ("X", "hi", True)
    (error,) = open_feed(folder, write_feed(OWN), published="2025-08-30")
    assert str(error).startswith("feed.xml: A feed holds many pages: a day cannot be given for it.")


def test_links_are_followed_where_there_is_a_web(folder):
    """The page stands at the link; the feed says who published it, and when."""
    web = Shelf(a=b"<p>The page", b=b"<p>Another")
    feed = write_feed(OWN, OWN, OWN.replace("/a<", "/b<"), OWN.replace("/a<", "/a#part<"))
    first, second = open_feed(folder, feed, web=web)
    assert (first.content, first.name, first.how) == (b"<p>The page", "https://example.org/a", "fetch")
    assert first.facts == PageFacts("https://example.org/a", "Ministry of Examples", "2025-08-30")
    assert first.seen.year == 2025
    assert second.content == b"<p>Another"
    assert web.asked == ["https://example.org/a", "https://example.org/b"]
    assert [len(each) for each in web.expected] == [3]


def test_a_link_that_is_not_the_entry_s_own(folder):
    """Entries that share one link, or lead back to their feed, are read from the feed: their words would be lost."""
    shared = [OWN + f"<guid isPermaLink='false'>{name}</guid>" for name in "xy"]
    back = OWN.replace("/a<", "/feed<")
    web = Shelf(feed=write_feed(*shared, back, OWN.replace("/a<", "/b<")), a=b"<p>x", b=b"<p>x")
    found = list(collect(["https://example.org/feed"], web=web))
    assert [page.how for page in found] == ["feed", "feed", "feed", "fetch"]
    assert web.asked == ["https://example.org/feed", "https://example.org/b"]


def test_a_feed_from_a_server(folder):
    """Over real wires: its pages in its order, a missing one told, each with when it was seen."""
    pages = {f"p{n}": Reply(f"<p>Page {n}".encode(), headers={"Content-Type": "text/html"}) for n in (1, 3)}
    items = "".join(f"<item><link>/p{n}</link>{DAY}</item>" for n in (1, 2, 3))
    feed = f"<rss version='2.0'><channel><title>X</title>{items}</channel></rss>"
    with (
        Site(feed=Reply(feed.encode(), headers={"Content-Type": "application/rss+xml"}), **pages) as site,
        Web(QUICK) as web,
    ):
        found = list(collect([site.at("/feed")], web=web))
        assert names(found) == [site.at("/p1"), f"! {site.at('/p2')}", site.at("/p3")]
        assert site.paths() == ["/feed", "/p1", "/p2", "/p3"]
    assert [(page.content, page.facts.published) for page in (found[0], found[2])] == [
        (b"<p>Page 1", "2025-08-30"),
        (b"<p>Page 3", "2025-08-30"),
    ]
    assert all(page.seen and page.how == "fetch" for page in (found[0], found[2]))


def test_a_link_that_fails(folder):
    """Why is told, and what the feed itself says of it is read, where it says enough; the others go on."""
    short = "<title>T</title><link>https://example.org/none</link>"
    found = open_feed(folder, write_feed(OWN, short, OWN.replace("/a<", "/b<")), web=Shelf(b=b"<p>x"))
    assert names(found) == [
        "! https://example.org/a",
        "feed.xml#https://example.org/a",
        "! https://example.org/none",
        "https://example.org/b",
    ]
    assert found[0].hint == "What the feed itself says of it is read instead."
    assert found[1].how == "feed"


def test_a_link_to_a_feed_is_not_followed(folder):
    """Feeds that lead to feeds would have no end."""
    found = open_feed(folder, write_feed("<link>https://example.org/feed</link>"), web=Shelf(feed=write_feed(OWN)))
    assert lines(found) == ["https://example.org/feed: The feed's link leads to a feed, not to a page."]


def test_an_address_is_fetched_once(folder):
    """However many feeds name it, and where it was given itself."""
    web = Shelf(one=write_feed(OWN), two=write_feed(OWN), a=b"<p>x")
    addresses = [f"https://example.org/{name}" for name in ("one", "two", "a", "a")]
    assert names(collect(addresses, web=web)) == ["https://example.org/a"]
    assert web.asked == ["https://example.org/one", "https://example.org/a", "https://example.org/two"]


def test_what_has_not_changed(folder):
    """Pages and feeds that are as they were are counted in one notice."""
    web = Shelf(one=None, two=write_feed(OWN), a=None)
    found = list(collect(["https://example.org/one", "https://example.org/two"], web=web))
    assert [type(item) for item in found] == [Notice]
    assert found[0].what.startswith("2 pages have not changed")


def test_a_feed_without_entries(folder):
    """A quiet week is no fault."""
    (notice,) = open_feed(folder, write_feed())
    assert isinstance(notice, Notice)


def test_a_broken_feed_is_read_as_far_as_it_can_be(folder):
    """Markup that is not well-formed is told, and the entries are read."""
    notice, first, second = open_feed(folder, write_feed(OWN + "<x>a & b &nbsp;</y>", OWN.replace("/a<", "/b<")))
    assert isinstance(notice, Notice)
    assert str(notice).startswith("feed.xml: The feed is broken (")
    assert [page.facts.uri for page in (first, second)] == ["https://example.org/a", "https://example.org/b"]


@pytest.mark.parametrize("bad", ["\x0b", "\x1f", "\ufffe", "&#xD800;", "&#x110000;", "&#99999999;", "&#0;", "&#1;"])
def test_characters_that_xml_has_not(folder, bad):
    """One of them costs no entry."""
    (page,) = open_feed(folder, write_feed(OWN.replace("India", bad)))
    assert "\ufffd and Japan" in page.content.decode()


def test_a_json_feed_of_anything(folder):
    """Entries of other forms than they should have are let go, or read without what is wrong."""
    odd = [
        None,
        5,
        "x",
        [],
        {"id": 3},
        {"url": 7, "content_text": f"\ud800 <b>{LONG}\n\n{LONG}"},
        {"url": ["x"], "title": {}},
    ]
    found = open_feed(folder, json.dumps({**JSON_FEED, "title": None, "items": odd}))
    assert names(found) == ["! feed.xml#1", "feed.xml#2", "! feed.xml#3"]
    assert "&lt;b&gt;" in found[1].content.decode()
    for items in ({}, None, "x"):
        (notice,) = open_feed(folder, json.dumps({**JSON_FEED, "items": items}))
        assert isinstance(notice, Notice)


def test_a_feed_cut_off_is_told(folder):
    """What is missing at its end is a fault; what is there is read."""
    whole = write_feed(OWN, OWN.replace("/a<", "/b<"))
    error, page = open_feed(folder, whole[: whole.rindex(b"<item>")])
    assert type(error) is PageError
    assert str(error).startswith("feed.xml: The feed is cut off")
    assert page.facts.uri == "https://example.org/a"


@pytest.mark.parametrize(
    "content",
    [
        b"<rss",
        b"<rss></rss",
        b'<?xml version="1.0"?><rss>' + b"\xff" * 50,
        b'{"version": "https://jsonfeed.org/version/1.1",',
    ],
)
def test_a_feed_that_is_none(folder, content):
    """A broken file is told in one line or two, each naming it, and never by a traceback."""
    found = open_feed(folder, content)
    assert found
    assert [item.where for item in found] == ["feed.xml"] * len(found)


def test_something_before_its_beginning(folder):
    """A warning that a server wrote before its feed does not hide the feed from one who named it so."""
    assert names(open_feed(folder, b"Warning: x on line 3\n" + write_feed(OWN), name="a.rss"))[-1] == (
        "a.rss#https://example.org/a"
    )


def test_another_encoding(folder):
    """What the declaration or a mark says is heard."""
    feed = write_feed(OWN).decode()
    for encoding, said in (("utf-16", "UTF-16"), ("utf-8-sig", "UTF-8"), ("cp1252", "windows-1252")):
        text = feed.replace("UTF-8", said)
        text = text.replace(LONG, "Überprüfung der Zusammenarbeit " * 8) if encoding == "cp1252" else text
        (page,) = open_feed(folder, text.encode(encoding))
        assert page.content.decode().count("Überprüfung" if encoding == "cp1252" else LONG.strip())


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {
    "laughs": f'<!DOCTYPE rss [<!ENTITY l0 "{"lol" * 10}">{LAUGHS}<!ENTITY x "&l9;">]>',
    "laughs-on-lines": f'<!DOCTYPE rss [\n<!ENTITY l0 "lol">\n{LAUGHS}\n<!ENTITY x "&l9;">\n]>',
    "long": f'<!DOCTYPE rss [\n<!ENTITY x "{"a" * 50_000}">\n]>',
    "outside": '<!DOCTYPE rss [\n<!ENTITY x SYSTEM "{here}">\n]>',
    "file": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "parameter": '<!DOCTYPE rss [<!ENTITY % x SYSTEM "{here}">%x;]>',
    "disguised": '<!DOCTYPE rss [<!-- <a --><!ENTITY x SYSTEM "{here}">]>',
}


@pytest.mark.parametrize("declaration", list(ENTITIES.values()), ids=list(ENTITIES))
def test_entities_of_its_own_are_refused(folder, declaration):
    """Nothing grows, no file is opened and nothing is fetched by an entity."""
    with Site(x=b"") as site:
        feed = write_feed(OWN.replace("India", "&x;" * 1000)).decode()
        started = time.monotonic()
        (error,) = open_feed(folder, feed.replace("<rss", declaration.replace("{here}", site.at("/x")) + "<rss"))
        assert time.monotonic() - started < 1
        assert "declares entities of its own" in error.what
        assert site.asked == []


def test_a_single_character_may_be_declared(folder):
    """Some feeds declare HTML's spaces, and name the definition of their format; that is not fetched."""
    with Site(x=b"") as site:
        declared = f'<!DOCTYPE rss SYSTEM "{site.at("/x")}" [\n<!ENTITY nbsp "&#160;">\n<!ENTITY dash \'–\'>\n]>'
        feed = write_feed(OWN.replace("India and", "India&nbsp;and")).decode()
        found = open_feed(folder, feed.replace("<rss", declared + "<rss"))
        assert site.asked == []
    assert b"India and Japan" in found[-1].content.replace(b"\xc2\xa0", b" ")


@pytest.mark.parametrize("content", [write_feed("<a>" * 210_000), write_feed("x" * 10_000_001)], ids=["tags", "long"])
def test_a_feed_larger_than_any(folder, content):
    """What would take the parser minutes is refused at once."""
    started = time.monotonic()
    (error,) = open_feed(folder, content)
    assert "larger than any" in error.what
    assert time.monotonic() - started < 2


def test_xml_that_is_no_feed(folder):
    """Folders leave other XML alone; where it is named itself, it is told."""
    (folder / "sitemap.xml").write_text(
        '<?xml version="1.0"?>\n<!-- a map --><urlset><url/></urlset>', encoding="utf-8"
    )
    (folder / "page.xml").write_text(f'<?xml version="1.0"?><html><body><p>{LONG}</p></body></html>', encoding="utf-8")
    (folder / "data.json").write_text('{"version": 1}', encoding="utf-8")
    (folder / "feed.xml").write_bytes(b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a feed -->\n' + write_feed(OWN)[39:])
    (folder / "feed.json").write_text(json.dumps(JSON_FEED), encoding="utf-8")
    assert {name.partition("#")[0] for name in names(collect(["."]))} == {"feed.json", "feed.xml"}
    assert lines(collect(["sitemap.xml"])) == [
        "sitemap.xml: The file is XML, but neither a page nor a feed. Hand in the page as HTML or as text."
    ]
    assert LONG.strip() in read_page(next(collect(["page.xml"]))).text


def test_an_empty_feed_file(folder):
    """It is empty, like any page."""
    (page,) = open_feed(folder, b"", name="a.rss")
    assert page.content == b""


def test_what_is_said_of_a_feed_in_one_call():
    """The parser is given bytes, and its answer is plain values."""
    feed = read_feed(write_feed(OWN, OWN), Arrival("feed.xml"))
    assert feed.title == "Ministry of Examples"
    assert [(entry.mark, entry.published, entry.fault) for entry in feed.entries] == [
        ("https://example.org/a", "2025-08-30", None)
    ]
