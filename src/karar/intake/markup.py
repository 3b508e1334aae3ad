"""What kind of XML or JSON a file is: a feed is told from all else by its outermost element."""

from __future__ import annotations

import re
from typing import Literal

from karar.pages.decode import decode

Kind = Literal["feed", "other"]

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
FEED_SUFFIXES = (".rss", ".atom", ".rdf")

_PROLOG = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)([^>]*)")
_JSON_FEED = re.compile(r'\s*\{.*?"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version', re.DOTALL)
_RSS_IN_RDF = ("purl.org/rss/1.0", "my.netscape.com/rdf/simple")
_ATOM = ("www.w3.org/2005/Atom", "purl.org/atom/ns")


def kind_of(head: bytes) -> Kind | None:
    """Return ``feed`` for the beginning of a feed, ``other`` for other XML, None for HTML and all else.

    >>> kind_of(b'<?xml version="1.0"?><rss version="2.0">'), kind_of(b"<urlset>"), kind_of(b"<!DOCTYPE html><html>")
    ('feed', None, None)
    """
    if not head.strip():
        return None
    text, _ = decode(head, where="", html=True)
    if _JSON_FEED.match(text):
        return "feed"
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    root = _ROOT.match(text, start)
    if root is None:
        return None
    name, attributes = root[1].lower(), root[2]
    if name == "rss" or (name == "rdf" and any(space in attributes for space in _RSS_IN_RDF)):
        return "feed"
    if name == "feed" and ("xmlns" not in attributes or any(space in attributes for space in _ATOM)):
        return "feed"
    # Only what says that it is XML is refused for it; a page may begin with any element.
    declared = text[:start].lstrip().startswith("<?xml")
    return "other" if declared and name not in ("html", "head", "body", "article") else None
