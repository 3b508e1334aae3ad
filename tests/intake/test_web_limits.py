"""No server keeps a fetch longer than its time, and none makes it take in more than its limit."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import brotli
import pytest

from karar.errors import PageError
from karar.intake.fetching import MEGABYTE
from karar.intake.web import Web
from tests.intake.server import QUICK, Connection, Reply, Site

IMPATIENT = replace(QUICK, connect=0.15, read=0.15, total=0.25, obey_robots=False)
SMALL = replace(QUICK, max_bytes=MEGABYTE, obey_robots=False)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What stands inside takes no longer."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds


def refusal(address: str, settings) -> str:
    """Fetch what cannot be had; return the line."""
    with Web(settings) as web, pytest.raises(PageError) as error:
        web.get(address)
    return str(error.value)


# --- time ---


def silent(connection: Connection) -> None:
    """Say nothing at all."""
    connection.wait()


def silent_after_the_head(connection: Connection) -> None:
    """Promise a body."""
    connection.write(HEAD + b"Content-Length: 1000\r\n\r\n<p>")
    connection.wait()


@pytest.mark.parametrize("behaviour", [silent, silent_after_the_head])
def test_a_silent_server_is_left(behaviour):
    """Nothing comes for as long as one wait may last; it is not asked again."""
    with Site(page=behaviour) as site, within(2):
        assert "The server sent nothing for 0.15 seconds. Try again later." in refusal(site.at("/page"), IMPATIENT)
        assert len(site.asked) == 1


def trickle(connection: Connection, piece: bytes) -> None:
    """Send the same bytes again and again, faster than a single wait would notice."""
    connection.close_connection = True
    while not connection.site.over.wait(0.02):
        connection.wfile.write(piece)


def trickling_body(connection: Connection) -> None:
    """A byte at a time, of very many."""
    connection.write(HEAD + b"Content-Length: 10000000\r\n\r\n")
    trickle(connection, b"x")


def trickling_chunks(connection: Connection) -> None:
    """Chunks without an end."""
    connection.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    trickle(connection, b"1\r\nx\r\n")


def trickling_head(connection: Connection) -> None:
    """One header after the other."""
    connection.write(HEAD)
    trickle(connection, b"X-More: 1\r\n")


def trickling_promises(connection: Connection) -> None:
    """Interim answers, never the last."""
    trickle(connection, b"HTTP/1.1 103 Early Hints\r\n\r\n")


def trickling_robots(connection: Connection) -> None:
    """A robots.txt that never ends."""
    connection.write(HEAD + b"\r\n")
    trickle(connection, b"#")


@pytest.mark.parametrize("behaviour", [trickling_body, trickling_chunks, trickling_head, trickling_promises])
def test_a_trickling_server_is_cut(behaviour):
    """Each piece comes in time, all together do not."""
    with Site(page=behaviour) as site, within(2):
        assert "It was not there after 0.25 seconds. Allow more with --timeout." in refusal(site.at("/page"), IMPATIENT)
        assert len(site.asked) == 1


def test_redirects_share_the_time():
    """Slow steps that are each in time are one fetch that is not."""

    def slow(connection: Connection) -> None:
        connection.site.over.wait(0.1)
        connection.send(Reply(b"", 302, {"Location": connection.path + "x"}))

    with Site() as site, within(2):
        site.routes |= {"/" + "x" * n: slow for n in range(1, 9)}
        assert "It was not there after 0.25 seconds" in refusal(site.at("/x"), IMPATIENT)
        assert 2 <= len(site.asked) <= 4


def test_a_slow_robots_txt_has_its_own_end():
    """It is not waited for longer than for a page, and without it no page is asked for."""
    with Site(page=Reply()) as site, within(2):
        site.routes["/robots.txt"] = trickling_robots
        line = refusal(site.at("/page"), replace(IMPATIENT, obey_robots=True))
    assert "robots.txt cannot be had, and so nothing may be fetched (It was not there after 0.25 seconds)" in line
    assert site.paths() == []


def test_a_handshake_that_stalls():
    """A server that takes the connection and never speaks TLS."""
    with Site(page=silent) as site, within(2):
        line = refusal(site.at("/page").replace("http:", "https:"), IMPATIENT)
    assert "The host 127.0.0.1 did not answer within 0.15 seconds" in line or "No secure connection" in line


def test_a_name_that_takes_too_long():
    """Finding the host's address counts as connecting."""
    slow = pytest.raises(PageError, match=r"The host slow\.example did not answer within 0\.15 seconds")
    with Site() as site, within(2), Web(IMPATIENT, resolver=lambda *_: [str(site.over.wait(5))]) as web, slow:
        web.get("http://slow.example/")


def test_the_first_address_that_answers_is_taken():
    """Addresses of one host share the time for connecting."""
    with Site("127.0.0.2", page=Reply(b"there")) as site, within(2):
        nobody = ["127.0.0.3", "127.0.0.2"]
        with Web(replace(IMPATIENT, total=2), resolver=lambda host, port: nobody) as web:
            fetched = web.get(site.at("/page", "two.example"))
    assert fetched
    assert fetched.content == b"there"


# --- size ---


def bomb(name: str, size: int) -> bytes:
    """Pack many zeros."""
    zeros = bytes(size)
    return {
        "gzip": lambda: gzip.compress(zeros, mtime=0),
        "deflate": lambda: zlib.compress(zeros, 9),
        "br": lambda: brotli.compress(zeros, quality=5),
        "gzip, gzip": lambda: gzip.compress(gzip.compress(zeros)),
    }[name]()


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "gzip, gzip"])
def test_a_bomb_is_stopped_at_the_limit(name):
    """A small answer that unpacks to 16 MB: no more than a little past the limit of 1 MB is ever in memory."""
    content = bomb(name, 16 * MEGABYTE)
    assert len(content) < 0.2 * MEGABYTE
    with Site(page=Reply(content, headers={"Content-Encoding": name})) as site, Web(SMALL) as web:
        tracemalloc.start()
        try:
            with pytest.raises(PageError, match=r"The page has more than 1 MB\. Allow more with --max-size\."):
                web.get(site.at("/page"))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < 8 * MEGABYTE


def test_a_page_that_says_it_is_too_large_is_not_taken_in():
    """Content-Length is enough."""

    def large(connection: Connection) -> None:
        connection.write(HEAD + b"Content-Length: 1000001\r\n\r\n")
        connection.wait()

    with Site(page=large) as site, within(1):
        assert "The page has more than 1 MB" in refusal(site.at("/page"), SMALL)


def test_what_no_page_may_have_cannot_be_allowed():
    """Beyond the limit of every page the way out is another one."""
    large = Reply(headers={"Content-Length": "50000001"})
    with Site(page=large) as site:
        assert "more than 50 MB. Save the article alone and read the file." in refusal(site.at("/page"), QUICK)


def test_an_endless_page_is_left():
    """A server that sends as fast as it can, without a length."""

    def endless(connection: Connection) -> None:
        connection.write(HEAD + b"\r\n")
        while True:
            connection.wfile.write(bytes(100_000))

    with Site(page=endless) as site, within(2):
        assert "The page has more than 1 MB" in refusal(site.at("/page"), SMALL)


def test_rubbish_behind_a_packed_page_is_counted():
    """What comes after the end of the packed content unpacks to nothing, but it has to end too."""

    def rubbish(connection: Connection) -> None:
        connection.write(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<p>"))
        while True:
            connection.wfile.write(bytes(100_000))

    with Site(page=rubbish) as site, within(2):
        assert "The page has more than 1 MB" in refusal(site.at("/page"), SMALL)


@pytest.mark.parametrize("size", [0, MEGABYTE - 1, MEGABYTE])
def test_up_to_the_limit_all_is_taken_in(size):
    """The limit itself is allowed; an empty page is one."""
    with Site(page=Reply(bytes(size))) as site, Web(SMALL) as web:
        fetched = web.get(site.at("/page"))
    assert fetched
    assert len(fetched.content) == size


def test_a_head_without_an_end_is_left():
    """Headers as fast as the server can."""

    def endless(connection: Connection) -> None:
        connection.write(HEAD)
        while True:
            connection.wfile.write(b"X: " + b"y" * 10_000 + b"\r\n")

    with Site(page=endless) as site, within(2):
        assert "The server's answer broke off or is no HTTP" in refusal(site.at("/page"), SMALL)
