"""The benchmarks run: each section on next to nothing, what they write, how they are called. No time is tested."""

from __future__ import annotations

import doctest
import gc
import json
from dataclasses import replace
from importlib import import_module

import pytest

from benchmarks import command, report
from benchmarks.effort import QUICK
from benchmarks.markup import SIZE, wrap
from benchmarks.report import Figure, Table, draw, merge_results, to_markdown, to_records
from benchmarks.texts import fill, labelled, load_sets, note_absence
from benchmarks.timing import Rounds, Sample, Spread, take_turns
from benchmarks.variants import make_pages
from karar.model.documents import Page
from karar.pages import read_page

ABOUT = {"date": "2025-08-30", "commit": "abc", "machine": "one", "python": "3.11", "load": "0.0", "packages": "none"}
TABLE = Table("Titles", "What it tells.", ("what", "ms"), (("यह", "1"), ("b|c", "22")), (), ("A note.",))


@pytest.fixture
def least(tmp_path):
    """The least that can be measured, with nothing beside the repository."""
    gc.freeze()  # the garbage of all the tests before is not looked through again before each piece of work
    sizes = {"sizes": (1, 2), "pages": (2, 4), "memory": (1,), "jobs_pages": 2, "entries": 50, "calls": 1}
    yield replace(QUICK, rounds=1, articles=1, large=1, starts=1, shared=tmp_path, **sizes)
    gc.unfreeze()


def run_section(name, least):
    """The tables of a section, and what it told meanwhile."""
    told = []
    tables = import_module(f"benchmarks.sections.{name}").measure(least, told.append)
    assert told
    assert all(len(row) == len(table.head) for table in tables for row in table.rows)
    return tables


# --- the sections -------------------------------------------------------------------


def test_text_is_measured_beside_its_peers(least):
    """Karar stands first, the stack, its ruler and the scan beside it; what is not beside the repository is told."""
    pytest.importorskip("spacy", reason="the peers are not installed (python3 go.py bench)")
    (table,) = run_section("text", least)
    assert [row[1] for row in table.rows[:4]] == [
        "Karar, text → claims", "spaCy + dateparser + price-parser", "phrase ruler alone", "automaton's scan alone",
    ]  # fmt: skip
    assert all(int(row[-1]) > 0 for row in table.rows if row[1] != "phrase ruler alone")
    assert "no general news" in table.notes[0]


def test_text_is_measured_without_peers(least, monkeypatch):
    """Where the peers are missing, Karar and the scan are measured, and a note says so."""
    monkeypatch.setattr("benchmarks.sections.text.MISSING", "spacy")
    (table,) = run_section("text", least)
    assert {row[1] for row in table.rows} == {"Karar, text → claims", "automaton's scan alone"}
    assert "spacy is not installed" in table.notes[-1]


def test_pages_are_measured(least):
    """HTML, plain text and large pages of both languages, each beside its own."""
    (table,) = run_section("pages", least)
    assert [row[0] for row in table.rows if row[0]] == [
        f"{language}, {kind}"
        for language in ("Hindi", "English")
        for kind in ("examples, HTML", "examples, text", "large, announcements")
    ]
    assert {figure.what for figure in table.figures if figure.on == "Hindi, large, announcements"} == {
        "Karar, page → claims", "trafilatura alone", "trafilatura alone, fast", "lxml's parse alone",
    }  # fmt: skip


def test_the_gate_is_measured(least):
    """The gate stands first; it lets announcements through, and no claim is lost by it."""
    (table,) = run_section("gate", least)
    found = {(figure.on, row[1]): int(row[-1]) for row, figure in zip(table.rows, table.figures[::2], strict=True)}
    for on in {on for on, _ in found}:
        assert found[on, "gate"] == 1
        assert found[on, "page → claims, gate first"] == found[on, "page → claims, no gate"]


def test_growth_is_measured(least):
    """Longer articles, more pages and greater ledgers each get an exponent."""
    *_, exponents = run_section("growth", least)
    grown = {row[0].partition(",")[0] for row in exponents.rows}
    assert grown == {"length", "pages", "ledger"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["startup", "memory", "jobs"])
def test_programs_are_measured(name, least):
    """Sections that start programs see them end well, and every figure is of something."""
    (table,) = run_section(name, least)
    assert all(figure.value.median > 0 for figure in table.figures)


# --- what is read ---------------------------------------------------------------------


def test_sets_are_what_the_repository_has(tmp_path):
    """Without the data beside it there are announcements in both languages, as many as were asked for."""
    sets = load_sets(tmp_path, 5)
    assert [one.name for one in sets] == ["Hindi, announcements", "English, announcements"]
    assert all(0 < len(one.documents) <= 5 for one in sets)
    assert len(note_absence(tmp_path)) == 2


def test_only_labelled_pages_that_were_seen_are_read(tmp_path):
    """Of a labelled set beside the repository no page that is held out is read."""
    (tmp_path / "gold" / "texts").mkdir(parents=True)
    labels = [{"id": name, "lang": "hi", "relevant": True, "claims": []} for name in ("pib-01-hi", "pib-02-hi")]
    (tmp_path / "gold" / "labels.jsonl").write_text("\n".join(map(json.dumps, labels)), encoding="utf-8")
    (tmp_path / "gold" / "texts" / "pib-01-hi.txt").write_text("भारत और नेपाल में समझौता हुआ।", encoding="utf-8")
    assert [doc.uri for doc in labelled("hi", tmp_path)] == ["file:pib-01-hi.txt"]


def test_short_texts_fill_articles():
    """An article has at least so many bytes; what is left over is left out."""
    assert list(fill(["aaaa", "bb", "cccc"], 5)) == [["aaaa", "bb"]]
    assert list(fill(["करार"], 5)) == [["करार"]]


def test_pages_are_all_different():
    """No page of a ledger is another one's copy, and the same call makes the same pages."""
    pages = list(make_pages(600, 300))
    assert len({page.content for page in pages}) == 600
    assert list(make_pages(3, 300)) == pages[:3]


def test_an_article_is_found_in_its_large_page():
    """The page is as large as said, the same each time, and the article in it can be read."""
    lines = [
        "भारत और नेपाल में समझौता",
        *(f"भारत और नेपाल ने {n} परियोजनाओं के लिए समझौते पर हस्ताक्षर किए।" for n in range(20, 30)),
    ]
    page = wrap(lines, ["कल बारिश होगी"], "hi", 1)
    assert page == wrap(lines, ["कल बारिश होगी"], "hi", 1)
    assert abs(len(page) - SIZE) < SIZE // 20
    doc = read_page(Page(page, "large.html"))
    assert lines[5] in [block.span.of(doc.text) for block in doc.blocks]


# --- turns and figures ------------------------------------------------------------------


def test_contenders_take_turns():
    """One round that is not counted, then A B, A B; what the last round found is kept."""
    calls = []

    def work(name, found):
        return lambda: calls.append(name) or found

    rounds = take_turns({"a": work("a", 1), "b": work("b", 2)}, 2, lambda line: None, items=1)
    assert "".join(calls) == "ababab"
    assert {name: len(samples) for name, samples in rounds.samples.items()} == {"a": 2, "b": 2}
    assert rounds.found == {"a": 1, "b": 2}


def test_a_ratio_is_taken_within_a_round():
    """Rounds in which everything is slow leave the ratio as it is."""
    rounds = Rounds({"a": [Sample(1, 1), Sample(10, 10)], "b": [Sample(3, 3), Sample(30, 30)]}, {}, items=1)
    assert rounds.ratio("b") == Spread(3.0, 3.0, 3.0, 2)
    assert rounds.cpu("a") == Spread(5.5, 1, 10, 2)


@pytest.mark.parametrize("name", ["timing", "report", "variants"])
def test_examples_are_true(name):
    """Every example in a docstring gives what it says."""
    result = doctest.testmod(import_module(f"benchmarks.{name}"))
    assert (result.failed, result.attempted > 0) == (0, True)


# --- what is written ----------------------------------------------------------------------


def test_a_table_is_drawn_in_columns():
    """Vowel signs take no column of their own, so that columns stand under each other."""
    lines = draw(replace(TABLE, rows=(("यहाँ", "1"), ("bbb", "22")))).splitlines()
    assert lines[2].endswith("  1")
    assert report.measure_width(lines[2]) == len(lines[3]) - 1
    assert lines[-1] == "  A note."


def test_a_section_takes_its_own_place_in_the_results(tmp_path):
    """A section measured again takes the place of its older figures, the others stay, in the order of the sections."""
    path = tmp_path / "RESULTS.md"
    for name, told in (("b", "first"), ("a", "one"), ("b", "second")):
        merge_results(path, {name: to_markdown(name, [replace(TABLE, told=f"told {told}")], ABOUT)}, ("a", "b"), ABOUT)
    text = path.read_text("utf-8")
    assert text.index("## a") < text.index("told one") < text.index("## b") < text.index("told second")
    assert "told first" not in text
    assert "b\\|c" in text


def test_figures_are_lines_of_json():
    """Each line stands alone: what, on what, how much, beside what, on which machine."""
    figure = Figure("Hindi", "x", "cpu", "ms", Spread.of([1.0, 2.0]), "y", Spread.of([2.0]))
    (line,) = to_records("text", [replace(TABLE, figures=(figure,))], ABOUT)
    record = json.loads(line)
    assert (record["section"], record["value"]["median"], record["beside"], record["machine"]) == (
        "text",
        1.5,
        "y",
        "one",
    )


# --- the command -----------------------------------------------------------------------------


@pytest.fixture
def written(monkeypatch, tmp_path):
    """The command with sections that measure nothing, and a folder for what it writes."""
    monkeypatch.setattr(command, "measure_apart", lambda name, effort, core: [replace(TABLE, title=name)])
    monkeypatch.setattr(command, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(command, "RUNS", tmp_path / "results" / "runs.jsonl")
    return tmp_path


def test_all_sections_are_measured_by_default(written, capsys):
    """Every section of the table has a module, is shown, and gets its place in the results."""
    assert command.main([]) == 0
    shown = [line for line in capsys.readouterr().out.splitlines() if line in command.SECTIONS]
    assert shown == list(command.SECTIONS)
    assert (written / "RESULTS.md").read_text("utf-8").count("\n## ") == len(command.SECTIONS)
    assert all(hasattr(import_module(f"benchmarks.sections.{name}"), "ONE_CORE") for name in command.SECTIONS)


@pytest.mark.parametrize("option", ["--quick", "--dry-run"])
def test_a_look_leaves_the_results_alone(written, option):
    """A quick or dry run is shown and kept among the runs, and RESULTS.md stays."""
    assert command.main(["text", option]) == 0
    assert not (written / "RESULTS.md").exists()
    assert (written / "results" / "runs.jsonl").is_file()


@pytest.mark.parametrize("words", [["fly"], ["--quick", "--long"], ["--core", "-1"]])
def test_a_wrong_call_is_refused(words):
    """An unknown section or core ends with 2."""
    with pytest.raises(SystemExit) as end:
        command.main(words)
    assert end.value.code == 2
