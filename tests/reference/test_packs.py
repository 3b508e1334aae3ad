"""The packs of this project: their own examples read as stated, and every value in them is one that the model knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, takewhile
from math import isfinite
from typing import Any, get_args

import pytest

from karar.frames.needs import NEEDS
from karar.frames.verbgroups import VerbToken, group_modality
from karar.model.claims import Act, AttributionKind, Instrument, InstrumentType, Stage
from karar.model.lexicon import Entry
from karar.model.mentions import MentionKind
from karar.model.values import Modality
from karar.reference.load import Pack
from karar.text.normalise import fold
from tests.reference.known import RESOURCES, ROOT, claims_of, reference

SECTORS = (
    "defence cyber counter-terrorism intelligence space maritime nuclear critical-minerals semiconductors health "
    "digital energy infrastructure finance trade startups education-mobility agriculture culture science "
    "environment disaster diplomacy"
)
ACTS, MODALITIES = set(get_args(Act)), set(get_args(Modality))
LANGUAGES = sorted(path.name for path in (RESOURCES / "languages").iterdir() if path.is_dir())
EXAMPLES = [
    (lang, json.loads(line))
    for lang in LANGUAGES
    for line in (RESOURCES / "languages" / lang / "examples.jsonl").read_text("utf-8").splitlines()
    if line
]
FRAMES = "".join(
    path.read_text("utf-8")
    for room in ("mentions", "frames", "claims")
    for path in sorted((ROOT / "src" / "karar" / room).glob("*.py"))
)
"""The code that reads the packs' keys and values."""


@pytest.mark.parametrize(("lang", "example"), EXAMPLES, ids=[f"{lang}-{row['text'][:40]}" for lang, row in EXAMPLES])
def test_an_example_reads_as_stated(lang: str, example: dict[str, Any]):
    """A pack's example gives the acts, modalities and parties beside it, and nothing else."""
    claims = claims_of(example["text"], lang=lang, published=example.get("published"))
    read = sorted((claim.act, claim.modality, sorted(claim.parties)) for claim in claims)
    assert read == sorted((want["act"], want["modality"], sorted(want["parties"])) for want in example["claims"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_examples_show_every_act_and_modality(lang: str):
    """Whoever opens the examples sees all that a claim can be."""
    claims = [claim for other, row in EXAMPLES if other == lang for claim in row["claims"]]
    assert {claim["act"] for claim in claims} == ACTS
    assert {claim["modality"] for claim in claims} == MODALITIES


def pack_of(lang: str) -> Pack:
    """The compiled pack."""
    return reference().packs[lang]


def of_kind(kind: str, lang: str | None = None) -> Iterator[tuple[str, Entry]]:
    """Surfaces and entries of one kind."""
    for surface, entries in reference().surfaces.items():
        for entry in entries:
            if entry.kind == kind and lang in (None, entry.lang):
                yield surface, entry


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cue_verb_is_a_lemma(lang: str):
    """A cue that asks for a verb nobody lists could never hold."""
    lemmas = {entry.value for _, entry in of_kind("verb", lang)} | {"*"}
    assert set(chain.from_iterable(cue.get("verbs", ()) for cue in pack_of(lang).acts)) - lemmas == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cue_names_acts_and_modalities_of_the_model(lang: str):
    """Acts, embedded acts, acts by modality, tenses and fixed modalities are all known."""
    for number, cue in enumerate(pack_of(lang).acts):
        acts = {cue["act"], *cue.get("embeds", ()), *cue.get("yields_to", ()), *cue.get("acts", {}).values()}
        said = {*cue.get("acts", {}), *cue.get("tenses", ())}
        said |= {cue[key] for key in ("modality", "done_as") if key in cue}
        assert acts <= ACTS, f"{lang} cue {number}"
        assert said <= MODALITIES, f"{lang} cue {number}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cue_has_a_rank_and_something_to_hold_on(lang: str):
    """A cue names nouns or verbs, has a rank, and no key that nothing reads."""
    for number, cue in enumerate(pack_of(lang).acts):
        assert isinstance(cue["rank"], int), f"{lang} cue {number}"
        assert cue["noun"] or cue.get("verbs"), f"{lang} cue {number}"
        unread = {key for key in cue if key != "nouns" and f'"{key}"' not in FRAMES}
        assert unread == set(), f"{lang} cue {number}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_cue_needs_can_be_there(lang: str):
    """``needs`` names a need of the frames, a kind of mention, or a kind with a value that some table gives."""
    entries = [entry for found in reference().surfaces.values() for entry in found]
    known = {*get_args(MentionKind), *NEEDS}
    known |= {entry.kind for entry in entries} | {f"{entry.kind}:{entry.value}" for entry in entries}
    needs = set(chain.from_iterable(cue.get("needs", ()) for cue in pack_of(lang).acts))
    assert needs - known == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pattern_s_tags_are_in_the_tables(lang: str):
    """A pattern asks only for tags and verbs that the tables give."""
    verbs = [entry for _, entry in of_kind("verb", lang)]
    tags = {entry.attrs.get("form", "") for entry in verbs} | {"root", "base"}
    lemmas = {entry.value for entry in verbs}
    for pattern in pack_of(lang).modality:
        for wanted in (*pattern["tags"], *pattern.get("after", ())):
            lemma, _, tag = wanted.removeprefix("<").partition(">") if wanted.startswith("<") else ("", "", wanted)
            assert not lemma or lemma in lemmas, wanted
            assert not tag or tag.removeprefix(":") in tags, wanted
        assert pattern["modality"] in MODALITIES


@pytest.mark.parametrize(
    ("lang", "pattern"),
    [(lang, pattern) for lang in LANGUAGES for pattern in pack_of(lang).modality],
    ids=lambda value: value["example"] if isinstance(value, dict) else value,
)
def test_a_pattern_s_example_shows_it(lang: str, pattern: dict[str, Any]):
    """The example of a pattern has the modality that the pattern gives."""
    default = {"postpositional": "root", "prepositional": "base"}[pack_of(lang).profile]
    tokens = []
    for number, word in enumerate(fold(pattern["example"]).split()):
        verbs = [entry for entry in reference().entries(word) if entry.kind == "verb" and entry.lang == lang]
        if verbs:
            tokens.append(VerbToken(number, number, verbs[0].value, verbs[0].attrs.get("form", default)))
    assert group_modality(pack_of(lang), tokens)[0] == pattern["modality"]


VALUES = {
    "instrument": set(get_args(InstrumentType)) - {Instrument().type},
    "stage": set(get_args(Stage)),
    "hedge": MODALITIES | {"none"},  # "at the invitation of" weakens nothing
    "attribution": set(get_args(AttributionKind)),
    "month": {str(number) for number in range(1, 13)},
    "weekday": {str(number) for number in range(1, 8)},
}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_s_values_are_known(lang: str, kind: str):
    """A table names only values that the model, or the code that reads it, knows."""
    found = {entry.value for _, entry in of_kind(kind, lang)}
    assert found
    assert found <= VALUES[kind]


@pytest.mark.parametrize("kind", ["particle", "reference"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_grammar_word_is_one_that_the_frames_ask_for(lang: str, kind: str):
    """A value that no code asks for would be a fact that does nothing."""
    found = {entry.value for _, entry in of_kind(kind, lang)}
    assert {value for value in found if f'"{value}"' not in FRAMES} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_are_numbers(lang: str):
    """Numerals and scales are decimal numbers."""
    for kind in ("numeral", "scale"):
        values = {entry.value for _, entry in of_kind(kind, lang)}
        assert values
        assert all(isfinite(float(value)) for value in values)


def test_parties_are_codes():
    """A party is ISO alpha-2, EU, ADB or EIB, whoever names it."""
    values = {entry.value for kind in ("party", "demonym", "metonym") for _, entry in of_kind(kind)}
    values |= {
        entry.attrs["party"]
        for kind in ("office", "organisation", "person")
        for _, entry in of_kind(kind)
        if entry.attrs.get("party")
    }
    assert {
        value for value in values if not (len(value) == 2 and value.isupper()) and value not in ("ADB", "EIB")
    } == set()


def test_currencies_are_codes():
    """A currency is an ISO 4217 code in capitals."""
    values = {entry.value for _, entry in of_kind("currency")}
    assert all(len(value) == 3 and value.isascii() and value.isupper() for value in values)


def test_every_sector_speaks_every_language():
    """A sector and an initiative have a label and cues in each language."""
    for body in chain(reference().sectors.values(), reference().initiatives.values()):
        assert set(LANGUAGES) <= set(body["labels"]), body["id"]
    for sector in reference().sectors:
        assert {entry.lang for _, entry in of_kind("sector") if entry.value == sector} >= set(LANGUAGES), sector


def test_the_sectors_are_those_of_the_plan():
    """The list of sectors is a promise to everyone who stores claims."""
    assert sorted(reference().sectors) == sorted(SECTORS.split())


def _is_comment(line: str) -> bool:
    return line.startswith("#")


@pytest.mark.parametrize(
    "path", sorted(RESOURCES.rglob("*.t[so]*")), ids=lambda path: path.relative_to(RESOURCES).as_posix()
)
def test_every_resource_names_its_origin(path):
    """A file of facts says at its head where it is from and under which licence."""
    head = "".join(takewhile(_is_comment, path.read_text("utf-8").splitlines())).lower()
    beside = path.parent / "README.md"
    said = head + (beside.read_text("utf-8").lower() if beside.is_file() else "")
    assert any(word in said for word in ("licence", "apache-2.0"))


def test_surfaces_stand_folded():
    """The automaton's surfaces are in the form that texts are scanned in."""
    assert [surface for surface in reference().surfaces if fold(surface) != surface] == []
