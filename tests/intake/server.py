"""A web server on 127.0.0.1 that behaves as badly as a test wants."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from karar.intake.fetching import Settings

CERTIFICATE = Path(__file__).parent / "secure.example.pem"
QUICK = Settings(connect=2, read=2, total=4, delay=0, pause=0.01, longest_wait=2, allow_private=True)
"""Settings with which nothing waits for long, and 127.0.0.1 may be asked."""


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass(frozen=True)
class Reply:
    """An answer: status, body and headers; a Content-Length is added unless there is one."""

    body: bytes = b"<p>A page.</p>"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Connection(BaseHTTPRequestHandler):
    """One connection; a route that is a function gets it and writes what it wants."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    site: Site

    def do_GET(self) -> None:
        asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, time.monotonic())
        self.site.asked.append(asked)
        route = self.site.routes.get(self.path, Reply(b"", 404))
        if isinstance(route, list):
            route = route.pop(0) if len(route) > 1 else route[0]
        if isinstance(route, Reply):
            self.send(route)
        else:
            route(self)

    def send(self, reply: Reply) -> None:
        """Write a whole answer."""
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def write(self, content: bytes) -> None:
        """Write bytes as they are, to the end of which the connection is closed."""
        self.close_connection = True
        self.wfile.write(content)

    def wait(self, seconds: float = 60) -> None:
        """Do nothing until the test is over."""
        self.close_connection = True
        self.site.over.wait(seconds)

    def log_message(self, *_: object) -> None:
        pass


Route = Reply | Callable[[Connection], None]


class Server(ThreadingHTTPServer):
    """A server that does not report that its callers hang up."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


class Site:
    """A running server: ``routes`` say what is answered at each path, a list one answer after the other."""

    def __init__(self, host: str = "127.0.0.1", *, secure: bool = False, **routes: Route | list[Route]) -> None:
        self.routes: dict[str, Route | list[Route]] = {f"/{name}": route for name, route in routes.items()}
        self.asked: list[Asked] = []
        self.over = threading.Event()
        self._server = Server((host, 0), type("Here", (Connection,), {"site": self}))
        self.scheme = "https" if secure else "http"
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def at(self, path: str, host: str | None = None) -> str:
        """The address of a path here, perhaps under another name."""
        return f"{self.scheme}://{host or self._server.server_address[0]}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


def redirect(target: str, status: int = 302, **headers: str) -> Reply:
    """An answer that leads elsewhere."""
    return Reply(b"", status, {"Location": target, **headers})


def here(host: str, port: int) -> list[str]:
    """Resolve every name to this machine."""
    return ["127.0.0.1"]
