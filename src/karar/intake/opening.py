"""Opens what was found: a file, standard input or an address, and whatever container it turns out to be."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urldefrag

import msgspec

from karar import intake
from karar.errors import InputError, Notice, PageError
from karar.intake.arrival import Arrival
from karar.intake.compressed import DEEPEST, inflate, is_gzip
from karar.intake.fetching import Fetcher
from karar.intake.files import HEAD, joined, open_file, read_whole, too_large
from karar.intake.markup import FEED_SUFFIXES, FEED_TYPES, kind_of
from karar.intake.mhtml import is_mhtml, unfold
from karar.intake.records import is_warc
from karar.intake.suffixes import inner_suffix, type_within
from karar.intake.warc import read_archive
from karar.model.documents import MOST_BYTES, Page, PageFacts
from karar.pages.decode import sniff

if TYPE_CHECKING:
    from karar.intake.feed import Entry, Feed

Item = Page | InputError
_NO_FACTS = PageFacts()
_OWN = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Found:
    """Something to open: a file at ``path``, what stands at ``address``, or standard input where both are None."""

    name: str
    path: Path | None = None
    address: str | None = None
    facts: PageFacts = _NO_FACTS


class Opener:
    """Opens one thing after another; an address is fetched once, however many feeds name it.

    Args:
        facts: what was said of the only thing that is opened; it stands above a manifest's word.
        stdin: standard input.
        web: what pages are fetched with; None fetches nothing.

    Attributes:
        unchanged: how many addresses had nothing new since they were last read.
    """

    def __init__(self, facts: PageFacts, stdin: BinaryIO | None, web: Fetcher | None) -> None:
        self._facts, self._stdin, self._web = facts, stdin, web
        self._been: set[str] = set()
        self._expected: set[str] = set()
        self.unchanged = 0

    def expect(self, addresses: Sequence[str]) -> None:
        """Announce the addresses that will be opened, in their order."""
        # What is announced is fetched in that order: what a feed names in between is asked for when its turn comes.
        each = list(dict.fromkeys(addresses))
        if self._web and not self._expected and len(each) > 1:
            self._expected.update(each)
            self._web.expect(each)

    def open(self, found: Found) -> Iterator[Item]:
        """Yield the pages in something that was found, and what is wrong with it or with them."""
        facts, row = self._facts, found.facts
        given = PageFacts(
            uri=facts.uri or row.uri,
            publisher=facts.publisher or row.publisher,
            published=facts.published or row.published,
            lang=facts.lang or row.lang,
        )
        arrival = Arrival(found.name, given)
        try:
            if found.address is not None:
                self._expected.discard(found.address)
                # A feed before it may have led there; with facts of its own, it is another page.
                if self._is_new(found.address) or given != _NO_FACTS:
                    yield from self._fetch(found.address, arrival)
            elif found.path is None:
                yield from self._read_stdin(arrival)
            else:
                with open_file(found.path, found.name) as stream:
                    yield from self._read(stream, arrival)
        except PageError as error:
            yield error
        except OSError as error:
            yield PageError(f"The page cannot be read: {error.strerror or error}", where=found.name)

    def _read_stdin(self, arrival: Arrival) -> Iterator[Item]:
        if self._stdin is None:
            raise PageError("Nothing comes in on standard input", where=arrival.name, hint="Pipe a page in.")
        yield from self._read(self._stdin, arrival)

    def _read(self, stream: BinaryIO, arrival: Arrival) -> Iterator[Item]:
        head = stream.read(HEAD)
        if is_warc(head):
            whole = joined(head, stream)
            if stream.seekable():
                stream.seek(-len(head), io.SEEK_CUR)
                whole = stream
            yield from read_archive(whole, arrival)
        else:
            yield from self._unpack(read_whole(stream, arrival.name, head), arrival)

    def _fetch(self, address: str, arrival: Arrival, *, alone: bool = False) -> Iterator[Item]:
        if self._web is None:
            hint = "Save the page and name its file."
            raise PageError("Nothing is fetched from addresses here", where=arrival.name, hint=hint)
        self._been.add(urldefrag(address).url)
        self._expected.discard(address)
        fetched = self._web.get(address)
        if fetched is None:
            self.unchanged += 1
            return
        come = replace(arrival, at=fetched.uri, media_type=fetched.media_type, seen=fetched.seen, how="fetch")
        yield from self._unpack(fetched.content, come, alone=alone)

    def _unpack(self, content: bytes, arrival: Arrival, *, alone: bool = False) -> Iterator[Item]:
        """Yield the pages in some bytes; with ``alone``, only one page is looked for."""
        if len(content) > MOST_BYTES:
            raise too_large(arrival.name)
        depth = 0
        while is_gzip(content):
            if depth == DEEPEST:
                raise PageError(f"The file is compressed within itself more than {DEEPEST} times", where=arrival.name)
            content, depth = inflate(content, arrival.name), depth + 1
            arrival = replace(arrival, media_type=type_within(arrival.name))
        head = content[:HEAD]
        if is_mhtml(head, arrival.name, arrival.media_type):
            yield from unfold(content, arrival)
            return
        many, kind = is_warc(head), _kind(content, arrival)
        if kind == "other":
            hint = "Hand in the page as HTML or as text."
            raise PageError("The file is XML, but neither a page nor a feed", where=arrival.name, hint=hint)
        if alone and (many or kind == "feed"):
            what = "an archive" if many else "a feed"
            raise PageError(f"The feed's link leads to {what}, not to a page", where=arrival.name)
        if many:
            yield from read_archive(io.BytesIO(content), arrival)
        elif kind == "feed":
            yield from self._follow(intake.read_feed(content, arrival), arrival)
        else:
            yield arrival.page(content)

    def _follow(self, feed: Feed, arrival: Arrival) -> Iterator[Item]:
        arrival.refuse_facts_of_one_page("A feed", address=False)
        yield from feed.faults
        if not feed.entries:
            yield Notice("The feed has no entries", where=arrival.name)
        links = self._links_to_pages(feed, arrival) if self._web else set()
        self.expect([entry.link for entry in feed.entries if entry.link in links and self._is_new(entry.link)])
        bare = 0
        for entry in feed.entries:
            name = f"{arrival.name}#{entry.mark}"
            if entry.fault:
                what = f"The entry's date {entry.fault!r} is no day of publication; it is read without it"
                yield Notice(what, where=name)
            # An address that was given for a feed is the feed's own.
            given = msgspec.structs.replace(arrival.given, uri=None)
            told = PageFacts(None, feed.title, entry.published)
            one = replace(arrival, name=name, given=given, told=told, at=entry.link, how="feed")
            if entry.link in links:
                yield from self._fetch_entry(entry.link, one, entry)
            elif entry.html:
                yield replace(one, media_type=_OWN).page(entry.html)
            elif entry.link:
                bare += 1
            else:
                yield PageError("The entry has neither a link nor a text of its own", where=name)
        if bare:
            what = f"{bare} of its {len(feed.entries)} entries hold hardly more than a link that is not fetched"
            yield PageError(what, where=arrival.name, hint="Read the pages that they lead to.")

    def _links_to_pages(self, feed: Feed, arrival: Arrival) -> set[str]:
        """Return the links that lead to an entry's page: not those back to the feed, nor one that several share."""
        shared = Counter(entry.link for entry in feed.entries if entry.html)
        back = {arrival.name, arrival.at, arrival.given.uri}
        return {
            entry.link for entry in feed.entries if entry.link and shared[entry.link] < 2 and entry.link not in back
        }

    def _is_new(self, link: str) -> bool:
        return urldefrag(link).url not in self._been

    def _fetch_entry(self, link: str, one: Arrival, entry: Entry) -> Iterator[Item]:
        """Yield the page that an entry leads to; where it cannot be had, why, and what the feed itself says of it."""
        if not self._is_new(link):
            return
        try:
            yield from self._fetch(link, replace(one, name=link), alone=True)
        except PageError as error:
            if entry.html:
                yield PageError(error.what, where=error.where, hint="What the feed itself says of it is read instead.")
                yield replace(one, media_type=_OWN).page(entry.html)
            else:
                yield error


def _kind(content: bytes, arrival: Arrival) -> str | None:
    kind = kind_of(content[:HEAD])
    declared = (arrival.media_type or "").partition(";")[0].strip().lower() in FEED_TYPES
    named = inner_suffix(arrival.name) in FEED_SUFFIXES
    # A feed with something before its first element is still one; a page of HTML is none, whatever a server says.
    if kind is None and (declared or named) and content.strip() and sniff(content) != "text/html":
        return "feed"
    return kind
