"""How often a host is asked, and when it is asked again."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from karar.errors import PageError
from karar.intake.answers import pause_asked
from karar.intake.rates import Rates, StoppedError
from karar.intake.web import Web
from tests.intake.server import QUICK, Reply, Site, here

NO_ROBOTS = replace(QUICK, obey_robots=False)


def gaps(site: Site) -> list[float]:
    """The seconds between one request and the next."""
    return [later.at - earlier.at for earlier, later in zip(site.asked, site.asked[1:], strict=False)]


def test_a_host_is_not_asked_faster_than_agreed():
    """The delay holds from page to page, whatever the port."""
    with Site(page=Reply()) as site, Site(page=Reply()) as other, Web(replace(QUICK, delay=0.1)) as web:
        started = time.monotonic()
        for address in (site.at("/page"), other.at("/page"), site.at("/page")):
            web.get(address)
        assert time.monotonic() - started >= 0.2


def test_hosts_do_not_wait_for_each_other():
    """Each has its own turns, and its robots.txt takes none."""
    with Site(page=Reply()) as site, Web(replace(QUICK, delay=30), resolver=here) as web:
        started = time.monotonic()
        for host in ("a.example", "b.example", "c.example"):
            web.get(site.at("/page", host))
        assert time.monotonic() - started < 20


@pytest.mark.parametrize("status", [408, 425, 429, 502, 503, 504])
def test_a_busy_server_is_asked_again(status):
    """A few times, with a growing pause; then the page is there, or the line says so."""
    busy = Reply(b"", status)
    with Site(page=[busy, busy, Reply(b"there")]) as site, Web(replace(NO_ROBOTS, pause=0.01)) as web:
        fetched = web.get(site.at("/page"))
        assert fetched
        assert fetched.content == b"there"
        first, second = gaps(site)
        assert first >= 0.01
        assert second >= 0.02
    with Site(page=busy) as site, Web(NO_ROBOTS) as web, pytest.raises(PageError, match=rf"\({status}\)"):
        web.get(site.at("/page"))
    assert len(site.asked) == NO_ROBOTS.attempts


def test_the_pause_that_a_server_asks_for_is_kept():
    """Retry-After, as seconds; it holds for the host's other pages as well."""
    busy = Reply(b"", 503, {"Retry-After": "1"})
    with Site(page=[busy, Reply()], other=Reply()) as site, Web(replace(NO_ROBOTS, attempts=1)) as web:
        with pytest.raises(PageError, match="overloaded or down"):
            web.get(site.at("/page"))
        web.get(site.at("/other"))
        assert 0.9 <= gaps(site)[0] < 2


def test_a_pause_that_is_too_long_is_not_waited_for():
    """The line says how long the server asks to wait."""
    busy = Reply(b"", 429, {"Retry-After": "7200"})
    with Site(page=busy) as site, Web(NO_ROBOTS) as web:
        with pytest.raises(PageError, match=r"asked too often \(429\)\. It asks to wait 2 hours; try again then\."):
            web.get(site.at("/page"))
        assert len(site.asked) == 1


NOW = datetime(2025, 8, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("0", 0),
        (" 90 ", 90),
        ("9" * 400, 999_999_999),
        (format_datetime(NOW + timedelta(seconds=30), usegmt=True), 30),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0),
        ("Sun, 31 Aug 2025 12:00:10", 10),
        ("Sun, 99 Aug 2025 12:00:10 GMT", None),
    ],
)
def test_a_pause_is_read(value, seconds):
    """As seconds or as a time, which may be past; rubbish asks for nothing."""
    assert pause_asked(value, NOW) == seconds


def test_turns_are_given_out_in_order_to_many_threads():
    """Threads that come at once are let go one delay after the other."""
    rates = Rates(0.05)
    times = []
    started = time.monotonic()

    def come() -> None:
        rates.wait("a.example")
        times.append(time.monotonic() - started)

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(turn >= number * 0.05 for number, turn in enumerate(sorted(times)))


def test_waiting_ends_when_the_fetching_does():
    """A request that waits for its turn is let go with an error."""
    rates = Rates(60)
    rates.wait("a.example")
    threading.Timer(0.05, rates.stop).start()
    started = time.monotonic()
    with pytest.raises(StoppedError):
        rates.wait("a.example")
    assert time.monotonic() - started < 2
