"""Titles that stand alone on their page and name one state: who gives, who gets, who is met, whom a paper is with.

A list of projects or of releases leaves out what its readers know: whose minister meets, who gets the loan. What such a
title says of the one state that it names is a claim all the same.
"""

from __future__ import annotations

from dataclasses import replace

from karar.frames.parties import is_head, party_of
from karar.frames.types import Clause, Frame, Role
from karar.model.mentions import Mention

_GIVEN = frozenset({"pledge", "deliver"})
_GIVE = frozenset({"provide", "extend", "give", "lend", "donate", "supply"})
_PAPERS_OF_MONEY = frozenset({"loan", "grant"})
_NAMING = frozenset({"party", "demonym"})
_NEAR = 3  # characters between an office and a name that says whose it is: "'s ", ", "
_OF = ("", "of", "of the", "from", "from the")
_DEALT_WITH = frozenset({"partner", "receiver", "source"})
_MET = frozenset({"partner", "agent", "receiver", "plain"})
_SHARED = "EUR"  # the money of many states is abroad for none of them


def tells_alone(frame: Frame) -> bool:
    """Whether a title tells an act of the one state that it names; its role is put right where the wording hides it."""
    if frame.clause.verbs is not None and frame.clause.verbs.negated:
        return False
    if _gives(frame):
        return True
    titled = frame.clause.is_alone and not frame.clause.sent.text.rstrip().endswith(".")  # no sentence of news
    return titled and (_gets(frame) or _meets(frame) or _signs(frame))


def _gives(frame: Frame) -> bool:
    """Whether one state gives though nobody is named who gets: "China provides a loan for the Bibala Water Project".

    So titles of projects are written. A state's money for its own country reads the same ("… subsidies for chips"), so
    it must be given for something that has a name or in another state's money, and nothing of the giver's own may stand
    behind the verb.
    """
    clause, verbs = frame.clause, frame.clause.verbs
    if verbs is None:
        return _heads_gift(frame)
    gives = frame.act in _GIVEN or _signs_away(frame) or any(match.cue.get("abroad") for match in frame.cues)
    if not gives or len({role.code for role in frame.roles}) != 1:
        return False
    if not all(role.role in ("agent", "source") and role.strength > 1 for role in frame.roles):
        return False
    if clause.sent.text.rstrip().endswith(".") and verbs.tags[-1] not in ("pres", "base"):
        return False  # a sentence of news, which tells of the past; titles stand in the present
    if _has_own_place(clause, frame.roles[0].code) or all(_is_person(clause, role) for role in frame.roles):
        return False
    if any(match.cue.get("others") for match in frame.cues) or _in_other_money(clause, frame.roles[0].code):
        return True
    return _is_named(clause, verbs.end)


def _is_person(clause: Clause, role: Role) -> bool:
    """Whether only a person or an office stands for the giver: a minister hands over prizes at home."""
    named = _mention(clause, role)
    return named is not None and named.kind in ("person", "office")


def _signs_away(frame: Frame) -> bool:
    """Whether what one side signs is said to give: "signs an exchange of notes providing a grant"."""
    return frame.act == "sign" and any(g.tags[0] == "ing" and set(g.lemmas) & _GIVE for g in frame.clause.nested)


def _heads_gift(frame: Frame) -> bool:
    """Whether a title without a verb names its one state right before what is given: "Danish grant for Orongo Dam"."""
    if frame.act not in _GIVEN or len(frame.roles) != 1 or frame.clause.sent.block.kind != "title":
        return False
    role, match = frame.roles[0], frame.cues[0]
    if not can_give(frame, replace(role, strength=1)) or _has_own_place(frame.clause, role.code):
        return False
    frame.roles = [replace(role, role="agent")]
    return match.cue.get("abroad") is True or _is_named(frame.clause, match.end)


def can_give(frame: Frame, role: Role) -> bool:
    """Whether a party without a role of its own may be the giver: a mere place or people's name may not.

    An adjective of what is given may ("the second Chinese medical team sent to Liberia").
    """
    if role.inherited or role.strength > 1:
        return True
    sent = frame.clause.sent
    things = {sent.span(match.start, match.end).start for match in frame.clause.cues or () if match.act == frame.act}
    return role.span.end + 1 in things


def _has_own_place(clause: Clause, code: str) -> bool:
    """Whether a place in the giver's own country is named."""
    return any(m.kind == "place" and _lies_in(m, code) for m in clause.mentions)


def _lies_in(place: Mention, code: str) -> bool:
    """Whether a province, a town or a region is the state's own."""
    return str(place.value).startswith(f"{code}-") or place.attrs.get("party") == code


def _is_named(clause: Clause, start: int) -> bool:
    """Whether a word with a capital, sums and counts aside, stands behind ``start``."""
    sent = clause.sent
    sums = [m for m in clause.mentions if m.kind in ("amount", "date", "period")]
    return any(
        sent.stored(left, left + 1).isupper() and not any(m.start <= left < m.end for m in sums)
        for left, right in sent.tokens
        if start <= left and right <= clause.end
    )


def _in_other_money(clause: Clause, code: str) -> bool:
    """Whether a sum is in another state's money (a code of ISO 4217 begins with its state's): "a $4 million grant".

    It stands right before the paper that is given, which "$2 billion in loans for chip makers" at home need not be.
    """
    papers = {m.start for m in clause.mentions if m.kind == "instrument" and m.value in _PAPERS_OF_MONEY}
    return any(
        m.value.currency not in (None, _SHARED) and m.value.currency[:2] != code and m.end + 1 in papers
        for m in clause.mentions
        if m.kind == "amount"
    )


def _gets(frame: Frame) -> bool:
    """Whether the one state named is who gets, and who gives is left out or no state: "Training for Lao officers".

    It gets from abroad: in money that is not its own, by a paper, or by what its cue says is done for other states.
    """
    for_others = any(match.cue.get("abroad") or match.cue.get("others") for match in frame.cues)
    if not _is_one(frame) or (frame.act not in _GIVEN and not for_others):
        return False
    if not all(role.role in ("receiver", "place") for role in frame.roles):
        return False
    named = any(_names_state(_mention(frame.clause, role)) for role in frame.roles)
    return named and (for_others or _in_other_money(frame.clause, frame.roles[0].code))


def _meets(frame: Frame) -> bool:
    """Whether officials of a state left unsaid meet the one named: "Prime Minister meets President of Chile"."""
    if frame.act != "consult" or not _is_one(frame):
        return False
    clause = frame.clause
    met = any(role.role in _MET and _is_dealt_with(clause, role) for role in frame.roles)
    return met and any(_is_free(clause, m) for m in clause.mentions if m.kind in ("office", "person", "ministry"))


def _signs(frame: Frame) -> bool:
    """Whether a paper is made with the one state named, by a side left unsaid: "Cabinet approves MoU with Chile".

    What was signed on a visit to a town is signed with the town's state.
    """
    if frame.act not in ("sign", "agree") or not _is_one(frame):
        return False
    clause = frame.clause
    if not any(m.kind == "instrument" for m in clause.mentions):
        return False
    visited = any(hit.entry.value == "visit" for hit in clause.sent.of("verb"))
    return all(
        role.role in _DEALT_WITH and (visited or _names_state(_mention(clause, role), "party")) for role in frame.roles
    )


def _is_one(frame: Frame) -> bool:
    """Whether all roles are of one state, which the clause itself names."""
    return len({role.code for role in frame.roles}) == 1 and not any(role.inherited for role in frame.roles)


def _mention(clause: Clause, role: Role) -> Mention | None:
    """Return the mention that a role was read from."""
    return next((m for m in clause.mentions if clause.sent.span(m.start, m.end) == role.span), None)


def _names_state(mention: Mention | None, *kinds: str) -> bool:
    """Whether a mention names a state by its name or adjective (or by one of these ``kinds``)."""
    return mention is not None and mention.kind in (kinds or _NAMING)


def _is_dealt_with(clause: Clause, role: Role) -> bool:
    """Whether a state is met, visited or meets: behind a preposition or as an object, or by an official of it."""
    named = _mention(clause, role)
    if named is None or named.kind not in _NAMING:
        return False
    before = [hit for hit in clause.sent.of("case") if hit.end <= named.start]
    if role.role in _DEALT_WITH and named.kind == "party" and not (before and before[-1].entry.value == "for"):
        return True
    return any(is_head(m) and _are_joined(clause, m, named) for m in clause.mentions)


def _is_free(clause: Clause, head: Mention) -> bool:
    """Whether an official or an office is of no state that the clause names."""
    others = (m for m in clause.mentions if m is not head and party_of(m))
    return party_of(head) is None and not any(_are_joined(clause, head, other) for other in others)


def _are_joined(clause: Clause, head: Mention, name: Mention) -> bool:
    """Whether an office and a name say one thing: "Minister of Chile", "Chile's Minister", "Minister Boric"."""
    if head.end <= name.start:
        return clause.sent.text[head.end : name.start].strip() in _OF
    return 0 <= head.start - name.end <= _NEAR
