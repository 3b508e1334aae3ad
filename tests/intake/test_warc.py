"""Web archives: which records are pages, what is known of them, and how far damage reaches."""

from __future__ import annotations

import gzip
import io
import os
import random
import subprocess
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc import ArchiveIterator

from karar.errors import Notice, PageError
from karar.intake import collect
from karar.intake.records import is_warc
from karar.model.documents import MOST_BYTES, Page, PageFacts
from karar.pages import read_page
from tests.intake.making import Record, lines, names, write_archive

BODY = "<!DOCTYPE html><p>भारत और नेपाल ने ऊर्जा सहयोग पर समझौता ज्ञापन पर हस्ताक्षर किए।</p>".encode()
NOISE = random.Random(1).randbytes(200_000)
"""A body that does not get shorter, so that damage lies inside it."""


def pages_of(*records, body=BODY, count=4):
    """Return records of as many pages."""
    return [*records, *(Record(f"https://example.org/{n}", body) for n in range(count))]


def open_archive(content, **given):
    """Open an archive from standard input, which can be gone back in."""
    return list(collect(["-"], stdin=io.BytesIO(content), **given))


def starts_of(content):
    """The places of an archive's records, and of its end."""
    return [*(record.stream_pos for record in ArchiveIterator(io.BytesIO(content))), len(content)]


@pytest.mark.parametrize("gzip", [True, False])
def test_a_page_of_an_archive(tmp_path, gzip):
    """Its name holds the archive's; its address and the time of archiving stand with it."""
    path = tmp_path / ("a.warc.gz" if gzip else "a.warc")
    path.write_bytes(write_archive([Record("https://example.org/समझौता", BODY)], gzip=gzip))
    (page,) = collect([str(path)])
    assert page.name == f"{path}#https://example.org/समझौता"
    assert (page.content, page.media_type, page.how) == (BODY, "text/html; charset=utf-8", "warc")
    assert page.facts == PageFacts("https://example.org/समझौता")
    assert page.seen == datetime(2025, 8, 30, 4, 5, 6, tzinfo=UTC)
    assert "नेपाल" in read_page(page).text


def test_which_records_are_pages():
    """Answers with status 200 and resources that are HTML, text or PDF; nothing else, and no crawler's own notes."""
    at = "https://example.org/"
    taken = [
        Record(f"{at}html"),
        Record(f"{at}xhtml", type="application/xhtml+xml"),
        Record(f"{at}text", b"A pact", "text/plain"),
        Record(f"{at}pdf", b"%PDF-1.4", "Application/PDF"),
        Record(f"{at}resource", kind="resource", type="text/html"),
        Record("<https://example.org/in-brackets>"),
    ]
    left = [
        Record(f"{at}picture", type="image/png"),
        Record(f"{at}untyped", type=None),
        Record(f"{at}gone", status="404 Not Found"),
        Record(f"{at}moved", status="301 Moved Permanently"),
        Record(f"{at}part", status="206 Partial Content"),
        Record(f"{at}asked", kind="request", type="application/http; msgtype=request", body=b"GET / HTTP/1.1\r\n\r\n"),
        Record(f"{at}about", kind="metadata", type="text/plain"),
        Record(f"{at}robots.txt".replace("org/", "org/"), b"User-agent: *", "text/plain"),
        Record("dns:example.org", b"x", "text/dns", kind="resource"),
        Record("metadata://gnu.org/software/wget/warc/wget.log", b"x", "text/plain", kind="resource"),
        Record("urn:text:https://example.org/html", b"x", "text/plain", kind="resource"),
        Record(f"{at}pixel", b"", "text/html"),
    ]
    mixed = [one for pair in zip(left, [*taken, *taken], strict=False) for one in pair]
    found = open_archive(write_archive([*mixed[:12], *left[6:]]))
    assert names(found) == [f"-#{one.uri.strip('<>')}" for one in taken]


def test_revisits_are_counted():
    """They say that nothing had changed, and hold no page; that is no fault."""
    revisits = [Record(f"https://example.org/{n}", b"", kind="revisit") for n in range(3)]
    page, notice = open_archive(write_archive([*revisits, Record()]))
    assert isinstance(page, Page)
    assert isinstance(notice, Notice)
    assert notice.what.startswith("3 of its records are revisits")


def test_an_archive_without_pages():
    """It is one line that says what was looked for; so is one with nothing at all in it."""
    (error,) = open_archive(write_archive([Record(type="image/png")]))
    assert str(error).startswith("-: There is no page in this archive. Of its 2 records none is HTML, text or PDF")


@pytest.mark.parametrize(
    ("body", "http"),
    [
        (gzip.compress(BODY), [("Content-Encoding", "gzip")]),
        (zlib.compress(BODY), [("Content-Encoding", "deflate")]),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY), [("Transfer-Encoding", "chunked")]),
        (BODY, [("Transfer-Encoding", "chunked"), ("Content-Encoding", "br")]),
    ],
    ids=["gzip", "deflate", "chunked", "decoded-before"],
)
def test_bodies_as_they_were_sent(body, http):
    """What HTTP did to a body is undone."""
    (page,) = open_archive(write_archive([Record(body=body, http=http)]))
    assert page.content == BODY


def test_a_bomb_among_the_records():
    """One page that would not end is one line; the others are read."""
    bomb = gzip.compress(bytes(2 * MOST_BYTES), 1)
    found = open_archive(
        write_archive([Record("https://example.org/bomb", bomb, http=[("Content-Encoding", "gzip")]), Record()])
    )
    assert names(found) == ["! -#https://example.org/bomb", "-#https://example.org/a"]
    assert "more than 50 MB" in found[0].what


def test_a_record_too_large():
    """So is a page of more than a page may have, and a film is none."""
    film = Record("https://example.org/film", bytes(MOST_BYTES + 1), "video/mp4")
    page = Record("https://example.org/large", bytes(MOST_BYTES + 1))
    found = open_archive(write_archive([film, page, Record()]))
    assert names(found) == ["! -#https://example.org/large", "-#https://example.org/a"]


def test_a_page_that_the_crawler_cut_off():
    """Only its beginning is there: that is told, and it is read."""
    warc = {"WARC-Date": "2025-08-30T04:05:06Z", "WARC-Truncated": "length"}
    notice, page = open_archive(write_archive([Record(warc=warc)]))
    assert isinstance(notice, Notice)
    assert "(length)" in notice.what
    assert isinstance(page, Page)


def test_segments_are_not_put_together():
    """A page in several records is told."""
    warc = {"WARC-Date": "2025-08-30T04:05:06Z", "WARC-Segment-Number": "1"}
    assert "segment" in lines(open_archive(write_archive([Record(warc=warc)])))[0]


def test_a_date_that_is_none():
    """A page whose date of archiving is broken was seen at no known time."""
    (page,) = open_archive(write_archive([Record(warc={"WARC-Date": "last week"})]))
    assert page.seen is None


def test_facts_for_an_archive():
    """A publisher and a language may be those of all its pages, a day or an address of one only."""
    content = write_archive(pages_of())
    assert {page.facts.publisher for page in open_archive(content, facts=PageFacts(publisher="X"))} == {"X"}
    for facts in (PageFacts(published="2025-08-30"), PageFacts(uri="https://example.org/")):
        (error,) = open_archive(content, facts=facts)
        assert "An archive holds many pages" in error.what


def test_an_archive_compressed_as_a_whole():
    """One gzip member for all records, or gzip around an archive that was compressed already."""
    records = pages_of()
    assert len(open_archive(gzip.compress(write_archive(records, gzip=False)))) == 4
    assert len(open_archive(gzip.compress(write_archive(records)))) == 4


@pytest.mark.parametrize("body", [BODY, NOISE], ids=["short", "long"])
@pytest.mark.parametrize("gzip", [True, False])
class TestDamage:
    """What is damaged is one line, and the pages after it are read."""

    def test_inside_a_record(self, gzip, body):
        """The record's own sum or digest says so."""
        content = bytearray(write_archive(pages_of(body=body), gzip=gzip))
        start, end = starts_of(content)[2:4]
        for place in range(end - (end - start) // 4, end - (end - start) // 4 + 8):
            content[place] ^= 0x55
        found = open_archive(bytes(content))
        assert len(lines(found)) == 1
        assert names(found)[0] == "-#https://example.org/0"
        assert names(found)[-2:] == ["-#https://example.org/2", "-#https://example.org/3"]

    def test_at_a_record_s_beginning(self, gzip, body):
        """The next beginning is looked for."""
        content = bytearray(write_archive(pages_of(body=body), gzip=gzip))
        start = starts_of(content)[2]
        content[start : start + 8] = b"\x00" * 8
        error = "! -"
        found = names(open_archive(bytes(content)))
        assert found == ["-#https://example.org/0", error, "-#https://example.org/2", "-#https://example.org/3"]

    def test_between_records(self, gzip, body):
        """What stands between two records belongs to neither."""
        content = write_archive(pages_of(body=body), gzip=gzip)
        start = starts_of(content)[3]
        found = open_archive(content[:start] + b"junk " * 1000 + content[start:])
        assert names(found)[:3] == ["-#https://example.org/0", "-#https://example.org/1", "! -"]
        assert len(found) == 5

    def test_before_the_first_record(self, gzip, body):
        """An archive that begins with damage is one where its name says that it is one."""
        content = write_archive(pages_of(body=body), gzip=gzip)
        found = open_archive(content[: starts_of(content)[1]] + b"\x00" * 2_000_000 + content[starts_of(content)[1] :])
        assert names(found) == ["! -", *(f"-#https://example.org/{n}" for n in range(4))]

    @pytest.mark.parametrize("kept", [0.9, 0.5, 0.2])
    def test_cut_off(self, gzip, body, kept):
        """The last record is told; those before it are whole."""
        content = write_archive(pages_of(body=body), gzip=gzip)
        start, end = starts_of(content)[4:6]
        found = open_archive(content[: start + int((end - start) * kept)])
        assert names(found)[:3] == [f"-#https://example.org/{n}" for n in range(3)]
        assert len(found) == 4
        assert isinstance(found[3], PageError)

    def test_cut_off_in_a_picture(self, gzip, body):
        """Also where what is missing is no page: pages may have stood after it."""
        content = write_archive([*pages_of(count=1, body=body), Record(body=NOISE, type="image/png")], gzip=gzip)
        assert len(lines(open_archive(content[:-1000]))) == 1

    def test_through_a_pipe(self, gzip, body):
        """Where it cannot be gone back, the reading stops at the damage, and says so."""
        content = bytearray(write_archive(pages_of(body=body), gzip=gzip))
        start = starts_of(content)[3]
        content[start : start + 8] = b"\x00" * 8
        piped = io.BufferedReader(Pipe(bytes(content)))
        found = list(collect(["-"], stdin=piped))
        assert names(found) == ["-#https://example.org/0", "-#https://example.org/1", "! -"]
        assert "Save it as a file" in found[-1].hint


class Pipe(io.RawIOBase):
    """Bytes that come once."""

    def __init__(self, content):
        self.rest = io.BytesIO(content)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self.rest.readinto(buffer)


@pytest.mark.parametrize("length", [b"20", b"900", b"9999999999", b"-5", b"x"])
def test_a_length_that_is_wrong(length):
    """It is found out, and leads over no record after it."""
    content = write_archive(pages_of(), gzip=False)
    start = content.index(b"Content-Length: ", starts_of(content)[2]) + 16
    end = content.index(b"\r\n", start)
    found = open_archive(content[:start] + length + content[end:])
    assert names(found)[0] == "-#https://example.org/0"
    assert names(found)[-2:] == ["-#https://example.org/2", "-#https://example.org/3"]
    assert 1 <= len(lines(found)) <= 2


def test_whatever_happens_to_one_record():
    """Nothing is raised, and every page of the other records is read."""
    chance = random.Random(2)
    for turn in range(400):
        content = bytearray(write_archive(pages_of(body=BODY * 3), gzip=turn % 2 == 0))
        hit = chance.randrange(4)
        start, end = starts_of(bytes(content))[1 + hit : 3 + hit]
        place, cut = chance.randrange(start, end), chance.randint(0, 30)
        put = chance.choice([b"", b"\r\n", b"\x00", b"WARC/1.0\r\n", b"HTTP/1.1 200", b"\x1f\x8b\x08", b"9" * 20])
        content[place : min(place + cut, end)] = put
        found = {page.facts.uri: page.content for page in open_archive(bytes(content)) if isinstance(page, Page)}
        others = {f"https://example.org/{n}" for n in range(4) if n != hit}
        assert others <= set(found), f"{turn}: {put!r} in {place - start} of {end - start}"
        assert {found[uri] for uri in others} == {BODY * 3}


def test_what_begins_like_an_archive():
    """A text about archives is a text."""
    assert is_warc(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n")
    assert is_warc(gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n"))
    assert not is_warc(b"WARC/1.0 is a format")
    assert not is_warc(gzip.compress(b"A pact"))


MEASURE = """
import resource, sys
from karar.intake import collect
most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
pages = collect([sys.argv[1]])
next(pages); early = most()
print(1 + sum(1 for _ in pages), (most() - early) // 1024)
"""


@pytest.mark.slow
def test_memory_stays_flat(tmp_path):
    """Twenty thousand pages, 600 MB of them, take no more memory than the first ones."""
    path = tmp_path / "large.warc.gz"
    with path.open("wb") as file:
        write_archive((Record(f"https://example.org/{n}", BODY * 200) for n in range(20_000)), stream=file)
    source = Path(__file__).parents[2] / "src"
    called = [sys.executable, "-c", MEASURE, str(path)]
    told = subprocess.run(called, env={**os.environ, "PYTHONPATH": str(source)}, capture_output=True, check=True)
    count, grown = map(int, told.stdout.split())
    assert count == 20_000
    assert grown < 30, f"{grown} MiB more"
