"""Promised money as IATI 2.03 activities: pledge, commitment and disbursement are transactions of different types.

One activity for each commitment that is on a rung of the ladder or was withdrawn, and whose day is known; talks and
offers are no activity. A sum that is counted with another commitment's (a repeat, a part, one that was raised) is no
transaction and stands in a description with the reason, so adding up a file's transactions of one type counts nothing
twice. Karar is a secondary reporter: it reports on what others do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from babel import Locale
from lxml import etree

from karar.errors import InputError
from karar.exports.columns import crosswalk
from karar.exports.markup import LANG, add, text_of, to_bytes
from karar.exports.view import RungSum, Tracked, View
from karar.model.days import stretch_of
from karar.tracking.ladder import LADDER
from karar.tracking.totals import LeftOut

VERSION = "2.03"
REPORTER = "karar"
"""The reporting organisation's ref and the beginning of every identifier; whoever publishes puts its own here."""

_CATEGORY = "2"  # SectorVocabulary: OECD DAC purpose categories, three digits
_PAGE = "A12"  # DocumentCategory: a web page about the activity
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"  # what an address (RFC 3986) may hold beside letters and digits
_STARTS = frozenset({"implementing", "partly-delivered", "delivered"})


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "iati.toml").read_text(encoding="utf-8"))


def write(view: View) -> Iterator[bytes]:
    """Yield the file, activity by activity.

    Raises:
        InputError: there is no activity; a file without any is not valid.
    """
    begun = False
    for one in view.commitments():
        made = activity(one, view)
        if made is None:
            continue
        if not begun:
            begun = True
            yield (
                '<?xml version="1.0" encoding="UTF-8"?>\n'
                f'<iati-activities version="{VERSION}" generated-datetime="{view.on.isoformat()}T00:00:00Z">\n'
                f"<!-- Karar, as known on {view.on.isoformat()}; ledger sha256:{view.fingerprint} -->\n"
            ).encode()
        yield to_bytes(made)
    if not begun:
        raise InputError(
            "No activity to write", where="iati", hint="Link the ledger (karar link), or ask for more commitments."
        )
    yield b"</iati-activities>\n"


def activity(one: Tracked, view: View) -> etree._Element | None:
    """Return a commitment as an ``iati-activity``; None where it is none or nobody knows its day."""
    announced = stretch_of(one.roadmap.announced or "")
    if announced is None or not (one.state.step in LADDER or one.state.step == "withdrawn"):
        return None
    made = etree.Element("iati-activity")
    currency = next((told.amount.currency for told in one.sums if told.amount.currency), None)
    if currency:
        made.set("default-currency", currency)
    add(made, "iati-identifier", identifier(one.commitment.id))
    reporter = add(made, "reporting-org", ref=REPORTER, type="90", secondary_reporter="1")
    add(reporter, "narrative", "Karar").set(LANG, "en")
    lang = one.claims[0].source.lang
    _narrative(add(made, "title"), one.roadmap.title or one.roadmap.quote, lang)
    _narrative(add(made, "description", type="1"), one.roadmap.quote, lang)
    for told in one.sums:
        if told.left_out is not None:
            _narrative(add(made, "description", type="4"), _reason(told, told.left_out), "en")
    _organisations(made, one)
    add(made, "activity-status", code=status(one))
    _dates(made, one, announced.first)
    _recipient(made, one)
    for code, share in shares([crosswalk(view, name, "dac") for name in one.roadmap.sectors]):
        add(made, "sector", vocabulary=_CATEGORY, code=code, percentage=str(share))
    finance = _codes()["finance"].get(one.roadmap.kind)
    if finance:
        add(made, "default-finance-type", code=finance)
    for told in one.sums:
        _transaction(made, told, one)
    _documents(made, one)
    for relation in one.commitment.relations:
        add(made, "related-activity", ref=identifier(relation.target), type=_codes()["related"][relation.kind])
    return made


def identifier(commitment: str) -> str:
    """Return the IATI identifier of a commitment.

    >>> identifier("rqa3ubxy55")
    'karar-rqa3ubxy55'
    """
    return f"{REPORTER}-{commitment}"


def status(one: Tracked) -> str:
    """Return the ActivityStatus: the delivery's end first, then the paper's, else how far the delivery is."""
    delivery, paper = one.roadmap.delivery, one.roadmap.instrument
    if delivery.state in ("delivered", "withdrawn"):
        return str(_codes()["delivery"][delivery.state])
    if paper.state in _codes()["paper"]:
        return str(_codes()["paper"][paper.state])
    if one.state.step == "withdrawn":
        return str(_codes()["delivery"]["withdrawn"])
    return str(_codes()["delivery"].get(delivery.state or "", "1"))


def shares(codes: Sequence[Sequence[str]]) -> list[tuple[str, Decimal]]:
    """Return DAC categories with their percentages, which come to 100: each field counts the same.

    ``codes``: the DAC codes of each field, the closest first. A code of five digits belongs to the category of its
    first three.

    >>> shares([("15210",), ("240",), ("152",)])
    [('152', Decimal('66.66')), ('240', Decimal('33.34'))]
    """
    closest = [found[0][:3] for found in codes if found]
    if not closest:
        return []
    each = (Decimal(100) / len(closest)).quantize(Decimal("0.01"))
    found = {code: each * closest.count(code) for code in closest}
    last = list(found)[-1]
    found[last] += 100 - sum(found.values())
    return list(found.items())


def _narrative(parent: etree._Element, text: str, lang: str | None) -> None:
    made = add(parent, "narrative", text)
    if lang and lang != "und":
        made.set(LANG, text_of(lang))


def _reason(told: RungSum, found: LeftOut) -> str:
    amount = f"{told.amount.currency or '?'} {told.amount.value or '?'}"
    by = f": counted with {identifier(found.by)}" if found.by else ""
    return f"No transaction: {told.rung}, {amount} ({found.reason}{by})"


def _organisations(made: etree._Element, one: Tracked) -> None:
    """Add who takes part: the giver funds, the receiver is accountable; where nobody gives, all carry it out."""
    giver, receiver = one.headline("giver"), one.headline("receiver")
    roles = [(giver, "1"), (receiver, "2")] if giver or receiver else []
    told = {giver, receiver}
    roles += [(party, "4") for party in one.roadmap.parties if party not in told]
    for party, role in roles:
        if party:
            _party(add(made, "participating-org", role=role, type=_kind(party)), party)


def _kind(party: str) -> str:
    return str(_codes()["organisation"].get(party, "10"))


def _party(parent: etree._Element, party: str) -> None:
    _narrative(parent, str(Locale.parse("en").territories.get(party, party)), "en")


def _dates(made: etree._Element, one: Tracked, announced: date) -> None:
    delivery, deadline = one.roadmap.delivery, one.roadmap.deadline
    planned = add(made, "activity-date", type="1", iso_date=announced.isoformat())
    _narrative(planned, f"Announced: {one.roadmap.announced}. No other start is told.", "en")
    starts = (move.event.day for move in delivery.moves if move.after in _STARTS)
    start = stretch_of(next(starts, None) or "")
    if start:
        add(made, "activity-date", type="2", iso_date=start.first.isoformat())
    if deadline is not None:
        due = add(made, "activity-date", type="3", iso_date=deadline.last.isoformat())
        _narrative(due, f"By {deadline.day}", "en")
    end = stretch_of(delivery.since or "") if delivery.state == "delivered" else None
    if end:
        add(made, "activity-date", type="4", iso_date=end.last.isoformat())


def _recipient(made: etree._Element, one: Tracked) -> None:
    receiver = one.headline("receiver")
    if receiver and receiver not in _codes()["organisation"]:
        add(made, "recipient-country", code=receiver, percentage="100")


def _transaction(made: etree._Element, told: RungSum, one: Tracked) -> None:
    """Add the sum of one rung, where IATI has a transaction for it, it counts for itself, and its day is known."""
    types, day = _codes()["transaction"].get(told.rung), stretch_of(told.day or "")
    if types is None or told.left_out is not None or day is None or told.amount.value is None:
        return
    giver, receiver = one.headline("giver"), one.headline("receiver")
    way = "incoming" if receiver and not giver else "outgoing"
    added = add(made, "transaction")
    add(added, "transaction-type", code=types[way])
    add(added, "transaction-date", iso_date=day.first.isoformat())
    add(
        added,
        "value",
        told.amount.value,
        currency=told.amount.currency or "",
        value_date=day.first.isoformat(),
    )
    if told.amount.to is not None or told.amount.qualifier != "exact":
        upper = f" to {told.amount.to}" if told.amount.to else ""
        _narrative(add(added, "description"), f"{told.amount.qualifier}: {told.amount.value}{upper}", "en")
    for name, party in (("provider-org", giver), ("receiver-org", receiver)):
        if party:
            _party(add(added, name, type=_kind(party)), party)


def _documents(made: etree._Element, one: Tracked) -> None:
    """Add where it was read; addresses on the reader's own machine stay there."""
    seen: set[str] = set()
    for claim in one.claims:
        source = claim.source
        if source.uri in seen or not source.uri.startswith(("https://", "http://")):
            continue
        seen.add(source.uri)
        link = add(made, "document-link", url=quote(source.uri, safe=_IN_ADDRESSES), format="text/html")
        title = ", ".join(filter(None, (source.title, source.publisher))) or source.uri
        _narrative(add(link, "title"), title, source.lang)
        add(link, "category", code=_PAGE)
        if source.lang and len(source.lang) == 2:
            add(link, "language", code=source.lang)
        day = stretch_of(source.published or "")
        if day and day.first == day.last:
            add(link, "document-date", iso_date=day.first.isoformat())
