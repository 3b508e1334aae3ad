"""Names in a sentence: parties, offices, people, organisations, places, sectors, instruments, initiatives.

All come from the scan's hits. Where names overlap the longest stands (``दक्षिण कोरिया`` over ``कोरिया``, an office over
the state in its title); sectors and stages are kept beside them, since a defence minister does speak of defence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.text.sentences import Sentence

# Where two names cover the same characters, the earlier kind in this order stands.
_NAMES = ("initiative", "party", "bloc", "organisation", "ministry", "office", "person", "metonym", "demonym", "place")
_RANK = {kind: rank for rank, kind in enumerate(_NAMES)}
_BESIDE = frozenset({"sector", "stage", "instrument", "reference", "attribution", "hedge"})
_WHOLE = frozenset({"bloc", "person", "place", "party"})  # names whose words say nothing of the matter
_WITHIN = "within"  # the state that an initiative lies in, and whose name stands in its own: both are said
_PLACE_CASES = frozenset({"in", "ins", "gen", "dat", "until", "on"})
_HEAD_KINDS = frozenset({"office", "organisation", "ministry", "person"})


def find_names(sent: Sentence, *, alone: bool = False) -> list[Mention]:
    """Return the names of ``sent`` as mentions, in order of start; their kinds are the tables' kinds.

    ``alone``: the sentence is a stretch cut out of its surroundings, so a common word needs no cue beside it.
    """
    names: list[Hit] = []
    beside: list[Hit] = []
    for hit in sent.hits:
        kind = hit.entry.kind
        if kind in _RANK and _WITHIN not in hit.entry.attrs:
            if _has_case(sent, hit) if alone else _stands(sent, hit):
                names.append(hit)
        elif (kind in _BESIDE or kind in _RANK) and _has_case(sent, hit) and not _is_agency(sent, hit):
            beside.append(hit)
    chosen = _longest(_settled(names))
    mentions = [_mention(hit) for hit in chosen]
    mentions += [_mention(hit) for hit in _longest_per_kind(beside, [] if alone else chosen)]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return mentions


def _mention(hit: Hit) -> Mention:
    entry = hit.entry
    return Mention(entry.kind, hit.start, hit.end, entry.value, dict(entry.attrs))  # type: ignore[arg-type]


def _is_agency(sent: Sentence, hit: Hit) -> bool:
    """Whether a sector's word alone stands in brackets, as the agency that a dateline names: "(भाषा)"."""
    text = sent.text
    return hit.entry.kind == "sector" and text[hit.start - 1 : hit.start] == "(" and text[hit.end : hit.end + 1] == ")"


def _has_case(sent: Sentence, hit: Hit) -> bool:
    exact = hit.entry.attrs.get("exact")
    return exact is None or sent.stored(hit.start, hit.end) == exact


def _stands(sent: Sentence, hit: Hit) -> bool:
    """Whether the surface counts as a name here: its case is right, and a common word has a cue beside it."""
    if not _has_case(sent, hit):
        return False
    attrs = hit.entry.attrs
    if attrs.get("needs") != "cue":
        return True
    if sent.text[hit.start].isascii():
        # In Latin script the capital is the cue; at the start of a sentence every word has one.
        return hit.start > 0 and sent.stored(hit.start, hit.start + 1).isupper()
    after = hit.end + 1
    for other in sent.hits:
        if other.start == after:
            if hit.entry.kind == "demonym" and other.entry.kind in _HEAD_KINDS:
                return True
            if hit.entry.kind != "demonym" and other.entry.kind == "case" and other.entry.value in _PLACE_CASES:
                return not _is_owned(sent, hit)
        elif other.start > after:
            break
    return False


def _is_owned(sent: Sentence, hit: Hit) -> bool:
    """Whether a genitive stands right before: in "एकता की भावना से" the word is a common one."""
    return any(other.entry.value == "gen" and other.end + 1 == hit.start for other in sent.of("case"))


def _settled(hits: list[Hit]) -> list[Hit]:
    """Return the names without adjectives of two states ("Congolese", "डोमिनिकन"), but where one of them is named.

    Which of the two is meant is then not said, and is left open.
    """
    codes: dict[tuple[int, int], set[str]] = defaultdict(set)
    for hit in hits:
        if hit.entry.kind == "demonym":
            codes[hit.start, hit.end].add(hit.entry.value)
    if all(len(found) == 1 for found in codes.values()):
        return hits
    named = {hit.entry.value for hit in hits if hit.entry.kind in ("party", "metonym")}
    return [
        hit
        for hit in hits
        if hit.entry.kind != "demonym" or len(codes[hit.start, hit.end]) == 1 or hit.entry.value in named
    ]


def _longest(hits: list[Hit]) -> list[Hit]:
    """Return non-overlapping hits, the longest first, then by rank of kind; equal meanings of one surface once."""
    order = sorted(hits, key=lambda hit: (hit.start - hit.end, _RANK[hit.entry.kind], hit.entry.value))
    taken = bytearray(max((hit.end for hit in hits), default=0))
    chosen: list[Hit] = []
    for hit in order:
        if taken.find(b"\1", hit.start, hit.end) < 0:
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.start)


def _longest_per_kind(hits: list[Hit], names: list[Hit]) -> list[Hit]:
    """Return the longest hits of each kind and, for sectors, each value; sectors inside a bloc's name are dropped."""
    end = max((hit.end for hit in hits), default=0)
    # What is chosen already covers these characters: of each kind, or of a stage's or a sector's value.
    taken: dict[str, bytearray] = defaultdict(lambda: bytearray(end))
    longest: dict[int, int] = {}  # the length of the longest sector on a character
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        kind, value = hit.entry.kind, hit.entry.value
        cover = taken[f"{kind}:{value}" if kind in ("stage", "sector") else kind]
        length = hit.end - hit.start
        if cover.find(b"\1", hit.start, hit.end) >= 0:
            continue
        if kind == "sector" and any(longest.get(place, 0) > length for place in range(hit.start, hit.end)):
            continue
        if kind in ("sector", "instrument", "stage") and _inside_name(hit, names):
            continue
        cover[hit.start : hit.end] = b"\1" * length
        if kind == "sector":
            for place in range(hit.start, hit.end):
                longest.setdefault(place, length)
        chosen.append(hit)
    return chosen


def _inside_name(hit: Hit, names: list[Hit]) -> bool:
    """Whether a name whose words say nothing of the matter covers the hit; ``names`` are apart, in order of start."""
    place = bisect_right(names, hit.start, key=lambda name: name.start) - 1
    if place < 0 or names[place].end < hit.end:
        return False
    kind = names[place].entry.kind
    return kind in _WHOLE or (hit.entry.kind == "stage" and kind == "organisation")


HONORIFIC = "honorific"  # the particle before a person's name that is no part of it: "Mr"
_NAME_TOKENS = 4
_STOPS = frozenset({"case", "verb", "particle", "act", "reference", "instrument", "light", "office", "party"})


def follows_name(sent: Sentence, office: Mention) -> tuple[int, int] | None:
    """Return the stretch of an unlisted person's name right behind an office, None where none stands there.

    In Latin script a name is a run of capitalised words; in Devanagari it is what stands between the office and the
    next case marker ("रक्षा मंत्री सू वूक ने"), four words at most.
    """
    titles = [hit for hit in sent.of("particle") if hit.entry.value == HONORIFIC]
    stops = {hit.start: hit for hit in sent.hits if hit.entry.kind in _STOPS and hit not in titles}
    start = end = None
    count = 0
    lead = office.end  # where the name may begin: behind "Mr", "H.E."
    for left, right in sent.tokens:
        if left < lead:
            continue
        title = next((hit for hit in titles if hit.start == left), None) if start is None else None
        if title is not None or (start is None and lead > office.end and sent.text[left] == "."):
            lead = max(lead, right, title.end if title is not None else 0)
            continue
        if left in stops or count == _NAME_TOKENS:
            break
        word = sent.stored(left, right)
        if not (word[0].isupper() or "\u0900" <= word[0] <= "\u0963"):
            break
        start = left if start is None else start
        end = right
        count += 1
    if start is None or end is None or start - lead > 2:
        return None
    closed = stops.get(end + 1)
    if sent.text[start].isascii():
        return start, end
    return (start, end) if closed is not None and closed.entry.kind == "case" else None
