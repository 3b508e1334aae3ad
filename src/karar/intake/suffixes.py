"""What a folder's files are taken for by their names; what is in them is looked at where a name says too little."""

from __future__ import annotations

from pathlib import Path

from karar.intake.compressed import is_gzip, peek
from karar.intake.files import HEAD
from karar.intake.markup import FEED_SUFFIXES, kind_of

PAGES = (".html", ".htm", ".xhtml", ".txt", ".pdf", ".mhtml", ".mht")
"""Files with one page each. A file named by itself is read whatever its suffix; these are for folders and patterns."""

_ARCHIVES = (".warc",)
_MAYBE_FEEDS = (".xml", ".json")
_GZIP = ".gz"
_TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain"}

TAKEN = (*PAGES, *_ARCHIVES, *FEED_SUFFIXES, ".xml", ".json", _GZIP)
"""All that folders are searched for, as a hint for people."""


def inner_suffix(name: str) -> str:
    """Return a name's suffix in small letters, without gzip's own.

    >>> inner_suffix("a/2025.WARC.gz"), inner_suffix("a.html"), inner_suffix("a.gz")
    ('.warc', '.html', '')
    """
    path = Path(name.lower())
    return Path(path.stem).suffix if path.suffix == _GZIP else path.suffix


def is_taken(path: Path) -> bool:
    """Whether a file of a folder is read: a page, an archive or a feed, each perhaps with ``.gz`` after its suffix."""
    suffix = inner_suffix(path.name)
    if suffix in _MAYBE_FEEDS:
        return _begins_a_feed(path)
    return suffix in TAKEN or (not suffix and path.suffix.lower() == _GZIP)


def holds_many(name: str) -> bool:
    """Whether a name says that there may be many pages in it.

    >>> holds_many("a.warc.gz"), holds_many("feed.xml"), holds_many("a.html.gz")
    (True, True, False)
    """
    return inner_suffix(name) in (*_ARCHIVES, *FEED_SUFFIXES, *_MAYBE_FEEDS)


def type_within(name: str) -> str | None:
    """Return the media type that a compressed file's inner suffix says.

    >>> type_within("a.html.gz")
    'text/html'
    """
    return _TYPES.get(inner_suffix(name))


def _begins_a_feed(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError:
        return True  # why it cannot be read is told when it is opened
    return kind_of(peek(head, HEAD) if is_gzip(head) else head) == "feed"
