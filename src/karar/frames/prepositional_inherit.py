"""Whether an English clause may take parties over from the sentences before it."""

from __future__ import annotations

import re

from karar.frames.types import Clause, Role

_ALONE = frozenset({"agree", "consult", "sign"})
_GIVING = frozenset({"deliver", "pledge"})
_FIRST_HAND = 2  # strength above which a single state that "agreed" is one by name
_MANY = re.compile(
    r"\b(?:to|for|in|with) (?:[\w-]+ ){0,3}(?:\d+|many|several|dozens of|other|various) (?:countries|nations|states)\b"
)
_SUBJECTS = frozenset({"both", "all", "they"})


def may_inherit(clause: Clause, act: str, taking: list[Role]) -> bool:
    """Whether the clause may take parties over from the sentences before it.

    English names its subject, so a clause about somebody else must not be filled from the page: it needs "both sides",
    "they", "the agreement", a passive without "by", an item of a list; and for a mutual act more than a passing name.
    """
    codes = {role.code for role in taking}
    if len(codes) > 1 or _refers(clause):
        return True
    if not codes:
        return _is_paper(clause, act)
    verbs = clause.verbs
    if _to_many(clause):
        return False
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


def _to_many(clause: Clause) -> bool:
    """Whether several states get, uncounted by name: "doses for 94 countries"."""
    return _MANY.search(clause.sent.text, clause.start, clause.end) is not None


def _refers(clause: Clause) -> bool:
    """Whether "both sides", "they" or "counterpart" stands for the parties."""
    verbs = clause.verbs
    return any(
        m.value in ("both", "all", "counterpart") or (m.value in _SUBJECTS and (verbs is None or m.start < verbs.start))
        for m in clause.mentions
        if m.kind == "reference"
    )


def _is_paper(clause: Clause, act: str) -> bool:
    """Whether a clause that names nobody is about a paper: an item, or a passive ("The agreement was signed")."""
    verbs = clause.verbs
    papers = [m for m in clause.mentions if m.kind == "instrument"]
    if verbs is None:
        cases = {hit.start for hit in clause.sent.of("case")}
        return clause.sent.block.kind == "item" or any(m.end + 1 in cases for m in papers)
    named = bool(papers) or _this_paper(clause, clause.end)
    return named and (verbs.passive or act in _GIVING)


def _this_paper(clause: Clause, end: int) -> bool:
    """Whether "the agreement" stands before ``end``."""
    return any(m.kind == "reference" and m.value == "this-paper" and m.start < end for m in clause.mentions)


def _has_between(clause: Clause) -> bool:
    return any(hit.entry.value == "between" and clause.covers(hit.start) for hit in clause.sent.of("case"))
