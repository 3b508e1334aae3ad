"""Clauses that speak of an act and state none: what a promise is good for, what used to be, what one side wishes."""

from __future__ import annotations

from karar.frames.types import Clause, CueMatch, VerbGroup
from karar.model.lexicon import Hit
from karar.reference.load import FIRM, Pack

_SUBJECT_REACH = 16  # characters before "यह समझौता" at the head of a clause: room for "कि " and "हालांकि "
_PHRASE = 30  # characters from "प्रतिबंधों" to the end of its phrase: "प्रतिबंधों की धमकियों के बीच"
_GOES_ON = 8  # clauses of one sentence that may go on about what the first of them names
_PASSING = frozenset({"between", "despite"})
_TOLD_OF = frozenset({"act", "instrument"})
_RESOLVES = frozenset({"agree", "pledge", "launch", "target", "procure", "sign", "deliver"})


def states_nothing(clause: Clause, match: CueMatch, pack: Pack) -> bool:
    """Whether the clause tells what a promise is good for, what used to be, what was to be, or a mere wish."""
    verb = clause.verbs
    # An act told by a participle of its own is not what the subject does: "ये फैसले शुक्रवार को हुई वार्ता में लिए गए".
    aside = match.verb is not None and match.verb is not verb and not match.embedded
    said = _opens_with_result(clause) or (not aside and (_said_of_a_thing(clause) or _grows_from(clause, pack)))
    if match.rank < FIRM and said:
        return True
    if pack.profile != "postpositional":
        return False
    if verb is None:
        return _is_negated(clause, match)
    if match.rank < FIRM and _is_likened(clause, verb, pack):
        return True
    if _is_condition(clause) or _is_past_habit(verb) or _is_lacking(clause, match, verb, pack):
        return True
    return _is_wish(clause, match, verb, pack) or _is_count(clause, match, verb, pack)


def in_passing(clause: Clause, end: int) -> bool:
    """Whether what ends at ``end`` is only what else goes on: "प्रतिबंधों की धमकी के बीच", "हमलों के बावजूद"."""
    case = next(
        (
            hit
            for hit in clause.sent.of("case")
            if end <= hit.start <= end + _PHRASE and clause.covers(hit.start) and hit.entry.value != "gen"
        ),
        None,
    )
    return case is not None and case.entry.value in _PASSING


def _opens_with_result(clause: Clause) -> bool:
    """Whether "इससे", "in order to" or the like stands before the verb: "इससे साझेदारी मजबूत होगी"."""
    verb = clause.verbs
    before = {hit.start for hit in clause.sent.of("particle") if hit.entry.value == "before"}
    return any(
        hit.entry.value == "result"
        and hit.start not in before
        and clause.start <= hit.start
        and (verb is None or hit.start <= verb.start)
        and hit.start < clause.end
        for hit in clause.sent.of("particle")
    )


def _said_of_a_thing(clause: Clause) -> bool:
    """Whether the subject is a paper, a visit or the like named before: "यह समझौता … रिश्तों को मजबूत करेगा"."""
    if not any(map(_may_be_subject, clause.sent.of("reference"))):
        return False
    scope: Clause | None = clause
    for _ in range(_GOES_ON):
        if scope is None:
            break
        if _thing_before(scope) is not None:
            return True
        # A clause with a subject of its own, or one that tells what is said, does not go on about the thing.
        if _has_case(scope, "erg") or _opens_with_boundary(scope):
            return False
        scope = scope.follows
    return False


def _may_be_subject(hit: Hit) -> bool:
    return hit.entry.value in ("this-paper", "this-thing") and bool(hit.entry.attrs.get("subject"))


def _thing_before(clause: Clause) -> Hit | None:
    sent = clause.sent
    return next(
        (
            hit
            for hit in sent.within(clause.start, clause.start + _SUBJECT_REACH + 1)
            if hit.entry.kind == "reference"
            and _may_be_subject(hit)
            and not any(after.entry.kind == "case" for after in sent.within(hit.end + 1, hit.end + 2))
        ),
        None,
    )


def _has_case(clause: Clause, case: str) -> bool:
    hits = clause.sent.within(clause.start, clause.end)
    return any(hit.entry.kind == "case" and hit.entry.value == case for hit in hits)


def _opens_with_boundary(clause: Clause) -> bool:
    hits = clause.sent.within(clause.start, clause.start + 2)
    return any(hit.entry.kind == "particle" and hit.entry.value == "boundary" for hit in hits)


def _grows_from(clause: Clause, pack: Pack) -> bool:
    """Whether something grows from a visit or a paper: "इस दौरे से सहयोग और मजबूत होगा"."""
    verb = clause.verbs
    groups = [group for group in (verb, *clause.nested) if group is not None]
    growing = set(pack.settings.get("growing", ()))
    if not any(growing & set(group.lemmas) for group in groups):
        return False
    told = {hit.end for hit in clause.sent.hits if hit.entry.kind in _TOLD_OF and clause.covers(hit.start)}
    told |= {hit.end for hit in clause.sent.of("reference") if hit.entry.value.startswith("this-")}
    return any(
        hit.entry.value == "ins" and hit.start - 1 in told and clause.covers(hit.start)
        for hit in clause.sent.of("case")
    )


def _is_negated(clause: Clause, match: CueMatch) -> bool:
    """Whether a line without a verb says that nothing was settled: "करार बढ़ाने पर अभी फैसला नहीं"."""
    return any(
        hit.entry.value == "negation" and match.end < hit.start < clause.end for hit in clause.sent.of("particle")
    )


def _is_condition(clause: Clause) -> bool:
    """Whether the clause opens with "if": "अगर समझौता नहीं होता"."""
    return any(
        hit.entry.value == "condition" and hit.start <= clause.start + _SUBJECT_REACH
        for hit in clause.sent.of("particle")
        if clause.covers(hit.start)
    )


def _is_lacking(clause: Clause, match: CueMatch, verb: VerbGroup, pack: Pack) -> bool:
    """Whether it has not come about yet ("अभी तक समझौता नहीं हुआ") or cannot ("कुछ नहीं बेच सकते"): nobody denies it."""
    if not verb.negated or match.act == "consult":
        return False
    words = clause.sent.text[clause.start : verb.start].split()
    return set(verb.lemmas) & set(pack.settings.get("able", ())) != set() or any(
        word in pack.settings.get("so_far", ()) for word in words
    )


def _is_likened(clause: Clause, verb: VerbGroup, pack: Pack) -> bool:
    """Whether the clause says what a thing is: "यह … संयुक्त रूप से विकसित सबसे बड़ी परियोजना होगी"."""
    words = clause.sent.text[clause.start : verb.start].split()
    copula = len(verb.lemmas) == 1 and verb.lemmas[0] in pack.settings.get("copulas", ()) and verb.tags[0] != "perf"
    return copula and bool(words) and words[0] in pack.settings.get("demonstratives", ())[:2]


def _is_past_habit(verb: VerbGroup) -> bool:
    """Whether it used to be or was to be: "केवल भारत को बेचता था", "दौरे पर जाने वाले थे"."""
    tags = verb.tags
    return tags[-1] == "aux-past" and "prog" not in tags and tags[-2:-1] in (("imperf",), ("about-to",))


def _is_wish(clause: Clause, match: CueMatch, verb: VerbGroup, pack: Pack) -> bool:
    """Whether one side wants it ("सहयोग करना चाहता है"), told to nobody."""
    if match.act not in _RESOLVES or not set(verb.lemmas) & set(pack.settings.get("wishing", ())):
        return False
    head = clause.start + _SUBJECT_REACH
    return not any(m.kind == "reference" and m.value in ("both", "all") and m.start <= head for m in clause.mentions)


def _is_count(clause: Clause, match: CueMatch, verb: VerbGroup, pack: Pack) -> bool:
    """Whether an act is only counted: "यह उनकी सातवीं यात्रा होगी", "दोनों की यह चौथी मुलाकात थी"."""
    if match.act != "consult" or match.verb is not verb or len(verb.lemmas) > 1:
        return False
    if verb.lemmas[0] not in pack.settings.get("copulas", ()) or verb.tags[0] in ("perf", "imperf"):
        return False
    words = clause.sent.text[clause.start : match.start].split()
    ordinals = pack.settings.get("ordinals", ())
    counted = words[-2:] and any(word in ordinals or word.endswith(("वीं", "वां", "वें")) for word in words[-2:])
    return bool(counted) and any(word in pack.settings.get("demonstratives", ()) for word in words)
