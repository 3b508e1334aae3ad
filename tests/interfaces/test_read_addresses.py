"""``karar read`` with addresses, as a person calls it, against a real server."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from karar.pipeline.processes import Workers
from tests.intake.server import Connection, Reply, Site
from tests.interfaces.making import Caller

PLEDGE = "जापान अगले 10 सालों में भारत में 10 ट्रिलियन येन का निवेश करेगा।"
PACT = "India and Nepal signed an agreement on health on Friday."
UTF_8 = {"Content-Type": "text/plain; charset=utf-8"}
MEANT = ("--allow-private", "--delay", "0")


def known_again(connection: Connection) -> None:
    """A page that its server knows again."""
    same = connection.headers["If-None-Match"] == '"7"'
    connection.send(Reply(b"", 304) if same else Reply(PLEDGE.encode(), headers={**UTF_8, "ETag": '"7"'}))


@pytest.fixture
def site():
    """A site with two pages."""
    with Site(page=known_again, pact=Reply(PACT.encode(), headers=UTF_8)) as running:
        yield running


def lines(told: str) -> list[dict]:
    """The claims of JSON Lines."""
    return [json.loads(line) for line in told.splitlines()]


def test_pages_are_fetched_read_and_kept(karar: Caller, site: Site):
    """Several at once, in their order; the source is the address, and the ledger knows when it was seen, and how."""
    told = karar("read", site.at("/page#top"), site.at("/pact"), "--json", *MEANT)
    assert told.code == 0
    assert [(claim["act"], claim["source"]["uri"]) for claim in lines(told.out)] == [
        ("pledge", site.at("/page")),
        ("sign", site.at("/pact")),
    ]
    with sqlite3.connect(karar.ledger) as ledger:
        assert ledger.execute("SELECT how, count(seen) FROM observations GROUP BY how").fetchall() == [("fetch", 2)]
        assert ledger.execute("SELECT uri, status FROM fetches ORDER BY seq").fetchall() == [
            (site.at("/page"), 200),
            (site.at("/pact"), 200),
        ]


def test_what_has_not_changed_is_not_fetched_again(karar: Caller, site: Site):
    """A line says so, and it is no fault; the pages whose server does not know are fetched and known."""
    karar("read", site.at("/page"), site.at("/pact"), *MEANT)
    told = karar("read", site.at("/page"), site.at("/pact"), *MEANT)
    assert told.code == 0
    assert "1 page has not changed since the last reading, by what the server says." in told.err
    assert told.out.startswith("1 page read, 1 claim found; 0 new")


@pytest.mark.parametrize("more", [["--json"], ["--table"], ["--published", "2025-08-29"], ["--dry-run"]])
def test_what_is_wanted_is_fetched_all_the_same(karar: Caller, site: Site, more: list[str]):
    """To be shown, or with other facts, or where no ledger is asked."""
    karar("read", site.at("/page"), *MEANT)
    told = karar("read", site.at("/page"), *more, *MEANT)
    assert told.code == 0
    assert "has not changed" not in told.err
    assert "if-none-match" not in site.asked[-1].headers


def test_a_page_that_was_not_read_to_its_end_is_fetched_again(karar: Caller, site: Site):
    """What the server says of a page counts only where the page was read."""
    site.routes["/empty"] = Reply(b"", headers={"ETag": '"1"'})
    assert karar("read", site.at("/empty"), *MEANT).code == 3
    assert "The page is empty" in karar("read", site.at("/empty"), *MEANT).err
    assert "if-none-match" not in site.asked[-1].headers


def test_what_cannot_be_had_is_one_line_and_the_others_are_read(karar: Caller, site: Site):
    """Each fault names the address and the way out; the call ends with 3."""
    told = karar("read", site.at("/none"), "ftp://example.org/a", site.at("/pact"), *MEANT)
    assert told.code == 3
    first, second = told.err.splitlines()
    assert first == f"karar read: {site.at('/none')}: There is no page at this address (404). Check the address."
    assert second.startswith("karar read: ftp://example.org/a: Only http and https addresses are fetched. Fetch the")
    assert told.out == f"1 page read, 1 claim found; 1 new in {karar.ledger}; 2 pages could not be read.\n"


def test_inner_addresses_have_to_be_meant(karar: Caller, site: Site):
    """Without --allow-private nothing is sent to them."""
    told = karar("read", site.at("/page"))
    assert told.code == 3
    assert "The host 127.0.0.1 is not public (this machine). Give --allow-private to fetch from there." in told.err
    assert site.asked == []


def test_time_size_and_pace_are_settings(karar: Caller, site: Site):
    """Each option does what it says."""
    site.routes |= {"/hang": Connection.wait, "/large": Reply(b"x" * 2000)}
    started = time.monotonic()
    told = karar("read", site.at("/hang"), *MEANT, "--timeout", "0.2")
    assert time.monotonic() - started < 15  # the usual limits are 20 and 60 seconds
    assert "Allow more with --timeout." in told.err or "sent nothing for 0.2 seconds" in told.err
    told = karar("read", site.at("/large"), *MEANT, "--max-size", "0.001")
    assert "The page has more than 0.001 MB. Allow more with --max-size." in told.err
    started = time.monotonic()
    karar("read", site.at("/pact"), site.at("/page"), "--allow-private", "--delay", "0.5")
    assert time.monotonic() - started >= 0.5


def test_a_password_is_neither_shown_nor_kept(karar: Caller, site: Site):
    """In an address to fetch, and in one that is only said."""
    address = site.at("/page").replace("//", "//me:secret@")
    told = karar("read", address, *MEANT)
    assert "The address holds a user's name or password" in told.err
    (karar.ledger.parent / "a.txt").write_text(PACT, encoding="utf-8")
    said = karar("read", "a.txt", "--address", address)
    assert said.code == 2
    assert said.err.startswith("karar read: --address: The address holds a user's name or password.")
    assert "secret" not in told.out + told.err + said.out + said.err
    assert all(b"secret" not in path.read_bytes() for path in karar.ledger.parent.glob("karar.db*"))
    assert site.asked == []


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("“India and Nepal signed an agreement”".encode("windows-1252"), "text/plain; charset=windows-1252"),
        ("“India and Nepal signed an agreement”".encode("utf-16-le"), "text/plain; charset=utf-16le"),
        ("“India and Nepal signed an agreement”".encode("cp1256"), 'text/plain;charset="windows-1256"'),
    ],
)
def test_the_server_s_word_on_the_character_set_counts(karar: Caller, site: Site, content: bytes, media_type: str):
    """The bytes are read as the Content-Type says."""
    site.routes["/page"] = Reply(content, headers={"Content-Type": media_type})
    (claim,) = lines(karar("read", site.at("/page"), "--json", *MEANT).out)
    assert claim["quote"]["text"] == "“India and Nepal signed an agreement”"


def test_workers_are_forked_before_anything_else_is_at_work(karar: Caller, monkeypatch: pytest.MonkeyPatch):
    """A fork takes over the locks of other threads; there are none when the first page is handed on."""
    fetching: list[str] = []
    start = Workers._start

    def look(workers: Workers) -> bool:
        fetching.extend(thread.name for thread in threading.enumerate() if thread.name.startswith("fetch"))
        return start(workers)

    monkeypatch.setattr(Workers, "_start", look)
    with Site(**{str(n): Reply(f"{PACT} {n}".encode(), headers=UTF_8) for n in range(8)}) as site:
        addresses = [site.at(f"/{n}", ("127.0.0.1", "localhost")[n % 2]) for n in range(8)]
        told = karar("read", *addresses, *MEANT, "--jobs", "2")
    assert told.out.startswith("8 pages read, 8 claims found")
    assert fetching == []


def test_ctrl_c_ends_it_at_once(ledger_file: Path, site: Site):
    """While servers hang; what was read before is kept, and so are the visits."""
    site.routes["/hang"] = Connection.wait
    addresses = [site.at("/pact"), site.at("/hang"), site.at("/hang", "localhost"), site.at("/page")]
    call = [sys.executable, "-m", "karar.interfaces.cli.main", "read", *addresses, *MEANT]
    running = subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=os.environ | {"NO_COLOR": "1"})
    end = time.monotonic() + 30
    while site.paths().count("/hang") < 2 and time.monotonic() < end:
        time.sleep(0.05)
    started = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert time.monotonic() - started < 10  # a server that hangs is given 20 seconds
    assert (running.returncode, told) == (130, "karar read: stopped; what was already written is kept.\n")
    with sqlite3.connect(ledger_file) as ledger:
        assert ledger.execute("SELECT count(*) FROM claims").fetchone() == (1,)
        assert (site.at("/pact"), 200) in ledger.execute("SELECT uri, status FROM fetches").fetchall()
