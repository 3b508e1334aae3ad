"""Which names of states in an English clause act for the state: not those of firms, players and people."""

from __future__ import annotations

from karar.frames.parties import party_mentions, party_of, strength_of
from karar.frames.types import Clause
from karar.model.mentions import Mention

_PRIVATE_REACH = 48  # characters between "Swedish" and "maker" in "Swedish soft-drinks and snacks maker"
_ADJECTIVES = frozenset({"us", "u.s.", "uk", "u.k.", "eu", "uae"})  # names that stand before a noun as they are
_COMING_FROM = (" from ", " from the ", " in ", " in the ", " of ", " of the ")
_JOINTS = ("", "-", ",", "/", "and", "&", ", and", "s and", "as well as", "and the", ", the", "and its", "\u2013")
_OF_FIRMS = frozenset({"demonym", "party", "place", "metonym"})
_BUILT = frozenset({"sector", "project-head", "ministry"})
_BASED = ("-based", "-headquartered")
_WHERE = (" in ", " in the ", " at ", " across ")
_HEADS = frozenset({"office", "person", "ministry"})
_BESIDE = 3  # characters between "French" and "minister", at most
_MONEY = frozenset({"loan", "grant"})
_GIVE = frozenset({"provide", "extend", "give", "lend", "donate", "supply", "fund"})
_PEOPLE = ("ans", "ns", "is", "os", "ks", "nes")


def public_mentions(clause: Clause, *, talk: bool = False) -> list[Mention]:
    """Return the mentions of states without those that only say where firms or people come from.

    ``talk``: the clause is about a talk, in which a firm stands for no state.
    """
    named: list[Mention] = []
    private: Mention | None = None
    for mention in party_mentions(clause.mentions):
        listed = private is not None and coordinated(clause.sent.text[private.end : mention.start])
        if listed or _come_from(clause, mention):
            private = mention
        elif not (
            _is_adjective_of_firm(clause, mention) or _is_branch(clause, mention) or _is_name_part(clause, mention)
        ):
            named.append(mention)
            private = None
    return [m for m in named if not _is_firm(m)] if talk else _beside_states(clause, named)


def _beside_states(clause: Clause, named: list[Mention]) -> list[Mention]:
    """Return the mentions without firms where no other state takes part: "Boeing sold jets to an airline in London".

    A firm stands for its state only where it deals with a government ("India bought jets from Boeing"), or in a title
    that is all of its page, as lists of projects keep them.
    """
    if clause.is_alone or not any(map(_is_firm, named)) or _is_line_of_paper(clause):
        return named
    heads = {m.start for m in clause.mentions if m.kind in _HEADS}
    public = {
        party_of(m)
        for m in named
        if not _is_firm(m)
        and (strength_of(m) > 1 or _is_seat(clause, m) or any(0 < head - m.end <= _BESIDE for head in heads))
        and not clause.sent.text.endswith(_WHERE, 0, m.start)
    }
    return [m for m in named if not _is_firm(m) or public - {party_of(m)}]


def _is_seat(clause: Clause, mention: Mention) -> bool:
    """Whether a capital stands for its government, before the verb and behind no preposition: "Athens had ordered"."""
    verbs = clause.verbs
    if mention.kind != "metonym" or verbs is None or mention.end > verbs.start:
        return False
    return not any(hit.end + 1 == mention.start for hit in clause.sent.of("case"))


def _is_line_of_paper(clause: Clause) -> bool:
    """Whether the clause is a line of a list of papers, where each body stands for its state: "MoU between X and Y"."""
    return clause.verbs is None and any(
        h.entry.value == "between" and clause.covers(h.start) for h in clause.sent.of("case")
    )


def firm_states(clause: Clause) -> frozenset[str]:
    """Return the states that the clause names by a firm of theirs."""
    return frozenset(code for m in clause.mentions if _is_firm(m) and (code := party_of(m)))


def _is_firm(mention: Mention) -> bool:
    return mention.kind == "organisation" and mention.attrs.get("type") == "company"


def coordinated(between: str) -> bool:
    """Whether the text between two names is a comma, an "and" or the like."""
    return between.strip(" '") in _JOINTS


def _come_from(clause: Clause, mention: Mention) -> bool:
    """Whether firms or people stand before the name that they come from: "companies from Japan"."""
    text = clause.sent.text
    words = _COMING_FROM[:2] if clause.is_alone else _COMING_FROM  # a title's firm "in Chad" is where its project is
    start = next((mention.start - len(word) for word in words if text.endswith(word, 0, mention.start)), None)
    # "14 fighters from Sweden" are counted things: aircraft, not people.
    counted = any(m.kind == "quantity" and m.end == start for m in clause.mentions)
    return (
        start is not None
        and not counted
        and any(hit.entry.value == "private" and hit.end == start for hit in clause.sent.of("particle"))
    )


def _is_before(clause: Clause, mention: Mention, value: str) -> bool:
    """Whether an expression of the table of idioms stands right behind the mention: "the Chinese border"."""
    sent = clause.sent
    return any(
        hit.entry.kind == "idiom" and hit.entry.value == value for hit in sent.within(mention.end + 1, mention.end + 2)
    )


def _is_branch(clause: Clause, mention: Mention) -> bool:
    """Whether the mention only says which branch of a body acts: "Bank of China (Macau)", "CDB Hong Kong Branch"."""
    text = clause.sent.text
    if _is_before(clause, mention, "branch"):
        return True
    before = next((m for m in clause.mentions if m.kind == "organisation" and 0 < mention.start - m.end <= 2), None)
    if before is None:
        return False
    between = text[before.end : mention.start]
    return (between == " (" and text.startswith(")", mention.end)) or (
        between == " " and text.startswith((" branch", " subsidiary"), mention.end)
    )


def _is_name_part(clause: Clause, mention: Mention) -> bool:
    """Whether a person, a town or a loose name is part of what is called so: "Queen Mary Hospital", "Jorge Palma Road".

    A person gives the name to a building behind it; a town's name behind another capitalised word, which no table
    knows, is as often a person's.
    """
    sent = clause.sent
    if _is_before(clause, mention, "edge") or _is_given(clause, mention) or _opens_persons_name(clause, mention):
        return True
    if mention.kind == "person":
        following = next(((a, b) for a, b in sent.tokens if a > mention.end), None)
        return (
            following is not None
            and following[0] == mention.end + 1
            and any(h.start == following[0] for h in sent.hits if h.entry.kind in _BUILT)
            and sent.stored(following[0], following[0] + 1).isupper()
        )
    loose = {"weak", "short"} & set(mention.attrs.get("flags", "").split()) or mention.attrs.get("needs") == "cue"
    firm = _is_firm(mention) and " " not in sent.text[mention.start : mention.end] and clause.verbs is not None
    if mention.kind not in ("place", "metonym") and not loose and not firm:
        return False
    if mention.kind == "place" and any(h.start == mention.end + 1 for h in sent.of("landmark")):
        return True
    before = next(((a, b) for a, b in reversed(sent.tokens) if b <= mention.start and sent.text[a].isalnum()), None)
    if before is None or before[1] != mention.start - 1 or not sent.text[before[0]].isalpha():
        return False
    if sent.text[before[1]] != " " and mention.kind != "place":
        return False
    known = any(h.start <= before[0] < h.end for h in sent.hits) or (before[0] == clause.start and not firm)
    return not known and sent.stored(before[0], before[0] + 1).isupper()


def _is_given(clause: Clause, mention: Mention) -> bool:
    """Whether a sea, a street or a treaty carries the name: "Gulf of Oman", "Jordan Avenue", "Geneva Conventions"."""
    sent = clause.sent
    for hit in sent.of("particle"):
        value = hit.entry.value
        if value == "water" and sent.text[hit.end : mention.start] in (" of ", " of the ", " de "):
            return sent.stored(hit.start, hit.start + 1).isupper()
        if value == "namesake" and hit.end + 1 == mention.start and mention.kind == "party":
            return hit.start > 0 and sent.stored(hit.start, hit.start + 1).isupper()
        if (
            hit.start == mention.end + 1
            and clause.covers(hit.start)
            and (value == "street" or (value == "pact" and mention.kind in ("metonym", "place")))
        ):
            return sent.stored(hit.start, hit.start + 1).isupper() or value == "pact"
    return False


def _opens_persons_name(clause: Clause, mention: Mention) -> bool:
    """Whether a capitalised word that no table knows follows in running text: "Jordan Smith", "Chad Brown"."""
    sent = clause.sent
    if mention.kind not in _OF_FIRMS - {"demonym"} or sent.block.kind != "paragraph" or clause.verbs is None:
        return False
    behind = next(((a, b) for a, b in sent.tokens if a > mention.end), None)
    if behind is None or behind[0] != mention.end + 1 or sent.text[mention.end] != " ":
        return False
    governed = any(hit.end + 1 == mention.start for hit in sent.of("case"))
    unknown = not any(hit.start <= behind[0] < hit.end for hit in sent.hits)
    written = sent.stored(behind[0], behind[0] + 2)
    return unknown and not governed and written[:1].isupper() and written[1:].islower()


def _is_adjective_of_firm(clause: Clause, mention: Mention) -> bool:
    """Whether the mention only says where a firm or people come from: "a Swedish soft-drinks maker", "Filipinos"."""
    text = clause.sent.text
    surface = text[mention.start : mention.end]
    if mention.kind == "demonym" and surface.endswith("s") and not text.endswith("the ", 0, mention.start):
        return surface.endswith(_PEOPLE) and not surface.endswith("'s")
    if text.startswith(_BASED, mention.end):
        return True
    if mention.kind not in _OF_FIRMS or text.startswith("'s", mention.end) or _is_served(clause, mention):
        return False
    adjective = mention.kind == "demonym" or surface in _ADJECTIVES
    reach = mention.end + (_PRIVATE_REACH if adjective else 2)
    stops = [h.start for h in clause.sent.hits if h.start >= mention.end and h.entry.kind in ("case", "verb")]
    last = min([reach, *stops])
    # People are no party as the subject ("Indian students will …"), but aid for them is aid for their state.
    leads = clause.verbs is not None and mention.end <= clause.verbs.start
    kinds = ("private", "people") if leads else ("private",)
    if clause.verbs is not None and leads:
        last = min(last, clause.verbs.start - 1)  # in "China funds a school" the verb is no firm
    return any(
        hit.entry.value in kinds and mention.end < hit.start <= last and not _names_building(clause, hit.end)
        for hit in clause.sent.of("particle")
    )


def _is_served(clause: Clause, mention: Mention) -> bool:
    """Whether a title names a firm as who gives or gets, which says whose project it is: "loan to Lao Cement Ltd"."""
    verbs = clause.verbs
    if verbs is None or not clause.is_alone or clause.sent.text.rstrip().endswith("."):
        return False
    if mention.end <= verbs.start:
        return bool(set(verbs.lemmas) & _GIVE) and not verbs.passive
    return any(m.kind == "instrument" and m.value in _MONEY for m in clause.mentions)


def _names_building(clause: Clause, end: int) -> bool:
    """Whether a capitalised building or project follows: "Jamaica Cricket Stadium" is no club."""
    sent = clause.sent
    return (
        any(h.start == end + 1 for h in sent.hits if h.entry.kind in _BUILT) and sent.stored(end + 1, end + 2).isupper()
    )
