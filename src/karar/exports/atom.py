"""What was heard of last as an Atom feed (RFC 4287): one entry for each commitment, a hundred at most.

An entry keeps its id as long as the commitment has its own, and its ``updated`` is the last day that anything was
heard of it: a feed reader shows a commitment again when a new report, a signature or a delivery is told. What nobody
dates has no place in a feed and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from babel import Locale
from lxml import etree

from karar.exports.markup import LANG, add, text_of, to_bytes
from karar.exports.view import Tracked, View
from karar.model.days import stretch_of

NAMESPACE = "http://www.w3.org/2005/Atom"
ENTRIES = 100
_TITLE = 120


def write(view: View) -> Iterator[bytes]:
    """Yield the feed, entry by entry."""
    entries = [(one, day) for one in view.latest(ENTRIES) if (day := stretch_of(one.roadmap.heard or ""))]
    query = view.query
    about = [*query.parties, *query.sectors]
    updated = max((day.first for _, day in entries), default=view.on)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="{NAMESPACE}">\n'.encode()
    # Elements without a namespace of their own stand in the feed's.
    yield to_bytes(_text("id", name_of("feed", *about)))
    yield to_bytes(_text("title", ": ".join(filter(None, ("Commitments between states", ", ".join(about))))))
    yield to_bytes(_text("updated", _instant(updated)))
    yield to_bytes(_text("generator", "Karar"))
    author = etree.Element("author")
    add(author, "name", "Karar")
    yield to_bytes(author)
    for one, day in entries:
        yield to_bytes(_entry(one, day.first))
    yield b"</feed>\n"


def name_of(kind: str, *parts: str) -> str:
    """Return a name that is always the same for the same thing.

    >>> name_of("commitment", "a") == name_of("commitment", "a") != name_of("feed", "a")
    True
    """
    return uuid5(NAMESPACE_URL, "/".join(("karar", kind, *parts))).urn


def _text(name: str, text: str) -> etree._Element:
    made = etree.Element(name)
    made.text = text_of(text)
    return made


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _entry(one: Tracked, updated: date) -> etree._Element:
    made = etree.Element("entry")
    add(made, "id", name_of("commitment", one.commitment.id))
    names = Locale.parse("en").territories
    who = ", ".join(str(names.get(party, party)) for party in one.roadmap.parties)
    title = f"{who} ({one.state.step}): {one.roadmap.title or one.roadmap.quote}"
    add(made, "title", title if len(title) <= _TITLE else title[: _TITLE - 1] + "…")
    add(made, "updated", _instant(updated))
    announced = stretch_of(one.roadmap.announced or "")
    if announced:
        add(made, "published", _instant(announced.first))
    pages = {claim.source.uri: claim.source for claim in one.claims if claim.source.uri.startswith("http")}
    for place, source in enumerate(pages.values()):
        add(made, "link", rel="alternate" if place == 0 else "related", href=source.uri)
    for name in one.roadmap.sectors:
        add(made, "category", term=name)
    content = add(made, "content", one.roadmap.quote, type="text")
    lang = one.claims[0].source.lang
    if lang and lang != "und":
        content.set(LANG, lang)
    return made
