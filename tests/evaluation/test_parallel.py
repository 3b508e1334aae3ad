"""What one language of a parallel text has and the other lacks is counted by kind."""

import json
from pathlib import Path

import pytest

from karar.errors import InputError
from karar.evaluation.outside import figures_by_floor
from karar.evaluation.parallel import AlignedPair, ParallelSet, compare_parallel, find_values, load_parallel
from karar.interfaces.cli.main import main
from karar.reference import load_reference

NTREX = Path(__file__).resolve().parents[3] / "shared" / "data" / "announcements" / "ntrex"
LANGS = ("en", "hi")


def compare(*pairs):
    """Compare English and Hindi sentences, each pair a document of its own."""
    aligned = tuple(AlignedPair(n, f"d{n}", *pair) for n, pair in enumerate(pairs, 1))
    outcome = compare_parallel(ParallelSet("own", LANGS, aligned), load_reference())
    return outcome, {row.name: row.counts["all"] for row in outcome.rows}


def test_values_are_compared_not_words():
    """Crore and million, one calendar and the other spelling, adjective and name meet in their values."""
    _, counts = compare(
        ("On 5 May 2014 Japanese banks lent 10 million dollars.", "5 मई 2014 को जापान के बैंकों ने 1 करोड़ डॉलर दिए।"),
    )
    for kind in ("amount", "date", "party"):
        assert counts[kind] == {"both": 1, "only-en": 0, "only-hi": 0}, kind


def test_what_one_side_lacks_is_counted_on_its_side():
    """A state that the translation drops, and a sum with another scale."""
    outcome, counts = compare(("France gave 5 million euros.", "5 अरब यूरो दिए गए।"))
    assert counts["party"] == {"both": 0, "only-en": 1, "only-hi": 0}
    assert counts["amount"] == {"both": 0, "only-en": 1, "only-hi": 1}
    told = len(outcome.misses) + outcome.hidden
    assert told == 5  # the state, two numbers, two sums


def test_every_sentence_is_read():
    """A sentence that no claim could come from is read as well."""
    values = find_values("भूकंप में 540 लोग घायल हुए।", "hi", None, load_reference())
    assert values["quantity"] == {"540 person"}


def test_parts_are_whole_documents():
    """All sentences of a document are in one part, and both parts are there."""
    parts = {AlignedPair(n, f"d{n // 4}", "", "").part for n in range(40)}
    assert parts == {"seen", "held-out"}
    assert AlignedPair(1, "d", "", "").part == AlignedPair(2, "d", "", "").part


def test_misses_of_held_out_documents_are_only_counted():
    """What is listed comes from seen documents alone."""
    pairs = tuple(AlignedPair(n, f"d{n}", "France came.", "वे आए।") for n in range(1, 9))
    outcome = compare_parallel(ParallelSet("own", LANGS, pairs), load_reference())
    held = {f"#{pair.number} " for pair in pairs if pair.part == "held-out"}
    assert outcome.hidden == len(held) > 0
    assert not any(mark in line for mark in held for line in outcome.misses)


def test_a_folder_is_loaded(tmp_path):
    """Files by language code of two or three letters, documents by line; other languages are left out."""
    (tmp_path / "a-src.eng.txt").write_text("One.\nTwo.\n", encoding="utf-8")
    (tmp_path / "a-ref.hin.txt").write_text("एक।\nदो।\n", encoding="utf-8")
    (tmp_path / "a-ref.tam.txt").write_text("x\n", encoding="utf-8")
    (tmp_path / "DOCUMENT_IDS.tsv").write_text("p\nq\n", encoding="utf-8")
    texts = load_parallel(tmp_path, LANGS)
    assert texts.langs == ("en", "hi")
    assert [(p.document, p.left, p.right) for p in texts.pairs] == [("p", "One.", "एक।"), ("q", "Two.", "दो।")]


def test_a_table_is_loaded(tmp_path):
    """Columns by language, the day where it is told."""
    table = tmp_path / "titles.tsv"
    table.write_text('posted\ten_title\thi_title\n2019-09-02\tThe "Week"\tसप्ताह\n', encoding="utf-8")
    (pair,) = load_parallel(table, LANGS).pairs
    assert (pair.left, pair.right, pair.published) == ('The "Week"', "सप्ताह", "2019-09-02")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "two languages"),
        ({"a.en.txt": "One.\n", "a.hi.txt": "एक।\nदो।\n"}, "same number of lines: 1 en, 2 hi"),
    ],
)
def test_what_cannot_be_compared_is_told(tmp_path, files, told):
    """A folder without two languages, and files that do not match."""
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        load_parallel(tmp_path, LANGS)


def test_figures_are_printed_and_held(tmp_path, capsys):
    """JSON has counts and figures of each kind; a figure below its floor ends the call with 1."""
    (tmp_path / "a.en.txt").write_text("France gave 5 million euros.\n", encoding="utf-8")
    (tmp_path / "a.hi.txt").write_text("5 अरब यूरो दिए गए।\n", encoding="utf-8")
    floors = tmp_path / "floors.toml"
    floors.write_text(f"[parallel-{tmp_path.name}.party]\nagreement = 0.5\n", encoding="utf-8")
    assert main(["evaluate", "--parallel", str(tmp_path), "--json", "--floors", str(floors)]) == 1
    record = json.loads(capsys.readouterr().out)
    (party,) = [row for row in record["outside"][0]["rows"] if row["name"] == "party"]
    assert party["figures"]["all"] == {"agreement": 0.0}
    assert len(record["broken_floors"]) == 1


@pytest.mark.slow
@pytest.mark.skipif(not NTREX.is_dir(), reason="NTREX is not beside the project")
def test_news_in_two_languages_holds_its_floors(capsys):
    """Nearly two thousand sentences of news, all kinds of mentions, both halves: none is below its floor."""
    assert main(["evaluate", "--parallel", str(NTREX)]) == 0
    assert "held-out" in capsys.readouterr().out


def test_floors_stand_under_the_whole_and_the_held_out_part():
    """The seen part has no floor of its own."""
    outcome, _ = compare(*[("France came.", "फ्रांस आया।")] * 8)
    assert set(figures_by_floor(outcome)) == {"parallel-own", "parallel-own-held-out"}
