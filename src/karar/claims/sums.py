"""The sums of a claim: whose currency, whose money, what it pays for, and which says another again."""

from __future__ import annotations

from typing import Any

import msgspec

from karar.claims.fields import Evidence, span_of
from karar.frames.types import Frame
from karar.model.mentions import Mention
from karar.model.values import Amount

_RUPEE_STATES = {"LK": "LKR", "NP": "NPR", "PK": "PKR", "MU": "MUR", "SC": "SCR", "IN": "INR"}
_NEAR = 40  # characters between a sum and the word that says whose money it is


def amounts_of(frame: Frame, mentions: list[Mention], evidence: Evidence) -> tuple[Amount, ...]:
    """Return the clause's sums in order, each said once, with the characters that say them."""
    amounts: list[Amount] = []
    for mention in mentions:
        if mention.kind != "amount":
            continue
        amount = _settled(frame, mention)
        if mention.attrs.get("same_as_previous") and amounts and amounts[-1].currency != amount.currency:
            previous = amounts[-1].same_as
            amount = msgspec.structs.replace(amount, same_as=len(amounts) - 1 if previous is None else previous)
        if any(msgspec.structs.replace(other, same_as=None) == amount for other in amounts):
            continue
        evidence.add(f"amounts.{len(amounts)}", span_of(frame.clause.sent, mention))
        amounts.append(amount)
    return tuple(amounts)


def _settled(frame: Frame, mention: Mention) -> Amount:
    amount: Amount = mention.value
    changes: dict[str, Any] = {}
    assumed = mention.attrs.get("currency_assumed")
    states = {role.code for role in frame.roles}
    if assumed == "rupee":
        changes["currency"] = _rupee(states)
    elif assumed == "yen-yuan" and "CN" in states:
        changes["currency"] = "CNY"
    elif amount.currency is None and mention.attrs.get("currency_states"):
        changes["currency"] = _of_one_state(mention.attrs["currency_states"], states)
    words = _words_near(frame, mention)
    if mention.attrs.get("ceiling"):
        changes["role"] = "ceiling"
    elif "project-cost" in words:
        changes["role"] = "project-cost"
    funds = words & {"private", "public"}
    if funds:
        changes["funds"] = "mixed" if len(funds) > 1 else funds.pop()
    return msgspec.structs.replace(amount, **changes)


def _words_near(frame: Frame, mention: Mention) -> set[str]:
    return {
        hit.entry.value
        for hit in frame.clause.sent.of("money-word")
        if -_NEAR <= hit.start - mention.end <= _NEAR and frame.clause.covers(hit.start)
    }


def _rupee(states: set[str]) -> str | None:
    """Return the currency of the one rupee state that pays or gets; None where none or several take part."""
    known = states & set(_RUPEE_STATES)
    if "IN" in known:
        return "INR"
    return _RUPEE_STATES[known.pop()] if len(known) == 1 else None


def _of_one_state(table: str, states: set[str]) -> str | None:
    """Return the currency of the one party whose money the bare word can be (``CH:CHF RW:RWF``)."""
    known = dict(pair.split(":") for pair in table.split())
    found = {known[state] for state in states & set(known)}
    return found.pop() if len(found) == 1 else None
