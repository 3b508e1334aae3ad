"""Whether an English clause may take parties over from the sentences before it."""

from __future__ import annotations

import re

from karar.frames.context import Context
from karar.frames.parties import party_mentions, party_of
from karar.frames.prepositional_names import public_mentions
from karar.frames.prepositional_roles import names_others
from karar.frames.prepositional_verbs import NAMES, says_together
from karar.frames.types import Clause, Role
from karar.model.mentions import Mention

_ALONE = frozenset({"agree", "consult", "sign"})
_GIVING = frozenset({"deliver", "pledge"})
_FIRST_HAND = 2  # strength above which a single state that "agreed" is one by name
_MANY = re.compile(
    r"\b(?:to|for|in|with|help) (?:[\w-]+ ){0,3}"
    r"(?:\d+|many|several|dozens of|other|various|developing|poor|partner|member) (?:countries|nations|states)\b"
    r"|\bhelp the continent\b"
)
_TAKES_PLACE = frozenset({"launch", "begin", "hold", "conclude", "take", "conduct", "complete", "continue"})
_TO_SOMEBODY = frozenset({"deliver", "pledge", "propose", "launch", "procure"})
_PAIR = 2
_LINE_LEAD = 4  # characters of a bullet or a number before a line's first word
_DECIDING = frozenset({"agree", "decide", "launch", "sign", "conclude", "found", "set-up"})
_STATES = frozenset({"party", "demonym", "metonym", "office", "person", "ministry"})
_SUBJECTS = frozenset({"both", "all", "they", "it-agent"})
_BRINGS = frozenset({"agree", "pledge", "deliver", "launch", "consult"})
_TELLS = frozenset({"include", "enter-force", "be", "cancel"})
_NAMING = NAMES | {"instrument"}
_MATTER = frozenset({"amount", "instrument", "sector", "quantity", "initiative"})
_DEFINITE = frozenset({"the", "this", "these"})
_OPENING = 2  # characters before a clause's first word
_FOR = re.compile(r"(?:\bto|\bfor) (?:the )?$")
_OBJECT_REACH = 5  # characters between a verb and its object: room for "the"


def may_inherit(clause: Clause, act: str, taking: list[Role], context: Context) -> bool:
    """Whether the clause may take parties over from the sentences before it.

    English names its subject, so a clause about somebody else must not be filled from the page: it needs "both sides",
    "they", "the agreement", a passive without "by", an item of a list; and for a mutual act more than a passing name.
    Where who was last spoken of is no state, "they" are others.
    """
    codes = {role.code for role in taking}
    if _promises_nobody(clause, act, codes):
        return False
    if len(codes) > 1:
        return True
    if _refers(clause):
        return not (context.foreign and _is_pronoun(clause))
    if (
        names_others(clause, context.officials)
        and not _is_told(clause)
        and not any(role.role == "agent" for role in taking)
    ):
        return False
    if not codes:
        beside = clause.verbs is not None and clause.verbs.passive and clause.verbs.lead is not None
        return beside or _is_paper(clause, act)  # "a pact was adopted and a council launched"
    if len(codes) < _PAIR and (_with_firm(clause) or _names_firms(clause)):
        return False
    verbs = clause.verbs
    if verbs is None and act == "sign" and clause.sent.block.kind == "item":
        return True  # a line of a list of papers: "Agreement on training (50 places for Cuban nurses)"
    if verbs is not None and verbs.passive:
        if _this_paper(clause, verbs.start):
            return True
        if act in _GIVING and not any(role.role in ("agent", "receiver", "source") for role in taking):
            return False  # "was shipped from Indian ports": nobody gives or gets
    if verbs is not None and _has_between(clause):
        return False  # the other side is named, and is no state
    least = _FIRST_HAND if act == "agree" else 1
    return act not in _ALONE or any(role.strength > least for role in taking)


def _promises_nobody(clause: Clause, act: str, codes: set[str]) -> bool:
    """Whether the clause says an aim, what a paper is for, what one side decides alone, or gives to many."""
    if _is_aim(clause) or _is_of_paper(clause, act):
        return True
    return len(codes) < _PAIR and (_decides_alone(clause, act) or (act in _TO_SOMEBODY and _to_many(clause)))


def _decides_alone(clause: Clause, act: str) -> bool:
    """Whether one side decides what is no act towards another: "Peru decided to build it"."""
    verbs = clause.verbs
    if verbs is None or act != "agree" or "decide" not in verbs.lemmas or _refers(clause):
        return False
    return not any(m.kind in _MATTER for m in clause.mentions)


def _to_many(clause: Clause) -> bool:
    """Whether several states get, uncounted by name: "doses for 94 countries", "will offer Africa loans"."""
    text, verbs = clause.sent.text, clause.verbs
    if _MANY.search(text, clause.start, clause.end) is not None:
        return True
    if verbs is None:
        return False
    return any(
        0 <= m.start - verbs.end <= _OBJECT_REACH or _FOR.search(text, verbs.end, m.start) is not None
        for m in clause.mentions
        if m.kind == "place" and m.attrs.get("type") == "region" and not m.attrs.get("party") and m.start >= verbs.end
        if not _opens_name(clause, m.end)
    )


def _opens_name(clause: Clause, end: int) -> bool:
    """Whether a word with a capital follows, so that a region is part of a name: "the Pacific Harbour Project"."""
    return clause.sent.text[end : end + 1] == " " and clause.sent.stored(end + 1, end + 2).isupper()


def _is_of_paper(clause: Clause, act: str) -> bool:
    """Whether the clause says what a paper is to bring, which stays with the paper: "The loan will finance a dam"."""
    verbs = clause.verbs
    if verbs is None or verbs.passive or act not in _BRINGS or set(verbs.lemmas) & _TELLS:
        return False
    if not set(verbs.lemmas) & _TAKES_PLACE and _subject_is_work(clause, verbs.start):
        return True
    first = next((m for m in clause.mentions if m.kind in _NAMING or m.value == "this-paper"), None)
    if first is None or first.end > verbs.start:
        return False
    if first.kind == "reference":
        return first.value == "this-paper" and first.start - clause.start <= _OPENING
    lead = clause.sent.text[clause.start : first.start].split()
    return first.kind == "instrument" and bool(lead) and lead[0] in _DEFINITE and not _in_phrase(clause, first)


def _is_aim(clause: Clause) -> bool:
    """Whether the clause tells what something is meant for: "The goal of the visit is to strengthen …".

    Of a paper it tells all the same that there is one: "The aim of the memorandum is to …".
    """
    verbs = clause.verbs
    if verbs is None or verbs.passive or verbs.tags[:2] not in (("be-pres", "to"), ("be-past", "to")):
        return False
    if any(m.kind == "instrument" and m.end < verbs.start for m in clause.mentions):
        return False
    return any(h.entry.value == "aim" and clause.start <= h.start < verbs.start for h in clause.sent.of("particle"))


def _names_firms(clause: Clause) -> bool:
    """Whether another state is named by its firms: "proposals of Chinese companies for India"."""
    if clause.sent.block.kind == "title":
        return False  # a line of a list of projects names a lender and its branch
    public = {party_of(m) for m in public_mentions(clause)}
    return any(party_of(m) not in public for m in party_mentions(clause.mentions))


def _with_firm(clause: Clause) -> bool:
    """Whether the other side is a firm: "signed a repair agreement with Larsen and Toubro Shipyard"."""
    text = clause.sent.text
    firms = [hit.start for hit in clause.sent.of("particle") if hit.entry.value == "private"]
    for hit in clause.sent.of("case"):
        if hit.entry.value == "com" and clause.covers(hit.start):
            stop = min((p for sign in ",;(" if (p := text.find(sign, hit.end)) >= 0), default=clause.end)
            named = any(m.kind in _STATES and hit.end <= m.start < stop for m in clause.mentions)
            if not named and any(hit.end < firm < stop for firm in firms):
                return True
    return False


def _subject_is_work(clause: Clause, start: int) -> bool:
    """Whether "the project", "the exercise" or the like stands right before the verb: it promises nobody anything."""
    return any(hit.entry.value == "work" and 0 <= start - hit.end <= 1 for hit in clause.sent.of("particle"))


def _in_phrase(clause: Clause, paper: Mention) -> bool:
    """Whether a preposition stands before the paper: "The sides under the agreement will build …"."""
    return any(clause.start <= hit.start < paper.start for hit in clause.sent.of("case"))


def stands_for_both(clause: Clause) -> bool:
    """Whether the subject is a leader's "we", or left to the lead of a list: "The leaders: … Agreed to open …"."""
    return says_together(clause) or _opens_with_act(clause)


def _opens_with_act(clause: Clause) -> bool:
    verbs = clause.verbs
    if verbs is None or clause.sent.block.kind != "item" or verbs.start - clause.start > _LINE_LEAD:
        return False
    return clause.start == 0 and verbs.tags in (("past",), ("base",)) and bool(set(verbs.lemmas) & _DECIDING)


def _refers(clause: Clause) -> bool:
    """Whether "both sides", "they" or "counterpart" stands for the parties."""
    verbs = clause.verbs
    if clause.sent.block.kind == "title" and verbs is not None and verbs.tags[0] == "to":
        return True  # "Minister in Oslo; to sign pact": who is named before the semicolon
    return stands_for_both(clause) or any(
        m.value in ("both", "all", "counterpart") or (m.value in _SUBJECTS and (verbs is None or m.start < verbs.start))
        for m in clause.mentions
        if m.kind == "reference"
    )


def _is_pronoun(clause: Clause) -> bool:
    """Whether nothing but "they", "it" or "he" stands for the parties."""
    references = {m.value for m in clause.mentions if m.kind == "reference"}
    return not stands_for_both(clause) and not references & {"both", "all", "counterpart"}


def _is_told(clause: Clause) -> bool:
    """Whether the clause is in the passive, so that its subject does nothing."""
    return clause.verbs is not None and clause.verbs.passive


def _is_paper(clause: Clause, act: str) -> bool:
    """Whether a clause that names nobody is about a paper: an item, or a passive ("The agreement was signed")."""
    verbs = clause.verbs
    papers = [m for m in clause.mentions if m.kind == "instrument"]
    if verbs is None:
        cases = {hit.start for hit in clause.sent.of("case")}
        return clause.sent.block.kind == "item" or any(m.end + 1 in cases for m in papers)
    if verbs.passive and act in _GIVING and any(m.kind == "amount" and m.end <= verbs.start for m in clause.mentions):
        return True  # "a further 90 million euros would be released later"
    named = bool(papers) or _this_paper(clause, clause.end)
    told = any(group.stated for group in clause.nested)  # "Among those signed was an agreement"
    return named and (verbs.passive or told or act in _GIVING)


def _this_paper(clause: Clause, end: int) -> bool:
    """Whether "the agreement" stands before ``end``."""
    return any(m.kind == "reference" and m.value == "this-paper" and m.start < end for m in clause.mentions)


def _has_between(clause: Clause) -> bool:
    return any(hit.entry.value == "between" and clause.covers(hit.start) for hit in clause.sent.of("case"))
