"""What a fetch brings, where it goes, and what it says where it brings nothing."""

from __future__ import annotations

import gzip
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import brotli
import pytest

from karar.errors import PageError
from karar.intake.fetching import Fetched
from karar.intake.web import Web
from tests.intake.server import CERTIFICATE, QUICK, Reply, Site, here, redirect

NO_ROBOTS = replace(QUICK, obey_robots=False)


def fetch(address: str, **settings) -> Fetched:
    """Fetch one page."""
    with Web(replace(NO_ROBOTS, **settings)) as web:
        fetched = web.get(address)
    assert fetched is not None
    return fetched


def refusal(address: str, **settings) -> str:
    """Fetch one page that cannot be had; return the line that says so, without the address at its head."""
    with pytest.raises(PageError) as error:
        fetch(address, **settings)
    where = error.value.where
    assert where is not None
    return str(error.value).removeprefix(f"{where}: ")


def test_a_page_comes_with_what_its_server_said():
    """Bytes, whole Content-Type, validators, final address without a fragment, and when it was seen."""
    told = {"Content-Type": "text/html; charset=windows-1252", "ETag": 'W/"7"', "Last-Modified": "Sun, 31 Aug 2025"}
    with Site(page=Reply(b"\x93A pact\x94", headers=told)) as site:
        before = datetime.now(UTC)
        fetched = fetch(site.at("/page#top"))
        assert before <= fetched.seen <= datetime.now(UTC)
        assert fetched == Fetched(
            b"\x93A pact\x94", told["Content-Type"], site.at("/page"), fetched.seen, 'W/"7"', "Sun, 31 Aug 2025"
        )
        (asked,) = site.asked
        assert asked.headers["user-agent"].startswith("Karar/")
        assert not {"cookie", "authorization", "referer", "if-none-match"} & asked.headers.keys()


def test_the_client_is_loaded_when_it_is_needed():
    """Who reads files alone is spared it."""
    heavy = {"httpx2", "httpcore2", "stamina", "protego"}
    code = f"import sys, karar.intake; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told == "[]\n"


def test_a_page_without_a_type():
    """A server that says nothing of the page leaves it open."""
    with Site(page=Reply(b"x")) as site:
        fetched = fetch(site.at("/page"))
    assert (fetched.media_type, fetched.etag, fetched.last_modified, fetched.redirects) == (None, None, None, ())


def test_letters_of_all_scripts():
    """A path in Hindi is sent percent-encoded; a host in Hindi is asked under its ASCII name."""
    with Site() as site, Web(NO_ROBOTS, resolver=here) as web:
        path = "/%E0%A4%95%E0%A4%B0%E0%A4%BE%E0%A4%B0"
        site.routes[f"{path}?q=%C3%A9"] = Reply()
        fetched = web.get(site.at("/करार?q=é", "करार.example"))
        assert fetched
        assert fetched.uri == site.at(f"{path}?q=%C3%A9", "xn--11b8ca9c.example")
        assert site.asked[0].headers["host"] == f"xn--11b8ca9c.example:{site.port}"


# --- redirects ---


def test_redirects_are_followed_and_named():
    """Absolute, relative and non-ASCII targets; every status that redirects; the way stands with the page."""
    with Site(e=Reply(b"there")) as site:
        site.routes |= {
            "/a": redirect("b", 301),
            "/b": redirect(f"//127.0.0.1:{site.port}/c", 303),
            "/c": redirect("/d#part", 307),
            "/d": redirect(site.at("/e"), 308),
        }
        fetched = fetch(site.at("/a"))
        assert (fetched.content, fetched.uri) == (b"there", site.at("/e"))
        assert fetched.redirects == tuple(site.at(path) for path in ("/a", "/b", "/c", "/d"))


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/start", "redirects in a loop, back to http://127.0.0.1:"),
        ("/next", "redirects in a loop, back to http://127.0.0.1:"),
        ("ftp://example.org/a", "redirects to ftp://example.org/a: only http and https addresses are fetched"),
        ("http://me:secret@127.0.0.1/", "redirects to http://127.0.0.1/: the address holds a user's name or password"),
        ("http://127.0.0.1:x/", "redirects to an address that cannot be read"),
        ("http:///", "cannot"),
        ("javascript:alert(1)", "redirects to an address that cannot be read"),
    ],
)
def test_a_redirect_that_leads_nowhere(target, told):
    """A loop, another scheme, a password and a malformed target are each said in one line."""
    with Site(start=redirect(target), next=redirect("/start")) as site:
        line = refusal(site.at("/start"))
    assert told in line
    assert "secret" not in line


def test_redirects_have_an_end():
    """A server that always leads on is left after so many steps."""

    def on(connection):
        connection.send(redirect(connection.path + "x"))

    with Site() as site:
        site.routes |= {"/" + "x" * n: on for n in range(1, 20)}
        assert "redirects more than 3 times" in refusal(site.at("/x"), max_redirects=3)
        assert site.paths() == ["/x", "/xx", "/xxx", "/xxxx"]


def test_a_cookie_lasts_for_one_visit():
    """A server that sends a visitor back to the same page with a cookie is no loop; the next visit has none."""

    def door(connection):
        known = connection.headers["Cookie"]
        connection.send(Reply() if known else redirect("/page", **{"Set-Cookie": "in=1; Path=/"}))

    with Site(page=door) as site, Web(NO_ROBOTS) as web:
        assert web.get(site.at("/page"))
        assert web.get(site.at("/page"))
        assert [asked.headers.get("cookie") for asked in site.asked] == [None, "in=1", None, "in=1"]


def test_a_cookie_that_cannot_be_sent_back_is_not_taken():
    """One in letters that no header has; the page is fetched without it."""
    cookie = {"Set-Cookie": "\xe0\xa4\x95=\xe0; Path=/"}
    with Site(start=redirect("/page", **cookie), page=Reply()) as site:
        assert fetch(site.at("/start"))
        assert "cookie" not in site.asked[-1].headers


# --- statuses ---


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (204, "The server's answer has no page (204). Check the address."),
        (206, "The server's answer has no page (206). Check the address."),
        (300, "The server redirects without saying where to (300)."),
        (304, "The server says that nothing has changed, which it was not asked (304)."),
        (400, "The server does not understand the address (400). Check the address."),
        (401, "The page is behind a login (401). Save it in a browser and read the file."),
        (403, "The server refuses the page (403). Open it in a browser, save the page and read the file."),
        (404, "There is no page at this address (404). Check the address."),
        (410, "The page was removed for good (410). Look for a copy in an archive."),
        (418, "The server refuses the page (418). Check the address."),
        (451, "The page is withheld for legal reasons (451). Look for a copy in an archive."),
        (500, "The server failed (500). Try again later."),
        (599, "The server failed (599). Try again later."),
        (999, "The server's answer makes no sense (999). Try again later."),
    ],
)
def test_each_status_is_one_line(status, told):
    """What, where and what to do; and such a server is asked once."""
    with Site(page=Reply(b"", status)) as site:
        assert refusal(site.at("/page")).startswith(told)
        assert len(site.asked) == 1


def test_a_status_after_a_redirect_says_where():
    """The line begins with the address that was asked for, and names the one that failed."""
    with Site(page=redirect("/gone")) as site, pytest.raises(PageError) as error:
        fetch(site.at("/page"))
    assert error.value.where == site.at("/page")
    assert error.value.what == f"There is no page at this address (404), redirected to {site.at('/gone')}"


# --- packed answers ---

TEXT = "करार ".encode() * 1000


def packed_by(name: str) -> bytes:
    """Pack the text."""
    deflate = zlib.compressobj(wbits=-15)
    return {
        "gzip": gzip.compress(TEXT),
        "x-gzip": gzip.compress(TEXT),
        "deflate": zlib.compress(TEXT),
        "raw deflate": deflate.compress(TEXT) + deflate.flush(),
        "br": brotli.compress(TEXT),
        "gzip, br": brotli.compress(gzip.compress(TEXT)),
        "identity": TEXT,
        "": TEXT,
    }[name]


@pytest.mark.parametrize("name", ["gzip", "x-gzip", "deflate", "raw deflate", "br", "gzip, br", "identity", ""])
def test_a_packed_answer_is_unpacked(name):
    """Each way that servers pack, and several at once."""
    with Site(page=Reply(packed_by(name), headers={"Content-Encoding": name.removeprefix("raw ")})) as site:
        assert fetch(site.at("/page")).content == TEXT
        assert site.asked[0].headers["accept-encoding"] == "gzip, deflate, br"


def test_an_archive_stays_one():
    """What is packed itself, not for the way, is handed on as it is."""
    content = gzip.compress(TEXT)
    with Site(page=Reply(content, headers={"Content-Type": "application/gzip"})) as site:
        assert fetch(site.at("/page")).content == content


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("zstd", b"?", "packs the page in a way that is not read (zstd)"),
        ("z" * 9000, b"?", f"packs the page in a way that is not read ({'z' * 80}…)"),
        ("gzip", b"no gzip", "cannot be unpacked"),
        ("br", b"\xff\xff\xff\xff", "cannot be unpacked"),
        ("gzip, gzip, gzip, gzip, gzip, gzip", b"?", "cannot be unpacked"),
    ],
)
def test_what_cannot_be_unpacked(name, content, told):
    """Another packing, a broken one and a pile of them are said in one line."""
    with Site(page=Reply(content, headers={"Content-Encoding": name})) as site:
        assert told in refusal(site.at("/page"))


# --- the connection ---


def test_a_host_that_is_not_there():
    """No such name, and a port where nobody listens."""
    assert refusal("http://nothing.invalid/").startswith("There is no host nothing.invalid. Check the address")
    with Site() as site:
        nobody = site.at("/")
    assert refusal(nobody).startswith("The host 127.0.0.1 cannot be reached ([Errno 111] Connection refused).")


def test_a_proxy_is_not_used_and_that_is_said(monkeypatch):
    """A page is fetched past the environment's proxy; where that fails, the line names it."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with Site(page=Reply()) as site:
        assert fetch(site.at("/page"))
    assert "the proxy that HTTP_PROXY names" in refusal(site.at("/page"))


def test_a_secure_page_needs_proof(monkeypatch):
    """A certificate that nobody trusts, or another host's, is refused; a trusted one of that name is not."""
    untrusted = pytest.raises(PageError, match=r"secure\.example cannot prove that it is the one \(self-signed")
    with Site(secure=True, page=Reply(b"safe")) as site, Web(NO_ROBOTS, resolver=here) as web, untrusted:
        web.get(site.at("/page", "secure.example"))
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with Site(secure=True, page=Reply(b"safe")) as site, Web(NO_ROBOTS, resolver=here) as web:
        fetched = web.get(site.at("/page", "secure.example"))
        assert fetched
        assert fetched.content == b"safe"
        with pytest.raises(PageError, match=r"other\.example cannot prove .*Hostname mismatch"):
            web.get(site.at("/page", "other.example"))


def test_no_secure_server_at_all():
    """A server that speaks plain HTTP where TLS was asked for."""
    with Site(page=Reply()) as site:
        line = refusal(site.at("/page").replace("http://", "https://"))
    assert line.startswith("No secure connection with 127.0.0.1 comes about (")


HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"


@pytest.mark.parametrize("content", [b"", HALF, b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 2000 x\r\n\r\n"])
def test_an_answer_that_breaks_off(content):
    """It is asked for again, then the fault is one line; half a page is no page."""
    with Site(page=lambda connection: connection.write(content)) as site:
        assert refusal(site.at("/page")).startswith("The server's answer broke off or is no HTTP (")
        assert len(site.asked) == QUICK.attempts


def test_a_connection_that_breaks_once():
    """The next attempt brings the page."""
    with Site(page=[lambda connection: connection.write(b""), Reply(b"there")]) as site:
        assert fetch(site.at("/page")).content == b"there"
