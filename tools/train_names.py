#!/usr/bin/env python3
"""Train the name taggers of packages/karar-names, score them, and write their model card.

Usage::

    python tools/train_names.py DATA [--score]

DATA is the folder with ``hiner_original_validation.conll`` (HiNER, CC BY-SA 4.0), ``uner_en_*`` (UNER English EWT and
PUD, CC BY-SA) and ``crossner_politics_*`` (CrossNER, MIT). With --score nothing is trained: the models that lie there
are scored again. Either way `models/card.json` and the table in the package's README are written.

The split of HiNER is by a hash of the sentence: one of ten parts is held out, one is for tuning, eight are for
training, and a sentence that stands twice lies in one part. UNER keeps its own parts. Training is deterministic: the
same data, resources and library give the same weights.

A word of the data may be several tokens of Karar ("आमना-सामना"). The tagger learns and tags tokens; scores are of the
data's own words, a word having the label of its first token with a letter or digit. A name counts as found where kind,
first and last word are all right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrfsuite

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "packages" / "karar-names"
sys.path[:0] = [str(ROOT / "src"), str(PACKAGE / "src")]

from karar.mentions.tagged import tokens_of, words_of  # noqa: E402
from karar.model.documents import Block, Document  # noqa: E402
from karar.model.spans import Span  # noqa: E402
from karar.reference.load import Reference, load_reference  # noqa: E402
from karar.scan.scanner import scanner_for  # noqa: E402
from karar.text.normalise import normalise  # noqa: E402
from karar.text.sentences import Sentence  # noqa: E402
from karar_names import Tagger, Word, features_of, names_of  # noqa: E402
from karar_names.tagger import MODELS, OUTSIDE  # noqa: E402

Labelled = list[tuple[str, str]]  # the words of one sentence, each with its label

# How the labels of each set collapse; every other one (languages, festivals, games, numbers, times …) is no name here.
KINDS = {
    "PERSON": "person",
    "LOCATION": "place",
    "ORGANIZATION": "organisation",
    "PER": "person",
    "LOC": "place",
    "ORG": "organisation",
    "person": "person",
    "politician": "person",
    "country": "place",
    "location": "place",
    "organisation": "organisation",
    "politicalparty": "organisation",
}
HINER = "hiner_original_validation.conll"
UNER = {
    "train": ("uner_en_ewt_train_older.iob2",),
    "tuning": ("uner_en_ewt_dev.iob2",),
    "held-out": ("uner_en_ewt_test.iob2",),
    "other kind of text": ("uner_en_pud_test.iob2",),
}
CROSSNER = ("crossner_politics_train.txt", "crossner_politics_dev.txt", "crossner_politics_test.txt")
POSSESSIVES = ("'s", "’s")  # the data sets them apart from their word, print does not
PARTS = ("held-out", "tuning", *["train"] * 8)
SETTINGS = {  # chosen on the tuning parts
    "hi": {"c1": 0.3, "c2": 0.05, "max_iterations": 80},
    "en": {"c1": 0.3, "c2": 0.01, "max_iterations": 80},
}
SCORES = re.compile(r"(<!-- scores:start -->\n).*?(<!-- scores:end -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence as the tagger sees it.

    Attributes:
        words: its tokens.
        labels: their collapsed labels.
        heads: for each word of the data, the token whose label is the word's.
        gold: the collapsed labels of the data's words.
    """

    words: list[Word]
    labels: list[str]
    heads: list[int]
    gold: list[str]


def read_labelled(path: Path, word: int, label: int) -> Iterator[Labelled]:
    """Yield the sentences of a file of tab-separated columns with an empty line between sentences."""
    sentence: Labelled = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if line.startswith("# "):
            continue
        if len(cells) > label:
            sentence.append((cells[word], cells[label]))
        elif sentence:
            yield sentence
            sentence = []


def part_of(sentence: Labelled) -> str:
    """Return the part that a sentence lies in, by its words alone."""
    text = " ".join(word for word, _ in sentence)
    return PARTS[int(hashlib.sha256(text.encode()).hexdigest(), 16) % len(PARTS)]


def collapse(label: str) -> str:
    """Return a label of the data as one of ours.

    >>> collapse("B-LOCATION"), collapse("I-FESTIVAL"), collapse("O")
    ('B-place', 'O', 'O')
    """
    position, _, kind = label.partition("-")
    return f"{position}-{KINDS[kind]}" if kind in KINDS else OUTSIDE


def scanned(text: str, reference: Reference) -> Sentence:
    """Return ``text`` as one sentence with the scan's hits."""
    doc = Document(text, (Block(Span(0, len(text)), "paragraph"),), "text/1", "")
    normalised = normalise(text)
    sent = Sentence(doc, doc.blocks[0], 0, 0, normalised.text, normalised)
    sent.hits = tuple(scanner_for(reference).scan(sent.text))
    return sent


def prepare(sentence: Labelled, reference: Reference) -> Item:
    """Return a labelled sentence cut into Karar's tokens; signs at a name's edge ('"दिल्ली') are not the name's."""
    text, ends = "", list[int]()
    for word, _ in sentence:
        text += word if word in POSSESSIVES else f" {word}"
        ends.append(len(text))
    sent = scanned(text, reference)
    words = words_of(sent, reference)
    owners: list[int] = []
    owner = 0
    for start, _ in tokens_of(sent):
        while sent.span(start, start + 1).start >= ends[owner]:
            owner += 1
        owners.append(owner)
    heads = [_head(number, owners, words) for number in range(len(sentence))]
    gold = [collapse(label) for _, label in sentence]
    labels = [_label(place, gold[owner], heads[owner]) for place, owner in enumerate(owners)]
    return Item(words, labels, heads, gold)


def _head(number: int, owners: list[int], words: list[Word]) -> int:
    """Return the first token of word ``number`` with a letter or digit, else its first one; -1 where it has none."""
    own = [place for place, owner in enumerate(owners) if owner == number]
    lettered = [place for place in own if any(char.isalnum() for char in words[place].text)]
    return (lettered or own or [-1])[0]


def _label(place: int, gold: str, head: int) -> str:
    if gold == OUTSIDE or place == head:
        return gold
    inside = "I" + gold[1:]
    return OUTSIDE if place < head and gold.startswith("B") else inside


def load_parts(data: Path, lang: str, reference: Reference) -> dict[str, list[Item]]:
    """Return the parts of a language's data."""
    parts: dict[str, list[Labelled]] = {}
    if lang == "hi":
        for sentence in read_labelled(data / HINER, 0, 1):
            parts.setdefault(part_of(sentence), []).append(sentence)
    else:
        for part, names in UNER.items():
            parts[part] = [sentence for name in names for sentence in read_labelled(data / name, 1, 2)]
        parts["train"] += [sentence for name in CROSSNER for sentence in read_labelled(data / name, 0, 1)]
    return {part: [prepare(sentence, reference) for sentence in sentences] for part, sentences in parts.items()}


def train(items: Sequence[Item], path: Path, settings: dict[str, float]) -> None:
    """Train a model on ``items`` and write it to ``path``; c1 prunes most of the weights to nothing."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"feature.possible_transitions": True, **settings})
    for item in items:
        trainer.append(features_of(item.words), item.labels)
    trainer.train(str(path))


def score(items: Sequence[Item], tagger: Tagger) -> dict[str, dict[str, float]]:
    """Return precision, recall, F1 and counts of names, for each kind and for all."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in items:
        labels = tagger.labels(item.words)
        read = set(names_of([labels[head] if head >= 0 else OUTSIDE for head in item.heads]))
        gold = set(names_of(item.gold))
        for what, names in (("right", read & gold), ("read", read), ("gold", gold)):
            for name in names:
                counts[name[2], what] += 1
                counts["all", what] += 1
    return {kind: _figures(counts, kind) for kind in ("person", "place", "organisation", "all")}


def _figures(counts: Counter[tuple[str, str]], kind: str) -> dict[str, float]:
    right, read, gold = (counts[kind, what] for what in ("right", "read", "gold"))
    figures = {"precision": right / max(1, read), "recall": right / max(1, gold), "f1": 2 * right / max(1, read + gold)}
    return {**{name: round(value, 4) for name, value in figures.items()}, "right": right, "read": read, "gold": gold}


def describe(lang: str, parts: dict[str, list[Item]]) -> dict[str, Any]:
    """Return the card of one language's model: its parts, its size, its scores, its speed."""
    path = MODELS / f"{lang}.crfsuite"
    tagger = Tagger(path)
    held = parts["held-out"]
    start = time.process_time()
    for item in held:
        tagger.find(item.words)
    rate = sum(len(item.words) for item in held) / (time.process_time() - start)
    scores = {part: score(items, tagger) for part, items in parts.items() if part != "train"}
    return {
        "settings": SETTINGS[lang],
        "sentences": {part: len(items) for part, items in parts.items()},
        "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "tokens_per_second": round(rate, -3),
        "scores": scores,
    }


def table(card: dict[str, Any]) -> str:
    """Return the scores as the README shows them."""
    lines = [
        "| model | part | names | precision | recall | F1 | right, read, labelled |",
        "|---|---|---|---|---|---|---|",
    ]
    for lang, model in card["models"].items():
        for part in sorted(model["scores"]):
            for kind, one in model["scores"][part].items():
                figures = " | ".join(f"{one[name]:.3f}" for name in ("precision", "recall", "f1"))
                lines.append(f"| {lang} | {part} | {kind} | {figures} | {one['right']}, {one['read']}, {one['gold']} |")
    return "\n".join(lines) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Train where asked, score, write the card; return the exit code."""
    parser = argparse.ArgumentParser(description="Train and score the name taggers.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--score", action="store_true", help="score the models that are there")
    options = parser.parse_args(argv)
    files = [HINER, *(name for names in UNER.values() for name in names), *CROSSNER]
    missing = [name for name in files if not (options.data / name).is_file()]
    if missing:
        print(f"{options.data} lacks {', '.join(missing)}", file=sys.stderr)
        return 2
    reference = load_reference()
    models = {}
    for lang in SETTINGS:
        parts = load_parts(options.data, lang, reference)
        if not options.score:
            train(parts["train"], MODELS / f"{lang}.crfsuite", SETTINGS[lang])
        models[lang] = describe(lang, parts)
    data = {name: hashlib.sha256((options.data / name).read_bytes()).hexdigest() for name in sorted(files)}
    card = {"licence": "CC-BY-SA-4.0", "data": data, "resources": reference.version, "models": models}
    (MODELS / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    readme = PACKAGE / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(SCORES.sub(lambda m: m[1] + table(card) + m[2], text), encoding="utf-8")
    print(table(card))
    return 0


if __name__ == "__main__":
    sys.exit(main())
