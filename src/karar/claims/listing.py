"""Several papers or sums in one English clause: "three memoranda on health, farming and visas" are a claim each.

Papers are told apart where each has its own article or number ("an agreement on …, besides a letter of intent on …"),
or where as many fields follow as papers are counted. Sums are told apart where each says what it is for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from karar.frames.giving import give_and_get
from karar.frames.types import Frame
from karar.mentions.numbers import find_numbers
from karar.model.mentions import Mention

Stretch = tuple[int, int]

_JOINT = re.compile(
    r"(?:[,;:]| and| besides| as well as| along with| together with| plus| alongside)\s+"
    r"(?:also |separately )?(?:of )?(?:the following )?$"
)
_HEAD = re.compile(r"(?:\b(?:an?|the|one|another|separate|further|new|first)\s+|\b[\w-]+\s+){0,4}$")
_OPENER = re.compile(
    r",?[^:;,.]{0,48}?(?::|\b(?:covering|concerning|including|spanning|namely|dealing with|relating to|"
    r"in the (?:fields?|areas?|spheres?) of|on|for|in)\b)\s*(?:the (?:fields?|areas?) of\s+)?"
)
_AGAIN = re.compile(r"(?:on|in|for|about|concerning) ")
_PURPOSE = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:[\w-]+\s+){0,4}?(?:for|to|in|towards|into|as|on|of)\s+(?!an? (?:total|year))\w"
)
_APART = re.compile(
    r"(?:,|;|\band|\bplus|\bas well as|\bwhile)\s+(?:another |a further |an additional |some |about )*$"
)
_PARTS = re.compile(
    r"(?:\b(?:including|of which|comprising|made up of|consisting of|among (?:it|them|which))|[:\u2013-])\s+"
)
_OF_MONEY = frozenset({"pledge", "deliver", "agree", "sign"})
_OF_LOANS = frozenset({"loan", "grant"})
_THINGS = frozenset({"amount", "quantity", "sector"})
_SHARING = frozenset({"dat", "ins"})
_APART_ROLES = frozenset({"receiver", "source"})
_SHARED = frozenset(
    {
        "party",
        "demonym",
        "metonym",
        "person",
        "office",
        "organisation",
        "ministry",
        "bloc",
        "date",
        "reference",
        "place",
    }
)


def split_listed(frame: Frame) -> tuple[Frame, ...]:
    """Return a frame for each paper or sum that the clause lists; the frame alone where it tells of one."""
    parts = _papers(frame) if frame.act == "sign" else []
    sums = len(parts) < 2 and frame.act in _OF_MONEY
    if sums:
        parts = _sums(frame)
    if len(parts) < 2 and frame.act in _OF_MONEY | {"procure", "propose"}:
        parts = _shares(frame)
    if len(parts) < 2:
        return (frame,)
    first = parts[0][0]
    last = parts[-1][1]
    clause = frame.clause
    frames = []
    for number, (start, end) in enumerate(parts, 1):
        own = [
            m
            for m in clause.mentions
            if start <= m.start < end
            or m.kind in _SHARED
            or m.start >= last
            or (m.start < first and not (sums and m.kind == "amount"))  # a total that the parts make up
        ]
        part = replace(frame, clause=replace(clause, mentions=own), part=number)
        frames.append(_with_own(part, parts[number - 1], first, last))
    return tuple(frames)


def _with_own(frame: Frame, part: Stretch, first: int, last: int) -> Frame:
    """Return the part without those to whom only the other parts go: "$5 million to Peru and $3 million to Chile"."""
    sent = frame.clause.sent
    begin, end = sent.span(first).start, sent.span(last - 1, last).end
    mine = sent.span(*part)
    listed = [role for role in frame.roles if not role.inherited and begin <= role.span.start < end]
    own = [role for role in listed if mine.start <= role.span.start < mine.end and role.role in _APART_ROLES]
    others = [role for role in listed if role.role in _APART_ROLES and role not in own]
    if not own or not others or {role.code for role in own} & {role.code for role in others}:
        return frame
    kept = replace(frame, roles=[role for role in frame.roles if role not in others], giver=None, receiver=None)
    give_and_get(kept)
    return kept


def _shares(frame: Frame) -> list[Stretch]:
    """Return the stretches of what goes to or comes from a state each: "20 trucks from Greece and flour from Chile"."""
    clause = frame.clause
    sent = clause.sent
    floor = clause.verbs.end if clause.verbs is not None else clause.start
    ends = {hit.end: hit.entry.value for hit in sent.of("case")}
    states = [
        (m, case)
        for m in clause.mentions
        if m.kind == "party" and m.start >= floor
        if (case := ends.get(m.start - 1) or ends.get(m.start - len(" the "))) in _SHARING
    ]
    if len(states) < _TWO or len({m.value for m, _ in states}) < len(states) or len({case for _, case in states}) > 1:
        return []
    things = [m.start for m in clause.mentions if m.kind in _THINGS and m.start >= floor]
    begins: list[int] = []
    for place, (state, _) in enumerate(states):
        low = states[place - 1][0].end if place else floor
        own = [start for start in things if low <= start < state.start]
        if not own or (place and not _APART.search(sent.text[low : own[0]])):
            return []
        begins.append(own[0])
    return list(pairwise([*begins, clause.end]))


def _papers(frame: Frame) -> list[Stretch]:
    """Return the stretches of the papers that the clause lists, in order."""
    clause = frame.clause
    text = clause.sent.text
    papers = [
        m
        for m in clause.mentions
        if m.kind == "instrument" and m.value not in _OF_LOANS and m.attrs.get("flags") != "verb"
    ]
    heads = [paper for place, paper in enumerate(papers) if not place or _stands_apart(text, papers[place - 1], paper)]
    if len(heads) == _TWO and " and " not in text[heads[0].end : heads[1].start] and _says_again(text, heads):
        heads = heads[:1]
    if not heads:
        return []
    begins = [_begin(text, papers, head) for head in heads]
    parts: list[Stretch] = []
    for place, head in enumerate(heads):
        end = begins[place + 1] if place + 1 < len(heads) else clause.end
        fields = _fields(frame, head, end)
        parts += fields or [(begins[place], end)]
    return parts


def _stands_apart(text: str, before: Mention, paper: Mention) -> bool:
    """Whether a paper is another one than the one before: a joint, then its own article or number, or a semicolon."""
    between = text[before.end : paper.start]
    lead = _HEAD.search(between)
    rest = between[: lead.start()] if lead else between
    for cut in range(len(rest), len(between) + 1):
        joint = _JOINT.search(between[:cut])
        if joint is None:
            continue
        words = between[cut:].split()
        if joint.group().lstrip()[0] in ";:" or (words and (words[0] in _ARTICLES or words[0].isdigit())):
            return True
    return False


def _says_again(text: str, papers: Sequence[Mention]) -> bool:
    """Whether the second paper is the first one in other words: "the Green Pact (GP), a first agreement that will"."""
    first, second = papers
    between = text[first.end : second.start]
    return first.value == second.value and ";" not in between and text.startswith((" that ", " which "), second.end)


_TWO = 2
_ARTICLES = frozenset({"a", "an", "the", "one", "two", "three", "four", "five", "six", "seven", "eight", "another"})


def _begin(text: str, papers: Sequence[Mention], head: Mention) -> int:
    """Return where the noun phrase of a paper begins: its article or number."""
    floor = max((paper.end for paper in papers if paper.end <= head.start), default=0)
    joint = max(
        (text.rfind(word, floor, head.start) for word in (" a ", " an ", " the ", ", ", "; ", " and ")), default=-1
    )
    return joint if joint >= floor else head.start


def _fields(frame: Frame, head: Mention, end: int) -> list[Stretch]:
    """Return the stretches of the fields behind a counted paper, where they are as many as it counts; else none."""
    sent = frame.clause.sent
    count = _count(frame, head)
    opener = _OPENER.match(sent.text, head.end, end)
    if count is None or opener is None:
        return []
    start = opener.end()
    stop = min((place for sign in (". ", " - ") if (place := sent.text.find(sign, start, end)) >= 0), default=end)
    cuts = [match.span() for match in re.finditer(r"[,;]\s+(?:and\s+)?", sent.text[start:stop])]
    bounds = [start, *(start + cut[1] for cut in cuts)]
    ends = [*(start + cut[0] for cut in cuts), stop]
    items = list(zip(bounds, ends, strict=True))
    if len(items) == count - 1 and (joint := _last_and(sent.text, *items[-1])) is not None:
        items[-1:] = [(items[-1][0], joint), (joint, items[-1][1])]
    return items if len(items) == count else []


def _last_and(text: str, start: int, end: int) -> int | None:
    """Return where the last item's "and" stands: before a repeated preposition, else the first."""
    places = [start + match.start() for match in re.finditer(r" and ", text[start:end])]
    again = [place for place in places if _AGAIN.match(text, place + len(" and "))]
    return next(iter(again or places), None)


def _count(frame: Frame, head: Mention) -> int | None:
    """Return how many papers the number before ``head`` counts, None where none or one is."""
    text = frame.clause.sent.text
    for number in find_numbers(frame.clause.sent):
        if number.end <= head.start and number.value is not None and number.value > 1:
            between = text[number.end : head.start].split()
            if len(between) <= 3 and not any(word.strip(".,;:") != word for word in between):
                return int(number.value)
    return None


def _sums(frame: Frame) -> list[Stretch]:
    """Return the stretches of the sums that each say what they are for; none where one of them does not.

    Where the first one is the total of the others ("$300 million, including $120 million for gas and …"), it stands
    only where they do not make it up.
    """
    clause = frame.clause
    text = clause.sent.text
    sums = [m for m in clause.mentions if m.kind == "amount" and not m.attrs.get("same_as_previous")]
    if len(sums) < _TWO or len({m.value.currency for m in sums}) > 1:
        return []
    whole = len(sums) > _TWO and _PARTS.search(text[sums[0].end : sums[1].start]) is not None
    ends = [*(m.start for m in sums[1:]), clause.end]
    stretches = []
    for place, (m, end) in enumerate(zip(sums, ends, strict=True)):
        opens = whole and place == 1
        if place and not opens and not _APART.search(text[sums[place - 1].end : m.start]):
            return []
        if not (whole and not place) and not _PURPOSE.match(text, m.end, end):
            return []
        stretches.append((m.start, end))
    return stretches[1:] if whole and _adds_up(sums) else stretches


def _adds_up(sums: Sequence[Mention]) -> bool:
    """Whether the first sum is what the others make together."""
    total, *parts = [Decimal(m.value.value or 0) for m in sums]
    return total == sum(parts)
