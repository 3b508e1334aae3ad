"""Announced pages are fetched while others are read: in order, bounded, and no host holds up another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from karar.errors import PageError
from karar.intake.ahead import WINDOW, Ahead
from karar.intake.fetching import Fetched
from karar.intake.web import Web
from tests.intake.server import QUICK, Connection, Reply, Site, here

SEEN = datetime(2025, 8, 31, tzinfo=UTC)


def at_once(host: str) -> float:
    """Every host may be asked at any time."""
    return 0.0


def until(condition: Callable[[], bool], seconds: float = 3) -> bool:
    """Wait for something to come true."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)
    return condition()


class Source:
    """Pages of a given size, with a list of those that were fetched, and how many at the same time."""

    def __init__(self, size: int = 1, seconds: float = 0.0) -> None:
        self.size, self.seconds = size, seconds
        self.seen: list[str] = []
        self.now, self.most = 0, 0
        self.lock = threading.Lock()

    @property
    def fetched(self) -> list[str]:
        """What was fetched, without the two pages of `begin`."""
        return [address for address in self.seen if address not in ("first", "second")]

    def __call__(self, address: str) -> Fetched | None:
        with self.lock:
            self.seen.append(address)
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        with self.lock:
            self.now -= 1
        if "broken" in address:
            raise PageError("broken", where=address)
        return None if "same" in address else Fetched(bytes(self.size), None, address, SEEN)


def begin(fetcher: Ahead, pages: list[tuple[str, str]]) -> None:
    """Announce pages as (address, host) behind a first one; take that and the next, and the others are fetched too."""
    fetcher.hosts |= dict(pages)
    fetcher.expect(["first", "second", *(address for address, _ in pages)])
    assert fetcher.take("first")
    assert fetcher.take("second")


@pytest.fixture
def ahead():
    """Make one that is closed after the test."""
    made = []

    def make(source: Source, **options) -> Ahead:
        hosts = {"first": "first", "second": "first"}
        ready = options.pop("ready", at_once)
        made.append(Ahead(source, lambda address: hosts[address], ready, **{"threads": 4, "room": 1000, **options}))
        made[-1].hosts = hosts
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_pages_come_in_the_order_in_which_they_are_taken(ahead):
    """Each with its own outcome: a page, no change, or an error."""
    source = Source(seconds=0.01)
    fetcher = ahead(source)
    addresses = ["1", "2-same", "3-broken", "4", "5"]
    fetcher.hosts |= {address: f"host {n % 2}" for n, address in enumerate(addresses)}
    fetcher.expect(addresses)
    outcomes = []
    for address in addresses:
        try:
            fetched = fetcher.take(address)
            outcomes.append(fetched.uri if fetched else None)
        except PageError as error:
            outcomes.append(str(error))
    assert outcomes == ["1", None, "3-broken: broken.", "4", "5"]
    assert sorted(source.fetched) == sorted(addresses)


def test_only_so_many_are_fetched_ahead(ahead):
    """No more than the window; each page taken makes room for one."""
    source = Source()
    fetcher = ahead(source)
    begin(fetcher, [(str(n), f"host {n}") for n in range(3 * WINDOW)])
    assert until(lambda: len(source.fetched) == WINDOW)
    time.sleep(0.05)
    assert len(source.fetched) == WINDOW
    fetcher.take("0")
    assert until(lambda: len(source.fetched) == WINDOW + 1)


def test_large_pages_leave_less_room(ahead):
    """Where what waits fills the room, nothing more is fetched until the next page itself is missing."""
    source = Source(size=600)
    fetcher = ahead(source, threads=1)
    begin(fetcher, [(str(n), f"host {n}") for n in range(7)])
    assert until(lambda: source.fetched == ["0", "1"])
    time.sleep(0.05)
    assert source.fetched == ["0", "1"]
    assert all(fetcher.take(str(n)) for n in range(7))
    assert len(source.fetched) == 7


def test_one_host_is_asked_by_one_thread(ahead):
    """Several hosts by several."""
    for hosts, most in ((["first"], 1), (["a", "b", "c", "d"], 4)):
        source = Source(seconds=0.03)
        fetcher = ahead(source)
        begin(fetcher, [(str(n), hosts[n % len(hosts)]) for n in range(6)])
        assert all(fetcher.take(str(n)) for n in range(6))
        assert source.most == most


def test_a_host_that_wants_time_does_not_hold_up_another(ahead):
    """Pages of the others are fetched first; then the one that waits, when its time has come."""
    source = Source()
    later = time.monotonic() + 0.15
    fetcher = ahead(source, threads=2, ready=lambda host: later if host == "slow" else 0.0)
    begin(fetcher, [("1", "slow"), ("2", "slow"), ("3", "quick"), ("4", "quick")])
    assert until(lambda: source.fetched == ["3", "4"])
    assert fetcher.take("1")
    assert time.monotonic() >= later


def test_what_was_not_announced_is_fetched_when_it_is_taken(ahead):
    """So is what was announced and let go by taking a later one."""
    source = Source()
    fetcher = ahead(source)
    begin(fetcher, [("1", "a"), ("2", "b"), ("3", "c")])
    assert all(fetcher.take(name) for name in ("3", "1", "9"))
    assert source.fetched[-2:] == ["1", "9"]


def test_the_first_page_is_fetched_before_any_thread_is_started(ahead):
    """Whoever reads it may fork with nothing else at work; the next ones come from another thread."""
    threads = []
    fetcher = ahead(lambda address: threads.append(threading.current_thread()))
    fetcher.hosts |= {"1": "a", "2": "b", "3": "c"}
    fetcher.expect(["1", "2", "3"])
    time.sleep(0.05)
    assert threads == []
    fetcher.take("1")
    time.sleep(0.05)
    assert threads == [threading.current_thread()]
    fetcher.take("2")
    assert threading.current_thread() not in threads[1:]


def test_very_many_may_be_announced(ahead):
    """Nothing is looked at beyond the window, and taking one page costs no more where there are many."""
    source = Source()
    fetcher = ahead(source)
    addresses = [str(n) for n in range(20_000)]
    started = time.monotonic()
    begin(fetcher, [(address, "host") for address in addresses[: 2 * WINDOW]])
    fetcher.expect(addresses[2 * WINDOW :])
    assert all(fetcher.take(address) for address in addresses[:WINDOW])
    assert time.monotonic() - started < 2


def test_nothing_is_fetched_after_the_end(ahead):
    """What is on its way comes in; what waits stays."""
    source = Source(seconds=0.05)
    fetcher = ahead(source, threads=2)
    begin(fetcher, [(str(n), f"host {n}") for n in range(9)])
    fetcher.close()
    begun = len(source.fetched)
    time.sleep(0.12)
    assert len(source.fetched) == begun < 9


def test_a_hanging_host_does_not_hold_up_the_others():
    """With a real server: while the first page hangs, the pages of other hosts come in, and wait to be read."""

    def hang(connection: Connection) -> None:
        connection.wait()

    settings = replace(QUICK, read=0.2, obey_robots=False)
    with Site(hang=hang, page=Reply()) as site, Web(settings, resolver=here) as web:
        addresses = [site.at("/page", f"{name}.example") for name in "abcde"]
        addresses.insert(1, site.at("/hang", "hanging.example"))
        web.expect(addresses)
        assert web.get(addresses[0])
        started = time.monotonic()
        with pytest.raises(PageError, match="sent nothing"):
            web.get(addresses[1])
        waited = time.monotonic()
        assert all(web.get(address) for address in addresses[2:])
        assert time.monotonic() - waited < 0.2
        assert waited - started < 2


def test_an_announced_address_that_is_none_is_refused_in_its_place():
    """Announcing raises nothing."""
    with Site(page=Reply()) as site, Web(QUICK) as web:
        addresses = ["ftp://example.org/", site.at("/page"), "http://me:x@example.org/"]
        web.expect(addresses)
        with pytest.raises(PageError, match="Only http and https"):
            web.get(addresses[0])
        assert web.get(addresses[1])
        with pytest.raises(PageError, match="name or password"):
            web.get(addresses[2])


def test_leaving_does_not_wait_for_a_server():
    """The end comes at once, also while a server hangs."""

    def raised(web: Web, address: str) -> None:
        with pytest.raises(PageError):
            web.get(address)

    with Site(page=Connection.wait, there=Reply()) as site:
        with Web(replace(QUICK, read=30, total=30, obey_robots=False), resolver=here) as web:
            web.expect([site.at("/there"), *(site.at("/page", f"{name}.example") for name in "ab")])
            assert web.get(site.at("/there"))
            threading.Thread(target=lambda: raised(web, site.at("/page", "a.example")), daemon=True).start()
            assert until(lambda: len(site.asked) == 3)
            started = time.monotonic()
        assert time.monotonic() - started < 0.5
