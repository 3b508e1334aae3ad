"""Pages and documents: what was handed in, and the article in it as text with its blocks."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from karar.model.identity import digest
from karar.model.problems import Problem
from karar.model.spans import Span

BlockKind = Literal["title", "heading", "paragraph", "item", "cell"]

MOST_BYTES = 50_000_000
"""What one page may have, after any compression was undone: the longest reports of ministries, as PDF files with all
their pictures, have some 40 MB; whatever is larger is an archive, a film or a bomb, and would only fill the memory."""


class PageFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person or a manifest says of a page; it stands above what the page says of itself.

    Attributes:
        uri: the address the page stood at.
        publisher: the outlet or office.
        published: ISO day, ``YYYY-MM-DD``.
        lang: ISO 639-1 code.
    """

    uri: str | None = None
    publisher: str | None = None
    published: str | None = None
    lang: str | None = None


class Page(msgspec.Struct, frozen=True):
    """What was handed in: bytes, address, media type (None: to be found from the bytes), and facts given with it.

    Attributes:
        content: the bytes as they came, after any compression was undone.
        name: how a person would point at it (a path as given, an address, ``-`` for standard input).
        media_type: what was declared of it, as in HTTP's ``Content-Type`` with its parameters.
        facts: what was said of it, by a person, a manifest, or whatever brought it (a feed's date).
        seen: when it stood at its address, with a zone; None where nobody knows.
        how: by which way it came: ``read`` from a file, ``fetch``, ``feed``, ``warc``, ``mhtml``.
        stated: a person or a manifest gave its publisher, its day or its language.
    """

    content: bytes
    name: str
    media_type: str | None = None
    facts: PageFacts = PageFacts()
    seen: datetime | None = None
    how: str = "read"
    stated: bool = False


class Block(msgspec.Struct, frozen=True):
    """A stretch of the stored text that belongs to the article itself. ``kind`` says how it stands on the page."""

    span: Span
    kind: BlockKind


class Document(msgspec.Struct, frozen=True):
    """A page's own article as text, cut into blocks.

    ``text`` is the stored text: for plain text the decoded text itself, for HTML a versioned projection of the
    DOM's text. Every offset in Karar counts code points in it. Blocks are in the order of the text, do not overlap,
    and are the only stretches that are read; whatever lies between them is noise of the page.

    Raises:
        ValueError: a block runs past the text, overlaps the one before, or the day is no ISO day.
    """

    text: str
    blocks: tuple[Block, ...]
    projection: str
    uri: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    lang: str = "und"
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        end = 0
        for block in self.blocks:
            if block.span.start < end or block.span.end > len(self.text):
                raise ValueError(f"block {block.span} overlaps the one before or leaves the text")
            end = block.span.end

    @property
    def digest(self) -> str:
        """The document's content hash. The address lies outside it: one text at two addresses is one document."""
        return digest(
            [
                self.projection,
                self.text,
                [[b.span.start, b.span.end, b.kind] for b in self.blocks],
                self.title,
                self.publisher,
                self.published,
                self.lang,
            ]
        )
