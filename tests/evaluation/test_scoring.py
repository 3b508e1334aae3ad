"""The scorer counts by the labelling rules, and agrees with the shared scorer to the last digit."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from karar.evaluation.gold import GoldPage, load_gold
from karar.evaluation.scoring import FIELDS, PageScore, likeness, pair, score_page, total

SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold"

LABEL = {
    "act": "pledge",
    "parties": ["IN", "JP"],
    "giver": "JP",
    "sectors": ["finance"],
    "instrument": "none",
    "amount": {"value": 10_000_000_000_000, "currency": "JPY", "alt": {"value": 68_000_000_000, "currency": "USD"}},
    "modality": "planned",
}
CLAIM = {
    "act": "pledge",
    "parties": ["JP", "IN"],
    "giver": "JP",
    "sectors": ["finance", "trade"],
    "instrument": {"type": "none", "title": None},
    "amounts": [{"value": "68000000000.4", "currency": "USD"}],
    "modality": "decided",
    "confidence": 0.93,
}


def test_a_claim_is_like_its_label():
    """Act, parties and a conversion of the sum agree; of two sectors one does."""
    assert likeness(CLAIM, LABEL) == pytest.approx(0.35 + 0.30 + 0.10 + 0.15)


def test_a_near_act_counts_half():
    """Agree for pledge is half right, consult is wrong."""
    whole = likeness(CLAIM, LABEL)
    assert whole - likeness({**CLAIM, "act": "agree"}, LABEL) == pytest.approx(0.175)
    assert whole - likeness({**CLAIM, "act": "consult"}, LABEL) == pytest.approx(0.35)


def test_each_label_is_used_once():
    """Two claims that fit one label leave one over."""
    assert len(pair([CLAIM, CLAIM], [LABEL])) == 1


def test_a_page_is_counted():
    """Fields, sums and confidence of one paired claim."""
    score = score_page([CLAIM], [LABEL], relevant=True)
    assert (score.read, score.gold, score.matched, score.relevant_right) == (1, 1, 1, 1)
    assert dict(zip(FIELDS, score.fields, strict=True)) == {
        "act": 1, "act~": 1, "giver": 1, "instrument": 1, "modality": 0, "modality~": 1, "parties": 1, "sectors": 1,
    }  # fmt: skip
    # The conversion was read, the main sum was not; a known conversion is not an extra one.
    assert (score.sums_found, score.sums_gold, score.sums_extra) == (0, 1, 0)
    assert score.rated == ((0.93, True),)


def test_claims_on_a_page_without_any_are_counted():
    """A claim on an irrelevant page is a false one and makes the page's relevance wrong."""
    score = score_page([CLAIM], [], relevant=False)
    assert (score.negatives, score.negative_claims, score.relevant_right, score.precision) == (1, 1, 0, 0.0)


def test_nothing_read_divides_by_nothing():
    """An empty count has figures, all of them 0."""
    assert (PageScore().precision, PageScore().recall, PageScore().f1) == (0.0, 0.0, 0.0)


def _garble(pages: tuple[GoldPage, ...], seed: int) -> list[dict]:
    """Make claims out of labels, some of them wrong in some way, some left out, some invented."""
    dice = random.Random(seed)
    acts = ("sign", "agree", "pledge", "deliver", "consult", "propose", "launch", "procure", "target", "withdraw")
    modalities = ("done", "decided", "planned", "proposed", "possible", "denied")
    everything = [label for page in pages for label in page.claims]
    claims = []
    for page in pages:
        labels = [label for label in page.claims if dice.random() < 0.9]
        if dice.random() < 0.15:
            labels.append(dice.choice(everything))
        for label in labels:
            amount = label.get("amount")
            sums = [dice.choice([amount, amount.get("alt") or amount])] if amount else []
            claims.append(
                {
                    "doc": page.id,
                    "act": dice.choice([label["act"]] * 4 + [*acts]),
                    "modality": dice.choice([label["modality"]] * 4 + [*modalities]),
                    "parties": dice.choice([label["parties"], label["parties"], label["parties"][:1], ["IN", "CN"]]),
                    "giver": dice.choice([label["giver"], label["giver"], None]),
                    "sectors": dice.choice([label["sectors"], label["sectors"][:1], [], ["defence"]]),
                    "instrument": {"type": dice.choice([label["instrument"], "none"])},
                    "amounts": [
                        {"value": str(int(s["value"] * dice.choice([1, 1, 1.004, 2]))), "currency": s["currency"]}
                        for s in sums
                    ],
                }
            )
    return claims


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared gold set is not beside the project")
@pytest.mark.parametrize("lang", [None, "hi", "en"])
@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_the_shared_scorer(lang, seed, tmp_path):
    """The same claims give the same printed figures, digit for digit."""
    gold = load_gold(SHARED)
    claims = _garble(gold.pages, seed)
    (tmp_path / "claims.jsonl").write_text("".join(json.dumps(c) + "\n" for c in claims), encoding="utf-8")
    (tmp_path / "read.txt").write_text("".join(f"{p.id}\n" for p in gold.pages), encoding="utf-8")
    command = [sys.executable, str(SHARED / "score.py"), "claims.jsonl", "--read", "read.txt"]
    command += ["--lang", lang] if lang else []
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path).stdout.splitlines()

    score = total(
        score_page([c for c in claims if c["doc"] == page.id], page.claims, relevant=page.relevant)
        for page in gold.pages
        if lang in (None, page.lang)
    )
    shares = "  ".join(f"{name} {count / score.matched:.2f}" for name, count in zip(FIELDS, score.fields, strict=True))
    assert printed == [
        (
            f"docs {score.pages}  relevance {score.relevant_right}/{score.pages}"
            f"  claims on negatives {score.negative_claims} in {score.negatives} pages"
        ),
        f"amounts: found {score.sums_found}/{score.sums_gold}, wrong or extra {score.sums_extra}",
        f"fields on matched claims: {shares}",
        (
            f"claims: gold {score.gold} read {score.read} matched {score.matched}"
            f"  P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}"
        ),
    ]
