"""Names that no list has: people, bodies and places found by the statistical tagger of karar-names, where it is there.

The package karar-names is an extra of its own licence (decision 0015). Without it nothing is found here and nothing
else changes. What the lists know stands: the tagger only adds names where no listed name does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from karar.mentions.names import HONORIFIC
from karar.model.lexicon import Entry, Hit
from karar.model.mentions import Mention, MentionKind
from karar.reference.load import Reference
from karar.text.sentences import Sentence

try:
    import karar_names

    NAMES_VERSION: str | None = karar_names.__version__
except ImportError:
    NAMES_VERSION = None

SURE = 0.6  # the least probability at which a tagged name counts
UNLISTED = "unlisted"  # the ``form`` of a name that stands in no list so

_LISTED = frozenset(
    {"party", "demonym", "metonym", "place", "person", "office", "organisation", "ministry", "bloc", "initiative"}
)
_BESIDE = frozenset({"sector", "stage", "reference", "attribution", "hedge"})  # mentions that a new name may hold
_NO_NAMES = frozenset({"project-head", "instrument"})  # what they name has fields of its own
_TOLD = _LISTED | {"sector", "stage", "particle", "case", "government"}  # a stretch of these alone is no new name
_CLASSES = _LISTED | {"weekday", "month", "numeral", "unit", "currency", "instrument", "government", "sector"}
_POSSESSIVE = "'s"
_VALUED = frozenset({"case", "particle"})  # of these it matters which one it is
_BODIES = frozenset({"organisation", "ministry", "bloc"})
_OFTEN = 2  # a word that ends (or begins) the names of so many bodies is a word for bodies


def tokens_of(sent: Sentence) -> list[tuple[int, int]]:
    """Return the sentence's tokens with "'s" apart, which is no part of a name."""
    if _POSSESSIVE not in sent.text:
        return sent.tokens
    tokens: list[tuple[int, int]] = []
    for start, end in sent.tokens:
        if end - start > len(_POSSESSIVE) and sent.text.endswith(_POSSESSIVE, start, end):
            stem = end - len(_POSSESSIVE)
            tokens += [(start, stem), (stem, end)]
        else:
            tokens.append((start, end))
    return tokens


def words_of(sent: Sentence, reference: Reference) -> list[karar_names.Word]:
    """Return the tokens of a scanned sentence as the tagger sees them, with what the lists know of each."""
    parts = _name_parts(reference)
    tokens = tokens_of(sent)
    words = []
    for (start, end), known in zip(tokens, _known(sent, tokens), strict=True):
        text = sent.text[start:end]
        # Only Latin letters have capitals to look up in the stored text.
        written = sent.stored(start, end) if text[0].isascii() and text[0].isalpha() else text
        words.append(karar_names.Word(text, written, (*known, *parts.get(text, ()))))
    return words


def find_tagged(sent: Sentence, mentions: Sequence[Mention], lang: str, reference: Reference) -> list[Mention]:
    """Return the people, organisations and places of a scanned sentence that none of ``mentions`` covers.

    Their value is the name as written, their ``form`` is ``unlisted``; they have no party, since no list says one.
    There are none where karar-names is not installed or has no model for ``lang``.
    """
    tagger = karar_names.load_tagger(lang) if NAMES_VERSION is not None else None
    if tagger is None:
        return []
    taken = [(mention.start, mention.end) for mention in mentions if mention.kind not in _BESIDE]
    taken += [(hit.start, hit.end) for hit in sent.hits if hit.entry.kind in _NO_NAMES]
    found: list[Mention] = []
    tokens = tokens_of(sent)
    for name in tagger.find(words_of(sent, reference)):
        start, end = _behind_title(sent, tokens[name.start][0]), tokens[name.end - 1][1]
        if name.probability < SURE or start >= end or any(left < end and start < right for left, right in taken):
            continue
        if _is_name(sent, start, end):
            kind: MentionKind = name.kind
            found.append(Mention(kind, start, end, sent.stored(start, end), {"form": UNLISTED}))
    return found


def _behind_title(sent: Sentence, start: int) -> int:
    """Return where a name begins behind "Mr", "Dr." and the like."""
    for hit in sent.of("particle"):
        if hit.entry.value == HONORIFIC and hit.start <= start < hit.end:
            start = hit.end
        while hit.end == start and sent.text[start : start + 1] in (" ", "."):
            start += 1
    return start


def _is_name(sent: Sentence, start: int, end: int) -> bool:
    """Whether a tagged stretch can be a new name: it says something, once, that no list has looked at and let go."""
    text = sent.text[start:end]
    if sent.text[start - 1 : start] == "(" or _POSSESSIVE in text or '"' in text:
        return False  # in brackets stands a short form of what stands before
    rest = text
    for hit in sent.hits:
        if start <= hit.start and hit.end <= end and hit.entry.kind in _TOLD:
            if hit.end - hit.start == end - start:
                return False
            rest = rest[: hit.start - start] + " " * (hit.end - hit.start) + rest[hit.end - start :]
    return bool(rest.strip(" -,.&"))


def _known(sent: Sentence, tokens: Sequence[tuple[int, int]]) -> list[tuple[str, ...]]:
    """Return for each token what the hits over it say: the longest hit of each kind, and which word of it this is."""
    places = {start: place for place, (start, _) in enumerate(tokens)}
    known: list[set[str]] = [set() for _ in tokens]
    for hit in sorted(sent.hits, key=lambda hit: hit.start - hit.end):
        kind = hit.entry.kind
        covered = _covered(hit, tokens, places)
        if kind in _VALUED:
            for place in covered:
                known[place].add(f"{kind}:{hit.entry.value}")
        elif kind in _CLASSES and not any({f"B-{kind}", f"I-{kind}"} & known[place] for place in covered):
            for place in covered:
                known[place].add(f"{'B' if place == covered[0] else 'I'}-{kind}")
    return [tuple(sorted(classes)) for classes in known]


def _covered(hit: Hit, tokens: Sequence[tuple[int, int]], places: Mapping[int, int]) -> list[int]:
    """Return the tokens that a hit covers; none where it begins inside one."""
    place = places.get(hit.start, len(tokens))
    covered: list[int] = []
    while place < len(tokens) and tokens[place][1] <= hit.end:
        covered.append(place)
        place += 1
    return covered


@lru_cache(maxsize=2)
def _name_parts(reference: Reference) -> dict[str, tuple[str, ...]]:
    """Return the words that stand in listed people's names, and those that often begin or end the names of bodies."""
    counts: dict[str, Counter[str]] = {}
    for surface, entries in reference.surfaces.items():
        kinds = {entry.kind for entry in entries}
        if kinds & (_BODIES | {"person", "place"}):
            words = surface.replace("-", " ").split()
            for word, part in _parts(words, entries):
                counts.setdefault(word, Counter())[part] += 1
    chosen = {
        word: tuple(sorted(part for part, n in parts.items() if part == "part:person" or n >= _OFTEN))
        for word, parts in counts.items()
    }
    return {word: parts for word, parts in chosen.items() if parts}


def _parts(words: Sequence[str], entries: Iterable[Entry]) -> Iterable[tuple[str, str]]:
    for entry in entries:
        if entry.kind == "person":
            yield from ((word, "part:person") for word in words)
        elif len(words) > 1 and entry.kind in _BODIES:
            yield words[0], "part:body-first"
            yield words[-1], "part:body-last"
        elif len(words) > 1 and entry.kind == "place":
            yield words[-1], "part:place-last"
