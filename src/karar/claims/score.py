"""How sure the reader is of a claim: the probability that it is right, by a logistic regression on what is known of it.

Right is a claim that the scorer of the labelled sets pairs with a label (`karar.evaluation.scoring.pair`) and that has
the label's act and its parties, all of them and no others. Each feature of `FEATURES` is a number from 0 to 1, mostly 0
or 1; their weights, in log-odds, are fitted by ``tools/fit_confidence.py`` and shipped in ``data/confidence.toml``. The
features are few and plain, so that a confidence can be told in words (`explain_confidence`).
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from karar.frames.types import Frame
from karar.model.claims import Claim
from karar.reference.load import FIRM

LEAST, MOST = 0.02, 0.98  # no reading is certain
_LONG = 240  # characters of a sentence that says much at once
_MANY = 12  # claims of a page that says much at once
_GIVING = frozenset({"pledge", "deliver", "procure"})

Telling = tuple[str, frozenset[str]]
"""An act and the parties to it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A claim with the frame that it was made of, and what its page says besides.

    Attributes:
        frame: where it was read.
        claim: as merged, with its sectors.
        told: how often the page tells it: the readings between the same parties by the same act.
        page: how many claims the page makes.
        lang: the language of the page.
    """

    frame: Frame
    claim: Claim
    told: int
    page: int
    lang: str


def _named(known: Known) -> int:
    return sum(not role.inherited for role in known.frame.roles)


def _weak_name(known: Known) -> bool:
    """Whether one of those that take part is read from a place, a seat or a people alone."""
    return any(role.strength < 2 and not role.inherited for role in known.frame.roles)


def _kind(known: Known) -> str:
    return known.frame.clause.sent.block.kind


def _over_text(known: Known) -> bool:
    """Whether it stands in a headline; a title that is all of its page is none."""
    return _kind(known) in ("title", "heading") and len(known.frame.clause.sent.doc.blocks) > 1


FEATURES: Mapping[str, tuple[str, Callable[[Known], float]]] = {
    "one-named": ("only one side is named in the clause", lambda k: _named(k) == 1),
    "none-named": ("no side is named in the clause", lambda k: _named(k) == 0),
    "weak-name": ("a side is read from a place, a seat or a people", _weak_name),
    "several": ("more than two sides take part", lambda k: len(k.claim.parties) > 2),
    "topic": ("a state is talked about besides", lambda k: bool(k.claim.topics)),
    "weak-cue": ("the word for the act is a weak one", lambda k: k.frame.cues[0].rank < FIRM),
    "rank": ("how clear the word for the act is", lambda k: min(1.0, k.frame.cues[0].rank / 100)),
    "governed": ("the act hangs on another verb", lambda k: len(k.frame.cues) > 1),
    "no-verb": ("there is no finite verb", lambda k: k.frame.clause.verbs is None),
    "headline": ("it stands in a headline over a text", _over_text),
    "item": ("it is a line of a list", lambda k: _kind(k) == "item"),
    "listed": ("it is one of several papers or sums of a clause", lambda k: k.frame.part > 0),
    "later-clause": ("another clause of the sentence stands before it", lambda k: k.frame.clause.follows is not None),
    "long": ("the sentence is long", lambda k: len(k.frame.clause.sent.text) > _LONG),
    "reported": ("somebody is named who says so", lambda k: k.claim.attribution.kind != "outlet"),
    "told-again": ("the page tells it more than once", lambda k: k.told > 1),
    "dense-page": ("the page makes many claims", lambda k: min(1.0, k.page / _MANY)),
    "money": ("a sum is stated", lambda k: bool(k.claim.amounts)),
    "paper": ("the paper is named", lambda k: k.claim.instrument.type != "none"),
    "no-matter": ("its clause does not say what it is about", lambda k: not _own_matter(k)),
    "no-giver": ("who gives is not clear", lambda k: k.claim.act in _GIVING and k.claim.giver is None),
    "problems": ("something is wrong with its data", lambda k: bool(k.claim.problems)),
    "hindi": ("the page is in Hindi", lambda k: k.lang == "hi"),
    "decided": ("said as decided", lambda k: k.claim.modality == "decided"),
    "planned": ("said as planned", lambda k: k.claim.modality == "planned"),
    "unsure": ("said as offered, possible or denied", lambda k: k.claim.modality in ("proposed", "possible", "denied")),
    "consult": ("a talk", lambda k: k.claim.act == "consult"),
    "sign": ("a signing", lambda k: k.claim.act == "sign"),
    "agree": ("an agreement", lambda k: k.claim.act == "agree"),
    "pledge": ("a promise of money or goods", lambda k: k.claim.act == "pledge"),
    "propose": ("an offer or a request", lambda k: k.claim.act == "propose"),
    "launch": ("a start", lambda k: k.claim.act == "launch"),
}
"""Name → what it says of a claim, in words, and its value from 0 to 1. THE list of what a confidence rests on."""


def _own_matter(known: Known) -> bool:
    spans = known.claim.evidence.get("sectors.0", ())
    clause = known.frame.clause
    return any(clause.sent.span(clause.start, clause.end).covers(span) for span in spans)


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted log-odds: of a claim that no feature speaks of, and of each feature."""

    base: float
    features: Mapping[str, float]


@cache
def shipped_weights() -> Weights:
    """Return the weights of ``data/confidence.toml``."""
    body = tomllib.loads(files("karar.claims").joinpath("data", "confidence.toml").read_text(encoding="utf-8"))
    return Weights(float(body["base"]), {name: float(weight) for name, weight in body["weights"].items()})


def measure(known: Known) -> dict[str, float]:
    """Return the features of a claim by name, each from 0 to 1."""
    return {name: float(value(known)) for name, (_, value) in FEATURES.items()}


def confidence_of(features: Mapping[str, float], weights: Weights) -> float:
    """Return the probability that a claim of these features is right, from `LEAST` to `MOST`, to three digits.

    >>> confidence_of({"headline": 1.0}, Weights(2.0, {"headline": -2.0}))
    0.5
    """
    odds = weights.base + sum(weights.features.get(name, 0.0) * value for name, value in features.items())
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-odds)))), 3)


def gather(read: Sequence[tuple[Frame, Claim]], told: Counter[Telling]) -> list[Known]:
    """Return the claims of a page, each with what is known of it.

    Args:
        read: the page's claims, merged, each with its frame.
        told: how often the page tells of an act between parties, before merging.
    """
    return [Known(frame, claim, told[telling_of(claim)], len(read), claim.source.lang) for frame, claim in read]


def telling_of(claim: Claim) -> Telling:
    """Return what two readings share that tell of the same: the act and the parties."""
    return claim.act, frozenset(claim.parties)


def rate(known: Known) -> Claim:
    """Return the claim with its confidence."""
    return msgspec.structs.replace(known.claim, confidence=confidence_of(measure(known), shipped_weights()))


def explain_confidence(known: Known) -> list[tuple[str, float]]:
    """Return what raises and lowers a claim's confidence, in words with log-odds, the strongest first.

    The first line is what every claim starts from; features that do not hold are left out.
    """
    weights = shipped_weights()
    values = measure(known)
    told = [
        (FEATURES[name][0], weights.features[name] * value)
        for name, value in values.items()
        if value and weights.features.get(name)
    ]
    return [("where nothing speaks for or against it", weights.base), *sorted(told, key=lambda one: -abs(one[1]))]
