"""A server that was asked before is asked only for what is new."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from karar.errors import PageError
from karar.intake.fetching import Former, Visit
from karar.intake.web import Web
from karar.model.identity import digest_bytes
from tests.intake.server import QUICK, Connection, Reply, Site, redirect

PAGE = b"<p>A pact.</p>"


@dataclass
class Known:
    """A former visit as a ledger knows it."""

    etag: str | None
    last_modified: str | None
    final_uri: str | None
    content: str | None


@dataclass
class Memory:
    """Keeps visits for as long as the test; what brought something is known."""

    visits: list[Visit] = field(default_factory=list)

    def last_fetch(self, uri: str) -> Former | None:
        for visit in reversed(self.visits):
            if visit.asked == uri and visit.content:
                return Known(visit.etag, visit.last_modified, visit.uri, visit.content)
        return None

    def note(self, visit: Visit) -> None:
        self.visits.append(visit)


def page(**headers: str):
    """A page that a server knows again by its validators; it says once more which they are, or not."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(connection: Connection) -> None:
        same = connection.headers["If-None-Match"] == told.get("ETag") and connection.headers[
            "If-Modified-Since"
        ] == told.get("Last-Modified")
        connection.send(Reply(b"", 304) if same else Reply(PAGE, 200, told))

    return answer


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": '"7"'},
        {"ETag": 'W/"\xe9"'},
        {"Last_Modified": "Sun, 31 Aug 2025 10:00:00 GMT"},
        {"ETag": '"7"', "Last_Modified": "Sun, 31 Aug 2025 10:00:00 GMT"},
    ],
)
def test_an_unchanged_page_does_not_come_again(headers):
    """The validators go back as they came; the visit is kept with what still stands."""
    memory = Memory()
    with Site(page=page(**headers)) as site, Web(QUICK, memory) as web:
        assert web.get(site.at("/page#a"))
        assert web.get(site.at("/page#b")) is None
        assert web.get(site.at("/page")) is None
    assert [visit.status for visit in memory.visits] == [200, 304, 304]
    assert {visit.content for visit in memory.visits} == {digest_bytes(PAGE)}
    assert len({(visit.etag, visit.last_modified) for visit in memory.visits}) == 1
    assert {visit.asked for visit in memory.visits} == {site.at("/page")}


def test_a_changed_page_comes_again():
    """The server decides."""
    memory = Memory()
    with Site(page=[Reply(PAGE, headers={"ETag": '"1"'}), Reply(b"new", headers={"ETag": '"2"'})]) as site:
        with Web(QUICK, memory) as web:
            web.get(site.at("/page"))
            fetched = web.get(site.at("/page"))
        assert fetched
        assert (fetched.content, fetched.etag) == (b"new", '"2"')
        assert site.asked[-1].headers["if-none-match"] == '"1"'


def test_validators_go_to_the_server_that_gave_them():
    """Behind a redirect they are told to the last one; where the way changes, to nobody."""
    memory = Memory()
    with (
        Site(start=redirect("/page"), page=page(ETag='"7"'), other=page(ETag='"7"')) as site,
        Web(QUICK, memory) as web,
    ):
        assert web.get(site.at("/start"))
        assert web.get(site.at("/start")) is None
        last = {asked.path: asked.headers.get("if-none-match") for asked in site.asked}
        assert last == {"/robots.txt": None, "/start": None, "/page": '"7"'}
        site.routes["/start"] = redirect("/other")
        assert web.get(site.at("/start"))
    assert [visit.uri for visit in memory.visits] == [site.at(path) for path in ("/page", "/page", "/other")]


def test_no_validators_no_condition():
    """A server that gave none is asked for the page."""
    memory = Memory()
    with Site(page=Reply(PAGE)) as site, Web(QUICK, memory) as web:
        assert web.get(site.at("/page"))
        assert web.get(site.at("/page"))
        assert not {"if-none-match", "if-modified-since"} & site.asked[-1].headers.keys()


def test_a_validator_without_measure_is_let_go():
    """What a server says is kept and sent back only where it is short."""
    memory = Memory()
    with Site(page=Reply(PAGE, headers={"ETag": '"' + "x" * 5000 + '"'})) as site, Web(QUICK, memory) as web:
        assert web.get(site.at("/page"))
        assert web.get(site.at("/page"))
    assert {visit.etag for visit in memory.visits} == {None}


def test_without_a_history_everything_comes_anew():
    """Nothing is remembered from one visit to the next."""
    with Site(page=page(ETag='"7"')) as site, Web(QUICK) as web:
        assert web.get(site.at("/page"))
        assert web.get(site.at("/page"))


def test_an_answer_without_a_page_is_kept_too():
    """That it was asked for and not there; silence and refusals of our own are no visits."""
    memory = Memory()
    hang = Connection.wait
    with Site(page=Reply(b"", 404), hang=hang) as site, Web(replace(QUICK, read=0.1), memory) as web:
        for path in ("/page", "/hang"):
            with pytest.raises(PageError):
                web.get(site.at(path))
    assert [(visit.status, visit.content) for visit in memory.visits] == [(404, None)]
