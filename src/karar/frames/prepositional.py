"""Clauses of languages like English: the verb after its subject, boundary words, relative clauses, run-on lists."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from karar.frames.prepositional_coordination import (
    absolute_subject,
    joint_before,
    resolved,
    subject_before,
    with_absolutes,
)
from karar.frames.prepositional_inherit import may_inherit, stands_for_both
from karar.frames.prepositional_names import firm_states
from karar.frames.prepositional_parts import split_parts
from karar.frames.prepositional_roles import find_roles, names_others
from karar.frames.prepositional_verbs import NAMES, verb_groups
from karar.frames.types import Clause, VerbGroup
from karar.model.mentions import Mention
from karar.reference.load import Pack
from karar.text.sentences import Sentence

__all__ = ["find_clauses", "find_roles", "firm_states", "may_inherit", "names_others", "stands_for_both"]

_SIGNS = ";:()[]\u2026"
_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]")  # an aside between two verbs is where neither clause begins
_BOUNDARIES = frozenset({"boundary", "relative", "condition"})
_SAYING = frozenset({"say", "tell", "state", "announce", "deny", "expect"})
_TELLING = frozenset({"be", "include"})
_SIGNED_FOR = (" for ", " on behalf of ", " it for ", " them for ")
_SIGNING = frozenset({"sign", "ink", "conclude", "exchange"})
_BRINGING = frozenset({"put", "provide", "extend", "give", "invest", "pledge"})
_LISTED = frozenset({"memorandum", "agreement", "letter-of-intent", "joint-statement"})
_LIST_LENGTH = 2  # items from which a run of papers without a full stop is a list
_GAP = 4
_THAT = "that "
_NOUN_REACH = 40  # characters between a paper and what is said of it: "a deal with Oman that was agreed"
_LINE_LEAD = 3  # characters of a bullet before a line's first word
_MILD = ("other", "become", "strengthen")  # verbs that a comment hung on may have: ", strengthening ties"
_LIKE_PREPOSITIONS = frozenset(
    {
        "including",
        "regarding",
        "concerning",
        "excluding",
        "following",
        "covering",
        "involving",
        "according",
        "costing",
        "totalling",
        "amounting",
    }
)
_HUNG_ON = NAMES | {"amount", "place"}


def find_clauses(sent: Sentence, mentions: list[Mention], pack: Pack) -> list[Clause]:
    """Return the clauses of ``sent``; a run-on list of papers ("MoU between … MoU between …") is cut into its items."""
    groups = verb_groups(sent, mentions, pack)
    starts = _list_items(sent, mentions, pack)
    if len(starts) < _LIST_LENGTH:
        return _clauses(sent, mentions, _spoken(groups) if _is_paper(sent, mentions) else groups, 0, len(sent.text))
    clauses: list[Clause] = []
    bounds = [*starts, len(sent.text)]
    for start, end in pairwise(bounds):
        clauses += _clauses(sent, mentions, _spoken(groups), start, end)
    return clauses


def _spoken(groups: list[VerbGroup]) -> list[VerbGroup]:
    """Return the groups without lone forms, which in a line about a paper are no verbs: "related fields"."""
    return [group for group in groups if not (group.finite and len(group.tags) == 1)]


def _is_paper(sent: Sentence, mentions: list[Mention]) -> bool:
    """Whether the sentence is a line of a list that begins with a paper."""
    if sent.block.kind != "item":
        return False
    return any(m.kind == "instrument" and m.value in _LISTED and m.start <= _LINE_LEAD for m in mentions)


def _list_items(sent: Sentence, mentions: list[Mention], pack: Pack) -> list[int]:
    """Return where the papers of a run-on list begin: a capital, a preposition behind it, none before."""
    cases = {hit.start: hit.entry.value for hit in sent.of("case")}
    ends = {hit.end for hit in sent.hits if hit.entry.kind == "case" or hit.entry.value == "to"}
    articles = pack.settings["paper_articles"]
    ends |= {end for start, end in sent.tokens if sent.text[start:end] in articles}
    starts = [
        m.start
        for m in mentions
        if m.kind == "instrument"
        and m.value in _LISTED
        and sent.stored(m.start, m.start + 1).isupper()
        and cases.get(m.end + 1) in ("between", "topic", "for", "in")
        and m.start - 1 not in ends
    ]
    return starts if sum(cases.get(m.end + 1) == "between" for m in mentions if m.start in starts) else []


def _clauses(sent: Sentence, mentions: list[Mention], groups: list[VerbGroup], first: int, last: int) -> list[Clause]:
    """Return the clauses in ``[first, last)``: around each finite group, from a boundary to the next clause.

    "India, Japan to sign …": a headline whose only group is an infinitive or a participle is a clause that it governs.
    """
    here = [m for m in mentions if first <= m.start < last]
    groups = [group for group in groups if first <= group.start < last]
    heads = [group for group in groups if group.finite]
    if not heads and groups and _begins_with_aim(sent, groups[0], first):
        heads = [groups[0], *(g for g in groups[1:] if g.lead)]
    elif not heads and groups and here and here[0].end <= groups[0].start:
        heads = [g for g in groups if (g.passive and not _in_brackets(sent, g)) or _leads(sent, here, g)][:1]
        heads += [g for g in groups if g.lead and heads and g.start > heads[0].start]
    if not heads:
        return [Clause(sent, first, last, None, nested=tuple(groups), mentions=here)] if here else []
    heads = with_absolutes(sent, here, groups, heads)
    marks = _boundaries(sent, first, last)
    main = _verbless(sent, here, marks, heads, groups, first)
    if main is not None:
        return [main, *_clauses(sent, mentions, groups, main.end, last)]
    starts = [first]
    for left, right in pairwise(heads):
        starts.append(_cut(sent, here, marks, left, right))
    clauses: list[Clause] = []
    for place, head in enumerate(heads):
        end = starts[place + 1] if place + 1 < len(heads) else last
        nested = tuple(g for g in groups if g is not head and starts[place] <= g.start < end and g not in heads)
        nested = tuple(replace(g, stated=True) if _tells_what(head, g) else g for g in nested)
        clause = Clause(sent, starts[place], end, head, clauses[-1] if clauses else None, nested)
        clause.mentions = _said(clause, [m for m in here if clause.start <= m.start < clause.end])
        clause.mentions = [*subject_before(clause), *clause.mentions]
        if _opens_with_no(clause):
            clause.verbs = replace(head, negated=True)
        clauses.append(clause)
    clauses = [part for clause in clauses for gap in split_parts(clause) for part in resolved(gap)]
    _open_relative(clauses, marks, here)
    for clause in clauses:
        clause.aside = _is_aside(clause)
    return clauses


def _begins_with_aim(sent: Sentence, group: VerbGroup, first: int) -> bool:
    """Whether a part of a headline begins with an infinitive: "Minister in Oslo; to sign pact, open embassy"."""
    return sent.block.kind == "title" and group.start == first and group.tags[0] == "to"


def _in_brackets(sent: Sentence, group: VerbGroup) -> bool:
    """Whether a participle opens an aside, which governs nothing: "Grant for a school (linked to …)"."""
    return sent.text[: group.start].rstrip()[-1:] in ("(", "[")


def _verbless(
    sent: Sentence,
    here: list[Mention],
    marks: dict[int, str],
    heads: list[VerbGroup],
    groups: list[VerbGroup],
    first: int,
) -> Clause | None:
    """Return the line about a paper before "which …", where no verb governs it: "An MoU on ports, which will …"."""
    mark = next((mark for mark, kind in marks.items() if kind == "relative"), None)
    if mark is None or mark >= heads[0].start or not any(m.kind == "instrument" and m.end <= mark for m in here):
        return None
    if any(hit.start > mark and hit.start < heads[0].start for hit in sent.of("reference")):
        return None
    if len(heads) > 1 or sent.text[first:mark].strip()[-1:] != ",":
        return None
    nested = tuple(group for group in groups if group.end <= mark)
    return Clause(sent, first, mark, None, None, nested, [m for m in here if m.start < mark])


def _leads(sent: Sentence, mentions: list[Mention], group: VerbGroup) -> bool:
    """Whether an infinitive governs a headline, or stands right behind its subject: "India to lend Peru …".

    A full sentence has a verb, known or not: "The minister affirmed a wish to invest".
    """
    if group.tags[0] != "to":
        return False
    if sent.block.kind != "paragraph" or not sent.text.rstrip(" \"'").endswith("."):
        return True
    governed = {hit.end + 1 for hit in sent.of("case")}
    return any(m.kind in NAMES and 0 <= group.start - m.end <= _GAP and m.start not in governed for m in mentions)


def _tells_what(head: VerbGroup, group: VerbGroup) -> bool:
    """Whether the verb only says what was done to: "among those signed was …", "documents signed include …"."""
    return group.passive and group.end <= head.start and set(head.lemmas) <= _TELLING


def _boundaries(sent: Sentence, first: int, last: int) -> dict[int, str]:
    """Return where clauses may begin, with what opens them there."""
    marks = {
        hit.start: hit.entry.value
        for hit in sent.of("particle")
        if hit.entry.value in _BOUNDARIES and first <= hit.start < last
    }
    marks |= {start: "sign" for start, end in sent.tokens if sent.text[start:end] in _SIGNS and first <= start < last}
    return dict(sorted(marks.items()))


def _cut(sent: Sentence, mentions: list[Mention], marks: dict[int, str], left: VerbGroup, right: VerbGroup) -> int:
    """Return where the clause of ``right`` begins: a boundary word, a comma or "and", what is said, or its subject."""
    brackets = [match.span() for match in _BRACKETS.finditer(sent.text, left.end, right.start)]
    inside = [
        mark
        for mark in marks
        if left.end <= mark < right.start and not any(start <= mark < end for start, end in brackets)
        if not sent.text.startswith(("as a ", "as an "), mark)  # "$5 million as a loan"
    ]
    if inside:
        return inside[-1] if len(inside) == 1 else inside[0]
    absolute = None if right.finite or right.tags[0] != "ing" else absolute_subject(sent, mentions, right)
    if absolute is not None:
        return absolute.start
    if right.lead is not None and not right.passive:
        return joint_before(sent, left.end, right)
    coordinated = sent.text.endswith(" and ", left.end, right.start)  # "reiterated its interest and offered"
    if set(left.lemmas) & _SAYING and not set(left.lemmas) & {"announce"} and not coordinated:
        told = (
            [m for m in mentions if m.kind in NAMES and 0 <= m.start - left.end <= _GAP]
            if "tell" in left.lemmas
            else []
        )
        rest = sent.text[left.end : right.start]
        return told[0].end if told else left.end + (1 if rest.startswith(",") else 0)
    said = bool(set(right.lemmas) & _SAYING) and "," in sent.text[left.end : right.start]
    headline = right.passive and not right.finite
    for sign in (", ", ": ") if said or headline else (" and ", ", ", " - ", " but "):
        place = sent.text.rfind(sign, left.end, right.start)
        while place >= 0 and _joins_names(mentions, place, place + len(sign)):
            place = sent.text.rfind(sign, left.end, place)
        if place >= 0:
            return place
    return _subject_start(mentions, left.end, right.start)


def _subject_start(mentions: list[Mention], left: int, right: int) -> int:
    """Return where the name that ends right before ``right`` begins, else ``right``."""
    subject = [m for m in mentions if m.kind in NAMES and left <= m.start and 0 <= right - m.end <= 1]
    return subject[0].start if subject else right


def _joins_names(mentions: list[Mention], start: int, end: int) -> bool:
    """Whether the joint at ``[start, end)`` stands between two names ("India and Japan"), not between two clauses."""
    before = any(m.kind in NAMES and m.end == start for m in mentions)
    after = any(m.kind in NAMES and 0 <= m.start - end <= _GAP for m in mentions)
    return before and after


def _open_relative(clauses: list[Clause], marks: dict[int, str], mentions: list[Mention]) -> None:
    """Give the main clause back its subject where a relative clause stands before its verb.

    "Talks between A and B, which were postponed in May, may be held in autumn": two clauses, the second over the first.
    """
    if len(clauses) < 2:
        return
    first, second = clauses[0], clauses[1]
    verb = first.verbs
    mark = next((mark for mark, kind in marks.items() if kind == "relative" and first.start < mark), None)
    if mark is None or verb is None or verb.start <= mark or second.verbs is None:
        return
    text = first.sent.text
    comma = text.find(",", verb.end, second.verbs.start)
    close = comma if comma >= 0 else second.start
    main = Clause(first.sent, first.start, second.end, second.verbs, None, second.nested, hole=(mark, close))
    main.mentions = [m for m in mentions if main.covers(m.start)]
    first.start, first.end = mark, close
    first.follows = main
    first.mentions = [m for m in mentions if mark <= m.start < close]
    clauses[0], clauses[1] = main, first
    for clause in clauses[2:]:
        if clause.follows is second:
            clause.follows = main


def _said(clause: Clause, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions without the parties and sums of a comment hung on: ", drawing anger from Greece"."""
    sent, verbs = clause.sent, clause.verbs
    if verbs is None:
        return mentions
    for (_, before), (start, end) in pairwise(sent.words(verbs.start, clause.end)):
        word = sent.text[start:end]
        if start < verbs.end or not word.endswith("ing") or sent.text[before - 1] != "," or word in _LIKE_PREPOSITIONS:
            continue
        if not any(hit.entry.kind == "verb" and hit.entry.value not in _MILD for hit in sent.within(start, start + 1)):
            close = sent.text.find(",", start, clause.end)
            stop = close if close >= 0 else clause.end
            return [m for m in mentions if not (start <= m.start < stop and m.kind in _HUNG_ON)]
    return mentions


def _is_demanded(clause: Clause) -> bool:
    """Whether the clause says what somebody demands of another: "demanded that Peru cancel the sale"."""
    before = clause.follows
    if before is None or before.verbs is None or "demand" not in before.verbs.lemmas:
        return False
    return clause.sent.text[before.verbs.end : clause.start + len(_THAT)].strip().startswith(_THAT.strip())


def _names_signer(clause: Clause) -> bool:
    """Whether the clause only says who signed for whom what is told elsewhere: "Mr Park signed for the bank"."""
    verb, text = clause.verbs, clause.sent.text
    if verb is None or verb.lemmas != ("sign",) or any(m.kind == "instrument" for m in clause.mentions):
        return False
    lead = next((lead for lead in _SIGNED_FOR if text.startswith(lead, verb.end)), None)
    if lead is None:
        return False
    start = verb.end + len(lead)
    named = any(0 <= m.start - start <= _GAP and m.kind in NAMES for m in clause.mentions)
    return named or text.startswith(("the bank", "the government", "the fund"), start)


def _is_not_said(clause: Clause) -> bool:
    """Whether a negated verb governs the clause: "does not mean that a contract has been signed"."""
    before = clause.follows
    if before is None or before.verbs is None or not before.verbs.negated:
        return False
    return clause.sent.text[before.verbs.end : clause.start + len(_THAT)].strip() == _THAT.strip()


def _tells_effect(clause: Clause) -> bool:
    """Whether the clause says what a paper is good for: "signed a pact, which will give exporters access"."""
    before, verb = clause.follows, clause.verbs
    if before is None or verb is None or not clause.sent.text.startswith("which", clause.start):
        return False
    things = [m for m in before.mentions if m.kind in ("instrument", "amount") and m.end <= clause.start]
    named = any(m.kind == "party" and 0 <= clause.start - m.end <= 2 for m in before.mentions)
    told = set(before.verbs.lemmas) if before.verbs is not None else set()
    if verb.tags[0] == "pres" and things and (told & _SIGNING or (told & _BRINGING and not named)):
        return True  # "signed an agreement with Laos, which provides a loan", "put $5 million into a fund, which pays"
    return verb.modality == "planned" and any(clause.start - m.end <= 2 for m in things if m.kind == "instrument")


def _tells_of_paper(clause: Clause) -> bool:
    """Whether the clause says of a paper just named that it was agreed: "signed a deal that was agreed in May"."""
    before, verb = clause.follows, clause.verbs
    if (
        before is None
        or verb is None
        or not verb.passive
        or not set(verb.lemmas) & {"agree", "sign", "negotiate", "initial"}
    ):
        return False
    if not clause.sent.text.startswith(("that ", "which "), clause.start):
        return False
    return any(m.kind == "instrument" and 0 <= clause.start - m.end <= _NOUN_REACH for m in before.mentions)


def _opens_with_no(clause: Clause) -> bool:
    """Whether the clause's subject is denied: "No agreement has been signed"."""
    text = clause.sent.text[clause.start :].lstrip(" ,;:\"'(-")
    return text.startswith(("no ", "neither ", "that no ", "and no ", "but no "))


def _is_aside(clause: Clause) -> bool:
    """Whether the clause opens with "if", "since" …, or breaks off ("have signed an agree...")."""
    sent, verb = clause.sent, clause.verbs
    if clause.end == len(sent.text) and sent.text.rstrip().endswith(("...", "\u2026")):
        return True
    if _tells_effect(clause) or _is_demanded(clause) or _tells_of_paper(clause) or _is_not_said(clause):
        return True
    if _names_signer(clause):
        return True
    lead = len(sent.text[clause.start : clause.end]) - len(sent.text[clause.start : clause.end].lstrip(" ,;:\"'(-"))
    return any(
        hit.entry.kind == "particle" and hit.entry.value == "condition"
        for hit in sent.within(clause.start, clause.start + lead + 1)
        if verb is None or hit.start < verb.start
    )
