"""From a clause to a frame: the act that its cues say, how firmly, and between whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from karar.frames import postpositional, prepositional
from karar.frames.alone import tells_alone
from karar.frames.context import Context
from karar.frames.cues import match_cues
from karar.frames.dealings import no_states_deal
from karar.frames.effects import in_passing, states_nothing
from karar.frames.giving import give_and_get
from karar.frames.modality import clause_modality
from karar.frames.parties import party_of
from karar.frames.references import complete
from karar.frames.types import Clause, CueMatch, Frame, Role
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.model.spans import Span
from karar.reference.load import FIRM, Pack
from karar.text.sentences import Sentence

_CLAUSES: dict[str, Callable[[Sentence, list[Mention], Pack], list[Clause]]] = {
    "postpositional": postpositional.find_clauses,
    "prepositional": prepositional.find_clauses,
}
_ROLES: dict[str, Callable[..., list[Role]]] = {
    "postpositional": postpositional.find_roles,
    "prepositional": prepositional.find_roles,
}
_OPENING = 12  # characters before the subject at the head of a clause: "वहीं ", "इस बीच "
_COUNTER = frozenset({"have", "past"})
_GENITIVE_REACH = 3  # words between "निवेश" and "घोषणा" in "निवेश की बड़ी घोषणा"


def find_clauses(sent: Sentence, mentions: list[Mention], pack: Pack) -> list[Clause]:
    """Return the clauses of ``sent`` by the profile of its language."""
    return _CLAUSES[pack.profile](sent, mentions, pack)


def find_roles(clause: Clause, pack: Pack, *, talk: bool = False) -> list[Role]:
    """Return the parties of ``clause`` with their roles by the profile of its language."""
    return _ROLES[pack.profile](clause, talk=talk)


def tells_of_others(clause: Clause, context: Context, pack: Pack) -> bool | None:
    """Return whether the clause's subject is neither a state nor somebody in office, None where that is not said."""
    return prepositional.names_others(clause, context.officials) if pack.profile == "prepositional" else None


def tells_act(clause: Clause, pack: Pack) -> bool:
    """Whether a cue of an act holds in ``clause``, whoever takes part."""
    clause.cues = match_cues(clause, pack) if clause.cues is None else clause.cues
    return _choose(clause, clause.cues) is not None


def match_clause(clause: Clause, context: Context, pack: Pack) -> Frame | None:
    """Return the frame of ``clause``, None where no cue holds or fewer than two parties take part."""
    clause.cues = match_cues(clause, pack) if clause.cues is None else clause.cues
    chosen = _choose(clause, clause.cues)
    if chosen is None:
        return None
    act_match, matrix = chosen
    if clause.aside or context.is_ladder or _is_blocked(clause, pack) or states_nothing(clause, act_match, pack):
        return None
    talk = act_match.act == "consult" and not act_match.cue.get("officials")
    roles = _of_participle(clause, act_match, find_roles(clause, pack, talk=talk))
    taking = [role for role in roles if role.role not in ("topic", "aside")]
    if talk or act_match.act in ("sign", "agree"):
        # Where it takes place is no party: "talks in Geneva", "signed in Washington".
        taking = [role for role in taking if role.role != "place" or role.strength > 1]
    topics = [role for role in roles if role.role == "topic"]
    act_match = _alone(clause, act_match, taking)
    if _lacks_own(clause, act_match, taking, pack):
        return None
    if pack.profile == "prepositional" and not _may_be_filled(clause, context, act_match, taking):
        return None
    before = _said_before(clause, pack)
    taking, both = complete(clause, taking, context, act_match, before)
    apart = clause.apart | (prepositional.firm_states(clause) if talk else frozenset())
    taking = [role for role in taking if not (role.inherited and role.code in apart)]
    if talk:
        taking, topics = _set_scene(clause, taking, topics)
    if context.provincial:
        taking = _named_states(taking)
    topics = [
        role
        for role in topics
        if role.code not in {other.code for other in taking if _stands_beside_topic(other, act_match)}
    ]
    taking = [role for role in taking if role.code not in {topic.code for topic in topics}]
    few = len({role.code for role in taking}) < 2
    silent = _no_dealings(clause, act_match, taking)
    if (few and not context.is_line) or silent or no_states_deal(clause, act_match, matrix, taking, pack, both=both):
        return None
    modality, spans = clause_modality(clause, act_match, matrix)
    if modality == "denied" and act_match.rank < FIRM and act_match.act != "consult":
        return None  # "never had relations" denies no report
    act = str(act_match.cue.get("acts", {}).get(modality, act_match.act))
    if act == "pledge" and not act_match.cue.get("reverse") and (both or _together(taking)):
        act = "agree"
    cues = (act_match,) if matrix is None else (act_match, matrix)
    frame = Frame(clause, act, modality, cues, _act_spans(clause, act_match), spans, taking, topics, both=both)
    if few and not tells_alone(frame):
        return None
    give_and_get(frame)
    return frame


def _stands_beside_topic(role: Role, match: CueMatch) -> bool:
    """Whether a role stands though its state is a topic, too: by name, or as who gives ("donates books on China")."""
    return role.strength > 2 or (match.act == "deliver" and role.role == "agent" and role.strength > 1)


def _alone(clause: Clause, match: CueMatch, taking: list[Role]) -> CueMatch:
    """Return the cue as it reads where one side alone acts: who "will rebuild the port" by himself pledges it."""
    act = match.cue.get("alone")
    beside = any(role.role in ("partner", "plain") for role in taking)
    if act is None or beside or len({role.code for role in taking if role.role == "agent"}) != 1:
        return match
    if any(m.kind == "reference" and m.value in ("both", "all", "counterpart") for m in clause.mentions):
        return match
    return replace(match, cue={**match.cue, "act": act})


def _lacks_own(clause: Clause, match: CueMatch, taking: list[Role], pack: Pack) -> bool:
    """Whether the clause names fewer parties of its own than its cue asks for."""
    if match.cue.get("own_parties") and not taking and not _refers(clause, pack):
        return True
    return bool(match.cue.get("own_pair")) and len({role.code for role in taking}) < 2


def _may_be_filled(clause: Clause, context: Context, match: CueMatch, taking: list[Role]) -> bool:
    """Whether the clause may stand with fewer parties than two, or take one over, where its language names subjects."""
    alone = context.is_line and (bool(match.cue.get("abroad")) or len({role.code for role in taking}) == 1)
    return alone or prepositional.may_inherit(clause, match.act, taking, context)


def _choose(clause: Clause, matches: list[CueMatch]) -> tuple[CueMatch, CueMatch | None] | None:
    """Return the cue that names the act and, where that one is embedded, the cue that governs it."""
    free = [match for match in matches if not match.embedded]
    if not free:
        hoped = [match for match in matches if _under_hedge(clause, match)]
        return (hoped[0], None) if hoped else None
    head = _finite_of(clause, free)
    for match in matches:
        if match is head or not match.cue.get("embeddable", True) or match.act not in head.cue.get("embeds", ()):
            continue
        if _hangs_on(clause, match, head):
            # "is ready to buy" offers: what hangs on it only says what the offer is about.
            return (head, None) if head.cue.get("keeps") else (match, head)
    if head.cue.get("only_embedding"):
        others = [match for match in free if not match.cue.get("only_embedding")]
        if not others:
            return None
        return others[0], None
    return head, None


def _finite_of(clause: Clause, free: list[CueMatch]) -> CueMatch:
    """Return the first cue, or the firm one of the finite verb where the first is only a participle's.

    "कल हुए समझौते से नेपाल पहली बार बिजली बेचेगा" tells of a sale; when the pact was made is said beside it.
    """
    head = free[0]
    if head.verb is None or head.verb is clause.verbs or clause.verbs is None:
        return head
    told = (match for match in free if match.verb is clause.verbs and match.rank >= FIRM)
    return next(told, head)


def _of_participle(clause: Clause, match: CueMatch, roles: list[Role]) -> list[Role]:
    """Return the parties behind a participle that states its act, where two are: "the truce agreed between A and B".

    A participle that states no act keeps its own parties to itself.
    """
    verb = match.verb
    if verb is None or verb is clause.verbs or not verb.stated:
        return postpositional.leave_out_participles(clause, match, roles)
    behind = [role for role in roles if role.span.start >= clause.sent.span(verb.start).start]
    return behind if len({role.code for role in behind}) > 1 else roles


def _said_before(clause: Clause, pack: Pack) -> list[Role]:
    """Return the parties of the clause before where it says or denies what this one holds: "चीन ने कहा कि …"."""
    before = clause.follows
    if before is None or before.verbs is None or pack.profile != "postpositional":
        return []
    told = set(before.verbs.lemmas) & set(pack.settings["saying"])
    denied = any(m.kind == "hedge" and m.value == "denied" for m in before.mentions)
    return find_roles(before, pack) if told or denied else []


def _set_scene(clause: Clause, taking: list[Role], topics: list[Role]) -> tuple[list[Role], list[Role]]:
    """Make a state that is only the scene ("ताइवान में …") a topic where two others talk; not where its town is named."""
    scene = [role for role in taking if role.role == "place" and not role.inherited]
    others = {role.code for role in taking if role not in scene}
    if len(others) < 2:
        return taking, topics
    towns = {party_of(m) for m in clause.mentions if m.kind in ("place", "metonym")}
    talked_of = [role for role in scene if role.code not in towns]
    return [role for role in taking if role not in scene], topics + talked_of


def _named_states(taking: list[Role]) -> list[Role]:
    """Return the states that the clause names: where a province acts, it deals with firms and envoys."""
    return [role for role in taking if role.strength > 2 and not role.inherited]


def _no_dealings(clause: Clause, match: CueMatch, taking: list[Role]) -> bool:
    """Whether the states named have nothing to do with each other: "Bangladesh and Sri Lanka got …", a heading."""
    if match.cue.get("reverse") and match.act == "deliver":
        return all(role.role in ("agent", "partner") and not role.inherited for role in taking)
    return _only_heads(clause, match, taking)


def _only_heads(clause: Clause, match: CueMatch, taking: list[Role]) -> bool:
    """Whether a sub-heading names no more than a kind of paper ("Trade pact", "अन्य समझौता ज्ञापन") over a list."""
    if clause.sent.block.kind != "heading" or clause.verbs is not None or match.act != "sign":
        return False
    return all(role.inherited for role in taking)


def _is_blocked(clause: Clause, pack: Pack) -> bool:
    """Whether the clause speaks of sanctions, fighting, sport …, or says what ought to be done."""
    if clause.verbs is not None and "should" in clause.verbs.tags:
        return True
    if clause.verbs is not None and set(clause.verbs.tags) >= _COUNTER and {"would", "can"} & set(clause.verbs.tags):
        return True  # "could have forced it": it did not
    if clause.sent.text.rstrip("\"' ").endswith("?") or _state_government(clause):
        return True
    terms = [(m.start, m.end) for m in clause.mentions if m.kind in ("sector", "organisation", "initiative")]
    return any(
        clause.covers(hit.start)
        and not in_passing(clause, hit.end)
        and not _is_inside(terms, hit.start, hit.end)
        and not (
            hit.entry.value == "firms" and (_is_numbered(clause, hit.start, pack) or _is_paid_for(clause, hit.start))
        )
        for hit in clause.sent.of("blocker")
    )


def _is_no_firm(clause: Clause, start: int, pack: Pack) -> bool:
    """Whether the words for a firm tell of none: the unit of a plant, what a loan pays for."""
    return _is_numbered(clause, start, pack) or _is_paid_for(clause, start)


def _is_numbered(clause: Clause, start: int, pack: Pack) -> bool:
    """Whether a number stands before "unit of": the second unit of a plant is no firm's."""
    return clause.sent.text[:start].rstrip().endswith(tuple(pack.settings.get("ordinals", ())))


def _is_paid_for(clause: Clause, start: int) -> bool:
    """Whether what stands there is what a loan is given for: "provides $90 million loan to acquire a stake in …"."""
    verbs = clause.verbs
    return verbs is not None and any(
        m.kind == "instrument" and m.value == "loan" and verbs.end <= m.start and m.end <= start
        for m in clause.mentions
    )


def _is_inside(terms: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the word is part of a longer term: "Geological Survey" asks nobody."""
    return any(left <= start and end <= right and right - left > end - start for left, right in terms)


def _state_government(clause: Clause) -> bool:
    """Whether a province's head or its own government acts ("गुजरात सरकार"), with no two states named beside it."""
    provinces = [m for m in clause.mentions if m.kind == "place" and "-" in str(m.value)]
    own = [hit for hit in clause.sent.of("government") if hit.entry.value == "province" and clause.covers(hit.start)]
    if any(_takes_part(clause, hit.end) or _acts_alone(clause, hit.end) or _is_subject(clause, hit) for hit in own):
        return True
    governs = any(
        any(0 < hit.start - m.end <= 3 or 0 < m.start - hit.end <= 4 for m in provinces)
        for hit in clause.sent.of("government")
    )
    return governs and len({m.value for m in clause.mentions if m.kind == "party"}) < 2


def _acts_alone(clause: Clause, end: int) -> bool:
    """Whether what ends at ``end`` is the subject of its verb, and no state is: "The Chief Minister invited"."""
    verbs = clause.verbs
    if verbs is None or end > verbs.start:
        return False
    return not any(m.kind == "party" and m.start < verbs.start for m in clause.mentions)


def _is_subject(clause: Clause, head: Hit) -> bool:
    """Whether a province's head opens the clause with a name and no case marker: "सीएम … राजदूतों से संवाद करेंगे"."""
    if head.entry.lang == "en" or head.start > clause.start + _OPENING:
        return False
    return not any(hit.start == head.end + 1 for hit in clause.sent.of("case"))


def _takes_part(clause: Clause, end: int) -> bool:
    """Whether what ends at ``end`` acts or is dealt with: "राज्य सरकार के साथ", "मुख्यमंत्री से", "the governor and"."""
    return any(
        hit.entry.value in ("erg", "ins", "com", "between", "dat", "and")
        for hit in clause.sent.within(end + 1, end + 2)
        if hit.entry.kind in ("case", "particle")
    )


def _refers(clause: Clause, pack: Pack) -> bool:
    if pack.profile == "prepositional" and prepositional.stands_for_both(clause):
        return True
    return any(m.kind == "reference" and m.value in ("both", "all") for m in clause.mentions)


def _under_hedge(clause: Clause, match: CueMatch) -> bool:
    """Whether a hedge governs what the cue says: "हस्ताक्षर होने की उम्मीद है", "are likely to sign"."""
    verb = match.verb
    if verb is None:  # "हथियार सौदे की खबर को आधारहीन बताया": what is denied needs no verb of its own
        return any(m.kind == "hedge" and m.value == "denied" and m.start >= match.end for m in clause.mentions)
    return any(m.kind == "hedge" and m.value != "none" and m.start >= verb.end for m in clause.mentions)


def _hangs_on(clause: Clause, match: CueMatch, head: CueMatch) -> bool:
    """Whether ``match`` is what ``head`` decides, offers or announces: by its own verb, or as the head's genitive."""
    if match.verb is not None:
        return True
    between = clause.sent.text[min(match.end, head.end) : max(match.start, head.start)]
    if len(between.split()) > _GENITIVE_REACH:
        return False
    return head.end <= match.start or any(
        hit.entry.value == "gen" and hit.start == match.end + 1 for hit in clause.sent.of("case")
    )


def _act_spans(clause: Clause, match: CueMatch) -> tuple[Span, ...]:
    sent = clause.sent
    spans = [sent.span(match.start, match.end)]
    if match.verb is not None and match.verb.start != match.start:
        spans.append(sent.span(match.verb.start, match.verb.end))
    return tuple(sorted(spans))


def _together(roles: list[Role]) -> bool:
    """Whether all that take part are the subject: "Canada and the Netherlands committed to …" promises nobody else."""
    return len({role.code for role in roles}) > 1 and all(role.role == "agent" for role in roles)
