"""What ``karar show`` does with commitments: one by its id, a list of them, their totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from karar import linkage
from karar.errors import NotFoundError
from karar.interfaces.cli.screen.commitment import CommitmentView
from karar.interfaces.cli.screen.console import messages, results, write_json, write_json_lines
from karar.interfaces.cli.screen.links import factor, outcome, source_of, told
from karar.interfaces.cli.screen.table import ID_SHOWN
from karar.interfaces.cli.screen.values import in_a_year
from karar.interfaces.cli.screen.values import left_out as told_left_out
from karar.interfaces.cli.screen.words import Words
from karar.ledger import Ledger, Query
from karar.model.claims import Claim
from karar.model.commitments import Commitment, Link, Relation
from karar.model.judgements import Decided, settle
from karar.pipeline.linking import known_of, of_claims
from karar.reference.rates import Rates, load_rates
from karar.tracking.amounts import yearly
from karar.tracking.history import Known, State, state_of
from karar.tracking.prices import Pricing
from karar.tracking.totals import Totals, add_up

_MOST_TOLD = 3
"""So many likenesses are told for each pair; `karar explain-link` tells all."""


def show_one(ledger: Ledger, asked: str, as_of: datetime | None, words: Words, *, why: bool, as_json: bool) -> None:
    """Show the commitment that a claim belongs to.

    Raises:
        NotFoundError: no such claim, or one that was not linked by then.
    """
    commitment = _commitment(ledger, asked, as_of)
    relations = ledger.relations(commitment.id, as_of)
    rates = load_rates()
    known = known_of(ledger, [commitment], as_of)
    state = state_of(known, commitment, rates)
    about = _about(known.judgements, commitment)
    links = explain_links(ledger, known, commitment, rates, as_of) if why else ()
    if as_json:
        write_json(to_record(state, known, relations, about, links))
        return
    read = ledger.claims_named(commitment.claims, as_of)
    decisions = known.decisions()
    claims = [known.claims.get(name, read[name]) for name in commitment.claims if name in read]
    claims.sort(key=lambda claim: (claim.source.published or "9", claim.id))
    view = CommitmentView(results(), words)
    view.head(state, known.claims_of(commitment) or claims, as_of.astimezone().date().isoformat() if as_of else None)
    view.history(state)
    view.fields(state)
    view.relations(state, relations, _others(ledger, relations, commitment, as_of, words))
    view.judgements(about, decisions)
    if why:
        print_why(view.console, words, commitment, links, {claim.id: claim for claim in claims})
    view.reports(claims, decisions)


def _commitment(ledger: Ledger, asked: str, as_of: datetime | None) -> Commitment:
    """Return the commitment asked for; of a claim that belongs to none because it was rejected, say so."""
    try:
        return ledger.commitment(asked, as_of)
    except NotFoundError as error:
        claim = ledger.claim(asked)
        rejected = settle(ledger.judgements(as_of)).rejected.get(claim.id)
        if rejected is None:
            raise error from None
        told = f"Claim {claim.id[:ID_SHOWN]} was rejected on {rejected.at:%Y-%m-%d} by {rejected.who}: {rejected.why}"
        hint = f"To look at it: karar source {claim.id[:ID_SHOWN]}; to take it back in: karar judge accept."
        raise NotFoundError(told, hint=hint) from None


def _about(judgements: Iterable[Decided], commitment: Commitment) -> list[Decided]:
    return [one for one in judgements if not set(commitment.claims).isdisjoint(filter(None, one.claims))]


def _others(
    ledger: Ledger, relations: Sequence[Relation], commitment: Commitment, as_of: datetime | None, words: Words
) -> dict[str, str]:
    """Return the other commitments in a few words: their founding claim's day, parties and sum."""
    names = {end for one in relations for end in (one.source, one.target)} - {commitment.id}
    found = ledger.claims_named(sorted(names), as_of)
    told: dict[str, str] = {}
    for name, claim in found.items():
        pace = yearly(claim)
        each = words.say("commitment", "yearly", in_a_year(words, pace)) if pace else None
        parts = (name[:ID_SHOWN], claim.source.published, words.parties(claim), *words.amounts(claim)[:1], each)
        told[name] = " · ".join(filter(None, parts))
    return told


def explain_links(
    ledger: Ledger, known: Known, commitment: Commitment, rates: Rates, as_of: datetime | None
) -> tuple[Link, ...]:
    """Return the links that hold a commitment together, each explained row by row."""
    inside = set(commitment.claims)
    held = [one for one in ledger.links(commitment.claims, as_of) if one.judged != "split"]
    decided = known.decisions().links
    return tuple(
        linkage.explain(known.claims[one.a], known.claims[one.b], decided, rates=rates)
        for one in held
        if {one.a, one.b} <= inside & known.claims.keys()
    )


def print_why(
    console: Console, words: Words, commitment: Commitment, links: Sequence[Link], claims: Mapping[str, Claim]
) -> None:
    """Print for each pair that holds a commitment together the outcome and what tells most."""
    console.print()
    console.print(Text(words.get("commitment", "why"), "bold underline"))
    if len(commitment.claims) == 1:
        console.print(Padding(words.get("commitment", "alone"), (0, 0, 0, 2), expand=False))
    for link in sorted(links, key=lambda one: -one.score):
        pair = sorted((claims[link.a], claims[link.b]), key=lambda one: (one.source.published or "9", one.id))
        console.print(Padding(Text("  –  ".join(map(source_of, pair))), (0, 0, 0, 2), expand=False))
        console.print(Padding(Text(outcome(words, link)), (0, 0, 0, 4), expand=False))
        most = sorted((one for one in link.features if one.level != "unknown"), key=lambda one: -abs(one.weight))
        for one in most[:_MOST_TOLD]:
            said = told(words, one)
            level = words.get("level", one.level)
            line = (
                f"{words.get('row', one.name)}: {f'{level} ({said})' if said else level} – {factor(words, one.weight)}"
            )
            console.print(Padding(Text(line, "dim"), (0, 0, 0, 6), expand=False))


def to_record(
    state: State, known: Known, relations: Sequence[Relation], judgements: Sequence[Decided], links: Sequence[Link]
) -> dict[str, Any]:
    """Return a commitment with all that is known of it, for another program."""
    record: dict[str, Any] = msgspec.to_builtins(state)
    commitment = record.pop("commitment")
    decisions = known.decisions()
    record = {**commitment, **record, "relations": msgspec.to_builtins(tuple(relations))}
    record["judgements"] = [judgement_record(one, decisions.overruled) for one in judgements]
    record["reports"] = msgspec.to_builtins(known.claims_of(state.commitment))
    if links:
        record["links"] = msgspec.to_builtins(tuple(links))
    return record


def judgement_record(one: Decided, overruled: Any) -> dict[str, Any]:
    """Return a judgement as JSON, with the claims it is about today and whether it still holds."""
    record: dict[str, Any] = msgspec.to_builtins(one.judgement)
    today = {"today": list(one.claims), "stale": one.stale, "overruled_by": overruled.get(one.judgement.id)}
    return {**record, **today}


# --- lists and totals ----------------------------------------------------------------------------


def find(ledger: Ledger, query: Query, as_of: datetime | None) -> tuple[Known, tuple[Commitment, ...]]:
    """Return the commitments of the claims that meet a query, those published last first, and what is known of them."""
    linking = ledger.linking(as_of)
    limit = query.limit
    claims: Iterable[Claim] = ledger.claims(msgspec.structs.replace(query, limit=None), as_of)
    found = of_claims(linking, claims)[:limit]
    return known_of(ledger, found, as_of), found


def show_list(ledger: Ledger, query: Query, as_of: datetime | None, words: Words, *, as_json: bool) -> None:
    """List commitments."""
    known, found = find(ledger, query, as_of)
    rates, decisions = load_rates(), known.decisions()
    states = ((state_of(known, one, rates, decisions), one) for one in found if known.claims_of(one))
    if as_json:
        write_json_lines(to_record(state, known, state.commitment.relations, (), ()) for state, _ in states)
        return
    view = CommitmentView(results(), words)
    for state, one in states:
        view.line(state, known.claims_of(one))
    if not found:
        _say_none(ledger, as_of, words)


def show_totals(
    ledger: Ledger, query: Query, as_of: datetime | None, words: Words, *, into: str | None, as_json: bool
) -> None:
    """Add up the sums of commitments."""
    known, found = find(ledger, query, as_of)
    rates, decisions = load_rates(), known.decisions()
    fields = {one.id: state_of(known, one, rates, decisions).fields for one in found}
    totals = add_up(found, fields, rates, pricing=Pricing(into))
    if as_json:
        write_json(totals)
    elif totals.totals or totals.left_out:
        print_totals(results(), words, totals)
    else:
        messages().print(words.get("total", "none"))


def print_totals(console: Console, words: Words, totals: Totals) -> None:
    """Print totals in the order of the ladder, then what is in none of them."""
    if totals.totals:
        console.print(Text(words.get("total", "heading"), "dim"))
    for one in totals.totals:
        number = len(one.counted)
        line = Text(f"{words.get('step', one.rung):<14}")
        line.append(f"{one.currency} {words.number(f'{one.value:.2f}', one.currency)}", "bold")
        line.append(f"  {words.say('total', 'of_one' if number == 1 else 'of', number)}", "dim")
        console.print(line)
    if totals.left_out:
        console.print()
        console.print(Text(words.get("total", "left_out"), "bold underline"))
    for left in totals.left_out:
        console.print(Padding(Text(told_left_out(words, left)), (0, 0, 0, 2), expand=False))


def _say_none(ledger: Ledger, as_of: datetime | None, words: Words) -> None:
    messages().print(words.get("commitment", "none" if ledger.last_linking(as_of) else "unlinked"))
