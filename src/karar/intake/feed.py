"""Feeds (RSS, Atom, RSS 1.0 in RDF, JSON Feed): their entries, each with its link, its day and what it says itself.

Nothing is fetched here, and no entity of a feed's own is resolved but a single character.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin
from xml.sax import SAXException

import feedparser

from karar.errors import InputError, Notice, PageError
from karar.intake.arrival import Arrival
from karar.pages.dates import find_days, iso_day
from karar.pages.decode import charset, decode

LEAST = 120
"""How many characters of its own an entry must have to be read as a page; a teaser has fewer."""

# The parser takes about a second for a megabyte, some fifty times as long for a megabyte of nothing but tags.
_MOST_CHARACTERS = 10_000_000
_MOST_TAGS = 200_000
_ENTITY = re.compile(
    r"<!ENTITY\b(?!\s+\w+\s+(?:\"(?:[^&%\"]|&#\w{1,7};)?\"|'(?:[^&%']|&#\w{1,7};)?')\s*>)", re.IGNORECASE
)
_CLOSED = re.compile(r"</\s*(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    Attributes:
        mark: what tells it from the others in the feed: its link, its id or its place.
        link: the address of its page.
        published: the ISO day that it was published on, as written in its own time zone.
        html: what it says itself, as a page; empty where that is less than `LEAST` characters.
        fault: the date that could not be read.
    """

    mark: str
    link: str | None
    published: str | None
    html: bytes
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title, its entries, each once, and what is to be said of it."""

    title: str | None
    entries: Sequence[Entry]
    faults: Sequence[InputError] = ()


@dataclass(frozen=True, slots=True)
class _Raw:
    """An entry as its format has it; its title and its own texts, of which one is taken, as HTML."""

    id: str
    link: str
    title: str
    own: Sequence[str]
    date: str


@dataclass(frozen=True, slots=True)
class _Parsed:
    title: str
    lang: str
    entries: Sequence[_Raw]
    faults: Sequence[InputError] = ()


def read_feed(content: bytes, arrival: Arrival) -> Feed:
    """Return a feed; relative links are resolved against the address that it stood at, or that it names itself.

    Raises:
        PageError: it has no entry that can be read, is too large, or declares entities, by which it could grow.

    >>> item = b"<item><link>https://example.org/a</link><pubDate>Sat, 30 Aug 2025 01:15:00 +0530</pubDate></item>"
    >>> feed = read_feed(b"<rss version='2.0'><channel><title>X</title>" + item + b"</channel></rss>", Arrival("a.rss"))
    >>> feed.title, feed.entries[0].link, feed.entries[0].published
    ('X', 'https://example.org/a', '2025-08-30')
    """
    name, base = arrival.name, arrival.given.uri or arrival.at or ""
    text, _ = decode(content, where=name, html=True, declared=charset(arrival.media_type))
    try:
        found = _read_json(text, base) if text.lstrip().startswith("{") else _read_xml(text, base, name)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        what = f"The feed is broken ({type(error).__name__})"
        raise PageError(what, where=name, hint="Fetch it again.") from error
    entries, known = list[Entry](), set[tuple[str, str]]()
    for number, raw in enumerate(found.entries, start=1):
        link = raw.link if re.match(r"https?://[^/%\s]", raw.link, re.IGNORECASE) else ""
        key = (link, raw.id or ("" if link else f"{number}"))
        if key not in known:
            known.add(key)
            entries.append(_entry(raw, link, number, found.lang))
    return Feed(found.title or None, entries, found.faults)


def _entry(raw: _Raw, link: str, number: int, lang: str) -> Entry:
    published = _day(raw.date)
    fault = raw.date[:60] if raw.date and published is None else None
    own = max(raw.own, key=len, default="")
    html = b""
    if len(_plain(own)) >= LEAST:
        title = escape(_plain(raw.title))
        head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
        body = f"<body><article><h1>{title}</h1>\n{own}\n</article></body>"
        html = f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n{head}\n{body}\n</html>\n'.encode()
    mark = link or " ".join(raw.id.split())[:100] or str(number)
    return Entry(mark, link or None, published, html, fault)


def _read_xml(text: str, base: str, name: str) -> _Parsed:
    _refuse_bombs(text, name)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    # The bytes are wrapped: a string might be taken for the address of a feed, and be fetched.
    wrapped = io.BytesIO(_legal(text).encode())
    found = feedparser.parse(wrapped, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    head, broken = found.feed, found.get("bozo_exception")
    faults: list[InputError] = []
    if isinstance(broken, SAXException):
        reason = " ".join(broken.getMessage().split())
        whole = _CLOSED.search(text[-4096:]) is not None
        what = f"The feed is {'broken' if whole else 'cut off'} ({reason})"
        if not found.entries:
            raise PageError(what, where=name, hint="Fetch it again.")
        if whole:
            faults.append(Notice(f"{what}; what could be made out is read", where=name))
        else:
            faults.append(PageError(what, where=name, hint="What is there is read; fetch it again."))
    rss = str(found.get("version") or "").startswith("rss")
    home = _resolve(base, head.get("link") or "") or base
    raws = [_raw_of_xml(entry, home, rss=rss) for entry in found.entries]
    return _Parsed(_plain(head.get("title") or ""), head.get("language") or "", raws, faults)


def _legal(text: str) -> str:
    """Return a text without the characters that XML has not, for one of which the parser gives up a whole feed."""

    def keep(match: re.Match[str]) -> str:
        code = int(match[2], 10) if match[2] else int(match[1], 16)
        return match[0] if code <= sys.maxunicode and not _ILLEGAL.match(chr(code)) else "\ufffd"

    return _REFERENCE.sub(keep, _ILLEGAL.sub("\ufffd", text))


def _raw_of_xml(entry: Any, home: str, *, rss: bool) -> _Raw:
    own = []
    for part in (*(entry.get("content") or ()), entry.get("summary_detail") or {}):
        value, kind = part.get("value") or "", part.get("type") or "text/html"
        if kind == "text/plain":
            own.append(_paragraphs(value))
        elif kind in ("text/html", "application/xhtml+xml"):
            own.append(value)
    # Atom's "updated" is not the day of publication; RSS has no such word, and the parser calls dc:date so.
    date = dict.get(entry, "published") or (dict.get(entry, "updated") if rss else "") or ""
    link = _resolve(home, entry.get("link") or "")
    return _Raw(entry.get("id") or "", link, entry.get("title") or "", own, date.strip())


def _read_json(text: str, base: str) -> _Parsed:
    found = json.loads(text)
    items = found.get("items")
    base = base or _text(found, "feed_url")
    home = _resolve(base, _text(found, "home_page_url")) or base
    raws = []
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            own = [_text(item, "content_html"), *(_paragraphs(_text(item, key)) for key in ("content_text", "summary"))]
            link = _resolve(home, _text(item, "url") or _text(item, "external_url"))
            raws.append(_Raw(_text(item, "id"), link, escape(_text(item, "title")), own, _text(item, "date_published")))
    return _Parsed(_text(found, "title"), _text(found, "language"), raws)


def _text(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    return _ILLEGAL.sub("\ufffd", value).strip() if isinstance(value, str) else ""


def _refuse_bombs(text: str, name: str) -> None:
    if len(text) > _MOST_CHARACTERS or text.count("<") > _MOST_TAGS:
        hint = "Hand in its newest part, or its pages."
        raise PageError("The feed is larger than any that is read from", where=name, hint=hint)
    # One character each is all that a feed needs; where they are declared can be disguised, so all of it is searched.
    if _ENTITY.search(text):
        hint = "Fetch it again from its publisher, or take the declarations (<!ENTITY …>) out."
        raise PageError("The feed declares entities of its own, by which a small file can grow", where=name, hint=hint)


def _resolve(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:  # a host in broken brackets
        return ""


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _day(date: str) -> str | None:
    """Return the day of a feed's date as it is written there, whatever its time zone; None where it cannot be.

    A day that has not come yet is no day of publication, nor is the first one that computers know.
    """
    if re.match(r"\s*\d{4}-\d", date):
        day = iso_day(date)
    else:
        try:
            day = parsedate_to_datetime(date).date().isoformat()
        except ValueError:
            days = find_days(date)
            day = days[0].iso if len(days) == 1 else None
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    return day if day and "1900" <= day <= tomorrow and day != "1970-01-01" else None
