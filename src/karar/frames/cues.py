"""Which act cues of the pack hold in a clause.

A cue with nouns and verbs is a light-verb construction ("हस्ताक्षर किए", "signed an agreement"): by default the noun must
stand right beside the verb group, with nothing between but emphasis and light words; ``loose`` cues may stand anywhere
in the clause. A cue whose noun stands beside a non-finite verb, or before another cue's noun, is *embedded*.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from karar.frames.needs import needs_met
from karar.frames.types import Clause, CueMatch, VerbGroup
from karar.model.lexicon import Hit
from karar.reference.load import Pack

_PRENOMINAL_REACH = 48  # characters between "हुई" and its noun: room for "प्रतिनिधिमंडल स्तर की"
_LIGHT_REACH = 400  # characters: no run of light words is as long
_TO_WHOM = 4  # words of "पाकिस्तान की सरकार को" between a noun and its verb
_SPOKEN_OF = ("on", "ins", "dat", "com", "topic", "during")
_PHRASE_REACH = 24  # characters between "outcomes of" and its noun: room for "the 9th annual"
_ARTICLE_REACH = 5  # characters between a preposition and its noun: room for "the"
_AUXILIARIES = frozenset({"है", "था"})
_OBJECT_REACH = 40  # characters between "sent" and "message" in "sent a warm congratulatory message"


def match_cues(clause: Clause, pack: Pack) -> list[CueMatch]:
    """Return the cues that hold in ``clause``, the highest rank first; embedded ones among them."""
    matches: list[CueMatch] = []
    longest: Hit | None = None
    fixed = [hit for hit in clause.sent.of("idiom") if hit.entry.value == "fixed"]  # "of mutual interest"
    for hit in clause.sent.of("act"):
        if hit.entry.lang != pack.lang or not clause.covers(hit.start):
            continue
        if longest is not None and hit.start > longest.start and hit.end <= longest.end:
            continue  # inside a longer cue: "प्रदान" in "आदान-प्रदान"
        if _is_agency(clause, hit) or _is_prefix(clause, hit, pack):
            continue
        if any(word.start < hit.end and hit.start < word.end for word in fixed):
            continue
        longest = hit if longest is None or hit.end > longest.end else longest
        cue = pack.acts[int(hit.entry.value.partition(".")[2])]
        match = _match_noun(clause, hit, cue, pack)
        if match is not None and needs_met(clause, cue):
            matches.append(match)
    matches += _verb_matches(clause, pack)
    matches = [match for match in matches if not _yields(match, matches)]
    matches.sort(key=lambda match: (match.embedded, -match.rank, -match.end, match.start))
    return matches


def _is_agency(clause: Clause, hit: Hit) -> bool:
    """Whether the word alone stands in brackets, as the agency that a dateline names: "(वार्ता)"."""
    text = clause.sent.text
    return text[hit.start - 1 : hit.start] == "(" and text[hit.end : hit.end + 1] == ")"


def _is_prefix(clause: Clause, hit: Hit, pack: Pack) -> bool:
    """Whether a hyphen ties the word to another one, which is what is spoken of: "an interest-free loan"."""
    text = clause.sent.text
    tied = text[hit.end : hit.end + 1] == "-" and text[hit.end + 1 : hit.end + 2].isalpha()
    return tied and pack.profile == "prepositional"


def _verb_matches(clause: Clause, pack: Pack) -> list[CueMatch]:
    matches = []
    groups = [group for group in (clause.verbs, *clause.nested) if group is not None]
    verbs = {"*", *(lemma for group in groups for lemma in group.lemmas)} if groups else ()
    for number in sorted({number for verb in verbs for number in pack.verb_acts.get(verb, ())}):
        cue = pack.acts[number]
        for group in groups:
            if not _lemma_fits(cue, group) or not _tense_fits(cue, group):
                continue
            if needs_met(clause, cue) and not _in_idiom(clause, cue, group, pack):
                embedded = group is not clause.verbs and not group.stated
                matches.append(CueMatch(cue, group.start, group.end, group, embedded))
                break
    return matches


def _in_idiom(clause: Clause, cue: Mapping[str, Any], group: VerbGroup, pack: Pack) -> bool:
    """Whether a word that the cue must not stand beside is its object: "चेतावनी दी", "sent a message" give nothing."""
    kinds = cue.get("not_beside", ())
    if pack.profile == "prepositional":
        if kinds and group.passive and any(g.start == group.end + 1 and g.tags[0] == "to" for g in clause.nested):
            return True  # "was sent to take part": somebody on duty
        start = clause.start if group.passive else group.end
        # What is given stands behind the verb even in the passive: "was given the honour".
        behind = not group.passive or "give" in group.lemmas
        reach = (start, min(group.end + _OBJECT_REACH, clause.end) if behind else group.start)
        return any(f"{hit.entry.kind}:{hit.entry.value}" in kinds for hit in clause.sent.within(*reach))
    return any(
        hit.entry.kind in kinds
        and hit.entry.lang in (pack.lang, "*")
        and hit.end <= group.start
        and _stands_beside(clause, hit.end, group.start)
        for hit in clause.sent.hits
    )


def _stands_beside(clause: Clause, end: int, verb: int) -> bool:
    """Whether nothing stands before the verb but who it is done to: "सूचना दी", "सूचना पाकिस्तान को दी"."""
    between = clause.sent.text[end:verb].split()
    if not between:
        return True
    to_whom = any(hit.entry.value == "dat" and hit.end == verb - 1 for hit in clause.sent.of("case"))
    return to_whom and 1 < len(between) <= _TO_WHOM  # "सरकार को सौंपा": the noun is itself who gets


def _match_noun(clause: Clause, hit: Hit, cue: Mapping[str, Any], pack: Pack) -> CueMatch | None:
    if cue.get("nominal_only"):
        if not (_heads_line(clause, hit) if pack.profile == "prepositional" else _is_made(clause, hit)):
            return None
        return (
            CueMatch(cue, hit.start, hit.end)
            if clause.verbs is None
            else CueMatch(cue, hit.start, hit.end, None, embedded=True)
        )
    if not _cases_fit(clause, hit, cue):
        return None
    if cue.get("joined"):
        return _match_joined(clause, hit, cue, pack)
    wanted = cue.get("verbs")
    if not wanted:
        return CueMatch(cue, hit.start, hit.end)
    if clause.verbs is None and not clause.nested and cue.get("nominal"):
        return CueMatch(cue, hit.start, hit.end)
    for group in (clause.verbs, *clause.nested):
        if group is None or not _lemma_fits(cue, group) or (hit.start <= group.start and group.end <= hit.end):
            continue  # "meeting" is no verb in "bilateral meeting"
        if not _tense_fits(cue, group) or (group.end <= hit.start and group.tags[-1] == "inf" and cue.get("nominal")):
            continue  # in "निवेश करने पर राजी" the infinitive hangs on the noun
        if cue.get("loose") or _beside(clause, hit, group, pack) or (cue.get("bare") and _is_bare(clause, hit, group)):
            # A participle before its noun ("हुई वार्ता", "हुए समझौते") states the act as firmly as a finite verb.
            told_of = group.end <= hit.start and group.tags[-1] == "perf" and not _case_is(clause, hit.end, "during")
            stated = group is clause.verbs or told_of
            return CueMatch(cue, hit.start, hit.end, group, not stated)
    if clause.verbs is None and cue.get("nominal"):
        return CueMatch(cue, hit.start, hit.end)
    # A noun without its verb may be another cue's genitive in Hindi ("निवेश की घोषणा"); in English it says nothing.
    return CueMatch(cue, hit.start, hit.end, None, embedded=True) if pack.profile == "postpositional" else None


def _cases_fit(clause: Clause, hit: Hit, cue: Mapping[str, Any]) -> bool:
    """Whether the noun stands behind a case marker that the cue asks for and before none that it excludes.

    A ``headed`` cue's noun stands behind no preposition where a verb governs the clause: not "the terms of signing".
    """
    behind = any(h.end < hit.start <= h.end + _ARTICLE_REACH for h in clause.sent.of("case"))
    if cue.get("headed") and clause.verbs is not None and behind:
        return False
    if cue.get("leads") and clause.verbs is None and _is_outcome(clause, hit):
        return False
    if "after_case" in cue and not _behind_case(clause, hit, cue["after_case"]):
        return False
    if "not_after" in cue and _behind_case(clause, hit, cue["not_after"]):
        return False
    return not any(_case_is(clause, hit.end, case) for case in cue.get("not_case", ()))


def _is_outcome(clause: Clause, noun: Hit) -> bool:
    """Whether the noun only says what it is the outcome of: "Outcomes of the second talks" are not the talks."""
    return any(
        hit.entry.value == "outcome" and 0 < noun.start - hit.end <= _PHRASE_REACH for hit in clause.sent.of("idiom")
    )


def _heads_line(clause: Clause, hit: Hit) -> bool:
    """Whether a paper's name is a line of its own (a title, an item) or goes on "between …", "on …"."""
    if clause.sent.block.kind != "paragraph":
        return True
    return any(h.start == hit.end + 1 for h in clause.sent.of("case"))


def _is_made(clause: Clause, hit: Hit) -> bool:
    """Whether a paper that no verb makes is not only spoken of: "करार पर चीन नाराज", "करार से लाभ"."""
    return not any(_case_is(clause, hit.end, case) for case in _SPOKEN_OF)


def _lemma_fits(cue: Mapping[str, Any], group: VerbGroup) -> bool:
    wanted = cue["verbs"]
    lemmas = group.lemmas
    if "conj" in group.tags[:-1]:  # "मिलकर खोज करेगा": what is done together is not given; the absolutive says how
        lemmas = tuple(lemma for lemma, tag in zip(lemmas, group.tags, strict=True) if tag != "conj")
    if set(cue.get("not_with", ())).intersection(lemmas):
        return False
    lemmas = lemmas[:1] if cue.get("lead") else lemmas
    # "है" behind another verb is its auxiliary: "यात्रा टल गई है" is no "यात्रा है".
    lemmas = lemmas[:1] + tuple(lemma for lemma in lemmas[1:] if lemma not in _AUXILIARIES)
    return "*" in wanted or any(lemma in wanted for lemma in lemmas)


def _tense_fits(cue: Mapping[str, Any], group: VerbGroup) -> bool:
    tenses, tags = cue.get("tenses"), cue.get("tags")
    if set(cue.get("not_tags", ())) & set(group.tags) or (cue.get("passive") and not group.passive):
        return False
    return (not tenses or group.modality in tenses) and (not tags or bool(set(tags) & set(group.tags)))


def _beside(clause: Clause, hit: Hit, group: VerbGroup, pack: Pack) -> bool:
    """Whether the noun stands beside the group, on the side where the language puts it, light words aside."""
    text = clause.sent.text
    if hit.end <= group.start:
        between = (hit.end, group.start)
    elif group.end <= hit.start and pack.profile == "postpositional":
        # "शुक्रवार को हुई प्रतिनिधिमंडल स्तर की वार्ता": a participle before its noun; "करेंगे सहयोग": headline order.
        return hit.start - group.end <= _PRENOMINAL_REACH
    elif group.end <= hit.start:
        between = (group.end, hit.start)
    else:
        return True
    if pack.profile == "prepositional":
        reach = int(pack.settings.get("object_reach", 90))
        return between[1] - between[0] <= reach and not _is_object_of_other(clause, hit, group)
    if between[1] - between[0] > _LIGHT_REACH:
        return False
    rest = text[between[0] : between[1]]
    return not rest.strip() or not _strip_light(clause, between).strip(" ,'\"")


def _is_object_of_other(clause: Clause, hit: Hit, group: VerbGroup) -> bool:
    """Whether an aim stands between a verb and a noun: "to promote relations" in "opened an office to promote …"."""
    return any(g.tags[0] == "to" and group.end + 1 < g.start and g.end <= hit.start for g in clause.nested)


def _case_is(clause: Clause, end: int, case: str) -> bool:
    """Whether the case marker right behind ``end`` is ``case``."""
    return any(hit.entry.value == case and hit.start == end + 1 for hit in clause.sent.of("case"))


def _behind_case(clause: Clause, noun: Hit, cases: list[str]) -> bool:
    """Whether one of the case markers stands right before the noun, light words aside."""
    ends = [h.end for h in clause.sent.of("case") if h.entry.value in cases and h.end < noun.start]
    return bool(ends) and not _strip_light(clause, (max(ends), noun.start)).strip()


def _is_bare(clause: Clause, hit: Hit, group: VerbGroup) -> bool:
    """Whether the noun carries no case marker, so that it is what the finite verb is said of: "बैठक दिल्ली में हुई"."""
    if group is not clause.verbs or hit.end > group.start:
        return False
    return not any(h.start == hit.end + 1 for h in clause.sent.of("case"))


def _match_joined(clause: Clause, hit: Hit, cue: Mapping[str, Any], pack: Pack) -> CueMatch | None:
    """Return the cue's match where somebody takes part in what the noun names: "बैठक में … हिस्सा लिया"."""
    group = clause.verbs
    if group is None or not _lemma_fits(cue, group) or not _case_is(clause, hit.end, "in"):
        return None
    word = clause.sent.text[hit.end : group.start].rsplit(None, 1)[-1:]
    joined = bool(word) and word[0] in pack.settings.get("joining", ())
    return CueMatch(cue, hit.start, hit.end, group) if joined else None


def _strip_light(clause: Clause, between: tuple[int, int]) -> str:
    start, end = between
    rest = list(clause.sent.text[start:end])
    for hit in clause.sent.hits:
        if hit.start >= end:
            break
        light = hit.entry.kind == "light" or (hit.entry.kind == "particle" and hit.entry.value in ("focus", "negation"))
        if light and hit.start >= start and hit.end <= end:
            rest[hit.start - start : hit.end - start] = " " * (hit.end - hit.start)
    return "".join(rest)


def _yields(match: CueMatch, matches: list[CueMatch]) -> bool:
    if match.cue.get("not_visits") and any(other.cue.get("officials") for other in matches):
        return True
    acts = match.cue.get("yields_to", ())
    return any(other.act in acts and other is not match and not other.embedded for other in matches)
