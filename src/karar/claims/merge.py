"""One claim for what a page says twice: headline and body, two tellings, a sentence and its elaboration."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import msgspec

from karar.claims.retelling import is_retold
from karar.frames.types import Frame
from karar.model.claims import Attribution, Claim, Instrument, Quote, identify
from karar.model.documents import Document
from karar.model.spans import Span
from karar.text.normalise import fold

MAX_QUOTE = 420
_GAP = 4  # code points between two sentences whose quotes are joined
_SAME_WORDS = 0.5
_TOLD_ON = 6  # sentences between a paper and what goes on about it
_OF_PAPERS = frozenset({"pledge", "deliver", "agree", "sign", "procure", "launch"})
_TALK_REACH = 6  # sentences in which a talk is still told of
_REACH = 50  # claims between the same parties that stand between two tellings; a headline is over all
_NEAR = (
    frozenset({"pledge", "agree"}),
    frozenset({"pledge", "deliver"}),
    frozenset({"sign", "agree"}),
    frozenset({"launch", "agree"}),
    frozenset({"target", "pledge"}),
    frozenset({"procure", "sign"}),
)
_OF_MONEY = frozenset({"pledge", "deliver", "agree", "sign", "propose"})
_LENT = frozenset({"loan", "grant"})
_PAPERS = ("agree", "sign", "procure")  # from the act that says least of a paper to the one that says most
_FILLABLE = ("amounts", "quantities", "initiatives", "places", "stages")
_WORD = re.compile(r"[\w\u0900-\u0963]{3,}")

Read = tuple[Frame, Claim]


def merge_claims(read: list[Read], doc: Document, *, drops_subjects: bool = False) -> list[Read]:
    """Return the claims of a document, each said once and with its frame, in the order of the text.

    Merged are a headline with the sentence that says the same, two tellings of one promise (the same several fields of
    cooperation, or mostly the same words), and a sentence with the one that elaborates it ("उन्होंने … पर भी बात की").
    Lines of a list are never merged with each other. ``drops_subjects``: the page's language leaves out who and what
    was named before, so that a sentence that adds nothing goes on about the act before it.
    """
    kept: list[Read] = []
    between: dict[frozenset[str], list[int]] = {}  # only claims between the same parties can be one
    for frame, claim in read:
        places = between.setdefault(frozenset(claim.parties), [])
        near = [place for place in places[:-_REACH] if _is_head(kept[place][0])] + places[-_REACH:]
        twin = next((place for place in near if _same(kept[place], (frame, claim), drops_subjects)), None)
        if twin is None:
            places.append(len(kept))
            kept.append((frame, claim))
        else:
            kept[twin] = _join(kept[twin], (frame, claim), doc)
    single = {claim.id: (frame, claim) for frame, claim in kept}
    return sorted(single.values(), key=lambda read: (read[1].quote.start, read[1].id))


def _same(first: Read, second: Read, drops_subjects: bool) -> bool:
    (frame, claim), (other_frame, other) = first, second
    if _elaborates(frame, claim, other_frame, other):
        return True
    headed = _is_head(frame) != _is_head(other_frame)
    conflict = _conflict(claim, other, headed=headed or _goes_on(other_frame))
    if conflict or set(claim.parties) != set(other.parties):
        return False
    if _names_paper(first, second) or _names_paper(second, first) or _listed_beside(frame, other_frame):
        return False
    if _same_sum(first, second):
        return True
    if headed:
        near = _near(claim, other, headed=True)
        return near and _heads(frame, other_frame) and _same_matter(claim, other)
    return _same_below(first, second, drops_subjects)


def _same_below(first: Read, second: Read, drops_subjects: bool) -> bool:
    """Whether two sentences of the body, or two headlines, tell of one act."""
    (frame, claim), (other_frame, other) = first, second
    retold = is_retold(frame, claim, other_frame, other) if drops_subjects else _is_told_on(first, second)
    if not _near(claim, other, headed=False):
        return retold
    if frame.clause.sent.block.kind == "item" and other_frame.clause.sent.block.kind == "item":
        return False
    if claim.act == "sign" and frame.clause.verbs is None and other_frame.clause.verbs is None:
        return False  # papers listed one after the other
    if claim.act == other.act == "consult" and frame.clause.sent is other_frame.clause.sent:
        return True  # "met … and discussed …"
    if claim.act == "sign" and _is_that_paper(first, second):
        return True
    if retold or claim.act != other.act:
        return retold
    return _in_that_talk(frame, claim, other_frame, other) or _told_twice(claim, other)


def _is_told_on(first: Read, second: Read) -> bool:
    """Whether the second sentence says of the paper or gift of the first that it was signed, or what is done under it.

    "A loan of $40 million … The agreement was signed by …", "a pact … Under the pact, they will work together".
    """
    (frame, claim), (other_frame, other) = first, second
    behind = other_frame.clause.sent.index - frame.clause.sent.index
    if not 0 < behind <= _TOLD_ON or claim.act not in _OF_PAPERS or claim.modality in ("denied", "possible"):
        return False
    if other.amounts or other.quantities or other.when not in (None, claim.when):
        return False
    if other.act == "sign":
        return _goes_on(other_frame) and claim.instrument.type != "none" and other.modality in ("done", claim.modality)
    return other.act in ("agree", "launch") and claim.act in _PAPERS and _under_that(other_frame)


def _under_that(frame: Frame) -> bool:
    """Whether it is done "under the agreement" named before, with no other paper beside it."""
    clause = frame.clause
    back = [m for m in clause.mentions if m.kind == "reference" and m.value == "this-paper"]
    papers = [m for m in clause.mentions if m.kind == "instrument" and m.attrs.get("flags") != "verb"]
    ends = [hit.end + 1 for hit in clause.sent.of("case") if hit.entry.value == "during"]
    return any(m.start in ends for m in back) and all(
        any(m.start <= paper.start < m.end for m in back) for paper in papers
    )


def _is_that_paper(first: Read, second: Read) -> bool:
    """Whether the second sentence tells of the paper that the first one says was signed."""
    frame, act = second[0], second[1].act
    if act in ("sign", "agree") and _goes_on(frame):
        return True
    return act == "sign" and (_signs_it(frame) or _is_umbrella(first, second))


def _listed_beside(frame: Frame, other: Frame) -> bool:
    """Whether the two are papers of one list ("स्वास्थ्य और कृषि पर दो समझौता ज्ञापन") or what one verb resolves on."""
    if frame.clause.sent is not other.clause.sent:
        return False
    verbs = frame.clause.verbs
    apart = verbs is not None and verbs is other.clause.verbs and frame.clause.hole != other.clause.hole
    return apart or frame.part != other.part


def _near(claim: Claim, other: Claim, *, headed: bool) -> bool:
    """Whether both acts may be one act in other words; below a headline also by another paper."""
    if claim.act == other.act:
        return True
    if headed and {claim.act, other.act} <= _OF_MONEY and claim.instrument.type == other.instrument.type in _LENT:
        return True
    papers = claim.instrument.type == other.instrument.type or headed
    return frozenset((claim.act, other.act)) in _NEAR and papers


def _same_sum(first: Read, second: Read) -> bool:
    """Whether both tell of one sum of money given, lent or invested, be it promised, agreed or signed for."""
    (frame, claim), (other_frame, other) = first, second
    kinds = {f.clause.sent.block.kind for f in (frame, other_frame)}
    headed = _is_head(frame) != _is_head(other_frame)
    # "gets approval for the purchase", "opens a credit line": over the sale, the loan
    acts = _OF_MONEY | {"procure", "launch"} if headed else _OF_MONEY
    if not {claim.act, other.act} <= acts or kinds == {"item"}:
        return False
    sums = [{(a.value, a.currency) for a in c.amounts} for c in (claim, other)]
    return bool(sums[0] & sums[1])


def _is_umbrella(first: Read, second: Read) -> bool:
    """Whether the second sentence names a paper of those that the one before it only counts."""
    (frame, claim), (other_frame, _) = first, second
    counted = not any(span for key, span in claim.evidence.items() if key.startswith("sectors."))
    behind = other_frame.clause.sent.index == frame.clause.sent.index + 1
    return bool(other_frame.cues[0].cue.get("listing")) and counted and behind and other_frame.part <= 1


def _goes_on(frame: Frame) -> bool:
    """Whether the sentence tells more of the paper signed before: "The pact was signed by …"."""
    verbs = frame.clause.verbs
    papers = [m for m in frame.clause.mentions if m.kind == "instrument" and m.attrs.get("flags") != "verb"]
    back = [m for m in frame.clause.mentions if m.kind == "reference" and m.value == "this-paper"]
    if verbs is None or not back or back[0].start >= verbs.start:
        return False
    if any(hit.end + 1 == back[0].start for hit in frame.clause.sent.of("case")):
        return False  # "Under the agreement, both sides …"
    return all(any(m.start <= paper.start < m.end for m in back) for paper in papers)


def _signs_it(frame: Frame) -> bool:
    """Whether what is signed is the paper named before: "The minister signed the deal"."""
    verbs = frame.clause.verbs
    papers = [m for m in frame.clause.mentions if m.kind == "instrument" and m.attrs.get("flags") != "verb"]
    back = [m for m in frame.clause.mentions if m.kind == "reference" and m.value == "this-paper"]
    if verbs is None or not back or not 0 < back[0].start - verbs.end <= 1:
        return False
    return all(back[0].start <= paper.start < back[0].end for paper in papers)


def _goes_on_talking(frame: Frame, other: Frame) -> bool:
    """Whether "they discussed …", "the two sides reviewed …" stands soon behind the talk and names nobody."""
    verbs = other.clause.verbs
    near = 0 < other.clause.sent.index - frame.clause.sent.index <= _TALK_REACH
    told = verbs is not None and verbs.modality == "done" and "discuss" in verbs.lemmas
    return near and told and frame.modality == other.modality and all(role.inherited for role in other.roles)


def _in_that_talk(frame: Frame, claim: Claim, other_frame: Frame, other: Claim) -> bool:
    """Whether the later sentence tells of the talk of the earlier one: "इस मुलाकात में … चर्चा की गई"."""
    if claim.act != "consult" or other.when is not None or other.topics or claim.topics:
        return False
    if _goes_on_talking(frame, other_frame):
        return True
    return any(m.kind == "reference" and m.value == "this-talk" for m in other_frame.clause.mentions)


def _told_twice(claim: Claim, other: Claim) -> bool:
    overlap = _overlap(claim, other)
    if claim.act in ("consult", "sign"):
        return overlap >= _SAME_WORDS and _nested(set(claim.sectors), set(other.sectors))
    several = len(claim.sectors) > 1 and set(claim.sectors) == set(other.sectors)
    return several or overlap > _SAME_WORDS


def _nested(mine: set[str], theirs: set[str]) -> bool:
    """Whether one telling names no field that the other one does not."""
    mine, theirs = mine - {"diplomacy"}, theirs - {"diplomacy"}
    return mine <= theirs or theirs <= mine


def _overlap(claim: Claim, other: Claim) -> float:
    """Return the share of the shorter quote's words that stand in the other one as well."""
    words, others = _words(claim.quote.text), _words(other.quote.text)
    return len(words & others) / max(1, min(len(words), len(others)))


@lru_cache(maxsize=1024)
def _words(quote: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(quote)))


def _is_head(frame: Frame) -> bool:
    return frame.clause.sent.block.kind in ("title", "heading")


def _names_paper(head: Read, body: Read) -> bool:
    """Whether a sub-heading names a paper ("रोडमैप तैयार") that the sentence does not: then it says something more."""
    heading = head[0].clause.sent.block.kind == "heading" and not _is_head(body[0])
    return heading and head[1].instrument.type != "none" and body[1].instrument.type == "none"


def _heads(frame: Frame, other: Frame) -> bool:
    """Whether the headline stands over the sentence: a title over all, a heading over what follows it."""
    head, body = (frame, other) if _is_head(frame) else (other, frame)
    return head.clause.sent.block.kind == "title" or head.clause.sent.index < body.clause.sent.index


def _same_matter(claim: Claim, other: Claim) -> bool:
    """Whether a headline and a sentence are about one thing: a field in common, or half of the words."""
    mine, theirs = set(claim.sectors) - {"diplomacy"}, set(other.sectors) - {"diplomacy"}
    if claim.instrument.type == other.instrument.type in _LENT and {"finance"} in (mine, theirs):
        return True  # "grants Nepal 44 million": what it is for stands below
    if mine and theirs:
        return bool(mine & theirs)
    return (not mine and not theirs) or _overlap(claim, other) >= _SAME_WORDS


def _conflict(claim: Claim, other: Claim, *, headed: bool) -> bool:
    """Whether the two say different things of one field.

    ``headed``: one of them is a headline, whose "pact" may be the memorandum of the sentence.
    """
    if _other_time(claim, other):
        return True
    for name in ("initiatives", "places", "topics"):
        mine, theirs = _known(claim, name), _known(other, name)
        if mine != theirs and not (name != "topics" and not (mine and theirs)):
            return True
    sums = [{(a.value, a.currency) for a in c.amounts} for c in (claim, other)]
    if sums[0] and sums[1] and not sums[0] & sums[1]:
        return True
    papers = {claim.instrument.type, other.instrument.type} - {"none"}
    return len(papers) > 1 and not (headed and "agreement" in papers)


def _known(claim: Claim, name: str) -> set[Any]:
    """Return the values of a field that two tellings must share; a place without a code may be another one's part."""
    values = set(getattr(claim, name))
    return {place for place in values if place.code} if name == "places" else values


def _other_time(claim: Claim, other: Claim) -> bool:
    """Whether the two name different times; a weekday that no publication day settles may be any day."""
    for name in ("when", "period", "duration"):
        mine, theirs = getattr(claim, name), getattr(other, name)
        if mine is None or theirs is None or mine == theirs:
            continue
        if name != "when" or mine.precision == theirs.precision or "weekday" not in (mine.precision, theirs.precision):
            return True
    return False


def _elaborates(frame: Frame, claim: Claim, other_frame: Frame, other: Claim) -> bool:
    """Whether the second sentence goes on about the offer of the first: "उन्होंने … निवेश करने को लेकर बात की"."""
    sent, later = frame.clause.sent, other_frame.clause.sent
    if later.index != sent.index + 1 or other.act != "consult" or claim.act not in ("propose", "pledge"):
        return False
    opens = any(h.entry.value == "they" and h.start <= 2 for h in later.of("reference"))
    return opens and set(other.parties) == set(claim.parties) and not other.topics


def _join(first: Read, second: Read, doc: Document) -> Read:
    """Return the fuller of two tellings with what only the other one says."""
    fuller, lesser = (first, second) if _weight(first, second) >= _weight(second, first) else (second, first)
    frame, claim = fuller
    other = lesser[1]
    changes: dict[str, Any] = {"quote": _quote(claim.quote, other.quote, doc)}
    evidence = dict(claim.evidence)
    for name in _FILLABLE:
        if not getattr(claim, name) and getattr(other, name):
            changes[name] = getattr(other, name)
            _copy(evidence, other.evidence, name)
    for name in ("when", "period", "duration"):
        if getattr(claim, name) is None and getattr(other, name) is not None:
            changes[name] = getattr(other, name)
            _copy(evidence, other.evidence, name)
    if not claim.sectors or (claim.sectors == ("diplomacy",) and "sectors.0" not in claim.evidence):
        changes["sectors"] = other.sectors
        _copy(evidence, other.evidence, "sectors")
    if claim.instrument == Instrument():
        changes["instrument"] = other.instrument
        _copy(evidence, other.evidence, "instrument")
    if claim.attribution == Attribution():
        changes["attribution"] = other.attribution
        _copy(evidence, other.evidence, "attribution")
    return frame, identify(msgspec.structs.replace(claim, evidence=evidence, **changes))


def _copy(evidence: dict[str, tuple[Span, ...]], source: dict[str, tuple[Span, ...]], name: str) -> None:
    evidence.update({key: spans for key, spans in source.items() if key == name or key.startswith(name + ".")})


def _weight(read: Read, beside: Read) -> tuple[int, int, int, int]:
    """Return how much of an act a telling tells: below a headline, by the act that says more, by its fields."""
    frame, claim = read
    filled = sum(bool(getattr(claim, name)) for name in (*_FILLABLE, "when", "actors", "sectors", "duration", "giver"))
    named = sum(not role.inherited for role in frame.roles)
    papers = {claim.act, beside[1].act} <= set(_PAPERS)
    return (0 if _is_head(frame) else 1), _PAPERS.index(claim.act) if papers else 0, filled, named


def _quote(quote: Quote, other: Quote, doc: Document) -> Quote:
    """Return one quote over both stretches where they stand next to each other and stay readable, else the first."""
    start, end = min(quote.start, other.start), max(quote.end, other.end)
    gap = max(quote.start, other.start) - min(quote.end, other.end)
    if (
        gap > _GAP + doc.text[min(quote.end, other.end) : max(quote.start, other.start)].count("\n")
        or end - start > MAX_QUOTE
    ):
        return quote
    return Quote(doc.text[start:end], start, end)
