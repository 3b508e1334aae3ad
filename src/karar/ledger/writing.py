"""Adds readings: what is new goes in, what is there stays as it is, all in the caller's transaction.

A batch is written table by table, so that a thousand claims cost some fifteen statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Column, Connection, Table, insert, select

from karar.ledger import pages, search
from karar.ledger.handing import HandIn, content_of, contents, record_hand_ins, standing, withdrawn
from karar.ledger.records import Added, HandedAgain, Reading
from karar.ledger.tables import (
    claim_amounts,
    claim_deadlines,
    claim_parties,
    claim_sectors,
    claims,
    document_problems,
    documents,
    in_utc,
    observations,
    readings,
    sources,
    texts,
)
from karar.ledger.withdrawals import blank_what_was_withdrawn
from karar.model.claims import Claim, identify
from karar.model.days import deadline_of, last_day
from karar.model.documents import Document
from karar.model.identity import canonical, digest

Row = dict[str, Any]

_PARAMETERS = 10_000
"""SQLite takes 32,766 in one statement, PostgreSQL's protocol 65,535."""


class Entry(NamedTuple):
    """A reading that has been checked, with the hashes it will be kept under; or a known one, handed in again.

    ``document`` is the document's digest, ``source`` the id of its address, ``key`` the id of the reading.
    """

    reading: Reading | HandedAgain
    document: str
    source: str
    uri: str
    key: str
    claims: dict[str, Claim]


class _Places(NamedTuple):
    """The ``seq`` of each entry's document and of its source, by their hashes."""

    documents: Mapping[str, int]
    sources: Mapping[str, int]

    def of(self, entry: Entry) -> tuple[int, int]:
        return self.documents[entry.document], self.sources[entry.source]


def entry(reading: Reading | HandedAgain) -> Entry:
    """Check a reading before anything is written.

    Raises:
        ValueError: a claim of another document or reader, an id that is not the claim's content hash, a time without
            a zone.
    """
    if reading.seen is not None:
        in_utc(reading.seen)
    if isinstance(reading, HandedAgain):
        return Entry(reading, reading.document, source_id(reading.uri), reading.uri, reading.reading, {})
    name, uri = reading.document.digest, reading.document.uri
    kept: dict[str, Claim] = {}
    for claim in reading.claims:
        if (claim.reading.document, claim.reading.reader) != (name, reading.reader):
            raise ValueError(f"claim {claim.id} was read from {claim.reading}, not by {reading.reader} from {name}")
        if identify(claim).id != claim.id:
            raise ValueError(f"claim {claim.id!r} is not named by its content; see karar.model.claims.identify")
        twin = kept.setdefault(claim.id, claim)
        kept[claim.id] = max(twin, claim, key=lambda one: (one.confidence, canonical(one)))
    return Entry(reading, name, source_id(uri), uri, reading_id(name, reading.reader), kept)


def source_id(uri: str) -> str:
    """Return the id of the source at ``uri``."""
    return digest({"source": uri})


def reading_id(document: str, reader: str) -> str:
    """Return the id of the reading of ``document`` by ``reader``."""
    return digest({"document": document, "reader": reader})


def write(connection: Connection, entries: Sequence[Entry], now: datetime) -> list[Added]:
    """Write a batch; ``now`` is the ledger's time. Returns what was new, one for each entry, in their order.

    Raises:
        ValueError: what was handed in again is not in this ledger.
    """
    read = [(one, one.reading) for one in entries if isinstance(one.reading, Reading)]
    found, fresh_documents = _documents(connection, {one.document: reading.document for one, reading in read}, now)
    found |= _known_documents(connection, {one.document for one in entries} - found.keys())
    addresses, _ = _ensure(
        connection, sources.c.id, {one.source: {"id": one.source, "uri": one.uri} for one in entries}
    )
    places = _Places(found, addresses)
    fresh_observations = _observations(connection, entries, places, now)
    record_hand_ins(connection, _hand_ins(connection, entries, places), now)
    rows = {
        one.key: {"id": one.key, "document": found[one.document], "reader": reading.reader, "made_at": now}
        for one, reading in read
    }
    made, fresh_readings = _ensure(connection, readings.c.id, rows)
    pages.record(connection, ((reading.page, made[one.key]) for one, reading in read if reading.page), now)
    older = _claims_of(connection, {made[key]: key for key in rows.keys() - fresh_readings})
    seqs = list(found.values())
    stands, gone = standing(connection, seqs), withdrawn(connection, seqs)
    added: list[Added] = []
    fresh_claims: list[tuple[int, Claim]] = []
    for one, new_observation in zip(entries, fresh_observations, strict=True):
        new_reading = one.key in fresh_readings
        if new_reading:
            fresh_readings.discard(one.key)
            fresh_claims.extend((made[one.key], claim) for claim in one.claims.values())
            older[one.key] = set(one.claims)
        new_document = one.document in fresh_documents
        fresh_documents.discard(one.document)
        new_claims = len(one.claims) if new_reading else 0
        set_aside = len(one.claims.keys() - older.get(one.key, set()))
        place = found[one.document]
        news = new_document, new_reading, new_claims, new_observation, set_aside
        added.append(Added(*news, stands=place in stands, withdrawn=gone.get(place)))
    _claims(connection, fresh_claims)
    if any(fresh_observations) or fresh_claims:
        blank_what_was_withdrawn(connection, seqs)
    return added


def _known_documents(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    wanted = list(names)
    found = _numbers(connection, documents.c.digest, wanted) if wanted else {}
    if len(found) < len(wanted):
        raise ValueError(f"no document of this ledger: {', '.join(sorted(set(wanted) - found.keys()))}")
    return found


def _hand_ins(connection: Connection, entries: Sequence[Entry], places: _Places) -> list[HandIn]:
    again = [places.documents[one.document] for one in entries if isinstance(one.reading, HandedAgain)]
    known = contents(connection, again)
    given = []
    for one in entries:
        document, source = places.of(one)
        reading = one.reading
        content = known[document] if isinstance(reading, HandedAgain) else content_of(reading.document)
        given.append(HandIn(document, source, content, reading.handed))
    return given


def _ensure(connection: Connection, key: Column[str], rows: Mapping[str, Row]) -> tuple[dict[str, int], set[str]]:
    """Insert the rows whose key is not there yet; return every key's ``seq``, and the keys that were new."""
    table: Table = key.table
    known = _numbers(connection, key, rows)
    fresh = [name for name in rows if name not in known]
    if fresh:
        # Asking for the numbers afterwards costs one statement; RETURNING them in order costs one for every row.
        connection.execute(insert(table), [rows[name] for name in fresh])
        known |= _numbers(connection, key, fresh)
    return known, set(fresh)


def _numbers(connection: Connection, key: Column[str], names: Iterable[str]) -> dict[str, int]:
    wanted = list(names)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _PARAMETERS):
        part = wanted[start : start + _PARAMETERS]
        found.update(connection.execute(select(key, key.table.c.seq).where(key.in_(part))).all())
    return found


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    found = list(rows)
    if found:
        connection.execute(insert(table), found)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _documents(connection: Connection, named: Mapping[str, Document], now: datetime) -> tuple[dict[str, int], set[str]]:
    rows = {
        name: {
            "digest": name,
            "projection": document.projection,
            "blocks": _json(document.blocks),
            "title": document.title,
            "publisher": document.publisher,
            "published": document.published,
            "lang": document.lang,
            "recorded": now,
        }
        for name, document in named.items()
    }
    places, fresh = _ensure(connection, documents.c.digest, rows)
    new = [(name, named[name]) for name in rows if name in fresh]
    _insert(connection, texts, ({"id": name, "words": document.text} for name, document in new))
    search.index_documents(connection, ((places[name], document) for name, document in new))
    _problems(connection, {places[name]: document for name, document in named.items() if document.problems})
    return places, fresh


def _problems(connection: Connection, named: Mapping[int, Document]) -> None:
    if not named:
        return
    table = document_problems
    known = {
        (document, name)
        for document, name in connection.execute(
            select(table.c.document, table.c.id).where(table.c.document.in_(list(named)))
        )
    }
    rows = {
        (seq, digest(problem)): {"document": seq, "id": digest(problem), "problem": _json(problem)}
        for seq, document in named.items()
        for problem in document.problems
    }
    _insert(connection, table, (row for key, row in rows.items() if key not in known))


def _observations(
    connection: Connection,
    entries: Sequence[Entry],
    places: _Places,
    now: datetime,
) -> list[bool]:
    """Insert the new observations. Without a time of its own only the first reading at an address is one."""
    table = observations
    known: dict[tuple[int, int], set[datetime]] = {}
    stored = select(table.c.document, table.c.source, table.c.seen).where(
        table.c.document.in_(list(places.documents.values()))
    )
    for document, source, seen in connection.execute(stored):
        known.setdefault((document, source), set()).add(seen)
    rows: list[Row] = []
    fresh: list[bool] = []
    for one in entries:
        key = places.of(one)
        times = known.setdefault(key, set())
        seen = in_utc(one.reading.seen or now)
        new = seen not in times if one.reading.seen else not times
        fresh.append(new)
        if new:
            times.add(seen)
            document, source = key
            rows.append({"document": document, "source": source, "seen": seen, "how": one.reading.how, "recorded": now})
    _insert(connection, table, rows)
    return fresh


def _claims_of(connection: Connection, keys: Mapping[int, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {key: set() for key in keys.values()}
    if keys:
        stored = select(claims.c.reading, claims.c.id).where(claims.c.reading.in_(list(keys)))
        for reading, name in connection.execute(stored):
            found[keys[reading]].add(name)
    return found


def _claims(connection: Connection, found: Sequence[tuple[int, Claim]]) -> None:
    if not found:
        return
    seqs, _ = _ensure(connection, claims.c.id, {claim.id: _claim_row(reading, claim) for reading, claim in found})
    numbered = [(seqs[claim.id], claim) for _, claim in found]
    _insert(connection, texts, ({"id": claim.id, "words": claim.quote.text} for _, claim in found))
    _insert(
        connection,
        claim_parties,
        ({"claim": seq, "party": party} for seq, claim in numbered for party in dict.fromkeys(claim.parties)),
    )
    _insert(
        connection,
        claim_sectors,
        ({"claim": seq, "sector": sector} for seq, claim in numbered for sector in dict.fromkeys(claim.sectors)),
    )
    _insert(connection, claim_amounts, (row for seq, claim in numbered for row in _amount_rows(seq, claim)))
    _insert(connection, claim_deadlines, (row for seq, claim in numbered for row in _deadline_rows(seq, claim)))
    search.index_claims(connection, numbered)


def _claim_row(reading: int, claim: Claim) -> Row:
    wordless = msgspec.structs.replace(claim, quote=msgspec.structs.replace(claim.quote, text=""))
    return {
        "id": claim.id,
        "reading": reading,
        "act": claim.act,
        "modality": claim.modality,
        "confidence": claim.confidence,
        "lang": claim.source.lang,
        "published": claim.source.published or "",
        "happened": claim.when.value if claim.when else None,
        "body": _json(wordless),
    }


def _deadline_rows(seq: int, claim: Claim) -> Iterable[Row]:
    written = deadline_of(claim)
    day = last_day(written) if written else None
    if day is not None:
        yield {"claim": seq, "day": day.isoformat()}


def _amount_rows(seq: int, claim: Claim) -> Iterable[Row]:
    for place, amount in enumerate(claim.amounts):
        low = float(amount.value) if amount.value is not None else None
        yield {
            "claim": seq,
            "place": place,
            "value": amount.value,
            "upper": amount.to,
            "currency": amount.currency,
            "low": low,
            "high": float(amount.to) if amount.to is not None else low,
        }
