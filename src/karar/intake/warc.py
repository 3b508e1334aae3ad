"""WARC: the pages of a web archive, one record after another; the archive is never in memory as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO
from urllib.parse import urlsplit

from fastwarc import WarcRecord, WarcRecordType

from karar.errors import InputError, Notice, PageError
from karar.intake.arrival import Arrival
from karar.intake.codings import undo
from karar.intake.files import too_large
from karar.intake.records import Records
from karar.model.documents import MOST_BYTES, Page

_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_SCHEMES = ("http", "https", "ftp", "file")
# SHA-1 in base 32 is how nearly every archive is written; other digests are written in too many ways to be judged.
_SHA1 = re.compile(r"sha1:[A-Z2-7]{32}")


class _CutOffError(Exception):
    """A record's bytes end before its length says so, or cannot be unpacked."""


def read_archive(stream: BinaryIO, arrival: Arrival) -> Iterator[Page | InputError]:
    """Yield the pages of a WARC file, compressed or not, in its order, and an error for each that cannot be had.

    Pages are the records of type ``response`` with status 200, and ``resource``, that hold HTML, text or PDF. A page's
    name is the archive's, ``#`` and its address. Revisits are counted, and told at the end.

    Raises:
        PageError: a day or an address was given for the whole archive.
    """
    arrival.refuse_facts_of_one_page("An archive")
    records, kinds, told = Records(stream, arrival.name), Counter[str](), 0
    for record in records:
        if isinstance(record, PageError):
            told += 1
            yield record
            continue
        kinds[str(record.record_type)] += 1
        uri = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
        one = replace(arrival, name=f"{arrival.name}#{uri or f'byte-{record.stream_pos}'}", at=uri or None)
        try:
            for item in _read(record, one):
                told += 1
                yield item
        except (_CutOffError, OSError):
            records.lose()
            told += 1
            yield PageError("The record is damaged or cut off", where=one.name, hint="Fetch or copy the archive again.")
    revisits = kinds["revisit"]
    if revisits:
        what = f"{revisits} of its records are revisits, which hold no page: nothing had changed since an earlier one"
        yield Notice(what, where=arrival.name)
    elif not told:
        hint = f"Of its {kinds.total()} records none is HTML, text or PDF that was answered with status 200."
        yield PageError("There is no page in this archive", where=arrival.name, hint=hint)


def _read(record: WarcRecord, one: Arrival) -> Iterator[Page | InputError]:
    """Yield the page in a record, or what is wrong with it; nothing where the record holds none.

    Raises:
        _CutOffError: the record is shorter than it says.
        OSError: it is damaged.
    """
    if not record.headers.get("WARC-Type") or not record.headers.get("Content-Length"):
        raise _CutOffError
    size, answer = record.content_length, record.record_type == WarcRecordType.response
    page = answer or record.record_type == WarcRecordType.resource
    if not page or not _is_of_a_page(one.at):
        _pass_over(record)
        return
    digest = record.headers.get("WARC-Block-Digest") or ""
    sound = size > MOST_BYTES or not _SHA1.fullmatch(digest) or record.verify_block_digest()
    if record.content_length < size:
        raise _CutOffError
    coding = ("", "")
    declared = record.headers.get("Content-Type")
    if answer:
        record.parse_http()
        headers = record.http_headers
        if not record.is_http_parsed or headers.status_code != 200:
            _pass_over(record)
            return
        declared = headers.get("Content-Type")
        coding = headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or ""
    if (declared or "").partition(";")[0].strip().lower() in _TYPES:
        yield from _unpack(record, replace(one, media_type=declared), coding, sound=sound)
    else:
        _pass_over(record)


def _pass_over(record: WarcRecord) -> None:
    size = record.content_length
    if record.consume() < size:
        raise _CutOffError


def _unpack(record: WarcRecord, one: Arrival, coding: tuple[str, str], *, sound: bool) -> Iterator[Page | InputError]:
    left = record.content_length
    if left > MOST_BYTES:
        _pass_over(record)
        yield too_large(one.name)
        return
    body = record.reader.read(MOST_BYTES + 1)
    if len(body) < left:
        raise _CutOffError
    if not sound:
        hint = "Fetch or copy the archive again."
        yield PageError("The record is damaged: its bytes do not have its digest", where=one.name, hint=hint)
        return
    if record.headers.get("WARC-Segment-Number"):
        yield PageError("The record is a segment of a page; segments are not put together", where=one.name)
        return
    if not body.strip():  # tracking pixels answer so, by the dozen
        return
    reason = record.headers.get("WARC-Truncated")
    if reason:
        yield Notice(f"The archive holds only the beginning of this page ({reason[:20]})", where=one.name)
    try:
        content = undo(body, *coding, one.name)
    except PageError as error:
        yield error
    else:
        yield replace(one, seen=record.record_date, how="warc").page(content)


def _is_of_a_page(uri: str | None) -> bool:
    """Whether a page may have stood at an address: a crawler's own notes and robots.txt are none."""
    try:
        parts = urlsplit(uri or "")
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and parts.path != "/robots.txt"
