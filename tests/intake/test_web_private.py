"""Addresses that are not public are not connected to, whatever leads there; and the one looked at is the one used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from karar.errors import PageError
from karar.intake import transport
from karar.intake.hosts import kind_of
from karar.intake.web import Web
from tests.intake.server import QUICK, Reply, Site, here, redirect

CAREFUL = replace(QUICK, allow_private=False)


def refusal(address: str, **others) -> str:
    """Fetch what must not be fetched; return the line."""
    with Web(CAREFUL, **others) as web, pytest.raises(PageError) as error:
        web.get(address)
    return str(error.value)


@pytest.fixture
def public(monkeypatch):
    """Let 127.0.0.2 count as public, so that there is a public server to be asked."""
    monkeypatch.setattr(transport, "kind_of", lambda address: None if address == "127.0.0.2" else kind_of(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1", "127.1", "localhost"]
)
def test_this_machine_is_refused_however_it_is_written(host):
    """Nothing is sent there, not even for robots.txt."""
    with Site(page=Reply()) as site:
        line = refusal(site.at("/page", host))
        assert "is not public (" in line
        assert "Give --allow-private to fetch from there." in line
        assert site.asked == []


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "fd00:ec2::254", "100.100.100.200"])
def test_a_name_that_resolves_to_an_inner_address(address):
    """The line names the host and what it leads to."""
    line = refusal("https://metadata.example/latest", resolver=lambda host, port: [address])
    assert line.startswith(
        f"https://metadata.example/latest: The host metadata.example leads to {address}, which is not public ("
    )


def test_a_name_with_inner_addresses_alone_is_refused_all_the_same():
    """No single one of them is connected to."""
    with Site(page=Reply()) as site:
        assert "not public" in refusal(site.at("/page", "a.example"), resolver=lambda *_: ["10.0.0.1", "127.0.0.1"])
        assert site.asked == []


def test_of_mixed_addresses_the_public_ones_are_used(public):
    """An inner address among them is passed over."""
    with Site("127.0.0.2", page=Reply(b"there")) as site:
        with Web(CAREFUL, resolver=lambda *_: ["127.0.0.1", "127.0.0.2"]) as web:
            assert web.get(site.at("/page", "a.example"))
        assert site.paths() == ["/page"]


def test_a_redirect_to_an_inner_address(public):
    """A public server cannot send the visitor inside, by a number or by a name."""
    names = {"inner.example": ["127.0.0.1"]}
    with Site(page=Reply(b"secret")) as inner, Site("127.0.0.2") as site:
        site.routes |= {
            "/number": redirect(inner.at("/page")),
            "/name": redirect(inner.at("/page", "inner.example")),
        }
        for path in ("/number", "/name"):
            line = refusal(site.at(path), resolver=lambda host, port: names.get(host, [host]))
            assert "is not public (this machine)" in line
        assert inner.asked == []


def test_a_robots_txt_does_not_lead_inside(public):
    """Its redirects are looked at like those of a page."""
    with Site(page=Reply()) as inner, Site("127.0.0.2", page=Reply()) as site:
        site.routes["/robots.txt"] = redirect(inner.at("/page"))
        assert "is not public (this machine)" in refusal(site.at("/page"), resolver=lambda host, port: [host])
        assert inner.asked == []
        assert site.paths() == []


def test_a_name_is_resolved_once_for_each_connection(public):
    """A name that leads elsewhere the second time (DNS rebinding): what was looked at is what is connected to."""
    answers = [["127.0.0.2"], ["127.0.0.1"]]
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    with Site("127.0.0.2", page=Reply(b"outside")) as site:
        with Web(replace(CAREFUL, obey_robots=False), resolver=rebinding) as web:
            fetched = web.get(site.at("/page", "rebinding.example"))
            assert fetched
            assert fetched.content == b"outside"
            assert asked == ["rebinding.example"]
        assert site.asked[0].headers["host"] == f"rebinding.example:{site.port}"
        with Web(replace(CAREFUL, obey_robots=False), resolver=rebinding) as web, pytest.raises(PageError):
            web.get(site.at("/page", "rebinding.example"))
        assert len(asked) == 2


def test_what_is_inside_may_be_asked_for():
    """With allow_private, names and numbers alike."""
    with Site(page=Reply(b"inside")) as site, Web(QUICK, resolver=here) as web:
        for host in ("127.0.0.1", "inner.example"):
            fetched = web.get(site.at("/page", host))
            assert fetched
            assert fetched.content == b"inside"
