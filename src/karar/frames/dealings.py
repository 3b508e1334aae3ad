"""Clauses that tell of an act and of no dealings of states: a firm acts, a family gets, one side decides alone."""

from __future__ import annotations

from karar.frames.parties import party_of
from karar.frames.types import Clause, CueMatch, Role
from karar.reference.load import Pack

_OWNED = 30  # characters from a state to the case marker of its people: "भारतीय कंपनियों को"
_DEALT_WITH = frozenset({"receiver", "source", "place"})


def no_states_deal(
    clause: Clause, match: CueMatch, matrix: CueMatch | None, taking: list[Role], pack: Pack, *, both: bool
) -> bool:
    """Whether the states in ``taking`` do not deal with each other here, since somebody else acts or gets.

    ``both`` says that they act together; ``matrix`` is the cue that governs the act, as in `match_clause`.
    """
    if pack.profile != "postpositional":
        return False
    if not any(role.role == "agent" and not role.inherited for role in taking) and _another_acts(clause, pack):
        return True
    if any(role.inherited for role in taking) and _another_gets(clause, match, pack):
        return True
    return matrix is None and not both and _decides_alone(clause, match, taking)


def _another_acts(clause: Clause, pack: Pack) -> bool:
    """Whether who acts stands for no state: "एक अन्य समूह ने सहमति दी", "संयुक्त राष्ट्र ने आग्रह किया"."""
    private = pack.settings.get("private", ())
    blocs = {m.end + 1 for m in clause.mentions if m.kind == "bloc"}
    return bool(private) and any(
        hit.entry.value == "erg"
        and clause.covers(hit.start)
        and (hit.start in blocs or _word_before(clause, hit.start) in private)
        and not any(m.end + 1 == hit.start and party_of(m) for m in clause.mentions)
        for hit in clause.sent.of("case")
    )


def _another_gets(clause: Clause, match: CueMatch, pack: Pack) -> bool:
    """Whether what is given goes to somebody who is no state: "परिवार को मदद का आश्वासन"."""
    private = pack.settings.get("private", ())
    return (
        match.act in ("pledge", "deliver")
        and bool(private)
        and any(
            hit.entry.value == "dat"
            and clause.covers(hit.start)
            and _word_before(clause, hit.start) in private
            and not any(0 < hit.start - m.end <= _OWNED for m in clause.mentions if party_of(m))
            for hit in clause.sent.of("case")
        )
    )


def _word_before(clause: Clause, place: int) -> str:
    return clause.sent.text[clause.start : place].rstrip().rpartition(" ")[2]


def _decides_alone(clause: Clause, match: CueMatch, taking: list[Role]) -> bool:
    """Whether one side alone decides, and the other is only where: "भारत ने लाहौर का दफ्तर बंद करने का फैसला किया".

    To take up a paper is another thing, since a paper has another side.
    """
    if not match.cue.get("joint") or any(m.kind == "instrument" for m in clause.mentions):
        return False
    named = [role for role in taking if not role.inherited]
    acting = {role.code for role in named if role.role == "agent"}
    joined = any(role.role == "partner" or (role.role in _DEALT_WITH and role.strength > 2) for role in named)
    return not joined and len(acting) == 1 and len({role.code for role in named}) > 1
