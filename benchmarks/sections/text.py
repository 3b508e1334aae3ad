"""Text → claims, beside the stack that a user would build today, its phrase ruler alone, and one scan alone."""

from __future__ import annotations

from ahocorasick_rs import AhoCorasick, Implementation

from benchmarks.effort import Effort
from benchmarks.entries import choose_entries
from benchmarks.report import Table, compare
from benchmarks.texts import Texts, load_sets, note_absence
from benchmarks.timing import Rounds, Tell, Work, about, take_turns
from karar.pipeline.stages import read_document
from karar.reference import Reference, load_reference
from karar.text.normalise import fold

try:
    from benchmarks.peers import build_ruler, find_all, find_phrases
except ModuleNotFoundError as error:
    MISSING = error.name
else:
    MISSING = None

ONE_CORE = True

TOLD = (
    "Documents were made beforehand; all get the same stretches of text. The stack is a blank spaCy pipeline with a "
    "sentencizer and an entity ruler of {entries} phrases (surfaces that Karar knows), then dateparser's "
    "`search_dates` on each sentence and price-parser on each sentence with a digit. The scan is one pass of an "
    "automaton of all {surfaces} surfaces over text that was normalised beforehand."
)


def measure(effort: Effort, tell: Tell) -> list[Table]:
    """Measure each set of texts."""
    reference = load_reference()
    automaton = AhoCorasick(list(reference.surfaces), implementation=Implementation.ContiguousNFA)
    sets: dict[str, Rounds] = {}
    for texts in load_sets(effort.shared, effort.articles):
        contenders = list_contenders(texts, reference, automaton, effort.entries)
        sets[texts.name] = take_turns(
            contenders,
            effort.rounds,
            about(texts.name, tell),
            items=len(texts.documents),
            size=texts.size,
        )
    notes = note_absence(effort.shared)
    if MISSING:
        notes.append(f"without the stack and the ruler: {MISSING} is not installed (python3 go.py bench installs it)")
    told = TOLD.format(entries=f"{effort.entries:,}", surfaces=f"{len(reference.surfaces):,}")
    return [compare("Text → claims", told, "article", sets, notes)]


def list_contenders(texts: Texts, reference: Reference, automaton: AhoCorasick, entries: int) -> dict[str, Work]:
    """Return what reads one set, Karar first."""
    plain, folded = texts.plain, [fold(text) for text in texts.plain]
    contenders: dict[str, Work] = {
        "Karar, text → claims": lambda: sum(len(read_document(doc, reference).claims) for doc in texts.documents)
    }
    if MISSING is None:
        known = choose_entries(reference, texts.lang, entries)
        ruler, whole = build_ruler(texts.lang, known), build_ruler(texts.lang, known, sentences=True)
        contenders["spaCy + dateparser + price-parser"] = lambda: sum(
            find_all(whole, text, texts.lang) for text in plain
        )
        contenders["phrase ruler alone"] = lambda: sum(find_phrases(ruler, text) for text in plain)
    contenders["automaton's scan alone"] = lambda: sum(
        len(automaton.find_matches_as_indexes(text, overlapping=True)) for text in folded
    )
    return contenders
