"""What an English sentence says together: verbs of one subject, gaps, absolute phrases, several things resolved on."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from karar.frames.parties import party_mentions, party_of
from karar.frames.prepositional_verbs import NAMES
from karar.frames.types import Clause, VerbGroup
from karar.model.mentions import Mention
from karar.text.sentences import Sentence

_GIVING = frozenset({"provide", "give", "lend", "donate", "pledge", "commit", "promise", "offer", "fund", "invest"})
_GIVING |= {"send", "pay", "supply", "put", "earmark", "transfer"}
_RESOLVING = frozenset({"agree", "decide", "concur", "pledge", "commit", "promise", "offer", "propose", "request"})
_MATTER = frozenset({"sector", "instrument", "amount", "quantity", "initiative", "party", "place"})
_JOINT = re.compile(r"(?:,? and|,? as well as|,)(?: also| further)? $")
_ONLY_JOINT = re.compile(r"\W*(?:and|but)?\W*(?:also|further|then|jointly)?\s*")
_SUBJECTS = frozenset({"they", "both", "all"})
_PAIR = 2


def with_absolutes(
    sent: Sentence, here: list[Mention], groups: list[VerbGroup], heads: list[VerbGroup]
) -> list[VerbGroup]:
    """Return the heads with those of absolute phrases, each as firm as the head before it.

    They are gifts of another giver ("…, with Chile also providing $2 million") and, in a headline, participles that
    close a part of it ("Oman, Peru meet, two memoranda signed").
    """
    found = list(heads)
    for group in groups:
        before = next((head for head in reversed(heads) if head.end <= group.start), None)
        if before is None or group.finite:
            continue
        if group.tags[0] == "ing" and set(group.lemmas) & _GIVING and absolute_subject(sent, here, group) is not None:
            found.append(replace(group, modality=before.modality, lead=(before.start, before.end)))
        elif group.passive and group.start > before.end and _closes_headline(sent, before, group):
            found.append(group)
    return sorted(found, key=lambda head: head.start)


def absolute_subject(sent: Sentence, here: list[Mention], group: VerbGroup) -> Mention | None:
    """Return the name right before a participle that "with" opens: ", with Chile also providing"."""
    return next(
        (
            m
            for m in here
            if m.kind in NAMES
            and sent.text[m.end : group.start].strip() in ("", "also")
            and sent.text[: m.start].endswith((", with ", ", with the ", " and with "))
        ),
        None,
    )


def _closes_headline(sent: Sentence, before: VerbGroup, group: VerbGroup) -> bool:
    """Whether a participle ends a headline, behind a sign that parts it from the verb before."""
    if sent.block.kind == "paragraph" or sent.text[group.end :].strip(" .'\""):
        return False
    return any(sign in sent.text[before.end : group.start] for sign in (", ", ": "))


def subject_before(clause: Clause) -> list[Mention]:
    """Return "they", "both sides" of the clause before where this one begins with its verb: "They met and agreed …"."""
    before, verbs = clause.follows, clause.verbs
    if before is None or before.verbs is None or verbs is None or verbs.passive:
        return []
    if "discuss" in verbs.lemmas and verbs.modality != "done":
        return []  # what they do together ("and will exchange views") is no talk between them
    if _ONLY_JOINT.fullmatch(clause.sent.text, clause.start, verbs.start) is None:
        return []
    floor = before.verbs.start
    return [m for m in before.mentions if m.kind == "reference" and m.value in _SUBJECTS and m.end <= floor]


def resolved(clause: Clause) -> list[Clause]:
    """Return the clause, cut where it resolves on several things: "agreed to open an embassy and to train officers".

    Each part holds the subject and the verb, the first thing aside, and its own thing. Only a stretch that names
    something is a part; who takes part may stand in any of them where the clause names two states at the most.
    """
    verbs = clause.verbs
    if verbs is None or clause.gapped or not set(verbs.lemmas) & _RESOLVING:
        return [clause]
    aims = [group for group in clause.nested if group.tags[0] == "to" and group.start >= verbs.end]
    cuts = [group for group in aims[1:] if _is_added(clause, group, aims[0])]
    if not cuts:
        return [clause]
    shared = party_mentions(clause.mentions)
    if len({party_of(m) for m in shared}) > _PAIR:
        shared = []
    bounds = [aims[0].start, *(joint_before(clause.sent, clause.start, group) for group in cuts), clause.end]
    parts = []
    for start, end in pairwise(bounds):
        part = replace(clause, end=end, hole=(aims[0].start, start) if start > aims[0].start else clause.hole)
        part.nested = tuple(group for group in clause.nested if part.covers(group.start))
        part.mentions = [m for m in clause.mentions if part.covers(m.start) or m in shared]
        parts.append(part)
    return parts


def _is_added(clause: Clause, group: VerbGroup, first: VerbGroup) -> bool:
    """Whether an infinitive begins another thing than the first: a joint before it, something named on both sides."""
    joint = joint_before(clause.sent, clause.start, group)
    if joint == group.start:
        return False
    named = [m.start for m in clause.mentions if m.kind in _MATTER]
    return any(first.end <= start < joint for start in named) and any(group.end <= start for start in named)


def joint_before(sent: Sentence, start: int, group: VerbGroup) -> int:
    """Return where the "and" or comma right before ``group`` stands, ``group.start`` where none does."""
    match = _JOINT.search(sent.text, start, group.start)
    return match.start() if match is not None else group.start
