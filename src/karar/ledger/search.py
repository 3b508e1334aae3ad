"""Full-text search over claims (their quotes and names) and documents (title and text).

The index is SQLite's FTS5. It repeats what `texts` holds in folded form, follows every withdrawal, and can be made
anew from the ledger at any time (`rebuild`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, column, delete, false, func, insert, literal_column, select
from sqlalchemy import table as lightweight

from karar.ledger import replay, words
from karar.ledger.reading_out import claim_of, claim_rows
from karar.ledger.records import Found
from karar.ledger.tables import claims, documents, readings, texts
from karar.model.claims import Claim
from karar.model.documents import Document
from karar.model.spans import Span

_BATCH = 500


def _index(name: str) -> Any:
    return lightweight(name, column("rowid"), column("words"), column("bigrams"))


CLAIM_WORDS = _index("claim_words")
DOCUMENT_WORDS = _index("document_words")


def index_documents(connection: Connection, found: Iterable[tuple[int, Document]]) -> None:
    """Put documents into the index, each under its ``seq``."""
    _put(connection, DOCUMENT_WORDS, ((seq, f"{document.title or ''}\n{document.text}") for seq, document in found))


def index_claims(connection: Connection, found: Iterable[tuple[int, Claim]]) -> None:
    """Put claims into the index, each under its ``seq``."""
    _put(connection, CLAIM_WORDS, ((seq, _claim_text(claim)) for seq, claim in found))


def _claim_text(claim: Claim) -> str:
    quote = claim.quote.text
    names = [*(actor.name for actor in claim.actors), *(place.name for place in claim.places)]
    names += [name for name in (claim.project, claim.instrument.title) if name]
    return "\n".join([quote, *(name for name in names if name not in quote)])


def _put(connection: Connection, index: Any, found: Iterable[tuple[int, str]]) -> None:
    rows = [dict(zip(("rowid", "words", "bigrams"), (seq, *words.columns(text)), strict=True)) for seq, text in found]
    if rows:
        connection.execute(insert(index), rows)


def drop_documents(connection: Connection, seqs: Sequence[int]) -> None:
    """Take documents out of the index."""
    _drop(connection, DOCUMENT_WORDS, seqs)


def drop_claims(connection: Connection, seqs: Sequence[int]) -> None:
    """Take claims out of the index."""
    _drop(connection, CLAIM_WORDS, seqs)


def _drop(connection: Connection, index: Any, seqs: Sequence[int]) -> None:
    for seq in seqs:
        connection.execute(delete(index).where(index.c.rowid == seq))


def squeeze(connection: Connection) -> None:
    """Make the index forget what was taken out: FTS5 keeps dropped words until its segments are merged."""
    for index in (CLAIM_WORDS, DOCUMENT_WORDS):
        _command(connection, index, "optimize")


def _command(connection: Connection, index: Any, name: str) -> None:
    connection.exec_driver_sql(f"INSERT INTO {index.name}({index.name}) VALUES ('{name}')")


def rebuild(connection: Connection) -> None:
    """Make the index anew from what the ledger holds, as after a change of `karar.text.normalise.fold`."""
    for index in (CLAIM_WORDS, DOCUMENT_WORDS):
        connection.execute(delete(index))
    found = select(documents.c.seq, documents.c.title, texts.c.words).join(texts, texts.c.id == documents.c.digest)
    streamed = connection.execution_options(yield_per=_BATCH).execute(found.where(texts.c.words.is_not(None)))
    for part in streamed.partitions():
        _put(connection, DOCUMENT_WORDS, [(row.seq, f"{row.title or ''}\n{row.words}") for row in part])
    quoted = claim_rows(None).add_columns(claims.c.seq).where(texts.c.words.is_not(None))
    for part in connection.execution_options(yield_per=_BATCH).execute(quoted).partitions():
        index_claims(connection, [(row.seq, claim_of(row)) for row in part])


def expression(wanted: Sequence[words.Term]) -> str:
    """Return FTS5's own expression for what is looked for. Every word is quoted, so nothing in it is an operator.

    >>> expression(words.terms('रक्षा OR "joint statement"'))
    'words : "रक्षा" AND words : "or" AND words : "joint statement"'
    """
    parts = []
    for term in wanted:
        if term.words:
            parts.append(f'words : "{" ".join(term.words)}"{"*" if term.prefix else ""}')
        elif len(term.run) == 1:
            parts.append(f'bigrams : "{term.run}"*')
        else:
            parts.append(f'bigrams : "{" ".join(words.bigrams(term.run))}"')
    return " AND ".join(parts)


def matches(text: str) -> ColumnElement[bool]:
    """Whether a row of `claims` has all words of ``text``; never, where there is no word in it."""
    wanted = words.terms(text)
    if not wanted:
        return false()
    return claims.c.seq.in_(select(CLAIM_WORDS.c.rowid).where(_match(CLAIM_WORDS, wanted)))


def saying(phrases: Iterable[str]) -> Select[int]:
    """Return the numbers of the documents in whose title or text one of the phrases stands, in any spelling."""
    parts = [expression(found) for phrase in phrases if (found := words.terms(f'"{phrase}"'))]
    column = select(DOCUMENT_WORDS.c.rowid)
    if not parts:
        return column.where(false())
    asked = " OR ".join(f"({part})" for part in parts)
    return column.where(literal_column(DOCUMENT_WORDS.name).op("MATCH", is_comparison=True)(asked))


def _match(index: Any, wanted: Sequence[words.Term]) -> ColumnElement[bool]:
    return literal_column(index.name).op("MATCH", is_comparison=True)(expression(wanted))


def search(connection: Connection, text: str, *, limit: int, least: float | None = None) -> list[Found]:
    """Return the best claims and documents of today's view that have all words of ``text``, best first.

    Claims less sure than ``least`` are left out.

    Claims and documents are ranked by BM25, each among their own kind; the two ranks are only roughly comparable.
    """
    wanted = words.terms(text)
    if not wanted or limit < 1:
        return []
    found = [*_claims(connection, wanted, limit, least), *_documents(connection, wanted, limit)]
    return sorted(found, key=lambda one: (-one.score, one.kind, one.id))[:limit]


def _best(statement: Select[Any], index: Any, wanted: Sequence[words.Term], key: Any, limit: int) -> Select[Any]:
    rank = func.bm25(literal_column(index.name))
    best = statement.add_columns(rank.label("rank")).where(_match(index, wanted))
    return best.order_by(rank, key).limit(limit)


def _claims(connection: Connection, wanted: Sequence[words.Term], limit: int, least: float | None) -> Iterator[Found]:
    rows = claim_rows(None).join(CLAIM_WORDS, CLAIM_WORDS.c.rowid == claims.c.seq)
    rows = rows.where(
        replay.current(None),
        replay.stands(readings.c.document, None),
        ~replay.withdrawn(readings.c.document, None, with_claims=True),
    )
    if least is not None:
        rows = rows.where(claims.c.confidence >= least)
    for row in connection.execute(_best(rows, CLAIM_WORDS, wanted, claims.c.id, limit)):
        claim = claim_of(row)
        text, start, spans = words.snippet(claim.quote.text, wanted)
        offset = claim.quote.start
        yield Found(
            kind="claim",
            id=claim.id,
            document=claim.reading.document,
            uri=claim.source.uri,
            title=claim.source.title,
            snippet=text,
            start=start + offset,
            spans=tuple(Span(span.start + offset, span.end + offset) for span in spans),
            score=-row.rank,
        )


def _documents(connection: Connection, wanted: Sequence[words.Term], limit: int) -> Iterator[Found]:
    rows = (
        select(
            documents.c.digest,
            documents.c.title,
            texts.c.words,
            replay.address(documents.c.seq, None).label("uri"),
        )
        .join(texts, texts.c.id == documents.c.digest)
        .join(DOCUMENT_WORDS, DOCUMENT_WORDS.c.rowid == documents.c.seq)
        .where(replay.stands(documents.c.seq, None))
    )
    for row in connection.execute(_best(rows, DOCUMENT_WORDS, wanted, documents.c.digest, limit)):
        text, start, spans = words.snippet(row.words or "", wanted)
        yield Found(
            kind="document",
            id=row.digest,
            document=row.digest,
            uri=row.uri,
            title=row.title,
            snippet=text,
            start=start,
            spans=spans,
            score=-row.rank,
        )
