"""THE ordered list of stages from a document to its claims. `karar explain` prints what each of them made.

A stage is a plain function that fills its part of a `Draft`. No stage looks to the right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from karar.claims.build import build_claim
from karar.claims.check import says_something
from karar.claims.listing import split_listed
from karar.claims.merge import merge_claims
from karar.claims.papers import split_papers
from karar.claims.score import Known, gather, rate, telling_of
from karar.claims.sectors import fill_sectors
from karar.frames.attribution import attribution_of
from karar.frames.context import Context, speaker_of, survey
from karar.frames.elaboration import go_on
from karar.frames.matcher import find_clauses, find_roles, match_clause, tells_act, tells_of_others
from karar.frames.types import Clause, Frame, Role
from karar.mentions.amounts import find_amounts
from karar.mentions.dates import find_dates
from karar.mentions.names import find_names
from karar.mentions.periods import find_periods
from karar.mentions.quantities import find_quantities
from karar.mentions.unlisted import find_unlisted, words_of_officials
from karar.model.claims import Claim, ReadingRef
from karar.model.documents import Document
from karar.model.mentions import Mention
from karar.model.problems import Problem
from karar.reference.load import Pack, Reference
from karar.scan.marks import Marks, marker_for
from karar.scan.scanner import scanner_for
from karar.text.sentences import Sentence, split_document

READER = "grammar/1.3.0"
_FALLBACK = "en"
_LEAD = 2  # sentences that say whose news it is: the title and the first one
_STATES = frozenset({"party", "demonym", "metonym", "place"})
_NOTHING_KNOWN = Context()  # with it only what a clause itself names makes a frame


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one document."""

    document: Document
    reader: str
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Draft:
    """A reading under way: each stage fills its part.

    ``marks``, ``mentions``, ``clauses`` and ``roles`` have one place for each sentence, empty where it is not read:
    only what the first look marks is scanned whole, tagged and cut, unless ``thorough`` asks for every sentence.
    """

    doc: Document
    reference: Reference
    pack: Pack
    thorough: bool = False
    sentences: list[Sentence] = field(default_factory=list)
    marks: list[Marks] = field(default_factory=list)
    mentions: list[list[Mention]] = field(default_factory=list)
    clauses: list[list[Clause]] = field(default_factory=list)
    roles: list[list[Role]] = field(default_factory=list)
    context: Context = field(default_factory=Context)
    frames: list[Frame] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def read_sentences(draft: Draft) -> None:
    """text: normalise the blocks and split them."""
    draft.sentences = split_document(draft.doc, draft.pack.abbreviations)


def mark_sentences(draft: Draft) -> None:
    """scan: a first look for states, act cues and references; what shows none is not read further."""
    marker = marker_for(draft.reference)
    draft.marks = [marker.look(sent.text) for sent in draft.sentences]
    draft.mentions = [[] for _ in draft.sentences]
    draft.clauses = [[] for _ in draft.sentences]
    draft.roles = [[] for _ in draft.sentences]


def scan_surfaces(draft: Draft) -> None:
    """scan: find every surface of the lexicon in the marked sentences."""
    due = _due(draft)
    for place in {*range(min(_LEAD, len(draft.sentences))), *due} if due else ():
        if _joins(draft, place) or place < _LEAD:
            _scan(draft, place)


def _scan(draft: Draft, place: int) -> None:
    sent = draft.sentences[place]
    sent.hits = sent.hits or tuple(scanner_for(draft.reference).scan(sent.text))


def find_mentions(draft: Draft) -> None:
    """mentions: names, sums, counts, days, periods."""
    for place in _due(draft):
        if _joins(draft, place):
            draft.mentions[place] = _mentions(draft.sentences[place], draft.doc.published)


def _mentions(sent: Sentence, published: str | None) -> list[Mention]:
    day = date.fromisoformat(published) if published else None
    amounts = find_amounts(sent)
    # "अमेरिकी" in "100 अरब अमेरिकी डॉलर" is whose dollar it is, not who takes part.
    names = [
        name
        for name in find_names(sent)
        if name.kind not in _STATES or not any(amount.start <= name.start < amount.end for amount in amounts)
    ]
    dates = find_dates(sent, day)
    found = [*names, *amounts, *find_quantities(sent, amounts), *dates, *find_periods(sent, day, dates)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    return found


def cut_clauses(draft: Draft) -> None:
    """frames: the stretch each verb governs, the parties in it, and what the page is about."""
    due = _due(draft)
    for place in due:
        if _joins(draft, place):
            draft.clauses[place] = find_clauses(draft.sentences[place], draft.mentions[place], draft.pack)
    if _tells_nothing(draft):
        draft.clauses = [[] for _ in draft.sentences]
        return
    for place in due:
        if _joins(draft, place):
            _gather_roles(draft, place)
        else:
            # For what the page is about it is enough who is named, by which case or preposition.
            _scan(draft, place)
            sent = draft.sentences[place]
            draft.mentions[place] = find_names(sent)
            whole = Clause(sent, 0, len(sent.text), None, mentions=draft.mentions[place])
            draft.roles[place] = find_roles(whole, draft.pack)
    draft.context = survey(
        [(sent.block.kind == "title", roles) for sent, roles in zip(draft.sentences, draft.roles, strict=True)]
    )
    draft.context.names_subjects = draft.pack.profile == "prepositional"
    draft.context.is_line = _is_line(draft)
    lead = draft.sentences[:_LEAD]
    draft.context.provincial = any(h.entry.value == "province" for s in lead for h in s.of("government"))
    draft.context.is_ladder = any(h.entry.value == "history" for s in lead for h in s.of("blocker"))
    if draft.context.names_subjects:
        named = zip(draft.sentences, draft.mentions, strict=True)
        draft.context.officials = frozenset(
            word for sent, mentions in named for word in words_of_officials(sent, mentions)
        )
    home = draft.pack.settings.get("home")
    if home:
        told = ((marks.speaks, sent.text) for marks, sent in zip(draft.marks, draft.sentences, strict=True))
        draft.context.speaker = speaker_of(told, draft.roles, home)


def _tells_nothing(draft: Draft) -> bool:
    """Whether no clause tells an act, so that nobody has to be looked for: most pages of general news.

    Where sentences name their subject, a page about two states is read on for acts elsewhere, see `_read_silent`; so is
    one whose title names two.
    """
    if draft.thorough or draft.pack.profile == "prepositional":
        return False
    titles = (marks for marks, sent in zip(draft.marks, draft.sentences, strict=True) if sent.block.kind == "title")
    if any(len(marks.states) > 1 for marks in titles):
        return False
    return not any(tells_act(clause, draft.pack) for clauses in draft.clauses for clause in clauses)


def _gather_roles(draft: Draft, place: int) -> None:
    draft.roles[place] = [role for clause in draft.clauses[place] for role in find_roles(clause, draft.pack)]


def fill_frames(draft: Draft) -> None:
    """frames: acts with their parties, firmness and direction."""
    for marks, clauses, roles in zip(draft.marks, draft.clauses, draft.roles, strict=True):
        if clauses and clauses[0].sent.block.kind == "title":
            draft.context.explicit[frozenset(role.code for role in roles if role.strength > 1)] += 1
        for clause in clauses if marks.claims else ():
            stated = match_clause(clause, _NOTHING_KNOWN, draft.pack)
            if stated is not None:
                draft.context.explicit[frozenset(role.code for role in stated.roles)] += 1
    _read_silent(draft)
    for place, (marks, clauses, roles) in enumerate(zip(draft.marks, draft.clauses, draft.roles, strict=True)):
        silent: list[Clause] = []
        told: list[Frame] = []
        for clause in clauses:
            others = tells_of_others(clause, draft.context, draft.pack)
            frame = match_clause(clause, draft.context, draft.pack) if marks.acts else None
            draft.context.foreign = draft.context.foreign if others is None else others
            if frame is None:
                silent.append(clause)
            else:
                told.append(frame)
                draft.context.note_frame(frame)
        draft.frames += go_on(told, silent)
        draft.context.note(roles, place)


def _due(draft: Draft) -> list[int]:
    """Return the sentences to be read: where one may join two sides by an act, all such and all that name a state.

    What else tells an act is read later, see `_read_silent`.
    """
    places = range(len(draft.sentences))
    if draft.thorough or (_is_line(draft) and any(marks.gives for marks in draft.marks)):
        return list(places)
    if len(Marks.of(draft.marks).states) < 2 or not any(
        _may_join(draft, place) or _pairs(draft, place) for place in places
    ):
        return []
    return [place for place in places if _joins(draft, place) or draft.marks[place].states]


def _is_line(draft: Draft) -> bool:
    """Whether the page is one line, a title as a list of projects keeps it: all that it has to say stands in it."""
    sentences = draft.sentences
    alone = len(sentences) == 1 or (
        len(draft.doc.blocks) == 1 and bool(sentences) and sentences[0].block.kind == "title"
    )
    return alone and draft.pack.profile == "prepositional"


def _may_join(draft: Draft, place: int) -> bool:
    """Whether an act may join two sides in a sentence; an item of a list may leave both unsaid."""
    marks = draft.marks[place]
    return marks.joins or (marks.acts and draft.sentences[place].block.kind == "item")


def _pairs(draft: Draft, place: int) -> bool:
    """Whether a sentence names two states, so that acts elsewhere may be theirs."""
    return draft.pack.profile == "prepositional" and len(draft.marks[place].states) > 1


def _joins(draft: Draft, place: int) -> bool:
    """Whether a sentence is tagged and cut whole."""
    whole = draft.thorough or _is_line(draft) or draft.sentences[place].block.kind == "title"
    return whole or _may_join(draft, place)


def _read_silent(draft: Draft) -> None:
    """Read the other sentences that tell an act, where the page has told acts of two states by name."""
    line = draft.context.is_alone or (draft.context.hub and draft.context.names_subjects)  # a dateline's
    told = line or any(len(states) > 1 for states in draft.context.explicit)
    if draft.thorough or not told:
        return
    scanner = scanner_for(draft.reference)
    for place, (marks, sent) in enumerate(zip(draft.marks, draft.sentences, strict=True)):
        rests = marks.states or marks.refers or draft.context.is_bilateral
        if marks.acts and rests and not draft.clauses[place]:
            sent.hits = sent.hits or tuple(scanner.scan(sent.text))
            draft.mentions[place] = _mentions(sent, draft.doc.published)
            draft.clauses[place] = find_clauses(sent, draft.mentions[place], draft.pack)
            _gather_roles(draft, place)


def find_others(draft: Draft) -> None:
    """mentions: people, bodies and places that no list has, in the sentences that make claims."""
    found: dict[int, tuple[Mention, ...]] = {}
    for frame in draft.frames:
        clause = frame.clause
        place = clause.sent.index
        if place not in found:
            mentions = draft.mentions[place]
            unlisted = find_unlisted(clause.sent, mentions, draft.pack.lang, draft.reference, draft.doc.published)
            found[place] = tuple(unlisted)
        clause.unlisted = found[place]


def build_claims(draft: Draft) -> None:
    """claims: fields with evidence; what is said twice becomes one."""
    if not draft.frames:
        return
    reading = ReadingRef(draft.doc.digest, READER)
    frames = [part for frame in draft.frames if says_something(frame) for part in _split(frame, draft.pack)]
    sentences = {frame.clause.sent.index: frame.clause.sent for frame in frames}
    said = {index: attribution_of(sent, draft.pack) for index, sent in sentences.items()}
    read = [(frame, build_claim(frame, draft.doc, reading, said[frame.clause.sent.index])) for frame in frames]
    kept = merge_claims(read, draft.doc, drops_subjects=not draft.context.names_subjects)
    claims = fill_sectors([claim for _, claim in kept], draft.sentences, draft.reference)
    told = Counter(telling_of(claim) for _, claim in read)
    draft.claims = claims
    draft.known = gather([(frame, claim) for (frame, _), claim in zip(kept, claims, strict=True)], told)


def rate_claims(draft: Draft) -> None:
    """claims: how sure the reader is of each, and why."""
    draft.claims = [rate(known) for known in draft.known]


def _split(frame: Frame, pack: Pack) -> tuple[Frame, ...]:
    """Return a frame for each paper or sum that the frame's clause lists, by the profile of the language."""
    return split_listed(frame) if pack.profile == "prepositional" else split_papers(frame)


STAGES: tuple[Callable[[Draft], None], ...] = (
    read_sentences,
    mark_sentences,
    scan_surfaces,
    find_mentions,
    cut_clauses,
    fill_frames,
    find_others,
    build_claims,
    rate_claims,
)


def start_draft(doc: Document, reference: Reference, *, thorough: bool = False) -> Draft:
    """Return an empty draft with the pack of the document's language (English where there is none)."""
    return Draft(doc, reference, reference.packs.get(doc.lang) or reference.packs[_FALLBACK], thorough)


def take_stages(draft: Draft, *, last: Callable[[Draft], None] = rate_claims) -> None:
    """Take ``draft`` through the stages up to ``last``."""
    for stage in STAGES[: STAGES.index(last) + 1]:
        stage(draft)


def read_document(doc: Document, reference: Reference) -> Reading:
    """Read ``doc`` and return its claims in the order of the text."""
    draft = start_draft(doc, reference)
    take_stages(draft)
    return Reading(doc, READER, tuple(draft.claims), doc.problems)
