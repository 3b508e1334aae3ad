"""Is the later of two claims between the same parties the earlier one told again? By what its own clause says of it.

Only claims that contradict each other in nothing are asked for, see `merge`.
"""

from __future__ import annotations

from karar.frames.types import Clause, Frame
from karar.mentions.numbers import find_numbers
from karar.model.claims import Claim
from karar.reference.load import FIRM

_GIVING = frozenset({"pledge", "deliver", "agree"})
_PAPERS = frozenset({"sign", "agree", "procure"})
_CONTENT = _PAPERS | _GIVING | {"launch", "withdraw"}
_NEAR = 2  # sentences between a promise and the one that repeats it
_FAR = 6  # sentences between a gift and what is said of "this loan"
_COUNT_REACH = 12  # characters between a count and the paper it counts


def is_retold(frame: Frame, claim: Claim, later: Frame, other: Claim) -> bool:
    """Whether ``other``, read from ``later``, tells of the act of ``claim`` again."""
    if claim.act == other.act == "launch":
        return _of_drill(frame) and _of_drill(later) and claim.modality == other.modality
    if claim.act == other.act == "consult":
        return _in_visit(frame, claim, later, other) or (
            claim.modality == other.modality and _same_talk(frame, later, claim, other)
        )
    if {claim.act, other.act} <= _PAPERS and (_is_aside(frame) or _is_aside(later)):
        return _shared(claim, other) and claim.instrument.type == other.instrument.type
    # What a cabinet approves was signed, or will be, on another day.
    signed = claim.act in ("sign", "procure") or frame.cues[0].cue.get("takes_content")
    if other.act == "sign" and signed and _refers(later, "this-paper") and not _own_paper(later):
        return True
    if claim.act == other.act == "agree" and _refers(later, "this-paper") and not _own_paper(later):
        return claim.instrument.type == other.instrument.type
    if claim.act in ("sign", "agree") and other.act == "procure" and _under_paper(later):
        return _shared(claim, other)
    if claim.act == other.act == "agree" and later.clause.sent is frame.clause.sent:
        return later.cues[0].rank < FIRM and _fields(other) <= _fields(claim)
    if claim.giver and _refers(later, "this-gift") and _behind(frame, later) <= _FAR:
        return _gives_on(claim, other) and (other.when is None or claim.when is not None)
    if _behind(frame, later) > _NEAR or not {claim.act, other.act} <= _CONTENT:
        return False
    return _of_gift(claim, later, other) or _is_empty(frame, claim, other) or _is_empty(later, other, claim)


def _behind(frame: Frame, later: Frame) -> int:
    return later.clause.sent.index - frame.clause.sent.index


def _same_talk(frame: Frame, later: Frame, claim: Claim, other: Claim) -> bool:
    """Whether two talks may be one: neither is about a field that the other one is not, and both are over or not."""
    if claim.topics or other.topics:
        return False
    under_way = {"prog" in f.clause.verbs.tags for f in (frame, later) if f.clause.verbs is not None}
    matter = any(hit.entry.value == "topic" and later.clause.covers(hit.start) for hit in later.clause.sent.of("case"))
    if matter and frame.cues[0].cue.get("officials"):
        return False  # a visit, and what was talked about during it
    visits = later.cues[0].cue.get("officials") and any(role.inherited for role in later.roles)
    return bool(visits) or (len(under_way) < 2 and _shared(claim, other))


def _in_visit(frame: Frame, claim: Claim, later: Frame, other: Claim) -> bool:
    """Whether a talk that is to come is one of a visit that is to come: "10 मई को आएंगे … वह ऊर्जा पर चर्चा करेंगे"."""
    visit = frame.cues[0].cue.get("officials") and frame.clause.sent.block.kind == "paragraph"
    if not visit or other.topics or claim.topics or _behind(frame, later) > _FAR:
        return False
    to_come = {claim.modality, other.modality} <= {"planned", "possible"}
    return to_come and any(role.inherited for role in later.roles) and other.when in (None, claim.when)


def _is_aside(frame: Frame) -> bool:
    """Whether a participle tells of it, in passing: "दोनों के बीच हुए समझौतों ने राह आसान की"."""
    cue, finite = frame.cues[0], frame.clause.verbs
    return cue.verb is not None and finite is not None and cue.verb is not finite and not cue.embedded


def _of_drill(frame: Frame) -> bool:
    return bool(frame.cues[0].cue.get("drill"))


def _refers(frame: Frame, value: str) -> bool:
    return any(m.kind == "reference" and m.value == value for m in frame.clause.mentions)


def _own_paper(frame: Frame) -> bool:
    """Whether the clause names a paper besides the one that it refers back to."""
    back = [m for m in frame.clause.mentions if m.kind == "reference" and m.value == "this-paper"]
    cue = frame.cues[0]
    papers = [
        m
        for m in frame.clause.mentions
        if m.kind == "instrument"
        and m.attrs.get("flags") not in ("verb", "soft")
        and not cue.start <= m.start < cue.end
    ]
    return any(not any(m.start <= paper.start < m.end for m in back) for paper in papers)


def _under_paper(frame: Frame) -> bool:
    """Whether it is said to be done under a paper: "इस डील के तहत … खरीदेगा", "समझौते के अनुसार"."""
    clause = frame.clause
    ends = [
        m.end for m in clause.mentions if m.kind == "instrument" or (m.kind == "reference" and m.value == "this-paper")
    ]
    return any(hit.entry.value == "under" and hit.start - 1 in ends for hit in clause.sent.of("case"))


def _fields(claim: Claim) -> set[str]:
    return set(claim.sectors) - {"diplomacy", "finance"}


def _shared(claim: Claim, other: Claim) -> bool:
    """Whether one of the two names no field that the other one does not."""
    mine, theirs = _fields(claim), _fields(other)
    return mine <= theirs or theirs <= mine


def _of_gift(claim: Claim, later: Frame, other: Claim) -> bool:
    """Whether the later clause goes on about what was given or sold before and adds no sum to it."""
    if claim.giver is None or not _gives_on(claim, other):
        return False
    if claim.act == other.act == "procure" and claim.giver == other.giver:
        return _shared(claim, other) and not (_has_sum(claim) and _has_sum(other))
    if other.instrument.type not in ("none", claim.instrument.type):
        return False
    taken_over = any(role.inherited for role in later.roles)
    return other.giver is not None and taken_over and not _tells_more(later, other) and _fields(other) <= _fields(claim)


def _gives_on(claim: Claim, other: Claim) -> bool:
    """Whether both tell of giving, and of the same giver and receiver as far as they name them."""
    same = other.giver in (None, claim.giver) and other.receiver in (None, claim.receiver)
    return same and {claim.act, other.act} <= _GIVING | {"procure"}


def _tells_more(frame: Frame, claim: Claim) -> bool:
    """Whether a clause has a matter of its own, or counts things that no table knows: "बीस लाख गोलियां"."""
    times = [m for m in frame.clause.mentions if m.kind in ("date", "period", "duration")]
    counts = [
        number
        for number in find_numbers(frame.clause.sent)
        if number.value is not None and number.value > 1 and frame.clause.covers(number.start)
    ]
    if any(hit.entry.value == "focus" and frame.clause.covers(hit.start) for hit in frame.clause.sent.of("particle")):
        return True  # "वीजा केंद्र खोलने का भी वादा किया": this, too
    return _has_matter(claim) or any(not any(m.start <= n.start < m.end for m in times) for n in counts)


def _has_sum(claim: Claim) -> bool:
    return bool(claim.amounts or claim.quantities)


def _has_matter(claim: Claim) -> bool:
    return bool(claim.amounts or claim.quantities or claim.initiatives or claim.project or claim.when)


def _is_empty(frame: Frame, claim: Claim, beside: Claim) -> bool:
    """Whether an agreement is told without what it is about: "दोनों में सहमति बन गई", "एक बड़ी डील हुई"."""
    if claim.act not in ("sign", "agree") or claim.modality not in ("done", "decided") or _has_matter(claim):
        return False
    clause = frame.clause
    if set(claim.sectors) - {"diplomacy"} or claim.topics or clause.sent.block.kind == "item":
        return False
    if claim.act == "agree" and not frame.cues[0].cue.get("takes_content"):
        return False  # what it is about stands in the cue: "साझेदारी का दर्जा दिया"
    papers = [m for m in clause.mentions if m.kind == "instrument"]
    if claim.act == "sign" and (not papers or beside.act not in _PAPERS):
        return False
    bare = all(m.attrs.get("flags") == "soft" and _is_unnamed(clause, m.start) for m in papers)
    return bare and not _counted(clause)


def _is_unnamed(clause: Clause, paper: int) -> bool:
    """Whether no word right before a paper says what it is on: "के बीच समझौता", "एक बड़ी डील"."""
    words = [(hit.start, hit.end) for kind in ("light", "case", "numeral") for hit in clause.sent.of(kind)]
    before = clause.sent.text[clause.start : paper].rstrip()
    return not before or any(end == clause.start + len(before) for _, end in words)


def _counted(clause: Clause) -> bool:
    """Whether the papers are counted, so that they are an outcome of their own: "आठ समझौते"."""
    papers = [m.start for m in clause.mentions if m.kind == "instrument"]
    return any(
        number.value is not None and number.value > 1 and 0 <= start - number.end <= _COUNT_REACH
        for number in find_numbers(clause.sent)
        for start in papers
    )
