"""Fill in the parties that a clause does not name itself: "दोनों देश", "their counterparts", a subject left out."""

from __future__ import annotations

from dataclasses import replace

from karar.frames.context import Context
from karar.frames.prepositional_verbs import says_together
from karar.frames.types import Clause, CueMatch, Role
from karar.reference.load import FIRM

_SOLO_ACTS = frozenset({"consult", "sign", "agree", "pledge", "deliver", "procure", "propose", "launch", "withdraw"})
_GIVING = frozenset({"pledge", "deliver"})
_THREE = 3
_FEW = 3  # states of a page on which "the government" is told from the other ones
_TO_HUB = frozenset({"deliver", "pledge", "propose", "withdraw"})
_GIVEN = frozenset({"amount", "quantity", "instrument", "sector", "initiative"})
_OBJECT_REACH = 3  # characters between the verb and a pronoun that is its object


def complete(
    clause: Clause, roles: list[Role], context: Context, match: CueMatch, before: list[Role]
) -> tuple[list[Role], bool]:
    """Return the parties that take part, those taken over marked as inherited, and whether they act alike.

    Parties named only in passing (an adjective, a capital) are used where they are needed to make two, and dropped
    where the clause names two by name. ``before`` are the parties of the clause that this one hangs on: in "चीन ने कहा
    कि जापान के साथ बैठक नहीं हुई" the speaker is the other party.
    """
    references = {m.value for m in clause.mentions if m.kind == "reference"}
    named = _distinct(roles)
    strong = [role for role in named if role.strength > 1]
    if len(strong) >= 2:
        named = strong
    if len(strong) == 1 and (speaker := _speaker(strong[0], before)) is not None:
        return [*strong, speaker], False
    if context.names_subjects and "we" in references and says_together(clause):
        references.add("both")
    both = bool(references & {"both", "all"}) and not any(role.role == "agent" for role in named)
    if len(named) >= 2:
        return [*_who_met(named, references, context, match), *named], both
    if references & {"both", "all"}:
        pair = _antecedent(context, named)
        return (_merge(named, pair), both) if pair else (named, both)
    if len(named) == 1 and (pronoun := _pronoun(clause, references, context, named[0].code)) is not None:
        return [*named, pronoun], both
    if len(named) == 1:
        return _second(clause, named, context, references, match), both
    return _none_named(clause, context, references, match), both


def _who_met(named: list[Role], references: set[str], context: Context, match: CueMatch) -> list[Role]:
    """Return who "उन्होंने" is where all that are named were met: "उन्होंने केन्या और घाना के मंत्रियों से मुलाकात की"."""
    agent = context.last_agent
    if match.act != "consult" or agent is None or not references & {"they", "it-agent"}:
        return []
    if any(role.role not in ("partner", "source") or role.code == agent.code for role in named):
        return []
    return [replace(agent, role="agent", inherited=True)]


def _speaker(named: Role, before: list[Role]) -> Role | None:
    """Return who speaks in the clause before, where it is one state and another one than the one named here."""
    agents = {role.code: role for role in before if role.role == "agent" and role.strength > 1}
    if len(agents) != 1 or named.code in agents:
        return None
    return replace(next(iter(agents.values())), role="plain", inherited=True)


def _distinct(roles: list[Role]) -> list[Role]:
    best: dict[str, Role] = {}
    for role in roles:
        known = best.get(role.code)
        if known is None or (role.strength, role.role != "plain") > (known.strength, known.role != "plain"):
            best[role.code] = role
    return list(best.values())


def _antecedent(context: Context, named: list[Role]) -> tuple[Role, ...]:
    codes = {role.code for role in named}
    for pair in (context.last_frame, context.last, context.main):
        if len(pair) >= 2 and codes <= {role.code for role in pair}:
            return pair
    return ()


def _merge(named: list[Role], pair: tuple[Role, ...]) -> list[Role]:
    codes = {role.code for role in named}
    taken = [
        replace(role, role=role.role if not named and role.role == "agent" else "plain", inherited=True)
        for role in pair
        if role.code not in codes
    ]
    return named + taken


def _second(clause: Clause, named: list[Role], context: Context, references: set[str], match: CueMatch) -> list[Role]:
    """Return one named party and the other one that the page leaves unsaid here."""
    if match.act not in _SOLO_ACTS or "home" in references:
        return named
    code = named[0].code
    if (traveller := _traveller(named[0], context, match)) is not None:
        return [traveller, *named]
    if (
        got := _same_receiver(clause, named[0], context, match) or _same_partner(named[0], context, references)
    ) is not None:
        return [*named, got]
    if "counterpart" in references and context.last_single is not None and context.last_single.code != code:
        return _merge(named, (context.last_single,))
    for pair in (context.last_frame, context.last):
        if len(pair) != 2 or code not in {role.code for role in pair}:
            continue
        told = clause.verbs is not None and clause.verbs.passive
        acts = not context.names_subjects or named[0].role == "agent" or told
        firm = match.rank >= FIRM and acts and context.is_about(pair, clause.sent.index)
        if firm or context.states(pair, 1):
            return _merge(named, pair)
    main = context.main
    if len(main) == 2 and code in {role.code for role in main} and context.is_bilateral and context.states(main, 1):
        return _merge(named, main)
    if (own := _own_government(clause, named[0], context)) is not None:
        return [own, *named]
    if (here := _here(clause, named[0], context, match)) is not None:
        return [*named, here]
    return _with_hub(clause, named, context, match)


def _here(clause: Clause, named: Role, context: Context, match: CueMatch) -> Role | None:
    """Return the state of the dateline as where it is done: "Peru reopened its embassy here"."""
    hub = context.hub
    if hub is None or hub.code == named.code or match.act not in _TO_HUB | {"launch"} or named.role != "agent":
        return None
    words = (clause.sent.text[start:end] for start, end in clause.sent.words(clause.start, clause.end))
    return replace(hub, role="place", strength=2, inherited=True) if "here" in words else None


def _traveller(named: Role, context: Context, match: CueMatch) -> Role | None:
    """Return who goes on to a third state: "राष्ट्रपति यहां से स्लोवाकिया जाएंगी"."""
    agent = context.last_agent
    if context.names_subjects or agent is None or "destination" not in match.cue.get("needs", ()):
        return None
    known = {role.code for role in (*context.last_frame, *context.main)}
    return None if named.code in known else replace(agent, role="agent", inherited=True)


def _own_government(clause: Clause, named: Role, context: Context) -> Role | None:
    """Return the state of the page where "the government", "the Cabinet" acts and no other state than its own can be.

    Its own is the one that a page about few states names besides, and most often.
    """
    verbs = clause.verbs
    own = next((role for role in context.named if role.code != named.code), None)
    if verbs is None or own is None or len(context.named) > _FEW or named.role == "agent":
        return None
    if not context.names_subjects:
        return None
    acts = any(hit.start < verbs.start and clause.covers(hit.start) for hit in clause.sent.of("government"))
    return replace(own, role="agent", strength=2, inherited=True) if acts else None


def _with_hub(clause: Clause, named: list[Role], context: Context, match: CueMatch) -> list[Role]:
    """Return the giver named and, as the one who gets, the state that the page is written from."""
    hub = context.hub
    if hub is None or not context.names_subjects or match.act not in _TO_HUB or hub.code == named[0].code:
        return named
    if named[0].role not in ("agent", "source"):
        return named
    thing = clause.sent.span(match.start, match.end).start
    if named[0].strength < 2 and named[0].span.end + 1 != thing:
        return named  # an adjective of what is given tells who gives: "an Iraqi tanker arrived"
    return [*named, replace(hub, role="receiver", strength=2, inherited=True)]


def _same_receiver(clause: Clause, named: Role, context: Context, match: CueMatch) -> Role | None:
    """Return who got in the act before, where another state gives a sum and does not say to whom."""
    got = context.last_receiver
    known = {role.code for role in context.last_frame}
    if got is None or match.act not in _GIVING or len(known) != 2 or got.code not in known or named.code in known:
        return None
    sums = any(m.kind == "amount" for m in clause.mentions)
    return replace(got, role="receiver", inherited=True) if sums and named.role in ("agent", "plain") else None


def _same_partner(named: Role, context: Context, references: set[str]) -> Role | None:
    """Return with whom another state made one before, where it is like this one: "Peru signed such a pact in May"."""
    agent, pair = context.last_agent, context.last_frame
    if "alike" not in references or agent is None or len(pair) != 2 or named.code in {role.code for role in pair}:
        return None
    other = next((role for role in pair if role.code != agent.code), None)
    return replace(other, role="partner", inherited=True) if other is not None else None


def _pronoun(clause: Clause, references: set[str], context: Context, code: str) -> Role | None:
    """Return the party that "वह", "उसे", "it" stands for: who acted, or who got something, in the act before."""
    for name, role, part in (
        ("it-agent", context.last_agent, "agent"),
        ("we", context.speaker, "agent"),
        ("it-receiver", context.last_receiver or context.last_single, "receiver"),
    ):
        if name in references and role is not None and role.code != code:
            return replace(role, role=part, inherited=True)
    return _object(clause, context, code)


def _object(clause: Clause, context: Context, code: str) -> Role | None:
    """Return the party that "it" or "the country" right behind the verb stands for: "France has sent it tents"."""
    single, verbs = context.last_single, clause.verbs
    if single is None or verbs is None or single.code == code:
        return None
    behind = any(
        m.kind == "reference" and m.value in ("they", "country") and 0 < m.start - verbs.end <= _OBJECT_REACH
        for m in clause.mentions
    )
    return replace(single, role="receiver", inherited=True) if behind else None


def _with_speaker(speaker: Role, context: Context) -> list[Role]:
    """Return who "we" are in a speech and the one state besides that it was about last, where there is one."""
    for others in (context.last_frame, context.main, (context.last_single,)):
        codes = [role for role in others if role is not None and role.code != speaker.code]
        if len(codes) == 1:
            return [replace(speaker, role="agent", inherited=True), replace(codes[0], role="plain", inherited=True)]
    return []


def _none_named(clause: Clause, context: Context, references: set[str], match: CueMatch) -> list[Role]:
    """Return the parties of a clause that names none: those of the page, where the page tells of their dealings.

    A weak cue ("काम करेगा") asks for more of the page than a strong one ("हस्ताक्षर किए").
    """
    if match.act == "procure" or "home" in references or any(m.kind == "bloc" for m in clause.mentions):
        return []
    if match.act in _GIVING and not any(m.kind in _GIVEN for m in clause.mentions):
        return []
    if "we" in references and context.speaker is not None:
        return _with_speaker(context.speaker, context)
    pair = context.last_frame or context.last
    three = len(pair) == _THREE and context.states(pair, 1)
    three = three and not (len(context.main) == 2 and context.states(context.main, 1))
    if len(pair) != 2 and not three and context.is_bilateral:
        pair = context.main
    if (len(pair) != 2 and not three) or (not context.is_bilateral and not references):
        return []
    listed = clause.sent.block.kind == "item" and context.is_about(pair, clause.sent.index)
    if not listed and not context.states(pair, 1 if match.rank >= FIRM else 2):
        return []
    return _merge([], pair)
