"""The ledger: what governments promised each other, who said so and where, kept append-only in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, exists, select

from karar.errors import LedgerError, UsageError
from karar.ledger import (
    adding,
    commitments,
    export,
    fetches,
    finding,
    judging,
    linking,
    listing,
    pages,
    queries,
    search,
    selecting,
    sqlite,
    withdrawals,
    writing,
)
from karar.ledger.opening import open_file
from karar.ledger.queries import Query
from karar.ledger.reading_out import claim_of, claim_rows, document_of
from karar.ledger.records import (
    Added,
    DocumentRecord,
    DueRow,
    Fetch,
    Found,
    Handed,
    HandedAgain,
    KnownPage,
    Linkable,
    Linked,
    LinkRun,
    PageKey,
    Reading,
    Selection,
    SourceRecord,
    Stats,
    Taken,
    Withdrawal,
)
from karar.ledger.tables import claims, documents, in_utc, readings
from karar.model.additions import Addition, AdditionKind, Held
from karar.model.claims import Claim
from karar.model.commitments import Commitment, Link, Linking, Relation
from karar.model.documents import Document
from karar.model.judgements import Decided, Judgement, JudgementKind

Clock = Callable[[], datetime]

_EVERYTHING = Query()
_MOST_AT_ONCE = 1000


def utc_now() -> datetime:
    """Return the moment it is, in UTC."""
    return datetime.now(UTC)


def _file_at(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at ``path`` from any other; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def in_silence() -> None:
    """Tell nobody of a wait."""


class Ledger:
    """An append-only ledger in one SQLite file. Several programs may read and write it at once.

    After a fork every process opens its own. What cannot be read or written raises
    `karar.errors.LedgerError`: what, where, and what to do.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "karar.db") as ledger:
    ...     ledger.stats().claims
    0
    """

    def __init__(self, engine: Engine, path: Path, clock: Clock) -> None:
        self._engine, self.path, self._clock = engine, path, clock
        self._file = _file_at(path)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = True,
        clock: Clock = utc_now,
        wait: float = 30.0,
        waiting: Callable[[], None] = in_silence,
    ) -> Self:
        """Open the ledger at ``path``.

        Args:
            path: the file; its folder must be there.
            create: make the file if it is not there.
            clock: tells the ledger's time, with its zone.
            wait: for how many seconds to wait for another program's lock.
            waiting: called when that takes more than two seconds, once for each lock waited for.

        Raises:
            LedgerError: no ledger, another's file, newer than this program, locked, damaged, unwritable.
        """
        place = Path(path)
        return cls(open_file(place, create=create, patience=sqlite.Patience(wait, waiting)), place, clock)

    def close(self) -> None:
        """Let go of the file."""
        with sqlite.faults(self.path):
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with sqlite.faults(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with sqlite.faults(self.path), sqlite.writing(self._engine) as connection:
            # SQLite would go on writing into a file that nobody can find any more.
            if _file_at(self.path) != self._file:
                raise LedgerError(
                    "The ledger was moved, replaced or deleted while it was in use",
                    where=str(self.path),
                    hint="Bring it back, or read the pages again into a new one.",
                )
            yield connection

    # --- adding ---------------------------------------------------------------

    def has_reading(self, document_digest: str, reader: str) -> bool:
        """Whether this reader, in this version, has read this document already."""
        key = writing.reading_id(document_digest, reader)
        with self._reading() as connection:
            return bool(connection.scalar(select(exists().where(readings.c.id == key))))

    def add(
        self,
        document: Document,
        reader: str,
        claims: Sequence[Claim],
        *,
        seen: datetime | None = None,
        how: str = "read",
        handed: Handed | None = "bare",
    ) -> Added:
        """Add what one reader made of one document, in one transaction. Adding it again changes nothing.

        Without ``seen`` only the first reading at an address counts as an observation. ``handed``: see `Reading`; it
        decides which of several documents with the same words at one address stands in the view.

        Raises:
            ValueError: a claim of another document or reader, or one that is not named by its content.
        """
        return self.add_all([Reading(document, reader, claims, seen, how, handed)])[0]

    def add_all(self, readings: Iterable[Reading | HandedAgain], *, at_once: int = 200) -> list[Added]:
        """Add many readings, ``at_once`` of them in one transaction; return what was new, in their order.

        Much faster than one at a time; others who write wait for a whole batch. What is handed in again must be the
        reading of a page that `known_pages` knows.
        """
        if not 1 <= at_once <= _MOST_AT_ONCE:
            raise ValueError(f"at_once is from 1 to {_MOST_AT_ONCE}, not {at_once}")
        added: list[Added] = []
        coming = iter(readings)
        while batch := [writing.entry(one) for one in islice(coming, at_once)]:
            with self._writing() as connection:
                added += writing.write(connection, batch, in_utc(self._clock()))
        return added

    def let_go(self, keys: Iterable[PageKey]) -> None:
        """Note pages that were let go, so that they are known: nothing in them could make a claim."""
        with self._writing() as connection:
            pages.record(connection, ((key, None) for key in keys), in_utc(self._clock()))

    def record_fetches(self, made: Iterable[Fetch]) -> None:
        """Note what addresses were asked for, and what their servers answered.

        Raises:
            ValueError: a time without a zone.
        """
        with self._writing() as connection:
            fetches.record(connection, made, in_utc(self._clock()))

    def withdraw(self, source: str, why: str, *, drop_claims: bool = False) -> Withdrawal:
        """Withdraw a source, named by its address or the beginning of its id: its text becomes unreadable for good.

        Its claims keep their short quotes, or (``drop_claims``) leave the view and lose them too.

        Raises:
            NotFoundError: no such source.
            UsageError: no reason is given.
        """
        if not why.strip():
            raise UsageError("A withdrawal needs its reason", hint="Say who asked for it, or what licence ended.")
        now = in_utc(self._clock())
        with self._writing() as connection:
            seq, _, uri = finding.source(connection, source)
            withdrawals.record_withdrawal(connection, seq, why, now, drop_claims=drop_claims)
        with sqlite.faults(self.path):
            sqlite.forget_deleted(self._engine)
        return Withdrawal(uri, why, now, drop_claims)

    # --- judging and linking --------------------------------------------------

    def judge(
        self,
        kind: JudgementKind,
        claims: Sequence[str],
        *,
        why: str,
        who: str,
        field: str | None = None,
        value: Any = None,
    ) -> Judgement:
        """Take down what a person decided about claims, given by the beginnings of their ids.

        Raises:
            NotFoundError: no such claim, or more than one.
            UsageError: it is no judgement: no reason, too few claims, a field that cannot have this value.
        """
        given = {"field": field, "value": value, "why": why, "who": who, "now": in_utc(self._clock())}
        with self._writing() as connection:
            return judging.judge(connection, kind, claims, **given)

    def judgements(self, as_of: datetime | None = None) -> list[Decided]:
        """Return the judgements made by then, oldest first, with the claims of the view that they are about.

        `karar.model.judgements.settle` says which of them hold.
        """
        with self._reading() as connection:
            return judging.decided(connection, as_of)

    def add_additions(self, given: Sequence[Addition], *, dry_run: bool = False) -> list[Taken]:
        """Take down what people add, in one transaction; return what became of each, in their order.

        The same one twice is kept once. One that names no claim, or no earlier addition, is refused and the others are
        kept. With ``dry_run`` nothing is written.
        """
        now = in_utc(self._clock())
        with self._reading() if dry_run else self._writing() as connection:
            return adding.take(connection, given, now, keep=not dry_run)

    def additions(
        self,
        as_of: datetime | None = None,
        *,
        subjects: Sequence[str] = (),
        kinds: Sequence[AdditionKind] = (),
    ) -> list[Held]:
        """Return what people added by then, oldest first, with the claims of the view that it is about.

        ``subjects``: of these alone; one that ends with a colon (``dialogue:``) stands for all of its kind.

        Raises:
            NotFoundError: a commitment that is not there.
        """
        with self._reading() as connection:
            return adding.held(connection, as_of, subjects=subjects, kinds=kinds)

    def addition(self, id_prefix: str) -> Held:
        """Return the addition whose id begins so.

        Raises:
            NotFoundError: none, or more than one.
        """
        with self._reading() as connection:
            return adding.held_named(connection, id_prefix)

    def linkable(self, linker: str) -> Linkable:
        """Return what there is to link; ``linker`` names the linker, its version and all else that it depends on."""
        with self._reading() as connection:
            return linking.linkable(connection, linker, self._reading)

    def add_linking(self, found: Linking, of: Linkable) -> Linked:
        """Keep what linking led to, in one transaction; only what has changed is written.

        Raises:
            LedgerError: another run was kept since ``of`` was asked for.
            ValueError: a commitment of other claims than those, or a claim in two of them.
        """
        with self._writing() as connection:
            return linking.record(connection, found, of, in_utc(self._clock()))

    def last_linking(self, as_of: datetime | None = None) -> LinkRun | None:
        """Return when the claims were linked last, None where they never were."""
        with self._reading() as connection:
            return commitments.last_run(connection, as_of)

    def linking(self, as_of: datetime | None = None) -> Linking:
        """Return all commitments and what holds between them, as known at that moment."""
        with self._reading() as connection:
            return commitments.linking(connection, as_of)

    def commitment(self, id_prefix: str, as_of: datetime | None = None) -> Commitment:
        """Return the commitment that a claim belongs to whose id begins so; its own id is that of its founding claim.

        Raises:
            NotFoundError: no such claim, more than one, or one that was not linked by then.
        """
        with self._reading() as connection:
            return commitments.commitment(connection, id_prefix, as_of)

    def select(self, query: Query = _EVERYTHING, as_of: datetime | None = None, *, passed: int = 0) -> Selection:
        """Return what is known of the commitments with a claim that meets the query; its limit is of commitments.

        The cost grows with what is handed out, and not with the ledger. Where there is a limit, those with the claims
        published last are taken, after as many as are ``passed`` over.
        """
        with self._reading() as connection:
            return selecting.selected(connection, query, as_of, passed)

    def commitment_ids(self, query: Query = _EVERYTHING, as_of: datetime | None = None) -> tuple[str, ...]:
        """Return the ids of the commitments with a claim that meets the query, sorted; the query's limit is left aside.

        So a program can go through all of them with `select_of`, some at a time.
        """
        with self._reading() as connection:
            return selecting.founders_of(connection, query, as_of)

    def select_of(self, claims: Sequence[str], as_of: datetime | None = None) -> Selection:
        """Return what is known of the commitments that the claims with these ids belong to."""
        with self._reading() as connection:
            return selecting.selected_of(connection, claims, as_of)

    def claims_beside(self, claims: Sequence[str], as_of: datetime | None = None) -> list[str]:
        """Return the ids of all claims of the view that were read from the same documents as these."""
        with self._reading() as connection:
            return selecting.beside(connection, claims, as_of)

    def due(
        self,
        query: Query,
        between: tuple[str, str],
        as_of: datetime | None = None,
        *,
        latest_first: bool = False,
        page: tuple[int, int] = (0, 100),
    ) -> list[DueRow]:
        """Return what is due between two days (ISO, both meant): by claims that meet a query, and milestones of them.

        In the order of the days. ``page``: how many to pass over, and how many to return at most.
        """
        with self._reading() as connection:
            return selecting.due(connection, query, between, as_of, latest_first=latest_first, page=page)

    def relations(self, commitment: str, as_of: datetime | None = None) -> tuple[Relation, ...]:
        """Return how a commitment bears on others, and others on it."""
        with self._reading() as connection:
            return commitments.bearing(connection, commitment, as_of)

    def links(self, claims: Sequence[str], as_of: datetime | None = None) -> list[Link]:
        """Return what holds claims together, and what people decided of them: links with both ends among them."""
        with self._reading() as connection:
            return commitments.links_among(connection, claims, as_of)

    # --- asking ---------------------------------------------------------------

    def claims_named(self, ids: Sequence[str], as_of: datetime | None = None) -> dict[str, Claim]:
        """Return the claims with these ids; whatever reading they are of; an unknown id is left out."""
        with self._reading() as connection:
            return commitments.claims_named(connection, ids, as_of)

    def known_pages(self, ids: Sequence[str]) -> dict[str, KnownPage]:
        """Return which of the pages with these ids (`PageKey.id`) were read or let go before; the others are left out.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "karar.db") as ledger:
        ...     ledger.let_go([PageKey("a", "b", "grammar/1.0.0")])
        ...     list(ledger.known_pages(["a", "z"]).values())
        [KnownPage(id='a', document=None, reading=None, claims=0)]
        """
        with self._reading() as connection:
            return pages.known(connection, ids)

    def claims_of(self, readings: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
        """Return the claims of readings by their ids, each reading's in the order in which its reader made them.

        Those that a withdrawal took are left out.
        """
        with self._reading() as connection:
            return queries.claims_of(connection, readings)

    def last_fetch(self, uri: str, reader: str) -> Fetch | None:
        """Return the last fetch of an address that brought a page; None where ``reader`` has not been through it.

        So who asks the server whether that page has changed, and hears that it has not, need not have it. ``reader``
        is compared with `PageKey.reader`, letter for letter.
        """
        with self._reading() as connection:
            return fetches.last(connection, uri, reader)

    def claims(self, query: Query = _EVERYTHING, as_of: datetime | None = None) -> Iterator[Claim]:
        """Yield the claims wanted, those published last first, each page's in the order of its text.

        ``as_of``: as the ledger knew them at that moment.
        """
        with self._reading() as connection:
            yield from queries.found(connection, query, as_of)

    def count_left_out(self, query: Query, as_of: datetime | None = None) -> int:
        """Return how many claims are wanted but for ``query.min_confidence``; what is handed out lacks them."""
        with self._reading() as connection:
            return queries.count_left_out(connection, query, as_of)

    def claim(self, id_prefix: str) -> Claim:
        """Return the claim whose id begins so, whatever reading it is of.

        Raises:
            NotFoundError: none, or more than one; the hint names the nearest.
        """
        with self._reading() as connection:
            name = finding.by_prefix(connection, claims.c.id, id_prefix, "claim")
            return claim_of(connection.execute(claim_rows(None).where(claims.c.id == name)).one())

    def document(self, id_prefix: str) -> Document:
        """Return the document whose digest begins so.

        Raises:
            NotFoundError: none, more than one, or its text was withdrawn.
        """
        with self._reading() as connection:
            name = finding.by_prefix(connection, documents.c.digest, id_prefix, "document")
            return document_of(connection, name)

    def documents(self) -> Iterator[DocumentRecord]:
        """Yield a record of each document, sorted by digest: what a newer reader would have to read."""
        with self._reading() as connection:
            yield from listing.document_records(connection)

    def source(self, id_or_uri: str) -> SourceRecord:
        """Return the source with this address, or whose id begins so, with its documents and claims.

        Raises:
            NotFoundError: none, or more than one; the hint names the nearest.
        """
        with self._reading() as connection:
            return listing.source_record(connection, *finding.source(connection, id_or_uri))

    def search(self, words: str, *, limit: int = 20, min_confidence: float | None = None) -> list[Found]:
        """Return claims and documents that have all the words, best first; no claim less sure than ``min_confidence``.

        ``"two words"`` is a phrase, ``समझौ*`` any ending; spelling variants find each other. Nothing typed is an error.
        """
        with self._reading() as connection:
            return search.search(connection, words, limit=limit, least=min_confidence)

    def export(
        self, as_of: datetime | None = None, *, all_readings: bool = False, min_confidence: float | None = None
    ) -> Iterator[bytes]:
        """Yield the view's claims as canonical JSON Lines: the same content gives the same bytes.

        No claim less sure than ``min_confidence`` is among them.
        """
        with self._reading() as connection:
            yield from export.lines(connection, as_of, all_readings=all_readings, least=min_confidence)

    def stats(self) -> Stats:
        """Count what the ledger holds."""
        with self._reading() as connection:
            return listing.stats(connection)

    def reindex(self) -> None:
        """Make the search index anew from what the ledger holds."""
        with self._writing() as connection:
            search.rebuild(connection)
