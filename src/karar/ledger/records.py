"""What the ledger hands out beside documents and claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, Protocol

import msgspec

from karar.errors import KararError
from karar.model.additions import Addition, Held
from karar.model.claims import Claim
from karar.model.commitments import Linking, LinkJudgement, Relation
from karar.model.documents import Document
from karar.model.judgements import Decided
from karar.model.spans import Span

Handed = Literal["bare", "stated"]


class PageKey(msgspec.Struct, frozen=True):
    """What names a page that a reader has been through, see `karar.ledger.pages.key_of`.

    Attributes:
        id: the hash of all that the page's reading depends on: its bytes, its name, its facts, and the reader.
        content: the hash of its bytes alone.
        reader: the reader, and whatever else the reading depends on, in one string.
    """

    id: str
    content: str
    reader: str


class Reading(msgspec.Struct, frozen=True):
    """What one reader made of one document, ready to be added.

    Attributes:
        document: what was read.
        reader: who read it, with its version (``grammar/1.0.0``).
        claims: what was found.
        seen: when the document stood at its address; None: not watched, only read.
        how: how it came here (``read``, ``fetched``, ``feed`` …).
        handed: whether a person or a manifest ``stated`` facts about it, or it came ``bare``; None: not handed in at
            all, a document of the ledger was read again.
        page: the page it was read from, so that this page is known from now on; None: of no page, or not to be known.
    """

    document: Document
    reader: str
    claims: Sequence[Claim]
    seen: datetime | None = None
    how: str = "read"
    handed: Handed | None = "bare"
    page: PageKey | None = None


class KnownPage(msgspec.Struct, frozen=True):
    """A page that a reader has been through: its key's id, and the reading that it led to with its number of claims.

    A page that was let go led to no reading.
    """

    id: str
    document: str | None = None
    reading: str | None = None
    claims: int = 0


class HandedAgain(msgspec.Struct, frozen=True):
    """A page whose ``reading`` is known, ready to be added again without having been read.

    What handing it in says stays true: that its document stood at ``uri``, and with which facts it stands in the view.
    The other attributes are those of `Reading`.
    """

    document: str
    reading: str
    uri: str
    seen: datetime | None = None
    how: str = "read"
    handed: Handed = "bare"


class Fetch(msgspec.Struct, frozen=True):
    """That an address was asked for, and what its server answered.

    Attributes:
        uri: the address asked for, before any redirect.
        seen: when, with a zone.
        status: HTTP's status code.
        etag: the answer's ``ETag`` as it came.
        last_modified: the answer's ``Last-Modified`` as it came.
        final_uri: the address that answered in the end; None: the one asked for.
        content: the hash of the page that came (`karar.model.identity.digest_bytes` of `Page.content`); for an answer
            that nothing has changed, that of the page which still stands; None: no page came.
    """

    uri: str
    seen: datetime
    status: int
    etag: str | None = None
    last_modified: str | None = None
    final_uri: str | None = None
    content: str | None = None


class Withdrawal(msgspec.Struct, frozen=True):
    """That a source's text is no longer to be read, since when and why."""

    uri: str
    why: str
    at: datetime
    drop_claims: bool


class Added(msgspec.Struct, frozen=True):
    """What was new to the ledger in one call of `add`.

    ``set_aside`` counts the claims handed in that the ledger's reading by the same reader does not have. They are
    not kept: a reading is made once. A reader that reads otherwise than before needs a new version.
    ``stands`` says whether the document stands in today's view, and ``withdrawn`` why its claims do not: the withdrawal
    of one of its addresses that took them, or will.
    """

    new_document: bool
    new_reading: bool
    new_claims: int
    new_observation: bool
    set_aside: int = 0
    stands: bool = True
    withdrawn: Withdrawal | None = None


class DocumentRecord(msgspec.Struct, frozen=True):
    """A document without its words.

    ``uris``: the web's first; ``readers`` in the order in which they read it; ``stands`` is False where the same words
    stand at its addresses with other facts.
    """

    digest: str
    uri: str
    uris: tuple[str, ...]
    title: str | None
    publisher: str | None
    published: str | None
    lang: str
    readers: tuple[str, ...]
    withdrawn: bool
    stands: bool = True


class Observation(msgspec.Struct, frozen=True):
    """That a document stood at an address at a time."""

    document: str
    seen: datetime
    how: str


class SourceRecord(msgspec.Struct, frozen=True):
    """An address or file with all that stood at it. ``claims`` are those of today's view."""

    id: str
    uri: str
    publishers: tuple[str, ...]
    documents: tuple[DocumentRecord, ...]
    claims: tuple[Claim, ...]
    observations: tuple[Observation, ...]
    withdrawals: tuple[Withdrawal, ...]

    @property
    def publisher(self) -> str | None:
        """The publisher where the documents name exactly one, else None."""
        return self.publishers[0] if len(self.publishers) == 1 else None


class Found(msgspec.Struct, frozen=True):
    """A claim or document in which all words of a search were found.

    Attributes:
        kind: what ``id`` names.
        id: the claim's id or the document's digest.
        document: the digest of the document.
        uri: where it stood.
        title: the document's title.
        snippet: a stretch of the stored text around the first find; empty where the words stand elsewhere (a title)
            and nothing of the text is shown.
        start: the snippet's offset in the stored text.
        spans: the words found, as spans of the stored text (take ``start`` away for the snippet).
        score: the higher, the better; good for ordering only.
    """

    kind: Literal["claim", "document"]
    id: str
    document: str
    uri: str
    title: str | None
    snippet: str
    start: int
    spans: tuple[Span, ...]
    score: float

    @property
    def marks(self) -> tuple[Span, ...]:
        """The words found, as spans of the snippet."""
        return tuple(Span(span.start - self.start, span.end - self.start) for span in self.spans)


class Stats(msgspec.Struct, frozen=True):
    """How much the ledger holds. ``claims`` are those of today's view, ``all_claims`` those of every reading."""

    sources: int
    documents: int
    observations: int
    readings: int
    claims: int
    all_claims: int
    withdrawals: int


class LinkableClaims(Protocol):
    """Claims that can be gone through more than once, and their ids."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Theirs, sorted."""
        ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Claim]: ...


class Linkable(msgspec.Struct, frozen=True):
    """What there is to link.

    Attributes:
        claims: today's, sorted by id, with what people corrected, without what they rejected; read from the ledger
            each time that they are gone through.
        judgements: which of them are, or are not, of one promise.
        linker: the linker and its version, and whatever else its result depends on, in one string.
        content: the hash of all of it.
        after: the run before, by number; 0: there was none.
        known: that run was made of the same content.
    """

    claims: LinkableClaims
    judgements: tuple[LinkJudgement, ...]
    linker: str
    content: str
    after: int = 0
    known: bool = False


class Linked(msgspec.Struct, frozen=True):
    """What a run led to. ``changed`` are commitments with other claims, parties or relations than before.

    ``ended``: commitments that are no more: their claims went to others, or left the view.
    """

    claims: int
    new_claims: int
    commitments: int
    new: int
    changed: int
    ended: int
    relations: int


class LinkRun(msgspec.Struct, frozen=True):
    """That claims were linked, by which linker and when."""

    number: int
    linker: str
    at: datetime


class Taken(msgspec.Struct, frozen=True):
    """What became of an addition that was handed in.

    Attributes:
        addition: as the ledger holds it, or would; None where it was refused.
        new: whether the ledger did not hold it before.
        taken_back: id of the take-back that ended it, None where it counts.
        fault: why it was refused.
    """

    addition: Addition | None
    new: bool = False
    taken_back: str | None = None
    fault: KararError | None = None


class Selection(msgspec.Struct, frozen=True):
    """What a ledger knew of some commitments at a moment.

    Attributes:
        linking: the commitments, with how they bear on others; links are left out.
        claims: their claims by id, as they were read.
        judgements: those about these claims, oldest first. What decides between claims of other commitments is not
            among them.
        additions: those about these commitments, oldest first, with take-backs.
        borne: how other commitments bear on these. The claims that say so are among ``claims``.
    """

    linking: Linking
    claims: dict[str, Claim]
    judgements: tuple[Decided, ...] = ()
    additions: tuple[Held, ...] = ()
    borne: tuple[Relation, ...] = ()


class DueRow(msgspec.Struct, frozen=True):
    """A day by which something is due: of a claim's promise, or a milestone that a person added.

    Attributes:
        day: the last day that is meant, ISO.
        claim: id of the claim whose promise it is, or which stands today for the one that the milestone was added to.
        held: the milestone; None where a claim says so.
    """

    day: str
    claim: str | None
    held: Held | None = None
