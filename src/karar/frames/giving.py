"""Who gives and who gets: from the roles that the language's own grammar gave the parties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from karar.frames.alone import can_give
from karar.frames.parties import party_of
from karar.frames.types import Frame, Role

_GIVING = frozenset({"pledge", "deliver", "propose"})
_LENDERS = frozenset({"ADB", "EIB"})
_PAPERS_OF_MONEY = frozenset({"loan", "grant"})


def give_and_get(frame: Frame) -> None:
    """Fill giver and receiver of ``frame`` where its act has them. Mutual acts, and cues that say so, have neither."""
    papers = {m.value for m in frame.clause.mentions if m.kind == "instrument"}
    lending = bool(papers & _PAPERS_OF_MONEY) and frame.act in ("sign", "agree")
    if frame.cues[0].cue.get("reverse"):
        frame.roles = [_turned(role) for role in frame.roles]
    if any(match.cue.get("mutual") for match in frame.cues):
        return
    if frame.act == "procure":
        _buy(frame)
    elif frame.act in _GIVING or lending or _opens_abroad(frame) or (frame.act == "target" and _of_money(frame)):
        _provide(frame)


def _turned(role: Role) -> Role:
    """Return the role with giver and receiver turned round: who "received" is no giver."""
    return replace(role, role={"agent": "receiver", "receiver": "agent"}.get(role.role, role.role))


def _opens_abroad(frame: Frame) -> bool:
    """Whether one state opens something in another one: "Japan opens a training centre in Laos"."""
    gives = frame.cues[0].cue.get("gives")
    return bool(gives) and len({role.code for role in frame.roles if role.role == "agent"}) == 1


def _of_money(frame: Frame) -> bool:
    """Whether a goal is one of investing or lending by one side in the other ("निवेश का लक्ष्य")."""
    return any(role.role == "place" for role in frame.roles) and any(
        m.kind == "sector" and m.value == "finance" for m in frame.clause.mentions
    )


def _first(roles: list[Role], test: Callable[[Role], bool]) -> Role | None:
    return next((role for role in roles if test(role)), None)


def _banker(frame: Frame) -> Role | None:
    """Return the state whose bank signs for a loan: "India's Exim Bank"."""
    if frame.act not in ("sign", "agree"):
        return None
    banks = [m for m in frame.clause.mentions if m.kind in ("organisation", "ministry") and "bank" in str(m.value)]
    owners = {
        party_of(m)
        for bank in banks
        for m in frame.clause.mentions
        if m is bank or (m.kind in ("party", "demonym") and 0 <= bank.start - m.end <= 3)
    }
    codes = {code for code in owners if code}
    return _first(frame.roles, lambda role: role.code in codes) if len(codes) == 1 else None


def _provide(frame: Frame) -> None:
    roles = frame.roles
    giver = _first(roles, lambda role: role.code in _LENDERS) or _banker(frame)
    if giver is None and frame.act in ("sign", "agree") and len({r.code for r in roles if r.role == "agent"}) > 1:
        return  # two states sign for a loan: who lends is not said
    if giver is None and (frame.act != "propose" or frame.cues[0].cue.get("reverse")):
        giver = _first(roles, lambda role: role.role == "source")
    giver = giver or _first(roles, lambda role: role.role == "agent")
    # Another state gets, not what is of the giver's own: "donates books on Danish ports to Malta".
    others = [role for role in roles if giver is None or role.code != giver.code] or [r for r in roles if r != giver]
    receiver = _first(others, lambda role: role.role == "receiver")
    receiver = receiver or _first(others, lambda role: role.role == "place")
    if giver is None:
        giver = _first(roles, lambda role: role.role == "plain" and role != receiver and can_give(frame, role))
    if giver is None and receiver is not None and len({role.code for role in roles}) == 1:
        frame.receiver = receiver  # who gives is left out
    if giver is None or frame.both:
        return
    codes = {role.code for role in roles}
    if receiver is None and len(codes) == 2:
        receiver = _first(roles, lambda role: role.code != giver.code)
    if receiver is None and giver.role == "agent":
        frame.giver = giver  # who gets is not one state
        return
    if receiver is None or receiver.code == giver.code:
        return
    alone = _is_object(frame, receiver)
    if len(codes) > 2 and not alone and sum(role.role == receiver.role for role in roles) > 1:
        frame.giver = giver  # several receivers: who gets is not one state
        return
    frame.giver, frame.receiver = giver, receiver


def _is_object(frame: Frame, role: Role) -> bool:
    """Whether a state stands right behind the verb and no other beside it: "gives Laos $4 million for …"."""
    clause, verbs = frame.clause, frame.clause.verbs
    if verbs is None or role.inherited:
        return False
    text = clause.sent.doc.text
    behind = clause.sent.span(verbs.start, verbs.end).end
    if role.span.start < behind or text[behind : role.span.start].strip() not in ("", "the"):
        return False
    return not text[role.span.end :].startswith((",", " and "))


def _buy(frame: Frame) -> None:
    roles = frame.roles
    selling = frame.cues[0].cue.get("seller")
    seller = _first(roles, lambda role: role.role == (selling or "source"))
    if seller is None and selling == "agent":
        seller = _first(roles, lambda role: role.role == "plain")
    buyer = _first(roles, lambda role: role.role in ("agent", "plain") and role != seller)
    if seller is None and buyer is not None:
        seller = _first(roles, lambda role: role.role in ("partner", "place") and role.code != buyer.code)
    if seller is None or len({role.code for role in roles}) != 2:
        return
    frame.giver = seller
    frame.receiver = _first(roles, lambda role: role.code != seller.code)
