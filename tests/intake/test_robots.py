"""What robots.txt allows is done, and what it forbids, or where it cannot be had, is not."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from karar.errors import PageError
from karar.intake.robots import LARGEST, Robots, Rules
from karar.intake.web import Web
from tests.intake.server import QUICK, Reply, Site, redirect

RULES = b"User-agent: *\nDisallow: /inner/\nAllow: /inner/open\n\nUser-agent: Karar\nDisallow: /not-karar\n"


def with_robots(site: Site, reply) -> Site:
    """Give a site its robots.txt."""
    site.routes["/robots.txt"] = reply
    return site


def test_what_is_forbidden_is_not_fetched():
    """The group that names Karar stands above the one for all; robots.txt is asked for once."""
    with Site(page=Reply(), **{"not-karar": Reply(), "inner/a": Reply()}) as site, Web(QUICK) as web:
        with_robots(site, Reply(RULES))
        assert web.get(site.at("/page"))
        assert web.get(site.at("/inner/a"))
        with pytest.raises(PageError, match="does not let programs fetch this page"):
            web.get(site.at("/not-karar"))
        assert [asked.path for asked in site.asked] == ["/robots.txt", "/page", "/inner/a"]


def test_the_group_for_all_holds_for_another_agent():
    """Rules are looked up by the program's name."""
    with Site(page=Reply()) as site, Web(replace(QUICK, user_agent="Other/1")) as web:
        with_robots(site, Reply(RULES))
        site.routes |= {"/inner/open": Reply(), "/inner/a": Reply()}
        assert web.get(site.at("/inner/open"))
        with pytest.raises(PageError, match="does not let programs"):
            web.get(site.at("/inner/a"))


def test_a_page_behind_a_redirect_is_asked_about_too():
    """Each step of the way has to be allowed."""
    with Site(page=redirect("/not-karar")) as site, Web(QUICK) as web:
        with_robots(site, Reply(RULES))
        with pytest.raises(PageError, match="does not let programs"):
            web.get(site.at("/page"))
        assert site.paths() == ["/page"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_no_robots_txt_allows_all(status):
    """RFC 9309, 2.3.1.3: an answer of the four hundreds."""
    with Site(page=Reply()) as site, Web(QUICK) as web:
        with_robots(site, Reply(RULES, status))
        assert web.get(site.at("/page"))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_that_cannot_be_had_forbids_all(status):
    """RFC 9309, 2.3.1.4: the refusal says why; robots.txt is asked for again a few times, then no more."""
    with Site(page=Reply()) as site, Web(QUICK) as web:
        with_robots(site, Reply(b"", status))
        for _ in range(2):
            with pytest.raises(
                PageError, match=rf"robots\.txt cannot be had, .*nothing may be fetched \(.*\({status}\)"
            ):
                web.get(site.at("/page"))
        assert len(site.asked) == (1 if status == 500 else QUICK.attempts)
        assert site.paths() == []


def test_a_robots_txt_that_leads_elsewhere():
    """Its redirects are followed, five of them; more count as none there."""
    with Site(page=Reply(), rules=Reply(b"User-agent: *\nDisallow: /")) as site:
        with_robots(site, redirect("/rules"))
        with Web(QUICK) as web, pytest.raises(PageError, match="does not let programs"):
            web.get(site.at("/page"))
        with_robots(site, redirect("/robots.txt"))
        with Web(QUICK) as web:
            assert web.get(site.at("/page"))


def test_a_large_robots_txt_is_read_as_far_as_it_must_be():
    """Rules within the first 500 KiB count, what comes later does not."""
    rules = (
        b"User-agent: *\n" + b"#" * (LARGEST - 100) + b"\nDisallow: /near\n" + b"#" * 200_000 + b"\nDisallow: /far\n"
    )
    with Site(near=Reply(), far=Reply()) as site, Web(QUICK) as web:
        with_robots(site, Reply(rules))
        assert web.get(site.at("/far"))
        with pytest.raises(PageError, match="does not let programs"):
            web.get(site.at("/near"))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"<html>no rules", b"Disallow: /\nCrawl-delay: much\n"])
def test_a_robots_txt_that_says_nothing(content):
    """Rubbish forbids nothing."""
    assert Rules.read(content).allow("http://example.org/a", "Karar/1")
    assert Rules.read(content).delay("Karar/1") == 0


def test_a_crawl_delay_is_kept():
    """Up to the longest pause that is granted; a shorter one than our own does not count."""
    with Site(page=Reply()) as site:
        with_robots(site, Reply(b"User-agent: *\nCrawl-delay: 0.2"))
        started = time.monotonic()
        with Web(QUICK) as web:
            web.get(site.at("/page"))
            web.get(site.at("/page"))
        assert time.monotonic() - started >= 0.2
        with_robots(site, Reply(b"User-agent: *\nCrawl-delay: 86400"))
        with Web(replace(QUICK, longest_wait=0.05)) as web:
            started = time.monotonic()
            web.get(site.at("/page"))
            web.get(site.at("/page"))
            assert time.monotonic() - started < 2


def test_robots_are_asked_once_by_many_threads():
    """Those that come at the same time wait for the first."""
    asked = []

    def fetch(place: str) -> Rules:
        asked.append(place)
        time.sleep(0.05)
        return Rules()

    robots = Robots(fetch, "Karar")
    threads = [threading.Thread(target=robots.check, args=(f"http://a.example/{n}",)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked == ["http://a.example/robots.txt"]
