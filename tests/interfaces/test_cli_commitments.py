"""Commitments from the command line: linked, judged, shown, compared, added up."""

from __future__ import annotations

import json
import re

import pytest
from rich.cells import cell_len

from karar.interfaces.cli.screen.words import LANGUAGES, Words, _tables
from karar.ledger import Ledger
from karar.linkage.table import COMPARISONS
from karar.model.claims import Claim, Quote, ReadingRef, Source, identify
from karar.model.documents import Block, Document
from karar.model.spans import Span
from karar.model.values import Amount, Duration
from tests.interfaces.making import READER

YEN = "10000000000000"


def page(number, sentence, published, publisher, *, uri=None, **fields):
    """Make a page of one sentence and its claim."""
    uri = uri or f"https://news.example/{number}"
    doc = Document(
        text=sentence,
        blocks=(Block(Span(0, len(sentence)), "paragraph"),),
        projection="text/1",
        uri=uri,
        publisher=publisher,
        published=published,
        lang="en",
    )
    given = {"act": "pledge", "modality": "planned", "parties": ("JP", "IN"), "giver": "JP", "receiver": "IN"}
    given |= {"confidence": 0.9, "sectors": ("finance",), "duration": Duration(n=10, unit="year")}
    span = Span(0, len(sentence))
    made = Claim(
        id="",
        reading=ReadingRef(doc.digest, READER),
        source=Source(uri, publisher, None, published, "en"),
        evidence={"act": (span,)},
        quote=Quote(sentence, 0, len(sentence)),
        **given | fields,
    )
    return doc, identify(made)


def yen(value=YEN, **fields):
    """Make a sum in yen."""
    return Amount(value=value, currency="JPY", **fields)


@pytest.fixture
def reported(karar, ledger_file):
    """Three reports of one promise, one of them a tenth in rupees, and one of an older promise."""
    tenth = Amount(value="600000000000", currency="INR", same_as=0)
    pages = [
        page(
            1,
            "Japan will invest 10 trillion yen of private funds in India.",
            "2025-08-29",
            "Ministry of Foreign Affairs",
            amounts=(yen(funds="private"),),
        ),
        page(
            2,
            "Japan will put 10 trillion yen, or 60,000 crore rupees, into India in ten years.",
            "2025-08-30",
            "The Daily Example",
            amounts=(yen(), tenth),
        ),
        page(3, "Tokyo will invest 10 trillion yen in India.", "2025-08-31", "Reuters", amounts=(yen(),)),
        page(
            4,
            "Japan will invest 5 trillion yen in India.",
            "2022-03-19",
            "Ministry of Foreign Affairs",
            amounts=(yen("5000000000000"),),
            duration=Duration(n=5, unit="year"),
        ),
    ]
    with Ledger.open(ledger_file) as ledger:
        for doc, made in pages:
            ledger.add(doc, READER, [made])
    return [made for _, made in pages]


@pytest.fixture
def linked(karar, reported):
    """The same, linked; who decides says so, since a score may change."""
    for one in reported[1:3]:
        assert karar("judge", "link", reported[0].id, one.id, "--why", "one summit", "--by", "a clerk").code == 0
    assert (
        karar("judge", "split", reported[0].id, reported[3].id, "--why", "an older goal", "--by", "a clerk").code == 0
    )
    assert karar("link").code == 0
    return reported


def test_linking_says_what_is_new(karar, reported):
    """How many claims, commitments and changes; then that there is nothing new, then what is."""
    told = karar("link", "--json")
    found = json.loads(told.out)
    assert (told.code, found["claims"], found["new_claims"]) == (0, 4, 4)
    assert found["new"] == found["commitments"] >= 2
    assert "Nothing to link" in karar("link").err
    karar("judge", "split", reported[0].id, reported[1].id, "--why", "seen")
    assert "0 claims new" in karar("link").err


def test_a_commitment_is_shown_with_all_that_is_said_of_it(karar, linked):
    """Side by side: the headline with its rule, the slip in words, who is silent, how it came along, who decided."""
    told = karar("show", linked[1].id[:8])
    assert told.code == 0
    out = re.sub(r"\s+", " ", told.out)
    for words in (
        f"Commitment {linked[0].id[:10]} · Japan → India · pledged",
        "JPY 10 tn · JPY 1 tn a year",
        "disputed: sum",
        "2025-08-29 pledged · 3 reports",
        "official text · Ministry of Foreign Affairs · 2025-08-29",
        "CONFLICT: 10 trillion Japanese yen is about 5.99 lakh crore Indian rupees; this report prints a tenth.",
        "at the rate of 2025-08-29 (ECB)",
        "whose money: private · 1 report 2 of the reports do not say",
        "a clerk: linked",
        "one summit",
    ):
        assert words in out, words


def test_why_is_told_in_words(karar, linked):
    """Pairs by day and publisher, with what tells most, as how often it is seen: no logarithm, no bits."""
    out = re.sub(r"\s+", " ", karar("show", linked[0].id, "--why").out)
    assert "Why these reports are one promise" in out
    assert "A person decided" in out
    assert "times as common between reports of one promise" in out
    assert "2025-08-30 · The Daily Example" in out
    assert not re.search(r"\blog|\bbits?\b|\bodds\b", out)


def test_a_link_is_explained(karar, reported):
    """Both quotes, the outcome in hundredths, what speaks for and against, and where a report is silent."""
    told = karar("explain-link", reported[0].id[:9], reported[3].id[:9])
    assert told.code == 0
    for words in (
        "10 trillion yen",
        "5 trillion yen",
        "of 100 pairs",
        "For one promise",
        "For two promises",
        "JPY 5 tn",
    ):
        assert words in told.out, words
    assert "Not compared, because at least one of the two does not say" in told.out
    record = json.loads(karar("explain-link", reported[0].id, reported[3].id, "--json").out)
    assert {feature["name"] for feature in record["features"]} == {row.name for row in COMPARISONS}
    assert karar("explain-link", reported[0].id, reported[0].id).code == 2
    karar("judge", "link", reported[0].id, reported[3].id, "--why", "seen")
    assert "A person decided: the two speak of ONE promise" in karar("explain-link", reported[0].id, reported[3].id).out


def test_commitments_are_listed_by_the_filters_of_claims(karar, linked):
    """Each once, those published last first, with sum, reports and what is disputed; --json for programs."""
    told = karar("show", "--commitments", "--table", "--party", "JP")
    assert [word in told.out for word in ("JPY 10 tn", "JPY 5 tn", "3 reports", "disputed: sum")] == [True] * 4
    records = [json.loads(line) for line in karar("show", "--commitments", "--json", "--to", "2023").out.splitlines()]
    assert [record["id"] for record in records] == [linked[3].id]
    assert "No commitments." in karar("show", "--commitments", "--table", "--party", "FR").err
    assert karar("show", "--commitments", "--csv").code == 2


def test_totals_count_each_promise_once(karar, linked):
    """Three reports are one sum; the older goal is another, or is not counted where it was raised."""
    found = json.loads(karar("show", "--totals", "--json").out)
    (total,) = found["totals"]
    assert (total["rung"], total["currency"]) == ("pledge", "JPY")
    assert total["value"] == str(10**13 if found["left_out"] else 15 * 10**12)
    assert "5.99 lakh crore" in karar("show", "--totals", "--from", "2025", "--into", "inr", "--table").out
    assert karar("show", "--totals", "--into", "QQQ").code == 2


WRONG = (
    "show --why",
    "show ID --totals",
    "show ID --commitments",
    "show zzzz",
    "judge",
    "judge accept ID",
    "judge --list accept",
    "judge link ID --why a",
    "judge correct ID --field giver --why a",
    "judge correct ID --field giver --value FR --why a",
    "diff 2025-13-01",
    "diff 2026-01-01 2025-01-01",
    "explain-link ID zzzz",
)


@pytest.mark.parametrize("call", WRONG)
def test_wrong_calls_are_told(karar, linked, call):
    """One line on standard error, an exit code, nothing on standard output."""
    told = karar(*(linked[0].id if word == "ID" else word for word in call.split()))
    assert told.code in (2, 5)
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


def test_a_ledger_that_was_not_linked_says_how(karar, reported):
    """Who asks for commitments is told to link first."""
    assert "karar link" in karar("show", reported[0].id).err
    assert "karar link" in karar("show", "--commitments", "--table").err


def test_a_correction_becomes_the_headline(karar, linked):
    """A person's value stands first, beside what was read, once the ledger is linked again."""
    call = ("judge", "correct", linked[0].id, "--field", "amounts.0", "--value", "JPY 11e12", "--why", "a misprint")
    assert "counts from the next karar link" in karar(*call, "--by", "a clerk").err
    karar("link")
    out = karar("show", linked[0].id).out
    assert "sum: JPY 11 tn" in out
    assert "first because: a person decided so" in out
    assert "corrected amounts.0 = JPY 11000000000000" in out


def test_a_rejected_claim_says_who_rejected_it(karar, linked):
    """Who looks for it hears by whom, why, and how to take it back in; accepted again, it is back."""
    karar("judge", "reject", linked[3].id, "--why", "an anniversary", "--by", "a clerk")
    karar("link")
    told = karar("show", linked[3].id)
    assert told.code == 5
    assert "by a clerk: an anniversary" in told.err
    karar("judge", "accept", linked[3].id, "--why", "it is one", "--by", "another")
    karar("link")
    assert karar("show", linked[3].id).code == 0


def test_decisions_are_listed(karar, linked):
    """With who, when, why; the overruled ones say so, as text and as JSON."""
    karar("judge", "split", linked[0].id, linked[1].id, "--why", "two after all", "--by", "another")
    out = karar("judge", "--list").out
    assert "a clerk: linked" in out
    assert "(overruled by a later decision)" in out
    records = [json.loads(line) for line in karar("judge", "--list", "--json").out.splitlines()]
    assert [record["who"] for record in records] == ["a clerk"] * 3 + ["another"]
    assert records[0]["overruled_by"] == records[3]["id"]
    assert karar("judge", "--stale").err == "Nothing is stale.\n"
    assert "a clerk" not in karar("judge", "--list", "--as-of", "2020-01-01").out


def test_decisions_are_exported_as_labels(karar, linked, tmp_path):
    """Pairs with both claims and a label, fields with what was read and what is right, one a line."""
    karar("judge", "correct", linked[0].id, "--field", "giver", "--value", "IN", "--why", "seen", "--by", "a clerk")
    karar("judge", "reject", linked[3].id, "--why", "seen", "--by", "a clerk")
    assert karar("export", "--judgements", "-o", "labels.jsonl").code == 0
    lines = [json.loads(line) for line in (tmp_path / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    pairs = [line for line in lines if "a" in line]
    assert [line["label"] for line in pairs] == ["link", "link", "split"]
    assert {pairs[0]["a"]["id"], pairs[0]["b"]["id"]} == {linked[0].id, linked[1].id}
    fields = [line for line in lines if "claim" in line]
    assert [(line["label"], line["field"], line["read"], line["value"]) for line in fields] == [
        ("correct", "giver", "JP", "IN"),
        ("reject", None, None, None),
    ]


def test_two_days_are_compared(karar, linked):
    """All is new since a day before; nothing is new since now."""
    out = karar("diff", "2020-01-01").out
    assert out.count("→ new") == 2
    assert "→ linked by a clerk: one summit" in out
    assert "Nothing has changed." in karar("diff", "2999-01-01").err
    records = [json.loads(line) for line in karar("diff", "2020-01-01", "--json").out.splitlines()]
    assert {record["change"] for record in records} == {"new", "judgement"}
    assert karar("diff", "2020-01-01", "2020-01-02").out == ""


@pytest.mark.parametrize("call", [("show", "ID", "--why"), ("explain-link", "ID", "OTHER"), ("diff", "2020-01-01")])
@pytest.mark.parametrize("width", [60, 100])
def test_both_languages_fit_the_screen(karar, linked, monkeypatch, call, width):
    """No line is wider than the screen; Hindi speaks Hindi, and no key stands in for a word."""
    monkeypatch.setenv("COLUMNS", str(width))
    names = {"ID": linked[0].id, "OTHER": linked[3].id}
    for lang in LANGUAGES:
        told = karar(*(names.get(word, word) for word in call), "--ui-lang", lang)
        assert told.code == 0
        assert max(map(cell_len, told.out.splitlines())) <= width
        assert bool(re.search(r"[ऀ-ॿ]", told.out)) == (lang == "hi")


def test_both_languages_have_the_same_words():
    """A table of words is whole in Hindi; English needs none for rows and levels that are named in English."""
    tables = _tables()
    for name, words in tables["en"].items():
        if name in ("row", "level"):
            assert set(words) <= set(tables["hi"][name]), name
        elif name != "scale":
            assert set(words) == set(tables["hi"][name]), name
    hindi = Words("hi", {})
    for row in COMPARISONS:
        assert hindi.get("row", row.name) != row.name
        assert [level.name for level in row.levels if hindi.get("level", level.name) == level.name] == []
