"""Makes what intake's tests read: archives, feeds, saved pages; and a web that has what it is told to have."""

from __future__ import annotations

import io
import quopri
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from karar.errors import InputError, PageError
from karar.intake.fetching import Fetched
from karar.model.documents import Page

LONG = (
    "जापान अगले 10 सालों में भारत में 10 ट्रिलियन येन का निवेश करेगा। दोनों देशों ने रक्षा सहयोग पर एक समझौता ज्ञापन पर हस्ताक्षर किए। "
)
"""A text long enough to be an entry's own."""

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Record:
    """What a test writes into an archive; ``kind`` is the record's type."""

    uri: str = "https://example.org/a"
    body: bytes = b"<!DOCTYPE html><p>A page.</p>"
    type: str | None = "text/html; charset=utf-8"
    status: str = "200 OK"
    kind: str = "response"
    http: Headers = ()
    warc: dict[str, str] = field(default_factory=lambda: {"WARC-Date": "2025-08-30T04:05:06Z"})


def write_archive(records: Iterable[Record], *, gzip: bool = True, stream: io.IOBase | None = None) -> bytes:
    """Return a WARC file with these records behind a ``warcinfo``, or write it to a stream."""
    out = stream or io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a test"}))
    for one in records:
        headers = None
        if one.kind in ("response", "revisit"):
            typed = [("Content-Type", one.type)] if one.type else []
            headers = StatusAndHeaders(one.status, [*typed, *one.http], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                one.uri,
                one.kind,
                payload=io.BytesIO(one.body),
                http_headers=headers,
                warc_headers_dict=dict(one.warc),
                warc_content_type="" if headers else (one.type or ""),
            )
        )
    return out.getvalue() if isinstance(out, io.BytesIO) else b""


def write_feed(*items: str, head: str = "", title: str = "Ministry of Examples") -> bytes:
    """Return an RSS feed with these items, each given as what stands inside ``<item>``."""
    inner = "".join(f"<item>{item}</item>\n" for item in items)
    channel = f"<channel><title>{title}</title>{head}\n{inner}</channel>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">{channel}</rss>\n'.encode()


def write_mhtml(
    html: str = "<p>सहयोग = sahyog</p>",
    *,
    address: str = "https://example.org/release",
    part_type: str = "text/html",
    headers: str = "Date: Sat, 30 Aug 2025 04:41:12 -0000\r\n",
    charset: str = "utf-8",
) -> bytes:
    """Return a page as a browser saves it, with a picture before its end."""
    page = quopri.encodestring(html.encode(charset)).replace(b"\n", b"\r\n")
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nSubject: A release\r\n{headers}"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--=_b"\r\n\r\n\r\n'
        f"----=_b\r\nContent-Type: {part_type}\r\nContent-ID: <frame@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {address}\r\n\r\n"
    )
    picture = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: a.png\r\n\r\niVBORw0K"
    return head.encode() + page + f"\r\n----=_b\r\n{picture}\r\n----=_b--\r\n".encode()


class Shelf:
    """A web without wires: it has the contents that it is told of, and notes what is asked for."""

    def __init__(self, **contents: bytes | None) -> None:
        self.contents = contents
        self.asked: list[str] = []
        self.expected: list[list[str]] = []

    def expect(self, addresses: Sequence[str]) -> None:
        """Note what is announced."""
        self.expected.append(list(addresses))

    def get(self, address: str) -> Fetched | None:
        """Return the content named like the last part of the address."""
        self.asked.append(address)
        name = address.rpartition("/")[2].replace(".", "_").replace("-", "_")
        if name not in self.contents:
            raise PageError("The server has no page there (404)", where=address, hint="Check the address.")
        content = self.contents[name]
        seen = datetime(2025, 9, 1, tzinfo=UTC)
        return Fetched(content, "text/html", address, seen) if content is not None else None


def names(found: Iterable[Page | InputError]) -> list[str]:
    """List the names of pages, and where the others went wrong."""
    return [item.name if isinstance(item, Page) else f"! {item.where}" for item in found]


def lines(found: Iterable[Page | InputError]) -> list[str]:
    """List what is told, without the pages."""
    return [str(item) for item in found if not isinstance(item, Page)]
